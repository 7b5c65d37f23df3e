"""On which days of the week: an even beat of the calendar, moved to a day that fits, never stacked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from opbouw.core.moves import Moves

WEEK = 7
STAY = Moves()


def beat(day: date, wanted: int) -> bool:
    """Whether a day is one of ``wanted`` evenly spread days in seven; the same days on every machine."""
    number = day.toordinal()
    return number * wanted // WEEK != (number - 1) * wanted // WEEK


def due_days(
    days: Sequence[date],
    wanted: int,
    may: Callable[[date], bool],
    done: Collection[date],
    moves: Moves = STAY,
    *,
    apart: int = 1,
) -> list[date]:
    """Days for ``wanted`` sessions in seven.

    A session that was missed moves to the next day that ``may`` have it; two never become one busier day, and any
    seven days in a row hold at most ``wanted``, what was ``done`` included. A session that was moved forward takes the
    place of the next one.

    :param days: the days to plan, in order, the first one today.
    :param apart: least days from one session to the next.
    """
    taken, made, owed, ahead = sorted(done), [], False, False
    for n in range(1 - WEEK, len(days)):
        day = days[0] + timedelta(days=n)
        if beat(day, wanted):
            owed, ahead = owed or not ahead, False
        if day in done:
            owed, ahead = False, ahead or (moves.wants(day) and not owed)
        elif n >= 0 and _asked(day, owed, moves) and may(day) and _room(day, taken, wanted, apart):
            made.append(day)
            taken.append(day)
            owed, ahead = False, not owed
    return made


def _asked(day: date, owed: bool, moves: Moves) -> bool:
    return moves.wants(day) or (owed and not moves.leaves(day))


def _room(day: date, taken: Sequence[date], wanted: int, apart: int) -> bool:
    recent = [one for one in taken if 0 <= (day - one).days < WEEK]
    return len(recent) < wanted and not any((day - one).days < apart for one in taken if one <= day)
