"""Looking back over work and mornings: days trained, a bad morning and a usual one, and what is sore."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.past import bad_morning, days_with, sore_spots, trained_on, usual_again, works
from opbouw.core.walk import Day, Walk
from tests.core.cases import case_of, rebuilding
from tests.core.making import Story

DAY = 30


def _state(story: Story, **more: Any) -> tuple[Case, Walk, Day]:
    case = case_of(story, DAY)
    walk, at = rebuilding(case, "knee_short_bouts")
    return case, replace(walk, **more), at


def test_a_run_and_work_are_training_and_a_test_is_none() -> None:
    story = Story("pfp")
    story.run(10, 5)
    for day, kind in ((11, "strength"), (12, "test"), (13, "cross"), (15, "mobility")):
        story.add("session_done", day, kind=kind, minutes=20)
    case = case_of(story, DAY)
    first, last = story.on(10), story.on(13)
    assert trained_on(case, first, last) == {story.on(10), story.on(11), story.on(13)}
    assert trained_on(case, story.on(11), story.on(12)) == {story.on(11)}
    assert days_with(case, first, last, "test", "cross") == {story.on(12), story.on(13)}
    assert days_with(case, first, last) == {story.on(11), story.on(12), story.on(13)}
    assert [one.on for one in works(case, story.on(12), last)] == [story.on(12), story.on(13)]


@pytest.mark.parametrize(
    ("morning", "usual", "bad", "again"),
    [
        (0, 0.0, False, True),
        (1, 0.0, False, True),  # a point above usual still counts as usual
        (2, 0.0, True, False),  # two points above
        (2, 1.0, False, True),
        (3, 2.0, True, False),  # above the 2 of a kneecap
        (2, 2.0, False, True),
        (1.5, 0.0, False, False),  # neither bad nor usual
        (None, 0.0, False, False),
    ],
)
def test_a_morning_is_bad_or_usual_or_neither(morning: float | None, usual: float, bad: bool, again: bool) -> None:
    story = Story("pfp", named_by="physio")
    story.check(DAY, pain_morning=morning)
    case, walk, at = _state(story, usual=usual)
    assert (at.limits.morning, at.limits.tolerance) == (2, 1)
    assert bad_morning(case, walk, at, at.on) is bad
    assert usual_again(case, walk, at, at.on) is again


def test_a_morning_that_was_not_told_or_is_still_to_come_is_neither() -> None:
    story = Story("pfp", named_by="physio")
    story.check(DAY, pain_morning=9)
    case, walk, at = _state(story)
    yesterday = replace(at, on=story.on(DAY - 1))
    assert not bad_morning(case, walk, yesterday, story.on(DAY))
    assert not usual_again(case, walk, yesterday, story.on(DAY))
    assert not bad_morning(case, walk, at, story.on(DAY - 1))
    assert not usual_again(case, walk, at, story.on(DAY - 1))


def test_a_morning_told_late_can_be_bad_and_never_usual() -> None:
    for pain, bad in ((0, False), (5, True)):
        story = Story("pfp", named_by="physio")
        story.check(DAY - 5, late=4, pain_morning=pain)
        case, walk, at = _state(story)
        assert bad_morning(case, walk, at, story.on(DAY - 5)) is bad
        assert not usual_again(case, walk, at, story.on(DAY - 5))


def test_before_the_usual_morning_is_fixed_it_is_that_of_the_fortnight() -> None:
    story = Story("pfp", named_by="physio")
    story.checks(20, 26, pain_morning=1)
    story.check(DAY, pain_morning=2)
    case, walk, at = _state(story, usual=None)
    assert usual_again(case, walk, at, at.on)
    assert not bad_morning(case, walk, at, at.on)
    assert bad_morning(case, replace(walk, usual=0.0), at, at.on)


def test_what_is_sore_is_the_spot_those_of_a_week_and_those_that_are_followed() -> None:
    story = Story("pfp", spot="knee_anterior")
    story.check(DAY - 7, other_spots=[{"spot": "calf", "pain": 3}])
    story.check(DAY - 6, other_spots=[{"spot": "heel", "pain": 1}, {"spot": "groin", "pain": 0}, {"spot": "buttock"}])
    story.check(DAY, spot="forefoot", pain_daily=0)
    case, _, at = _state(story)
    quiet = replace(at, flags=replace(at.flags, watches=()))
    assert sore_spots(case, quiet) == {"knee_anterior", "heel", "forefoot"}
    followed = {one.spot for one in at.flags.watches}
    assert "calf" in followed
    assert sore_spots(case, at) == {"knee_anterior", "heel", "forefoot"} | followed
    nowhere = case_of(Story("pfp"), DAY)
    assert sore_spots(nowhere, quiet) == frozenset()


def test_a_spot_told_tomorrow_is_not_sore_today() -> None:
    story = Story("pfp", spot="knee_anterior")
    story.check(DAY, spot="forefoot", pain_daily=2)
    case, _, at = _state(story)
    quiet = replace(at, flags=replace(at.flags, watches=()), on=story.on(DAY - 1))
    assert sore_spots(case, quiet) == {"knee_anterior"}
    assert sore_spots(case, replace(quiet, on=story.on(DAY))) == {"knee_anterior", "forefoot"}
