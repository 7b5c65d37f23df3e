"""What a change to a week already shown leaves of the next run, by its answer and its day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opbouw.core.change import bounds_of_change, held_minutes, is_open
from opbouw.core.limits import Bound
from opbouw.core.walk import Change, Less, Walk

ON = date(2026, 4, 1)
WALK = Walk(day=ON, phase="rebuild", since=ON, tests_from=ON, last_before=ON)


def _change(hold: float | None, answer: str | None = None) -> Change:
    return Change("change", "week_trend", ON, None, None, hold_min=hold, answer=answer)


def _day(number: int) -> date:
    return ON + timedelta(days=number)


@pytest.mark.parametrize(
    ("hold", "answer", "day", "open"),
    [
        (8.0, None, 0, True),
        (8.0, None, 30, True),  # a larger run asks until it has an answer
        (None, None, 6, True),  # a smaller one asks for the week shown
        (None, None, 7, False),
        (8.0, "agree", 0, False),
        (None, "even_less", 0, False),
    ],
)
def test_a_change_asks_until_it_has_an_answer_or_its_week_is_over(
    hold: float | None, answer: str | None, day: int, open: bool
) -> None:
    assert is_open(_change(hold, answer), _day(day)) is open


def test_without_a_change_nothing_asks_and_nothing_holds() -> None:
    assert is_open(None, ON) is False
    assert held_minutes(None, ON) is None


@pytest.mark.parametrize(
    ("answer", "day", "held"),
    [
        (None, 0, 8.0),
        (None, 30, 8.0),
        ("agree", 0, None),
        ("even_less", 6, 8.0),
        ("even_less", 7, None),
    ],
)
def test_the_smaller_run_holds_until_agreed_or_for_its_week(answer: str | None, day: int, held: float | None) -> None:
    assert held_minutes(_change(8.0, answer), _day(day)) == held


def test_what_was_asked_less_ends_on_its_day() -> None:
    walk = replace(WALK, change=_change(8.0), less=(Less("change", 6.0, _day(7)), Less("older", 4.0, _day(3))))
    assert list(bounds_of_change(walk, _day(2))) == [
        Bound("as_shown", 8.0),
        Bound("even_less", 6.0),
        Bound("even_less", 4.0),
    ]
    assert list(bounds_of_change(walk, _day(3))) == [Bound("as_shown", 8.0), Bound("even_less", 6.0)]
    assert list(bounds_of_change(replace(walk, change=_change(8.0, "agree")), _day(7))) == []
