"""The old level: the runner's usual training before the injury, from the archive."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from statistics import fmean, median
from typing import Any

from opbouw.history.days import HasFacts, Run, weeks_before
from opbouw.history.params import param


@dataclass(frozen=True, slots=True)
class Baseline:
    """Usual weekly and longest distances (km), minutes and easy pace (s/km); None where the archive does not say.

    ``weekly_km`` is the median of the weeks that have data among the 12 before onset, ``peak_weekly_km`` the mean of
    the last four of them, ``weekly_runs`` running days a week (rounded down), ``longest_km`` their longest run.
    Of the ``walked_between`` sessions only the running counts, where it is known which of it was run. The
    ``without_km`` runs of these weeks have no known distance and add no kilometres.
    """

    weekly_km: float | None
    peak_weekly_km: float | None
    weekly_runs: int
    longest_km: float | None
    easy_pace_s_per_km: int | None
    weekly_minutes: float | None
    longest_min: float | None
    weeks_used: int
    source: str = "archive"
    walked_between: int = 0
    without_km: int = 0

    def to_event_data(self) -> dict[str, Any]:
        """The data of a ``baseline_set`` event; what is unknown is absent."""
        left_out = {"weekly_minutes", "longest_min", "walked_between", "without_km"}
        return {name: value for name, value in asdict(self).items() if value is not None and name not in left_out}


def baseline(facts: Iterable[HasFacts], onset: date) -> Baseline | None:
    """The old level before ``onset``, or None when no week before it has a run."""
    weeks = weeks_before(facts, onset, param("usual_weeks"))
    runs = [run for week in weeks for run in week.runs]
    if not runs:
        return None
    has_km, has_minutes = any(run.km for run in runs), any(run.minutes for run in runs)
    recent = weeks[: param("peak_weeks")]
    return Baseline(
        weekly_km=_km(median(week.km for week in weeks)) if has_km else None,
        peak_weekly_km=_km(fmean(week.km for week in recent)) if has_km else None,
        weekly_runs=math.floor(median(week.running_days for week in weeks)),
        longest_km=_longest_km(runs),
        easy_pace_s_per_km=easy_pace(runs),
        weekly_minutes=round(median(week.minutes for week in weeks), 1) if has_minutes else None,
        longest_min=round(max(run.run_minutes or 0.0 for run in runs), 1) if has_minutes else None,
        weeks_used=len(weeks),
        walked_between=sum(run.with_walking and run.ran_km is not None for run in runs),
        without_km=sum(run.km is None for run in runs) if has_km else 0,
    )


def easy_pace(runs: Iterable[Run]) -> int | None:
    """Easy pace (s/km): the middle of the slower half of the runs over 20 minutes.

    Most running is easy, so the slower half holds the easy days and leaves races and fast sessions out; its
    middle is not moved by one walk with the dog. A session with walking in it has no pace of running, and is left out.
    Rounded up: slower is the careful side.
    """
    paces = sorted(
        pace
        for run in runs
        if run.minutes is not None and run.minutes > param("easy_min_minutes")
        if not run.with_walking
        if (pace := run.pace_s_per_km) is not None
    )
    return math.ceil(median(paces[len(paces) // 2 :])) if paces else None


def _longest_km(runs: Iterable[Run]) -> float | None:
    longest = max((run.run_km for run in runs if run.run_km is not None), default=None)
    return None if longest is None else _km(longest)


def _km(value: float) -> float:
    return round(value, 1)
