"""Small activities by hand for the history tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

ONSET = date(2026, 3, 2)


@dataclass(frozen=True)
class Fact:
    """The light facts of an activity, as history reads them."""

    id: str
    local_date: date | None
    sport: str = "run"
    distance_m: float | None = None
    seconds: float | None = None
    start: datetime | None = None
    run_s: float | None = None
    run_m: float | None = None


def run(days_before: int, km: float | None, minutes: float | None = None, sport: str = "run", tag: str = "") -> Fact:
    """A run that many days before onset; at 6:00 per km where no minutes are given."""
    if minutes is None and km is not None:
        minutes = km * 6
    day = ONSET - timedelta(days_before)
    return Fact(
        id=f"{day}-{sport}-{km}-{minutes}{tag}",
        local_date=day,
        sport=sport,
        distance_m=None if km is None else km * 1000,
        seconds=None if minutes is None else minutes * 60,
    )


def steady(weeks: int, km: float = 10, per_week: int = 3, skip: int = 0) -> list[Fact]:
    """``per_week`` equal runs, two days apart, in each of the weeks before onset, the first ``skip`` left out."""
    return [run(7 * week + 1 + 2 * i, km) for week in range(skip, weeks) for i in range(per_week)]
