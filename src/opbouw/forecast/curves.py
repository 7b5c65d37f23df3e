"""The pitfall as two curves: fitness and tissue capacity, a point a week since the complaint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from opbouw.core.journey import Journey
from opbouw.evidence import tables
from opbouw.forecast.capacity import capacity_by_day
from opbouw.forecast.fitness import fitness_by_day

MOST_POINTS = 26  # half a year a point a week; a longer episode has a point each so many weeks
AHEAD_DAYS = 3  # model_params fitness_ahead_gap_points, why: at or above this for 3 days


@dataclass(frozen=True, slots=True)
class Level:
    """Fitness and tissue capacity on a day, both in percent of before; ``week`` counts from the first day."""

    on: date
    week: float
    fitness: float
    capacity: float

    @property
    def gap(self) -> float:
        """How far fitness is ahead, in points; negative where it is behind."""
        return self.fitness - self.capacity


@dataclass(frozen=True, slots=True)
class Curves:
    """The points, the last one today, the lowest of each, and whether fitness is far ahead."""

    points: tuple[Level, ...]
    ahead: bool
    tissue: str
    usual_known: bool

    @property
    def today(self) -> Level:
        """Where both stand now."""
        return self.points[-1]

    @property
    def lowest_fitness(self) -> Level:
        """The lowest point of fitness, the first of equals."""
        return min(self.points, key=lambda one: (one.fitness, one.on))

    @property
    def lowest_capacity(self) -> Level:
        """The lowest point of tissue capacity, the first of equals."""
        return min(self.points, key=lambda one: (one.capacity, one.on))


def curves_of(days: Sequence[Journey]) -> Curves:
    """Both curves from the first day to the last."""
    fit, carried = fitness_by_day(days), capacity_by_day(days)
    step = 7 * max(1, ceil(len(days) / 7 / MOST_POINTS))
    kept = [*range(0, len(days) - 1, step), len(days) - 1]
    gap = float(tables.param("fitness_ahead_gap_points").value)
    ahead = all(f - c >= gap for f, c in zip(fit[-AHEAD_DAYS:], carried[-AHEAD_DAYS:], strict=True))
    case = days[-1].case
    points = tuple(Level(days[n].at.on, n / 7, fit[n], carried[n]) for n in kept)
    return Curves(points, ahead and len(days) >= AHEAD_DAYS, case.tissue_key, case.baseline.weekly_km is not None)
