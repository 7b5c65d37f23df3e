"""Readiness tests as they were measured: sides, pain during, days they stay valid, and norms by age and sex."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

from opbouw.core.case import Case
from opbouw.core.criteria import Measured, Standing, holds, needed
from opbouw.core.diary import Test
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion, Norm

ONE_SIDE = ("left", "right")


def measured(case: Case, row: Criterion, at: Standing) -> Measured:
    """The value of a test criterion; a result told late cannot meet it, but it can fail one that is met."""
    in_time = _value(case, row, at, late=False)
    everything = _value(case, row, at, late=True)
    failed = everything[0] is not None and not holds(everything[0], row.op, needed(case, row))
    return everything if failed else in_time


def valid(case: Case, name: str, row: Criterion, at: Standing, *, late: bool = False) -> list[Test]:
    """Results of a test that still hold on a day: not too old, and not from before a flare."""
    days = tables.param("valid_days_tests").value
    most = min(row.valid_days, int(days.get(name, days["default"])))
    first = max(at.tests_from, at.day - timedelta(days=most))
    return [one for one in case.diary.tests_of(name).between(first, at.day) if late or not one.late]


def newest_on(case: Case, name: str, row: Criterion, at: Standing) -> date | None:
    """The newest day on which a test was done that still holds."""
    return max((one.on for one in valid(case, name, row, at)), default=None)


def recorded(case: Case, row: Criterion, at: Standing) -> Measured:
    """A check someone recorded under its own name; the worst of the newest days on which it was."""
    found = [one for one in valid(case, row.check or "", row, at) if one.value is not None]
    if not found:
        return None, None
    newest = max(one.on for one in found)
    first = newest - timedelta(days=row.days_in_row - 1)
    days = {one.on for one in found if one.on >= first}
    values = [one.value for one in found if one.on >= first and one.value is not None]
    failing = [value for value in values if not holds(value, row.op, row.value)]
    if len(days) < row.days_in_row and not failing:
        return None, newest
    return (min(values) if row.op == ">=" else _farthest(values, row)), newest


def _farthest(values: list[float], row: Criterion) -> float:
    return max(values) if row.op == "<=" else max(values, key=lambda value: abs(value - row.value))


def _value(case: Case, row: Criterion, at: Standing, *, late: bool) -> Measured:
    found = valid(case, row.test or "", row, at, late=late)
    if not found:
        return None, None
    newest = {side: _of_side(found, side, row.op) for side in ONE_SIDE}
    if row.unit == "cm_difference":
        return _difference(case, row, newest)
    if row.against == "other_side_pct":
        return _against_other(case, row, newest)
    return _own(case, row, at, _picked(case, row, found, newest))


def _picked(case: Case, row: Criterion, found: list[Test], newest: dict[str, Test | None]) -> list[Test | None]:
    """The results that must reach the number: of a two-sided test each sore side, of another the one there is."""
    whole = _of_side(found, None, row.op)
    side = case.log.start.side
    if not tables.readiness_tests[row.test or ""].both_sides:
        return [whole] if whole is not None else [one for one in newest.values() if one is not None]
    if side in ONE_SIDE:
        return [newest[side]] if any(newest.values()) else [whole]
    return [newest["left"], newest["right"]] if side == "both" or any(newest.values()) else [whole]


def _of_side(found: list[Test], side: str | None, op: str) -> Test | None:
    """The newest result of a side that has a value; of several on one day the more careful counts."""
    both = (side, "both") if side else (None, "none", "both")
    rows = [one for one in found if one.side in both and one.value is not None]
    sign = 1 if op == "<=" else -1
    return max(rows, key=lambda one: (one.on, sign * (one.value or 0), one.pain or 0)) if rows else None


def _pain_fits(row: Criterion, results: Iterable[Test | None]) -> bool | None:
    """Whether the pain during a test stayed within its limit; None where it was not told."""
    if row.pain_max is None or row.unit == "pain_0_10":
        return True
    pains = [one.pain for one in results if one is not None]
    if any(pain is None for pain in pains):
        return None
    return all(pain <= row.pain_max for pain in pains if pain is not None)


def _own(case: Case, row: Criterion, at: Standing, picked: list[Test | None]) -> Measured:
    results = [one for one in picked if one is not None and one.value is not None]
    if not results or len(results) < len(picked):
        return None, None
    fits = _pain_fits(row, results)
    if fits is None:
        return None, None
    values = [one.value for one in results if one.value is not None]
    value = max(values) if row.op == "<=" else min(values)
    on = min(one.on for one in results)
    if row.against == "norm_pct":
        norm = norm_median(case, row.test or "", at.day)
        value = 100.0 if value >= ceil(norm * row.value / 100) else min(100 * value / norm, row.value - 1)
    return (value if fits else _failing(row)), on


def _failing(row: Criterion) -> float:
    """A result with too much pain never meets its criterion."""
    return row.value + 1 if row.op == "<=" else 0.0


def _against_other(case: Case, row: Criterion, newest: dict[str, Test | None]) -> Measured:
    left, right = newest["left"], newest["right"]
    side = case.log.start.side
    if side not in ONE_SIDE or left is None or right is None:
        return None, None
    own, other = (left, right) if side == "left" else (right, left)
    if not other.value or own.value is None:
        return 0.0, own.on
    fits = _pain_fits(row, [own])
    if fits is None:
        return None, own.on
    return (100 * own.value / other.value if fits else 0.0), min(own.on, other.on)


def _difference(case: Case, row: Criterion, newest: dict[str, Test | None]) -> Measured:
    """Left against right in centimetres; two sore sides are not compared (norm_both_no_norm)."""
    left, right, own = newest["left"], newest["right"], newest.get(case.log.start.side or "")
    fits = None if own is None else _pain_fits(row, [own])
    if left is None or left.value is None or right is None or right.value is None or fits is None:
        return None, None
    return (abs(left.value - right.value) if fits else _failing(row)), min(left.on, right.on)


# ---- norms


def norm_median(case: Case, test: str, day: date) -> float:
    """The norm for this runner's sex and age on a day (gate_criteria norm_rule).

    Unknown takes the higher number, outside the table the nearest band. A year of birth leaves two ages open until the
    birthday: the higher number of the two counts.

    :raises ValueError: for a test without norms; no criterion compares it with one.
    """
    rows = tuple(one for one in tables.readiness_tests[test].norm if one.median is not None)
    sex = {"f": "female", "m": "male"}.get(case.profile.sex or "")
    pool = tuple(one for one in rows if one.sex == sex) or rows if sex else rows
    if case.profile.birth_year is None:
        return max(one.median or 0 for one in pool)
    age = day.year - case.profile.birth_year
    return max(_at_age(pool, one) for one in (age - 1, age))


def _at_age(pool: tuple[Norm, ...], age: int) -> float:
    nearest = min(_distance(one, age) for one in pool)
    fitting = [one for one in pool if _distance(one, age) == nearest]
    width = min(_width(one) for one in fitting)
    return max(one.median or 0 for one in fitting if _width(one) == width)


def _distance(row: Norm, age: int) -> int:
    low, high = row.age_min or 0, row.age_max or 200
    return max(low - age, age - high, 0)


def _width(row: Norm) -> int:
    return (row.age_max or 200) - (row.age_min or 0)
