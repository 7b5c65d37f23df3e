"""Share of fitness left in a break, by the lay-off table: a picture, never a reason for more running."""

from __future__ import annotations

from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.cross import CROSS_UNKNOWN_WEEK_MIN
from opbouw.core.decision import Fitness
from opbouw.core.events import SessionDone
from opbouw.core.usual import usual_week_min
from opbouw.core.walk import Walk
from opbouw.evidence import tables

EFFORT_MAX = 6.0  # model_params cross_training_credit
RUN_EFFORT = 3.0  # model_params session_load: effort not told
SHARE_WEEKS = 2


def fitness_on(case: Case, walk: Walk, day: date) -> Fitness | None:
    """Percent of fitness left, days without running, and how much cross-training counted (0-1)."""
    days = (day - walk.last_run_on).days
    share = cross_share(case, day)
    rows = tables.layoff_fitness
    low = max((row for row in rows if row.days <= days), key=lambda row: row.days, default=rows[0])
    high = min((row for row in rows if row.days >= days), key=lambda row: row.days, default=rows[-1])
    part = 0.0 if high.days == low.days else min(1.0, (days - low.days) / (high.days - low.days))
    without = low.fvdot_no_crosstraining + part * (high.fvdot_no_crosstraining - low.fvdot_no_crosstraining)
    with_ = low.fvdot_with_crosstraining + part * (high.fvdot_with_crosstraining - low.fvdot_with_crosstraining)
    pct = 100 * (without + share * (with_ - without))
    return Fitness(round(min(100.0, pct), 1), days, round(share, 2), "layoff_fitness")


def cross_share(case: Case, day: date) -> float:
    """Credited cross-training a week over the old weekly load, 0 to 1."""
    first = day - timedelta(days=7 * SHARE_WEEKS - 1)
    credit = sum(_credit(work.data) for work in case.diary.work.between(first, day))
    old = CROSS_UNKNOWN_WEEK_MIN if case.baseline.weekly_km is None else usual_week_min(case)
    return min(1.0, credit / SHARE_WEEKS / max(1.0, old * RUN_EFFORT))


def _credit(done: SessionDone) -> float:
    """Run-equivalent minutes times effort of one session; fitness only."""
    modality = tables.modalities.get(done.modality or "")
    if modality is None:
        return 0.0
    effort = min(done.effort_rpe if done.effort_rpe is not None else RUN_EFFORT, EFFORT_MAX)
    return (done.minutes or 0.0) * modality.run_minute_equivalent * effort
