"""The readiness tests that must hold again before speed opens (road_after_30 speed, enter_when)."""

from __future__ import annotations

from opbouw.core.case import Case
from opbouw.core.criteria import Standing, asked
from opbouw.core.gates import status_of
from opbouw.core.walk import Day, Walk
from opbouw.evidence.rows import Criterion


def missing_tests(case: Case, walk: Walk, at: Day) -> tuple[Criterion, ...]:
    """Tests of the gate to rebuilding that do not hold on a day: too old, or no longer good enough."""
    standing = Standing(
        day=at.on,
        phase_since=walk.since,
        last_run_on=walk.last_run_on,
        usual=walk.usual or 0.0,
        limits=at.limits,
        flags=at.flags,
        allowed=at.allowed,
        tests_from=walk.tests_from,
        step_backs=walk.step_backs,
        days_at_goal=0,
    )
    rows = (row for row in asked(case, "strengthen_rebuild") if row.kind == "test" and row.blocking)
    return tuple(row for row in rows if status_of(case, row, standing).status != "met")
