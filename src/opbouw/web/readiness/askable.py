"""Which tests and checks can be recorded now."""

from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion
from opbouw.web.daily.day import Day


def test_of(row: Criterion) -> str:
    """The test or own check a criterion looks at; empty where it looks at something else."""
    return row.test or (row.check if row.check in OWN_CHECKS else "") or ""


def askable(day: Day) -> set[str]:
    """Tests and checks that can be recorded now: what the engine asks, and what this gate has measured already."""
    asked = {one["id"] for one in day.decision["questions"]}
    found = {name for name in asked if name in tables.readiness_tests or name in OWN_CHECKS}
    standing = _standing(day)
    found |= {test_of(tables.criteria[name]) for name, (_status, value) in standing.items() if value is not None}
    freed = {one["id"] for one in day.decision["questions"] if one["about"] == "bone_stop"}
    return {name for name in found - {""} if name in freed or not _waits(standing, name)}


def _standing(day: Day) -> dict[str, tuple[str, float | None]]:
    """Status and value of each point of the gate of this phase."""
    gate = next((one for one in day.decision["gates"] if one["from"] == day.decision["phase"]), None)
    return {one["id"]: (one["status"], one["value"]) for one in gate["criteria"]} if gate else {}


def _waits(standing: dict[str, tuple[str, float | None]], test: str) -> bool:
    """Whether every point that needs this test still waits for another point."""
    rows = [tables.criteria[name] for name in standing if test == test_of(tables.criteria[name])]
    return bool(rows) and all(any(standing.get(name, ("", None))[0] != "met" for name in row.requires) for row in rows)
