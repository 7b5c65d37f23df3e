"""What the example runner did before the complaint: a marathon build with one long run too many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from opbouw.demo.story import WEEKS_OF_ARCHIVE

BUILD_WEEKS = 13
HOLIDAY_WEEK = 19
EASY_S_PER_KM = 372.0
# Longest run of each week of the build, km, the last week last: 26 km is 37 percent more than the 19 km before it.
LONG_RUNS_KM = (11, 12, 13, 12, 14, 15, 16, 13, 17, 18, 19, 17, 26)


@dataclass(frozen=True, slots=True)
class Outing:
    """One activity before onset: how many days before it, the sport, distance (km) and pace (s/km)."""

    days_before: int
    sport: str
    km: float
    pace_s_per_km: float
    hour_utc: int


def outings(rng: np.random.Generator) -> Iterator[Outing]:
    """Every activity of the archive, oldest first. Days stand fixed against onset, so each week has the same rhythm."""
    for back in reversed(range(WEEKS_OF_ARCHIVE)):
        if back == HOLIDAY_WEEK:
            continue
        for days, sport, km, pace, hour in _week(back, rng):
            yield Outing(7 * back + days, sport, km, pace, hour)


def _week(back: int, rng: np.random.Generator) -> list[tuple[int, str, float, float, int]]:
    def about(km: float) -> float:
        return round(float(km * rng.normal(1.0, 0.02)), 2)

    def easy(slower: float = 0.0) -> float:
        return float(EASY_S_PER_KM + slower + rng.normal(0.0, 6.0))

    if back >= BUILD_WEEKS:
        week = [(7, "run", about(6), easy(), 17), (5, "run", about(7), easy(), 17), (3, "run", about(10), easy(6), 8)]
        return [*week, (1, "cycle", about(24), 165.0, 9)] if back % 3 == 0 else week
    long_km = LONG_RUNS_KM[BUILD_WEEKS - 1 - back]
    fast = easy(-45) if back < 5 else easy()
    return [
        (7, "run", about(7), easy(), 17),
        (5, "run", about(8), fast, 17),
        (3, "run", float(long_km), easy(10), 8),
        (2, "treadmill" if back % 4 == 1 else "run", about(6), easy(4), 17),
    ]
