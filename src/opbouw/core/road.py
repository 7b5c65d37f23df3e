"""The rest of the road as ranges: the fastest way the limits allow, and how long such injuries take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, exp, log
from typing import Literal

from opbouw.core.answered import days_asked
from opbouw.core.case import Case
from opbouw.core.criteria import asked, needed
from opbouw.core.decision import PHASES, Alternative, Goal, Phase, RoadStretch, RuleOfThumb
from opbouw.core.onward import ups_allowed
from opbouw.core.programme import choose_ladder, steps_for
from opbouw.core.transitions import GATE_FROM
from opbouw.core.usual import easy_pace, usual_longest_min
from opbouw.core.walk import THIRTY_MINUTES, Day, Walk
from opbouw.evidence import tables

NORMAL_90 = 1.2816  # 90th percentile of the standard normal: the lognormal's own arithmetic


@dataclass(frozen=True, slots=True)
class Ends:
    """Earliest, middle and late end of a phase."""

    low: date
    mid: date
    high: date


def road(walk: Walk, ends: Mapping[Phase, Ends]) -> tuple[RoadStretch, ...]:
    """Each phase that is still to come, as a range of dates; what lies behind is in the history."""
    stretches: list[RoadStretch] = []
    for phase in PHASES[PHASES.index(walk.phase) :]:
        before = PHASES[PHASES.index(phase) - 1] if phase != walk.phase else None
        start = walk.since if before is None else ends[before].low
        end = ends[phase]
        basis = "limits" if phase in ("rest", "loosen") else "limits_and_recovery"
        stretches.append(RoadStretch(phase, start, end.low, end.mid, end.high, basis))
    return tuple(stretches)


def phase_ends(case: Case, walk: Walk, at: Day) -> dict[Phase, Ends]:
    """When each phase may end: the low end by the limits alone, the rest stretched to the spread of recovery times."""
    lows: dict[Phase, date] = {}
    cursor = at.on
    for phase in PHASES[PHASES.index(walk.phase) :]:
        cursor = max(cursor, cursor + timedelta(days=_fastest_days(case, walk, at, phase, cursor)))
        lows[phase] = cursor
    mid_end, high_end = recovery_dates(case, lows.get("rebuild", at.on))
    total = max(1, (lows["rebuild"] - at.on).days) if "rebuild" in lows else 1
    found: dict[Phase, Ends] = {}
    for phase, low in lows.items():
        share = min(1.0, (low - at.on).days / total)
        usual = at.on + timedelta(days=round((low - at.on).days * slower_than_limits(case)))
        mid = max(usual, low + timedelta(days=round(share * (mid_end - lows.get("rebuild", low)).days)))
        high = low + timedelta(days=round(share * (high_end - lows.get("rebuild", low)).days))
        found[phase] = Ends(low, mid, max(mid, high))
    return found


def slower_than_limits(case: Case) -> float:
    """How much longer than the fastest way, on average: sessions that are not clean, and sessions missed."""
    clean = float(tables.param("forecast_p_clean_session").value[case.injury.risk_class])
    return 1 / (clean * (1 - float(tables.param("forecast_p_missed_session").value)))


def recovery_dates(case: Case, low: date) -> tuple[date, date]:
    """Middle and 90 percent date of recovery by the injury's spread, never before what the limits allow."""
    row = tables.recovery_fallbacks[case.injury.id]
    factor = float(tables.param("forecast_severity_factor").value[case.severity_index])
    mid = case.onset + timedelta(days=round(row.median_days * factor))
    high = case.onset + timedelta(days=round(exp(log(row.median_days * factor) + NORMAL_90 * row.sigma_log)))
    return max(low, mid), max(low, high)


def _fastest_days(case: Case, walk: Walk, at: Day, phase: Phase, start: date) -> int:
    here = phase == walk.phase
    if phase == "keep_running":
        weeks = int(tables.param("keep_running_weeks").value)
        weeks += int(tables.param("recurrence").value["extra_keep_running_weeks"]) if case.recurrence else 0
        return max(0, weeks * 7 - ((at.on - walk.since).days if here else 0))
    if phase == "rebuild":
        return days_to_30(case, walk, at) + days_to_longest(case, walk, usual_longest_min(case)) + 14
    return max(
        0, *(_days_left(case, walk, at, row_needed, check, start) for row_needed, check in _counted(case, phase))
    )


def _counted(case: Case, phase: Phase) -> list[tuple[float, str]]:
    """The counted days that a phase's gate asks."""
    rows = [row for row in asked(case, GATE_FROM[phase]) if row.blocking]
    found = [(needed(case, row), row.check or "") for row in rows if row.kind == "days"]
    in_row = max((days_asked(case, row) for row in rows), default=0)
    return [*found, (float(in_row), "answers_in_row"), (0.0, "")]


