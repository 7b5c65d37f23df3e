"""Going on: through a gate, a step up, and what holds a step although its clean sessions are in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from opbouw.core import after30
from opbouw.core.case import Case
from opbouw.core.criteria import Standing
from opbouw.core.events import Cleared
from opbouw.core.gates import gate_is_open, signed_tests
from opbouw.core.illness import after_fever
from opbouw.core.lighter import tired
from opbouw.core.pain import usual_morning, usual_stiffness, week_trend
from opbouw.core.permit import screening_again, screening_due
from opbouw.core.programme import choose_ladder, entry_stage, steps_for
from opbouw.core.transitions import GATE_FROM, GATES, destination
from opbouw.core.walk import Day, Walk, rebuilding
from opbouw.evidence import tables

DOUBLE_UPGRADE_DAYS = 7


def standing(case: Case, walk: Walk, at: Day) -> Standing:
    """What the gates ask of the state."""
    return Standing(
        day=at.on,
        phase_since=walk.since,
        last_run_on=walk.last_run_on,
        usual=walk.usual if walk.usual is not None else usual_morning(case.diary, at.on),
        limits=at.limits,
        flags=replace(at.flags, open=at.open_flags),
        allowed=at.allowed,
        tests_from=walk.tests_from,
        step_backs=walk.step_backs,
        days_at_goal=after30.days_at_goal(case, walk, at.on),
    )


def through_gate(case: Case, walk: Walk, at: Day) -> Walk:
    """Forward one phase when its gate is open; never with a sign, a lock or a question, or on a clearance's day."""
    gate = GATE_FROM.get(walk.phase)
    if gate is None or at.open_flags or at.locked or at.flags.pending or walk.bone_stopped or screening_due(walk, at):
        return walk
    if any(event.on == at.on for event, _ in case.log.of(Cleared)) or at.flags.mistake_on == at.on:
        return walk
    if walk.waiting or not _morning_told(case, at.on) or not gate_is_open(case, gate, standing(case, walk, at)):
        return walk
    to = GATES[gate][1]
    if to == "rebuild" and at.flags.unsure:
        return walk
    if to == "rebuild":
        return _start_rebuilding(case, walk, at)
    return replace(walk, phase=to, since=at.on, phase_back_code=None)


def _morning_told(case: Case, day: date) -> bool:
    """Whether the morning of today or yesterday was told in time: nothing goes forward without one."""
    said = (case.diary.timely.get(day - timedelta(days=n)) for n in (0, 1))
    return any(one is not None and one.pain_morning is not None for one in said)


def _start_rebuilding(case: Case, walk: Walk, at: Day) -> Walk:
    days_off = (at.on - walk.last_run_on).days
    steps = steps_for(case, choose_ladder(case, days_off, at.on))
    usual, stiff = usual_morning(case.diary, at.on), usual_stiffness(case.diary, at.on)
    signed = bool(signed_tests(case, "strengthen_rebuild", standing(case, walk, at)))
    return replace(
        rebuilding(walk, destination("strengthen_rebuild", walk.phase), at.on),
        steps=steps,
        index=entry_stage(case, steps, days_off, signed=signed) if walk.rebuild_on is None else 0,
        clean=0,
        gained_on=walk.gained_on or at.on,
        usual=usual if walk.usual is None else min(usual, walk.usual),
        usual_stiffness=stiff if walk.usual_stiffness is None else min(stiff, walk.usual_stiffness),
        first_done=False,
        after=None,
        response=None,
        phase_back_code=None,
    )


def step_up(case: Case, walk: Walk, at: Day) -> Walk:
    """One step up when its clean sessions are reached and nothing holds the step."""
    if walk.steps is None or walk.phase not in ("rebuild", "keep_running"):
        return walk
    if walk.after is not None:
        return walk if holds_on_step(case, walk, at) else after30.move_on(case, walk, at)
    if walk.clean < walk.steps.clean_needed or holds_on_step(case, walk, at):
        return walk
    response = replace(walk.response, on=at.on, verdict="go_on", change=1, code=None) if walk.response else None
    ups = (*(on for on in walk.ups if (at.on - on).days < 60), at.on)
    if walk.index + 1 >= len(walk.steps.stages):
        return replace(
            walk, after=after30.start(case), clean=0, ups=ups, gained_on=at.on, response=response, reached_30_on=at.on
        )
    return replace(walk, index=walk.index + 1, clean=0, ups=ups, gained_on=at.on, response=response)


def holds_on_step(case: Case, walk: Walk, at: Day) -> tuple[str, ...]:
    """Codes of what keeps the runner on this step although its clean sessions are in."""
    window = [on for on in walk.ups if (at.on - on).days < 7]
    screened = at.flags.screened_on
    old = screened is None or (at.on - screened).days > int(tables.param("valid_days_screening").value)
    checks = (
        ("stage_ups_per_7_days", walk.after is None and len(window) >= ups_allowed(case, walk)),
        ("sleep_energy", tired(case, at.on)),
        ("after_fever", after_fever(case, at.on)),
        ("week_trend", bool(week_trend(case.diary, at.on, at.limits))),
        ("strength_raised", strength_raised(case, at.on)),
        ("screening_old", old or screening_due(walk, at)),
        ("screening_again", screening_again(walk, at)),
        ("flag_unsure", bool(at.flags.unsure)),
        ("other_spot", bool(at.flags.watches)),
        ("flag_question", bool(at.flags.pending)),
        ("morning_missing", bool(walk.waiting)),
        ("check_in_old", not _morning_told(case, at.on)),
        ("last_response", walk.response is None or walk.response.verdict != "go_on"),
    )
    return tuple(code for code, holds in checks if holds)


def ups_allowed(case: Case, walk: Walk) -> int:
    """Steps up in seven days: one for slow tissue and the gentle ladder, else two."""
    rule = tables.param("stage_ups_per_7_days").value
    names = [case.tissue_key, "bone" if case.bone else "", walk.steps.ladder if walk.steps else ""]
    return min(int(rule.get(name, rule["default"])) for name in names)


def strength_raised(case: Case, day: date) -> bool:
    """Whether the load of an exercise went up in the last seven days: running waits."""
    return case.diary.load_raised(day - timedelta(days=DOUBLE_UPGRADE_DAYS - 1), day)
