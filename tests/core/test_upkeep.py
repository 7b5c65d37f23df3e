"""Keep running: twelve weeks of upkeep, fewer check-ins, early signs, and what stays for good."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from opbouw.core.decision import Decision
from opbouw.core.events import Event
from opbouw.core.grown import Growth
from opbouw.core.journey import Journey, walk_the_road
from opbouw.core.upkeep import check_in_due, stiffness_rises, strength_per_week, upkeep_weeks
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful, kept


@cache
def _back(injury: str = "calf_strain_gastroc") -> tuple[tuple[Event, ...], int]:
    """A faithful runner who is back, with the day."""
    runner = Faithful(injury)
    runner.story.add("goal_set", 0, kind="30_minutes")
    lived = runner.live(300, kept, look_daily=False)
    assert kept(lived.days[-1])
    return tuple(runner.story.events), (lived.days[-1].on - runner.story.onset).days


def _story(injury: str = "calf_strain_gastroc") -> tuple[Story, int]:
    events, day = _back(injury)
    story = Story(injury, events[0].data.onset_on)
    story.events = list(events)
    return story, day


def _kept(injury: str, weeks: int, *, recurrence: bool = False) -> Journey:
    """A walk that has kept running for some weeks, without a log of it."""
    story = Story(injury, named_by="physio", recurrence=recurrence)
    journey = walk_the_road(case_of(story, 300))
    since = journey.at.on - timedelta(days=7 * weeks)
    return replace(journey, walk=replace(journey.walk, phase="keep_running", since=since))


def test_upkeep_lasts_twelve_weeks_and_twice_that_when_it_came_back() -> None:
    assert upkeep_weeks(_kept("pfp", 0).case) == 12
    assert upkeep_weeks(_kept("pfp", 0, recurrence=True).case) == 24


@pytest.mark.parametrize(("weeks", "times"), [(0, 2), (11, 2), (12, 1), (100, 1)])
def test_upkeep_is_twice_a_week_and_once_when_the_weeks_lie_behind(weeks: int, times: int) -> None:
    one = _kept("pfp", weeks)
    assert strength_per_week(one.case, one.walk, one.at, Growth()) == times


def test_a_tendon_keeps_two_and_three_until_twelve_weeks_of_it_are_done() -> None:
    one = _kept("achilles_midportion", 100)
    assert strength_per_week(one.case, one.walk, one.at, Growth()) == 3, "none of it is done yet"
    for days, times in ((83, 3), (84, 2)):
        begun = Growth(first=one.at.on - timedelta(days=days))
        assert strength_per_week(one.case, one.walk, one.at, begun) == times


def test_an_early_warning_of_the_last_weeks_keeps_the_upkeep_at_two() -> None:
    one = _kept("pfp", 20)
    for days, times in ((83, 2), (84, 1)):
        warned = replace(one.walk, warnings=(one.at.on - timedelta(days=days),))
        assert strength_per_week(one.case, warned, one.at, Growth()) == times


def test_the_plan_of_keep_running_has_upkeep_of_three_exercises_or_more() -> None:
    story, day = _story()
    story.check(day + 1)
    made = story.decide(day + 1)
    strong = [one for one in made.week if one.kind == "strength"]
    assert 1 <= len(strong) <= 2
    assert all(3 <= len(one.exercises) <= 6 for one in strong)
    assert "upkeep_weeks" in codes(made)


def _asked(decision: Decision) -> bool:
    return any(one.id == "check_in" for one in decision.questions)


def test_a_check_in_is_asked_twice_a_week_once_running_is_back() -> None:
    story, day = _story()
    story.check(day)
    assert [_asked(story.decide(day + n)) for n in (1, 2, 3)] == [False, False, True]


def test_before_the_return_a_check_in_is_asked_every_day() -> None:
    story = Story("pfp")
    story.screen(0)
    story.check(0)
    assert _asked(story.decide(1))


def test_after_an_early_warning_a_check_in_is_asked_daily_for_a_week() -> None:
    story, day = _story()
    story.check(day + 1)
    journey = walk_the_road(case_of(story, day + 2))
    assert not check_in_due(journey.case, journey.walk, journey.at)
    warned = replace(journey.walk, warnings=(journey.at.on,))
    assert check_in_due(journey.case, warned, journey.at)


def test_three_stiff_mornings_in_a_week_are_an_early_sign() -> None:
    story, day = _story()
    for n in (1, 3):
        story.check(day + n, stiffness_min=12)
    journey = walk_the_road(case_of(story, day + 4))
    assert not stiffness_rises(journey.case, journey.walk, journey.at.on)
    story.check(day + 5, stiffness_min=10)
    made = story.decide(day + 5)
    assert "early_warning" in codes(made)
    assert made.phase == "keep_running"


def test_stiffness_as_it_always_was_is_no_sign() -> None:
    story, day = _story()
    for n in (1, 3, 5):
        story.check(day + n, stiffness_min=9)
    assert "early_warning" not in codes(story.decide(day + 5))


def test_the_cap_on_one_run_stays_for_good() -> None:
    story, day = _story()
    made = story.decide(day)
    for n in range(1, 8):
        story.check(day + n)
        made = story.decide(day + n)
        bounds = {bound.id for one in made.limits if one.id == "run_minutes" for bound in one.others}
        bounds |= {one.winner for one in made.limits if one.id == "run_minutes" and one.winner}
        assert "session_cap" in bounds
    assert made.phase == "keep_running"


def test_every_upkeep_list_of_a_tendon_holds_slow_or_held_work() -> None:
    for injury in ("achilles_midportion", "patellar_tendinopathy", "plantar_fasciopathy"):
        names = tables.injury_exercises[injury].upkeep
        assert any(tables.exercises[name].tempo_down_hold_up.startswith(("3-", "hold")) for name in names)
