"""One run for several injuries: the easiest effort, the shortest bouts, the fewest minutes, the lightest body."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.decision import Decision, Dose, Interval, Session
from opbouw.core.runs import cut_session
from opbouw.core.together import _careful_run, _cross, _eased, _in_turn, _lightest, _runs
from tests.core.making import Story

DAY = date(2026, 3, 2)


def _decided(*week: Session) -> Decision:
    story = Story("achilles_midportion")
    story.screen(0)
    story.check(0)
    return replace(story.decide(0), week=week)


def _run(*intervals: Interval, rpe: int = 3, pain: int = 2, **more: Any) -> Session:
    run_min = sum(one.seconds * one.reps for one in intervals if one.kind == "run") / 60
    minutes = sum(one.seconds * one.reps for one in intervals) / 60
    made = Session("s", DAY, "run", modality="run", minutes=minutes, run_minutes=run_min, intensity="easy")
    return replace(made, rpe_max=rpe, intervals=intervals, pain_limit=pain, **more)


WARM, COOL = Interval("walk", 300), Interval("walk", 240)
SHORT = _run(WARM, Interval("run", 60, 12), Interval("walk", 90, 12), COOL)
LONG = _run(WARM, Interval("run", 600), COOL, pain=1)


def test_a_run_is_cut_bout_by_bout_from_its_end() -> None:
    cut = cut_session(SHORT, 10.5)
    assert cut is not None
    assert cut.intervals == (WARM, Interval("run", 60, 10), Interval("walk", 90, 10), COOL)
    assert (cut.run_minutes, cut.minutes) == (10, (300 + 10 * 150 + 240) / 60)
    mixed = _run(WARM, Interval("run", 240, 2), Interval("walk", 60, 2), Interval("run", 120), COOL)
    cut = cut_session(mixed, 9)
    assert cut is not None
    assert cut.intervals == (WARM, Interval("run", 240, 2), Interval("walk", 60, 2), COOL)


def test_a_run_that_fits_stays_and_one_without_room_is_none() -> None:
    assert cut_session(SHORT, 12) is SHORT
    assert cut_session(SHORT, 0.25) is None
    bare = _run(Interval("run", 600))
    cut = cut_session(bare, 4)
    assert cut is not None
    assert cut.intervals == (Interval("run", 240),)


def test_the_shortest_bouts_and_the_fewest_minutes_hold() -> None:
    shared = _careful_run([LONG, SHORT], ["pfp", "achilles_midportion"])
    assert shared is not None
    assert shared.intervals == (WARM, Interval("run", 60, 10), Interval("walk", 90, 10), COOL)
    assert shared.pain_limit == 1


def test_the_easiest_effort_holds_before_the_shortest_bouts() -> None:
    quick = replace(SHORT, rpe_max=8, intensity="hard")
    shared = _careful_run([quick, LONG], ["pfp", "achilles_midportion"])
    assert shared is not None
    assert (shared.rpe_max, shared.intensity) == (3, "easy")
    assert shared.intervals == LONG.intervals


def test_who_may_run_with_less_body_weight_only_takes_the_other_along() -> None:
    light = replace(LONG, modality="alterg", body_weight_pct=60.0)
    shared = _careful_run([LONG, light], ["pfp", "bsi_calcaneus"])
    assert shared is not None
    assert (shared.modality, shared.body_weight_pct) == ("alterg", 60.0)
    assert _careful_run([LONG, light], ["hip_flexor", "bsi_calcaneus"]) is None, "it does not suit the other"
    hardly = replace(light, intervals=(Interval("run", 900),), run_minutes=0.25)
    assert _careful_run([SHORT, hardly], ["pfp", "bsi_calcaneus"]) is None, "a quarter of a minute is no run"


def test_a_run_that_does_not_suit_all_is_left_out_of_the_shared_week() -> None:
    free, bone = _decided(LONG), _decided(replace(LONG, modality="alterg", body_weight_pct=60.0))
    assert [one.modality for one in _runs([replace(one, running_allowed=True) for one in (free, bone)])] == ["alterg"]
    hip = replace(free, injury="hip_flexor")
    assert _runs([replace(one, running_allowed=True) for one in (hip, bone)]) == []


def test_an_exercise_of_both_has_the_lightest_dose_of_the_two() -> None:
    one = Dose("heel_one_load", "both", 4, 8, None, 25.0)
    other = Dose("heel_one_load", "both", 3, 12, None, 10.0)
    assert _lightest(one, other) == Dose("heel_one_load", "both", 3, 8, None, 10.0)
    assert _lightest(one, replace(other, load_kg=None)).load_kg is None
    assert [dose.sets for dose in _in_turn([(one,), (Dose("squat_two", "both", 3, 12), other)])] == [3, 3]
    assert _lightest(replace(one, reps=None, hold_s=45), replace(other, reps=None, hold_s=30)).hold_s == 30


@pytest.mark.parametrize(("most", "effort"), [(3, "easy"), (4, "easy"), (6, "steady"), (7, "hard"), (8, "hard")])
def test_cross_training_is_no_harder_than_any_of_them_has(most: int, effort: str) -> None:
    hard = Session("s", DAY, "cross", modality="cycling", minutes=30.0, intensity="hard", rpe_max=8)
    assert (_eased(hard, most).rpe_max, _eased(hard, most).intensity) == (most, effort)


def test_the_lightest_week_has_the_lowest_pain_limit_and_effort_of_all() -> None:
    ride = Session("s", DAY, "cross", modality="cycling", minutes=30.0, intensity="steady", rpe_max=6, pain_limit=1)
    calm = replace(ride, minutes=50.0, intensity="easy", rpe_max=4, pain_limit=0)
    shared = _cross([_decided(ride), _decided(calm)])
    assert [(one.minutes, one.rpe_max, one.intensity, one.pain_limit) for one in shared] == [(30.0, 4, "easy", 0)]
    assert _cross([_decided(ride), _decided()]) == []
