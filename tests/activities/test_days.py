"""The runner's own day: by the file, else by the place, else by the setting; over midnight, clock changes, flights."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from opbouw.activities import Activity, with_local_dates

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UTRECHT, NEW_YORK, TOKYO, VIGO = 5.1, -74.0, 139.7, -8.7


def at(text: str, *, lon: float | None = None, offset_h: float | None = None) -> Activity:
    """An activity that began at an instant of UTC, at a longitude, in a file with its own offset; or without these."""
    columns = {} if lon is None else {"time_s": np.array([0.0, 1.0]), "lon": np.array([np.nan, lon])}
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    own = None if offset_h is None else int(offset_h * 3600)
    local = start.date() if own is None else datetime.fromtimestamp(start.timestamp() + own, UTC).date()
    return Activity(sport="run", start=start, local_date=local, utc_offset_s=own, columns=columns)


def day(activity: Activity, *others: Activity, zone: ZoneInfo | None = AMSTERDAM) -> date | None:
    """The day of the first of these activities."""
    return with_local_dates([activity, *others], zone)[0].local_date


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-01-10T22:59", date(2026, 1, 10)),  # 23:59 in winter
        ("2026-01-10T23:00", date(2026, 1, 11)),  # midnight in winter
        ("2026-07-10T21:59", date(2026, 7, 10)),  # 23:59 in summer
        ("2026-07-10T22:00", date(2026, 7, 11)),  # midnight in summer
    ],
)
@pytest.mark.parametrize("lon", [None, UTRECHT])
def test_midnight_is_that_of_the_runner(utc: str, expected: date, lon: float | None) -> None:
    assert day(at(utc, lon=lon)) == expected


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-03-28T22:59", date(2026, 3, 28)),  # the night the clock goes forward: 23:59, still UTC+1
        ("2026-03-28T23:30", date(2026, 3, 29)),  # 00:30
        ("2026-03-29T21:59", date(2026, 3, 29)),  # 23:59 of the short day, UTC+2
        ("2026-03-29T22:00", date(2026, 3, 30)),
        ("2026-10-24T21:59", date(2026, 10, 24)),  # the night the clock goes back: 23:59, still UTC+2
        ("2026-10-24T22:00", date(2026, 10, 25)),
        ("2026-10-25T22:59", date(2026, 10, 25)),  # 23:59 of the long day, UTC+1
        ("2026-10-25T23:00", date(2026, 10, 26)),
    ],
)
@pytest.mark.parametrize("lon", [None, UTRECHT])
def test_the_days_of_both_clock_changes_begin_and_end_at_midnight(utc: str, expected: date, lon: float | None) -> None:
    assert day(at(utc, lon=lon)) == expected


def test_after_a_clock_change_the_zone_and_not_the_file_of_yesterday_tells_the_hour() -> None:
    yesterday = at("2026-10-24T08:00", offset_h=2)
    assert day(at("2026-10-25T22:30"), yesterday) == date(2026, 10, 25)  # 23:30 in UTC+1, 00:30 in UTC+2


def test_what_the_file_says_goes_before_place_and_setting() -> None:
    assert day(at("2026-01-10T23:30", lon=UTRECHT, offset_h=0)) == date(2026, 1, 10)
    assert day(at("2026-01-10T20:00", lon=NEW_YORK, offset_h=9)) == date(2026, 1, 11)


def test_a_place_far_from_home_goes_before_the_setting() -> None:
    assert day(at("2026-01-11T03:30", lon=NEW_YORK)) == date(2026, 1, 10)  # 22:30 there, 04:30 at home
    assert day(at("2026-01-10T16:00", lon=TOKYO)) == date(2026, 1, 11)  # 01:00 there, 17:00 at home


def test_a_place_in_the_west_of_a_wide_zone_keeps_the_clock_of_that_zone() -> None:
    madrid = ZoneInfo("Europe/Madrid")
    assert day(at("2026-07-10T22:30", lon=VIGO), zone=madrid) == date(2026, 7, 11)  # 00:30, though the sun says 22:00


def test_on_a_flight_each_run_has_the_day_of_where_it_was() -> None:
    home = at("2026-01-10T06:00", lon=UTRECHT)
    landed = at("2026-01-11T02:00", lon=NEW_YORK)  # 21:00 on the 10th
    back = at("2026-01-14T23:30", lon=UTRECHT)  # 00:30 on the 15th
    dated = with_local_dates([back, landed, home], AMSTERDAM)
    assert [one.local_date for one in dated] == [date(2026, 1, 15), date(2026, 1, 10), date(2026, 1, 10)]


def test_a_watch_without_places_is_where_the_phone_was_that_day() -> None:
    phone, watch = at("2026-01-11T03:30", lon=NEW_YORK), at("2026-01-11T03:31")
    assert day(watch, phone) == date(2026, 1, 10)


def test_a_week_after_the_journey_a_watch_without_places_is_at_home() -> None:
    phone, watch = at("2026-01-11T03:30", lon=NEW_YORK), at("2026-01-18T03:31")
    assert day(watch, phone) == date(2026, 1, 18)


def test_without_a_setting_the_place_tells_and_without_any_place_the_nearest() -> None:
    assert day(at("2026-01-10T22:00", lon=TOKYO), zone=None) == date(2026, 1, 11)
    assert day(at("2026-01-10T22:00"), at("2026-03-10T22:00", lon=TOKYO), zone=None) == date(2026, 1, 11)
    assert day(at("2026-01-10T22:00"), zone=None) == date(2026, 1, 10)


def test_an_activity_without_a_start_keeps_the_day_it_has() -> None:
    assert day(Activity(sport="run", local_date=date(2026, 1, 10))) == date(2026, 1, 10)
