"""The answer of a day as a whole: whom to see, what has no time, what waits, and why a step is held."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from opbouw.core.decision import See, Session
from opbouw.core.dose import room_for_running
from opbouw.core.explain import _holds, _other_spot, _pace
from opbouw.core.journey import Journey, walk_the_road
from opbouw.core.proposal import _answered
from opbouw.core.questions import _about_today
from opbouw.core.spots import Watch
from opbouw.core.walk import After, Change, Walk
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story, codes

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _at(story: Story, day: int, walk: Walk) -> Journey:
    return replace(walk_the_road(case_of(story, day)), walk=walk)


def test_a_run_under_a_clearance_without_running_is_for_the_doctor() -> None:
    story = Story("bsi_metatarsal_2_4", named_by="doctor")
    story.screen(0)
    story.add("cleared", 0, role="doctor", seen_by="doctor", injury="bsi_metatarsal_2_4", scope=["movement"])
    story.checks(0, 4)
    assert story.decide(4).see is None
    story.run(4, 10)
    decision = story.decide(4)
    assert not decision.locked
    assert decision.see == See("doctor", "before_running")


def test_a_week_without_time_is_said_and_asked() -> None:
    story = Story("pfp")
    story.screen(0)
    story.check(0)
    story.add("availability_set", 0, weekdays=dict.fromkeys(WEEK, 0))
    decision = story.decide(0)
    assert decision.week == ()
    assert "no_time" in codes(decision)
    assert "availability" in {one.id for one in decision.questions}
    story.add("availability_set", 0, weekdays={"wed": 30})
    assert "no_time" not in codes(story.decide(0))


def test_days_away_for_illness_are_days_ill() -> None:
    story = Story("pfp")
    story.screen(0)
    story.checks(0, 5)
    away: dict[str, Any] = {"from": "2026-03-04", "to": "2026-03-05", "why": "ill"}
    story.add("away_set", 1, **away)
    assert ["ill" in codes(story.decide(day)) for day in (1, 2, 3, 4, 5)] == [False, True, True, True, False]


# ---- the minutes of a day after 30 minutes


def test_after_thirty_minutes_the_walk_around_a_run_comes_off_the_minutes_of_the_day() -> None:
    """Five minutes of walking before and after: 40 leave 30, 8 leave none; day 30 is a Wednesday."""
    story = Story("pfp")
    story.add("availability_set", 0, weekdays={"wed": 40, "thu": 8})
    case = case_of(story, 30)
    walk, at = rebuilding(case, "knee_short_bouts", index=13, after=After())
    room = [room_for_running(case, walk, at.on + timedelta(days=n)) for n in range(3)]
    assert room == [30, 0, 0]


# ---- reasons


@pytest.mark.parametrize(("pace_step", "percent"), [(None, [50]), (1, [60]), (4, [90]), (5, [])])
def test_bone_is_told_how_slow_until_its_pace_is_back(pace_step: int | None, percent: list[int]) -> None:
    story = Story("bsi_metatarsal_2_4")
    story.check(30)
    after = None if pace_step is None else After(pace_step=pace_step)
    walk, at = rebuilding(case_of(story, 30), "bone_slow", after=after)
    journey = _at(story, 30, walk)
    decision = replace(story.decide(30), week=(Session("r", at.on, "run"),))
    told = list(_pace(journey.case, journey, decision))
    assert [(one.code, one.params["percent"]) for one in told] == [("slow_pace", one) for one in percent]


def test_a_step_that_waits_for_old_answers_says_after_how_many_days() -> None:
    story = Story("pfp")
    story.screen(0)
    story.check(30)
    walk, _ = rebuilding(case_of(story, 30), "knee_short_bouts", clean=9)
    journey = _at(story, 30, walk)
    told = {one.code: dict(one.params) for one in _holds(journey.case, journey)}
    assert told["hold_screening_old"] == {"days": 28}
    assert told["hold_last_response"] == {}


def test_only_the_spots_that_hurt_too_much_are_named() -> None:
    story = Story("pfp")
    story.check(30)
    journey = walk_the_road(case_of(story, 30))
    moment = datetime(2026, 4, 1, 8, tzinfo=UTC)
    watches = tuple(
        Watch(spot, story.on(28), moment, 1, pain, story.on(30)) for spot, pain in (("heel", 0), ("calf", 9))
    )
    at = replace(journey.at, flags=replace(journey.at.flags, watches=watches))
    told = [dict(one.params) for one in _other_spot(journey.case, replace(journey, at=at))]
    assert told == [{"region": "calf", "since": "2026-03-30"}]


# ---- questions


@pytest.mark.parametrize(("said", "asked"), [(None, True), ("none", False), ("same", False)])
def test_a_swollen_meniscus_is_asked_about_until_the_day_tells(said: str | None, asked: bool) -> None:
    story = Story("meniscal")
    story.check(28, swelling="more")
    story.check(30, swelling=said)
    case = case_of(story, 30)
    walk, _ = rebuilding(case, "knee_short_bouts", [replace(ran(story.on(27), 6), signs=("r_swelling",))])
    questions = {one.id for one in _about_today(case, _at(story, 30, walk))}
    assert ("swelling_gone" in questions) is asked


# ---- answers to a proposal


@pytest.mark.parametrize(("hours", "undone"), [(24, True), (25, False)])
def test_an_answer_is_undone_within_a_day_and_not_after(hours: int, undone: bool) -> None:
    story = Story("pfp")
    story.add("proposal_answered", 30, proposal="p", answer="undo")
    event = story.events[-1]
    answered = event.recorded_at - timedelta(hours=hours)
    change = Change("p", "guide", story.on(28), None, None, answer="less", answered_at=answered)
    walk, _ = rebuilding(case_of(story, 30), "knee_short_bouts", change=change)
    after = _answered(walk, event).change
    assert after is not None
    assert after.answer == (None if undone else "less")


# ---- the goal


def test_the_old_level_is_back_no_sooner_than_the_end_of_rebuilding() -> None:
    story = Story("pfp")
    story.screen(0)
    story.check(0)
    story.add("goal_set", 0, kind="old_level")
    decision = story.decide(0)
    assert decision.goal is not None
    rebuild = next(one for one in decision.road if one.phase == "rebuild")
    assert decision.goal.earliest_on == rebuild.to_low
