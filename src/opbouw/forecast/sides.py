"""Left against right: the newest result of each test on each side, and the number the gate asks of the sore one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from opbouw.core.case import Case
from opbouw.core.criteria import asked
from opbouw.core.diary import Test
from opbouw.core.journey import Journey
from opbouw.core.results import norm_median
from opbouw.core.sides import MEASURED
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion

GATE = "strengthen_rebuild"
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Sides:
    """One test: its newest value left and right with their days, and what the gate asks of each sore side."""

    test: str
    unit: str
    left: float | None
    right: float | None
    left_on: date | None
    right_on: date | None
    sore: tuple[str, ...]
    target: float | None
    valid: bool

    def value(self, side: str) -> float | None:
        """The value of a side."""
        return self.left if side == "left" else self.right

    @property
    def reached(self) -> bool | None:
        """Whether each sore side reaches its number; None where there is no number or no value."""
        values = [self.value(side) for side in self.sore]
        if self.target is None or not values or any(value is None for value in values):
            return None
        return all(value >= self.target for value in values if value is not None)


def sides_of(journey: Journey) -> tuple[Sides, ...]:
    """Every test that compares two legs and was done, in the order of the tables."""
    rows = [row for row in tables.readiness_tests.values() if row.both_sides and row.unit in MEASURED]
    return tuple(found for row in rows if (found := _sides(journey, row.id, row.unit)) is not None)


def _sides(journey: Journey, test: str, unit: str) -> Sides | None:
    case, day = journey.case, journey.at.on
    newest = {side: _newest(case.diary.tests_of(test).until(day), side) for side in SIDES}
    left, right = newest["left"], newest["right"]
    if left is None and right is None:
        return None
    side = case.log.start.side
    sore = SIDES if side == "both" else (side,) if side in SIDES else ()
    days = [one.on for one in (left, right) if one is not None]
    known = tables.param("valid_days_tests").value
    valid = min(days) >= day - timedelta(days=int(known.get(test, known["default"])))
    left_on, right_on = (None if one is None else one.on for one in (left, right))
    left_value, right_value = (None if one is None else one.value for one in (left, right))
    target = _target(case, test, day, {"left": left_value, "right": right_value}, sore)
    return Sides(test, unit, left_value, right_value, left_on, right_on, tuple(sore), target, valid)


def _newest(results: Iterable[Test], side: str) -> Test | None:
    """The newest result of a side; of several on one day the lowest counts."""
    told = [one for one in results if one.side in (side, "both") and one.value is not None]
    return max(told, key=lambda one: (one.on, -(one.value or 0.0)), default=None)


def _target(case: Case, test: str, day: date, values: dict[str, float | None], sore: tuple[str, ...]) -> float | None:
    """The largest of the numbers that the gate asks of a sore side; None where it asks none of this test."""
    rows = [row for row in asked(case, GATE) if row.test == test and row.op == ">=" and row.blocking]
    wanted = [_number(case, row, day, values, sore) for row in rows]
    return max((one for one in wanted if one is not None), default=None)


def _number(
    case: Case, row: Criterion, day: date, values: dict[str, float | None], sore: tuple[str, ...]
) -> float | None:
    if row.against == "other_side_pct":
        other = values["right" if sore == ("left",) else "left"] if len(sore) == 1 else None
        return None if other is None else other * row.value / 100
    if row.against == "norm_pct":
        return float(ceil(norm_median(case, row.test or "", day) * row.value / 100))
    return row.value if row.against == "absolute" else None
