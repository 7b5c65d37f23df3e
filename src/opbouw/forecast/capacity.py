"""How much the tissue may carry: the model of the tables for pictures (model_params, capacity_*), never a measurement.

Percent of the runner's usual weekly running. It starts low by severity, grows slowly toward what was tolerated,
shrinks in rest and drops at a flare. Running minutes alone count as load: walking and cross-training do not raise it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import exp

from opbouw.core.journey import Journey
from opbouw.core.usual import usual_week_min
from opbouw.evidence import tables
from opbouw.forecast.walked import as_counted

FULL = 100.0
REACH = 1.25  # model_params capacity_growth_time_constant_days, why: grows toward min(100, tolerated load x 1.25)
BONE_START_MOST = 25.0  # model_params capacity_start_by_severity, why: bone at most 25
STRENGTH_A_WEEK = 2  # model_params capacity_strength_credit and capacity_decay_time_constant_days: twice a week
HALF = 0.5  # model_params capacity_decay_time_constant_days, why: halved rate with strength twice a week
AMBER_ACTIONS = frozenset({"hold_or_reduce", "repeat_or_lower", "repeat", "hold"})


def capacity_by_day(days: Sequence[Journey]) -> tuple[float, ...]:
    """Percent of the usual weekly running that the tissue may carry, for each day."""
    tolerated, strong = _tolerated(days), _strong(days)
    found = [_start(days[0])]
    dropped: dict[str, float] = {}
    for before, day in pairwise(days):
        week = [day.at.on - timedelta(days=back) for back in range(7)]
        load = sum(tolerated.get(on, 0.0) for on in week)
        share = FULL * load / max(1.0, usual_week_min(day.case))
        level = _next(found[-1], day, share, sum(strong.get(on, 0) for on in week))
        found.append(max(0.0, level - _drop(before, day, dropped)))
    return tuple(found)


def _start(day: Journey) -> float:
    start = float(tables.param("capacity_start_by_severity").value[day.case.severity_index])
    return min(start, BONE_START_MOST) if day.case.bone else start


def _next(level: float, day: Journey, share: float, strong: int) -> float:
    """One day on: toward what was tolerated in seven days, or down in a week without a tolerated run."""
    tissue = day.case.tissue_key
    reach = min(FULL, REACH * share)
    if reach > level:
        days = float(tables.param("capacity_growth_time_constant_days").value[tissue])
        credit = float(tables.param("capacity_strength_credit").value)
        part = 1 - credit + credit * min(1.0, strong / STRENGTH_A_WEEK)
        return level + (reach - level) * (1 - exp(-1 / days)) * part
    floor = float(tables.param("capacity_floor").value)
    if share > 0 or level <= floor:
        return level
    days = float(tables.param("capacity_decay_time_constant_days").value[tissue])
    rate = HALF if strong >= STRENGTH_A_WEEK else 1.0
    return floor + (level - floor) * exp(-rate / days)


def _tolerated(days: Sequence[Journey]) -> dict[date, float]:
    """Minutes of running by day whose reaction was good."""
    found: dict[date, float] = {}
    for run in as_counted(days).values():
        if run.clean:
            found[run.on] = found.get(run.on, 0.0) + run.minutes
    return found


def _strong(days: Sequence[Journey]) -> Mapping[date, int]:
    """Strength sessions by day that did not hurt above the limit; pain that was not told is no good sign."""
    limits = {day.at.on: day.at.limits.progress for day in days}
    return Counter(
        work.on
        for work in days[-1].case.diary.work
        if work.data.kind == "strength"
        and work.data.pain_during is not None
        and work.data.pain_during <= limits.get(work.on, 0)
        and not work.data.sharp_pain
    )


def _drop(before: Journey, day: Journey, dropped: dict[str, float]) -> float:
    """Points lost by a reaction, once for each run: more only when the same run turns out worse."""
    response = day.walk.response
    if response is None or response is before.walk.response:
        return 0.0
    points = tables.param("capacity_flare_drop").value
    stopped = day.walk.bone_stops != before.walk.bone_stops
    if response.verdict == "step_back" and response.matches:
        worst = float(points["bone_stop" if stopped else "step_back"])
    elif response.verdict == "repeat" and any(
        one.rule in tables.pain_rules and one.action in AMBER_ACTIONS for one in response.matches
    ):
        worst = float(points["amber"])
    else:
        return 0.0
    about = response.run.id if response.run is not None else day.at.on.isoformat()
    lost = max(0.0, worst - dropped.get(about, 0.0))
    dropped[about] = max(worst, dropped.get(about, 0.0))
    return lost
