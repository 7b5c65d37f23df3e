"""Cross-training fills what running leaves of the usual week, and grows from what was done."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from opbouw.core.company import ALONE, Company
from opbouw.core.cross import CrossWeek, cross_week, first_session, old_week, sessions_wanted
from opbouw.core.decision import Session
from opbouw.core.journey import walk_the_road
from opbouw.core.modalities import in_season, modalities
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful


def _story(injury: str = "achilles_midportion", spot: str | None = "achilles", **can: Any) -> Story:
    story = Story(injury, severity="limits_running", named_by="physio", spot=spot, side="left")
    story.add("availability_set", 0, **({"modalities": ["cycling", "swimming"]} | can))
    story.add("baseline_set", 0, weekly_km=35, weekly_runs=3, longest_km=14, easy_pace_s_per_km=360)
    story.add("profile_set", 0, years_running=8)
    story.screen(0)
    return story


def _rode(story: Story, day: int, modality: str = "cycling", minutes: float = 30, **said: Any) -> None:
    data: dict[str, Any] = {"pain_during": 0, "pain_after": 0, "effort_rpe": 3} | said
    story.add("session_done", day, kind="cross", modality=modality, minutes=minutes, **data)


def _week(story: Story, day: int, running: float = 0, company: Company = ALONE) -> CrossWeek:
    journey = walk_the_road(case_of(story, day))
    days = [story.on(day + n) for n in range(7)]
    return cross_week(journey.case, journey.walk, journey.at, days, lambda one: True, running, company)


def _kinds(sessions: tuple[Session, ...]) -> list[str | None]:
    return [one.modality for one in sessions]


def _credited(week: CrossWeek) -> float:
    return sum(
        (one.minutes or 0) * tables.modalities[one.modality or ""].run_minute_equivalent for one in week.sessions
    )


def test_the_week_is_at_most_the_old_load() -> None:
    story = _story()
    case = case_of(story, 0)
    assert old_week(case) == 35 * 6  # 35 km at 6 minutes
    assert _credited(_week(story, 0)) <= 210


def test_without_an_old_level_a_week_is_150_minutes() -> None:
    assert old_week(case_of(Story("pfp"), 0)) == 150


def test_as_many_sessions_as_the_runner_used_to_run() -> None:
    case = case_of(_story(), 0)
    assert sessions_wanted(case, 210) == 3
    assert sessions_wanted(case, 45) == 2  # pieces of 20 minutes
    assert sessions_wanted(case, 15) == 1
    assert sessions_wanted(case, 0) == 0


def test_more_running_leaves_less_cross_training() -> None:
    story = _story()
    for day in (0, 2, 4, 7, 9, 11):
        _rode(story, day, minutes=90)
    amounts = [_credited(_week(story, 14, running)) for running in (0, 60, 120, 180, 210, 400)]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[-2:] == [0, 0]


def test_cross_training_leaves_the_running_as_it_is() -> None:
    runner = Faithful("calf_strain_gastroc")
    lived = runner.live(60, lambda one: one.phase == "rebuild")
    story, day = runner.story, len(lived.days)
    story.check(day)
    before = [one for one in story.decide(day).week if one.kind == "run"]
    _rode(story, day, minutes=240, effort_rpe=9)
    after = [one for one in story.decide(day).week if one.kind == "run"]
    assert before == after


def test_a_new_modality_begins_with_twenty_easy_minutes() -> None:
    one = _week(_story(modalities=["cycling"]), 0).sessions[0]
    assert (one.minutes, one.intensity, one.rpe_max) == (20, "easy", 3)


def test_a_known_modality_begins_with_half_the_usual_session_and_thirty_minutes_at_most() -> None:
    story = _story(modalities=["cycling"])
    for days_before, minutes in ((7, 40), (14, 50), (21, 48)):
        on = story.onset - timedelta(days=days_before)
        story.add("activity_imported", on, sport="cycle", seconds=minutes * 60, distance_m=20000)
    assert first_session(case_of(story, 0), "cycling") == 24  # half of the median of 40, 48 and 50
    assert first_session(case_of(story, 0), "swimming") == 20
    one = _week(story, 0).sessions[0]
    assert (one.minutes, one.rpe_max) == (24, 4)


def test_a_session_grows_by_ten_percent_or_five_minutes() -> None:
    story = _story(modalities=["cycling"])
    _rode(story, 0, minutes=20)
    assert _week(story, 3).sessions[0].minutes == 25
    _rode(story, 3, minutes=60)
    assert _week(story, 6).sessions[0].minutes == 66


def test_after_any_pain_a_session_stays_as_long_as_it_was() -> None:
    story = _story(modalities=["cycling"])
    _rode(story, 0, minutes=40, pain_during=1)
    assert _week(story, 3).sessions[0].minutes == 40


def test_the_week_grows_by_twenty_percent() -> None:
    story = _story(modalities=["cycling"])
    for day in (0, 2, 4):
        _rode(story, day, minutes=30)
    _rode(story, 7, minutes=60)
    # the week of days 0 to 6 has 90: 108, less the 60 of day 7
    assert _bounds(story, 13)["cross_week"] == 48
    assert "cross_week" not in _bounds(story, 12), "two weeks are not over: there is no whole week before this one"
    assert _week(story, 13).sessions[0].minutes == 48


def test_the_fullest_of_the_three_weeks_before_counts() -> None:
    story = _story(modalities=["cycling"])
    for day, minutes in ((0, 40), (2, 40), (9, 20), (16, 30), (22, 30)):
        _rode(story, day, minutes=minutes)
    # day 23: weeks of 30 (10-16), 20 (3-9), and 80 (from before 3); 96, less the 30 of day 22
    assert _bounds(story, 23)["cross_week"] == 66


def test_the_sessions_of_a_week_share_what_it_may_have() -> None:
    story = _story(modalities=["cycling"])
    for day in (0, 3, 7, 10, 13):
        _rode(story, day, minutes=20)
    week = _week(story, 14).sessions
    for n in range(7):
        last = story.on(14 + n)
        planned = sum(one.minutes or 0 for one in week if 0 <= (last - one.on).days < 7)
        done = sum(20 for ago in (0, 3, 7, 10, 13) if 0 <= (last - story.on(ago)).days < 7)
        assert planned + done <= 72, "the fullest week before had 60"


def _bounds(story: Story, day: int) -> dict[str, float]:
    limit = _week(story, day).next
    assert limit is not None
    return {one.id: one.value for one in limit.minutes.others} | {limit.minutes.winner or "": limit.minutes.value}


def test_a_ride_of_which_no_pain_was_told_makes_none_longer_or_harder() -> None:
    story = _story(modalities=["cycling"])
    for day in (0, 3, 6):
        _rode(story, day, minutes=30, pain_during=None)
    first = _week(story, 9).sessions[0]
    assert (first.minutes, first.intensity) == (30, "easy")


def test_after_four_weeks_away_a_modality_begins_again() -> None:
    story = _story(modalities=["cycling"])
    _rode(story, 0, minutes=80)
    assert _week(story, 29).sessions[0].minutes == 20


def test_two_that_are_liked_take_turns() -> None:
    story = _story(modalities=["cycling", "swimming", "rowing"], likes=["cycling", "swimming"])
    planned = _kinds(_week(story, 0).sessions)
    assert set(planned) == {"cycling", "swimming"}
    assert all(one != other for one, other in pairwise(planned))


def test_one_that_is_liked_stays() -> None:
    story = _story(likes=["swimming"])
    assert set(_kinds(_week(story, 0).sessions)) == {"swimming"}


def test_what_is_disliked_or_not_owned_is_not_planned() -> None:
    story = _story(dislikes=["cycling"])
    assert set(_kinds(_week(story, 0).sessions)) == {"swimming"}


def test_a_modality_that_hurt_rests_a_week_and_another_takes_its_place() -> None:
    story = _story()
    _rode(story, 1, pain_during=2)
    week = _week(story, 2)
    assert set(_kinds(week.sessions)) == {"swimming"}
    rests = next(one for one in week.reasons if one.code == "cross_rests")
    assert dict(rests.params) == {"modality": "cycling", "until": story.on(8).isoformat()}
    assert "cycling" in _kinds(_week(story, 8).sessions)


def test_a_bad_morning_after_nothing_but_a_ride_rests_the_ride() -> None:
    story = _story()
    _rode(story, 1)
    story.check(2, pain_morning=5)
    assert "cycling" not in _kinds(_week(story, 2).sessions)


def test_winter_sports_are_for_winter() -> None:
    for name in ("skating", "xc_skiing"):
        assert [in_season(name, date(2026, month, 15)) for month in (1, 7, 12)] == [True, False, True]
    assert in_season("cycling", date(2026, 7, 15))


def test_an_unknown_injury_does_not_walk_for_training_with_a_sore_foot_or_an_unnamed_spot() -> None:
    for spot in ("midfoot", None):
        story = Story("unknown_overuse", spot=spot)
        journey = walk_the_road(case_of(story, 0))
        assert not {"walking", "elliptical"} & set(modalities(journey.case, journey.walk, journey.at, ALONE))


def test_another_sore_spot_keeps_out_what_loads_it() -> None:
    story = _story(modalities=["cycling", "swimming"])
    story.check(0, other_spots=[{"spot": "knee_lateral", "pain": 3}])
    assert set(_kinds(_week(story, 0).sessions)) == {"swimming"}


def test_hard_sessions_wait_two_weeks_come_once_a_week_and_stay_apart_from_other_effort() -> None:
    story = _story(modalities=["cycling"])
    for day in range(0, 12, 2):
        _rode(story, day, minutes=40)
    assert not [one for one in _week(story, 11).sessions if one.intensity == "hard" and one.on < story.on(14)]
    for day in (12, 14):
        _rode(story, day, minutes=40)
    week = _week(story, 16)
    hard = [one for one in week.sessions if one.intensity == "hard"]
    assert [one.rpe_max for one in hard] == [7]
    others = [one for one in week.sessions if one.intensity == "steady"]
    assert all(abs((one.on - hard[0].on).days) >= 2 for one in others)


@pytest.mark.parametrize("told", [{"ill": "fever"}, {"energy": 1}, {"sleep_h": 4}])
def test_a_fever_or_a_short_night_keeps_everything_easy(told: dict[str, Any]) -> None:
    story = _story(modalities=["cycling"])
    for day in range(0, 16, 2):
        _rode(story, day, minutes=40)
    story.check(16, **told)
    assert {one.intensity for one in _week(story, 16).sessions} == {"easy"}


def test_bone_rides_easy() -> None:
    story = _story("bsi_metatarsal_2_4", "forefoot", modalities=["cycling"])
    story.add("cleared", 0, seen_by="doctor", injury="bsi_metatarsal_2_4", scope=["movement"], modalities=["cycling"])
    for day in range(0, 16, 2):
        _rode(story, day, minutes=40)
    assert {one.intensity for one in _week(story, 16).sessions} == {"easy"}


def test_another_injury_narrows_the_choice() -> None:
    week = _week(_story(), 0, company=Company(modalities=frozenset({"swimming"})))
    assert set(_kinds(week.sessions)) == {"swimming"}
    nothing = _week(_story(), 0, company=Company(modalities=frozenset()))
    assert nothing.sessions == ()
    assert [one.code for one in nothing.reasons] == ["no_cross_fits"]


def test_the_plan_says_how_hard_and_why() -> None:
    story = _story()
    story.check(0)
    assert {"cross_keeps_fitness", "cross_easy"} <= set(codes(story.decide(0)))


@pytest.mark.parametrize("injury", list(tables.injuries))
def test_a_faithful_first_month_has_a_day_off_each_week_but_where_a_run_came_on_it(injury: str) -> None:
    lived = Faithful(injury).live(28).days
    for n in range(6, len(lived)):
        week = lived[n - 6 : n + 1]
        rested = any(not one.today for one in week)
        assert rested or any(one.kind == "run" for one in lived[n].today), f"{injury}: the week up to {lived[n].on}"


@pytest.mark.parametrize(("modality", "most"), [("cycling", 90), ("elliptical", 45)])
def test_a_session_with_impact_is_forty_five_minutes_at_most_and_another_ninety(modality: str, most: float) -> None:
    story = _story("low_back_pain", "low_back", modalities=[modality])
    _rode(story, 0, modality, minutes=200)
    assert _bounds(story, 3)["cross_session_cap"] == most
    assert _week(story, 3).sessions[0].minutes == most
