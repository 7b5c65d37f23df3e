"""Weeks of rebuilding: their minutes, what the next one may have, and what it has left."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import fmean

from opbouw.core.case import Case
from opbouw.core.diary import Run
from opbouw.core.ladder import GENTLE, SHORT
from opbouw.core.usual import body_mass_index, easy_pace
from opbouw.core.walk import Walk
from opbouw.evidence import tables

HEAVY = 30  # model_params first_week_km_max_bmi_over_30
LONGEST_DAYS = 30
WALK_KM_PER_H = 6.0  # brisk walking between the bouts, so that its kilometres are not taken for running (derived)


def minutes_between(walk: Walk, first: date, last: date) -> float:
    """Run minutes from ``first`` to ``last``, allowed or not: load is load."""
    return sum(one.minutes for one in walk.ran if first <= one.on <= last)


def week_number(walk: Walk, day: date) -> int:
    """Which week of rebuilding a day is in, from 0; weeks count from the day rebuilding began."""
    return 0 if walk.rebuild_on is None else max(0, (day - walk.rebuild_on).days // 7)


def week_start(walk: Walk, week: int) -> date:
    """The first day of a week of rebuilding; before rebuilding, counted from the day the phase began."""
    return (walk.rebuild_on or walk.since) + timedelta(days=7 * week)


def week_minutes(walk: Walk, week: int, *, counted: bool = False) -> float:
    """Run minutes of one week of rebuilding: all of them, or only those that were allowed and within their cap."""
    first = week_start(walk, week)
    if counted:
        return sum(one.minutes for one in walk.ran if 0 <= (one.on - first).days < 7 and one.allowed and one.within_cap)
    return minutes_between(walk, first, first + timedelta(days=6))


def clean_week(walk: Walk, last: date) -> bool:
    """At least two runs in the seven days ending on ``last``, every one clean."""
    runs = [one for one in walk.ran if last - timedelta(days=6) <= one.on <= last]
    return len(runs) >= 2 and all(one.clean for one in runs)


def week_cap(case: Case, walk: Walk, day: date) -> float:
    """Run minutes for this week by the weekly governor: the weeks before, plus what may be added."""
    rule = tables.param("weekly_governor").value
    now = week_number(walk, day)
    weeks = [week_minutes(walk, n, counted=True) for n in range(max(0, now - 3), now)]
    if not weeks:
        return _first_week_cap(case, walk)
    last_day = week_start(walk, now) - timedelta(days=1)
    reference = max(fmean(weeks), weeks[-1] if clean_week(walk, last_day) else 0.0)
    prefix = "bone_" if case.bone else ""
    if reference < 60:
        return reference + float(rule[f"{prefix}below_60_min_add"])
    return reference * float(rule[f"{prefix}from_60_min_factor"])


def week_left(case: Case, walk: Walk, day: date) -> float:
    """What the weekly governor leaves of this week."""
    return max(0.0, week_cap(case, walk, day) - week_minutes(walk, week_number(walk, day)))


def _first_week_cap(case: Case, walk: Walk) -> float:
    caps = tables.param("first_week_run_min_max").value
    if case.bone:
        return float(caps["bone"])
    ladder = walk.steps.ladder if walk.steps else ""
    return float(caps[{GENTLE: "gentle_start", SHORT: "short_break"}.get(ladder, "other")])


def first_week_left(case: Case, walk: Walk, day: date) -> float | None:
    """What is left of the first week's minutes; None once seven days have passed since the first run."""
    first = walk.first_run_on
    if first is not None and (day - first).days >= 7:
        return None
    cap = _first_week_cap(case, walk)
    mass = body_mass_index(case)
    if mass is not None and mass > HEAVY:
        cap = min(cap, float(tables.param("first_week_km_max_bmi_over_30").value) * easy_pace(case) / 60)
    return max(0.0, cap - sum(one.minutes for one in walk.ran if first is not None and one.on >= first))


def down_week(walk: Walk, day: date) -> bool:
    """Every fourth week after 30 minutes continuous is lighter."""
    if walk.reached_30_on is None:
        return False
    every = int(tables.road_meta["down_week_every_weeks"])
    weeks = week_number(walk, day) - week_number(walk, walk.reached_30_on)
    return weeks > 0 and weeks % every == 0


def new_longest_within(walk: Walk, day: date, days: int) -> bool:
    """Whether a run of the days before ``day`` was longer than any of the 30 days before it."""
    for one in walk.ran:
        if 0 < (day - one.on).days <= days:
            earlier = [r.minutes for r in walk.ran if one.on - timedelta(days=LONGEST_DAYS) <= r.on < one.on]
            if earlier and one.minutes > max(earlier):
                return True
    return False


# ---- what a region's tissue gets, beside the minutes


def tissue_left(case: Case, walk: Walk, day: date, left: float) -> float:
    """What the week has left for the spot's tissue: its minutes, less the impact that minutes do not show.

    A run faster than easy counts as the minutes its kilometres take at the runner's own easy pace (load_rules
    speed_tibia: load per kilometre hardly changes with speed). Jumps have ladders of their own. Derived: no row gives a
    budget, so this can only be as tight as the week's own minutes or tighter.
    """
    first = day - timedelta(days=(day - walk.rebuild_on).days % 7) if walk.rebuild_on is not None else day
    pace = case.baseline.easy_pace_s_per_km
    counted = {one.id for one in walk.ran}  # a run that is being judged is no load before it
    runs = case.diary.runs.between(first, day) if pace is not None else []
    return max(0.0, left - sum(_unseen(run, pace or 0.0) for run in runs if run.id in counted))


def _unseen(run: Run, pace_s_per_km: float) -> float:
    """Minutes of easy running in the kilometres of a run, beyond the minutes it was run."""
    running = run.load_minutes
    if run.distance_km is None or running is None:
        return 0.0
    walked_km = max(0.0, (run.minutes or running) - running) / 60 * WALK_KM_PER_H
    return max(0.0, (run.distance_km - walked_km) * pace_s_per_km / 60 - running)
