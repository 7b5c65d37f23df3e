"""Dates, durations and numbers as people and vendors write them in tables."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from opbouw.activities.cells import decimal_comma, to_float
from opbouw.activities.dates import When, order_of, parse_clock, parse_seconds, parse_when

DAY = date(2024, 3, 6)
NINE = time(9, 5, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-06", When(DAY)),
        ("2024/03/06 9:05", When(DAY, time(9, 5))),
        ("2024-03-06T09:05:07.250Z", When(DAY, NINE, UTC)),
        ("2024-03-06 09:05:07 -0730", When(DAY, NINE, timezone(-timedelta(hours=7, minutes=30)))),
        ("06.03.2024, 09:05:07", When(DAY, NINE)),
        ("6-3-24 9.05", When(DAY, time(9, 5))),
        ("6 mrt. 2024 09:05:07", When(DAY, NINE)),
        ("6 maart 2024 om 09:05", When(DAY, time(9, 5))),
        ("6. März 2024 um 09:05 Uhr", When(DAY, time(9, 5))),
        ("Mar 6, 2024, 9:05:07\u202fAM", When(DAY, NINE)),
        ("6 mars 2024 à 09:05:07", When(DAY, NINE)),
        ("6 de marzo de 2024, 09:05:07", When(DAY, NINE)),
        ("6 ago 2024", When(date(2024, 8, 6))),
        ("6 juil. 2024", When(date(2024, 7, 6))),
        ("1709715907", When(DAY, NINE, UTC)),
        ("1709715907000", When(DAY, NINE, UTC)),
        ("2024-02-30", None),
        ("2024-03-06 25:00", None),
        ("2024-03-06 13:05 PM", None),
        ("2024-03-06 soon", None),
        ("March", None),
        ("", None),
    ],
)
def test_a_date_is_read_in_every_language_or_not_at_all(text: str, expected: When | None) -> None:
    assert parse_when(text) == expected


def test_the_order_of_day_and_month_is_only_asked_where_it_matters() -> None:
    assert parse_when("02/03/2026", day_first=True) == When(date(2026, 3, 2))
    assert parse_when("02/03/2026", day_first=False) == When(date(2026, 2, 3))
    assert parse_when("13/03/2026", day_first=False) == When(date(2026, 3, 13))
    texts = ("13/03/2026", "03/13/2026", "02/03/2026", "02.03.2026", "2026-03-02")
    assert [order_of(text) for text in texts] == [True, False, None, True, None]


def test_an_instant_needs_a_time_of_day() -> None:
    assert When(DAY).instant(UTC) is None
    assert When(DAY, NINE).instant(timezone(timedelta(hours=1))) == datetime(2024, 3, 6, 8, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7:05", time(7, 5)), ("7.05 pm", time(19, 5)), ("12:00 AM", time(0, 0)), ("24:00", None), ("7", None)],
)
def test_a_time_of_day_is_read_or_not(text: str, expected: time | None) -> None:
    assert parse_clock(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1:02:03", 3723.0),
        ("00:03:47.9", 227.9),
        ("52:30", 3150.0),
        ("0 days 00:52:30", 3150.0),
        ("1 day 01:00:00", 90_000.0),
        ("1970-01-01 00:53:17.237793", 3197.237793),
        ("1h 2m 3s", 3723.0),
        ("1 uur 30 min", 5400.0),
        ("45 minuten", 2700.0),
        ("2 Std", 7200.0),
        ("45", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_duration_is_read_or_not(text: str, expected: float | None) -> None:
    assert parse_seconds(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "comma", "expected"),
    [
        ("5.81", None, 5.81),
        ("5,81", None, 5.81),
        ("5,81", False, 5.81),
        ("1,024", None, 1024.0),
        ("1,024", True, 1.024),
        ("1.024", True, 1024.0),
        ("1.024", False, 1.024),
        ("1.234,5", None, 1234.5),
        ("1,234.5", None, 1234.5),
        ("1\u00a0234,5", None, 1234.5),
        ("10,02 km", None, 10.02),
        ("-3", None, -3.0),
        ("1e3", None, 1000.0),
        ("--", None, None),
        ("nan", None, None),
        ("1e999", None, None),
        ("5:42", None, None),
        ("1.2.3", None, None),
        ("9" * 100, None, None),
    ],
)
def test_a_number_is_read_with_either_decimal_sign(text: str, comma: bool | None, expected: float | None) -> None:
    assert to_float(text, comma=comma) == expected


def test_only_numbers_that_tell_vote_on_the_decimal_sign() -> None:
    texts = ("5,81", "5.81", "1,024", "1.024", "02.03.2026", "1.234,5", "run", "12")
    assert [decimal_comma(text) for text in texts] == [True, False, None, None, None, True, None, None]
