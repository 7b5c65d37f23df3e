"""After 30 minutes continuous: pace (bone), days, minutes, hills, speed; one dimension a week, up to the goal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import floor

from opbouw.core.caps import longest_30
from opbouw.core.case import Case
from opbouw.core.ladder import round_down
from opbouw.core.lighter import recent_flare
from opbouw.core.programme import group_of
from opbouw.core.speed import speed_steps
from opbouw.core.speed_gate import missing_tests
from opbouw.core.usual import easy_pace, usual_longest_min, usual_week_min
from opbouw.core.walk import THIRTY_MINUTES, After, Day, Walk
from opbouw.core.weeks import clean_week, minutes_between
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion

WEEK_SHARE = 0.95  # a planned week rounded down to whole minutes still counts as held
SETTLED_WEEKS = 2  # road_after_30 duration, enter_when: two clean weeks at the chosen days
HILL_STEPS_BEFORE_SPEED = 2  # road_after_30 speed, enter_when


def start(case: Case) -> After:
    """The first step after the ladder."""
    return After(longest_min=THIRTY_MINUTES, days_per_week=int(tables.param("running_days_per_week_default").value))


def goal_week_min(case: Case) -> float:
    """The lower of the goal's, the usual, and what rebuilding can hold in run minutes a week."""
    wanted = min(usual_week_min(case), _most_in_rebuilding(case))
    if case.goal is not None and case.goal.kind in ("30_minutes", "pain_free"):
        return min(wanted, THIRTY_MINUTES * int(tables.param("running_days_per_week_default").value))
    return wanted


def _most_in_rebuilding(case: Case) -> float:
    """Weekly minutes with the usual longest run, shorter ones between, and 48 hours apart."""
    rule = tables.dimensions["frequency"]
    three, most = int(rule["steps"][0]), int(rule["cap_rebuilding"])
    days = min(most, max(three, floor(case.baseline.weekly_runs or three)))
    held = days if days <= three else days - 0.5  # 48 hours apart, a fourth day gives weeks of 4-3-4-3
    high = float(tables.dimensions["duration"]["other_runs_fraction_of_longest"][1])
    return usual_longest_min(case) * (1 + high) / 2 * held


def days_at_goal(case: Case, walk: Walk, day: date) -> int:
    """Days, 14 at most, over which the goal's weekly minutes were held with good responses.

    Nothing went back, nothing was run beyond the old longest run, and only clean runs add up.
    """
    wanted, longest = goal_week_min(case) * WEEK_SHARE, max(THIRTY_MINUTES, usual_longest_min(case))
    for weeks in (2, 1):
        first = day - timedelta(days=7 * weeks - 1)
        runs = [one for one in walk.ran if first <= one.on <= day]
        fine = all(one.allowed and not one.stepped_back and round_down(one.minutes) <= longest for one in runs)
        held = sum(one.minutes for one in runs if one.clean)
        if walk.after is not None and fine and held >= weeks * wanted:
            return 7 * weeks
    return 0


def step_back(walk: Walk, stages: int) -> tuple[int, After | None]:
    """Where ``stages`` steps back lead: through the steps after 30 minutes first, then down the ladder."""
    if walk.steps is None or walk.after is None:
        return max(0, walk.index - stages), None
    if walk.after.steps == 0:
        return max(0, len(walk.steps.stages) - 1 - stages), None
    after = walk.after
    for _ in range(stages):
        after = _one_back(after)
    return walk.index, after


def _one_back(after: After) -> After:
    """Every dimension to its previous step; a day that was gained last goes too."""
    step = int(tables.dimensions["duration"]["step_pct_max"])
    fewest = int(tables.param("running_days_per_week_default").value)
    days = max(fewest, after.days_per_week - 1) if after.moved == "frequency" else after.days_per_week
    return replace(
        after,
        longest_min=max(THIRTY_MINUTES, floor(after.longest_min / (1 + step / 100))),
        days_per_week=min(after.days_per_week, days),
        pace_step=max(0, after.pace_step - 1),
        speed=max(0, after.speed - 1),
        hill_up=max(0, after.hill_up - 1),
        hill_down=max(0, after.hill_down - 1),
        clean=0,
    )


def clean_needed_after(case: Case, dimension: str = "duration") -> int:
    """Clean sessions before a dimension moves: the injury group's, and more after a recurrence."""
    group = group_of(case)
    needed = (group.min_clean_sessions or {}).get(dimension, group.min_clean_sessions_other)
    least = int(tables.dimensions[dimension].get("min_clean_sessions", 0)) if dimension != "frequency" else 0
    return max(needed, least) + (int(tables.param("recurrence").value["clean_needed_add"]) if case.recurrence else 0)


def move_on(case: Case, walk: Walk, at: Day) -> Walk:
    """Move the first dimension of the group's order that may move, one step, when it was clean long enough."""
    moved = next_move(case, walk, at)
    if moved is None or speed_tests(case, walk, at):
        return walk
    return replace(walk, after=replace(moved, clean=0, moved_on=at.on), gained_on=at.on)


def next_move(case: Case, walk: Walk, at: Day) -> After | None:
    """The road with its next dimension one step on; None while nothing may move, or too few sessions were clean."""
    after = walk.after
    if after is None:
        return None
    days = int(tables.road_meta["min_days_between_dimension_changes"])
    since = after.moved_on or walk.reached_30_on
    if recent_flare(walk, at.on) or (since is not None and (at.on - since).days < days):
        return None
    for name in group_of(case).order:
        moved = MOVES[name](case, walk, at, after)
        if moved is not None:
            return replace(moved, moved=name) if after.clean >= clean_needed_after(case, name) else None
    return None


