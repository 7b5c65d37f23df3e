"""What a phone is told to keep: which pages, whose, of which day, and what may stand without a connection."""

import hashlib
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from opbouw.core.decision import RULES_VERSION
from opbouw.web.daily.day import Day
from opbouw.web.offline import shell
from opbouw.web.offline.ahead import Allowed, allowed
from opbouw.web.player.today import open_to_play
from opbouw.web.store.decided import Remembered

PAGES = ("today", "why", "check_in", "new_spot", "log_session", "plan", "numbers", "saved")
OWN_PAGES = ("offline_day", "offline_check_in")
STOP_PAGES = ("stop", "letter", "letter_pdf", "clearance")
KINDS = ("run", "cross", "walk", "strength", "mobility")
_ALLOWED = Remembered[tuple[Allowed, ...]](128)


def allowed_days(day: Day) -> tuple[Allowed, ...]:
    """Today and tomorrow without a connection; remembered while the log and the day stay the same."""
    days = (day.today, day.today + timedelta(days=1))
    return _ALLOWED.get(day.key, lambda: tuple(allowed(day, on) for on in days))


def state_of(day: Day, theme: str) -> dict[str, Any]:
    """Everything the service worker needs to know, as JSON."""
    found = allowed_days(day)
    sessions = [one["id"] for one in day.sessions() if one["on"] <= found[-1].on.isoformat()]
    return {
        "day": day.today.isoformat(),
        "zone": timezone.get_current_timezone_name(),
        "lang": day.language,
        "stopped": day.stopped,
        "mark": _mark(day, theme),
        "asks": reverse("check_in"),
        "days": {one.on.isoformat(): _shown(one, one.on == day.today) for one in found},
        "pages": _pages(day, sessions),
        "guarded": _of_sessions(day, sessions),
    }


def _shown(one: Allowed, is_today: bool) -> dict[str, Any]:
    return {"shown": is_today, "needs": one.needs, "calm": one.calm, "sessions": [row["id"] for row in one.sessions]}


def _mark(day: Day, theme: str) -> str:
    """Another one as soon as any kept page would look different."""
    said = (day.episode.pk, day.newest, day.today, day.language, theme, RULES_VERSION, shell.version())
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _pages(day: Day, sessions: list[str]) -> list[str]:
    named = [*PAGES, *OWN_PAGES, *(STOP_PAGES if day.stopped else ("letter",))]
    log = reverse("log_session")
    kinds = [f"{log}?kind={kind}" for kind in KINDS]
    planned = [f"{log}?planned={one}{how}" for one in sessions for how in ("", "&how=as_planned")]
    return [*map(reverse, named), *kinds, *planned, *_of_sessions(day, sessions)]


def _of_sessions(day: Day, sessions: list[str]) -> list[str]:
    """The pages of planned sessions: what each is, and the player of those that may be done today."""
    plays = [one["id"] for one in open_to_play(day) if one["id"] in sessions]
    named = [("session", one) for one in sessions] + [("play", one) for one in plays]
    return [reverse(name, kwargs={"session_id": one}) for name, one in named]
