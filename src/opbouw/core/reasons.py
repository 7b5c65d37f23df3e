"""Every reason a decision can give: its code, its parameters, and the row of evidence behind it.

Sentences live in the translation files. A code that is not in this table cannot be given.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from opbouw.core.decision import Reason
from opbouw.evidence import tables


@dataclass(frozen=True, slots=True)
class Code:
    """A reason's parameters and where its rule stands: a pain rule, a parameter, a criterion, or the method itself."""

    params: tuple[str, ...] = ()
    rule: str | None = None
    param: str | None = None
    sources: tuple[str, ...] = ("derived",)
    grade: str = "derived"


METHOD = ("hardlopennl",)

CODES: dict[str, Code] = {
    # refusals
    "no_episode": Code(),
    "two_openings": Code(("ids",)),
    "same_id_differs": Code(("id",)),
    "two_episodes": Code(("episodes",)),
    "event_from_future": Code(("id", "type", "on")),
    "bad_correction": Code(("id", "field")),
    "unknown_injury": Code(("injury", "near")),
    "onset_in_future": Code(("on",)),
    "onset_long_before": Code(("on",)),
    "last_run_in_future": Code(("on",)),
    "last_run_long_before": Code(("on", "onset")),
    "other_injury": Code(("id", "injury")),
    "unknown_spot": Code(("spot", "near")),
    "under_18": Code(("years",)),
    # warning signs, locks, questions
    "flag_open": Code(("flag",), rule="r_redflag"),
    "third_flare": Code(rule="r_third_flare"),
    "bone_second_stop": Code(("days",), param="bone_second_stop_window_days"),
    "flag_question": Code(("flag",), rule="r_redflag"),
    "screening_missing": Code(("count",), rule="r_redflag"),
    "screening_due": Code(param="valid_days_screening"),
    "flag_mistake_today": Code(rule="r_redflag"),
    "locked": Code(("injury",), param="runfree_bone_rule"),
    "no_clearance_for_running": Code(("injury",), param="runfree_bone_rule"),
    "pregnant": Code(rule="r_redflag"),
    "bone_suspected": Code(("questions",), sources=("derived", "george2024"), grade="derived"),
    "severity_unknown": Code(param="severity_order"),
    # the day
    "ill": Code(("days",), rule="r_illness"),
    "ill_lasts": Code(("days",), rule="r_illness"),
    "after_fever": Code(("days",), param="illness_fever_easy_days"),
    "morning_missing": Code(("on",), rule="r_next_morning_bad"),
    "morning_after_due": Code(("on",), rule="r_next_morning_bad"),
    "pain_not_told": Code(("on",), rule="r_green"),
    "run_not_allowed": Code(("on",), param="runfree_clock_start"),
    "review": Code(("days",), rule="r_no_progress"),
    "refer_chest_symptoms": Code(param="illness_fever_easy_days"),
    "refer_sharp_again": Code(rule="r_sharp"),
    "refer_swollen_again": Code(rule="r_swelling"),
    "refer_not_settled_often": Code(rule="r_not_settled_48h"),
    "refer_trend_three_weeks": Code(rule="r_week_trend"),
    "refer_energy_low_week": Code(param="energy_hold"),
    "refer_bone_pain_in_daily_life": Code(rule="r_bone_any_pain"),
    "bone_stop": Code(("on", "days"), rule="r_bone_any_pain"),
    "pain_today": Code(rule="r_next_morning_bad"),
    "other_spot": Code(("region", "since"), sources=("derived",), grade="derived"),
    "swelling_not_gone": Code(rule="r_swelling"),
    "rest_after_step_back": Code(("until",), param="flare_counts"),
    "mornings_not_usual": Code(("count",), param="flare_exit_usual_mornings"),
    "day_between_runs": Code(("days", "until"), param="min_hours_between_runs"),
    "running_days": Code(("most",), param="running_days_per_week_default"),
    "check_in_old": Code(("days",), param="stale_checkin_days"),
    "guide_hold": Code(),
    "away": Code(),
    "no_time": Code(sources=METHOD, grade="derived"),
    # the response
    "bone_hurt": Code(("value", "limit", "on"), rule="r_bone_any_pain"),
    "r_bone_any_pain": Code(("value", "limit", "on"), rule="r_bone_any_pain"),
    "r_limp": Code(("on",), rule="r_limp"),
    "r_sharp": Code(("on",), rule="r_sharp"),
    "r_swelling": Code(("on",), rule="r_swelling"),
    "r_above_hold": Code(("value", "limit", "on"), rule="r_above_hold"),
    "r_amber": Code(("value", "limit", "on"), rule="r_amber"),
    "r_next_morning_bad": Code(("value", "limit", "on"), rule="r_next_morning_bad"),
    "r_not_settled_24h": Code(("value", "limit", "on"), rule="r_not_settled_24h"),
    "r_not_settled_48h": Code(("value", "limit", "on"), rule="r_not_settled_48h"),
    "r_week_trend": Code(("value", "limit"), rule="r_week_trend"),
    "r_morning_stiffness": Code(("value", "limit", "on"), rule="r_morning_stiffness"),
    "r_masked_pain": Code(("on",), rule="r_masked_pain"),
    "r_third_flare": Code(rule="r_third_flare"),
    "after_session": Code(("value", "limit", "on"), rule="r_amber"),
    "after_session_red": Code(("value", "limit", "on"), rule="r_above_hold"),
    "pain_after_not_told": Code(("on",), rule="r_green"),
    "settles_late": Code(("value", "limit", "on"), sources=("esculier2018", "moen2012clinic", "derived")),
    "settled_after_24h": Code(("on",), rule="r_not_settled_24h"),
    "settled_after_48h": Code(("on",), rule="r_not_settled_48h"),
    "starts_earlier": Code(("value", "limit", "on"), sources=("derived",), grade="derived"),
    "two_ambers": Code(("on",), rule="r_amber"),
    "spot_worse": Code(("value", "limit", "on"), sources=("derived",), grade="derived"),
    "morning_above_usual": Code(("value", "limit", "on"), param="morning_usual_tolerance_points"),
    "course_returns_or_stays": Code(("on",), sources=("fees1998",), grade="clinical_convention"),
    "course_warms_up": Code(("on",), sources=("fees1998",), grade="clinical_convention"),
    "course_builds_up": Code(("on",), sources=("fees1998",), grade="clinical_convention"),
    "answered_late": Code(("on",), param="morning_answer_window"),
    "stopped_early": Code(("on",), rule="r_green"),
    "run_without_leave": Code(("on",), param="session_cap_min"),
    "run_did_not_count": Code(("on",), param="session_cap_min"),
    "less_than_shown": Code(("on",), rule="r_green"),
    "last_step_short": Code(("on",), sources=("oxsport", "derived"), grade="derived"),
    "response_good": Code(("on", "minutes"), rule="r_green"),
    "stage_up": Code(("n", "of"), rule="r_green"),
    "clean_so_far": Code(("clean", "needed"), rule="r_green"),
    "silence_repeat": Code(("days",), param="silence_repeat_days"),
    "silence_two_back": Code(("days",), param="silence_two_back_days"),
    "silence_restart": Code(("days",), param="silence_restart_after_days"),
    "early_warning": Code(param="early_warning"),
    "early_warning_again": Code(param="early_warning"),
    "back_rest_pain": Code(param="flare_to_phase_back"),
    "back_daily_pain": Code(("limit",), param="flare_to_phase_back"),
    "back_limping": Code(param="flare_to_phase_back"),
    # the phase and its gate
    "phase_rest": Code(sources=METHOD, grade="clinical_convention"),
    "phase_loosen": Code(sources=METHOD, grade="clinical_convention"),
    "phase_strengthen": Code(sources=METHOD, grade="clinical_convention"),
    "phase_rebuild": Code(sources=METHOD, grade="clinical_convention"),
    "phase_keep_running": Code(sources=METHOD, grade="clinical_convention"),
    "min_days": Code(("have", "needed"), param="runfree_clock_start"),
    "gate_waits": Code(("to", "met", "total"), sources=METHOD, grade="derived"),
    "gate_next": Code(("criterion",)),
    # limits that won
    "limit_first_session": Code(("original", "value"), param="first_session_run_min"),
    "limit_session_cap": Code(("original", "value"), param="session_cap_min"),
    "limit_weekly_governor": Code(("original", "value"), param="weekly_governor"),
    "limit_first_week": Code(("original", "value"), param="first_week_run_min_max"),
    "limit_new_longest_per_7_days": Code(("original", "value"), param="new_longest_per_days"),
    "limit_after_fever": Code(("original", "value"), param="illness_fever_easy_days"),
    "limit_share_of_week": Code(("original", "value"), sources=("frandsen2025", "derived"), grade="derived"),
    "limit_down_week": Code(("original", "value"), sources=("arcrunning", "derived"), grade="derived"),
    "limit_clearance": Code(("original", "value")),
    "limit_guide": Code(("original", "value")),
    "limit_bone_restart": Code(("original", "value"), param="bone_stop_exit"),
    "limit_sleep_energy": Code(("original", "value"), param="sleep_energy_dose_factor"),
    "limit_week_trend": Code(("original", "value"), rule="r_week_trend"),
    "limit_two_ambers": Code(("original", "value"), rule="r_amber"),
    "limit_early_warning": Code(("original", "value"), param="early_warning"),
    "limit_tissue_load": Code(("original", "value"), sources=("hunter2019", "edwards2018", "derived"), grade="derived"),
    "limit_silence_restart": Code(("original", "value"), param="silence_restart_km"),
    "limit_old_longest": Code(("original", "value"), sources=("frandsen2025", "derived"), grade="derived"),
    "limit_new_running_day": Code(("original", "value"), sources=("derived",), grade="derived"),
    "limit_speed_session": Code(("original", "value"), sources=("semc", "derived"), grade="derived"),
    "limit_cross_first_session": Code(("original", "value"), param="cross_first_session_min"),
    "limit_cross_session_cap": Code(("original", "value"), param="cross_session_cap_min"),
    "limit_cross_step": Code(("original", "value"), param="cross_step"),
    "limit_cross_week": Code(("original", "value"), param="cross_step"),
    "limit_running_days_per_week": Code(("original", "value"), param="running_days_per_week_default"),
    "limit_availability": Code(("original", "value"), sources=METHOD, grade="derived"),
    "limit_as_shown": Code(("original", "value"), sources=METHOD),
    "limit_even_less": Code(("original", "value"), sources=METHOD),
    "plan_changed": Code(("on",), sources=METHOD),
    "hold_stage_ups_per_7_days": Code(param="stage_ups_per_7_days"),
    "hold_sleep_energy": Code(param="sleep_hold_h"),
    "hold_after_fever": Code(param="illness_fever_easy_days"),
    "hold_week_trend": Code(rule="r_week_trend"),
    "hold_strength_raised": Code(rule="r_no_double_upgrade"),
    "hold_screening_old": Code(("days",), param="valid_days_screening"),
    "hold_screening_again": Code(rule="r_redflag"),
    "hold_flag_unsure": Code(rule="r_redflag"),
    "hold_other_spot": Code(sources=("derived",), grade="derived"),
    "hold_flag_question": Code(rule="r_redflag"),
    "hold_morning_missing": Code(rule="r_next_morning_bad"),
    "hold_check_in_old": Code(param="stale_checkin_days"),
    "hold_last_response": Code(rule="r_green"),
    "slow_pace": Code(("percent",), sources=("warden2014", "derived"), grade="derived"),
    # a programme chosen by a guide, a gate shut by a guide
    "guide_ladder": Code(("ladder",)),
    "guide_ladder_larger_steps": Code(("ladder",)),
    "guide_ladder_waits": Code(("ladder",)),
    "guide_ladder_not_offered": Code(("ladder",)),
    "guide_shut_gate": Code(),
    # cross-training, wishes
    "cross_keeps_fitness": Code(("modality", "minutes"), sources=("hardlopennl", "eyestone1993"), grade="trial"),
    "no_cross_fits": Code(sources=METHOD, grade="derived"),
    "cross_easy": Code(("rpe",), param="easy_rpe_max"),
    "cross_steady": Code(("rpe",), param="cross_training_credit"),
    "cross_hard": Code(("rpe",), param="cross_hard"),
    "cross_shrinks": Code(("minutes",), param="cross_weekly_cap_fraction_of_baseline"),
    "cross_rests": Code(("modality", "until"), param="cross_pain_max"),
    "groin_spared": Code(rule="r_redflag"),
    "spot_spared": Code(("region",), sources=("derived",), grade="derived"),
    "shared_week": Code(("injury",)),
    # loosening, strengthening, upkeep
    "strength_level": Code(("level",), param="strength_level_up"),
    "strength_level_down": Code(("level",), param="strength_step_back"),
    "strength_load_up": Code(("exercise", "load_kg"), param="strength_raise_pct"),
    "strength_load_waits": Code(param="strength_run_same_week"),
    "weaker_side_first": Code(("side",), sources=("practice", "derived"), grade="clinical_convention"),
    "swap_hurt": Code(("exercise", "instead"), param="strength_step_back"),
    "swap_spot": Code(("exercise", "instead"), sources=METHOD, grade="derived"),
    "swap_dislikes": Code(("exercise", "instead"), sources=METHOD, grade="derived"),
    "swap_equipment": Code(("exercise", "instead"), sources=METHOD, grade="derived"),
    "upkeep_weeks": Code(("week", "weeks", "times"), param="keep_running_weeks"),
    "upkeep_habit": Code(("times",), param="keep_running_strength_per_week"),
    "session_moved": Code(("kind", "from_on", "to_on")),
    "move_waits": Code(("kind", "from_on", "to_on")),
    "move_away": Code(),
    "move_no_time": Code(),
    "move_beside_run": Code(param="min_hours_between_runs"),
    "move_beside_strength": Code(param="strength_min_hours_between_same_region"),
    "move_stands": Code(),
    "move_taken": Code(),
    "move_no_room": Code(sources=METHOD, grade="derived"),
    "wish_answered": Code(("kind", "asked", "value"), param="session_cap_min"),
}


def reason(code: str, **params: Any) -> Reason:
    """A reason with exactly the parameters of its code, its sources and its grade.

    :raises KeyError: for a code that is not in the table.
    :raises ValueError: for other parameters than the code names.
    """
    row = CODES[code]
    if set(params) != set(row.params):
        raise ValueError(f"reason {code} takes {row.params}, got {tuple(params)}")
    sources, grade = row.sources, row.grade
    if row.rule is not None:
        rule = tables.pain_rules[row.rule]
        sources, grade = rule.source_id, rule.evidence_level
    elif row.param is not None:
        param = tables.param(row.param)
        sources, grade = param.source_id, param.evidence_level
    return Reason(code, MappingProxyType(params), sources, grade)
