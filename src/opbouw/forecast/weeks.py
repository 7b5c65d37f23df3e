"""Running minutes a week beside cross-training minutes; never one number. What nobody told is None, never 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.core.journey import Journey

WEEKS_SHOWN = 12  # derived: as many as fit a phone with a readable bar each


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday. Minutes are None where nothing was told; ``unknown`` counts sessions without a time."""

    first: date
    run_min: float | None
    cross_min: float | None
    unknown: int = 0

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)


def weeks_of(days: Sequence[Journey]) -> tuple[Week, ...]:
    """The last twelve weeks of the episode, the oldest first; the week of today is not over yet."""
    monday = days[-1].at.on - timedelta(days=days[-1].at.on.weekday())
    begin = days[0].at.on - timedelta(days=days[0].at.on.weekday())
    firsts = [monday - timedelta(days=7 * back) for back in range(WEEKS_SHOWN - 1, -1, -1)]
    return tuple(_week(days[-1], first) for first in firsts if first >= begin)


def _week(journey: Journey, first: date) -> Week:
    last, diary = first + timedelta(days=6), journey.case.diary
    runs = [run.load_minutes for run in diary.runs.between(first, last)]
    cross = [work.data.minutes for work in diary.work.between(first, last) if work.data.kind == "cross"]
    heard = any(first <= on <= last for on in diary.answers) or bool(diary.work.between(first, last)) or bool(runs)
    unknown = [*runs, *cross].count(None)
    return Week(first, _sum(runs, heard), _sum(cross, heard), unknown)


def _sum(minutes: Iterable[float | None], heard: bool) -> float | None:
    """The minutes that are known; None in a silent week, and where sessions were told and none with its time."""
    told = list(minutes)
    known = [one for one in told if one is not None]
    return sum(known) if known or (heard and not told) else None
