"""How many minutes of running the current step gives today, after every bound on it."""

from __future__ import annotations

from datetime import date

from opbouw.core.caps import bounds_on, longer_next
from opbouw.core.case import Case
from opbouw.core.decision import Limit
from opbouw.core.events import WEEKDAYS, AskedFor
from opbouw.core.ladder import cut_bouts, run_minutes
from opbouw.core.limits import Bound, limited
from opbouw.core.usual import usual_longest_min
from opbouw.core.walk import After, Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Bout, LadderStage

WEEKLY = ("weekly_governor", "first_week", "tissue_load")
LEAST_SHARE = 0.5  # what a week leaves under half a step is no run of that step: rest instead


def stage_of(walk: Walk) -> LadderStage | None:
    """The stage the runner is on; the last one stands for all that follows it."""
    if walk.steps is None:
        return None
    return walk.steps.stages[min(walk.index, len(walk.steps.stages) - 1)]


def last_tolerated(walk: Walk) -> float | None:
    """Minutes of the newest clean run."""
    return walk.last_clean_min


def proposed_minutes(case: Case, walk: Walk, day: date) -> float:
    """Run minutes of the step before any limit: the stage, or after the ladder the longer or shorter run."""
    stage = stage_of(walk)
    if stage is None:
        return 0.0
    if walk.after is None:
        return float(stage.run_min)
    if longer_next(walk, day):
        return walk.after.longest_min
    return walk.after.longest_min * shorter_share(case, walk.after)


def shorter_share(case: Case, after: After) -> float:
    """A shorter run as a share of the longest: the middle of its range, the top once the longest is back."""
    low, high = tables.dimensions["duration"]["other_runs_fraction_of_longest"]
    return float(high) if after.longest_min >= usual_longest_min(case) else (low + high) / 2


def run_dose(case: Case, walk: Walk, at: Day, room_min: float | None = None) -> Limit:
    """Run minutes for the next run with the limit that won; ``room_min`` is what the day leaves for running."""
    original = proposed_minutes(case, walk, at.on)
    stage = stage_of(walk)
    bounds = bounds_on(case, walk, at, original)
    if room_min is not None:
        bounds.append(Bound("availability", room_min))
    made = limited("run_minutes", "min", original, bounds)
    if made.winner in WEEKLY and made.value < original * LEAST_SHARE:
        return Limit(made.id, made.unit, made.original, 0.0, made.winner, made.others)
    if walk.after is None and stage is not None and made.value < stage.run_min:
        shown = run_minutes(cut_bouts(stage.bouts, made.value))
        return Limit(made.id, made.unit, made.original, shown, made.winner, made.others)
    return made


def dose_bouts(case: Case, walk: Walk, minutes: float) -> tuple[Bout, ...]:
    """The bouts of the next run for the minutes that the limits leave."""
    stage = stage_of(walk)
    if stage is None or minutes <= 0:
        return ()
    if walk.after is not None:
        return (Bout(round(minutes * 60), 0, 1),)
    return stage.bouts if minutes >= stage.run_min else cut_bouts(stage.bouts, minutes)


def room_for_running(case: Case, walk: Walk, day: date) -> float | None:
    """Run minutes that fit the runner's day with the walking around them; None where no times were given."""
    stage = stage_of(walk)
    if case.availability.weekdays is None or stage is None:
        return None
    minutes = float(case.availability.weekdays.get(WEEKDAYS[day.weekday()], 0))
    around = (stage.warmup_walk_s + stage.cooldown_walk_s) / 60
    if walk.after is not None:
        return max(0.0, minutes - around)
    most = float(stage.run_min)
    while most > 0:
        bouts = cut_bouts(stage.bouts, most)
        if around + sum(bout.reps * (bout.run_s + bout.walk_s) for bout in bouts) / 60 <= minutes:
            return run_minutes(bouts)
        most -= 1
    return 0.0


def wishes(case: Case, day: date) -> list[AskedFor]:
    """What the runner asked for, for this day or later."""
    return [data for event, data in case.log.of(AskedFor) if (data.on or event.on) >= day]
