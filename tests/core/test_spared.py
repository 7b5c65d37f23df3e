"""What open groin questions and other sore spots keep out of the work beside running."""

import pytest

from opbouw.core.company import ALONE
from opbouw.core.company_of import company_of
from opbouw.core.decision import Decision
from opbouw.core.fitting import fit_for, fits
from opbouw.core.grown import Growth
from opbouw.core.journey import Journey, walk_the_road
from opbouw.core.loosen import loosening
from opbouw.core.modalities import impact, modalities
from opbouw.core.spared import groin_asked, groin_places
from opbouw.core.strengthen import strengthening
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful

HIP = {"groin", "hip_anterior", "hip_lateral", "thigh_anterior", "pelvis"}


def _in_strengthening(injury: str, **opened: str) -> tuple[Story, int]:
    runner = Faithful(injury, **opened)
    lived = runner.live(250, lambda one: one.phase == "strengthen", look_daily=False)
    return runner.story, (lived.days[-1].on - runner.story.onset).days


def _journey(story: Story, day: int) -> Journey:
    return walk_the_road(case_of(story, day))


def _on_foot(made: Decision) -> set[str]:
    names = {one.modality for one in made.week if one.kind in ("cross", "walk") and one.modality}
    return {name for name in names if impact(name)}


def test_the_places_of_the_groin_question_are_those_of_the_region_table() -> None:
    assert groin_places() == HIP | {"unknown"}


def test_an_open_groin_question_leaves_out_strength_of_the_region_jumps_and_work_on_foot() -> None:
    story, day = _in_strengthening("hip_flexor")
    story.add("availability_set", day, modalities=["walking", "elliptical", "swimming", "aqua_jogging"])
    story.check(day + 1)
    before = story.decide(day + 1)
    assert any(one.kind == "strength" for one in before.week)
    story.check(day + 2, limping=True, pain_daily=1)
    decision = story.decide(day + 2)
    assert "rf_bone_groin" in {one.id for one in decision.questions}
    assert not any(one.kind == "strength" for one in decision.week)
    assert not _on_foot(decision)
    assert any(one.kind == "cross" for one in decision.week), "off the feet it goes on"
    assert "groin_spared" in codes(decision)


def test_an_answer_of_no_gives_the_work_back() -> None:
    story, day = _in_strengthening("hip_flexor")
    story.check(day + 1, limping=True, pain_daily=1)
    story.screen(day + 1, why="asked")
    story.check(day + 2)
    decision = story.decide(day + 2)
    assert "groin_spared" not in codes(decision)
    assert any(one.kind == "strength" for one in decision.week)


def test_do_not_know_counts_as_open() -> None:
    story, day = _in_strengthening("hip_flexor")
    story.screen(day + 1, rf_bone_groin="unknown")
    story.check(day + 1)
    assert "groin_spared" in codes(story.decide(day + 1))


def test_a_groin_that_speaks_up_beside_another_injury_keeps_the_calves_strong_and_the_hips_quiet() -> None:
    story, day = _in_strengthening("achilles_midportion")
    story.check(day + 1, other_spots=[{"spot": "groin", "pain": 2}])
    one = _journey(story, day + 1)
    assert groin_asked(one.at)
    names = [dose.id for dose in strengthening(one.case, one.walk, one.at, Growth(level=4)).doses]
    assert len(names) >= 3
    for name in names:
        row = tables.exercises[name]
        assert not HIP & set(row.target_region)
        assert row.impact == 0


def test_an_open_groin_question_of_one_injury_bounds_the_week_of_another() -> None:
    story, day = _in_strengthening("hip_flexor")
    story.check(day + 1, limping=True, pain_daily=1)
    company = company_of([_journey(story, day + 1)])
    assert company.no_strength
    assert company.modalities is not None
    assert not {name for name in company.modalities if impact(name)}


@pytest.mark.parametrize("spot", sorted(set(tables.regions) - {"unknown", "achilles", "calf"}))
def test_a_watched_spot_is_neither_loaded_nor_released_on_it_nor_what_an_exercise_avoids(spot: str) -> None:
    story, day = _in_strengthening("achilles_midportion")
    story.check(day + 1, other_spots=[{"spot": spot, "pain": 3}])
    one = _journey(story, day + 10)  # a week of silence about it ends nothing
    assert [watch.spot for watch in one.at.flags.watches] == [spot]
    strong = strengthening(one.case, one.walk, one.at, Growth(level=4)).doses
    loose = loosening(one.case, one.walk, one.at).doses
    assert strong
    assert loose
    for dose in (*strong, *loose):
        row = tables.exercises[dose.id]
        assert spot not in row.avoid_regions, dose.id
        if row.phase == 3 or "mobility_release" in row.exercise_group:
            assert spot not in row.target_region, dose.id
    for name in modalities(one.case, one.walk, one.at, ALONE):
        assert spot not in tables.modalities[name].avoid_regions


def test_a_watched_spot_says_what_it_keeps_out_until_it_is_quiet() -> None:
    story, day = _in_strengthening("achilles_midportion")
    story.check(day + 1, other_spots=[{"spot": "knee_anterior", "pain": 2}])
    story.screen(day + 1, rf_locked_knee="no", rf_fluoro="no")
    told = [one for one in story.decide(day + 1).reasons if one.code == "spot_spared"]
    assert [dict(one.params) for one in told] == [{"region": "knee_anterior"}]
    for on in range(2, 7):
        story.check(day + on, other_spots=[{"spot": "knee_anterior", "pain": 0}])
    assert "spot_spared" not in codes(story.decide(day + 6))


def test_a_spot_nobody_named_keeps_jumps_and_release_out() -> None:
    runner = Faithful("calf_strain_gastroc")
    lived = runner.live(60, lambda one: one.phase == "rebuild")
    story, on = runner.story, lived.days[-1].on
    day = (on - story.onset).days
    story.check(day + 1, new_spot=True)
    one = _journey(story, day + 1)
    fit = fit_for(one.case, one.walk, one.at, ALONE)
    rows = [row for row in tables.exercises.values() if row.impact or "mobility_release" in row.exercise_group]
    assert not [row.id for row in rows if fits(fit, row)]
