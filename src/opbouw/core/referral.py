"""When the plan asks to be looked at: no step for weeks, and what comes back too often (``refer`` of pain_rules)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.decision import See
from opbouw.core.illness import CHEST, chest
from opbouw.core.noticed import energy_low_week
from opbouw.core.pain import week_trend
from opbouw.core.walk import Day, Ran, Walk
from opbouw.evidence import tables

NOT_SETTLED_TIMES, NOT_SETTLED_DAYS = 3, 14  # r_not_settled_48h: 3 times in 14 days
NOT_SETTLED = frozenset({"r_not_settled_48h", "settled_after_48h"})
TREND_WEEKS = 3  # r_week_trend: rising 3 weeks
DOCTOR = frozenset({"bone_pain_in_daily_life", CHEST})


def ask_review(case: Case, walk: Walk, at: Day) -> Walk:
    """Wait, and have it looked at, once one of the referrals holds; until a physio or doctor looked."""
    found = tuple(code for code, holds in REFERRALS.items() if code not in walk.review_for and holds(case, walk, at))
    if not found:
        return walk
    return replace(walk, review_since=walk.review_since or at.on, review_for=(*walk.review_for, *found))


def doctor_asked(walk: Walk) -> bool:
    """Whether only a doctor's look lifts what is asked."""
    return bool(DOCTOR & set(walk.review_for))


def see_for_review(walk: Walk) -> See:
    """Whom to see, and how soon, for what the plan asks to be looked at."""
    return See("doctor", "before_running") if doctor_asked(walk) else See("physio_or_doctor", "when_convenient")


def no_progress_days(case: Case) -> int:
    """Days without a step gained after which to have it looked at."""
    rule = tables.param("no_progress_days").value
    return int(rule.get(case.tissue_key, rule["other"]))


def _no_progress(case: Case, walk: Walk, at: Day) -> bool:
    """No step gained for weeks on the ladder, whatever holds it."""
    if walk.phase != "rebuild" or walk.after is not None or walk.gained_on is None:
        return False
    return (at.on - walk.gained_on).days > no_progress_days(case)


def _fresh(walk: Walk) -> list[Ran]:
    """Runs since it was last looked at."""
    return [one for one in walk.ran if walk.reviewed_on is None or one.on > walk.reviewed_on]


def _twice(rule: str) -> Callable[[Case, Walk, Day], bool]:
    """The last run and the one before it both matched a rule."""

    def holds(case: Case, walk: Walk, at: Day) -> bool:
        last = _fresh(walk)[-2:]
        return len(last) == 2 and all(rule in one.signs for one in last)

    return holds


def _not_settled(case: Case, walk: Walk, at: Day) -> bool:
    first = at.on - timedelta(days=NOT_SETTLED_DAYS)
    return sum(bool(NOT_SETTLED & set(one.signs)) and one.on >= first for one in _fresh(walk)) >= NOT_SETTLED_TIMES


def _trend(case: Case, walk: Walk, at: Day) -> bool:
    """Three weeks, each a point or more sorer in the morning than the one before."""
    if not walk.running_phase or _looked(walk, at.on, 7 * (TREND_WEEKS - 1)):
        return False
    weeks = (at.on - timedelta(days=7 * n) for n in range(TREND_WEEKS - 1))
    return all(week_trend(case.diary, day, at.limits) for day in weeks)


def _energy(case: Case, walk: Walk, at: Day) -> bool:
    """A week of low energy: ask about eating enough, and have it looked at."""
    days = int(tables.param("energy_hold").value["ask_after_days"])
    return not _looked(walk, at.on, days) and energy_low_week(case.diary, at.on)


def _looked(walk: Walk, day: date, days: int) -> bool:
    return walk.reviewed_on is not None and (day - walk.reviewed_on).days < days


def _bone_pain(case: Case, walk: Walk, at: Day) -> bool:
    """Bone that hurts at rest or in walking while rebuilding (r_bone_any_pain: any rest, night or walking pain)."""
    said = case.diary.answers.get(at.on)
    pain = None if said is None else said.worst_by_day
    again = walk.reviewed_on is None or at.on > walk.reviewed_on
    return case.bone and (walk.running_phase or walk.bone_stopped) and bool(pain) and again


def _chest(case: Case, walk: Walk, at: Day) -> bool:
    return chest(case, walk, at.on)


REFERRALS: dict[str, Callable[[Case, Walk, Day], bool]] = {
    CHEST: _chest,
    "bone_pain_in_daily_life": _bone_pain,
    "sharp_again": _twice("r_sharp"),
    "swollen_again": _twice("r_swelling"),
    "not_settled_often": _not_settled,
    "trend_three_weeks": _trend,
    "energy_low_week": _energy,
    "no_progress": _no_progress,
}
