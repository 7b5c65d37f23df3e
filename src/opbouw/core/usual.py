"""The old level in minutes: easy pace, the usual week, the usual longest run."""

from __future__ import annotations

from math import floor

from opbouw.core.case import Case
from opbouw.core.walk import THIRTY_MINUTES
from opbouw.evidence import tables

DEFAULT_PACE_S_PER_KM = (
    420.0  # an easy jog of 7:00 a km where no pace is known; only to compare minutes with kilometres
)
QUICK_PACE_S_PER_KM = 300.0  # 5:00 a km: a cap in kilometres gives few minutes where no pace is known (derived)


def easy_pace(case: Case) -> float:
    """Easy pace in seconds per kilometre; the runner's own where known."""
    return case.baseline.easy_pace_s_per_km or DEFAULT_PACE_S_PER_KM


def usual_week_min(case: Case) -> float:
    """Run minutes of the usual week before the injury."""
    if case.baseline.weekly_km is None:
        return float(tables.road_meta["usual_volume_unknown_min_per_week"])
    return case.baseline.weekly_km * easy_pace(case) / 60


def usual_longest_min(case: Case) -> float:
    """Minutes of the longest usual run before the injury."""
    if case.baseline.longest_km is None:
        return float(tables.road_meta["usual_longest_unknown_min"])
    return max(THIRTY_MINUTES, floor(case.baseline.longest_km * easy_pace(case) / 60))


def body_mass_index(case: Case) -> float | None:
    """Weight over height squared, kg/m2; None where one of them is not told."""
    height, weight = case.profile.height_cm, case.profile.weight_kg
    return None if height is None or weight is None else weight / (height / 100) ** 2
