"""This week and the next, Monday to Sunday: what was done, what is planned, and from where on nothing is firm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opbouw.core.events import Event, SessionDone
from opbouw.web.daily import told
from opbouw.web.daily.card import open_sessions
from opbouw.web.daily.day import Day
from opbouw.web.plan.steps import next_step
from opbouw.web.ui import say

DAYS = 7
Session = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """One line of a day: planned work with its session, or what was done."""

    title: str
    detail: str
    icon: str
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day; ``state`` is past, today or ahead, ``if_calm`` says that its work depends on how the body reacts."""

    on: date
    state: str
    work: tuple[Work, ...]
    if_calm: bool = False

    @property
    def css(self) -> str:
        """The class of the row."""
        return f" {self.state}" if self.state != "ahead" else ""


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week: its ISO number, its days, and what is said of those that are not planned yet."""

    number: int
    days: tuple[WeekDay, ...]
    rest: str = ""


def this_week(day: Day) -> Week:
    """Monday to Sunday around today; days before the injury was told here are left out."""
    monday = day.today - timedelta(days=day.today.weekday())
    days = (monday + timedelta(days=n) for n in range(DAYS))
    return Week(number_of(day.today), tuple(_day(day, on) for on in days if on >= day.log.opened.on))


def next_week(day: Day) -> Week:
    """The coming week as far as it is planned, and in words what it depends on."""
    monday = day.today + timedelta(days=DAYS - day.today.weekday())
    planned = [monday + timedelta(days=n) for n in range(DAYS) if monday + timedelta(days=n) < _end(day)]
    return Week(number_of(monday), tuple(_day(day, on) for on in planned), " ".join(_ahead(day, monday, len(planned))))


def _end(day: Day) -> date:
    """The first day that is not planned."""
    return day.today + timedelta(days=DAYS)


def number_of(on: date) -> int:
    """The ISO number of the week of a day."""
    return on.isocalendar().week


def _day(day: Day, on: date) -> WeekDay:
    done = tuple(_done(event) for event in _told(day, on))
    if on < day.today:
        return WeekDay(on, "past", done)
    if on == day.today:
        waiting = open_sessions(day)
        return WeekDay(on, "today", (*done, *map(_planned, waiting)), _if_calm(waiting))
    ahead = [one for one in day.sessions() if one["on"] == on.isoformat()]
    return WeekDay(on, "ahead", tuple(map(_planned, ahead)), _if_calm(ahead))


def _told(day: Day, on: date) -> list[Event]:
    return [event for event, _data in day.log.of(SessionDone) if event.on == on]


def _done(event: Event) -> Work:
    data = event.data
    return Work(told.done_title(data), told.done_detail(data), "circle-check")


def _planned(session: Session) -> Work:
    return Work(say.session_title(session), say.session_detail(session), say.session_icon(session), session)


def _if_calm(sessions: list[Session]) -> bool:
    return any(not one.get("firm", True) for one in sessions)


def _ahead(day: Day, monday: date, planned: int) -> Iterator[str]:
    """What can be said of the days that are not planned yet, and no more."""
    if planned == 0:
        yield _("The days of next week are set one by one, seven days ahead.")
    elif planned < DAYS:
        first = date_format(monday + timedelta(days=planned), "l")
        yield _("From %(day)s on the days are set one by one, seven days ahead.") % {"day": first}
    yield from _depends(day)


def _depends(day: Day) -> Iterator[str]:
    stage, ahead = day.decision["stage"], next_step(day)
    if stage is None:
        yield _("The same kind of work. Running comes back when its gate opens, and not before.")
        return
    if ahead is None:
        yield _("One thing at a time: longer, or more often, or hilly, never two in one week.")
        return
    left = max(0, stage["needed"] - stage["clean"])
    said = {"n": ahead.n, "blocks": ahead.blocks, "now": stage["n"], "left": left}
    if left:
        text = ngettext(
            "After %(left)s more calm run comes step %(n)s: %(blocks)s.",
            "After %(left)s more calm runs comes step %(n)s: %(blocks)s.",
            left,
        )
        yield text % said
    else:
        yield _("If it stays calm, step %(n)s comes: %(blocks)s.") % said
    yield _("If your body protests, it stays step %(now)s or one lower.") % said
