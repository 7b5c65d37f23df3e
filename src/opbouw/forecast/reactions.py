"""What the body said of each run, beside the limits that held on that day; what was not told stays None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.core.diary import Run
from opbouw.core.journey import Journey

WEEKS_SHOWN = 4  # derived: four weeks of runs fit a phone; interface.md 10


@dataclass(frozen=True, slots=True)
class Reaction:
    """One run: minutes, pain (0-10) during it and on the morning after, and the limits of its day."""

    id: str
    on: date
    minutes: float | None
    during: float | None
    morning: float | None
    progress: int
    hold: int

    @property
    def within(self) -> bool | None:
        """Whether the pain during it stayed at or under what still lets the plan go on; None where it was not told."""
        return None if self.during is None else self.during <= self.progress


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days in a row with the same limits: at most ``progress`` goes on, at most ``hold`` repeats."""

    first: date
    last: date
    progress: int
    hold: int


@dataclass(frozen=True, slots=True)
class Reactions:
    """The runs of a window, the mornings that followed no run, and the limits."""

    first: date
    last: date
    runs: tuple[Reaction, ...]
    mornings: tuple[tuple[date, float], ...]
    bounds: tuple[Bounds, ...]


def reactions_of(days: Sequence[Journey]) -> Reactions:
    """The last four weeks."""
    last = days[-1].at.on
    first = last - timedelta(days=7 * WEEKS_SHOWN - 1)
    shown = [day for day in days if day.at.on >= first]
    diary = days[-1].case.diary
    runs = [_reaction(day, run) for day in shown for run in diary.runs_on(day.at.on)]
    after = {one.on + timedelta(days=1) for one in runs}
    told = [(day.at.on, diary.answers.get(day.at.on)) for day in shown if day.at.on not in after]
    mornings = [(on, said.pain_morning) for on, said in told if said is not None and said.pain_morning is not None]
    return Reactions(first, last, tuple(runs), tuple(mornings), _bounds(shown))


def _reaction(day: Journey, run: Run) -> Reaction:
    diary, limits = day.case.diary, day.at.limits
    next_day = diary.answers.get(run.on + timedelta(days=1))
    named = [one.pain_morning for one in diary.for_run.get(run.id, ()) if one.on > run.on]
    told = [next_day.pain_morning] if next_day is not None and next_day.pain_morning is not None else named
    morning = max((one for one in told if one is not None), default=None)
    return Reaction(run.id, run.on, run.load_minutes, run.pain_during, morning, limits.progress, limits.hold)


def _bounds(days: Sequence[Journey]) -> tuple[Bounds, ...]:
    found: list[Bounds] = []
    for day in days:
        on, progress, hold = day.at.on, day.at.limits.progress, day.at.limits.hold
        same = found and (found[-1].progress, found[-1].hold) == (progress, hold)
        first = found.pop().first if same else on
        found.append(Bounds(first, on, progress, hold))
    return tuple(found)
