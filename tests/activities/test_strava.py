"""The table of a Strava export, alone and beside the files it names."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from opbouw.activities import Activity, import_paths
from opbouw.activities.model import ActivityError
from opbouw.activities.strava import enrich, parse_date, read_strava
from tests.activities.making import STRAVA, fit, gpx, gzipped, ten_minutes, zipped


def test_of_two_columns_with_one_name_the_second_is_metres_and_exact_seconds() -> None:
    first = read_strava(STRAVA)[0].activity
    assert (first.distance_m, first.seconds, first.elapsed_s) == (1500.4, 600.0, 700.0)
    assert (first.cadence_spm, first.heart_rate_bpm, first.ascent_m) == (170.0, 150.0, 12.0)


def test_a_name_with_a_line_break_stays_one_row() -> None:
    rows = read_strava(STRAVA)
    assert [row.activity.sport for row in rows] == ["run", "run", "swim"]
    assert [row.filename for row in rows] == ["activities/1.fit.gz", "activities/2.gpx", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jul 23, 2020, 9:52:41 PM", datetime(2020, 7, 23, 21, 52, 41, tzinfo=UTC)),
        ("Jan 5, 2026, 12:05:00 AM", datetime(2026, 1, 5, 0, 5, tzinfo=UTC)),
        ("Jan 5, 2026, 12:05:00 PM", datetime(2026, 1, 5, 12, 5, tzinfo=UTC)),
        ("23 Jul 2020, 21:52:41", datetime(2020, 7, 23, 21, 52, 41, tzinfo=UTC)),
        ("9/18/19 12:12", datetime(2019, 9, 18, 12, 12, tzinfo=UTC)),
        ("Feb 30, 2020, 9:52:41 PM", None),
        ("23 juli 2020", None),
        ("", None),
    ],
)
def test_dates_are_read_as_strava_writes_them(text: str, expected: datetime | None) -> None:
    assert parse_date(text) == expected


def test_an_older_table_has_one_distance_in_kilometres() -> None:
    old = (
        b'Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n1,"Jul 17, 2015, 10:15:52 AM",Run,2349,5.56\n'
    )
    (row,) = read_strava(old)
    assert (row.activity.distance_m, row.activity.seconds) == (5560.0, 2349.0)


def test_a_row_keeps_its_id_in_the_next_export() -> None:
    longer = STRAVA + b'4,"Mar 3, 2026, 7:00:00 AM",Morning,Run,600,1.5,,600.0,600.0,1500.0,,,\r\n'
    ids = [row.activity.id for row in read_strava(STRAVA)]
    assert [row.activity.id for row in read_strava(longer)][:3] == ids
    assert len(set(ids)) == 3


def test_a_table_in_another_language_says_what_to_do() -> None:
    with pytest.raises(ActivityError, match="English") as caught:
        read_strava(b"Activiteits-ID,Datum\n1,2\n")
    assert caught.value.code == "strava_other_language"


def _export(files: dict[str, bytes]) -> bytes:
    return zipped({"activities.csv": STRAVA, **files})


def test_each_activity_counts_once_and_the_file_wins(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(_export({"activities/1.fit.gz": gzipped(fit()), "activities/2.gpx": gpx()}))
    reports = list(import_paths([path]))
    assert [(report.path.partition("!")[2], len(report.activities)) for report in reports] == [
        ("activities/1.fit.gz", 1),
        ("activities/2.gpx", 1),
        ("activities.csv", 1),
    ]
    assert reports[2].activities[0].sport == "swim"


def test_the_row_stands_in_for_a_file_that_could_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(_export({"activities/1.fit.gz": b"junk", "activities/2.gpx": gpx()}))
    reports = list(import_paths([path]))
    assert [report.status for report in reports] == ["refused", "taken", "taken"]
    assert [activity.sport for activity in reports[2].activities] == ["run", "swim"]


def test_an_unpacked_export_in_a_folder_is_linked_too(tmp_path: Path) -> None:
    (tmp_path / "activities").mkdir()
    (tmp_path / "activities.csv").write_bytes(STRAVA)
    (tmp_path / "activities" / "1.fit").write_bytes(fit())
    (tmp_path / "activities" / "2.gpx").write_bytes(gpx())
    reports = list(import_paths([tmp_path]))
    assert sum(len(report.activities) for report in reports) == 3
    assert reports[-1].path.endswith("activities.csv")


def test_files_given_beside_their_table_without_the_folder_are_linked_too(tmp_path: Path) -> None:
    (tmp_path / "activities.csv").write_bytes(STRAVA)
    (tmp_path / "1.fit.gz").write_bytes(gzipped(fit()))
    assert [len(report.activities) for report in import_paths([tmp_path])] == [1, 2]


def test_a_table_whose_activities_were_all_read_adds_nothing(tmp_path: Path) -> None:
    two = b"\r\n".join(STRAVA.split(b"\r\n")[:3]) + b"\r\n"
    path = tmp_path / "export.zip"
    path.write_bytes(zipped({"activities.csv": two, "activities/1.fit.gz": gzipped(fit()), "activities/2.gpx": gpx()}))
    last = list(import_paths([path]))[-1]
    assert (last.status, last.reason_code, last.params) == ("skipped", "in_other_files", {"rows": 2})


def test_the_row_only_fills_what_the_file_leaves_open() -> None:
    row = read_strava(STRAVA)[0]
    filled = enrich(Activity(sport="other", distance_m=1490.0), row)
    assert (filled.sport, filled.distance_m, filled.seconds) == ("run", 1490.0, 600.0)
    assert enrich(ten_minutes(), row).heart_rate_bpm == 150.0
