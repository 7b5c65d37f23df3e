"""Which exercises train one leg at a time, and which leg goes first: the weaker one."""

from __future__ import annotations

from datetime import timedelta

from opbouw.core.case import Case
from opbouw.core.walk import Day
from opbouw.evidence import tables

# Read from the names and cues of the exercise table, which has no column for it.
ONE_SIDED = frozenset(
    """
    ankle_pumps knee_wall_mob calf_stretch_straight calf_stretch_bent plantar_stretch_toes foot_ball_roll calf_foam
    quad_foam glute_ball hamstring_massage itb_side_release hip_flexor_stretch quad_stretch hamstring_slider_stretch
    glute_figure4 thoracic_open_book nerve_slider foot_short towel_scrunch toe_mobility_hand ankle_alphabet
    calf_stretch_towel calf_hand_massage outer_calf_massage shin_front_stretch heel_slide knee_swing hip_flexor_stand
    knee_fall_out leg_swing_small tfl_ball adductor_foam heel_iso_one heel_one_slow heel_one_load heel_eccentric
    soleus_bent_one soleus_bent_load towel_raise tib_post_iso tib_post_band tib_post_band_heavy tib_post_raise_one
    tib_post_raise_load peroneal_iso peroneal_band peroneal_band_heavy dorsiflex_iso dorsiflex_band dorsiflex_load
    toe_lift_band heel_one_flat heel_one_flat_load balance_one balance_foam balance_star balance_catch foot_dome_one
    split_squat split_squat_load decline_squat single_leg_squat step_down_slow step_down_load step_up step_up_drive
    clam side_leg_raise side_leg_band hip_drop_standing hip_abd_wall hip_hitch_load glute_bridge_one hip_thrust_one
    rdl_single running_man prone_hip_ext quad_set knee_ext_band ham_curl_band adductor_slide adductor_band_stand
    copenhagen_short copenhagen_long hip_flexor_iso hip_flexor_lying psoas_march psoas_stand side_plank
    side_plank_knee side_plank_leg suitcase_carry suitcase_march pallof_press hop_spring hop_forward hop_stick
    mini_hop_one
    """.split()
)
MEASURED = ("reps", "s", "cm", "deg")  # units in which more is better; pain scores say nothing about strength


def first_side(case: Case, at: Day) -> str | None:
    """The side to begin with: the one that was further behind in a valid test, else the injured one."""
    measured = (test for test in tables.readiness_tests if test in case.diary.tests)
    behind = [one for test in measured for one in _behind(case, at, test)]
    if behind:
        return min(behind, key=lambda one: (one[1], one[0]))[0]
    side = case.log.start.side
    return side if side in ("left", "right") else None


def _behind(case: Case, at: Day, test: str) -> list[tuple[str, float]]:
    """The weaker side of a test with its share of the stronger one; empty when equal, old or half known."""
    row = tables.readiness_tests[test]
    if not row.both_sides or row.unit not in MEASURED:
        return []
    days = tables.param("valid_days_tests").value
    known = case.diary.tests_of(test).between(at.on - timedelta(days=int(days.get(test, days["default"]))), at.on)
    values = {one.side: one.value for one in known if one.value is not None}
    left, right = values.get("left"), values.get("right")
    if left is None or right is None or left == right or max(left, right) <= 0:
        return []
    return [("left", left / right)] if left < right else [("right", right / left)]
