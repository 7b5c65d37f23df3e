"""The walk along the road: every day of an episode, from the onset to today, one small step at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from opbouw.core.back import (
    back_to_rest,
    clear_referrals,
    early_warning,
    leave_bone_stop,
    phase_back,
    silence,
    usual_falls,
)
from opbouw.core.case import Case, as_of, days_of_new_facts, last_run_before, limits_on
from opbouw.core.diary import days_between
from opbouw.core.flags import FlagState, flag_history, permission
from opbouw.core.onward import ask_review, step_up, through_gate
from opbouw.core.permit import exit_mornings
from opbouw.core.ran import count_run
from opbouw.core.reaction import judge_waiting, second_morning
from opbouw.core.walk import Day, Walk


@dataclass(frozen=True, slots=True)
class Journey:
    """The state on the last day, with that day's signs and limits."""

    walk: Walk
    at: Day


def walk_the_road(case: Case) -> Journey:
    """Every day from the opening to today."""
    first = min(case.onset, case.log.opened.on)
    whole, changes = case, days_of_new_facts(case)
    case = as_of(whole, first)
    history = dict(flag_history(case.log, case.diary, case.injury, case.today))
    flags = next(iter(history.values()))
    walk = Walk(day=first, phase="rest", since=first, tests_from=first, last_before=last_run_before(case))
    at = _day(case, walk, first, flags)
    for day in days_between(first, case.today):
        case = as_of(whole, day) if day in changes else case
        flags = history.get(day, flags)
        walk = replace(walk, day=day)
        at = _day(case, walk, day, flags)
        walk = _morning(case, walk, at)
        at = _referred(at, walk)
        for run in case.diary.runs_on(day):
            walk = count_run(case, walk, at, run)
    return Journey(walk, _referred(at, walk))


def _day(case: Case, walk: Walk, day: date, flags: FlagState) -> Day:
    allowed = permission(case.log, case.injury, day)
    locked = case.injury.locked_until_clearance and not allowed.seen
    return _referred(Day(day, flags, allowed, limits_on(case, day), flags.open, locked), walk)


def _referred(at: Day, walk: Walk) -> Day:
    """The day with the signs that the plan itself raised beside those that were answered."""
    own = tuple(flag for flag, _ in walk.referred if flag not in at.flags.open)
    return replace(at, open_flags=(*at.flags.open, *own))


def _morning(case: Case, walk: Walk, at: Day) -> Walk:
    """What a new day brings before any session: answers, signs, going back, gates."""
    walk = usual_falls(case, walk, at)
    walk = replace(walk, flare_on=None) if exit_mornings(case, walk, at) else walk
    walk = clear_referrals(case, walk, at)
    walk = judge_waiting(case, walk, at)
    walk = second_morning(case, walk, at)
    walk = back_to_rest(walk, at)
    walk = phase_back(case, walk, at)
    walk = silence(case, walk, at)
    walk = leave_bone_stop(case, walk, at)
    walk = early_warning(case, walk, at)
    walk = through_gate(case, walk, _referred(at, walk))
    walk = step_up(case, walk, at)
    return ask_review(case, walk, at)
