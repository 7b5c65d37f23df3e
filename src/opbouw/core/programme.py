"""Which ladder a runner is on, where it begins, and a guide's choice of another one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from opbouw.core.case import Case
from opbouw.core.ladder import BONE, GENTLE, SHORT, Steps, longest_bout, steps_of
from opbouw.core.usual import easy_pace
from opbouw.evidence import tables
from opbouw.evidence.rows import DefaultLadder, RoadGroup

RUNNING = ("run", "trail", "treadmill")
LONGEST_LOOKBACK_DAYS = 30  # ladders choice_short_break, longest_30d_before_break_min
LONGEST_NEEDED_MIN = 30


def choose_ladder(case: Case, days_off: int, day: date) -> str:
    """The ladder for this episode: the choice rules in their order, a guide's choice before the injury's own.

    No choice of a guide comes before the rules for bone, a long time off and a short running past.
    """
    if fixed(case, days_off):
        return BONE if case.bone else GENTLE
    chosen = guides_choice(case, day)
    if chosen is not None:
        return chosen
    return SHORT if _short_break(case, days_off) else default_of(case).ladder


def default_of(case: Case) -> DefaultLadder:
    """The injury's own row."""
    return tables.default_ladders[case.injury.id]


def group_of(case: Case) -> RoadGroup:
    """The group of injuries that fixes the order after 30 minutes; the most careful group where none is named."""
    groups = tables.road_groups
    return next((one for one in groups if case.injury.id in one.injuries), groups[-1])


def guides_choice(case: Case, day: date) -> str | None:
    """The newest ladder a guide named that is offered for this injury: its own, or one of its alternatives."""
    row = default_of(case)
    return next((one for one in ladders_named(case, day) if one == row.ladder or one in row.alternatives), None)


def ladders_named(case: Case, day: date) -> Iterator[str]:
    """Ladders that guides named, the newest first."""
    words = (word for on, _, word in reversed(case.guide_words) if on <= day and word.decision == "ladder")
    return (word.ladder for word in words if word.ladder)


def fixed(case: Case, days_off: int) -> bool:
    return case.bone or days_off > int(tables.param("entry_bands_days_off").value[-1]) or short_past(case)


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
    return calm and niggle and not case.recurrence and _longest_before(case) >= LONGEST_NEEDED_MIN


def _longest_before(case: Case) -> float:
    """Longest recorded run of the 30 days before the onset, minutes."""
    days = (case.onset - timedelta(days=back) for back in range(1, LONGEST_LOOKBACK_DAYS + 1))
    events = (event for day in days for event in case.log.by_day.get(day, ()) if event.type == "activity_imported")
    return max((event.data.seconds / 60 for event in events if event.data.sport in RUNNING and event.data.seconds),
               default=0.0)  # fmt: skip


def steps_for(case: Case, ladder: str) -> Steps:
    """The ladder's stages with the clean sessions and rest days this runner needs."""
    row, default = tables.ladders[ladder], default_of(case)
    more = int(tables.param("past_low").value["clean_needed_add"]) if short_past(case) else 0
    more += int(tables.param("recurrence").value["clean_needed_add"]) if case.recurrence else 0
    rest = max(row.min_rest_days, default.min_rest_days, case.injury.min_rest_days_between_runs)
    return Steps(ladder, steps_of(ladder), max(2, row.clean_needed) + more, rest)


# ---- where it begins


def entry_stage(case: Case, steps: Steps, days_off: int, *, signed: bool = False) -> int:
    """Index of the first stage: the lowest of the starts that can be defended.

    :param signed: whether a readiness test stands on a signature instead of a result; then the start is one band later.
    """
    return min(start_by_time_off(case, steps, days_off, signed=signed), start_by_past(case, steps, days_off))


def start_by_time_off(case: Case, steps: Steps, days_off: int, *, signed: bool = False) -> int:
    """Index by time off and severity (model_params entry_run_min_max), as the injury's start rule reads the table."""
    rule = default_of(case).start_stage_rule
    if case.recurrence or rule == "stage_1":
        return 0
    bands = tables.param("entry_bands_days_off").value
    band = sum(days_off > edge for edge in bands) + (rule == "entry_table_one_lower") + signed
    band = min(band, len(bands))
    minutes = float(tables.param("entry_run_min_max").value[band][case.severity_index])
    seconds = int(tables.param("entry_bout_s_max").value[band][case.severity_index])
    if rule == "entry_table_half_onset":
        minutes = min(minutes, (case.log.start.pain_starts_min or 0) / 2)
    return highest_within(steps, minutes, seconds) or 0


def start_by_past(case: Case, steps: Steps, days_off: int) -> int:
    """Index by the old level: the longest usual run, halved for every six weeks off (load_rules swansea_halving).

    Where the longest run is not known only the time off speaks.
    """
    minutes = restart_minutes(case, days_off)
    return len(steps.stages) - 1 if minutes is None else highest_within(steps, minutes) or 0


def restart_minutes(case: Case, days_off: int) -> float | None:
    """Minutes of a first run after a break by the longest usual run (model_params silence_restart_km); None unknown."""
    longest = case.baseline.longest_km
    if longest is None:
        return None
    kilometres = max(1.0, longest * 0.5 ** max(1, ceil(days_off / 7 / 6)))
    return kilometres * easy_pace(case) / 60


def highest_within(steps: Steps, minutes: float, bout_s: float = float("inf")) -> int | None:
    """The highest stage with at most so many run minutes and no longer bout; None when there is none."""
    fits = (n for n, one in enumerate(steps.stages) if one.run_min <= minutes and longest_bout(one) <= bout_s)
    return max(fits, default=None)
