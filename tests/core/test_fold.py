"""A log that is followed gives the answers of a log read whole, whatever the order in which it is told."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from opbouw.core.decide import decide, decide_day
from opbouw.core.events import Event, parse_event
from opbouw.core.fold import Fold
from opbouw.core.serialize import decision_to_dict
from opbouw.core.walk import RAN_DAYS
from opbouw.demo import events as example
from tests.core.making import Story

LAST = date(2026, 3, 2)
OTHER = "00000000-0000-4000-8000-000000000001"
LOG = [parse_event(one) for one in example(LAST)]


def _same(fold: Fold, told: list[Event], day: date) -> None:
    assert decision_to_dict(decide_day(fold, day)) == decision_to_dict(decide(told, day))


def test_a_followed_log_gives_the_same_answer_each_day() -> None:
    fold, told = Fold(), []
    for back in range(60, -1, -1):
        day = LAST - timedelta(days=back)
        news = [event for event in LOG if max(event.on, event.recorded_at.date()) <= day and event not in told]
        fold.tell(news)
        told += news
        _same(fold, told, day)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_in_which_a_log_is_told_changes_nothing(seed: int) -> None:
    dice = random.Random(seed)
    shuffled = dice.sample(LOG, len(LOG))
    fold = Fold()
    while shuffled:
        count = dice.randint(1, 60)
        fold.tell(shuffled[:count])
        decide_day(fold, LAST)
        shuffled = shuffled[count:]
    _same(fold, LOG, LAST)


def test_an_earlier_day_is_asked_again_without_its_future() -> None:
    fold = Fold(LOG)
    decide_day(fold, LAST)
    answer = decide_day(fold, LAST - timedelta(days=3))
    assert answer.kind == "refusal"
    assert answer.reasons[0].code == "event_from_future"


def test_what_is_wrong_with_a_log_is_said_in_any_order() -> None:
    other = parse_event({**example(LAST)[0], "id": OTHER, "episode": OTHER})
    answers = [decide_day(Fold(told), LAST) for told in ([*LOG, other], [other, *LOG])]
    assert [one.reasons[0].code for one in answers] == ["two_episodes", "two_episodes"]


def test_a_correction_of_the_opening_begins_the_walk_anew() -> None:
    story = Story("achilles_midportion", severity="niggle", side="left", named_by="physio")
    opening = story.events[0].id
    story.screen(0, why="first")
    story.checks(1, 5)
    fold = Fold(story.events)
    decide_day(fold, story.on(5))
    data = {"injury": "achilles_midportion", "onset_on": "2026-03-01", "severity": "limits_running"}
    story.add("corrected", 5, event=opening, data=data)
    fold.tell(story.events[-1:])
    _same(fold, story.events, story.on(5))


def test_a_run_linked_to_a_recording_of_another_day_counts_once() -> None:
    story = Story("achilles_midportion", side="left", named_by="physio")
    story.checks(0, 6)
    story.add("activity_imported", 4, id="a1", sport="run", seconds=1200, distance_m=3000)
    fold = Fold(story.events)
    decide_day(fold, story.on(6))
    story.run(5, 20, activity="a1")
    fold.tell(story.events[-1:])
    _same(fold, story.events, story.on(6))
    assert [run.on for run in fold.journey(story.on(6)).case.diary.runs] == [story.on(5)]


def test_runs_that_no_rule_looks_at_any_more_are_kept_in_sums() -> None:
    story = Story("achilles_midportion", side="left", named_by="physio")
    story.run(3, 12)
    story.check(4)
    walk = Fold(story.events).journey(story.on(RAN_DAYS + 4)).walk
    assert walk.ran == ()
    assert walk.last_run_on == story.on(3)
