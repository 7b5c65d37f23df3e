"""Error pages: static, plain, in the language of the browser, and without a word about the inside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read."""
    return render(request, "ui/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this page is for somebody else."""
    return render(request, "ui/errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from elsewhere."""
    return render(request, "ui/errors/form_old.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no page here."""
    return render(request, "ui/errors/404.html", status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than this server takes in one go."""
    return render(request, "ui/errors/413.html", status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return render(request, "ui/errors/500.html", status=500)
