"""Texts travel small: pages, styles, scripts and drawings are packed; fonts, pictures and PDF are packed already."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED_BY_US = ("text/", "application/json", "application/manifest+json", "application/jsonl", "image/svg+xml")


class CompressText(GZipMiddleware):
    """Django's own packing, which hides the length of what is secret on a page, for texts alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack a text; leave everything else as it is."""
        if not response.get("Content-Type", "").startswith(PACKED_BY_US):
            return response
        return super().process_response(request, response)
