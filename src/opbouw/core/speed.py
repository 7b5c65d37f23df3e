"""Quick bits inside an easy run, last of all to come back: when, how many, how quick (road_after_30, speed)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from math import ceil, floor
from statistics import fmean

from opbouw.core.case import Case
from opbouw.core.decision import Interval
from opbouw.core.lighter import quiet, tired
from opbouw.core.programme import group_of
from opbouw.core.walk import Day, Walk
from opbouw.core.weeks import new_longest_within, week_minutes, week_number
from opbouw.evidence import tables
from opbouw.evidence.rows import SpeedStep

TOP_SPEED_M_PER_S = 6.0  # turns the metres of a run-through into seconds; slow, so that the bits are few (derived)
RUN_THROUGH_RPE, RUN_THROUGH_SHARE = 6, 0.05  # as the strides they stand in for (road_after_30 speed_step 3)
FIRST_STEP_AFTER_STRIDES = 4
CLEAN_RUNS, SHARE_OF_MEAN = 3, 0.9  # road_after_30 speed, total_run_min: 90 percent of the last three clean sessions


@dataclass(frozen=True, slots=True)
class Quick:
    """The quick bits of one run: an easy run before and after them, minutes; the effort they may ask (0-10)."""

    easy_before_min: float
    reps: int
    work_s: int
    rest_s: int
    easy_after_min: float
    rpe_max: int


def speed_steps(case: Case) -> tuple[SpeedStep, ...]:
    """The steps of this runner's way back to speed; for muscle run-throughs stand in for strides."""
    return _of_muscle() if group_of(case).id.startswith("muscle") else tables.speed_steps


@cache
def _of_muscle() -> tuple[SpeedStep, ...]:
    first = tuple(
        SpeedStep(
            n=row.n,
            kind="run_through",
            reps=row.reps,
            work_s=ceil(row.distance_m / (TOP_SPEED_M_PER_S * row.top_speed_pct_max / 100)),
            rest_s=row.min_rest_s,
            effort_rpe_max=RUN_THROUGH_RPE,
            top_speed_pct_max=row.top_speed_pct_max,
            max_share=RUN_THROUGH_SHARE,
            min_clean_sessions=row.min_clean_sessions,
        )
        for row in tables.run_through_steps
    )
    return first + tables.speed_steps[FIRST_STEP_AFTER_STRIDES - 1 :]


def is_speed_run(case: Case, walk: Walk, at: Day) -> bool:
    """Whether the run of a day has quick bits: the first of its week, well apart from the last ones, on a good day."""
    if walk.after is None or walk.after.speed == 0 or walk.rebuild_on is None:
        return False
    if quiet(case, walk, at.on) or tired(case, at.on):
        return False
    rule = tables.dimensions["speed"]
    first = walk.rebuild_on + timedelta(days=7 * week_number(walk, at.on))
    if any(first <= one.on < at.on for one in walk.ran):
        return False
    before = [one.on for one in walk.ran if first - timedelta(days=7) <= one.on < first]
    apart = not before or (at.on - before[0]).days >= int(rule["min_days_between_speed_sessions"])
    return apart and not new_longest_within(walk, at.on, int(rule["not_within_hours_of_new_longest"]) // 24)


def speed_run_minutes(walk: Walk) -> float | None:
    """The most run minutes of a run with quick bits; None while too few clean runs are known."""
    clean = [one.minutes for one in walk.ran if one.clean][-CLEAN_RUNS:]
    return fmean(clean) * SHARE_OF_MEAN if len(clean) == CLEAN_RUNS else None


def quick_bits(case: Case, walk: Walk, at: Day, run_min: float) -> Quick | None:
    """The quick bits of a run of so many minutes; None where none fit."""
    if walk.after is None or not is_speed_run(case, walk, at):
        return None
    rule, steps = tables.dimensions["speed"], speed_steps(case)
    step = steps[min(walk.after.speed, len(steps)) - 1]
    factor = (group_of(case).step_factor or {}).get("speed", 1.0)
    week = week_minutes(walk, week_number(walk, at.on) - 1)
    before, after = float(rule["warmup_easy_run_min"]), float(rule["cooldown_easy_run_min"])
    fast_s = 60 * min(step.max_share * factor * week, run_min - before - after)
    reps = min(step.reps, floor(fast_s / step.work_s))
    if reps < 1:
        return None
    easy = run_min - after - reps * step.work_s / 60
    return Quick(easy, reps, step.work_s, step.rest_s, after, step.effort_rpe_max)


def with_quick_bits(quick: Quick, warmup_s: int, cooldown_s: int) -> tuple[Interval, ...]:
    """The whole session in the order to do it: walk, easy run, quick bits with walking between, easy run, walk."""
    made = [
        Interval("walk", warmup_s),
        Interval("run", round(quick.easy_before_min * 60)),
        Interval("run", quick.work_s, quick.reps),
        Interval("walk", quick.rest_s, quick.reps),
        Interval("run", round(quick.easy_after_min * 60)),
        Interval("walk", cooldown_s),
    ]
    return tuple(one for one in made if one.seconds)
