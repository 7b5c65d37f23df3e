"""Every hard limit of the engine in one table: what it bears on, the rows of its numbers, and the hazard it stops.

No number is written here; a limit names the rows of the evidence it reads. A limit whose number is given by a person (a
clearance, a guide, the runner's own time) names no row. Its sentence stands with the words. Limits only tighten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from opbouw.evidence.tables import plain_rows

# What a limit bears on: a number of the decision, a day without running, or the road itself.
RUN, DAYS, CROSS, STEP, DAY, ROAD = "run_minutes", "running_days", "cross_minutes", "stage", "day", "road"
SLOPE, EFFORT, PACE = "slope", "effort", "easy_pace"
UNITS = MappingProxyType(
    {RUN: "min", DAYS: "days per 7 days", CROSS: "min", STEP: "step", DAY: "running allowed", ROAD: "phase or step"}
    | {SLOPE: "slope_pct", EFFORT: "rpe", PACE: "pct"}
)
FILES = MappingProxyType(
    {
        "params": ("model_params.toml", "param"),
        "pain_rules": ("pain_rules.toml", "rule"),
        "dimensions": ("road_after_30.toml", "dimension"),
        "road": ("road_after_30.toml", "meta"),
    }
)
# Grades from strong to weak; a limit is as sure as its weakest row.
GRADES = ("meta_analysis", "trial", "cohort", "biomechanics", "consensus", "clinical_convention", "derived")


@dataclass(frozen=True, slots=True)
class HardLimit:
    """One hard limit.

    ``id`` is the code a decision names as winner, other, or reason for a day without running; ``rows`` are references
    such as ``params:session_cap_pct``; ``engine`` is the line of the design where no row has the rule.
    """

    id: str
    bears_on: tuple[str, ...]
    hazards: tuple[str, ...]
    rows: tuple[str, ...] = ()
    engine: str = ""

    @property
    def unit(self) -> str:
        """The unit of what it bears on."""
        return UNITS[self.bears_on[0]]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of its rows, each once; ``derived`` where a person or the design gives the limit."""
        found = [source for row in self.rows for source in row_of(row)["source_id"]]
        return tuple(dict.fromkeys(found)) or ("derived",)

    @property
    def grade(self) -> str:
        """The weakest grade of its rows."""
        found = [str(row_of(row)["evidence_level"]) for row in self.rows]
        return max(found, key=GRADES.index, default="derived")


@cache
def _rows(table: str) -> Mapping[str, Mapping[str, Any]]:
    file, rows = FILES[table]
    return {str(raw.get("id", table)): raw for raw in plain_rows(file, rows)}


def row_of(ref: str) -> Mapping[str, Any]:
    """The row that a reference such as ``pain_rules:r_illness`` names; KeyError for one that no table has."""
    table, _, row = ref.partition(":")
    return _rows(table)[row]


def _params(*ids: str) -> tuple[str, ...]:
    return tuple(f"params:{one}" for one in ids)


def _rules(*ids: str) -> tuple[str, ...]:
    return tuple(f"pain_rules:{one}" for one in ids)


