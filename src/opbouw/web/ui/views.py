"""Small pages and switches that belong to no domain: health, language, colours."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from opbouw.web.store.models import Runner

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "opbouw_theme"
MOTIONS = ("auto", "on", "off")
MOTION_COOKIE = "opbouw_motion"


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Whether the server answers and its database can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language; it is remembered in this browser and for this runner."""
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated and not getattr(request.user, "is_example", False):
        Runner.objects.filter(account_id=request.user.pk).update(language=chosen)
    return remember_language(response, chosen)


def remember_language(response: HttpResponse, chosen: str) -> HttpResponse:
    """Keep a language in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Choose light, dark, or what the device says."""
    return _chosen(request, "theme", THEMES, THEME_COOKIE)


@require_POST
def motion(request: HttpRequest) -> HttpResponse:
    """Choose whether figures move: always, never, or as the device says."""
    return _chosen(request, "motion", MOTIONS, MOTION_COOKIE)


def _chosen(request: HttpRequest, name: str, among: tuple[str, ...], cookie: str) -> HttpResponse:
    """Keep a choice in this browser, when it is one of those there are."""
    chosen = request.POST.get(name, "")
    response = _back(request)
    if chosen in among:
        response.set_cookie(
            cookie, chosen, max_age=365 * 24 * 3600, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """Back to the page the switch was on."""
    goal = request.POST.get("next", "")
    safe = goal.startswith("/") and url_has_allowed_host_and_scheme(goal, {request.get_host()})
    return redirect(goal if safe else "start")
