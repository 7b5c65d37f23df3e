"""The diary: runs told and recorded, what is read again, and what cannot change anything."""

from typing import Any

import pytest

from opbouw.core.diary import Run, read_diary
from opbouw.core.fold import Fold
from opbouw.core.log import read_log
from tests.core.making import Story


def _runs(story: Story, day: int) -> list[Run]:
    return list(read_diary(read_log(story.events, story.on(day))).runs)


def _told(story: Story, day: int, **said: Any) -> None:
    story.add("session_done", day, kind="run", modality="run", **said)


def test_a_run_told_in_kilometres_counts_at_a_slow_jog() -> None:
    """Seven minutes a kilometre: 5 km are 35 minutes; nothing known is unknown, never nought."""
    story = Story("pfp")
    _told(story, 1, distance_km=5)
    _told(story, 2)
    assert [one.load_minutes for one in _runs(story, 2)] == [35, None]


@pytest.mark.parametrize("minutes", [None, 60])
def test_a_recording_that_cannot_be_compared_or_is_far_off_is_a_run_of_its_own(minutes: float | None) -> None:
    story = Story("pfp")
    _told(story, 1, **({"distance_km": 5} if minutes is None else {"minutes": minutes}))
    story.add("activity_imported", 1, sport="run", seconds=1800)
    assert [one.recorded for one in _runs(story, 1)] == [False, True]


def test_a_run_has_one_recording_and_the_next_is_another_run() -> None:
    story = Story("pfp")
    _told(story, 1, minutes=30)
    for seconds in (1800, 1860):
        story.add("activity_imported", 1, sport="run", seconds=seconds)
    assert [(one.minutes, one.recorded) for one in _runs(story, 1)] == [(30, True), (31, True)]


def test_what_was_told_already_walks_no_day_again() -> None:
    story = Story("pfp")
    story.checks(0, 3)
    fold = Fold(story.events)
    today = fold.journey(story.on(3))
    days = tuple(fold._days)
    fold.tell(story.events)
    assert fold.journey(story.on(3)) is today
    story.check(2, pain_rest=5)
    fold.tell(story.events[-1:])
    fold.journey(story.on(3))
    assert [one is before for one, before in zip(fold._days, days, strict=True)] == [True, True, False, False]


def test_the_morning_after_is_what_names_the_run_else_the_next_day() -> None:
    story = Story("pfp")
    run = story.run(1, 10)
    story.check(2, pain_morning=1)
    diary = read_diary(read_log(story.events, story.on(4)))
    said = diary.morning_after(diary.runs[0])
    assert said is not None
    assert said.pain_morning == 1
    story.check(2, pain_morning=2, for_session=run)
    story.check(4, pain_morning=4, for_session=run)
    diary = read_diary(read_log(story.events, story.on(4)))
    said = diary.morning_after(diary.runs[0])
    assert said is not None
    assert said.pain_morning == 4
    assert read_diary(read_log(story.events[:1], story.on(4))).morning_after(diary.runs[0]) is None
