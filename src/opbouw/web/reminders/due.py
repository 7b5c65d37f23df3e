"""Which reminder is due now, if any: at most one a day, never at quiet hours, never while a warning sign stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from opbouw.web.daily import card
from opbouw.web.daily.day import Day
from opbouw.web.reminders.models import Choice

AGAIN_AFTER = timedelta(hours=3)
SESSION_FROM = time(9)
SILENT_DAYS = (("silent_10", 10), ("silent_4", 4))


@dataclass(frozen=True, slots=True)
class Went:
    """A reminder that went out before."""

    kind: str
    at: datetime


def is_quiet(now: time, start: time, end: time) -> bool:
    """Whether a moment lies in the quiet hours, which may run past midnight; the same start and end is no quiet."""
    return start <= now < end if start <= end else now >= start or now < end


def due(day: Day, choice: Choice, sent: Sequence[Went], now: datetime) -> str | None:
    """The kind of reminder to send at this moment in the runner's zone; None for none.

    :param sent: everything that went to this runner before, the oldest first.
    """
    if not choice.is_on or is_quiet(now.time(), choice.quiet_from, choice.quiet_until):
        return None
    if day.decision["kind"] != "decision" or day.stopped:
        return None
    today = [one for one in sent if one.at.astimezone(now.tzinfo).date() == day.today]
    if today:
        return _again(day, choice, today, now)
    if choice.morning and asks_about_yesterday(day):
        return "morning"
    silence = _silence(day, sent) if choice.silence else None
    return silence or ("session" if choice.session and _session_waits(day, now) else None)


def _again(day: Day, choice: Choice, today: Sequence[Went], now: datetime) -> str | None:
    """The morning question once more, three hours after the first time; nothing else comes a second time."""
    first = today[0]
    wanted = len(today) == 1 and first.kind == "morning" and choice.morning and now - first.at >= AGAIN_AFTER
    return "morning" if wanted and asks_about_yesterday(day) else None


def asks_about_yesterday(day: Day) -> bool:
    """Whether the run of yesterday waits for its morning answer."""
    run = day.waiting_run
    return run is not None and run.on == day.today - timedelta(days=1)


def _session_waits(day: Day, now: datetime) -> bool:
    return now.time() >= SESSION_FROM and bool(card.open_sessions(day))


def _silence(day: Day, sent: Sequence[Went]) -> str | None:
    """One line after four silent days and one after ten; then silence from this side too."""
    heard = last_heard(day)
    days = (day.today - heard).days
    since = {one.kind for one in sent if one.at.date() > heard}
    kind = next((kind for kind, least in SILENT_DAYS if days >= least), None)
    return kind if kind is not None and kind not in since else None


def last_heard(day: Day) -> date:
    """The last day on which the runner told anything."""
    return max((event.recorded_at.date() for event in day.events if event.by.role == "runner"), default=day.today)
