"""Every real recording at hand: a status and a reason each, none refused, and the figures of the manifest."""

import csv
import gzip
import itertools
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from opbouw.activities import FileReport, import_paths, merge_duplicates, same_activity

# One worker reads the recordings once for all these tests.
pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.xdist_group("recordings")]

# A phone writes the first heartbeat up to seven minutes after the start of its lap; the manifest has that beat.
START_S = 450.0
SECONDS = 2.0
METRES = 2.0
METRES_PER_METRE = 0.001
# Their tracks without times are left out with a warning; the manifest counted them.
PARTLY_TIMED = {
    "gpx/gpsbabel_http_www_gpsbabel-gpx_1_0-20100805-de9016.gpx",
    "gpx/gpsbabel_http_www_gpsbabel-multisport-20101003-14125b.gpx",
}
# Every sample has a date, but the session that the manifest looked at has none.
DATED_BY_SAMPLES = {"odd/fit/1052_product_1052-cycling-f5824b.fit"}

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    """The folder with the recordings."""
    return shared / "data" / "activities"


@pytest.fixture(scope="module")
def manifest(folder: Path) -> Rows:
    """One row per recording."""
    with (folder / "MANIFEST.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def reports(folder: Path, manifest: Rows) -> Mapping[str, list[FileReport]]:
    """The reports of each recording, imported on its own."""
    return {row["file"]: list(import_paths([folder / row["file"]])) for row in manifest}


def test_every_file_gets_a_status_and_a_reason(reports: Mapping[str, list[FileReport]]) -> None:
    assert len(reports) == 579
    assert all(found and all(report.status and report.reason for report in found) for found in reports.values())


def test_no_file_is_refused(reports: Mapping[str, list[FileReport]]) -> None:
    refused = [report.path for found in reports.values() for report in found if report.status == "refused"]
    assert refused == []


def test_every_recorded_activity_is_taken(reports: Mapping[str, list[FileReport]], manifest: Rows) -> None:
    recorded = [
        row["file"]
        for row in manifest
        if row["format"] in {"fit", "tcx"} and row["file_type"] in {"activity", ""} and int(row["records"]) > 0
    ]
    assert len(recorded) > 340
    assert [name for name in recorded if reports[name][0].status != "taken"] == []


def test_the_figures_are_those_of_the_manifest(reports: Mapping[str, list[FileReport]], manifest: Rows) -> None:
    wrong: list[str] = []
    compared = 0
    for row in manifest:
        report = reports[row["file"]][0]
        if row["format"] not in {"fit", "tcx", "gpx"} or report.status != "taken" or row["file"] in PARTLY_TIMED:
            continue
        compared += 1
        distance = report.distance_m or 0.0
        if abs((report.seconds or 0.0) - float(row["seconds"])) > SECONDS:
            wrong.append(f"{row['file']}: {report.seconds} s, not {row['seconds']}")
        if abs(distance - float(row["distance_m"])) > max(METRES, METRES_PER_METRE * distance):
            wrong.append(f"{row['file']}: {distance} m, not {row['distance_m']}")
        if report.samples != int(row["records"]):
            wrong.append(f"{row['file']}: {report.samples} samples, not {row['records']}")
        if not _starts(report, row):
            wrong.append(f"{row['file']}: starts {report.start}, not {row['start']}")
    assert wrong == []
    assert compared > 540


def _starts(report: FileReport, row: Mapping[str, str]) -> bool:
    if not row["start"]:
        return report.start is None or row["file"] in DATED_BY_SAMPLES
    expected = datetime.fromisoformat(row["start"])
    return report.start is not None and abs((report.start - expected).total_seconds()) <= START_S


def test_the_hash_is_that_of_the_original_bytes(reports: Mapping[str, list[FileReport]], manifest: Rows) -> None:
    for row in manifest:
        report = reports[row["file"]][0]
        if row["format"] in {"fit", "tcx", "gpx"} and report.status == "taken":
            assert report.file_hash == row["sha256"], row["file"]


def test_the_rows_of_the_strava_tables_have_a_start_and_a_length(
    reports: Mapping[str, list[FileReport]],
) -> None:
    # One row of the last table has an empty date.
    counts = {"c-strava-activities.csv": 335, "d-strava-activities.csv": 889, "e-strava-processed.csv.gz": 1823}
    for name, dated in counts.items():
        (report,) = reports[f"tables/runner-{name}"]
        assert sum(activity.start is not None for activity in report.activities) == dated
        assert all(activity.seconds is not None for activity in report.activities)


def test_the_days_of_the_wellness_table_are_those_with_a_value(
    reports: Mapping[str, list[FileReport]], folder: Path
) -> None:
    name = "wellness/runner-f-garmin-daily.csv.gz"
    with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    resting = {row["date"] for row in rows if row["resting_heart_rate"]}
    slept = {row["date"]: float(row["sleep_total_seconds"]) for row in rows if row["sleep_total_seconds"]}
    (report,) = reports[name]
    assert (report.status, report.activities) == ("taken", ())
    known = {str(day.day) for day in report.wellness if day.resting_heart_rate_bpm is not None}
    nights = {str(day.day): day.sleep_s for day in report.wellness if day.sleep_s is not None}
    # Two hundred days have a resting heart rate of another name only; a night under half an hour is none.
    assert resting <= known
    assert nights == {day: seconds for day, seconds in slept.items() if seconds >= 1_800}


def test_the_small_exports_of_apple_health_are_read(reports: Mapping[str, list[FileReport]]) -> None:
    (export,) = reports["apple-health/export.xml"]
    (run,) = export.activities
    # 0.4971749504535062 miles of 1,609.344 m in 5.19412346680959 minutes, in the winter of Los Angeles.
    assert run.distance_m == pytest.approx(800.12, abs=0.01)
    assert run.seconds == pytest.approx(311.65, abs=0.01)
    assert (run.sport, str(run.local_date), run.utc_offset_s) == ("run", "2016-11-14", -8 * 3600)
    # In the archive the same workout names a route of three years later, which is another activity.
    starts = [activity.start for report in reports["apple-health/export.zip"] for activity in report.activities]
    assert [start.year for start in starts if start] == [2019, 2016]


def test_the_sessions_of_a_table_that_its_vendor_made_are_read(reports: Mapping[str, list[FileReport]]) -> None:
    (report,) = reports["history-b/sessions.csv.gz"]
    assert (report.status, report.format, len(report.activities)) == ("taken", "table", 846)
    first = report.activities[0]
    assert (first.sport, first.seconds, first.distance_m) == ("run", 3197.237793, 7021.757314)


def test_duplicates_are_found_as_the_list_says(reports: Mapping[str, list[FileReport]], folder: Path) -> None:
    with (folder / "history-b" / "duplicate_groups.csv").open(encoding="utf-8", newline="") as stream:
        group_of = {row["file"]: row["activity"] for row in csv.DictReader(stream)}
    found = {name: reports[name][0].activities[0] for name in group_of}
    together = right = wanted = 0
    for a, b in itertools.combinations(group_of, 2):
        listed, ours = group_of[a] == group_of[b], same_activity(found[a], found[b])
        together, right, wanted = together + ours, right + (listed and ours), wanted + listed
    assert right / together >= 0.98
    assert right / wanted >= 0.98
    assert abs(len(merge_duplicates(found.values())) - len(set(group_of.values()))) <= 2
