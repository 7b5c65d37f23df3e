"""Days of resting heart rate, variability and sleep in tables and JSON of any maker."""

from datetime import date
from pathlib import Path

import pytest

from opbouw.activities import import_paths
from opbouw.activities.detect import detect
from opbouw.activities.model import ActivityError
from opbouw.activities.wellness import WellnessDay, merge_days, read_wellness

SECOND = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "Date,Resting HR,HRV (ms),Sleep (h)\n2026-03-02,50,61.5,7.5\n",
            WellnessDay(SECOND, 50, 61.5, "rmssd", 27_000),
        ),
        ("Datum;Rusthartslag;Slaap\n02-03-2026;50;7:30\n", WellnessDay(SECOND, 50, sleep_s=27_000)),
        ("Datum;Ruhepuls;Schlafdauer (min)\n02.03.2026;50,5;450\n", WellnessDay(SECOND, 50.5, sleep_s=27_000)),
        ("date\tSDNN\trmssd\n2026-03-02\t44\t60\n", WellnessDay(SECOND, hrv_ms=44, hrv_kind="sdnn")),
        ("date,sleep_total_seconds,rhr\n2026-03-02,27000,nan\n", WellnessDay(SECOND, sleep_s=27_000)),
        ("date,sleep\n2026-03-02,450\n", WellnessDay(SECOND, sleep_s=27_000)),
        ("date,deep_sleep_seconds,rem_sleep_seconds\n2026-03-02,20000,7000\n", WellnessDay(SECOND, sleep_s=27_000)),
        ('[{"date": "2026-03-02", "restingHr": 50, "sleepHours": 7.5}]', WellnessDay(SECOND, 50, sleep_s=27_000)),
        ('{"data": [{"day": "2026-03-02", "rmssd": 61.5}]}', WellnessDay(SECOND, hrv_ms=61.5, hrv_kind="rmssd")),
        (
            '{"dailySleepDTO": {"calendarDate": "2026-03-02", "deepSleepSeconds": 27000}, "sleepLevels": [{"x": 1}]}',
            WellnessDay(SECOND, sleep_s=27_000),
        ),
    ],
)
def test_a_day_is_read_whatever_its_language_unit_or_maker(table: str, expected: WellnessDay) -> None:
    assert read_wellness(table.encode()) == [expected]
    assert detect(table.encode()) == "wellness"
    if table[0] not in "[{":
        assert read_wellness(table.encode("utf-16")) == [expected]


def test_what_no_body_does_is_unknown_and_a_day_without_anything_is_left_out() -> None:
    table = b"date,resting hr,hrv,sleep (h)\n2026-03-02,0,-1,30\n2026-03-03,50,0,0\n1889-01-01,50,60,7\n"
    assert read_wellness(table) == [WellnessDay(date(2026, 3, 3), 50.0)]


def test_a_table_of_days_without_values_is_named() -> None:
    with pytest.raises(ActivityError) as caught:
        read_wellness(b"date,resting hr\n2026-03-02,--\n")
    assert (caught.value.code, caught.value.skipped) == ("wellness_empty", True)


def test_of_two_sources_of_a_day_the_first_that_knows_a_value_gives_it() -> None:
    days = [WellnessDay(SECOND, 50.0), WellnessDay(SECOND, 60.0, 44.0, "sdnn"), WellnessDay(SECOND, sleep_s=27_000.0)]
    assert merge_days(days) == [WellnessDay(SECOND, 50.0, 44.0, "sdnn", 27_000.0)]


@pytest.mark.parametrize("text", ["date,weight,note\n2026-03-02,70,\n", '{"sleep": 1}x', "resting hr\n50\n"])
def test_other_tables_and_texts_are_not_days_of_rest(text: str) -> None:
    assert detect(text.encode()) != "wellness" or text.startswith("{")


def test_a_diary_of_runs_and_nights_gives_both(tmp_path: Path) -> None:
    head = "Datum;Sport;Afstand (km);Duur;Rustpols;Slaap (uur)\n"
    diary = head + "02-03-2026;Hardlopen;5;30:00;50;7,5\n03-03-2026;;;;51;8\n"
    path = tmp_path / "dagboek.csv"
    path.write_text(diary)
    (report,) = import_paths([path])
    assert [(run.local_date, run.seconds, run.distance_m) for run in report.activities] == [(SECOND, 1_800.0, 5_000.0)]
    assert [day.sleep_s for day in report.wellness] == [27_000.0, 28_800.0]
    assert "2 days with resting heart rate" in report.reason


def test_a_diary_whose_runs_are_not_sure_gives_its_nights_and_says_what_to_change(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("Date,Distance (km),Time,Resting HR\n2026-03-02,5,0:30:00,50\n")
    (report,) = import_paths([path])
    assert (report.status, report.activities, len(report.wellness)) == ("taken", (), 1)
    assert "Add a column “Sport”" in report.reason
