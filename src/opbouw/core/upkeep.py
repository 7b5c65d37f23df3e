"""Keep running: how much upkeep and for how long, how often to check in, and stiffness as an early sign."""

from __future__ import annotations

from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.decision import Reason
from opbouw.core.grown import Growth
from opbouw.core.reasons import reason
from opbouw.core.strengthen import TENDONS
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables

HABIT_PER_WEEK = 1  # model_params keep_running_strength_per_week: after 12 weeks 1-2, never zero proposed
QUIET_DAYS = 84  # derived: an early warning in the last 12 weeks keeps the upkeep at two
CHECK_IN_GAP_DAYS = 3  # two check-ins a week; also model_params stale_checkin_days: an older one carries no run


def upkeep_weeks(case: Case) -> int:
    """Weeks of upkeep after the return; a recurrence adds more."""
    more = int(tables.param("recurrence").value["extra_keep_running_weeks"]) if case.recurrence else 0
    return int(tables.param("keep_running_weeks").value) + more


def upkeep_done(case: Case, walk: Walk, at: Day) -> bool:
    """Whether the weeks of upkeep lie behind and habits are left."""
    return walk.phase == "keep_running" and (at.on - walk.since).days >= 7 * upkeep_weeks(case)


def strength_per_week(case: Case, walk: Walk, at: Day, grown: Growth) -> int:
    """Strength sessions a week.

    Three for tendon and fascia until twelve weeks of it are done, also after the return; two for the others and for
    upkeep; once the upkeep weeks lie behind one, where no tendon asks for more and the spot stayed quiet.
    """
    rule = tables.param("strength_sessions_per_week").value
    building = int(rule.get(case.injury.tissue, rule["default"]))
    if walk.phase != "keep_running":
        return building
    tendon = case.injury.tissue in TENDONS
    weeks = int(tables.param("strength_tendon_min_weeks").value)
    if tendon and (grown.first is None or (at.on - grown.first).days < 7 * weeks):
        return building
    quiet = not any((at.on - on).days < QUIET_DAYS for on in walk.warnings)
    habit = upkeep_done(case, walk, at) and quiet and not tendon
    return HABIT_PER_WEEK if habit else int(tables.param("keep_running_strength_per_week").value)


def check_in_due(case: Case, walk: Walk, at: Day) -> bool:
    """Whether today's check-in is asked: daily until running is back, then at least twice a week.

    Daily again for a week after an early warning. The morning after a run has its own question.
    """
    if walk.phase != "keep_running" or any((at.on - on).days < 7 for on in walk.warnings):
        return True
    return not any(at.on - timedelta(days=n) in case.diary.timely for n in range(1, CHECK_IN_GAP_DAYS))


def stiffness_rises(case: Case, walk: Walk, day: date) -> bool:
    """An early sign: on three days of a week the spot is ten minutes stiffer in the morning than it used to be."""
    rule = tables.param("early_warning").value
    from_minutes = (walk.usual_stiffness or 0.0) + int(rule["stiffness_rise_min"])
    week = (case.diary.answers.get(day - timedelta(days=n)) for n in range(int(rule["in_days"])))
    stiff = [one for one in week if one is not None and (one.stiffness_min or 0) >= from_minutes]
    return len(stiff) >= int(rule["stiffness_days"])


def upkeep_reasons(case: Case, walk: Walk, at: Day, per_week: int) -> list[Reason]:
    """How far the upkeep has come, and what stays after it."""
    if walk.phase != "keep_running":
        return []
    if upkeep_done(case, walk, at):
        return [reason("upkeep_habit", times=per_week)]
    week = (at.on - walk.since).days // 7 + 1
    return [reason("upkeep_weeks", week=week, weeks=upkeep_weeks(case), times=per_week)]
