"""Any table of activities: what its columns hold, what is not sure, and what comes out."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from opbouw.activities import facts, import_paths, merge_duplicates, merge_facts
from opbouw.activities.cells import decode, rows_of, separator
from opbouw.activities.columns import key, unit
from opbouw.activities.model import ActivityError
from opbouw.activities.tables import ColumnMapping, RowProblem, guess, read, read_table
from tests.activities.making import START, ten_minutes

HALF_A_DAY = timedelta(hours=12)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
GARMIN_NL = (
    "Activiteittype,Datum,Favoriet,Titel,Afstand,Calorieën,Tijd,Gem. HS,Max. HS,Gem. loopcadans,Totale stijging\r\n"
    'Hardlopen,2026-03-02 08:00:00,false,"Rondje, lang","10,02","1.012",01:00:30,151,170,168,"1.024"\r\n'
    'Loopband,2026-03-03 23:30:00,false,Binnen,"5,00","400",00:30:00,--,--,--,--\r\n'
)
GARMIN_DE = (
    "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø HF,Max. HF,Ø Schrittfrequenz (Laufen)\n"
    'Laufen,2026-03-02 08:00:00,false,Runde,"10.02","612","01:00:30","151","170","168"\n'
)
GARMIN_EN = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Avg Run Cadence,Avg Stride Length\n"
    "Running,2026-03-02 08:00:00,false,Run,{distance},612,01:00:00,151,170,0.98\n"
)


def _only(table: str | bytes, zone: ZoneInfo | None = AMSTERDAM) -> list[tuple[object, ...]]:
    data = table if isinstance(table, bytes) else table.encode()
    found = [row.activity for row in read_table(data, zone).rows]
    return [(one.sport, one.start, one.local_date, one.seconds, one.distance_m) for one in found]


RUN = ("run", datetime(2026, 3, 2, 7, 0, tzinfo=UTC), date(2026, 3, 2), 3630.0, 10_020.0)


def test_a_dutch_garmin_table_has_decimal_commas_and_the_runners_own_time() -> None:
    first, second = (row.activity for row in read_table(GARMIN_NL.encode(), AMSTERDAM).rows)
    assert (first.sport, first.start, first.seconds, first.distance_m) == (RUN[0], RUN[1], RUN[3], RUN[4])
    assert (first.heart_rate_bpm, first.max_heart_rate_bpm, first.cadence_spm, first.ascent_m) == (151, 170, 168, 1024)
    # Half past eleven at night in winter is half past ten in UTC, on the runner's third of March.
    assert (second.sport, second.indoor, second.local_date) == ("treadmill", True, date(2026, 3, 3))
    assert (second.start, second.heart_rate_bpm) == (datetime(2026, 3, 3, 22, 30, tzinfo=UTC), None)


def test_a_german_garmin_table_is_in_kilometres() -> None:
    assert _only(GARMIN_DE) == [RUN]


def test_rows_of_a_track_or_a_pool_are_in_metres_among_kilometres() -> None:
    table = (
        "Activity Type,Date,Title,Distance,Time\n"
        'Track Running,2026-03-02 08:00:00,Track,"6,640",00:58:51\n'
        'Lap Swimming,2026-03-03 08:00:00,Pool,"800",00:25:00\n'
        'Running,2026-03-04 08:00:00,a,"12.03",01:00:00\n'
        'Running,2026-03-05 08:00:00,b,"13.05",01:05:00\n'
        'Running,2026-03-06 08:00:00,c,"14.05",01:10:00\n'
        'Running,2026-03-07 08:00:00,d,"12.55",01:01:00\n'
    )
    # In miles those runs would take under 3:08 a kilometre; 6,640 km in an hour, or 800 in 25 minutes, nobody moves.
    assert [far for *_, far in _only(table)] == [6_640.0, 800.0, 12_030.0, 13_050.0, 14_050.0, 12_550.0]


@pytest.mark.parametrize(("distance", "metres"), [("10.00", 10_000.0), ("6.21", 9_994.02624)])
def test_steps_tell_kilometres_from_miles(distance: str, metres: float) -> None:
    # 170 steps a minute of 0.98 m are 9,996 m in an hour: 10.00 is in kilometres, 6.21 in miles of 1,609.344 m.
    ((*_, found),) = _only(GARMIN_EN.format(distance=distance))
    assert found == pytest.approx(metres)


def test_an_english_table_without_a_unit_is_asked_about() -> None:
    rows = [["Run", f"2026-03-0{day} 08:00:00", "5.0", "00:45:00"] for day in range(2, 8)]
    mapping = guess(["Type", "Date", "Distance", "Time"], rows)
    assert mapping is not None
    assert (mapping.sure, mapping.doubts) == (False, ("doubt_distance_unit",))
    # 5.0 in 20 minutes would be 6.7 m/s as miles, day after day: these are kilometres.
    fast = guess(["Type", "Date", "Distance", "Time"], [[*row[:3], "00:20:00"] for row in rows])
    assert fast is not None
    assert (fast.sure, fast.distance_factor) == (True, 1000.0)


SAME = [
    "Sport;Datum;Tijdstip;Afstand (km);Duur\nHardlopen;02-03-2026;8:00;10,02;1:00:30\n",
    "Sport\tDate\tDistance (mi)\tDuration\nRun\t2026-03-02T08:00:00+01:00\t6.22614\t60:30\n",
    "sport,start_time,distance_m,duration_s\nrun,2026-03-02T07:00:00Z,10020,3630\n",
    "Sport,Start (UTC),Distance (m),Minutes\nrunning,2026-03-02 07:00,10020,60.5\n",
    "Sportart;Datum;Uhrzeit;Strecke;Dauer\nLauf;2. März 2026;08:00;10,02;1 Std 0 min 30 s\n",
    'sep=;\nSport;Datum;Afstand;Tijd\nHardlopen;"2 mrt. 2026 08:00";10,02 km;1u 0m 30s\n',
    '"Activity Type,Date,Distance (km),Time"\n"Running,2026-03-02 08:00:00,""10,02"",01:00:30"\n',
    "type,start_date,start_date_local,distance,moving_time\nRun,2026-03-02T07:00:00Z,2026-03-02T08:00:00Z,10020.0,3630\n",
]


@pytest.mark.parametrize("table", SAME)
def test_the_same_run_comes_out_of_every_layout(table: str) -> None:
    ((sport, start, day, seconds, metres),) = _only(table)
    assert (sport, start, day, seconds) == RUN[:4]
    assert metres == pytest.approx(RUN[4], abs=0.2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_same_run_comes_out_of_every_encoding(encoding: str, tmp_path: Path) -> None:
    data = SAME[4].encode(encoding)
    assert _only(data) == [RUN]
    path = tmp_path / "Läufe.txt"
    path.write_bytes(data)
    (report,) = import_paths([path], zone=AMSTERDAM)
    assert (report.status, report.format, len(report.activities)) == ("taken", "table", 1)


@pytest.mark.parametrize(
    ("table", "doubts"),
    [
        ("Sport,Date,Distance (km),Time\nRun,02/03/2026,10,1:00:30\n", ["doubt_date_order"]),
        ("Sport,Date,Distance (km),Time\nRun,13/03/2026,10,1:00:30\nRun,02/03/2026,10,1:00:30\n", []),
        ("Sport,Date,Distance (km),Time\nRun,02/03/2026 8:00 AM,10,1:00:30\n", []),
        ("Sport,Datum,Afstand,Tijd\nRun,02/03/2026,10,1:00:30\n", []),
        ("Sport,Date,Duration\nRun,2026-03-02,45\n", ["doubt_duration_unit"]),
        ("Sport,Date,Duration (min)\nRun,2026-03-02,45\n", []),
        ("Sport,Date,Distance (km),Duration\nRun,2026-03-02,10,1:05\n", []),
        ("Sport,Date,Duration\nRun,2026-03-02,1:05\n", ["doubt_duration_unit"]),
        ("Date,Distance (km),Time\n2026-03-02,10,1:00:30\n", ["doubt_sport"]),
        ("Type,Date,Distance (km),Time\neasy,2026-03-02,10,1:00:30\n", ["doubt_sport"]),
        (
            "Athlete,Sport,Date,Distance (km),Time\n1,Run,2026-03-02,10,1:00:30\n2,Run,2026-03-03,10,1:00:30\n",
            ["doubt_people"],
        ),
    ],
)
def test_what_changes_the_answer_is_asked_and_what_does_not_is_not(table: str, doubts: list[str]) -> None:
    header, *rows = rows_of(table.encode())
    mapping = guess(header, rows)
    assert mapping is not None
    assert list(mapping.doubts) == doubts


def test_two_parts_are_hours_and_minutes_where_the_distance_says_so() -> None:
    ((*_, seconds, metres),) = _only("Sport,Date,Distance (km),Duration\nRun,2026-03-02,10,1:05\n")
    assert (seconds, metres) == (3900.0, 10_000.0)


@pytest.mark.parametrize(
    "table",
    [
        "a,b,c\n1,2,3\n",
        "date,event,region\n2026-03-02,injury,calf\n",
        "date,weight,note\n2026-03-02,70,\n",
        # Samples of one session lie five seconds apart.
        "Time,Distance,Sport\n" + "".join(f"2026-03-02T07:00:{s:02}Z,{s * 3},Run\n" for s in range(0, 60, 5)),
    ],
)
def test_other_tables_are_left_alone(table: str) -> None:
    with pytest.raises(ActivityError) as caught:
        read_table(table.encode())
    assert (caught.value.code, caught.value.skipped) == ("unknown_table", True)


def test_a_doubt_is_a_sentence_in_the_report_and_nothing_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text("Sport,Date,Distance (km),Time\nRun,02/03/2026,10,1:00:30\n")
    (report,) = import_paths([path])
    assert (report.status, report.reason_code, report.activities) == ("skipped", "table_unsure", ())
    assert "Write dates as 2026-03-02." in report.reason
    assert "Schrijf datums als 2026-03-02." in report.reason_in("nl")


def test_a_corrected_mapping_answers_the_doubts() -> None:
    table = b"When,What,How far,How long\n02/03/2026,easy,6,50\n"
    with pytest.raises(ActivityError):
        read_table(table)
    columns = {"date": 0, "distance": 2, "seconds": 3}
    mapping = ColumnMapping(columns, distance_factor=1609.344, seconds_factor=60.0, day_first=False, sport="run")
    (row,) = read_table(table, mapping=mapping).rows
    assert (row.activity.sport, row.activity.seconds, row.activity.distance_m) == ("run", 3000.0, 9656.064)
    assert (row.activity.start, row.activity.local_date) == (None, date(2026, 2, 3))


def test_a_row_that_gives_nothing_is_named_and_the_others_are_read() -> None:
    rows = [["2026-03-02", "5", ""], ["total", "10", ""], ["2026-03-03", "", ""], ["2026-03-04"], ["2026-03-05", "5"]]
    reading = read(rows, ColumnMapping({"date": 0, "distance": 1, "seconds": 2}, sport="run"))
    assert [row.activity.local_date for row in reading.rows] == [date(2026, 3, 2), date(2026, 3, 5)]
    assert reading.problems == (RowProblem(3, "row_date"), RowProblem(4, "row_measure"), RowProblem(5, "row_measure"))


def test_rows_keep_their_ids_when_the_table_grows_and_equal_rows_stay_two() -> None:
    table = "Sport,Date,Distance (km),Time\nRun,2026-03-02,10,1:00:30\nRun,2026-03-02,10,1:00:30\n"
    ids = [row.activity.id for row in read_table(table.encode()).rows]
    longer = table.replace("Time\n", "Time\nRun,2026-03-01,5,0:30:00\n")
    assert [row.activity.id for row in read_table(longer.encode()).rows][1:] == ids
    assert len(set(ids)) == 2


def test_a_time_without_a_zone_keeps_its_day_where_the_runners_zone_is_not_known() -> None:
    ((_, start, day, *_),) = _only("Sport,Date,Distance (km)\nRun,2026-03-02 23:30:00,5\n", None)
    assert (start, day) == (None, date(2026, 3, 2))


def test_a_day_in_the_future_is_unknown() -> None:
    ((_, start, day, *_),) = _only("Sport,Date,Distance (km)\nRun,2190-03-02,5\n")
    assert (start, day) == (None, None)


def test_shoes_are_counted_by_their_rows() -> None:
    table = "Sport,Date,Distance (km),Shoes\nRun,2026-03-02,10,Blue\nRun,2026-03-09,5.5,Blue\nRide,2026-03-10,50,Blue\n"
    (shoe,) = read_table(table.encode()).shoes
    assert (shoe.name, shoe.first_used_on, shoe.km, shoe.activities) == ("Blue", date(2026, 3, 2), 15.5, 2)


@pytest.mark.parametrize(
    ("header", "name", "said"),
    [
        ("Distance (km)", "distance", ("distance", 1000.0)),
        ("distance_m", "distance", ("distance", 1.0)),
        ("Distance.1", "distance", None),
        ("movingTime", "moving time", None),
        ("Avg HR", "avg hr", None),
        ("Duur [uren]", "duur", ("time", 3600.0)),
        ("Kilometer", "kilometer", ("distance", 1000.0)),
        ("Start (UTC)", "start", ("utc", 1.0)),
    ],
)
def test_a_column_name_is_a_name_and_a_unit(header: str, name: str, said: tuple[str, float] | None) -> None:
    assert (key(header), unit(header)) == (name, said)


def test_too_large_and_damaged_tables_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opbouw.activities.cells.MAX_ROWS", 2)
    with pytest.raises(ActivityError) as caught:
        list(rows_of(b"a,b\n1,2\n3,4\n"))
    assert caught.value.code == "table_too_large"
    with pytest.raises(ActivityError) as caught:
        list(rows_of(b'a,b\n"' + b"x" * 200_000 + b"\n"))
    assert caught.value.code == "table_damaged"


def test_separators_and_encodings_are_seen() -> None:
    assert [separator(text) for text in ("a;b,c;d", "a\tb", '"a;b;c",d', "sep=|\na|b", "a")] == [
        ";",
        "\t",
        ",",
        "|",
        ";",
    ]
    assert decode("né".encode("cp1252")) == "né"


def test_a_log_of_days_beside_the_files_of_the_same_runs_counts_once() -> None:
    day = date(2026, 3, 2)
    elsewhere = {**ten_minutes().columns, "lon": np.full(61, 5.5)}
    files = [
        ten_minutes(file_hash="a", id="1", local_date=day),
        ten_minutes(file_hash="b", id="2", local_date=day, start=START + HALF_A_DAY, columns=elsewhere),
    ]
    head = "Sport,Date,Distance (km),Time\n"
    log = head + "Run,2026-03-02,1.5,0:10:00\nRun,2026-03-02,1.4,0:10:30\nRun,2026-03-02,9,1:00:00\n"
    rows = [row.activity for row in read_table(log.encode()).rows]
    once = merge_duplicates([*files, *rows])
    # Each of the two short runs has a file; the long one has not.
    assert [(one.distance_m, one.samples) for one in once] == [(1500.0, 61), (1500.0, 61), (9000.0, 0)]
    assert [one.distance_m for one in merge_facts([facts(one) for one in [*files, *rows]])] == [1500.0, 1500.0, 9000.0]


def test_two_equal_runs_of_one_day_in_one_log_stay_two_and_of_two_logs_become_one() -> None:
    log = b"Sport,Date,Distance (km)\nRun,2026-03-02,5\nRun,2026-03-02,5\n"
    other = b"Sport,Date,Distance (km)\nRun,2026-03-02,5.2\n"
    rows = [row.activity for data in (log, other) for row in read_table(data).rows]
    assert len(merge_duplicates(rows)) == 2


def test_another_sport_or_another_length_on_that_day_stays_apart() -> None:
    log = b"Sport,Date,Distance (km),Time\nRide,2026-03-02,1.5,0:10:00\nRun,2026-03-02,1.5,0:20:00\n"
    rows = [row.activity for row in read_table(log).rows]
    assert len(merge_duplicates([ten_minutes(local_date=date(2026, 3, 2), file_hash="a"), *rows])) == 3
