"""The time a runner has, by day."""

from __future__ import annotations

from datetime import date

from opbouw.core.case import Case
from opbouw.core.events import WEEKDAYS
from opbouw.core.permit import away_on

TIME_UNKNOWN_MIN = 120.0  # no times given: the clock shapes nothing, the other limits do


def minutes_on(case: Case, day: date) -> float:
    """Minutes the runner has on a day; plenty where nothing was said."""
    weekdays = case.availability.weekdays
    if weekdays is None:
        return TIME_UNKNOWN_MIN
    return float(weekdays.get(WEEKDAYS[day.weekday()], 0))


def free(case: Case, day: date) -> bool:
    """Whether a day has any time for training."""
    return minutes_on(case, day) > 0 and not away_on(case, day)
