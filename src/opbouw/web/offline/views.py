"""Pages and files of the app on the phone: manifest, service worker, the day without signal, and what waits there."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from opbouw.core.log import LogRefused
from opbouw.web.daily import selectors
from opbouw.web.daily.day import Day, day_of, of_the_day
from opbouw.web.daily.forms.check_in import CheckInForm
from opbouw.web.daily.views.check_in import followed, gets_stiff, place_of, swollen_before
from opbouw.web.offline import shell
from opbouw.web.offline.ahead import Allowed
from opbouw.web.offline.state import allowed_days, state_of
from opbouw.web.offline.who import who
from opbouw.web.reminders.texts import text_of
from opbouw.web.ui.context import frame

PAPER = {"light": "#faf6ee", "dark": "#10151f"}  # --paper of tokens.css; a test holds them equal


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker: our own script with the list and the version of the shell in front."""
    kept = {
        "version": shell.version(),
        "files": shell.addresses(),
        "nothing": reverse("offline"),
        "day": reverse("offline_day"),
        "checkIn": reverse("offline_check_in"),
        "today": reverse("today"),
        "logout": reverse("logout"),
        "queue": static("offline/queue.js"),
        "text": reverse("reminders_text"),
        "icon": static("offline/icon-192.png"),
        "said": _least_words(),
    }
    body = f"const SHELL = {json.dumps(kept, ensure_ascii=False)};\n{shell.source(shell.WORKER)}"
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _least_words() -> dict[str, str]:
    """What a reminder says when this server cannot be asked: in the language of the kept day, or in both."""
    told = {}
    for lang in ("nl", "en"):
        with override(lang):
            told[lang] = text_of(None).body
    return told


@require_safe
def manifest(_request: HttpRequest, lang: str) -> HttpResponse:
    """How the app is called, looks and starts from the home screen."""
    with override(lang):
        return JsonResponse(_manifest(lang), content_type="application/manifest+json")


def _manifest(lang: str) -> dict[str, Any]:
    icons = [
        {"src": static(f"offline/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
        for size in (192, 512)
    ]
    masked = {"src": static("offline/icon-mask.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"}
    drawn = {"src": static("ui/logo.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    return {
        "id": "/",
        "name": "Opbouw",
        "short_name": "Opbouw",
        "description": _("Back to running, step by step."),
        "lang": lang,
        "dir": "ltr",
        "start_url": reverse("today"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER["light"],
        "theme_color": PAPER["light"],
        "categories": ["sports", "health"],
        "icons": [*icons, masked, drawn],
        "shortcuts": [
            _shortcut(_("Check-in"), "check_in", "check"),
            _shortcut(_("Today"), "today", "day"),
            _shortcut(_("Tell what you did"), "log_session", "log"),
        ],
    }


def _shortcut(name: str, route: str, icon: str) -> dict[str, Any]:
    picture = {"src": static(f"offline/shortcut-{icon}.png"), "sizes": "96x96", "type": "image/png"}
    return {"name": name, "url": reverse(route), "icons": [picture]}


@require_safe
def nothing(request: HttpRequest) -> HttpResponse:
    """No signal, and this page is not on the phone."""
    return render(request, "offline/nothing.html")


@login_required
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """What waits on this phone to be sent; filled in by the phone itself."""
    return render(request, "offline/saved.html", {"here": "settings"})


@login_required
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Whose phone this is, a token to send with, and what to keep of the day."""
    found: dict[str, Any] = {"who": who(request), "token": get_token(request), "pages": []}
    day = day_of(request)
    if day is not None and found["who"] and day.decision["kind"] == "decision":
        with suppress(LogRefused):  # where nothing can be decided nothing is kept to be shown
            found |= state_of(day, str(frame(request)["theme"]))
    return JsonResponse(found)


@require_safe
@of_the_day
def without_signal(request: HttpRequest, day: Day) -> HttpResponse:
    """The day as the phone may show it without a connection: every part is here, the phone shows the one that fits."""
    days = [] if day.stopped else [_part(day, one) for one in allowed_days(day)]
    urgency = "before_running" if not day.stopped else ""
    context = {
        "here": "today",
        "day": day,
        "days": days,
        "at": timezone.localtime(),
        "numbers": selectors.phone_numbers(request.user),
        "urgency": urgency,
    }
    return render(request, "offline/day.html", context)


def _part(day: Day, one: Allowed) -> dict[str, Any]:
    on: date = one.on
    return {"on": on, "iso": on.isoformat(), "is_today": on == day.today, "sessions": one.sessions}


@require_safe
@of_the_day
def blank_check_in(request: HttpRequest, day: Day) -> HttpResponse:
    """The check-in of a day the server has not seen yet: nothing to copy, everything asked."""
    form = CheckInForm(
        swollen=swollen_before(day, day.today),
        stiff=gets_stiff(day),
        watched=followed(day),
    )
    context = {
        "form": form,
        "day": day,
        "is_today": True,
        "place": place_of(day),
        "sends_to": reverse("check_in"),
    }
    return render(request, "daily/check_in.html", context)
