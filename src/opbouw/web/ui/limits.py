"""Refuse a request that is too large before reading it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from opbouw.web.ui.errors import too_large


class UploadLimit:
    """Answers 413 when a request says it is larger than this server takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdigit() and int(said) > settings.MAX_UPLOAD_BYTES:
            return too_large(request)
        return self.get_response(request)
