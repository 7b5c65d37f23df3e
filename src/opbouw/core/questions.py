"""What the plan needs to know today, the most pressing first, and what waits for each answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from opbouw.core.after30 import speed_tests
from opbouw.core.bone import bone_days, may_self_hop
from opbouw.core.case import Case, bone_open_questions, spot_bone_questions
from opbouw.core.decision import Gate, Question
from opbouw.core.gate_questions import about_gate
from opbouw.core.illness import ill
from opbouw.core.journey import Journey
from opbouw.core.permit import (
    not_cleared,
    pregnant_unseen,
    screening_again,
    screening_due,
    sore_spot,
    swelling_not_gone,
)
from opbouw.core.times import minutes_on
from opbouw.core.upkeep import check_in_due
from opbouw.evidence import tables

RENEW_DAYS_BEFORE = 7  # asked in time: a clearance that runs out locks the road again


def questions(case: Case, journey: Journey, gates: tuple[Gate, ...]) -> tuple[Question, ...]:
    """Open questions of today; with an open sign only who looked at it."""
    at = journey.at
    if at.open_flags:
        return tuple(Question("clearance", flag, at.on, "everything") for flag in at.open_flags)
    found = [
        *_about_signs(journey),
        *_about_clearances(case, journey),
        *_about_runs(journey),
        *_about_days(case, journey),
        *_about_today(case, journey),
        *_screening_again(case, journey, gates),
        *_about_bone(case, journey),
        *about_gate(case, journey.walk, at, gates),
        *(Question(one.test or one.id, one.id, at.on, "stage_up") for one in speed_tests(case, journey.walk, at)),
    ]
    return tuple({(one.id, one.about): one for one in reversed(found)}.values())[::-1]


def _about_signs(journey: Journey) -> Iterator[Question]:
    """Warning signs: never answered, or asked by something that was told; those not known may be asked again."""
    flags, today = journey.at.flags, journey.at.on
    asked = dict.fromkeys((*flags.missing, *(one.id for one in flags.pending)))
    yield from (Question(flag, "screening", today, "running") for flag in asked)
    held = "stage_up" if journey.walk.running_phase else "gate"
    yield from (Question(one.id, "screening", today, held) for one in flags.unsure if one.id not in asked)


def _about_clearances(case: Case, journey: Journey) -> Iterator[Question]:
    walk, at = journey.walk, journey.at
    early = at.allowed.not_before is not None and at.on < at.allowed.not_before
    shut = walk.running_phase and not_cleared(case, at) and not early
    if at.locked or shut or _runs_out(case, journey):
        yield Question("clearance", case.injury.id, at.on, "running")
    if walk.review_since is not None:
        yield Question("clearance", "review", at.on, "running")
    if pregnant_unseen(case, at.on):
        yield Question("clearance", "rf_pregnant", at.on, "running")


def _runs_out(case: Case, journey: Journey) -> bool:
    """While running on a clearance: it runs out within a week."""
    until, running = journey.at.allowed.valid_until, journey.walk.running_phase
    if not case.injury.locked_until_clearance or not running or until is None:
        return False
    return (until - journey.at.on).days <= RENEW_DAYS_BEFORE


def _about_runs(journey: Journey) -> Iterator[Question]:
    waiting, today = journey.walk.waiting, journey.at.on
    yield from (Question("pain_during", run.id, today, "running") for run in waiting if not run.answered)
    for run in waiting[:1]:
        yield Question("morning_after", run.id, run.on + timedelta(days=1), "running")


def _about_days(case: Case, journey: Journey) -> Iterator[Question]:
    if not any(minutes_on(case, journey.at.on + timedelta(days=n)) > 0 for n in range(7)):
        yield Question("availability", None, journey.at.on, "week")


def _about_today(case: Case, journey: Journey) -> Iterator[Question]:
    """What today's check-in does not say yet, or says in two ways."""
    walk, at = journey.walk, journey.at
    said = case.diary.answers.get(at.on)
    pains = () if said is None else (said.pain_rest, said.pain_daily, said.pain_morning)
    if check_in_due(case, walk, at) if said is None else None in pains:
        yield Question("check_in", None, at.on, "running" if walk.running_phase else "gate")
    if said is not None and said.limping and all(pain == 0 for pain in pains):
        yield Question("limp_without_pain", None, at.on, "running" if walk.running_phase else "gate")
    if ill(case, at.on) and (said is None or said.ill is None):
        yield Question("well_again", None, at.on, "running")
    if swelling_not_gone(case, walk, at.on) and (said is None or said.swelling is None):
        yield Question("swelling_gone", None, at.on, "running")
    held = "running" if sore_spot(at) else "stage_up"
    yield from (Question("other_spot", one.spot, at.on, held) for one in at.flags.watches if one.told_on < at.on)


def _screening_again(case: Case, journey: Journey, gates: tuple[Gate, ...]) -> Iterator[Question]:
    """All warning-sign questions of the region once more: at once when something is new, else before the next step."""
    walk, at = journey.walk, journey.at
    if screening_due(walk, at):
        yield Question("screening", case.log.start.spot, at.on, "running")
    elif screening_again(walk, at) or (at.flags.screened_on is not None and _old(journey, at.flags.screened_on, gates)):
        yield Question("screening", case.log.start.spot, at.on, "stage_up" if walk.running_phase else "gate")


def _old(journey: Journey, screened: date, gates: tuple[Gate, ...]) -> bool:
    if (journey.at.on - screened).days > int(tables.param("valid_days_screening").value):
        return True
    gate = next((one for one in gates if one.start == journey.walk.phase), None)
    flags = [one for one in gate.criteria if one.id.endswith("_flags")] if gate else []
    return any(one.status == "unknown" for one in flags)


def _about_bone(case: Case, journey: Journey) -> Iterator[Question]:
    """The tests that rule bone out, at the spot and at other sore spots; after a bone stop the hop that ends it."""
    walk, at = journey.walk, journey.at
    if walk.bone_stopped and may_self_hop(case):
        if bone_days(case, walk, at):
            yield Question("hop_in_place", "bone_stop", at.on, "running")
        return
    open_ones = (*bone_open_questions(case, at.on), *spot_bone_questions(case, at.flags.watches, at.on))
    for name in dict.fromkeys(open_ones):
        too_early = name == "hop_in_place" and walk.phase in ("rest", "loosen")
        if name in tables.readiness_tests and not too_early:
            yield Question(name, "bone", at.on, "pain_limits")
