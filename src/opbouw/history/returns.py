"""Earlier pauses and what came after them: how a runner came back before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.history.days import DAYS_IN_WEEK, Run
from opbouw.history.gaps import Layoff, layoffs_of
from opbouw.history.params import param


@dataclass(frozen=True, slots=True)
class Return:
    """One pause and the weeks after it.

    ``before_km`` is the mean of the eight weeks that end with the last run before it. ``weeks`` are the weeks from the
    first run after it on, as shares of that: None where a run without a distance stands in one, absent where it is not
    over yet. ``next_pause`` is the pause that began within those weeks, if one did.
    """

    gap: Layoff
    before_km: float
    weeks: tuple[float | None, ...]
    next_pause: Layoff | None = None

    @property
    def weeks_to_level(self) -> int | None:
        """The first week at or above the old one, counted from 1; None when there was none."""
        reached = (number for number, share in enumerate(self.weeks, 1) if share is not None and share >= 1)
        return next(reached, None)


@dataclass(frozen=True, slots=True)
class Which:
    """Which returns count: days between two runs, least kilometres a week before, and whether the recordings must reach
    back over all weeks before; without ``with_last_run`` those weeks end on the day before the last run."""

    least_days: int = 14
    least_km: float = 0.0
    reaching_back: bool = True
    with_last_run: bool = True


def returns(runs: Sequence[Run], until: date, which: Which | None = None) -> list[Return]:
    """Every return before ``until``, oldest first; by default from each lay-off whose weeks before are recorded.

    A pause before which nothing was run, or a run without a distance, is left out: it has no level to come back to.
    """
    asked = which or Which(int(param("layoff_days")))
    gaps = layoffs_of(runs, until)
    found = []
    for place, gap in enumerate(gaps):
        before = _before(runs, gap, asked) if gap.next_run and gap.days >= asked.least_days else None
        if gap.next_run is None or before is None or before < asked.least_km:
            continue
        after = gaps[place + 1] if place + 1 < len(gaps) else None
        soon = gap.next_run + timedelta(DAYS_IN_WEEK * int(param("return_weeks")))
        again = after if after is not None and after.last_run < soon else None
        found.append(Return(gap, before, _weeks(runs, gap.next_run, until, before), again))
    return found


def _before(runs: Sequence[Run], gap: Layoff, asked: Which) -> float | None:
    weeks = int(param("return_weeks_before"))
    last = gap.last_run if asked.with_last_run else gap.last_run - timedelta(1)
    first = last - timedelta(DAYS_IN_WEEK * weeks - 1)
    if asked.reaching_back and runs[0].on > first:
        return None
    return (_km(runs, first, last) or 0.0) / weeks or None


def _weeks(runs: Sequence[Run], first: date, until: date, before: float) -> tuple[float | None, ...]:
    starts = [first + timedelta(DAYS_IN_WEEK * week) for week in range(int(param("return_weeks")))]
    over = [_km(runs, one, one + timedelta(6)) for one in starts if one + timedelta(DAYS_IN_WEEK) <= until]
    return tuple(None if km is None else km / before for km in over)


def _km(runs: Sequence[Run], first: date, last: date) -> float | None:
    """Kilometres from one day to another; None where a run has no distance."""
    sizes = [run.km for run in runs if first <= run.on <= last]
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None
