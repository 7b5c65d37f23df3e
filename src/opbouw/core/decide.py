"""``decide``: events and a day in, one decision out. No clock, no randomness, no files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from opbouw.core.after30 import clean_needed_after
from opbouw.core.case import Case
from opbouw.core.change import is_open
from opbouw.core.company import ALONE, Company
from opbouw.core.decision import (
    BeforeLimits,
    Decision,
    Gate,
    Limit,
    OldLevel,
    Proposal,
    Reason,
    Refusal,
    See,
    Stage,
    Verdict,
)
from opbouw.core.dose import last_tolerated, proposed_minutes
from opbouw.core.events import Event
from opbouw.core.explain import explain
from opbouw.core.fitness import fitness_on
from opbouw.core.flags import UNKNOWN_REFER_DAYS, see_for_flags
from opbouw.core.fold import Fold
from opbouw.core.gates import gate_status
from opbouw.core.grown import growth
from opbouw.core.illness import chest_unseen, see_for_illness
from opbouw.core.journey import Journey
from opbouw.core.log import LogRefused
from opbouw.core.onward import standing
from opbouw.core.permit import pregnant_unseen
from opbouw.core.questions import questions
from opbouw.core.reasons import reason
from opbouw.core.referral import see_for_review
from opbouw.core.road import goal_answer, phase_ends, road, rule_of_thumb
from opbouw.core.schedule import Plan, plan_week
from opbouw.core.told_limits import told_limits
from opbouw.core.transitions import GATES
from opbouw.core.walk import Walk

PHASE_ORDER = ("rest", "loosen", "strengthen", "rebuild", "keep_running")
WAITING = frozenset(
    {
        "flag_question",
        "screening_missing",
        "screening_due",
        "flag_mistake_today",
        "ill",
        "locked",
        "no_clearance_for_running",
        "morning_missing",
        "review",
        "guide_hold",
        "pregnant",
    }
)


def decide(events: Iterable[Event], today: date) -> Decision | Refusal:
    """Today's answer for one episode.

    :param events: the log, in any order, duplicates allowed.
    :param today: the runner's local date.
    :returns: a decision; a refusal when nothing can be decided (no episode, unknown injury, under 18, contradiction).
    """
    return decide_day(Fold(events), today)


def decide_day(fold: Fold, today: date) -> Decision | Refusal:
    """Today's answer for an episode that is followed; as ``decide`` of all that the fold was told."""
    try:
        return decide_on(fold.journey(today))
    except LogRefused as refused:
        return refused.refusal(today)


def decide_on(journey: Journey, company: Company = ALONE) -> Decision:
    """The answer for the day a journey has come to, alone or in the company of other injuries."""
    case, walk, at = journey.case, journey.walk, journey.at
    plan = plan_week(case, walk, at, growth(journey.strength, case, walk, at), company)
    gates = all_gates(case, journey)
    verdict, change = _verdict(case, journey, plan, gates)
    ends = {} if at.open_flags else phase_ends(case, walk, at)
    decision = Decision(
        on=at.on,
        episode=case.log.opened.episode,
        injury=case.injury.id,
        phase=walk.phase,
        phase_since=walk.since,
        verdict=verdict,
        stage_change=change,
        running_allowed=not plan.blocked and plan.run_limit is not None and plan.run_limit.value > 0,
        stage=_stage(case, walk),
        today=tuple(one for one in plan.week if one.on == at.on),
        week=plan.week,
        road=() if at.open_flags else road(walk, ends),
        rule_of_thumb=rule_of_thumb(case, walk, at),
        gates=gates,
        limits=_limits(case, journey, plan),
        reasons=(),
        questions=questions(case, journey, gates),
        proposal=None,
        goal=goal_answer(case, walk, at, ends),
        baseline=_baseline(case),
        fitness=fitness_on(case, walk, at.on),
        see=_see(case, journey),
        before_limits=_before(case, walk, at.on, plan),
        open_flags=at.open_flags,
        locked=at.locked,
    )
    reasons = explain(case, journey, plan, decision)
    return replace(decision, reasons=reasons, proposal=_proposal(walk, at.on, reasons))


def _proposal(walk: Walk, day: date, reasons: tuple[Reason, ...]) -> Proposal | None:
    """The change to the week shown that still asks for an answer, with the reasons that made it."""
    change = walk.change
    if change is None or not is_open(change, day):
        return None
    why = tuple(one for one in reasons if one.code == change.code)
    return Proposal(change.id, change.was, change.becomes, why or (reason("plan_changed", on=change.on.isoformat()),))


