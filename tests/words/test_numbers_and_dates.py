"""Numbers, dates and units as each language writes them."""

from datetime import date

import pytest

from opbouw.words import amount, number, when
from opbouw.words.fill import list_of, lower_first


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (8, "8", "8"),
        (8.0, "8", "8"),
        (2.5, "2,5", "2.5"),
        (23.333, "23,3", "23.3"),
        (-0.01, "0", "0"),
        (None, "onbekend", "unknown"),
    ],
)
def test_a_number_has_a_comma_in_dutch_a_point_in_english_and_no_empty_decimals(
    value: float | None, nl: str, en: str
) -> None:
    assert (number(value, "nl"), number(value, "en")) == (nl, en)


def test_a_date_names_its_day_without_the_locale_of_the_machine() -> None:
    assert when(date(2026, 3, 2), "nl") == "maandag 2 maart"
    assert when("2026-03-02", "en") == "Monday 2 March"
    assert when(date(2028, 2, 29), "nl", year=True) == "dinsdag 29 februari 2028"
    assert when(date(2026, 11, 1), "en", year=True) == "Sunday 1 November 2026"


def test_a_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError):
        when("2 maart", "nl")


def test_a_unit_follows_after_a_space_that_does_not_break() -> None:
    assert amount(2.5, "min", "nl") == "2,5\u00a0min"
    assert amount(10, "km", "en") == "10\u00a0km"
    assert amount(1, "days", "nl") == "1\u00a0dag"
    assert amount(2, "days", "nl") == "2\u00a0dagen"
    assert amount(1, "days", "en") == "1\u00a0day"
    assert amount(0, "days", "en") == "0\u00a0days"
    assert amount(3, "step", "en") == "3"


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(KeyError, match="furlong"):
        amount(1, "furlong", "en")


def test_several_words_are_joined_as_people_do() -> None:
    assert list_of(["a"], "nl") == "a"
    assert list_of(["a", "b", "c"], "nl") == "a, b en c"
    assert list_of(["a", "b"], "en") == "a and b"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Fietsen", "fietsen"),
        ("Geen pijn in rust", "geen pijn in rust"),
        ("AlterG-loopband", "AlterG-loopband"),
        ("Y-balanstest (voorwaarts)", "Y-balanstest (voorwaarts)"),
        ("ARC five-test screen", "ARC five-test screen"),
        ("A physio has looked", "a physio has looked"),
        ("", ""),
    ],
)
def test_a_name_inside_a_sentence_begins_small_unless_it_is_written_in_capitals(text: str, inside: str) -> None:
    assert lower_first(text) == inside
