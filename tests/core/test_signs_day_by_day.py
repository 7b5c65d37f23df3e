"""Warning signs in the order they were told: opened, asked, unsure, answered, taken back, closed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from opbouw.core.diary import read_diary
from opbouw.core.flags import FlagState, Pending, questions_for
from opbouw.core.log import read_log
from opbouw.core.signs import Signs, signs_after
from opbouw.core.spots import Watch
from opbouw.evidence import tables
from tests.core.making import ZONE, Story

NIGHT, CHEST, LIMP = "rf_night_pain", "rf_chest", "rf_limp_48h"


def _signs(story: Story, day: int, *, named: bool = True) -> Signs:
    """The signs after each day up to one."""
    told = story.told_by(day)
    log = read_log(told, story.on(day))
    diary, injury = read_diary(log), tables.injuries[story.injury]
    signs = Signs(injury, log.start.spot, named=named)
    for number in range(day + 1):
        signs = signs_after(signs, log, diary, injury, story.on(number))
    return signs


def _state(story: Story, day: int, *, named: bool = True) -> FlagState:
    return _signs(story, day, named=named).state


def _on(day: int) -> date:
    return Story("pfp").on(day)


def _pfp(**answers: str) -> Story:
    story = Story("pfp")
    story.screen(0, **answers)
    return story


def test_before_anything_is_told_every_question_is_missing() -> None:
    state = _state(Story("pfp"), 0)
    region = questions_for(tables.injuries["pfp"], None)
    assert set(state.missing) == set(region)
    assert list(state.missing) == [one for one in tables.red_flags if one in region]
    assert state == FlagState((), (), None, None, None, missing=state.missing)


def test_all_answered_no_is_screened_on_that_day() -> None:
    assert _state(_pfp(), 0) == FlagState((), (), _on(0), None, None)


def test_the_oldest_answer_is_the_day_of_screening() -> None:
    story = _pfp()
    story.add("screened", 3, answers={NIGHT: "no"}, why="asked")
    assert _state(story, 3).screened_on == _on(0)
    story.screen(5)
    assert _state(story, 5).screened_on == _on(5)


def test_a_yes_stands_open_and_a_later_no_does_not_close_it() -> None:
    story = _pfp(rf_night_pain="yes")
    assert _state(story, 0).open == (NIGHT,)
    story.screen(1)
    assert _state(story, 1).open == (NIGHT,)


@pytest.mark.parametrize(
    ("flag", "pending", "unsure"), [(CHEST, True, False), (NIGHT, False, True), ("rf_cant_bear", True, False)]
)
def test_not_knowing_holds_running_or_the_step(flag: str, pending: bool, unsure: bool) -> None:
    state = _state(_pfp(**{flag: "unknown"}), 0)
    assert state.pending == ((Pending(flag, _on(0)),) if pending else ())
    assert state.unsure == ((Pending(flag, _on(0)),) if unsure else ())
    assert state.screened_on == _on(0)


def test_not_knowing_still_keeps_its_first_day() -> None:
    story = _pfp(rf_chest="unknown", rf_night_pain="unknown")
    story.screen(4, rf_chest="unknown", rf_night_pain="unknown")
    state = _state(story, 4)
    assert (state.pending, state.unsure) == ((Pending(CHEST, _on(0)),), (Pending(NIGHT, _on(0)),))


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_yes_or_a_no_ends_the_waiting(answer: str) -> None:
    story = _pfp(rf_chest="unknown", rf_night_pain="unknown")
    story.screen(1, rf_chest=answer, rf_night_pain=answer)
    state = _state(story, 1)
    assert (state.pending, state.unsure) == ((), ())
    assert state.open == ((CHEST, NIGHT) if answer == "yes" else ())


def test_a_no_told_late_ends_no_waiting_and_answers_nothing() -> None:
    story = _pfp(rf_chest="unknown", rf_night_pain="unknown")
    answers = dict.fromkeys(questions_for(tables.injuries["pfp"], None), "no")
    story.add("screened", 1, late=5, answers=answers, why="asked")
    state = _state(story, 6)
    assert (state.pending, state.unsure) == ((Pending(CHEST, _on(0)),), (Pending(NIGHT, _on(0)),))
    assert state.screened_on == _on(0)


def test_a_yes_told_late_opens_and_ends_the_waiting() -> None:
    story = _pfp(rf_chest="unknown")
    story.add("screened", 1, late=5, answers={CHEST: "yes"}, why="asked")
    state = _state(story, 6)
    assert (state.open, state.pending) == ((CHEST,), ())


def test_a_question_of_the_table_outside_the_region_counts_and_an_unknown_one_does_not() -> None:
    story = _pfp()
    story.add("screened", 1, answers={"rf_dvt": "yes", "rf_of_tomorrow": "yes", NIGHT: "no"}, why="asked")
    assert _state(story, 1).open == ("rf_dvt",)


def test_night_pain_asks_its_question_and_waits() -> None:
    story = _pfp()
    story.check(2, night_pain=True)
    state = _state(story, 2)
    assert state.pending == (Pending(NIGHT, _on(2)),)
    story.check(4, night_pain=True)
    assert _state(story, 4).pending == (Pending(NIGHT, _on(2)),), "asked since the first night"


def test_what_stands_open_is_not_asked() -> None:
    story = _pfp(rf_night_pain="yes")
    story.check(2, night_pain=True)
    assert _state(story, 2).pending == ()


def test_told_and_answered_on_one_day_in_the_order_of_the_clock() -> None:
    story = _pfp()
    story.check(2, night_pain=True)
    story.screen(2)
    assert _state(story, 2).pending == ()
    other = _pfp()
    other.screen(2)
    other.check(2, night_pain=True)
    assert _state(other, 2).pending == (Pending(NIGHT, _on(2)),)


# ---- a slip of the thumb


def _mistake(day: int = 3, *, of: int = 3, late: float = 0, why: str = "mistake", **changed: str) -> FlagState:
    story = _pfp()
    story.screen(of, rf_night_pain="yes")
    answers = dict.fromkeys(questions_for(tables.injuries["pfp"], None), "no") | changed
    story.add("screened", day, late=late, answers=answers, why=why)
    return _state(story, day + 9)


def test_a_slip_of_the_thumb_is_taken_back_the_same_day() -> None:
    state = _mistake()
    assert (state.open, state.mistake_on, state.screened_on) == ((), _on(3), _on(3))


def test_otherwise_it_stays_open() -> None:
    for state in (
        _mistake(4),
        _mistake(late=1),
        _mistake(why="asked"),
        _mistake(rf_chest="unknown"),
        _mistake(rf_chest="yes"),
    ):
        assert NIGHT in state.open
        assert state.mistake_on is None


def test_one_question_left_out_is_not_every_question() -> None:
    story = _pfp(rf_night_pain="yes")
    answers = dict.fromkeys(questions_for(tables.injuries["pfp"], None), "no")
    answers.pop("rf_surgery")
    story.add("screened", 0, answers=answers, why="mistake")
    assert _state(story, 0).open == (NIGHT,)


def test_with_a_sign_of_an_earlier_day_nothing_is_taken_back() -> None:
    story = _pfp(rf_limp_48h="yes")
    story.screen(3, rf_night_pain="yes", rf_limp_48h="yes")
    story.screen(3, why="mistake")
    assert _state(story, 3).open == (NIGHT, LIMP)


@pytest.mark.parametrize(("days", "open"), [(13, True), (14, False)])
def test_the_same_slip_is_taken_back_once_in_fourteen_days(days: int, open: bool) -> None:
    story = _pfp()
    for day in (3, 3 + days):
        story.screen(day, rf_night_pain="yes")
        story.screen(day, why="mistake")
    state = _state(story, 3 + days)
    assert (NIGHT in state.open) is open
    assert state.mistake_on == _on(3 if open else 3 + days)


def test_another_slip_within_fourteen_days_is_its_own() -> None:
    story = _pfp()
    for day, flag in ((3, NIGHT), (5, CHEST)):
        story.screen(day, **{flag: "yes"})
        story.screen(day, why="mistake")
    assert _state(story, 5).open == ()


def test_what_waited_is_answered_by_taking_back() -> None:
    story = _pfp(rf_chest="unknown", rf_surgery="unknown")
    story.screen(3, rf_night_pain="yes", rf_chest="unknown", rf_surgery="unknown")
    story.screen(3, why="mistake")
    state = _state(story, 3)
    assert (state.open, state.pending, state.unsure) == ((), (), ())


# ---- a clearance


def _cleared(
    flag: str, answer: str, *, injury: str = "pfp", by: str = "physio", day: int = 3, **said: Any
) -> FlagState:
    story = Story(injury)
    story.screen(2, **{flag: answer})
    story.add("cleared", day, role=by, seen_by=by, flags=[flag], **said)
    return _state(story, 5)


def test_a_look_closes_what_it_names() -> None:
    state = _cleared(LIMP, "yes")
    assert (state.open, state.cleared_on) == ((), _on(3))
    assert _cleared(NIGHT, "yes").open == (NIGHT,)
    assert _cleared(NIGHT, "yes").cleared_on is None
    assert _cleared(NIGHT, "yes", by="doctor").open == ()
    assert _cleared(LIMP, "yes", injury="bsi_fibula").open == (LIMP,)
    assert _cleared(LIMP, "yes", injury="bsi_fibula", by="doctor").open == ()
    assert _cleared(LIMP, "yes", seen_on="2026-03-03").open == (LIMP,), "seen on day 1, before it showed"


def test_a_look_answers_what_waited_and_what_was_unsure() -> None:
    state = _cleared(CHEST, "unknown", by="doctor")
    assert (state.pending, state.cleared_on) == ((), None)
    assert _cleared(CHEST, "unknown").pending == (Pending(CHEST, _on(2)),)
    assert _cleared(LIMP, "unknown").unsure == ()
    assert _cleared(NIGHT, "unknown").unsure == (Pending(NIGHT, _on(2)),)
    assert _cleared(LIMP, "unknown", injury="bsi_fibula").unsure != ()


def test_a_look_without_flags_closes_nothing() -> None:
    story = _pfp(rf_limp_48h="yes")
    story.add("cleared", 1, role="physio", seen_by="physio", injury="pfp", scope=["running"])
    assert _state(story, 1).open == (LIMP,)


# ---- bone, amber, and other spots


def test_not_knowing_a_bone_question_holds_running() -> None:
    story = Story("adductor_strain", spot="groin")
    asked = tables.regions["groin"].bone_questions
    flag = next(one for one in asked if tables.red_flags[one].urgency == "before_running")
    story.screen(0, **{flag: "unknown"})
    assert _state(story, 0).pending == (Pending(flag, _on(0)),)


def test_an_amber_sign_stands_until_the_questions_are_answered_again() -> None:
    story = _pfp()
    story.check(3, swelling="more")
    assert _state(story, 3).amber_on == _on(3)
    assert _state(story, 4).amber_on == _on(3)
    story.screen(5)
    assert _state(story, 5).amber_on is None


def test_an_amber_sign_stands_also_before_any_answer() -> None:
    story = Story("pfp")
    story.check(3, swelling="more")
    assert _state(story, 3).amber_on == _on(3)


def test_a_new_spot_is_followed_and_asks_the_questions_of_its_place() -> None:
    story = _pfp()
    story.check(3, other_spots=[{"spot": "calf", "pain": 2}])
    state = _state(story, 3)
    at = datetime.combine(_on(3), datetime.min.time(), ZONE) + timedelta(hours=8, seconds=2)
    assert state.watches == (Watch("calf", _on(3), at, 2, 2, _on(3)),)
    region = set(questions_for(tables.injuries["pfp"], None))
    asked = [one for one in questions_for(tables.injuries["pfp"], "calf") if one not in region]
    assert [one.id for one in state.pending] == [one for one in tables.red_flags if one in asked]
    assert {one.since for one in state.pending} == {_on(3)}
    assert state.new_spot is True
    story.screen(4)
    assert _state(story, 4).new_spot is False


def test_watches_stand_in_the_order_of_their_names() -> None:
    story = _pfp()
    story.check(3, other_spots=[{"spot": "midfoot", "pain": 2}, {"spot": "calf", "pain": 1}])
    assert [one.spot for one in _state(story, 3).watches] == ["calf", "midfoot"]


def _sore_spot(first: float, then: float, *, until: int = 17) -> list[int]:
    """Days on which a spot first told on day 3 asks about no improvement, told each day."""
    asked = []
    for day in range(10, until + 1):
        story = _pfp()
        for on in range(3, day + 1):
            story.check(on, other_spots=[{"spot": "buttock", "pain": first if on == 3 else then}])
        if any(one == Pending("rf_no_improve", _on(day)) for one in _state(story, day).pending):
            asked.append(day)
    return asked


def test_a_spot_as_sore_after_a_fortnight_asks_on_that_day() -> None:
    assert _sore_spot(2, 2) == [17]
    assert _sore_spot(2, 3) == [17]
    assert _sore_spot(2, 1) == []


def test_a_day_without_events_leaves_the_signs_as_they_are() -> None:
    story = _pfp()
    log = read_log(story.told_by(2), story.on(2))
    injury = tables.injuries["pfp"]
    signs = signs_after(Signs(injury, None, named=True), log, read_diary(log), injury, story.on(0))
    assert signs_after(signs, log, read_diary(log), injury, story.on(1)) is signs


def test_a_day_is_judged_on_a_copy() -> None:
    story = _pfp(rf_chest="unknown", rf_surgery="unknown")
    story.screen(1, rf_night_pain="yes")
    log = read_log(story.told_by(2), story.on(2))
    injury = tables.injuries["pfp"]
    diary = read_diary(log)
    first = signs_after(Signs(injury, None, named=True), log, diary, injury, story.on(0))
    before = (dict(first.open), dict(first.waiting), dict(first.unsure), dict(first.answered), dict(first.mistakes))
    signs_after(first, log, diary, injury, story.on(1))
    assert (first.open, first.waiting, first.unsure, first.answered, first.mistakes) == before
    assert first.state.open == ()


def test_questions_answered_before_the_sign_of_the_same_day_do_not_answer_it() -> None:
    story = Story("pfp", spot="knee_anterior")
    story.screen(0)
    story.screen(3)
    story.check(3, swelling="more")
    assert _state(story, 3).amber_on == _on(3)
    story.screen(3)
    assert _state(story, 3).amber_on is None