_LIMITS = (
    # ---- minutes of the next run
    HardLimit("first_session", (RUN,), ("session_spike", "start_too_early"), _params("first_session_run_min_abs")),
    HardLimit("session_cap", (RUN,), ("session_spike",), _params("session_cap_pct", "session_cap_abs_step_min")),
    HardLimit(
        "first_week",
        (RUN,),
        ("week_spike", "start_too_early"),
        _params("first_week_run_min_max", "first_week_km_max_bmi_over_30"),
    ),
    HardLimit("weekly_governor", (RUN,), ("week_spike", "load_unseen"), _params("weekly_governor", "clean_week")),
    HardLimit("tissue_load", (RUN,), ("load_unseen", "week_spike"), _params("weekly_governor")),
    HardLimit("share_of_week", (RUN,), ("session_spike",), ("dimensions:duration",)),
    HardLimit("new_longest_per_7_days", (RUN,), ("session_spike",), _params("new_longest_per_days")),
    HardLimit("down_week", (RUN,), ("week_spike",), ("road:road",)),
    HardLimit("old_longest", (RUN,), ("session_spike",), ("dimensions:duration",)),
    HardLimit("speed_session", (RUN,), ("speed_or_hills", "session_spike"), ("dimensions:speed",)),
    HardLimit("new_running_day", (RUN,), ("week_spike", "rest_too_short"), ("dimensions:frequency",)),
    HardLimit("after_fever", (RUN, STEP, EFFORT), ("ill_or_exhausted",), _params("illness_fever_easy_days")),
    HardLimit(
        "sleep_energy",
        (RUN, STEP),
        ("ill_or_exhausted",),
        _params("sleep_hold_h", "sleep_very_low_h", "sleep_energy_dose_factor", "energy_hold"),
    ),
    HardLimit("week_trend", (RUN, STEP), ("pain_ignored",), _rules("r_week_trend")),
    HardLimit("two_ambers", (RUN,), ("pain_ignored",), _rules("r_amber", "r_week_trend")),
    HardLimit(
        "early_warning", (RUN, SLOPE, EFFORT), ("relapse_unseen",), (*_params("early_warning"), *_rules("r_week_trend"))
    ),
    HardLimit("bone_restart", (RUN,), ("bone_pain",), _params("bone_stop_exit")),
    HardLimit(
        "clearance",
        (RUN,),
        ("lock_passed", "limit_loosened"),
        engine="order of work 2: a clearance says what is allowed",
    ),
    HardLimit("guide", (RUN, DAYS, EFFORT), ("limit_loosened",), engine="order of work 6: guides' caps only tighten"),
    HardLimit("as_shown", (RUN,), ("limit_loosened",), engine="order of work 8: until answered the more careful holds"),
    HardLimit("even_less", (RUN,), ("limit_loosened",), engine="order of work 8: the runner asked for less"),
    HardLimit("availability", (RUN, DAYS), ("limit_loosened",), engine="order of work 6: the runner's own time"),
    # ---- running days
    HardLimit("running_days_per_week", (DAYS,), ("rest_too_short",), _params("running_days_per_week_default")),
    HardLimit("hours_between_runs", (DAYS,), ("rest_too_short",), _params("min_hours_between_runs")),
    # ---- how steep, how hard, how fast
    HardLimit("hills_last", (SLOPE,), ("speed_or_hills",), ("dimensions:hills_uphill", "dimensions:hills_downhill")),
    HardLimit("hill_ceiling", (SLOPE,), ("speed_or_hills",), engine="after 30 minutes: a steepest slope by group"),
    HardLimit("speed_last", (EFFORT,), ("speed_or_hills",), ("dimensions:speed", *_params("easy_rpe_max"))),
    HardLimit("recent_flare", (SLOPE, EFFORT), ("speed_or_hills", "flares_repeat"), _params("post_flare_hold_days")),
    HardLimit("bone_pace", (PACE,), ("bone_pain", "speed_or_hills"), ("dimensions:pace_to_easy",)),
    # ---- cross-training
    HardLimit("cross_session_cap", (CROSS,), ("cross_overload",), _params("cross_session_cap_min")),
    HardLimit("cross_first_session", (CROSS,), ("cross_overload",), _params("cross_first_session_min")),
    HardLimit("cross_step", (CROSS,), ("cross_overload",), _params("cross_step")),
    HardLimit("cross_week", (CROSS,), ("cross_overload", "fitness_ahead"), _params("cross_step")),
    # ---- a step up
    HardLimit("stage_ups_per_7_days", (STEP,), ("week_spike", "fitness_ahead"), _params("stage_ups_per_7_days")),
    HardLimit("strength_raised", (STEP,), ("exercise_overload",), _rules("r_no_double_upgrade")),
    HardLimit("screening_old", (STEP,), ("serious_cause", "unknown_as_good"), _params("valid_days_screening")),
    HardLimit("screening_again", (STEP,), ("serious_cause", "flares_repeat"), _rules("r_redflag")),
    HardLimit("flag_unsure", (STEP,), ("serious_cause", "unknown_as_good"), _rules("r_redflag")),
    HardLimit("other_spot", (DAY, STEP), ("two_injuries", "unknown_as_good"), _params("gate_usual_mornings_in_row")),
    HardLimit("swelling_not_gone", (DAY,), ("pain_ignored",), _rules("r_swelling")),
    HardLimit("last_response", (STEP,), ("pain_ignored",), _rules("r_green")),
    # ---- a day without running
    HardLimit("open_flag", (DAY,), ("serious_cause", "sign_closed"), _rules("r_redflag")),
    HardLimit("locked", (DAY,), ("lock_passed", "bone_pain"), _params("runfree_bone_rule")),
    HardLimit("no_clearance_for_running", (DAY,), ("lock_passed",), _params("valid_days_clearance")),
    HardLimit("pregnant", (DAY,), ("outside_scope",), _rules("r_redflag")),
    HardLimit("flag_question", (DAY, STEP), ("serious_cause", "unknown_as_good"), _rules("r_redflag")),
    HardLimit("screening_missing", (DAY,), ("serious_cause", "unknown_as_good"), _rules("r_redflag")),
    HardLimit("screening_due", (DAY,), ("serious_cause", "two_injuries"), _params("valid_days_screening")),
    HardLimit("flag_mistake_today", (DAY,), ("sign_closed",), _rules("r_redflag")),
    HardLimit("ill", (DAY,), ("ill_or_exhausted",), (*_rules("r_illness"), *_params("illness_symptom_free_days"))),
    HardLimit("phase_without_running", (DAY,), ("start_too_early",), _params("runfree_clock_start")),
    HardLimit("review", (DAY,), ("flares_repeat",), (*_rules("r_no_progress"), *_params("no_progress_days"))),
    HardLimit("bone_stop", (DAY,), ("bone_pain",), (*_rules("r_bone_any_pain"), *_params("bone_stop_exit"))),
    HardLimit(
        "morning_missing",
        (DAY, STEP),
        ("unknown_as_good", "rest_too_short"),
        (*_rules("r_next_morning_bad"), *_params("morning_answer_window")),
    ),
    HardLimit(
        "pain_today",
        (DAY,),
        ("pain_ignored",),
        (*_rules("r_next_morning_bad", "r_limp"), *_params("morning_bad_points_over_usual")),
    ),
    HardLimit(
        "rest_after_step_back",
        (DAY,),
        ("pain_ignored", "rest_too_short", "flares_repeat"),
        (*_rules("r_above_hold", "r_sharp", "r_limp", "r_not_settled_48h", "r_third_flare"), *_params("flare_counts")),
    ),
    HardLimit("mornings_not_usual", (DAY,), ("pain_ignored",), _params("flare_exit_usual_mornings")),
    HardLimit("day_between_runs", (DAY,), ("rest_too_short",), _params("min_hours_between_runs")),
    HardLimit("running_days", (DAY,), ("rest_too_short",), _params("running_days_per_week_default")),
    HardLimit("check_in_old", (DAY, STEP), ("unknown_as_good", "break_forgotten"), _params("stale_checkin_days")),
    HardLimit("guide_hold", (DAY,), ("limit_loosened",), engine="gates: a guide may be more careful, anything"),
    HardLimit(
        "away", (DAY,), ("break_forgotten",), engine="schedule: a missed session is moved or dropped, never stacked"
    ),
    # ---- the road
    HardLimit(
        "min_days",
        (ROAD, RUN),
        ("start_too_early", "limit_loosened"),
        _params(
            "runfree_days_min_by_tissue",
            "runfree_days_min_strict",
            "runfree_muscle_default_days",
            "runfree_muscle_multiplier",
            "runfree_bone_rule",
        ),
    ),
    HardLimit("silence_repeat", (ROAD,), ("break_forgotten",), _params("silence_repeat_days")),
    HardLimit("silence_two_back", (ROAD,), ("break_forgotten",), _params("silence_two_back_days")),
    HardLimit(
        "silence_restart",
        (ROAD, RUN),
        ("break_forgotten", "start_too_early"),
        _params("silence_restart_after_days", "silence_restart_km"),
    ),
)
HARD_LIMITS = MappingProxyType({one.id: one for one in _LIMITS})