def speed_tests(case: Case, walk: Walk, at: Day) -> tuple[Criterion, ...]:
    """Readiness tests that speed waits for: it is the next to open, and these no longer hold."""
    moved = next_move(case, walk, at)
    opens = moved is not None and moved.moved == "speed" and moved.speed == 1
    return missing_tests(case, walk, at) if opens else ()


def _pace(case: Case, walk: Walk, at: Day, after: After) -> After | None:
    last = len(tables.dimensions["pace_to_easy"]["steps"])
    return replace(after, pace_step=after.pace_step + 1) if case.bone and after.pace_step < last else None


def _frequency(case: Case, walk: Walk, at: Day, after: After) -> After | None:
    rule = tables.dimensions["frequency"]
    most = int(rule["cap_keep_running" if walk.phase == "keep_running" else "cap_rebuilding"])
    usual = case.baseline.weekly_runs
    if usual is None or after.days_per_week >= min(most, floor(usual)):
        return None
    clean = _clean_weeks(walk, at.on, int(rule["min_clean_weeks"]))
    return replace(after, days_per_week=after.days_per_week + 1) if clean else None


def _clean_weeks(walk: Walk, day: date, weeks: int) -> bool:
    """So many clean weeks in a row, the last one ending on a day; a run of today still waits for its morning."""
    last = day - timedelta(days=1)
    return all(clean_week(walk, last - timedelta(days=7 * n)) for n in range(weeks))


def longest_to_come(case: Case, walk: Walk) -> float:
    """The longest run the road leads to: the usual one; in keep running a race goal may add to it."""
    usual = usual_longest_min(case)
    goal = case.goal
    if walk.phase != "keep_running" or goal is None or goal.kind != "race" or goal.distance_km is None:
        return usual
    return max(usual, float(floor(goal.distance_km * easy_pace(case) / 60)))


def _duration(case: Case, walk: Walk, at: Day, after: After) -> After | None:
    rule = tables.dimensions["duration"]
    cap = longest_to_come(case, walk)
    if after.longest_min >= cap or not _clean_weeks(walk, at.on, SETTLED_WEEKS):
        return None
    share = (group_of(case).step_factor or {}).get("duration", 1.0)
    if case.recurrence:
        share *= float(tables.param("recurrence").value["step_factor_after_30"])
    step = min(after.longest_min * int(rule["step_pct_max"]) / 100 * share, float(rule["step_min_max_abs"]))
    reached = longest_30(walk, at.on) or 0.0
    if reached + 1 <= after.longest_min:
        return None
    return replace(after, longest_min=min(cap, float(floor(after.longest_min + max(1.0, step)))))


def _ready_for_more(case: Case, walk: Walk, at: Day) -> bool:
    """Two clean weeks at 80 percent of the usual minutes."""
    share = float(tables.dimensions["hills_uphill"]["usual_volume_fraction"]) * usual_week_min(case)
    for n in range(2):
        last = at.on - timedelta(days=7 * n)
        if not clean_week(walk, last) or minutes_between(walk, last - timedelta(days=6), last) < share:
            return False
    return True


def _uphill(case: Case, walk: Walk, at: Day, after: After) -> After | None:
    most = _hill_steps(walk, "hills_uphill", group_of(case).uphill_slope_pct_max)
    open_ = after.hill_up < most and _ready_for_more(case, walk, at)
    return replace(after, hill_up=after.hill_up + 1) if open_ else None


def _downhill(case: Case, walk: Walk, at: Day, after: After) -> After | None:
    most = _hill_steps(walk, "hills_downhill", group_of(case).downhill_slope_pct_max)
    open_ = after.hill_down < most and _ready_for_more(case, walk, at)
    return replace(after, hill_down=after.hill_down + 1) if open_ else None


def _hill_steps(walk: Walk, dimension: str, ceiling: float) -> int:
    """Steps of a hill dimension that may be reached: while rebuilding none steeper than the group's ceiling."""
    steps = tables.dimensions[dimension]["steps"]
    return len(steps) if walk.phase == "keep_running" else sum(one["slope_pct_max"] <= ceiling for one in steps)


def _speed(case: Case, walk: Walk, at: Day, after: After) -> After | None:
    first_hill = next(name for name in group_of(case).order if name.startswith("hills"))
    hills = after.hill_up if first_hill == "hills_uphill" else after.hill_down
    open_ = hills >= HILL_STEPS_BEFORE_SPEED and after.speed < len(speed_steps(case))
    return replace(after, speed=after.speed + 1) if open_ and _ready_for_more(case, walk, at) else None


MOVES = {
    "pace_to_easy": _pace,
    "frequency": _frequency,
    "duration": _duration,
    "hills_uphill": _uphill,
    "hills_downhill": _downhill,
    "speed": _speed,
}


def warning_holds(case: Case, walk: Walk, at: Day) -> bool:
    """Early signs at the old spot: sore or stiff mornings, or pain above the limit in two runs."""
    rule = tables.param("early_warning").value
    week = [case.diary.answers.get(at.on - timedelta(days=n)) for n in range(int(rule["in_days"]))]
    from_pain = max(float(rule["spot_pain_from"]), (walk.usual or 0.0) + 1.0)  # derived: a point above the usual one
    sore = sum(a is not None and (a.pain_morning or 0) >= from_pain for a in week)
    over = case.diary.runs.between(at.on - timedelta(days=int(rule["in_days"]) - 1), at.on)
    runs = sum((one.pain_during or 0) > at.limits.progress for one in over)
    most = int(rule["bone_any"]) if case.bone else int(rule["spot_pain_mornings"])
    return sore >= most or runs >= int(rule["during_pain_over_progress_runs"])
