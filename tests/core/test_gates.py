"""Gate criteria of each kind: what is met, not yet, or unknown."""

from typing import Any

import pytest

from opbouw.core.results import norm_median
from tests.core.cases import case_of, status
from tests.core.making import Story

DAY = 30
WITH_DOCTOR: dict[str, Any] = {"with": "doctor"}


def _story(injury: str, **opened: Any) -> Story:
    return Story(injury, **{"side": "left", "severity": "limits_running", "named_by": "physio"} | opened)


def _measured(
    injury: str, test: str, left: float | None, right: float | None, pain: float | None = 0, **opened: Any
) -> Story:
    story = _story(injury, **opened)
    for side, value in (("left", left), ("right", right)):
        if value is not None:
            said: dict[str, Any] = {} if pain is None else {"pain": pain}
            story.add("tested", DAY - 1, test=test, side=side, value=value, **said)
    return story


# ---- days and daily answers


def test_days_count_from_the_onset() -> None:
    story = _story("pfp")
    assert status(story, "rl_min_days_calm", 2) == ("not_yet", 2)
    assert status(story, "rl_min_days_calm", 3) == ("met", 3)


@pytest.mark.parametrize(("severity", "days"), [("niggle", 2), ("limits_running", 3), ("cannot_bear", 7), (None, 7)])
def test_days_depend_on_the_severity(severity: str | None, days: int) -> None:
    story = _story("pfp", severity=severity)
    assert status(story, "rl_min_days_calm", days - 1)[0] == "not_yet"
    assert status(story, "rl_min_days_calm", days)[0] == "met"


def test_days_in_a_row_end_today_or_yesterday() -> None:
    story = _story("pfp")
    story.checks(8, 10, pain_daily=2)
    assert status(story, "ls_daily_2", 10) == ("met", 2)
    assert status(story, "ls_daily_2", 11) == ("met", 2)
    assert status(story, "ls_daily_2", 12) == ("unknown", None)


def test_a_missing_day_breaks_the_row() -> None:
    story = _story("pfp")
    story.check(8)
    story.check(10)
    assert status(story, "ls_daily_2", 10) == ("unknown", None)


def test_one_sore_day_in_the_row_is_not_yet() -> None:
    story = _story("pfp")
    story.checks(8, 9)
    story.check(10, pain_daily=3)
    assert status(story, "ls_daily_2", 10) == ("not_yet", 3)


def test_todays_sore_answer_counts_even_when_the_row_ended_yesterday() -> None:
    story = _story("pfp")
    story.checks(8, 10)
    story.check(11, pain_daily=5)
    assert status(story, "ls_daily_2", 11)[0] == "not_yet"


def test_a_day_without_the_answer_is_unknown() -> None:
    story = _story("pfp")
    story.checks(8, 9)
    story.check(10, swelling=None)
    assert status(story, "rl_swelling", 10) == ("unknown", None)


def test_a_day_written_down_late_does_not_fill_the_row() -> None:
    story = _story("pfp")
    story.check(8, late=4)
    story.checks(9, 10)
    assert status(story, "ls_daily_2", 12)[0] == "unknown"


# ---- signs


def test_the_signs_must_have_been_asked_within_their_days() -> None:
    story = _story("pfp")
    assert status(story, "rl_flags", 3)[0] == "unknown"
    story.screen(3)
    assert status(story, "rl_flags", 10) == ("met", 0)
    assert status(story, "rl_flags", 11)[0] == "unknown"
    assert status(story, "ls_flags", 17)[0] == "met"
    assert status(story, "ls_flags", 18)[0] == "unknown"


def test_an_open_sign_is_not_yet() -> None:
    story = _story("pfp")
    story.screen(3, rf_hot_joint="yes")
    assert status(story, "rl_flags", 3) == ("not_yet", 1)


# ---- tests


def test_a_test_holds_for_its_days() -> None:
    story = _story("pfp")
    story.add("tested", 10, test="walk_brisk_30", value=30, pain=0)
    assert status(story, "sr_brisk_monitored", 24)[0] == "met"
    assert status(story, "sr_brisk_monitored", 25) == ("unknown", None)


def test_a_test_with_too_much_pain_is_not_met() -> None:
    story = _story("calf_strain_gastroc")
    story.add("tested", 10, test="walk_brisk_30", value=45, pain=1)
    assert status(story, "sr_brisk", 12)[0] == "not_yet"


def test_a_test_without_its_pain_is_unknown() -> None:
    story = _story("calf_strain_gastroc")
    story.add("tested", 10, test="walk_brisk_30", value=45)
    assert status(story, "sr_brisk", 12)[0] == "unknown"


