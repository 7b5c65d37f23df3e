"""Sessions on an even beat of the calendar, moved where a day does not fit, never stacked."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from opbouw.core.moves import Moves
from opbouw.core.rhythm import beat, due_days

MONDAY = date(2026, 3, 2)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def _week(first: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(7)]


@given(DAYS, st.integers(0, 7))
def test_any_seven_days_hold_as_many_beats_as_wanted(first: date, wanted: int) -> None:
    assert sum(beat(day, wanted) for day in _week(first)) == wanted


def test_the_first_session_is_today_when_nothing_was_done() -> None:
    assert due_days(_week(MONDAY), 3, lambda day: True, set())[0] == MONDAY


def test_a_session_that_does_not_fit_moves_to_the_next_day_that_does() -> None:
    days = due_days(_week(MONDAY), 1, lambda day: day.weekday() == 4, set())
    assert days == [MONDAY + timedelta(days=4)]


def test_what_was_missed_is_not_stacked() -> None:
    days = due_days(_week(MONDAY), 2, lambda day: True, set())
    assert len(days) == len(set(days)) <= 2


def test_what_was_done_counts_in_the_seven_days() -> None:
    done = {MONDAY - timedelta(days=n) for n in (1, 2, 3)}
    days = due_days(_week(MONDAY), 3, lambda day: True, done)
    assert min(days) >= MONDAY + timedelta(days=4)  # three in the seven days up to Thursday, the first of them Friday


def test_a_session_moves_to_a_later_day_and_the_next_one_stays() -> None:
    week = _week(MONDAY)
    assert due_days(week, 2, lambda day: True, set(), apart=2) == [MONDAY, week[3]]
    moves = Moves({MONDAY: False, week[1]: False, week[2]: True})
    assert due_days(week, 2, lambda day: True, set(), moves, apart=2) == [week[2], week[4]]


def test_a_session_moved_forward_takes_the_place_of_the_next() -> None:
    week = _week(MONDAY)
    done = {MONDAY - timedelta(days=1)}
    assert due_days(week, 3, lambda day: True, done) == [week[2], week[4], week[6]]
    moves = Moves({week[1]: True})
    assert due_days(week, 3, lambda day: True, done, moves) == [week[1], week[4], week[6]]
    assert due_days(week[3:], 3, lambda day: True, {*done, week[1]}) == [week[3], week[6]]
    assert due_days(week[3:], 3, lambda day: True, {*done, week[1]}, moves) == [week[4], week[6]]


def test_a_moved_session_does_not_come_on_a_day_that_may_not_have_it() -> None:
    week = _week(MONDAY)
    moves = Moves({MONDAY: False, week[1]: True})
    assert due_days(week, 1, lambda day: day.weekday() > 3, set(), moves) == [week[4]]


@given(DAYS, st.integers(1, 6), st.sets(st.integers(1, 6)), st.integers(1, 3))
def test_sessions_keep_their_distance_and_their_number(first: date, wanted: int, ago: set[int], apart: int) -> None:
    done = {first - timedelta(days=n) for n in ago}
    days = due_days(_week(first), wanted, lambda day: True, done, apart=apart)
    all_days = sorted({*done, *days})
    for day in days:
        assert sum(0 <= (day - one).days < 7 for one in all_days) <= wanted
    assert all((later - before).days >= apart for before, later in pairwise(all_days) if later in days)
