"""Every bound on the minutes of the next run, each with its id (engine.md, order of work 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import fmean

from opbouw.core.case import Case
from opbouw.core.change import bounds_of_change
from opbouw.core.guides import UNITS_KM, UNITS_WEEK_KM, UNITS_WEEK_MIN, guide_caps
from opbouw.core.illness import after_fever
from opbouw.core.lighter import WARNING_SHARE, rest_factor, warned
from opbouw.core.limits import Bound
from opbouw.core.matches import ambers_in_a_row
from opbouw.core.pain import week_trend
from opbouw.core.programme import group_of, restart_minutes
from opbouw.core.speed import is_speed_run, speed_run_minutes
from opbouw.core.usual import QUICK_PACE_S_PER_KM, usual_longest_min
from opbouw.core.walk import THIRTY_MINUTES, After, Day, Ran, Walk
from opbouw.core.weeks import (
    LONGEST_DAYS,
    down_week,
    first_week_left,
    minutes_between,
    new_longest_within,
    tissue_left,
    week_cap,
    week_left,
    week_number,
    week_start,
)
from opbouw.evidence import tables

SHARED_DAYS = 28  # derived: the weeks over which the weekly governor takes its mean


def bounds_on(case: Case, walk: Walk, at: Day, original: float) -> list[Bound]:
    """All bounds on a run of ``original`` minutes on a day."""
    return [
        *_of_session(case, walk, at),
        *_of_week(case, walk, at),
        *(_after_30(case, walk, at, original) if walk.after is not None else ()),
        *_of_people(case, at),
        *_of_body(case, walk, at, original),
        *bounds_of_change(walk, at.on),
    ]


def longest_30(walk: Walk, day: date) -> float | None:
    """Longest tolerated run of the last 30 days, run minutes: allowed, within its cap, without a step back."""
    fine = (one for one in _last_30(walk, day) if one.allowed and one.within_cap and not one.stepped_back)
    return max((one.minutes for one in fine), default=None)


def _last_30(walk: Walk, day: date) -> Iterator[Ran]:
    since = day - timedelta(days=LONGEST_DAYS)
    return (one for one in walk.ran if one.on >= since and one.minutes > 0)


def _of_session(case: Case, walk: Walk, at: Day) -> Iterator[Bound]:
    """The first session ever, the session cap, and the first session after a long break."""
    longest = longest_30(walk, at.on)
    ran = max((one.minutes for one in _last_30(walk, at.on)), default=None)
    if ran is not None:  # where none was tolerated, more than any of them is no less of a jump
        yield Bound("session_cap", _above(longest if longest is not None else ran))
    if not walk.first_done and walk.steps is not None:
        most = float(tables.param("first_session_run_min_abs").value)
        yield Bound("first_session", min(walk.steps.stages[0].run_min, most))
        days_off = (at.on - walk.last_run_on).days
        minutes = restart_minutes(case, days_off)
        if days_off > int(tables.param("silence_restart_after_days").value) and minutes is not None:
            yield Bound("silence_restart", minutes)
    elif longest is None and walk.steps is not None:
        yield Bound("session_cap", float(walk.steps.stages[0].run_min))
    if longest is not None and after_fever(case, at.on):
        yield Bound("after_fever", longest)


def _above(longest: float) -> float:
    percent = float(tables.param("session_cap_pct").value)
    step = float(tables.param("session_cap_abs_step_min").value)
    return max(longest * (1 + percent / 100), longest + min(step, longest))


def _of_week(case: Case, walk: Walk, at: Day) -> Iterator[Bound]:
    first_week = first_week_left(case, walk, at.on)
    left = week_left(case, walk, at.on) if first_week is None else first_week
    yield Bound("weekly_governor", left) if first_week is None else Bound("first_week", left)
    yield Bound("tissue_load", tissue_left(case, walk, at.on, left))
    if walk.reached_30_on is not None:
        yield Bound("share_of_week", _share_of_week(case, walk, at.on))


def _after_30(case: Case, walk: Walk, at: Day, original: float) -> Iterator[Bound]:
    longest = longest_30(walk, at.on)
    if longest is not None and new_longest_within(walk, at.on, int(tables.param("new_longest_per_days").value) - 1):
        yield Bound("new_longest_per_7_days", longest)
    if down_week(walk, at.on):
        yield Bound("down_week", original * float(tables.road_meta["down_week_volume_fraction"]))
    if walk.phase == "rebuild":
        yield Bound("old_longest", max(THIRTY_MINUTES, usual_longest_min(case)))
    quick = speed_run_minutes(walk) if is_speed_run(case, walk, at) else None
    if quick is not None:
        yield Bound("speed_session", quick)
    if _is_new_day(walk, at.on):
        yield Bound("new_running_day", _new_day_minutes(case, walk, at.on))


def _of_people(case: Case, at: Day) -> Iterator[Bound]:
    """What a clearance and guides allow; kilometres at the runner's own pace, at a quick one where it is not known."""
    if at.allowed.max_run_min is not None:
        yield Bound("clearance", at.allowed.max_run_min)
    yield from (Bound("guide", cap) for cap in guide_caps(case, at.on))
    pace = case.baseline.easy_pace_s_per_km or QUICK_PACE_S_PER_KM
    yield from (Bound("guide", cap * pace / 60) for cap in guide_caps(case, at.on, UNITS_KM))