def test_a_test_written_down_late_does_not_count() -> None:
    story = _story("calf_strain_gastroc")
    story.add("tested", 10, late=3, test="walk_brisk_30", value=45, pain=0)
    assert status(story, "sr_brisk", 14)[0] == "unknown"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (27, 30, ("met", 90)),
        (26, 30, "not_yet"),
        (30, 27, "met"),
        (10, 0, "not_yet"),
        (30, None, "unknown"),
        (None, 30, "unknown"),
    ],
)
def test_the_sore_side_against_the_other(left: float | None, right: float | None, expected: object) -> None:
    found = status(_measured("achilles_midportion", "heel_raise_single", left, right), "sr_heel_other", DAY)
    assert found == expected if isinstance(expected, tuple) else found[0] == expected


def test_the_calf_asks_a_little_more_than_ninety_percent() -> None:
    assert (
        status(_measured("calf_strain_gastroc", "heel_raise_single", 27, 30), "sr_heel_sym_calf", DAY)[0] == "not_yet"
    )
    assert status(_measured("calf_strain_gastroc", "heel_raise_single", 28, 30), "sr_heel_sym_calf", DAY)[0] == "met"


def test_of_two_results_on_one_day_the_weaker_counts() -> None:
    story = _measured("achilles_midportion", "heel_raise_single", 30, 30)
    story.add("tested", DAY - 1, test="heel_raise_single", side="left", value=12, pain=0)
    assert status(story, "sr_heel_other", DAY)[0] == "not_yet"


def test_both_sides_sore_do_not_compare_but_each_leg_must_reach_the_number() -> None:
    good = _measured("calf_strain_gastroc", "heel_raise_single", 25, 40, side="both")
    assert status(good, "sr_heel_25", DAY) == ("met", 25)
    weak = _measured("calf_strain_gastroc", "heel_raise_single", 24, 40, side="both")
    assert status(weak, "sr_heel_25", DAY) == ("not_yet", 24)
    assert (
        status(_measured("calf_strain_gastroc", "knee_to_wall", 10, 10, side="both"), "sr_knee_wall", DAY)[0]
        == "unknown"
    )


def test_the_y_balance_takes_the_difference() -> None:
    assert status(_measured("ankle_sprain_lateral", "y_balance", 90, 86), "sr_ybalance", DAY) == ("met", 4)
    assert status(_measured("ankle_sprain_lateral", "y_balance", 90, 85.5), "sr_ybalance", DAY) == ("not_yet", 4.5)


def test_a_hop_is_not_offered_before_the_brisk_walk() -> None:
    story = _measured("calf_strain_gastroc", "hop_in_place", 10, 10)
    assert status(story, "sr_hop_0", DAY) == ("unknown", None)
    story.add("tested", DAY - 2, test="walk_brisk_30", value=30, pain=0)
    assert status(story, "sr_hop_0", DAY) == ("met", 10)


def test_a_hop_at_the_groin_asks_for_the_signs_first() -> None:
    story = _measured("adductor_strain", "hop_in_place", 10, 10)
    story.add("tested", DAY - 2, test="walk_brisk_30", value=30, pain=0)
    assert status(story, "sr_hop_groin", DAY)[0] == "unknown"
    story.screen(DAY - 3)
    assert status(story, "sr_hop_groin", DAY)[0] == "met"


def test_the_morning_after_the_walk_must_be_usual() -> None:
    story = _story("calf_strain_gastroc")
    story.add("tested", DAY - 1, test="walk_brisk_30", value=30, pain=0)
    assert status(story, "sr_brisk_morning", DAY)[0] == "unknown"
    story.check(DAY, pain_morning=3)
    assert status(story, "sr_brisk_morning", DAY)[0] == "not_yet"


# ---- norms


@pytest.mark.parametrize(
    ("sex", "birth_year", "median"),
    [
        ("m", 2001, 37),  # 25
        ("m", 1981, 28),  # 45
        ("f", 1981, 24),
        ("f", 1995, 27),  # 31
        ("m", 1961, 19),  # 65
        ("m", 2007, 37),  # 19: the nearest band
        ("f", None, 30),  # age unknown: the highest of her sex
        ("m", None, 37),
        ("unknown", 1981, 28),  # sex unknown: the higher of the band
        (None, None, 37),
    ],
)
def test_the_norm_for_heel_raises(sex: str | None, birth_year: int | None, median: float) -> None:
    story = _story("achilles_midportion")
    said: dict[str, Any] = {"sex": sex, "birth_year": birth_year}
    story.add("profile_set", 0, **said)
    assert norm_median(case_of(story, DAY), "heel_raise_single", story.on(DAY)) == median


