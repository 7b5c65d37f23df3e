"""Outlines and keyframes, the same for everybody: nothing of a runner stands in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from opbouw.figures import names
from opbouw.web.figures import files

FOR_LONG = "public, max-age=31536000, immutable"


@require_safe
def outlines(request: HttpRequest, version: str) -> HttpResponse:
    """Every outline of the figures, in one SVG."""
    return _kept(files.outlines(), version, "image/svg+xml")


@require_safe
def keyframes(request: HttpRequest, name: str, version: str) -> HttpResponse:
    """What moves one drawing."""
    if name not in names():
        raise Http404
    return _kept(files.keyframes(name), version, "text/css")


def _kept(text: str, version: str, kind: str) -> HttpResponse:
    """The file, to be kept for long when it is the version that was asked for."""
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    if version == files.short_hash(text):
        response["Cache-Control"] = FOR_LONG
    return response
