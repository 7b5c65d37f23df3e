"""Why this, today: the reasons for the verdict, for each limit that won, and for the gate, in order of weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from opbouw.core.back import daily_limit
from opbouw.core.case import Case, bone_open_questions, spot_bone_questions
from opbouw.core.decision import Decision, Gate, Limit, Reason
from opbouw.core.dose import wishes
from opbouw.core.guides_ladder import said_of_choice
from opbouw.core.illness import after_fever, ill, lasts
from opbouw.core.journey import Journey
from opbouw.core.moves import KIND_OF, moves, moves_of
from opbouw.core.onward import holds_on_step
from opbouw.core.pain import ACTIONS, Match
from opbouw.core.permit import days_per_week, exit_mornings_needed, rest_days
from opbouw.core.reasons import CODES, reason
from opbouw.core.referral import no_progress_days
from opbouw.core.schedule import Plan
from opbouw.evidence import tables


def explain(case: Case, journey: Journey, plan: Plan, decision: Decision) -> tuple[Reason, ...]:
    """All reasons of a decision, the heaviest first, none twice."""
    found: dict[tuple[str, tuple[Any, ...]], Reason] = {}
    for one in _all(case, journey, plan, decision):
        found.setdefault((one.code, tuple(one.params.values())), one)
    return tuple(found.values())


def _all(case: Case, journey: Journey, plan: Plan, decision: Decision) -> Iterator[Reason]:
    yield from _signs(case, journey)
    if journey.at.open_flags:
        return
    heavy = [one for code in plan.blocked if code in HEAVY for one in HEAVY[code](case, journey)]
    response = list(_response(case, journey, decision))
    if "away" in plan.blocked and journey.walk.running_phase and decision.verdict in ("go_on", "repeat"):
        yield reason("away")  # why the day is empty, whatever the last run gave
    yield from (*heavy, *response) if decision.verdict == "wait" else (*response, *heavy)
    for code in plan.blocked if journey.walk.running_phase else ():
        if code in LIGHT:
            yield from LIGHT[code](case, journey)
    gate = list(_gate(case, decision))
    if decision.verdict == "wait":
        yield from (one for one in gate if one.code == "min_days")
    yield reason("phase_" + decision.phase)
    yield from gate
    yield from _limits(decision)
    yield from _programme(case, journey)
    yield from _pace(case, journey, decision)
    yield from _holds(case, journey)
    yield from _careful(case, journey)
    if any(one.id == "availability" for one in decision.questions):
        yield reason("no_time")
    yield from plan.reasons
    yield from _wishes(case, decision)
    yield from _moves(case, decision)


# ---- signs, questions, and what a day brings


def _signs(case: Case, journey: Journey) -> Iterator[Reason]:
    referred = dict(journey.walk.referred)
    for flag in journey.at.open_flags:
        if flag in referred and flag == "rf_no_improve":
            yield reason("third_flare")
        if flag in referred and flag == "rf_focal_bone":
            yield reason("bone_second_stop", days=int(tables.param("bone_second_stop_window_days").value))
        yield reason("flag_open", flag=flag)


def _locked(case: Case, journey: Journey) -> Iterator[Reason]:
    yield reason("locked", injury=case.injury.id)


def _no_clearance(case: Case, journey: Journey) -> Iterator[Reason]:
    if not journey.at.locked:
        yield reason("no_clearance_for_running", injury=case.injury.id)


def _questions(case: Case, journey: Journey) -> Iterator[Reason]:
    pending = journey.at.flags.pending
    if len(pending) > MOST_NAMED:
        yield reason("screening_missing", count=len(pending))
        return
    for one in pending:
        yield reason("flag_question", flag=one.id)


MOST_NAMED = 5  # derived: more open questions than this are counted, not named one by one


def _screening(case: Case, journey: Journey) -> Iterator[Reason]:
    yield reason("screening_missing", count=len(journey.at.flags.missing))


def _ill(case: Case, journey: Journey) -> Iterator[Reason]:
    yield reason("ill", days=int(tables.param("illness_symptom_free_days").value))
    days = lasts(case, journey.at.on)
    if days:
        yield reason("ill_lasts", days=days)


def _morning(case: Case, journey: Journey) -> Iterator[Reason]:
    run, newest = journey.walk.waiting[0], journey.walk.waiting[-1]
    counted = next((one for one in reversed(journey.walk.ran) if one.id == newest.id), None)
    if not journey.walk.running_phase:
        yield reason("run_not_allowed", on=_iso(newest.on))
    elif counted is not None and not counted.allowed:
        yield reason("run_without_leave", on=_iso(newest.on))
    if not run.answered:
        yield reason("pain_not_told", on=_iso(run.on))
    due = "morning_after_due" if run.on == journey.at.on else "morning_missing"
    yield reason(due, on=_iso(run.on))


def _review(case: Case, journey: Journey) -> Iterator[Reason]:
    for code in journey.walk.review_for:
        yield reason("review", days=no_progress_days(case)) if code == "no_progress" else reason("refer_" + code)


def _bone_stop(case: Case, journey: Journey) -> Iterator[Reason]:
    days = int(tables.param("bone_stop_exit").value["painfree_walk_days"])
    yield reason("bone_stop", on=_iso(journey.walk.bone_stops[-1]), days=days)


def _simple(code: str) -> Callable[[Case, Journey], Iterator[Reason]]:
    def make(case: Case, journey: Journey) -> Iterator[Reason]:
        yield reason(code)

    return make


def _other_spot(case: Case, journey: Journey) -> Iterator[Reason]:
    for one in journey.at.flags.watches:
        if one.over(journey.at.limits.progress):
            yield reason("other_spot", region=one.spot, since=_iso(one.since))


def _rest(case: Case, journey: Journey) -> Iterator[Reason]:
    yield reason("rest_after_step_back", until=_iso(journey.walk.rest_until or journey.at.on))


def _mornings(case: Case, journey: Journey) -> Iterator[Reason]:
    yield reason("mornings_not_usual", count=exit_mornings_needed(case))


def _apart(case: Case, journey: Journey) -> Iterator[Reason]:
    days = max(1, rest_days(case, journey.walk))
    until = journey.walk.last_run_on + timedelta(days=days + 1)
    yield reason("day_between_runs", days=days, until=_iso(until))


def _days(case: Case, journey: Journey) -> Iterator[Reason]:
    yield reason("running_days", most=days_per_week(case, journey.walk, journey.at.on))


def _old(case: Case, journey: Journey) -> Iterator[Reason]:
    yield reason("check_in_old", days=int(tables.param("stale_checkin_days").value))


HEAVY: dict[str, Callable[[Case, Journey], Iterator[Reason]]] = {
    "locked": _locked,
    "no_clearance_for_running": _no_clearance,
    "pregnant": _simple("pregnant"),
    "flag_question": _questions,
    "screening_missing": _screening,
    "screening_due": _simple("screening_due"),
    "flag_mistake_today": _simple("flag_mistake_today"),
    "ill": _ill,
    "review": _review,
    "bone_stop": _bone_stop,
    "morning_missing": _morning,
    "guide_hold": _simple("guide_hold"),
}
LIGHT: dict[str, Callable[[Case, Journey], Iterator[Reason]]] = {
    "pain_today": _simple("pain_today"),
    "other_spot": _other_spot,
    "swelling_not_gone": _simple("swelling_not_gone"),
    "rest_after_step_back": _rest,
    "mornings_not_usual": _mornings,
    "day_between_runs": _apart,
    "running_days": _days,
    "check_in_old": _old,
    "away": _simple("away"),
}


# ---- the response to the last run


def _response(case: Case, journey: Journey, decision: Decision) -> Iterator[Reason]:
    walk, response = journey.walk, journey.walk.response
    if response is None or response.on < walk.since:
        return
    if walk.phase_back_code is not None:
        yield from _went_back(case, walk.phase_back_code)
    if response.code is not None and response.code in SPOKEN:
        yield _silence(case, journey, response.code)
    for match in sorted(response.matches, key=lambda one: ACTIONS.index(one.action)):
        yield _match(match, response.run.on) if response.run else _without_run(match, response.on)
    run = response.run
    if response.verdict != "go_on" or run is None or not walk.running_phase:
        return
    stage = decision.stage
    if response.change > 0 and stage is not None:
        yield reason("stage_up", n=stage.n, of=stage.of)
    yield reason("response_good", on=_iso(run.on), minutes=run.load_minutes or 0)
    if stage is not None and response.change == 0:
        yield reason("clean_so_far", clean=stage.clean, needed=stage.needed)


SPOKEN = frozenset(
    {
        "silence_repeat",
        "silence_two_back",
        "silence_restart",
        "early_warning",
        "early_warning_again",
        "guide_shut_gate",
    }
)


def _went_back(case: Case, code: str) -> Iterator[Reason]:
    if code == "daily_pain":
        yield reason("back_daily_pain", limit=daily_limit(case))
    else:
        yield reason("back_" + code)


def _silence(case: Case, journey: Journey, code: str) -> Reason:
    if code.startswith("silence"):
        since = journey.walk.last_allowed_on or journey.walk.last_run_on
        return reason(code, days=(journey.at.on - since).days)
    return reason(code)


def _match(match: Match, on: date) -> Reason:
    wanted = CODES[match.rule].params
    values = {"value": match.value, "limit": match.limit, "on": _iso(on)}
    return reason(match.rule, **{name: values[name] for name in wanted})


def _without_run(match: Match, on: date) -> Reason:
    """Bone that hurt in a test, in other work or in daily life."""
    return reason("bone_hurt", value=match.value, limit=match.limit, on=_iso(on))


# ---- the gate, the limits, the careful branches


def _gate(case: Case, decision: Decision) -> Iterator[Reason]:
    gate: Gate | None = next((one for one in decision.gates if one.start == decision.phase), None)
    if gate is None:
        return
    needed = [one for one in gate.criteria if one.blocking]
    met = sum(one.status == "met" for one in needed)
    days = [one for one in needed if one.unit == "days" and one.status != "met" and one.value is not None]
    if days and decision.phase != "rebuild":
        most = max(days, key=lambda one: one.needed - (one.value or 0))
        yield reason("min_days", have=int(most.value or 0), needed=int(most.needed))
    if decision.phase != "rebuild":
        yield reason("gate_waits", to=gate.to, met=met, total=len(needed))


def _limits(decision: Decision) -> Iterator[Reason]:
    for limit in decision.limits:
        if limit.winner is None or limit.id not in TOLD_LIMITS or not _speaks(decision, limit):
            continue
        winner = "running_days_per_week" if limit.id == "running_days" else limit.winner
        yield reason("limit_" + winner, original=limit.original, value=limit.value)


TOLD_LIMITS = frozenset({"run_minutes", "running_days", "cross_minutes"})  # the others stand in the table of limits


def _programme(case: Case, journey: Journey) -> Iterator[Reason]:
    """What became of a programme that a guide chose."""
    said = said_of_choice(case, journey.walk, journey.at)
    if said is not None:
        yield reason(said[0], ladder=said[1])


def _pace(case: Case, journey: Journey, decision: Decision) -> Iterator[Reason]:
    """Bone begins at half the usual speed and gets its pace back in steps, after 30 minutes continuous."""
    walk = journey.walk
    row = tables.ladders[walk.steps.ladder] if walk.steps else None
    if row is None or row.speed_fraction_of_usual_max is None or not any(one.kind == "run" for one in decision.week):
        return
    steps = tables.dimensions["pace_to_easy"]["steps"]
    reached = walk.after.pace_step if walk.after else 0
    fraction = row.speed_fraction_of_usual_max if reached == 0 else float(steps[min(reached, len(steps)) - 1])
    if fraction < 1:
        yield reason("slow_pace", percent=round(fraction * 100))


def _speaks(decision: Decision, limit: Limit) -> bool:
    return limit.id != "running_days" or any(one.kind == "run" for one in decision.week)


def _holds(case: Case, journey: Journey) -> Iterator[Reason]:
    walk, at = journey.walk, journey.at
    if walk.steps is None or walk.after is not None or walk.clean < walk.steps.clean_needed:
        return
    for code in holds_on_step(case, walk, at):
        name = "hold_" + code
        if name == "hold_screening_old":
            yield reason(name, days=int(tables.param("valid_days_screening").value))
        else:
            yield reason(name)


def _careful(case: Case, journey: Journey) -> Iterator[Reason]:
    at = journey.at
    asked = (*bone_open_questions(case, at.on), *spot_bone_questions(case, at.flags.watches, at.on))
    questions = tuple(dict.fromkeys(asked))
    if questions and not journey.at.locked:
        yield reason("bone_suspected", questions=", ".join(questions))
    if after_fever(case, at.on) and not ill(case, at.on):
        yield reason("after_fever", days=int(tables.param("illness_fever_easy_days").value))
    if case.log.start.severity is None:
        yield reason("severity_unknown")


def _wishes(case: Case, decision: Decision) -> Iterator[Reason]:
    limit = next((one for one in decision.limits if one.id == "run_minutes"), None)
    for wish in wishes(case, decision.on):
        asked = wish.run_minutes
        value = limit.value if limit is not None and decision.running_allowed else 0.0
        yield reason(
            "wish_answered", kind=wish.kind or "run", asked=asked, value=value if asked is None else min(asked, value)
        )


def _moves(case: Case, decision: Decision) -> Iterator[Reason]:
    """The moves that are still ahead: followed, or waiting for a day with room."""
    for move in moves(case):
        stands = {one.on for one in decision.week if KIND_OF.get(one.kind, one.kind) == move.kind}
        if move.to_on >= decision.on and moves_of(case, move.kind).wants(move.to_on):
            code = "session_moved" if move.to_on in stands else "move_waits"
            yield reason(code, kind=move.kind, from_on=_iso(move.from_on), to_on=_iso(move.to_on))


def _iso(day: date) -> str:
    return day.isoformat()
