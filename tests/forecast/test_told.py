"""Reactions, weeks, left and right, and moves on the ladder, from logs of a few lines."""

from datetime import date
from typing import Any

import pytest

from opbouw import words
from opbouw.core.pain import Match
from opbouw.core.programme import steps_for
from opbouw.core.walk import Response
from opbouw.forecast import Walked, progress_of
from opbouw.forecast.moves import moves_of
from opbouw.forecast.reactions import Bounds, reactions_of
from opbouw.forecast.sides import sides_of
from opbouw.forecast.weeks import Week, weeks_of
from tests.core.making import Story
from tests.forecast.walking import days_of, story, with_walk

# ---- reactions


def test_a_run_stands_with_its_morning_after_and_the_limits_of_its_day() -> None:
    log = story()
    ran = log.run(20, 12, pain_during=3)
    log.check(21, pain_morning=1)
    (found,) = reactions_of(days_of(log, 22)).runs
    assert (found.id, found.on, found.minutes) == (ran, log.on(20), 12)
    assert (found.during, found.morning, found.progress, found.hold) == (3, 1, 2, 5)
    assert found.within is False


def test_what_was_not_told_stays_unknown() -> None:
    log = story()
    log.run(20, 12, pain_during=None)
    (found,) = reactions_of(days_of(log, 22)).runs
    assert (found.during, found.morning, found.within) == (None, None, None)


def test_a_morning_told_two_days_later_by_name_counts_for_its_run() -> None:
    log = story()
    ran = log.run(20, 12)
    log.check(22, pain_morning=2, for_session=ran)
    (found,) = reactions_of(days_of(log, 22)).runs
    assert found.morning == 2


def test_other_mornings_stand_apart_and_days_that_were_not_told_are_left_out() -> None:
    log = story()
    log.run(20, 12)
    for day, pain in ((18, 3), (21, 1), (23, 2)):
        log.check(day, pain_morning=pain)
    log.check(24, pain_morning=None)
    assert reactions_of(days_of(log, 25)).mornings == ((log.on(18), 3), (log.on(23), 2))


def test_only_the_last_four_weeks_are_shown() -> None:
    log = story()
    log.run(12, 10)
    log.run(13, 10)
    found = reactions_of(days_of(log, 40))
    assert found.first == log.on(13)
    assert [one.on for one in found.runs] == [log.on(13)]


def test_limits_change_on_the_day_that_changed_them() -> None:
    log = story()
    log.check(3, other_spots=[{"spot": "knee_front", "pain": 2}])  # a spot over bone, not ruled out: nought
    found = reactions_of(days_of(log, 4)).bounds
    assert found == (Bounds(log.on(0), log.on(2), 2, 5), Bounds(log.on(3), log.on(4), 0, 0))


# ---- weeks


def test_a_silent_week_is_unknown_a_told_one_without_running_is_nought() -> None:
    log = story()  # 2 March 2026 is a Monday
    log.run(2, 20)
    log.add("session_done", 3, kind="cross", modality="cycling", minutes=40)
    log.add("session_done", 4, kind="cross", modality="cycling", minutes=25)
    log.check(15)
    log.add("session_done", 22, kind="run")  # nobody said how long
    assert weeks_of(days_of(log, 24)) == (
        Week(date(2026, 3, 2), 20, 65),
        Week(date(2026, 3, 9), None, None),
        Week(date(2026, 3, 16), 0, 0),
        Week(date(2026, 3, 23), None, 0, unknown=1),
    )


def test_twelve_weeks_are_shown_and_none_from_before_the_complaint() -> None:
    assert [one.first for one in weeks_of(days_of(story(), 8))] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert len(weeks_of(days_of(story(), 200))) == 12


# ---- left and right


def _tested(log: Story, day: int, left: float | None, right: float | None) -> Story:
    for side, value in (("left", left), ("right", right)):
        if value is not None:
            log.add("tested", day, test="heel_raise_single", side=side, value=value, pain=0)
    return log


@pytest.mark.parametrize(
    ("left", "right", "target", "reached"),
    [
        (20, 24, 30, False),  # the highest norm where sex and age are not known: 37 less 20 percent, rounded up
        (30, 30, 30, True),
        (35, 40, 36, False),  # 90 percent of the other side is more than the norm
        (30, None, 30, True),
        (None, 30, 30, None),
    ],
)
def test_the_sore_side_is_held_against_what_the_gate_asks(
    left: float | None, right: float | None, target: float, reached: bool | None
) -> None:
    (found,) = sides_of(days_of(_tested(story(), 3, left, right), 4)[-1])
    assert (found.left, found.right, found.target, found.reached) == (left, right, target, reached)
    assert found.sore == ("left",)


