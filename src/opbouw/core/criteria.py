"""What the criteria of a gate share: which rows are asked, what they look at, and when a value is good enough."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import ceil

from opbouw.core.case import Case, runfree_days_needed
from opbouw.core.clearances import Permission
from opbouw.core.flags import FlagState
from opbouw.core.pain import PainLimits
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion

Measured = tuple[float | None, date | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the runner stands on a day, as far as the gates ask."""

    day: date
    phase_since: date
    last_run_on: date
    usual: float
    limits: PainLimits
    flags: FlagState
    allowed: Permission
    tests_from: date
    step_backs: tuple[date, ...]
    days_at_goal: int


@cache
def criteria_of(gate: str, injury: str) -> tuple[Criterion, ...]:
    """Criteria of one gate for one injury, counted days first because they are the quickest to rule out."""
    rows = [row for row in tables.criteria.values() if row.gate == gate and row.holds_for(injury)]
    return tuple(sorted(rows, key=lambda row: row.kind != "days"))


def asked(case: Case, gate: str) -> tuple[Criterion, ...]:
    """Criteria of a gate for this runner (gate_criteria, norm_both_sides).

    With two sore sides left and right are not compared where a number stands: each leg must reach that number, also
    where the row only advises for one sore side.
    """
    side = case.log.start.side
    return criteria_of(gate, case.injury.id) if side in ("left", "right") else _of_two_sides(gate, case.injury.id)


@cache
def _of_two_sides(gate: str, injury: str) -> tuple[Criterion, ...]:
    rows = criteria_of(gate, injury)
    compared = {row.test for row in rows if row.blocking and row.against == "other_side_pct"}
    numbers = {row.test for row in rows if row.kind == "test" and row.against != "other_side_pct"}
    kept = [row for row in rows if row.against != "other_side_pct" or row.test not in numbers]
    return tuple(replace(row, blocking=True) if row.test in compared & numbers else row for row in kept)


def needed(case: Case, row: Criterion) -> float:
    """The number a criterion asks of this runner; run-free days never fewer than tissue and severity ask."""
    least = float((row.value_by_severity or {}).get(case.severity_word, row.value))
    if row.gate == "strengthen_rebuild" and row.check == "days_since_last_run":
        return float(max(least, runfree_days_needed(case)))
    if row.check == "days_since_last_run" and case.recurrence:
        return float(ceil(least * tables.param("recurrence").value["runfree_days_factor"]))
    return least


def holds(value: float, op: str, wanted: float) -> bool:
    """Whether a value meets a criterion's comparison."""
    if op == "<=":
        return value <= wanted
    return value >= wanted if op == ">=" else value == wanted
