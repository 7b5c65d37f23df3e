"""A session on another day: the plan follows where its rules let it, says why not elsewhere, and makes no more work."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid5

import pytest

from opbouw.core.decision import Decision, Session
from opbouw.core.events import Event
from opbouw.core.moving import Choice, choices
from opbouw.core.together import decide_all
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful

OTHER = "0b9d7a52-5a0c-4d8a-9a2f-51f6f7c8a003"


@cache
def _lived() -> tuple[Story, int]:
    runner = Faithful("calf_strain_gastroc")
    lived = runner.live(60, lambda one: one.phase == "rebuild")
    day = len(lived.days) + 2
    runner.story.checks(len(lived.days), day)
    return runner.story, day


def _rebuilding() -> tuple[Story, int]:
    """A calf on its first steps of running, on a morning when all is calm; a log of its own for each test."""
    lived, day = _lived()
    story = Story(lived.injury, lived.onset)
    story.events = list(lived.events)
    return story, day


@cache
def _knee() -> tuple[Story, int]:
    """A knee that runs on days 1, 3 and 5 of the week, with strength on the first two, a walk on day 2, a ride on 6."""
    runner = Faithful("pfp")
    day = len(runner.live(12).days)
    runner.story.check(day)
    return runner.story, day


def _days(decision: Decision, kind: str) -> list[int]:
    return [(one.on - decision.on).days for one in decision.week if one.kind == kind]


def _choices(story: Story, day: int, kind: str, ahead: int) -> dict[int, Choice]:
    today = story.on(day)
    found = choices([story.events], today, kind, today + timedelta(days=ahead))
    return {(one.day - today).days: one for one in found}


def _move(story: Story, day: int, kind: str, one: int, other: int, **more: Any) -> None:
    on, to = (story.on(day + n).isoformat() for n in (one, other))
    story.add("session_moved", day, kind=kind, from_on=on, to_on=to, **more)


def _sessions(week: tuple[Session, ...]) -> list[tuple[date, str]]:
    return [(one.on, one.kind) for one in week]


def test_a_run_moves_to_a_later_day_and_the_runs_after_it_move_along() -> None:
    story, day = _rebuilding()
    assert _days(story.decide(day), "run") == [0, 2, 4]
    _move(story, day, "run", 2, 3)
    moved = story.decide(day)
    assert _days(moved, "run") == [0, 3, 5]
    assert "session_moved" in codes(moved)


def test_the_run_of_today_moves_and_running_stays_allowed() -> None:
    story, day = _rebuilding()
    before = story.decide(day)
    _move(story, day, "run", 0, 1)
    after = story.decide(day)
    assert _days(after, "run") == [1, 3, 5]
    assert (after.running_allowed, after.limits) == (before.running_allowed, before.limits)


def test_a_run_never_moves_to_the_day_after_another() -> None:
    story, day = _rebuilding()
    found = _choices(story, day, "run", 2)
    assert sorted(found) == [0, 1, 3, 4, 5, 6]
    assert found[1].why_not is not None
    assert found[1].why_not.code == "move_beside_run"
    assert found[3].open
    _move(story, day, "run", 2, 1)
    same = story.decide(day)
    assert _days(same, "run") == [0, 2, 4]
    assert "move_waits" in codes(same)


def test_what_a_choice_shows_is_what_the_move_makes() -> None:
    story, day = _rebuilding()
    for kind in ("run", "strength", "cross", "mobility"):
        for ahead in _days(story.decide(day), kind)[:1]:
            for to, choice in _choices(story, day, kind, ahead).items():
                if choice.open:
                    told = Story("calf_strain_gastroc", story.onset)
                    told.events = list(story.events)
                    _move(told, day, kind, ahead, to)
                    decided = decide_all([told.events], story.on(day))[0]
                    assert isinstance(decided, Decision)
                    assert _sessions(decided.week) == _sessions(choice.week)


def test_a_day_without_time_and_a_day_away_say_so() -> None:
    story, day = _rebuilding()
    today = story.on(day)
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 60.0)
    names = list(week)
    week[names[(today.weekday() + 3) % 7]] = 0
    story.add("availability_set", day, weekdays=week)
    gone = (today + timedelta(days=5)).isoformat()
    away: dict[str, Any] = {"from": gone, "to": gone, "why": "other"}
    story.add("away_set", day, **away)
    found = _choices(story, day, "run", 2)
    assert found[3].why_not is not None
    assert found[3].why_not.code == "move_no_time"
    assert found[5].why_not is not None
    assert found[5].why_not.code == "move_away"


def test_strength_keeps_a_day_between_and_keeps_away_from_runs() -> None:
    story, day = _rebuilding()
    strength = _days(story.decide(day), "strength")
    found = _choices(story, day, "strength", strength[0])
    assert {one.why_not.code for one in found.values() if one.why_not} >= {"move_beside_run"}


@pytest.mark.parametrize(
    ("kind", "ahead", "to", "why_not"),
    [
        ("strength", 1, 3, "move_stands"),
        ("strength", 1, 2, "move_beside_run"),
        ("walk", 2, 3, "move_taken"),
        ("cross", 6, 4, "move_no_room"),
        ("mobility", 2, 0, None),
    ],
)
def test_the_first_rule_in_the_way_is_named(kind: str, ahead: int, to: int, why_not: str | None) -> None:
    story, day = _knee()
    found = _choices(story, day, kind, ahead)[to].why_not
    assert (found.code if found else None) == why_not


def test_strength_keeps_a_day_from_strength() -> None:
    lived = Faithful("mtss")
    story, day = lived.story, len(lived.live(9).days)
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 60.0)
    story.add("availability_set", day, weekdays=week | {story.on(day + 6).strftime("%a").lower(): 0})
    story.check(day)
    assert _days(story.decide(day), "strength") == [0, 2]
    found = _choices(story, day, "strength", 2)[1].why_not
    assert found is not None
    assert found.code == "move_beside_strength"


def test_where_the_same_work_stands_already_nothing_moves() -> None:
    story, day = _rebuilding()
    found = _choices(story, day, "run", 2)
    assert found[0].why_not is not None
    assert found[0].why_not.code == "move_stands"
    assert found[4].why_not is not None
    assert found[4].why_not.code == "move_stands"


def test_taken_back_a_move_is_as_if_it_was_never_said() -> None:
    story, day = _rebuilding()
    before = story.decide(day)
    _move(story, day, "run", 2, 3, name="move")
    assert _days(story.decide(day), "run") != _days(before, "run")
    story.add("withdrawn", day, event=story.ids["move"])
    assert _sessions(story.decide(day).week) == _sessions(before.week)


def test_the_newest_word_about_a_day_counts() -> None:
    story, day = _rebuilding()
    _move(story, day, "run", 2, 4)
    assert _days(story.decide(day), "run") == [0, 4, 6]
    _move(story, day, "run", 4, 2)
    assert _days(story.decide(day), "run") == [0, 2, 4]


def test_there_and_back_is_the_week_as_it_was() -> None:
    story, day = _rebuilding()
    before = story.decide(day)
    for kind, one, other in (("run", 0, 3), ("strength", 0, 1)):
        _move(story, day, kind, one, other)
        _move(story, day, kind, other, one)
    assert _sessions(story.decide(day).week) == _sessions(before.week)


def test_a_move_to_a_day_that_has_passed_is_not_spoken_of() -> None:
    story, day = _rebuilding()
    _move(story, day, "run", 0, 1)
    assert "session_moved" in codes(story.decide(day))
    story.check(day + 2)
    assert not {"session_moved", "move_waits"} & set(codes(story.decide(day + 2)))


def test_further_than_a_plan_is_long_is_no_move() -> None:
    story, day = _rebuilding()
    _move(story, day, "run", 0, 7)
    decision = story.decide(day)
    assert _days(decision, "run") == [0, 2, 4]
    assert not {"session_moved", "move_waits"} & set(codes(decision))


def test_a_session_that_is_not_planned_moves_nowhere() -> None:
    story, day = _rebuilding()
    assert _choices(story, day, "run", 1) == {}
    assert choices([story.events[1:]], story.on(day), "run", story.on(day)) == ()


def test_with_two_injuries_the_move_holds_for_the_one_week_of_both() -> None:
    story, day = _rebuilding()
    knee = Story("pfp", story.onset, named_by="physio")
    knee.screen(0)
    knee.checks(0, day)
    other = [replace(one, id=str(uuid5(UUID(OTHER), one.id)), episode=OTHER) for one in knee.events]
    logs: list[list[Event]] = [story.events, other]
    today = story.on(day)
    week = next(one.week for one in decide_all(logs, today) if isinstance(one, Decision))
    ride = next(one for one in week if one.kind in ("cross", "walk"))
    found = choices(logs, today, ride.kind, ride.on)
    assert found
    for choice in found:
        assert choice.open == bool(choice.week)
        assert all(one.kind != "run" for one in choice.week)


@pytest.mark.parametrize("kind", ["run", "strength", "cross", "mobility"])
def test_every_day_says_yes_or_why_not(kind: str) -> None:
    story, day = _rebuilding()
    for ahead in _days(story.decide(day), kind):
        for choice in _choices(story, day, kind, ahead).values():
            assert choice.open != (choice.why_not is not None)