def _of_guided_week(case: Case, walk: Walk, at: Day) -> Iterator[Bound]:
    """A guide's cap on seven days, less what was run in the six days before."""
    run = minutes_between(walk, at.on - timedelta(days=6), at.on)
    pace = case.baseline.easy_pace_s_per_km or QUICK_PACE_S_PER_KM
    yield from (Bound("guide", max(0.0, cap - run)) for cap in guide_caps(case, at.on, UNITS_WEEK_MIN))
    yield from (Bound("guide", max(0.0, cap * pace / 60 - run)) for cap in guide_caps(case, at.on, UNITS_WEEK_KM))


def _of_body(case: Case, walk: Walk, at: Day, original: float) -> Iterator[Bound]:
    yield from _of_guided_week(case, walk, at)
    if walk.bone_cap_min is not None:
        yield Bound("bone_restart", walk.bone_cap_min)
    factor = rest_factor(case, at.on)
    if factor < 1:
        yield Bound("sleep_energy", original * factor)
    if week_trend(case.diary, at.on, at.limits):
        yield Bound("week_trend", original * (1 - (tables.pain_rules["r_week_trend"].reduce_pct or 0) / 100))
    if ambers_in_a_row(walk):
        yield Bound("two_ambers", original * (1 - (tables.pain_rules["r_week_trend"].reduce_pct or 0) / 100))
    if warned(walk, at.on):
        yield Bound("early_warning", original * WARNING_SHARE)


def longer_next(walk: Walk, day: date) -> bool:
    """Shorter and longer runs alternate: the second run of a week is its long one."""
    first = week_start(walk, week_number(walk, day))
    return sum(first <= one.on < day for one in walk.ran) == 1


def _share_of_week(case: Case, walk: Walk, day: date) -> float:
    """The long run is at most half the week; the others share what it leaves."""
    after = walk.after or After()
    week = week_cap(case, walk, day)
    long = min(after.longest_min, week * float(tables.dimensions["duration"]["cap_longest_share_of_week"]))
    return long if longer_next(walk, day) else (week - long) / max(1.0, _runs_a_week(walk, day, after) - 1)


def _runs_a_week(walk: Walk, day: date, after: After) -> float:
    """The days a week that are run: those of the plan, or fewer where the last four weeks had fewer.

    Somebody with two free days a week would else never fill a week, and each week would be less than the one before.
    After a step back the days that were lost make no run longer.
    """
    back = any((day - on).days <= SHARED_DAYS for on in walk.step_backs)
    if back or walk.rebuild_on is None or (day - walk.rebuild_on).days < SHARED_DAYS:
        return after.days_per_week
    held = {one.on for one in walk.ran if 0 < (day - one.on).days <= SHARED_DAYS}
    return min(after.days_per_week, 7 * len(held) / SHARED_DAYS)


def _is_new_day(walk: Walk, day: date) -> bool:
    """Whether this run is the day more in its week that was gained last: the last one of the week."""
    after = walk.after
    if after is None or after.moved != "frequency" or after.moved_on is None:
        return False
    week = {one.on for one in walk.ran if 0 <= (day - one.on).days < 7}
    return len(week) + 1 >= after.days_per_week


def _new_day_minutes(case: Case, walk: Walk, day: date) -> float:
    """A new running day is short: 20 minutes, and half of what a run is on average (road_after_30 frequency)."""
    rule = tables.dimensions["frequency"]
    recent = [one.minutes for one in walk.ran if 0 < (day - one.on).days <= LONGEST_DAYS]
    mean = fmean(recent) if recent else THIRTY_MINUTES
    minutes = min(float(rule["new_day_run_min_max"]), mean * float(rule["new_day_fraction_of_mean_session"]))
    return minutes * (group_of(case).step_factor or {}).get("frequency", 1.0)