def _stage(case: Case, walk: Walk) -> Stage | None:
    if walk.steps is None or not walk.running_phase:
        return None
    of = len(walk.steps.stages)
    if walk.after is not None:
        n = of + 1 + walk.after.steps
        return Stage("road_after_30", n, n, walk.after.clean, clean_needed_after(case), last_tolerated(walk))
    return Stage(walk.steps.ladder, walk.index + 1, of, walk.clean, walk.steps.clean_needed, last_tolerated(walk))


def all_gates(case: Case, journey: Journey) -> tuple[Gate, ...]:
    """Every gate on the road; those already passed stand open."""
    at = standing(case, journey.walk, journey.at)
    passed = PHASE_ORDER.index(journey.walk.phase)
    found = []
    for gate, (start, _) in GATES.items():
        status = gate_status(case, gate, at)
        behind = PHASE_ORDER.index(start) < passed
        here = PHASE_ORDER.index(start) == passed
        found.append(replace(status, open=True) if behind else status if here else replace(status, open=False))
    return tuple(found)


def _verdict(case: Case, journey: Journey, plan: Plan, gates: tuple[Gate, ...]) -> tuple[Verdict, int]:
    walk, at = journey.walk, journey.at
    if at.open_flags:
        return "stop", 0
    stopped_today = walk.bone_stopped and walk.bone_stops and walk.bone_stops[-1] == at.on
    if stopped_today:
        return "stop", walk.response.change if walk.response else 0
    if _waits(walk, at.on, plan):
        return "wait", 0
    response = walk.response
    if walk.running_phase and response is not None:
        return response.verdict, response.change
    if response is not None and response.verdict == "step_back" and response.on >= walk.since:
        return "step_back", response.change
    return ("wait", 0) if _days_hold(walk, gates) else ("go_on", 0)


def _waits(walk: Walk, day: date, plan: Plan) -> bool:
    """Whether something must be known or seen first; the morning after is missing only once it has come."""
    due = walk.waiting_for is not None and (walk.waiting_for.on < day or not walk.running_phase)
    told_already = {"screening_due"} if walk.bone_stopped else set()
    return bool(WAITING & set(plan.blocked) - told_already - (set() if due else {"morning_missing"}))


def _days_hold(walk: Walk, gates: tuple[Gate, ...]) -> bool:
    """In rest the minimum days hold the road."""
    gate = next((one for one in gates if one.start == walk.phase), None)
    if gate is None or walk.phase != "rest":
        return False
    return any(one.unit == "days" and one.status != "met" and one.blocking for one in gate.criteria)


def _limits(case: Case, journey: Journey, plan: Plan) -> tuple[Limit, ...]:
    cross = plan.cross.minutes if plan.cross is not None and plan.week else None
    return told_limits(case, journey.walk, journey.at, plan.blocked, plan.run_limit, cross)


def _see(case: Case, journey: Journey) -> See | None:
    walk, at = journey.walk, journey.at
    if at.open_flags:
        return see_for_flags(at.open_flags)
    if chest_unseen(walk):
        return see_for_illness(case, walk, at.on)
    if at.locked:
        return See("doctor", "before_running")
    if pregnant_unseen(case, at.on):
        return See("physio_or_doctor", "before_running")
    ran_without = walk.response is not None and walk.response.verdict == "wait" and walk.waiting_for is not None
    if at.flags.pending and any((at.on - one.since).days >= UNKNOWN_REFER_DAYS for one in at.flags.pending):
        return See("physio_or_doctor", "before_running")
    if walk.review_since is not None:
        return see_for_review(walk)
    if ran_without and not walk.running_phase and case.injury.clearance == "required":
        return See("doctor", "before_running")
    return see_for_illness(case, walk, at.on)


def _baseline(case: Case) -> OldLevel | None:
    said = case.baseline
    values = (said.weekly_km, said.weekly_runs, said.longest_km, said.easy_pace_s_per_km)
    if all(value is None for value in values):
        return None
    return OldLevel(
        said.weekly_km,
        said.peak_weekly_km,
        said.weekly_runs,
        said.longest_km,
        said.easy_pace_s_per_km,
        said.weeks_used,
        said.source,
    )


def _before(case: Case, walk: Walk, day: date, plan: Plan) -> BeforeLimits:
    run = proposed_minutes(case, walk, day) if walk.running_phase else None
    cross = plan.cross.minutes.original if plan.cross is not None else None
    return BeforeLimits(walk.index + 1 if walk.running_phase and walk.steps else None, run, cross)