@pytest.mark.parametrize(("reps", "expected"), [(30, "met"), (29, "not_yet")])
def test_eighty_percent_of_an_unknown_norm_is_thirty(reps: int, expected: str) -> None:
    """80 % of 37 is 29.6, up: 30."""
    story = _measured("achilles_midportion", "heel_raise_single", reps, reps)
    assert status(story, "sr_heel_norm", DAY)[0] == expected


# ---- signatures, causes, clearances


def test_a_physio_signs_a_test_and_a_trainer_does_not() -> None:
    story = _story("calf_strain_gastroc")
    story.add("guide_decided", DAY - 1, role="trainer", decision="sign", gate="sr_knee_wall")
    assert status(story, "sr_knee_wall", DAY)[0] == "unknown"
    story.add("guide_decided", DAY - 1, role="runner", decision="sign", gate="sr_knee_wall")
    assert status(story, "sr_knee_wall", DAY)[0] == "unknown"
    story.add("guide_decided", DAY - 1, role="physio", decision="sign", gate="sr_knee_wall")
    assert status(story, "sr_knee_wall", DAY)[0] == "met"


@pytest.mark.parametrize(
    "criterion", ["sr_flags", "sr_brisk", "sr_mornings", "sr_runfree_row_5", "sr_limp", "sr_brisk_morning"]
)
def test_nobody_signs_signs_days_mornings_or_the_walk(criterion: str) -> None:
    story = _story("calf_strain_gastroc")
    for role in ("physio", "doctor"):
        story.add("guide_decided", 1, role=role, decision="sign", gate=criterion)
        story.add("guide_decided", 1, role=role, decision="sign", gate="strengthen_rebuild")
    assert status(story, criterion, 2)[0] != "met"


def test_a_signature_ends_with_the_days_of_its_criterion() -> None:
    story = _story("calf_strain_gastroc")
    story.add("guide_decided", 1, role="physio", decision="sign", gate="sr_knee_wall")
    assert status(story, "sr_knee_wall", 15)[0] == "met"
    assert status(story, "sr_knee_wall", 16)[0] == "unknown"


def test_honestly_none_found_is_looked_into() -> None:
    story = _story("pfp")
    assert status(story, "sr_cause", 5)[0] == "unknown"
    story.add("causes_reviewed", 4, outcome="none_found")
    assert status(story, "sr_cause", 5) == ("met", 1)


def test_a_found_cause_waits_for_its_action_at_the_last_gate() -> None:
    story = _story("pfp")
    story.add("causes_reviewed", 4, outcome="found", factors=["speed", "hills"])
    assert status(story, "rk_causes", 5) == ("not_yet", 2)
    story.add("cause_judged", 5, factor="speed", verdict="dealt_with")
    story.add("cause_judged", 5, factor="hills", verdict="ruled_out")
    assert status(story, "rk_causes", 6) == ("met", 0)


def test_a_clearance_for_running_needs_its_scope_and_healed_imaging_for_high_risk() -> None:
    story = _story("bsi_navicular")
    story.add("cleared", 4, seen_by="doctor", injury="bsi_navicular", scope=["movement", "strength"], imaging="none")
    assert status(story, "sr_clearance_high", 5)[0] != "met"
    story.add("cleared", 6, seen_by="doctor", injury="bsi_navicular", scope=["running"], imaging="healed")
    assert status(story, "sr_clearance_high", 7)[0] == "met"
    assert status(story, "sr_clearance_high", 6 + 43)[0] != "met", "42 days for bone"


def test_bone_factors_are_looked_into_by_a_doctor() -> None:
    story = _story("bsi_fibula")
    story.add("causes_reviewed", 4, outcome="none_found")
    assert status(story, "sr_cause_bone", 5)[0] != "met"
    story.add("causes_reviewed", 5, role="doctor", outcome="none_found", **WITH_DOCTOR)
    assert status(story, "sr_cause_bone", 6)[0] == "met"


@pytest.mark.parametrize(
    ("injury", "criterion", "days"),
    [
        ("pfp", "sr_mornings", 3),
        ("unknown_overuse", "sr_mornings", 5),
        ("mtss", "sr_mornings_bone", 5),
        ("bsi_fibula", "sr_mornings_bone", 7),
        ("bsi_fibula", "rk_mornings_bone", 5),
    ],
)
def test_usual_mornings_in_a_row_by_tissue(injury: str, criterion: str, days: int) -> None:
    """model_params gate_usual_mornings_in_row: bone 7, mtss and unknown 5, others 3; only before rebuilding."""
    short, enough = _story(injury), _story(injury)
    short.checks(DAY - days + 2, DAY)
    enough.checks(DAY - days + 1, DAY)
    assert status(short, criterion, DAY)[0] == "unknown"
    assert status(enough, criterion, DAY) == ("met", 0)
