"""The history: every event with its date, what became of it, and whether it can still be changed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from opbouw.core.events import Event, event_to_dict, parse_data
from opbouw.core.fields import EventError
from opbouw.web.daily import told
from opbouw.web.daily.day import AMENDMENTS, EDITABLE_DAYS, Day
from opbouw.web.daily.forms.history import EDITABLE
from opbouw.web.store.decided import Remembered
from opbouw.web.ui import say

CAN_BE_TAKEN_BACK = frozenset(
    {
        "checked_in",
        "session_done",
        "tested",
        "cause_judged",
        "causes_reviewed",
        "cleared",
        "away_set",
        "goal_set",
        "session_moved",
    }
)
ICONS = {
    "checked_in": "today",
    "tested": "check",
    "screened": "alert",
    "cleared": "file",
    "activity_imported": "watch",
}
BULK = frozenset({"activity_imported"})  # a whole archive is one line a day
_DAYS = Remembered[list[tuple[date, list[Event]]]](16)


def days_of(day: Day) -> list[tuple[date, list[Event]]]:
    """The days with something in them, the newest first, each with its events; to be read, not changed."""
    return _DAYS.get(day.key, lambda: _ordered(day))


def _ordered(day: Day) -> list[tuple[date, list[Event]]]:
    shown = [event for event in day.events if event.type not in AMENDMENTS]
    ordered = sorted(shown, key=lambda event: (event.on, event.recorded_at, event.id), reverse=True)
    return [(on, list(found)) for on, found in groupby(ordered, key=lambda event: event.on)]


def in_words(day: Day, days: Iterable[tuple[date, list[Event]]]) -> list[dict[str, Any]]:
    """The rows of some days."""
    return [{"on": on, "rows": _rows(day, found)} for on, found in days]


def _rows(day: Day, found: list[Event]) -> list[dict[str, Any]]:
    rows = [row(day, event) for event in found if event.type not in BULK]
    return rows + [row(day, event) for event in found if event.type in BULK]


def row(day: Day, event: Event) -> dict[str, Any]:
    """One event in words with its versions."""
    now, versions = versions_of(day, event)
    return {
        "id": event.id,
        "title": told.title(now),
        "detail": told.detail(now),
        "icon": icon_of(event),
        "by": event.by.role,
        "recorded_at": event.recorded_at,
        "versions": versions,
        "withdrawn": withdrawn_by(day, event),
        "editable": can_correct(day, event),
        "removable": can_withdraw(day, event),
    }


def icon_of(event: Event) -> str:
    """The icon of a kind of event."""
    if event.type == "session_done":
        return say.session_icon({"kind": event.data.kind, "modality": event.data.modality})
    icons = {
        "checked_in": "today",
        "tested": "check",
        "screened": "alert",
        "cleared": "file",
        "activity_imported": "watch",
    }
    return icons.get(event.type, "pen")


def _words_about(day: Day, event: Event, kind: str) -> list[Event]:
    found = [one for one in day.amendments.get(event.id, ()) if one.type == kind]
    return sorted(found, key=lambda one: (one.recorded_at, one.id))


def versions_of(day: Day, event: Event) -> tuple[Event, list[dict[str, Any]]]:
    """The event as it reads now, and every earlier reading with when and why it changed."""
    now, versions = event, []
    for word in _words_about(day, event, "corrected"):
        try:
            data = parse_data(event.type, word.data.data)
        except EventError:
            continue
        versions.append({"detail": told.detail(now), "on": word.recorded_at, "reason": word.data.reason or ""})
        now = replace(now, data=data)
    return now, versions


def withdrawn_by(day: Day, event: Event) -> Event | None:
    """The word that took it back, if one did."""
    return next(iter(_words_about(day, event, "withdrawn")), None)


def _fresh(day: Day, event: Event) -> bool:
    return day.today - timedelta(days=EDITABLE_DAYS) <= event.on <= day.today


def can_correct(day: Day, event: Event) -> bool:
    """Whether its numbers can still be changed: within fourteen days, and not taken back."""
    return type(event.data) in EDITABLE and _fresh(day, event) and withdrawn_by(day, event) is None


def can_withdraw(day: Day, event: Event) -> bool:
    """Whether it can be taken back. The answers to warning signs stay."""
    return event.type in CAN_BE_TAKEN_BACK and _fresh(day, event) and withdrawn_by(day, event) is None


def data_now(day: Day, event: Event) -> dict[str, Any]:
    """The data of the event as it reads now, in the shape of the contract."""
    now, _versions = versions_of(day, event)
    plain: dict[str, Any] = event_to_dict(now)["data"]
    return plain


def find(day: Day, event_id: str) -> Event | None:
    """An event of this injury."""
    return next((event for event in day.events if event.id == event_id), None)
