"""The table of a Strava export, alone and beside the files it names."""

from datetime import UTC, date, datetime
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


def test_of_a_gpx_file_the_account_knows_the_pauses_and_of_other_files_the_watch() -> None:
    row = read_strava(STRAVA)[0]  # 600 s in motion
    paused = ten_minutes(format="gpx", seconds=900.0, elapsed_s=900.0)
    assert (enrich(paused, row).seconds, enrich(paused, row).elapsed_s) == (600.0, 900.0)
    assert enrich(ten_minutes(format="gpx", seconds=590.0), row).seconds == 590.0
    assert enrich(ten_minutes(format="fit", seconds=900.0), row).seconds == 900.0


ROW = '7,"{}",Rondje,{},700,"1,50",170,Blauw,activities/7.fit.gz,700.0,600.0,1500.4,12,150\n'
LANGUAGES = [
    (
        "Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Verstreken tijd,Afstand,Max. hartslag,"
        "Uitrusting voor activiteit,Bestandsnaam,Verstreken tijd,Beweegtijd,Afstand,Totale stijging,"
        "Gemiddelde hartslag\n" + ROW.format("6 mrt. 2024 14:23:15", "Hardloopsessie")
    ),
    (
        "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Verstrichene Zeit,Distanz,Max. Herzfrequenz,"
        "Aktivitätsausrüstung,Dateiname,Verstrichene Zeit,Bewegungszeit,Distanz,Höhenzunahme,"
        "Durchschnittliche Herzfrequenz\n" + ROW.format("06.03.2024, 14:23:15", "Lauf")
    ),
    (
        "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Temps écoulé,Distance,"
        "Fréquence cardiaque max.,Matériel utilisé pour l'activité,Nom du fichier,Temps écoulé,Durée de déplacement,"
        "Distance,Dénivelé positif,Fréquence cardiaque moyenne\n"
        + ROW.format("6 mars 2024 à 14:23:15", "Course à pied")
    ),
]


@pytest.mark.parametrize("table", LANGUAGES)
def test_the_export_is_read_in_the_language_of_the_account(table: str, tmp_path: Path) -> None:
    (row,) = read_strava(table.encode())
    run = row.activity
    assert (run.sport, run.start) == ("run", datetime(2024, 3, 6, 14, 23, 15, tzinfo=UTC))
    assert (run.seconds, run.elapsed_s, run.distance_m) == (600.0, 700.0, 1500.4)
    assert (run.ascent_m, run.heart_rate_bpm, run.max_heart_rate_bpm) == (12.0, 150.0, 170.0)
    assert (row.filename, row.gear) == ("activities/7.fit.gz", "Blauw")
    (tmp_path / "activities.csv").write_text(table, encoding="utf-8")
    (tmp_path / "7.fit.gz").write_bytes(gzipped(fit()))
    assert sum(len(report.activities) for report in import_paths([tmp_path])) == 1


def test_a_second_distance_that_is_kilometres_again_is_seen() -> None:
    table = LANGUAGES[1].replace(",1500.4,", ',"1,51",')
    assert read_strava(table.encode())[0].activity.distance_m == 1510.0


def test_a_column_that_says_indoors_makes_a_run_a_treadmill_run() -> None:
    table = (
        "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Indoor\n"
        '1,"Jul 17, 2015, 10:15:52 AM",Run,2349,5.56,true\n2,"Jul 18, 2015, 10:15:52 AM",Run,2349,5.56,false\n'
    )
    rows = [row.activity for row in read_strava(table.encode())]
    assert [(one.sport, one.indoor) for one in rows] == [("treadmill", True), ("run", None)]


def test_shoes_are_named_with_their_distance_and_a_bicycle_is_none(tmp_path: Path) -> None:
    head = "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Activity Gear\n"
    rows = (
        '1,"Jul 17, 2015, 10:15:52 AM",Run,2349,5.56,Blue\n2,"Jul 20, 2015, 10:15:52 AM",Walk,2349,4,Blue\n'
        '3,"Jul 21, 2015, 10:15:52 AM",Ride,2349,40,Bike\n'
    )
    path = tmp_path / "activities.csv"
    path.write_text(head + rows)
    (report,) = import_paths([path])
    (shoe,) = report.shoes
    assert (shoe.name, shoe.km, shoe.activities) == ("Blue", 9.56, 2)
    assert (shoe.first_used_on, shoe.last_used_on) == (date(2015, 7, 17), date(2015, 7, 20))
    assert report.reason_in("nl").endswith("Aantal paren schoenen dat erin staat: 1.")


def test_another_download_called_activities_is_read_as_the_table_it_is(tmp_path: Path) -> None:
    path = tmp_path / "Activities.csv"
    path.write_text("Activity Type,Date,Distance (km),Time\nRunning,2026-03-02 08:00:00,10.02,01:00:30\n")
    (report,) = import_paths([path])
    assert (report.status, report.format) == ("taken", "table")
    path.write_text("Identificativo,Giorno,Nome\n1,2,3\n")
    (report,) = import_paths([path])
    assert report.reason_code == "strava_other_language"
