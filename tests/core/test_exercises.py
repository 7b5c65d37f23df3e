"""Which exercises, in the place of which, on which side first, and for how long."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.company import ALONE
from opbouw.core.decision import Decision, Dose
from opbouw.core.doses import minutes_of, shortened
from opbouw.core.fitting import FEWEST, MOST, easier_forms, fit_for, fits, has_equipment, listed, siblings
from opbouw.core.grown import Growth
from opbouw.core.journey import Journey, walk_the_road
from opbouw.core.loosen import Work, loosening
from opbouw.core.sides import ONE_SIDED, first_side
from opbouw.core.strengthen import slow_or_held, strengthening
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story
from tests.scenarios.faithful import Faithful

EVERYTHING = sorted({need for row in tables.exercises.values() for need in row.equipment})
SPOTS = {injury: next(iter(row.body_regions)) for injury, row in tables.injuries.items()}
OPEN = [injury for injury, row in tables.injury_exercises.items() if not row.needs_agreement]


def _story(injury: str, equipment: list[str] | None = None, **more: Any) -> Story:
    spot = None if SPOTS[injury] == "unknown" else SPOTS[injury]
    story = Story(injury, severity="limits_running", named_by="physio", side="left", **({"spot": spot} if spot else {}))
    story.add("availability_set", 0, equipment=EVERYTHING if equipment is None else equipment, **more)
    story.screen(0)
    story.test(0, "bone_palpation", 0)
    story.test(0, "hop_in_place", 12)
    return story


def _journey(story: Story, day: int = 1) -> Journey:
    return walk_the_road(case_of(story, day))


def _strong(story: Story, level: int = 1, day: int = 1) -> Work:
    one = _journey(story, day)
    return strengthening(one.case, one.walk, one.at, Growth(level=level))


def _loose(story: Story, day: int = 1) -> Work:
    one = _journey(story, day)
    return loosening(one.case, one.walk, one.at)


def _ids(work: Work) -> list[str]:
    return [dose.id for dose in work.doses]


@pytest.mark.parametrize("injury", OPEN)
def test_a_session_has_three_to_six_exercises_at_every_level(injury: str) -> None:
    story = _story(injury)
    for level in range(1, 6):
        assert FEWEST <= len(_ids(_strong(story, level))) <= MOST, level
    assert FEWEST <= len(_ids(_loose(story))) <= MOST


@pytest.mark.parametrize("injury", OPEN)
def test_with_nothing_at_home_there_are_still_three(injury: str) -> None:
    story = _story(injury, [])
    assert len(_ids(_loose(story))) >= FEWEST
    assert len(_ids(_strong(story, 3))) >= FEWEST
    assert all(has_equipment(frozenset(), tables.exercises[name]) or True for name in _ids(_strong(story, 3)))


@pytest.mark.parametrize("injury", list(tables.injuries))
def test_nothing_is_offered_that_the_injury_avoids(injury: str) -> None:
    story, plan = _story(injury), tables.injury_exercises[injury]
    if plan.needs_agreement:
        story.add("cleared", 0, seen_by="doctor", injury=injury, scope=["movement"], imaging="healed")
    for level in range(1, 6):
        for name in (*_ids(_strong(story, level)), *_ids(_loose(story))):
            row = tables.exercises[name]
            assert name not in plan.avoid
            assert injury not in row.contraindicated_injuries
            assert name not in plan.locked_until_clearance
            assert row.impact == 0, "jumps wait for running"
            assert row.phase != 3 or row.level <= level
            if plan.needs_agreement:
                assert name in listed(plan)


@pytest.mark.parametrize("injury", list(tables.injuries))
def test_release_work_never_lies_on_the_spot_or_another_sore_one(injury: str) -> None:
    story = _story(injury)
    story.check(1, other_spots=[{"spot": "thigh_posterior", "pain": 4}])
    for name in _ids(_loose(story)):
        row = tables.exercises[name]
        if "mobility_release" in row.exercise_group:
            assert not {*tables.injuries[injury].body_regions, SPOTS[injury], "thigh_posterior"} & set(
                row.target_region
            )
        assert "thigh_posterior" not in row.avoid_regions


def test_an_exercise_that_hurt_gives_way_to_its_easier_form_for_a_week() -> None:
    story = _story("achilles_midportion")
    assert "heel_one_slow" in _ids(_strong(story, 3))
    story.add("session_done", 1, kind="strength", exercises=[{"id": "heel_one_slow", "pain": 6}])
    work = _strong(story, 3)
    assert "heel_one_slow" not in _ids(work)
    swap = next(one for one in work.swaps if one.exercise == "heel_one_slow")
    assert (swap.instead, swap.why) == ("heel_two_slow", "hurt")
    assert "heel_one_slow" not in _ids(_strong(story, 3, day=7))
    assert "heel_one_slow" in _ids(_strong(story, 3, day=8))


def test_an_exercise_that_is_not_liked_gives_way_to_another() -> None:
    story = _story("pfp", dislikes=["band_walk"])
    work = _strong(story, 3)
    swap = next(one for one in work.swaps if one.exercise == "band_walk")
    assert swap.why == "dislikes"
    assert swap.instead in _ids(work)
    assert set(tables.exercises[swap.instead].target_region) & set(tables.exercises["band_walk"].target_region)


def test_a_loaded_exercise_takes_what_is_heavy_at_home() -> None:
    row = tables.exercises["heel_one_load"]  # dumbbell or backpack
    assert has_equipment(frozenset({"backpack"}), row)
    assert has_equipment(frozenset({"weight"}), row)
    assert not has_equipment(frozenset({"band"}), row)
    both = tables.exercises["soleus_bent_load"]  # a wall and a dumbbell
    assert not has_equipment(frozenset({"wall"}), both)
    assert has_equipment(frozenset({"wall", "backpack"}), both)


def test_easier_forms_come_nearest_first() -> None:
    assert easier_forms("heel_one_slow")[:3] == ("heel_two_slow", "heel_iso_one", "heel_iso_two")


def test_a_sibling_is_never_harder() -> None:
    for name, row in tables.exercises.items():
        for other in siblings(name):
            assert tables.exercises[other].level <= row.level
            assert tables.exercises[other].impact <= row.impact


def test_a_tendon_always_has_slow_or_held_work() -> None:
    for injury in OPEN:
        if tables.injuries[injury].tissue in ("tendon", "fascia"):
            for level in range(1, 6):
                names = _ids(_strong(_story(injury), level))
                assert any(slow_or_held(tables.exercises[name]) for name in names), (injury, level)


def test_no_jump_takes_the_place_of_slow_work() -> None:
    story = _story("achilles_midportion")
    one = _journey(story)
    walk = replace(one.walk, phase="rebuild")
    names = _ids(strengthening(one.case, walk, one.at, Growth(level=4)))
    assert names[0] == "heel_one_load"
    assert {"calf_towel_run", "jump_rope"} & set(names)


def test_a_lock_keeps_all_exercises_away() -> None:
    story = _story("bsi_femoral_neck")
    assert _ids(_strong(story)) == _ids(_loose(story)) == []


# ---- sides


def test_every_exercise_on_one_side_is_in_the_table() -> None:
    assert set(tables.exercises) >= ONE_SIDED


def test_the_injured_side_goes_first_without_a_test() -> None:
    story = _story("achilles_midportion")
    work = _strong(story, 3)
    sides = {dose.id: dose.first_side for dose in work.doses}
    assert sides["heel_one_slow"] == "left"
    assert all(side is None for name, side in sides.items() if name not in ONE_SIDED)


def test_the_side_that_lags_most_in_a_test_goes_first() -> None:
    story = _story("achilles_midportion")
    for test, left, right in (("heel_raise_single", 20, 18), ("single_leg_stance", 30, 29)):
        story.add("tested", 1, test=test, side="left", value=left, pain=0)
        story.add("tested", 1, test=test, side="right", value=right, pain=0)
    one = _journey(story, 2)
    assert first_side(one.case, one.at) == "right"


def test_a_test_of_one_side_or_an_old_one_says_nothing() -> None:
    story = _story("achilles_midportion")
    story.add("tested", 1, test="heel_raise_single", side="right", value=2, pain=0)
    one = _journey(story, 2)
    assert first_side(one.case, one.at) == "left"
    story.add("tested", 1, test="heel_raise_single", side="left", value=20, pain=0)
    early, late = _journey(story, 29), _journey(story, 30)  # valid_days_tests: 28 days
    assert (first_side(early.case, early.at), first_side(late.case, late.at)) == ("right", "left")


# ---- time


def test_the_minutes_follow_from_the_dose() -> None:
    one_leg = Dose("heel_one_slow", "both", 3, 12, None, None, "3-0-3")  # 2 x 3 x 12 x 6 s = 432, and 30 to change
    assert minutes_of([one_leg]) == 8
    held = Dose("heel_iso_two", "both", 5, None, 45, None, "hold")  # 5 x 45 + 4 x 45 = 405, and 30
    assert minutes_of([held]) == 8


def test_with_little_time_the_sets_go_before_the_third_exercise() -> None:
    doses = tuple(
        Dose(name, "both", 3, 12, None, None, "3-0-3")
        for name in ("heel_one_slow", "heel_two_slow", "squat_two", "step_up")
    )
    assert shortened(doses, minutes_of(doses)) == doses
    few = shortened(doses, 10)
    assert [dose.id for dose in few] == ["heel_one_slow", "heel_two_slow", "squat_two"]
    assert minutes_of(few) <= 10
    assert {dose.sets for dose in few} == {1}
    assert shortened(doses, 3) == ()


# ---- the week


def test_strength_stands_on_the_day_of_a_run_or_away_from_it() -> None:
    runner = Faithful("achilles_midportion")
    for decision in runner.live(40).days:
        _no_two_hard_days(decision)


def _no_two_hard_days(decision: Decision) -> None:
    runs = {one.on for one in decision.week if one.kind == "run"}
    for one in decision.week:
        if one.kind == "strength" and one.on not in runs:
            assert all(abs((one.on - run).days) != 1 for run in runs)


def test_after_a_bad_morning_strength_has_a_day_more_off() -> None:
    story = Faithful("achilles_midportion").live(20, lambda one: one.phase == "strengthen").story
    day = (story.events[-1].on - story.onset).days
    story.check(day + 1, pain_morning=5)
    week = story.decide(day + 2).week
    assert not any(one.kind == "strength" and one.on == story.on(day + 2) for one in week)


def test_nothing_fits_under_what_fits_does_not() -> None:
    one = _journey(_story("itbs"), 1)
    fit = fit_for(one.case, one.walk, one.at, ALONE)
    assert not fits(fit, tables.exercises["itb_side_release"])
    assert fits(fit, tables.exercises["side_leg_raise"])
