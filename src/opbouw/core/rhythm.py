"""On which days of the week: an even beat of the calendar, moved to a day that fits, never stacked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

WEEK = 7


def beat(day: date, wanted: int) -> bool:
    """Whether a day is one of ``wanted`` evenly spread days in seven; the same days on every machine."""
    number = day.toordinal()
    return number * wanted // WEEK != (number - 1) * wanted // WEEK


def due_days(
    days: Sequence[date], wanted: int, may: Callable[[date], bool], done: Collection[date], apart: int = 1
) -> list[date]:
    """Days for ``wanted`` sessions in seven.

    A session that was missed moves to the next day that ``may`` have it; two never become one busier day, and any
    seven days in a row hold at most ``wanted``, what was ``done`` included.

    :param days: the days to plan, in order, the first one today.
    :param apart: least days from one session to the next.
    """
    taken, made, owed = sorted(done), [], False
    for n in range(1 - WEEK, len(days)):
        day = days[0] + timedelta(days=n)
        owed = owed or beat(day, wanted)
        if day in done:
            owed = False
        elif n >= 0 and owed and may(day) and _room(day, taken, wanted, apart):
            made.append(day)
            taken.append(day)
            owed = False
    return made


def _room(day: date, taken: Sequence[date], wanted: int, apart: int) -> bool:
    recent = [one for one in taken if 0 <= (day - one).days < WEEK]
    return len(recent) < wanted and not any((day - one).days < apart for one in taken if one <= day)
