"""Answers that raise a warning-sign question by themselves, and what the questions then hold."""

from typing import Any

import pytest

from opbouw.core.decision import Decision
from tests.core.making import Story, codes


def asked(decision: Decision) -> set[str]:
    return {one.id for one in decision.questions if one.about == "screening" and one.blocks == "running"}


def screened(injury: str, spot: str, **opened: Any) -> Story:
    story = Story(injury, spot=spot, named_by="physio", side="left", **opened)
    story.screen(0)
    story.check(0)
    return story


@pytest.mark.parametrize(
    ("injury", "spot", "said", "flags"),
    [
        ("pfp", "knee_anterior", {"night_pain": True}, {"rf_night_pain"}),
        ("pfp", "knee_anterior", {"pain_rest": 3}, {"rf_night_pain"}),
        ("pfp", "knee_anterior", {"pain_rest": 2}, set()),
        ("pfp", "knee_anterior", {"ill": "chest"}, {"rf_chest"}),
        ("calf_strain_gastroc", "calf", {"ill": "chest"}, {"rf_chest", "rf_pe"}),
        ("calf_strain_gastroc", "calf", {"swelling": "same"}, {"rf_dvt"}),
        ("pfp", "knee_anterior", {"swelling": "more"}, set()),
        ("pfp", "knee_anterior", {"swelling": "same", "ill": "fever"}, {"rf_hot_joint"}),
        ("calf_strain_gastroc", "calf", {"pain_rest": 7}, {"rf_night_pain", "rf_acute_compartment"}),
        ("adductor_strain", "groin", {"limping": True}, {"rf_bone_groin"}),
        ("adductor_strain", "groin", {"night_pain": True}, {"rf_night_pain", "rf_bone_groin"}),
        ("pfp", "knee_anterior", {"stiffness_min": 40, "stiffness_spread": "several"}, {"rf_inflammatory"}),
        ("pfp", "knee_anterior", {"stiffness_min": 30, "stiffness_spread": "several"}, set()),
        ("pfp", "knee_anterior", {"stiffness_min": 90, "stiffness_spread": "one"}, set()),
    ],
)
def test_an_answer_asks_the_question_of_its_sign(injury: str, spot: str, said: dict[str, Any], flags: set[str]) -> None:
    story = screened(injury, spot)
    story.check(1, **said)
    assert asked(story.decide(1)) == flags
    story.screen(1)
    assert asked(story.decide(1)) == set(), "a no, told after it, lifts each of them"


def test_a_limp_is_asked_about_when_it_is_still_there_after_two_days_also_with_a_day_untold() -> None:
    story = screened("pfp", "knee_anterior")
    story.check(1, limping=True)
    assert "rf_limp_48h" not in asked(story.decide(1))
    story.check(3, limping=True)
    assert "rf_limp_48h" in asked(story.decide(3))


def test_a_day_without_a_limp_in_between_begins_the_two_days_anew() -> None:
    story = screened("pfp", "knee_anterior")
    story.check(1, limping=True)
    story.check(2)
    story.check(3, limping=True)
    assert asked(story.decide(3)) == set()


def test_a_stab_after_which_the_runner_walked_home_asks_for_what_comes_suddenly() -> None:
    story = screened("achilles_midportion", "achilles")
    story.run(1, 5, sharp_pain=True, walked_home=True)
    assert asked(story.decide(1)) >= {"rf_achilles_rupture", "rf_cant_bear", "rf_big_swelling"}
    assert "rf_locked_knee" not in asked(story.decide(1)), "no question of another region"


def test_two_weeks_of_rest_that_are_no_better_ask_once_a_fortnight() -> None:
    story = screened("pfp", "knee_anterior")
    for day in range(1, 16):
        story.check(day, pain_daily=2)
    assert asked(story.decide(13)) == set()
    assert asked(story.decide(14)) == {"rf_no_improve"}
    story.screen(14)
    story.check(15, pain_daily=2)
    assert asked(story.decide(15)) == set()


def test_two_weeks_that_are_better_or_never_hurt_ask_nothing() -> None:
    better, calm = screened("pfp", "knee_anterior"), screened("pfp", "knee_anterior")
    for day in range(1, 16):
        better.check(day, pain_daily=3 if day < 8 else 1)
        calm.check(day, pain_daily=0 if day < 13 else 2)
    assert asked(better.decide(15)) == asked(calm.decide(15)) == set()


def test_a_week_of_low_energy_asks_about_eating_and_to_have_it_looked_at() -> None:
    story = screened("pfp", "knee_anterior")
    for day in (1, 3, 6, 7):
        story.check(day, energy=2)
    assert "rf_reds" not in asked(story.decide(6))
    decision = story.decide(7)
    assert "rf_reds" in asked(decision)
    assert decision.see is not None
    assert "refer_energy_low_week" in codes(decision)


def test_one_better_day_in_the_week_of_low_energy_asks_nothing() -> None:
    story = screened("pfp", "knee_anterior")
    for day, energy in ((1, 2), (4, 3), (7, 2)):
        story.check(day, energy=energy)
    assert asked(story.decide(7)) == set()


def _rising(named_by: str) -> Story:
    story = Story("plantar_fasciopathy", spot="heel", side="left", named_by=named_by)
    story.screen(0)
    for day, pain in ((2, 0), (4, 1), (6, 2)):
        story.run(day, 5, pain_during=pain)
        story.check(day)
    return story


def test_in_run_pain_that_rises_over_two_sessions_asks_the_bone_questions_of_the_spot_again() -> None:
    story = _rising("self")
    assert asked(story.decide(5)) == set()
    assert asked(story.decide(6)) == {"rf_night_pain", "rf_focal_bone", "rf_previous_bsi", "rf_reds"}
    assert asked(_rising("physio").decide(6)) == set(), "a physio gave it its name"


def test_pain_that_begins_earlier_in_each_of_two_sessions_asks_them_too() -> None:
    story = Story("plantar_fasciopathy", spot="heel", side="left", named_by="self")
    story.screen(0)
    for day, start in ((2, 12), (4, 9), (6, 5)):
        story.run(day, 15, pain_during=1, pain_starts_min=start)
    assert "rf_focal_bone" in asked(story.decide(6))
    assert asked(story.decide(4)) == set()


def test_a_tender_spot_on_the_bone_asks_about_the_sore_spot() -> None:
    story = screened("mtss", "shin_medial")
    story.test(1, "tibia_one_spot", 1)
    assert asked(story.decide(1)) == {"rf_focal_bone"}


def test_an_unknown_that_does_not_hold_running_is_asked_again_and_holds_the_gate_of_running() -> None:
    story = Story("pfp", spot="knee_anterior", side="left", named_by="physio")
    story.screen(0, rf_surgery="unknown")
    story.check(0)
    again = {(one.id, one.blocks) for one in story.decide(0).questions}
    assert ("rf_surgery", "gate") in again
    story.screen(1)
    story.check(1)
    assert "rf_surgery" not in {one.id for one in story.decide(1).questions}


def test_answers_of_the_list_that_were_written_down_days_late_are_asked_again() -> None:
    story = Story("pfp", spot="knee_anterior", side="left")
    story.add("screened", 0, late=4, answers=dict.fromkeys(["rf_chest"], "no"), why="first")
    story.check(4)
    assert "rf_chest" in asked(story.decide(4)), "what is told late lifts nothing, so it is asked"
