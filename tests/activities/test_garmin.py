"""The JSON of a Garmin account: units, gear, days of rest, and one activity where a FIT file lies beside it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from opbouw.activities import Activity, import_paths
from opbouw.activities.garmin import read_gear, read_health_status, read_summaries, with_gear
from opbouw.activities.model import ActivityError
from opbouw.activities.summaries import Shoe, shoes_of
from opbouw.activities.wellness import WellnessDay, load_json, read_wellness
from tests.activities.making import START, fit, ten_minutes, zipped

BEGIN = START.timestamp() * 1_000
RUN: dict[str, Any] = {
    "activityId": 42,
    "activityType": "running",
    "sportType": "RUNNING",
    "startTimeGmt": BEGIN,
    "startTimeLocal": BEGIN + 3_600_000,
    "duration": 600_000.0,
    "elapsedDuration": 615_000.0,
    "distance": 150_000.0,
    "elevationGain": 1_234.0,
    "avgHr": 151,
    "maxHr": 170,
    "avgRunCadence": 85,
    "avgDoubleCadence": 170.5,
    "avgVerticalOscillation": 9.1,
    "avgGroundContactTime": 250.0,
}


def _file(*activities: dict[str, Any]) -> bytes:
    return json.dumps([{"summarizedActivitiesExport": list(activities)}]).encode()


def _read(*activities: dict[str, Any]) -> list[Activity]:
    return [row.activity for row in read_summaries(_file(*activities)).rows]


def test_centimetres_and_milliseconds_become_metres_and_seconds() -> None:
    (run,) = _read(RUN)
    assert (run.sport, run.start, run.utc_offset_s, run.local_date) == ("run", START, 3600, date(2026, 3, 2))
    assert (run.seconds, run.elapsed_s, run.distance_m, run.ascent_m) == (600.0, 615.0, 1500.0, 12.34)
    assert (run.heart_rate_bpm, run.max_heart_rate_bpm, run.cadence_spm) == (151.0, 170.0, 170.5)
    assert (run.vertical_oscillation_mm, run.ground_contact_ms) == (91.0, 250.0)


@pytest.mark.parametrize(
    ("kind", "sport", "indoor"),
    [
        ("treadmill_running", "treadmill", True),
        ("indoor_running", "treadmill", True),
        ("trail_running", "trail", False),
        ("lap_swimming", "swim", True),
        ("elliptical", "elliptical", True),
        ({"typeKey": "walking"}, "walk", None),
        (None, "run", None),
    ],
)
def test_the_types_of_the_account_become_our_sports(kind: object, sport: str, indoor: bool | None) -> None:
    (one,) = _read(RUN | {"activityType": kind})
    assert (one.sport, one.indoor) == (sport, indoor)


def test_a_slow_walk_keeps_its_own_cadence() -> None:
    (walk,) = _read(RUN | {"activityType": "walking", "avgRunCadence": 50, "avgDoubleCadence": 101.0})
    assert walk.cadence_spm == 101.0


def test_impossible_values_are_unknown() -> None:
    (run,) = _read(RUN | {"distance": -5, "avgHr": "151", "duration": None, "elapsedDuration": None, "maxHr": 1e400})
    assert (run.distance_m, run.heart_rate_bpm, run.seconds, run.max_heart_rate_bpm) == (None, None, None, None)


def test_an_activity_keeps_its_id_in_the_next_export() -> None:
    assert _read({"activityId": 1, "distance": 1.0}, RUN)[1].id == _read(RUN)[0].id


def test_of_a_multisport_activity_the_parts_count_and_without_parts_the_whole() -> None:
    whole = RUN | {"activityId": 43, "activityType": "multi_sport", "elapsedDuration": 3_600_000}
    assert [one.sport for one in _read(whole, RUN)] == ["run"]
    assert [one.sport for one in _read(whole)] == ["other"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'[{"summarizedActivitiesExport": [{"activityId": 1', "json_damaged"),
        (b'[{"summarizedActivitiesExport": ' + b"[" * 100_000, "json_damaged"),
        (b'[{"summarizedActivitiesExport": []}]', "table_empty"),
        (b'[{"summarizedActivitiesExport": [1, "2", null]}]', "table_empty"),
    ],
)
def test_damage_is_named(data: bytes, code: str) -> None:
    with pytest.raises(ActivityError) as caught:
        read_summaries(data)
    assert caught.value.code == code


def test_a_file_that_breaks_off_keeps_the_activities_before_it() -> None:
    reading = read_summaries(_file(RUN, RUN | {"activityId": 43})[:-30])
    assert [row.number for row in reading.rows] == ["42"]
    assert reading.warnings == ("export_cut_short:1",)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"sleep": ' * 2_000, b"[{", b'{"sleep": 1}x', b"[]" * 2_000])
def test_json_that_is_none_is_named(data: bytes) -> None:
    with pytest.raises(ActivityError) as caught:
        load_json(data)
    assert caught.value.code == "json_damaged"


GEAR = json.dumps(
    [
        {
            "gearDTOS": [
                {"gearPk": 7, "displayName": "Blue shoes", "gearTypeName": "Shoes"},
                {"gearPk": 8, "displayName": "Bicycle", "gearTypeName": "Bike"},
            ],
            "gearActivityDTOs": {"7": [{"activityId": 42, "gearPk": 7}], "8": [{"activityId": 44, "gearPk": 8}]},
        }
    ]
).encode()


def test_shoes_know_their_distance_from_the_activities_and_a_bicycle_is_no_shoe() -> None:
    assert read_gear(GEAR) == {"42": "Blue shoes"}
    rows = with_gear(read_summaries(_file(RUN)).rows, read_gear(GEAR))
    assert shoes_of(rows) == (Shoe("Blue shoes", ((date(2026, 3, 2), 1.5),), activities=1),)


def test_days_of_rest_come_from_three_kinds_of_files() -> None:
    daily = [
        {"calendarDate": {"date": "Mar 2, 2026 12:00:00 AM"}, "restingHeartRate": 50, "totalSteps": 9},
        {"calendarDate": "2026-03-03", "restingHeartRate": 51},
        {"calendarDate": "2026-03-04", "restingHeartRate": None},
    ]
    nights = [
        {"calendarDate": "2026-03-03", "deepSleepSeconds": 3_600, "lightSleepSeconds": 18_000, "remSleepSeconds": 1_800}
    ]
    status = [
        {
            "calendarDate": "2026-03-03",
            "metrics": [{"type": "HRV", "value": 62, "status": "IN_RANGE"}, {"type": "HR", "value": 49}],
        },
        {"calendarDate": "2026-03-04", "metrics": [{"type": "HRV", "value": 0, "status": "UNKNOWN"}]},
    ]
    assert read_wellness(json.dumps(daily).encode()) == [
        WellnessDay(date(2026, 3, 2), 50.0),
        WellnessDay(date(2026, 3, 3), 51.0),
    ]
    assert read_wellness(json.dumps(nights).encode()) == [WellnessDay(date(2026, 3, 3), sleep_s=23_400.0)]
    assert read_health_status(json.dumps(status).encode()) == [WellnessDay(date(2026, 3, 3), 49.0, 62.0, "rmssd")]


def _export(tmp_path: Path) -> Path:
    later = RUN | {"activityId": 43, "startTimeGmt": BEGIN + 86_400_000, "startTimeLocal": BEGIN + 90_000_000}
    files = zipped({"runner@example.org_5123.fit": fit(), "runner@example.org_5124.txt": b"notes"})
    path = tmp_path / "export.zip"
    path.write_bytes(
        zipped(
            {
                "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip": files,
                "DI_CONNECT/DI-Connect-Fitness/runner_0_summarizedActivities.json": _file(RUN, later),
                "DI_CONNECT/DI-Connect-Fitness/runner_gear.json": GEAR,
                "DI_CONNECT/DI-Connect-Wellness/2026_sleepData.json": (
                    b'[{"calendarDate": "2026-03-03", "deepSleepSeconds": 20000}]'
                ),
                "DI_CONNECT/DI-Connect-User/user_settings.json": b'{"unit": "metric"}',
            }
        )
    )
    return path


def test_a_fit_file_in_a_zip_in_the_export_and_its_summary_are_one_activity(tmp_path: Path) -> None:
    reports = list(import_paths([_export(tmp_path)]))
    by_name = {report.path.rpartition("/")[2].rpartition("!")[2]: report for report in reports}
    (run,) = by_name["runner@example.org_5123.fit"].activities
    assert (run.format, run.samples, run.vertical_oscillation_mm, run.ascent_m) == ("fit", 61, 91.0, 12.34)
    summaries = by_name["runner_0_summarizedActivities.json"]
    assert [one.start for one in summaries.activities] == [datetime(2026, 3, 3, 7, 0, tzinfo=UTC)]
    assert [shoe.name for shoe in summaries.shoes] == ["Blue shoes"]
    assert (by_name["runner_gear.json"].status, by_name["runner_gear.json"].reason_code) == ("skipped", "gear_only")
    assert by_name["2026_sleepData.json"].wellness == (WellnessDay(date(2026, 3, 3), sleep_s=20_000.0),)
    assert by_name["user_settings.json"].reason_code == "not_activity_file"
    assert all(report.status in {"taken", "skipped"} for report in reports)


def test_another_run_at_the_same_time_of_another_length_stays_two(tmp_path: Path) -> None:
    (tmp_path / "a_summarizedActivities.json").write_bytes(_file(RUN | {"duration": 6e6, "elapsedDuration": 6e6}))
    (tmp_path / "run.fit").write_bytes(fit())
    assert sum(len(report.activities) for report in import_paths([tmp_path])) == 2
    assert ten_minutes().seconds == 600.0
