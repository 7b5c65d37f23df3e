"""Every value finite and possible, or unknown; and what the runner's day and duplicates make of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from opbouw.activities import (
    Activity,
    facts,
    merge_duplicates,
    merge_facts,
    read_activity,
    same_activity,
    with_local_dates,
)
from opbouw.activities.sanitize import Draft, build, number, sane_instant, sane_offset
from tests.activities.making import START, fit, tcx, ten_minutes

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, 251.0, None, "150", True, 10**400])
def test_what_is_no_possible_number_is_unknown(value: object) -> None:
    assert number(value, 0.0, 250.0) is None


@pytest.mark.parametrize(
    ("instant", "sane"),
    [
        (datetime(2026, 3, 5, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 8, 12, 0, tzinfo=UTC), False),
        (datetime(1989, 12, 31, tzinfo=UTC), False),
        (datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo")), False),
    ],
)
def test_a_date_before_watches_or_in_the_future_is_unknown(instant: datetime, sane: bool) -> None:
    assert (sane_instant(instant, NOW) is not None) is sane


@pytest.mark.parametrize(("seconds", "expected"), [(3600.0, 3600), (20_700.0, 20_700), (3601.0, 3600), (5e8, None)])
def test_an_offset_is_whole_quarter_hours_within_the_world(seconds: float, expected: int | None) -> None:
    assert sane_offset(seconds) == expected


def _built(**columns: list[float]) -> Activity:
    times = np.arange(3, dtype=np.float64) + START.timestamp()
    made = {name: np.array(values, dtype=np.float64) for name, values in columns.items()}
    return build(Draft(format="fit", sport="run", times=times, columns=made), "00", now=NOW)


def test_an_impossible_sample_is_missing_and_its_neighbours_stay() -> None:
    beats = _built(heart_rate_bpm=[150.0, 900.0, 152.0])
    np.testing.assert_array_equal(beats.columns["heart_rate_bpm"], [150.0, np.nan, 152.0])
    assert beats.heart_rate_bpm == 151.0


def test_the_point_where_equator_and_greenwich_meet_is_a_missing_position() -> None:
    place = _built(lat=[0.0, 52.0, 52.1], lon=[0.0, 5.0, 5.1])
    np.testing.assert_array_equal(place.columns["lat"], [np.nan, 52.0, 52.1])


def test_a_column_of_only_impossible_values_is_absent() -> None:
    assert "heart_rate_bpm" not in _built(heart_rate_bpm=[0.0, 0.0, 0.0]).columns


def _far(**changes: object) -> float | None:
    draft = Draft(format="strava", sport="run", start=START, scalars={"seconds": 1_800.0, "distance_m": 0.0})
    for name, value in changes.items():
        setattr(draft, name, value)
    return build(draft, "00", now=NOW).distance_m


def test_half_an_hour_over_no_metres_is_a_distance_nobody_measured() -> None:
    assert _far() is None
    three = np.arange(3, dtype=np.float64) + START.timestamp()
    assert _far(times=three, columns={"distance_m": np.zeros(3)}) is None
    assert _far(times=three, columns={"lat": np.full(3, 52.0), "lon": np.full(3, 5.0)}) == 0.0


def test_samples_out_of_order_are_sorted_with_a_warning() -> None:
    times = np.array([2.0, 0.0, 1.0]) + START.timestamp()
    draft = Draft(format="gpx", times=times, columns={"altitude_m": np.array([2.0, 0.0, 1.0])})
    activity = build(draft, "00", now=NOW)
    assert activity.columns["altitude_m"].tolist() == [0.0, 1.0, 2.0]
    assert activity.warnings == ("times_sorted",)


def test_columns_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        read_activity(fit()).columns["time_s"][0] = 1.0


def _phone_and_watch() -> tuple[Activity, Activity]:
    columns = dict(ten_minutes().columns)
    watch = {name: columns[name] for name in ("time_s", "heart_rate_bpm")}
    phone = {name: columns[name] for name in ("time_s", "lat", "lon", "distance_m")}
    return (
        ten_minutes(columns=watch, distance_m=1400.0, utc_offset_s=None, format="tcx", id="watch"),
        ten_minutes(columns=phone, heart_rate_bpm=None, start=START + timedelta(seconds=20), format="gpx", id="phone"),
    )


def test_a_phone_and_a_watch_on_the_same_run_are_one_activity_with_the_best_of_both() -> None:
    watch, phone = _phone_and_watch()
    (merged,) = merge_duplicates([watch, phone])
    assert (merged.distance_m, merged.heart_rate_bpm) == (1500.0, 150.0)
    assert {"lat", "heart_rate_bpm"} <= merged.columns.keys()
    assert np.isfinite(merged.columns["heart_rate_bpm"]).all()
    assert merged.id == "watch"
    assert merged.warnings == ("also_recorded:1",)


def test_facts_of_one_run_are_merged_and_gaps_filled() -> None:
    watch, phone = _phone_and_watch()
    (one,) = merge_facts([facts(watch), facts(replace(phone, cadence_spm=None))])
    assert (one.id, one.heart_rate_bpm, one.cadence_spm) == ("watch", 150.0, 170.0)
    assert len(merge_facts([facts(watch), facts(replace(phone, sport="swim"))])) == 2


def test_merging_gives_the_same_whatever_the_order() -> None:
    watch, phone = _phone_and_watch()
    assert [one.id for one in merge_duplicates([phone, watch])] == [one.id for one in merge_duplicates([watch, phone])]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": START + timedelta(minutes=10)}, "they do not overlap"),
        ({"sport": "swim"}, "one is a swim"),
        ({"elapsed_s": 3600.0, "columns": {}}, "one is six times as long, and has no samples to tell why"),
        ({"distance_m": 4000.0}, "the distances differ too much"),
        ({"start": None}, "one has no start"),
        ({"start": START + timedelta(minutes=3)}, "seven tenths overlap"),
    ],
)
def test_two_activities_stay_two_when_in_doubt(change: dict[str, object], why: str) -> None:
    one = ten_minutes()
    assert same_activity(one, one)
    assert not same_activity(one, replace(one, **change)), why  # type: ignore[arg-type]


def test_activities_without_a_start_are_kept() -> None:
    assert len(merge_duplicates([ten_minutes(start=None), ten_minutes(start=None)])) == 2


def test_an_activity_without_a_place_takes_the_day_of_the_place_nearest_in_time() -> None:
    columns = dict(ten_minutes().columns)
    columns["lon"] = np.full(61, 121.4)
    there = ten_minutes(columns=columns, utc_offset_s=None)
    late = Activity(start=datetime(2026, 3, 2, 22, 0, tzinfo=UTC), local_date=date(2026, 3, 2))
    assert with_local_dates([late, there])[0].local_date == date(2026, 3, 3)


def test_the_runners_zone_decides_where_the_file_does_not_say() -> None:
    late = Activity(start=datetime(2026, 3, 2, 23, 30, tzinfo=UTC), local_date=date(2026, 3, 2))
    told = replace(late, utc_offset_s=0)
    dated = with_local_dates([late, told], ZoneInfo("Europe/Amsterdam"))
    assert [one.local_date for one in dated] == [date(2026, 3, 3), date(2026, 3, 2)]


def test_two_formats_of_one_recording_are_one_activity() -> None:
    assert same_activity(read_activity(fit()), read_activity(tcx()))
