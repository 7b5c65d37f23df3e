"""The walk along the road: every day of an episode, from the onset to today, one small step at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from opbouw.core.back import (
    back_to_rest,
    clear_referrals,
    early_warning,
    phase_back,
    silence,
    usual_falls,
)
from opbouw.core.bone import leave_bone_stop
from opbouw.core.case import KNOWN_BY_DAY, Case, as_of, last_run_before, limits_on
from opbouw.core.clearances import permission
from opbouw.core.diary import days_between
from opbouw.core.flags import FlagState
from opbouw.core.grown import StrengthSoFar, after_morning
from opbouw.core.guides_ladder import change_ladder
from opbouw.core.onward import step_up, through_gate
from opbouw.core.permit import exit_mornings
from opbouw.core.proposal import with_change
from opbouw.core.ran import count_run
from opbouw.core.reaction import bone_hurts, judge_waiting, limp_later, second_morning
from opbouw.core.referral import ask_review
from opbouw.core.sent_back import guide_back
from opbouw.core.signs import Signs, signs_after
from opbouw.core.walk import Day, Walk, remember


@dataclass(frozen=True, slots=True)
class Journey:
    """The state on one day, with that day's signs and limits, and what was known by then."""

    walk: Walk
    at: Day
    case: Case
    signs: Signs
    strength: StrengthSoFar


def walk_the_road(case: Case) -> Journey:
    """Every day from the onset to the day the log was read for."""
    days: list[Journey] = []
    walk_on(case, days, case.today)
    return days[-1]


def first_day(case: Case) -> date:
    """The day the walk begins."""
    return min(case.onset, case.log.opened.on)


def walk_on(case: Case, days: list[Journey], last: date) -> None:
    """Add a journey for each day that is not walked yet, up to ``last``; ``days`` holds those walked before."""
    if not days:
        days.append(_first(case))
    for day in days_between(days[-1].at.on + timedelta(days=1), last):
        days.append(next_day(days[-1], day))


def _first(case: Case) -> Journey:
    day = first_day(case)
    case = as_of(case, day)
    walk = Walk(day=day, phase="rest", since=day, tests_from=day, last_before=last_run_before(case))
    signs = Signs(case.injury, case.log.start.spot, named=case.named)
    return next_day(Journey(walk, _day(case, walk, day, signs.state), case, signs, StrengthSoFar()), day)


def next_day(before: Journey, day: date) -> Journey:
    """One small step: what a new day brings, and the runs done on it."""
    case = before.case
    if any(event.type in KNOWN_BY_DAY for event in case.log.by_day.get(day, ())):
        case = as_of(case, day)
    signs = signs_after(before.signs, case.log, case.diary, case.injury, day)
    walk = replace(remember(before.walk, day), day=day)
    at = _day(case, walk, day, signs.state)
    walk = _morning(case, walk, at)
    at = _referred(at, walk)
    for run in case.diary.runs_on(day):
        walk = ask_review(case, count_run(case, walk, at, run), at)
    walk = ask_review(case, bone_hurts(case, walk, at), at)
    at = _referred(at, walk)
    walk = with_change(case, before.walk, walk, at)
    return Journey(walk, at, case, signs, after_morning(before.strength, case, walk, at))


def _day(case: Case, walk: Walk, day: date, flags: FlagState) -> Day:
    allowed = permission(case.log, case.injury, day, ended=walk.bone_again_on)
    locked = case.injury.locked_until_clearance and not allowed.seen
    return _referred(Day(day, flags, allowed, limits_on(case, day, flags.watches), flags.open, locked), walk)


def _referred(at: Day, walk: Walk) -> Day:
    """The day with the signs that the plan itself raised beside those that were answered."""
    own = tuple(flag for flag, _ in walk.referred if flag not in at.flags.open)
    return replace(at, open_flags=(*at.flags.open, *own)) if own or at.open_flags != at.flags.open else at


def _morning(case: Case, walk: Walk, at: Day) -> Walk:
    """What a new day brings before any session: answers, signs, going back, gates."""
    walk = usual_falls(case, walk, at)
    walk = replace(walk, flare_on=None) if exit_mornings(case, walk, at) else walk
    walk = clear_referrals(case, walk, at)
    walk = judge_waiting(case, walk, at)
    walk = second_morning(case, walk, at)
    walk = limp_later(case, walk, at)
    walk = back_to_rest(walk, at)
    walk = phase_back(case, walk, at)
    walk = guide_back(case, walk, at)
    walk = silence(case, walk, at)
    walk = leave_bone_stop(case, walk, at)
    walk = early_warning(case, walk, at)
    walk = through_gate(case, walk, _referred(at, walk))
    walk = change_ladder(case, walk, at)
    walk = step_up(case, walk, at)
    return ask_review(case, walk, at)
