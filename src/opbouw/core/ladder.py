"""The run-walk ladders as lists of stages, and a stage cut down to what the limits allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import floor

from opbouw.core.decision import Interval
from opbouw.evidence import tables
from opbouw.evidence.rows import Bout, LadderStage

GENTLE, SHORT, BONE = "gentle_start", "short_break", "bone_slow"


@dataclass(frozen=True, slots=True)
class Steps:
    """A ladder with what it joins, as one list of stages."""

    ladder: str
    stages: tuple[LadderStage, ...]
    clean_needed: int
    min_rest_days: int


@cache
def steps_of(ladder: str) -> tuple[LadderStage, ...]:
    """All stages of a ladder and of the ladders it joins, up to 30 minutes continuous."""
    row = tables.ladders[ladder]
    stages = row.stage
    return stages + steps_of(row.joins.ladder)[row.joins.at - 1 :] if row.joins else stages


def longest_bout(stage: LadderStage) -> int:
    """Seconds of a stage's longest bout of running."""
    return max(bout.run_s for bout in stage.bouts)


def round_down(minutes: float) -> float:
    """Whole minutes, half minutes below five; never up."""
    if minutes <= 0:
        return 0.0
    return floor(minutes * 2) / 2 if minutes < 5 else float(floor(minutes))


def cut_bouts(bouts: Iterable[Bout], run_min: float) -> tuple[Bout, ...]:
    """Leave out bouts until the running is at most ``run_min`` minutes; a single bout too long is shortened."""
    left, kept = round(run_min * 60), []
    for bout in bouts:
        reps = min(bout.reps, left // bout.run_s)
        if reps:
            kept.append(Bout(bout.run_s, bout.walk_s, reps))
            left -= reps * bout.run_s
        if reps < bout.reps:
            break
    if not kept and left >= 30:
        kept.append(Bout(left - left % 30, 0, 1))
    return tuple(kept)


def run_minutes(bouts: Iterable[Bout]) -> float:
    """Minutes of running in bouts."""
    return sum(bout.run_s * bout.reps for bout in bouts) / 60


def as_intervals(bouts: Iterable[Bout], warmup_s: int, cooldown_s: int) -> tuple[Interval, ...]:
    """Bouts between a walk to warm up and one to cool down, in the order to do them."""
    made: list[Interval] = [Interval("walk", warmup_s)] if warmup_s else []
    for bout in bouts:
        made.append(Interval("run", bout.run_s, bout.reps))
        if bout.walk_s:
            made.append(Interval("walk", bout.walk_s, bout.reps))
    return (*made, Interval("walk", cooldown_s)) if cooldown_s else tuple(made)


def total_minutes(intervals: Iterable[Interval]) -> float:
    """Minutes of a whole session."""
    return sum(one.seconds * one.reps for one in intervals) / 60
