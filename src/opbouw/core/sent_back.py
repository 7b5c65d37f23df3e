"""Leaving the ladder for an earlier phase, by an edge of the table; and a guide who shuts a gate that was passed."""

from __future__ import annotations

from dataclasses import replace

from opbouw.core.case import Case
from opbouw.core.guides import held
from opbouw.core.transitions import GATES, GUIDE_SHUTS, behind, destination
from opbouw.core.walk import Day, Response, Walk


def off_the_ladder(walk: Walk, edge: str, at: Day) -> Walk:
    """Back in an earlier phase by an edge of the table: its day, its tests and its steps begin anew.

    :raises KeyError: for an edge that the table does not have from this phase.
    """
    phase = destination(edge, walk.phase)
    return replace(walk, phase=phase, since=at.on, tests_from=at.on, steps=None, after=None, clean=0, waiting=())


def guide_back(case: Case, walk: Walk, at: Day) -> Walk:
    """Back before the first gate behind the runner that a guide holds: a guide may ask anything more careful."""
    if not case.guide_words:
        return walk
    shut = next((gate for gate in GATES if behind(gate, walk.phase) and held(case, gate, at.on)), None)
    if shut is None:
        return walk
    edge = GUIDE_SHUTS[shut]
    response = Response(at.on, "step_back", 0, (), None, "guide_shut_gate")
    if shut == "rebuild_keep":
        return replace(walk, phase=destination(edge, walk.phase), since=at.on, response=response)
    return replace(off_the_ladder(walk, edge, at), gained_on=None, response=response)
