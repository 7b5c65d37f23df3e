"""What the plan needs to know today, the most pressing first, and what waits for each answer."""

from __future__ import annotations

from datetime import date, timedelta

from opbouw.core.case import Case, bone_open_questions
from opbouw.core.decision import Gate, Question
from opbouw.core.events import CausesReviewed, Screened
from opbouw.core.flags import questions_for
from opbouw.core.journey import Journey
from opbouw.core.permit import bone_days, may_self_hop, pregnant_unseen, screening_due
from opbouw.core.times import minutes_on
from opbouw.evidence import tables


def questions(case: Case, journey: Journey, gates: tuple[Gate, ...]) -> tuple[Question, ...]:
    """Open questions of today."""
    walk, at = journey.walk, journey.at
    today = at.on
    found: list[Question] = []
    if at.open_flags:
        return tuple(Question("clearance", flag, today, "everything") for flag in at.open_flags)
    if at.flags.screened_on is None:
        found += [Question(flag, "screening", today, "running") for flag in missing_flags(case)]
    found += [Question(one.id, "screening", today, "running") for one in at.flags.pending]
    if at.locked or _clearance_due(case, journey):
        found.append(Question("clearance", case.injury.id, today, "running"))
    if walk.review_since is not None:
        found.append(Question("clearance", "review", today, "running"))
    if pregnant_unseen(case, today):
        found.append(Question("clearance", "rf_pregnant", today, "running"))
    found += _about_runs(journey)
    if not any(minutes_on(case, today + timedelta(days=n)) > 0 for n in range(7)):
        found.append(Question("availability", None, today, "week"))
    if today not in case.diary.answers:
        found.append(Question("check_in", None, today, "running" if walk.running_phase else "gate"))
    if screening_due(walk, at):
        found.append(Question("screening", case.log.start.spot, today, "running"))
    elif at.flags.screened_on is not None and _screening_due(case, journey, at.flags.screened_on, gates):
        found.append(Question("screening", case.log.start.spot, today, "stage_up" if walk.running_phase else "gate"))
    return (*found, *_about_bone(case, journey), *_about_gate(case, journey, gates))


RENEW_DAYS_BEFORE = 7  # asked in time: a clearance that runs out locks the road again


def _clearance_due(case: Case, journey: Journey) -> bool:
    """While running on a clearance: it no longer covers running, or it runs out within a week."""
    at = journey.at
    if not case.injury.locked_until_clearance or not journey.walk.running_phase:
        return False
    until = at.allowed.valid_until
    return "running" not in at.allowed.scope or (until is not None and (until - at.on).days <= RENEW_DAYS_BEFORE)


def missing_flags(case: Case) -> tuple[str, ...]:
    """Warning-sign questions of the region that were never answered."""
    answered = {flag for _, data in case.log.of(Screened) for flag in data.answers}
    return tuple(flag for flag in questions_for(case.injury, case.log.start.spot) if flag not in answered)


def _about_runs(journey: Journey) -> list[Question]:
    run, today = journey.walk.waiting_for, journey.at.on
    if run is None:
        return []
    found = []
    if not run.answered:
        found.append(Question("pain_during", run.id, today, "running"))
    found.append(Question("morning_after", run.id, run.on + timedelta(days=1), "running"))
    return found


def _screening_due(case: Case, journey: Journey, screened: date, gates: tuple[Gate, ...]) -> bool:
    age = (journey.at.on - screened).days
    if age > int(tables.param("valid_days_screening").value):
        return True
    gate = next((one for one in gates if one.start == journey.walk.phase), None)
    flags = [one for one in gate.criteria if one.id.endswith("_flags")] if gate else []
    return any(one.status == "unknown" for one in flags)


def _about_bone(case: Case, journey: Journey) -> list[Question]:
    open_ones = bone_open_questions(case, journey.at.on)
    tests = [name for name in open_ones if name in tables.readiness_tests]
    hop_too_early = journey.walk.phase in ("rest", "loosen")
    if journey.walk.bone_stopped and may_self_hop(case):
        return (
            [Question("hop_in_place", "bone_stop", journey.at.on, "running")]
            if bone_days(case, journey.walk, journey.at)
            else []
        )
    return [
        Question(name, "bone", journey.at.on, "pain_limits")
        for name in tests
        if name != "hop_in_place" or not hop_too_early
    ]


def _about_gate(case: Case, journey: Journey, gates: tuple[Gate, ...]) -> list[Question]:
    """Tests, the causes and clearances that the next gate still misses."""
    gate = next((one for one in gates if one.start == journey.walk.phase), None)
    if gate is None or journey.at.locked or not _near(gate):
        return []
    found: list[Question] = []
    for one in gate.criteria:
        row = tables.criteria[one.id]
        if one.status == "met" or not one.blocking:
            continue
        if row.against == "other_side_pct" and case.log.start.side not in ("left", "right"):
            asked = "signature" if case.log.start.side == "both" else "side"
            found.append(Question(asked, one.id if asked == "signature" else None, journey.at.on, "gate"))
        elif row.kind == "test" or (row.kind == "check" and one.value is None and row.check in OWN_CHECKS):
            found.append(Question(row.test or row.check or one.id, one.id, journey.at.on, "gate"))
        elif row.kind == "cause":
            found.append(Question("causes", one.id, journey.at.on, "gate"))
        elif row.kind == "clearance":
            found.append(Question("clearance", one.id, journey.at.on, "gate"))
    reviewed = bool(case.log.of(CausesReviewed))
    if not reviewed and not any(one.id == "causes" for one in found):
        found.append(Question("causes", None, journey.at.on, "gate"))
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
