"""Fitness over the days: lost in a break by the lay-off table, won back slowly once there is load again.

In a break it is the number of the decision. After it the gap closes with the constant of model_params
`fitness_regain_time_constant_days`, in the share that the weekly load is of the usual one: one short run is not enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import exp

from opbouw.core.fitness import SHARE_WEEKS, cross_share, fitness_on
from opbouw.core.journey import Journey
from opbouw.core.usual import usual_week_min
from opbouw.evidence import tables

FULL = 100.0


def fitness_by_day(days: Sequence[Journey]) -> tuple[float, ...]:
    """Percent of the fitness before the injury, for each day."""
    kept_days = tables.layoff_fitness[0].days
    rate = 1 - exp(-1 / float(tables.param("fitness_regain_time_constant_days").value))
    top = value = FULL
    off_before, found = 0, []
    for day in days:
        told = fitness_on(day.case, day.walk, day.at.on)
        off, share_left = (0, FULL) if told is None else (told.days_off, told.pct)
        if off < off_before:
            top = value
        if off <= kept_days:
            top += (FULL - top) * rate * _load_share(day)
        value = top * share_left / FULL
        off_before = off
        found.append(value)
    return tuple(found)


def _load_share(day: Journey) -> float:
    """Running and cross-training of two weeks over the usual weekly load, 0 to 1."""
    first = day.at.on - timedelta(days=7 * SHARE_WEEKS - 1)
    runs = day.case.diary.runs.between(first, day.at.on)
    minutes = sum(run.load_minutes or 0.0 for run in runs) / SHARE_WEEKS
    return min(1.0, minutes / max(1.0, usual_week_min(day.case)) + cross_share(day.case, day.at.on))
