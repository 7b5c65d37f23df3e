"""The week as a calendar others may see by accident: which days, how long, and not a word about why."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from opbouw.web.ui import say

REFRESH = timedelta(hours=6)


def calendar(sessions: Iterable[Mapping[str, Any]], now: datetime) -> bytes:
    """The planned sessions as all-day events in the iCalendar format (RFC 5545)."""
    found = Calendar()
    found.add("prodid", "-//Opbouw//Opbouw//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", "Opbouw")
    found.add("refresh-interval", REFRESH, {"value": "DURATION"})
    for session in sessions:
        found.add_component(_event(session, now))
    return bytes(found.to_ical())


def _event(session: Mapping[str, Any], now: datetime) -> Event:
    on = date.fromisoformat(session["on"])
    event = Event()
    event.add("uid", f"{session['id']}@opbouw")
    event.add("dtstamp", now)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", _title(session))
    event.add("transp", "TRANSPARENT")  # it blocks no day
    event.add("class", "PRIVATE")
    return event


def _title(session: Mapping[str, Any]) -> str:
    minutes = session.get("minutes")
    return _("Opbouw, %(number)s min") % {"number": say.number(minutes, 0)} if minutes else "Opbouw"
