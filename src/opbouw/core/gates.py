"""The gates between the phases: how each criterion stands, who signed it, and whether the gate is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal

from opbouw.core.answered import DAILY, in_row
from opbouw.core.case import Case
from opbouw.core.criteria import Measured, Standing, asked, holds, needed
from opbouw.core.decision import CriterionStatus, Gate
from opbouw.core.guides import HOLDS, held
from opbouw.core.looked_into import CHECKS
from opbouw.core.results import measured, recorded
from opbouw.core.transitions import GATES
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion


def gate_is_open(case: Case, gate: str, at: Standing) -> bool:
    """Whether every blocking criterion of a gate is met and no guide holds it."""
    if held(case, gate, at.day):
        return False
    rows = (row for row in asked(case, gate) if row.blocking)
    return all(status_of(case, row, at).status == "met" for row in rows)


def gate_status(case: Case, gate: str, at: Standing) -> Gate:
    """A gate with each of its criteria, in the order of the table."""
    start, to = GATES[gate]
    rows = sorted(asked(case, gate), key=lambda row: _places()[row.id])
    statuses = tuple(status_of(case, row, at) for row in rows)
    unmet = [one for one in statuses if one.blocking and one.status != "met"]
    return Gate(start, to, not unmet and not held(case, gate, at.day), statuses)


@cache
def _places() -> dict[str, int]:
    return {name: place for place, name in enumerate(tables.criteria)}


def status_of(case: Case, row: Criterion, at: Standing) -> CriterionStatus:
    """One criterion: met, not yet, or unknown where nothing valid was measured."""
    wanted = needed(case, row)
    signer = _signer(case, row, at)
    value, on = _measure(case, row, at) if offered(case, row, at) else (None, None)
    status: Literal["met", "not_yet", "unknown"]
    status = "unknown" if value is None else "met" if holds(value, row.op, wanted) else "not_yet"
    if status == "met":
        signer = None
    elif signer is not None:
        status = "met"
    return CriterionStatus(
        row.id, status, value, wanted, row.unit, on, row.signable_by, row.source_id, row.blocking, signer
    )


def signed_tests(case: Case, gate: str, at: Standing) -> tuple[str, ...]:
    """Tests of a gate that stand on a signature, not on a result."""
    rows = (row for row in asked(case, gate) if row.kind == "test")
    return tuple(row.id for row in rows if status_of(case, row, at).signed_by is not None)


def _signer(case: Case, row: Criterion, at: Standing) -> str | None:
    """The role that signed a criterion, itself or with its gate, within its valid days; a later no undoes it."""
    if not row.signable_by:
        return None
    for on, role, word in reversed(case.guide_words):
        if on > at.day or word.gate not in (row.id, row.gate):
            continue
        if word.decision in HOLDS:
            return None
        fresh = (at.day - on).days <= row.valid_days and (row.kind == "cause" or on >= at.tests_from)
        if word.decision == "sign" and role in row.signable_by and fresh:
            return role
    return None


def offered(case: Case, row: Criterion, at: Standing) -> bool:
    """Whether the test may be asked for: what it requires is met and its warning signs are answered no."""
    by_id = tables.criteria
    if any(status_of(case, by_id[name], at).status != "met" for name in row.requires):
        return False
    either = [by_id[name] for name in row.requires_any if by_id[name].holds_for(case.injury.id)]
    if either and not any(status_of(case, one, at).status == "met" for one in either):
        return False
    return not row.requires_no or _answered_no(case, row.requires_no, at.day)


def _answered_no(case: Case, flags: Iterable[str], day: date) -> bool:
    answers = case.diary.flag_answers(day)
    return all(answers.get(flag) == "no" for flag in flags)


def _measure(case: Case, row: Criterion, at: Standing) -> Measured:
    if row.kind == "test":
        return measured(case, row, at)
    if row.check in CHECKS:
        return CHECKS[row.check](case, row, at)
    return in_row(case, row, at) if row.check in DAILY else recorded(case, row, at)
