"""Limits that are no minutes: how steep, how hard, how fast; hills and speed stay shut until road_after_30 opens."""

from __future__ import annotations

from collections.abc import Iterator

from opbouw.core.case import Case
from opbouw.core.decision import Limit
from opbouw.core.guides import UNITS_RPE, guide_caps
from opbouw.core.illness import after_fever
from opbouw.core.ladder import Steps
from opbouw.core.lighter import recent_flare, warned
from opbouw.core.limits import Bound, limited
from opbouw.core.programme import group_of
from opbouw.core.speed import speed_steps
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables


def locks(case: Case, walk: Walk, at: Day) -> tuple[Limit, ...]:
    """The slope up and down (percent), the effort (0-10) and, for bone, the pace (percent of the usual easy pace)."""
    if walk.steps is None or not walk.running_phase:
        return ()
    group = group_of(case)
    up = _slope(case, walk, at, "hills_uphill", walk.after.hill_up if walk.after else 0, group.uphill_slope_pct_max)
    down = _slope(
        case, walk, at, "hills_downhill", walk.after.hill_down if walk.after else 0, group.downhill_slope_pct_max
    )
    hardest = float(max(row.effort_rpe_max for row in speed_steps(case)))
    made = [
        limited("uphill", "slope_pct", _steepest("hills_uphill"), up),
        limited("downhill", "slope_pct", _steepest("hills_downhill"), down),
        limited("effort", "rpe", hardest, _effort(case, walk, at, walk.steps)),
    ]
    pace = list(_pace(walk))
    return (*made, limited("easy_pace", "pct", 100.0, pace)) if pace else tuple(made)


def _steepest(dimension: str) -> float:
    return float(max(step["slope_pct_max"] for step in tables.dimensions[dimension]["steps"]))


def _slope(case: Case, walk: Walk, at: Day, dimension: str, reached: int, ceiling: float) -> Iterator[Bound]:
    if walk.after is None:
        yield Bound("hills_last", 0.0)
        return
    steps = tables.dimensions[dimension]["steps"]
    yield Bound("hills_last", float(steps[min(reached, len(steps)) - 1]["slope_pct_max"]) if reached else 0.0)
    if walk.phase == "rebuild":
        yield Bound("hill_ceiling", ceiling)
    yield from _shut(case, walk, at, 0.0)


def _shut(case: Case, walk: Walk, at: Day, value: float) -> Iterator[Bound]:
    if warned(walk, at.on):
        yield Bound("early_warning", value)
    if recent_flare(walk, at.on):
        yield Bound("recent_flare", value)


def _effort(case: Case, walk: Walk, at: Day, ladder: Steps) -> Iterator[Bound]:
    easy = float(tables.param("easy_rpe_max").value)
    if walk.after is None:
        stage = ladder.stages[min(walk.index, len(ladder.stages) - 1)]
        yield Bound("speed_last", float(min(stage.effort_rpe_max, easy)))
    else:
        reached = walk.after.speed
        steps = speed_steps(case)
        yield Bound("speed_last", float(steps[min(reached, len(steps)) - 1].effort_rpe_max) if reached else easy)
        yield from _shut(case, walk, at, easy)
    if after_fever(case, at.on):
        yield Bound("after_fever", float(tables.param("illness_easy_rpe_max").value))
    yield from (Bound("guide", cap) for cap in guide_caps(case, at.on, UNITS_RPE))


def _pace(walk: Walk) -> Iterator[Bound]:
    """Bone begins at half the usual speed and gets its pace back in steps, after 30 minutes continuous."""
    row = tables.ladders[walk.steps.ladder] if walk.steps else None
    if row is None or row.speed_fraction_of_usual_max is None:
        return
    steps = tables.dimensions["pace_to_easy"]["steps"]
    reached = walk.after.pace_step if walk.after else 0
    fraction = row.speed_fraction_of_usual_max if reached == 0 else float(steps[min(reached, len(steps)) - 1])
    yield Bound("bone_pace", round(100 * fraction, 1))
