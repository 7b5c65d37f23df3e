"""The run-walk ladder: which one, where to start, and a step cut down to what the limits allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import floor

from opbouw.core.case import Case
from opbouw.core.decision import Interval
from opbouw.core.events import ActivityImported
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


def choose_ladder(case: Case, days_off: int, day: date) -> str:
    """The ladder for this episode: a guide's choice among the alternatives, else the choice rules in their order."""
    if case.bone:
        return BONE
    if days_off > int(tables.param("entry_bands_days_off").value[-1]) or short_past(case):
        return GENTLE
    default = tables.default_ladders[case.injury.id]
    chosen = [
        word.ladder
        for on, _, word in case.guide_words
        if on <= day and word.decision == "ladder" and word.ladder in default.alternatives
    ]
    if chosen and chosen[-1]:
        return chosen[-1]
    return SHORT if _short_break(case, days_off) else default.ladder


def short_past(case: Case) -> bool:
    """Whether the running past is short or unknown: less than a year, or fewer than two runs a week."""
    rule = tables.param("past_low").value
    years, runs = case.profile.years_running, case.baseline.weekly_runs
    if years is None and runs is None:
        return True
    return (years is not None and years < rule["running_years_below"]) or (
        runs is not None and runs < rule["weekly_runs_below"]
    )


def _short_break(case: Case, days_off: int) -> bool:
    injury = case.injury
    calm = injury.tissue not in ("bone", "muscle", "unknown") and injury.risk_class == "low"
    niggle = case.log.start.severity == "niggle" and days_off <= int(tables.param("entry_bands_days_off").value[0])
    return calm and niggle and not case.recurrence and _longest_before(case) >= 30


def _longest_before(case: Case) -> float:
    """Longest run of the 30 days before the onset, minutes."""
    first = case.onset - timedelta(days=30)
    return max(
        (
            data.seconds / 60
            for event, data in case.log.of(ActivityImported)
            if data.sport in ("run", "trail", "treadmill") and data.seconds and first <= event.on < case.onset
        ),
        default=0.0,
    )


def steps_for(case: Case, ladder: str) -> Steps:
    """The ladder's stages with the clean sessions and rest days this runner needs."""
    row, default = tables.ladders[ladder], tables.default_ladders[case.injury.id]
    more = int(tables.param("past_low").value["clean_needed_add"]) if short_past(case) else 0
    more += int(tables.param("recurrence").value["clean_needed_add"]) if case.recurrence else 0
    rest = max(row.min_rest_days, default.min_rest_days, case.injury.min_rest_days_between_runs)
    return Steps(ladder, steps_of(ladder), max(2, row.clean_needed) + more, rest)


def entry_stage(case: Case, steps: Steps, days_off: int) -> int:
    """Index of the first stage: by time off and severity, never above the lower of two defensible starts."""
    rule = tables.default_ladders[case.injury.id].start_stage_rule
    if case.recurrence or rule == "stage_1":
        return 0
    bands = tables.param("entry_bands_days_off").value
    band = sum(days_off > edge for edge in bands) + (rule == "entry_table_one_lower")
    band = min(band, len(bands))
    column = case.severity_index
    minutes = float(tables.param("entry_run_min_max").value[band][column])
    seconds = int(tables.param("entry_bout_s_max").value[band][column])
    if rule == "entry_table_half_onset":
        minutes = min(minutes, (case.log.start.pain_starts_min or 0) / 2)
    fitting = [
        index
        for index, stage in enumerate(steps.stages)
        if stage.run_min <= minutes and max(bout.run_s for bout in stage.bouts) <= seconds
    ]
    return max(fitting, default=0)


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
