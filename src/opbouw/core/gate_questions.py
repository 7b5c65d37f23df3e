"""What the next gate still misses, as questions: tests, checks, causes, clearances, signatures."""

from __future__ import annotations

from opbouw.core.case import Case
from opbouw.core.decision import Gate, Question
from opbouw.core.events import CausesReviewed
from opbouw.core.gates import offered
from opbouw.core.onward import standing
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables


def about_gate(case: Case, walk: Walk, at: Day, gates: tuple[Gate, ...]) -> list[Question]:
    """Tests, the causes and clearances that the next gate still misses."""
    gate = next((one for one in gates if one.start == walk.phase), None)
    if gate is None or at.locked or not _near(gate):
        return []
    found: list[Question] = []
    now = standing(case, walk, at)
    for one in gate.criteria:
        row = tables.criteria[one.id]
        if one.status == "met" or not one.blocking or not offered(case, row, now):
            continue
        if row.against == "other_side_pct" and case.log.start.side not in ("left", "right"):
            asked = "signature" if case.log.start.side == "both" else "side"
            found.append(Question(asked, one.id if asked == "signature" else None, at.on, "gate"))
        elif row.kind == "test" or (row.kind == "check" and one.value is None and row.check in OWN_CHECKS):
            found.append(Question(row.test or row.check or one.id, one.id, at.on, "gate"))
        elif row.kind == "cause":
            found.append(Question("causes", one.id, at.on, "gate"))
        elif row.kind == "clearance":
            found.append(Question("clearance", one.id, at.on, "gate"))
    reviewed = bool(case.log.of(CausesReviewed))
    if not reviewed and not any(one.id == "causes" for one in found):
        found.append(Question("causes", None, at.on, "gate"))
    return list({(one.id, one.about if one.id in ("clearance", "signature") else ""): one for one in found}.values())


def _near(gate: Gate) -> bool:
    """The tests for keep running are asked once a week at the goal's level was held; the others at once."""
    held = next((one.value or 0 for one in gate.criteria if one.id == "rk_goal"), NEAR_GOAL_DAYS)
    return held >= NEAR_GOAL_DAYS


NEAR_GOAL_DAYS = 7
OWN_CHECKS = frozenset(
    {
        "arch_stays_up",
        "tibia_one_spot",
        "knee_and_pelvis_steady",
        "pain_resisted_knee_bend",
        "pain_full_bend_and_straighten",
        "pain_after_sitting_30",
        "night_worse_after_walk",
        "pain_downhill_walk_10",
        "giving_way",
        "pain_prone_knee_bend",
        "pain_spreading_into_leg",
        "tingling_after_walk",
        "pain_press_foot_bone",
        "pain_press_muscle",
        "pain_brisk_walk",
        "length_sore_muscle_cm",
    }
)  # checks a person does and records; the rest is read from the daily answers