def test_the_newest_result_counts_and_an_old_one_is_said_to_be_old() -> None:
    log = _tested(_tested(story(), 3, 20, 24), 6, 25, 26)
    (found,) = sides_of(days_of(log, 7)[-1])
    assert (found.left, found.left_on, found.valid) == (25, log.on(6), True)
    (later,) = sides_of(days_of(log, 60)[-1])
    assert not later.valid


def test_two_sore_sides_are_not_held_against_each_other() -> None:
    (found,) = sides_of(days_of(_tested(story(side="both"), 3, 33, 50), 4)[-1])
    assert (found.target, found.sore, found.reached) == (30, ("left", "right"), True)


def test_a_test_that_gives_pain_or_minutes_is_no_comparison_of_legs() -> None:
    log = story()
    log.test(3, "walk_brisk_30", 30)
    log.test(3, "bone_palpation", 0, sides=True)
    assert sides_of(days_of(log, 4)[-1]) == ()


# ---- the ladder


def climbed(log: Story) -> Any:
    """Start, repeat, up, back, and off the ladder, a day each."""
    days = days_of(log, 6)
    steps = steps_for(days[-1].case, "tendon_lower_leg")
    amber = Response(log.on(2), "repeat", 0, (Match("r_amber", "repeat", value=4, limit=2),), None)
    limp = Response(log.on(4), "step_back", -1, (Match("r_limp", "stop_step_back", 1),), None)
    walks: dict[int, dict[str, Any]] = {
        1: {"phase": "rebuild", "steps": steps, "index": 0},
        2: {"response": amber},
        3: {"index": 1},
        4: {"index": 0, "response": limp},
        6: {"phase": "loosen", "phase_back_code": "limping"},
    }
    return with_walk(days, walks)


def test_each_move_on_the_ladder_is_told_with_its_day_and_why() -> None:
    log = story()
    found = moves_of(climbed(log))
    assert [(one.on, one.kind, one.was, one.n) for one in found] == [
        (log.on(1), "start", None, 1),
        (log.on(2), "repeat", 1, 1),
        (log.on(3), "up", 1, 2),
        (log.on(4), "back", 2, 1),
        (log.on(6), "left", 1, None),
    ]
    assert [one.why for one in found] == [
        (),
        (("r_amber", {"on": log.on(2).isoformat(), "value": 4, "limit": 2}),),
        (),
        (("r_limp", {"on": log.on(4).isoformat()}),),
        (("back_limping", {}),),
    ]


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_why_can_be_said_in_both_languages(lang: str) -> None:
    for one in moves_of(climbed(story())):
        for code, params in one.why:
            assert words.say(code, params, lang)


def test_a_warning_sign_that_ends_the_ladder_is_named() -> None:
    log = story()
    log.add("screened", 3, answers={"rf_achilles_rupture": "yes"}, why="asked")
    days = days_of(log, 3)
    steps = steps_for(days[-1].case, "tendon_lower_leg")
    walked = with_walk(days, {1: {"phase": "rebuild", "steps": steps}, 3: {"phase": "rest", "steps": None}})
    assert moves_of(walked)[-1].why == (("flag_open", {"flag": "rf_achilles_rupture"}),)


def test_a_long_silence_that_ends_the_ladder_is_named_with_its_days() -> None:
    log = story()
    days = days_of(log, 6)
    steps = steps_for(days[-1].case, "tendon_lower_leg")
    silent = Response(log.on(6), "step_back", 0, (), None, "silence_restart")
    left: dict[str, Any] = {"phase": "strengthen", "steps": None, "response": silent}
    walked = with_walk(days, {1: {"phase": "rebuild", "steps": steps}, 6: left})
    assert moves_of(walked)[-1].why == (("silence_restart", {"days": 6}),)


# ---- all of it


def test_the_days_are_those_of_a_walk_from_nothing_also_after_more_was_told() -> None:
    log = story()
    log.checks(1, 5)
    followed = Walked(log.events[:4])
    followed.days(log.on(2))
    followed.tell(log.events[4:])
    fresh = Walked(log.events).days(log.on(5))
    assert [day.walk for day in followed.days(log.on(5))] == [day.walk for day in fresh]
    assert len(fresh) == 6


def test_a_log_that_is_not_followed_is_walked_anew() -> None:
    log = story()
    log.checks(1, 5)
    alone = Walked(log.events)
    alone._odd = True
    assert [day.walk for day in alone.days(log.on(5))] == [day.walk for day in days_of(log, 5)]


def test_fourteen_days_after_the_opening_there_is_enough_to_draw() -> None:
    log = story()
    assert not progress_of(days_of(log, 13)).enough
    assert progress_of(days_of(log, 14)).enough
    assert progress_of(days_of(log, 13)).enough_from == log.on(14)