def _days_left(case: Case, walk: Walk, at: Day, needed: float, check: str, start: date) -> int:
    if check == "days_since_last_run":
        return ceil(needed) - (start - max(case.onset, walk.last_run_on)).days
    if check == "days_in_phase":
        since = walk.since if start == at.on else start
        return ceil(needed) - (start - since).days
    if check == "answers_in_row":
        return ceil(needed) - len(case.diary.timely) - (start - at.on).days
    return 0


def days_to_30(case: Case, walk: Walk, at: Day) -> int:
    """Fewest days to 30 minutes continuous: clean sessions with their rest days, and the steps a week allows."""
    if walk.after is not None:
        return 0
    steps = walk.steps or steps_for(case, choose_ladder(case, (at.on - walk.last_run_on).days, at.on))
    left = len(steps.stages) - (walk.index if walk.steps else 0)
    sessions = steps.clean_needed * (steps.min_rest_days + 1)
    stepped = walk if walk.steps is not None else replace(walk, steps=steps)
    per_step = max(sessions, ceil(7 / ups_allowed(case, stepped)))
    return left * per_step


def days_to_longest(case: Case, walk: Walk, minutes: float) -> int:
    """Fewest days from 30 minutes to a longest run of ``minutes``: at most ten percent a week."""
    now = walk.after.longest_min if walk.after else THIRTY_MINUTES
    if minutes <= now:
        return 0
    step = float(tables.param("session_cap_pct").value) / 100
    return 7 * ceil(log(minutes / now) / log(1 + step))


def rule_of_thumb(case: Case, walk: Walk, at: Day) -> RuleOfThumb:
    """Two weeks of return for each week off, counted from the start of rebuilding or, before it, from today."""
    start = walk.rebuild_on or at.on
    before = (one.on for one in reversed(walk.ran) if one.on < start)
    last = walk.off_from if walk.rebuild_on is not None else None
    off = max(0, (start - (last or next(before, walk.last_before))).days)
    return RuleOfThumb(round(off / 7, 1), start + timedelta(days=2 * off))


def goal_answer(case: Case, walk: Walk, at: Day, ends: Mapping[Phase, Ends]) -> Goal | None:
    """Whether the goal fits: feasible from the middle date on, tight from the earliest, else not; with alternatives."""
    goal = case.goal
    if goal is None:
        return None
    if at.open_flags or at.locked:
        return Goal(goal.kind, goal.on, "unknown", None, (), goal.distance_km)
    low = _earliest(case, walk, at, ends)
    stretch = (ends["rebuild"].mid - ends["rebuild"].low).days if "rebuild" in ends else 0
    mid = low + timedelta(days=stretch)
    if goal.on is None:
        return Goal(goal.kind, None, "feasible", low, (), goal.distance_km)
    if goal.on >= mid:
        return Goal(goal.kind, goal.on, "feasible", low, (), goal.distance_km)
    alternatives = (Alternative(goal.kind, mid, goal.distance_km), _instead(case, walk, at, ends, goal.on))
    verdict: Literal["tight", "not_feasible"] = "tight" if goal.on >= low else "not_feasible"
    return Goal(goal.kind, goal.on, verdict, low, alternatives, goal.distance_km)


def _earliest(case: Case, walk: Walk, at: Day, ends: Mapping[Phase, Ends]) -> date:
    """The first date on which the limits allow the goal."""
    goal = case.goal
    before = ends["strengthen"].low if "strengthen" in ends else at.on
    thirty = before + timedelta(days=days_to_30(case, walk, at))
    if goal is None or goal.kind in ("pain_free", "30_minutes"):
        return thirty
    if goal.kind == "race" and goal.distance_km:
        minutes = goal.distance_km * easy_pace(case) / 60
        return thirty + timedelta(days=days_to_longest(case, walk, minutes))
    return ends["rebuild"].low if "rebuild" in ends else at.on


def _instead(case: Case, walk: Walk, at: Day, ends: Mapping[Phase, Ends], on: date) -> Alternative:
    """What fits on the wished date: a shorter distance, or 30 minutes, or a later date for that."""
    before = ends["strengthen"].low if "strengthen" in ends else at.on
    thirty = before + timedelta(days=days_to_30(case, walk, at))
    if on < thirty:
        return Alternative("30_minutes", thirty, None)
    step = float(tables.param("session_cap_pct").value) / 100
    start = walk.after.longest_min if walk.after else THIRTY_MINUTES
    minutes = start * (1 + step) ** ((on - thirty).days // 7)
    kilometres = float(int(minutes * 60 / easy_pace(case)))
    return Alternative("race", on, kilometres) if kilometres >= 1 else Alternative("30_minutes", thirty, None)
