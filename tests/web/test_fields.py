"""Numbers with comma or point, out of range refused and never moved; dates not after today; names on one line."""

import math
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from opbouw.web.ui.fields import NumberField, PaceField, PastDateField, tidy_name

KM = NumberField(low=0, high=400, unit="km", required=False)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("40,5", 40.5), ("40.5", 40.5), (" 40 ", 40), ("0", 0), ("400", 400), ("+7,25", 7.25), ("12\u00a0", 12)],
)
def test_comma_and_point_are_both_read(typed: str, value: float) -> None:
    assert KM.clean(typed) == value


@pytest.mark.parametrize("typed", ["", "   "])
def test_left_open_is_unknown_and_not_zero(typed: str) -> None:
    assert KM.clean(typed) is None


@pytest.mark.parametrize("typed", ["-1", "400,1", "1000"])
def test_out_of_range_is_refused_with_the_range(typed: str) -> None:
    with translation.override("nl"), pytest.raises(ValidationError, match="van 0 tot en met 400 km"):
        KM.clean(typed)


@pytest.mark.parametrize("typed", ["abc", "1,2,3", "1.000,5", "NaN", "inf", "1e3", "--5", "½", "٣x", "12 km/h"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        KM.clean(typed)


def test_a_whole_number_is_asked_where_parts_make_no_sense() -> None:
    with pytest.raises(ValidationError, match="whole"):
        NumberField(low=0, high=10, whole=True).clean("2,5")


def test_a_year_is_named_without_a_thousands_sign() -> None:
    with pytest.raises(ValidationError, match="from 1916 to 2026"):
        NumberField(low=1916, high=2026, whole=True, grouped=False).clean("26")


@given(st.text(max_size=12))
def test_any_text_gives_a_number_in_range_nothing_or_a_refusal(typed: str) -> None:
    try:
        value = KM.clean(typed)
    except ValidationError:
        return
    assert value is None or (math.isfinite(value) and 0 <= value <= 400)


@given(st.floats(0, 400).map(lambda value: round(value, 2)))
def test_a_number_is_the_same_with_comma_and_with_point(value: float) -> None:
    text = f"{value:.2f}"
    assert KM.clean(text) == KM.clean(text.replace(".", ",")) == value


@pytest.mark.parametrize(
    ("typed", "seconds"), [("6:10", 370), ("6.10", 370), ("6", 360), ("2:30", 150), ("20:00", 1200)]
)
def test_a_pace_is_minutes_and_seconds(typed: str, seconds: int) -> None:
    assert PaceField(required=False).clean(typed) == seconds


@pytest.mark.parametrize("typed", ["6:61", "2:29", "20:01", "fast", "6:10:00", "0:00"])
def test_a_pace_nobody_runs_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="6:10"):
        PaceField(required=False).clean(typed)


class Odd(forms.Form):
    """A form that two things are wrong with as a whole."""

    def clean(self) -> None:
        self.add_error(None, "Choose the column of the date.")
        self.add_error(None, "Choose the column of the time.")


def test_the_summary_counts_every_sentence_it_shows() -> None:
    with translation.override("en"):
        shown = render_to_string("ui/parts/errors.html", {"form": Odd({})})
    assert "2 things to look at:" in shown
    assert shown.count("<li") == 2


def test_a_date_after_today_is_refused() -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    with translation.override("nl"), pytest.raises(ValidationError, match="niet later dan vandaag"):
        PastDateField().clean(tomorrow)


def test_today_is_a_date_in_the_past() -> None:
    today = timezone.localdate()
    assert PastDateField().clean(today.isoformat()) == today


def test_a_date_can_be_written_the_dutch_way() -> None:
    assert PastDateField().clean("24-08-2022") == date(2022, 8, 24)


def test_a_date_before_the_earliest_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="not before 1 January 2020"):
        PastDateField(earliest=date(2020, 1, 1)).clean("2019-12-31")


@pytest.mark.parametrize(("typed", "name"), [("  Anna   Vos\n", "Anna Vos"), ("A\u200bB", "AB"), ("Zoë", "Zoë")])
def test_a_name_is_one_line(typed: str, name: str) -> None:
    assert tidy_name(typed) == name


@given(st.text(max_size=30))
def test_tidying_a_name_twice_changes_nothing(typed: str) -> None:
    once: Any = tidy_name(typed)
    assert tidy_name(once) == once
