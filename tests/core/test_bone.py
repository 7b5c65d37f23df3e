"""The stop of a bone: what it keeps, when it ends self-management, and the only way out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from opbouw.core.bone import (
    bone_days,
    bone_exit,
    bone_pain,
    bone_stop,
    leave_bone_stop,
    may_self_hop,
    pain_without_run,
)
from opbouw.core.case import Case
from opbouw.core.walk import Day, Response, Walk
from tests.core.cases import case_for, case_of, ran, rebuilding
from tests.core.making import Story

STOP = 40
DAY = timedelta(days=1)


def _stopped(story: Story, day: int, injury_ladder: str = "bone_slow") -> tuple[Case, Walk, Day]:
    known = Story(story.injury, story.onset)
    known.events = story.told_by(day)
    case = case_of(known, day)
    walk, at = rebuilding(case, injury_ladder, [ran(story.on(30), 10, clean=True)], bone_stops=(story.on(STOP),))
    return case, replace(walk, bone_stopped=True), at


def _fibula(first: int = STOP + 1, last: int = STOP + 6, **said: Any) -> Story:
    story = Story("bsi_fibula")
    story.checks(first, last, **said)
    return story


def _stop(stops: tuple[int, ...] = (), day: int = STOP, clean: bool = True) -> Walk:
    story = Story("bsi_fibula")
    story.run(day, 5)
    case = case_of(story, day)
    walk, at = rebuilding(case, "bone_slow", [ran(story.on(30), 9, clean=clean)])
    stops_on = tuple(story.on(one) for one in stops)
    return bone_stop(replace(walk, bone_stops=stops_on, waiting=tuple(case.diary.runs)), at)


def test_a_stop_stands_with_half_of_what_was_tolerated_last() -> None:
    made = _stop()
    assert made.bone_stopped is True
    assert made.bone_cap_min == 4.5
    assert made.bone_stops == (date(2026, 3, 2) + STOP * DAY,)
    assert made.referred == ()
    assert made.waiting, "the morning after the run is still asked"


def test_without_a_clean_run_there_is_no_half_of_it() -> None:
    assert _stop(clean=False).bone_cap_min is None


@pytest.mark.parametrize(("before", "ended"), [(1, True), (14, True), (15, False)])
def test_a_second_stop_within_fourteen_days_ends_self_management(before: int, ended: bool) -> None:
    on = date(2026, 3, 2) + STOP * DAY
    made = _stop((STOP - before,))
    assert made.bone_stops == (on - before * DAY, on)
    assert made.referred == ((("rf_focal_bone", on),) if ended else ())
    assert made.bone_again_on == (on if ended else None)


def test_pain_while_a_stop_stands_is_the_same_stop_and_counts_from_the_newest_day() -> None:
    story = Story("bsi_fibula")
    case = case_of(story, STOP)
    walk, at = rebuilding(case, "bone_slow", [])
    made = bone_stop(replace(walk, bone_stopped=True, bone_stops=(story.on(STOP - 2),)), at)
    assert made.bone_stops == (story.on(STOP),)
    assert made.referred == ()


def test_a_new_run_that_hurts_while_a_stop_stands_is_a_second_time() -> None:
    story = Story("bsi_fibula")
    story.run(STOP, 5, pain_during=1)
    case = case_of(story, STOP)
    walk, at = rebuilding(case, "bone_slow", [])
    response = Response(at.on, "step_back", 0, (), case.diary.runs[-1])
    first = story.on(STOP - 2)
    made = bone_stop(replace(walk, bone_stopped=True, bone_stops=(first,), response=response), at)
    assert made.bone_stops == (first, story.on(STOP))
    assert made.referred == (("rf_focal_bone", story.on(STOP)),)


def test_the_morning_after_belongs_to_its_run() -> None:
    story = Story("bsi_fibula")
    story.run(STOP - 1, 5, pain_during=1)
    case = case_of(story, STOP)
    walk, at = rebuilding(case, "bone_slow", [])
    response = Response(at.on, "step_back", 0, (), case.diary.runs[-1])
    made = bone_pain(replace(walk, bone_stops=(story.on(STOP - 1),), response=response), at)
    assert made.bone_stops == (story.on(STOP),)
    assert made.referred == ()


def test_a_sign_is_sent_on_once_with_its_newest_day() -> None:
    walk = replace(_stop(), referred=(("rf_focal_bone", date(2026, 4, 1)), ("rf_no_improve", date(2026, 4, 2))))
    newest = date(2026, 4, 9)
    assert walk.sent_on("rf_focal_bone", newest) == (("rf_no_improve", date(2026, 4, 2)), ("rf_focal_bone", newest))


def test_the_same_day_told_twice_is_one_stop() -> None:
    story = Story("bsi_fibula")
    walk, at = rebuilding(case_of(story, STOP), "bone_slow", [], bone_stops=(story.on(STOP),))
    for response in (None, _stop().response):
        made = bone_stop(replace(walk, response=response), at)
        assert made.bone_stops == (story.on(STOP),)
        assert (made.referred, made.bone_again_on) == ((), None)


def test_a_second_time_is_not_forgotten_when_its_stop_goes_on() -> None:
    """Its newest day moved a day away from the first time, and what was cleared before it would have held again."""
    story = Story("bsi_fibula")
    story.run(STOP, 5, pain_during=1)
    case = case_of(story, STOP + 1)
    _, at = rebuilding(case, "bone_slow", [])
    again = replace(_stop((STOP - 14,)), response=Response(at.on, "step_back", 0, (), case.diary.runs[-1]))
    made = bone_stop(again, replace(at, on=story.on(STOP + 1)))
    assert made.bone_stops == (story.on(STOP - 14), story.on(STOP + 1))
    assert made.bone_again_on == story.on(STOP)


@pytest.mark.parametrize(
    ("day", "over"),
    [(STOP + 2, False), (STOP + 3, True), (STOP + 4, True)],
)
def test_three_painless_walking_days_after_the_stop_and_its_two_rest_days(day: int, over: bool) -> None:
    """The stop on day 40: days 41, 42 and 43 are painless; day 43 is the third after it."""
    assert bone_days(*_stopped(_fibula(), day)) is over


@pytest.mark.parametrize(
    "sore",
    [{"pain_rest": 1}, {"pain_daily": 1}, {"pain_morning": 1}, {"limping": True}, {"pain_rest": None}],
)
def test_one_sore_or_untold_day_begins_the_count_again(sore: dict[str, Any]) -> None:
    story = Story("bsi_fibula")
    story.checks(STOP + 1, STOP + 2)
    story.check(STOP + 3, **sore)
    story.checks(STOP + 4, STOP + 6)
    assert not bone_days(*_stopped(story, STOP + 5))
    assert bone_days(*_stopped(story, STOP + 6))


def test_a_day_without_a_word_is_not_painless() -> None:
    story = _fibula(STOP + 1, STOP + 2)
    story.check(STOP + 4)
    assert not bone_days(*_stopped(story, STOP + 4))


def _hopped(*results: tuple[int, float, float], injury: str = "bsi_fibula") -> tuple[Case, Walk, Day]:
    """Painless days since the stop, and hops: day, pain, days late."""
    story = Story(injury, side="left")
    story.checks(STOP + 1, STOP + 9)
    for day, pain, late in results:
        story.add("tested", day, test="hop_in_place", value=10, pain=pain, side="left", late=late)
    return _stopped(story, STOP + 9)


@pytest.mark.parametrize(
    ("injured", "hopped", "out"),
    [
        ("left", {"left": 10}, True),
        ("left", {"right": 10}, False),
        ("left", {"left": 0, "right": 10}, False),  # no hop was made
        ("left", {"both": 10}, False),
        ("both", {"left": 10}, False),
        ("both", {"left": 10, "right": 10}, True),
        (None, {"left": 10, "right": 10}, True),
        (None, {"right": 10}, False),
    ],
)
def test_the_leg_that_hurt_is_the_leg_that_hops(injured: str | None, hopped: dict[str, float], out: bool) -> None:
    story = Story("bsi_fibula", **({"side": injured} if injured else {}))
    story.checks(STOP + 1, STOP + 9)
    for side, value in hopped.items():
        story.add("tested", STOP + 5, test="hop_in_place", value=value, pain=0, side=side)
    assert bone_exit(*_stopped(story, STOP + 9)) is out


@pytest.mark.parametrize(
    ("results", "out"),
    [
        ((), False),
        (((STOP, 0, 0),), False),  # on the day of the stop itself
        (((STOP + 1, 0, 0),), True),
        (((STOP + 9, 0, 0),), True),
        (((STOP + 5, 1, 0),), False),
        (((STOP + 5, 1, 0), (STOP + 6, 0, 0)), True),
        (((STOP + 5, 0, 0), (STOP + 6, 1, 0)), False),
        (((STOP + 6, 0, 0), (STOP + 6, 1, 0)), False),  # one of a day hurts
        (((STOP + 4, 0, 4),), False),  # written down days later
    ],
)
def test_the_way_out_is_a_painless_hop_since_the_stop(results: tuple[tuple[int, float, float], ...], out: bool) -> None:
    case, walk, at = _hopped(*results)
    assert bone_exit(case, walk, at) is out
    assert leave_bone_stop(case, walk, at).bone_stopped is (not out)


def test_painless_days_are_asked_also_where_nobody_hops() -> None:
    story = Story("bsi_femoral_neck")
    story.checks(STOP + 1, STOP + 3)
    assert bone_exit(*_stopped(story, STOP + 3)) is True
    assert bone_exit(*_stopped(story, STOP + 2)) is False


def test_who_is_not_stopped_has_nothing_to_leave() -> None:
    case, walk, at = _hopped((STOP + 1, 0, 0))
    free = replace(walk, bone_stopped=False)
    assert leave_bone_stop(case, free, at) is free


def test_groin_and_hip_are_never_hopped_on_by_oneself() -> None:
    assert may_self_hop(case_for("bsi_fibula"))
    assert not may_self_hop(case_for("bsi_femoral_neck"))
    assert not may_self_hop(case_for("bsi_fibula", spot="groin"))


def test_a_stop_that_still_stands_goes_on_and_an_earlier_one_is_still_counted() -> None:
    story = Story("bsi_fibula")
    case = case_of(story, STOP)
    walk, at = rebuilding(case, "bone_slow", bone_stops=(story.on(STOP - 10), story.on(STOP - 2)), bone_stopped=True)
    made = bone_stop(walk, at)
    assert made.bone_stops == (story.on(STOP - 10), story.on(STOP))
    assert made.referred == (("rf_focal_bone", story.on(STOP)),)
    one = bone_stop(replace(walk, bone_stops=walk.bone_stops[1:]), at)
    assert (one.bone_stops, one.referred) == ((story.on(STOP),), ())


def test_the_worst_pain_of_a_day_is_sought_in_answers_tests_and_work() -> None:
    story = Story("bsi_fibula")
    story.check(10, pain_daily=3, pain_rest=1)
    story.add("session_done", 10, kind="cross", modality="bike", minutes=20, pain_during=1, pain_after=0)
    story.check(11, pain_daily=1)
    story.test(11, "walk_brisk_30", 45, pain=2)
    story.add("session_done", 12, kind="cross", modality="bike", minutes=20, pain_during=0, pain_after=4)
    done = {"id": "heel_one_load", "sets": 3, "reps": 8, "pain": 5}
    story.add("session_done", 13, kind="strength", minutes=20, exercises=[done])
    case = case_of(story, 14)
    assert [pain_without_run(case, story.on(day)) for day in (10, 11, 12, 13, 14)] == [3, 2, 4, 5, 0]


@pytest.mark.parametrize(
    ("side", "hopped", "out"),
    [
        ("right", ("right",), True),
        ("right", ("left",), False),
        ("left", ("left",), True),
        ("both", ("left",), False),
        ("both", ("left", "right"), True),
        (None, ("right",), False),
    ],
)
def test_the_hop_that_ends_a_stop_is_done_on_the_sore_leg_or_on_both(
    side: str | None, hopped: tuple[str, ...], out: bool
) -> None:
    story = Story("bsi_fibula", side=side)
    story.checks(STOP + 1, STOP + 6)
    for one in hopped:
        story.add("tested", STOP + 6, test="hop_in_place", value=15, pain=0, side=one)
    case = case_of(story, STOP + 6)
    walk, at = rebuilding(case, "bone_slow", bone_stops=(story.on(STOP),), bone_stopped=True)
    assert may_self_hop(case)
    assert bone_exit(case, walk, at) is out
