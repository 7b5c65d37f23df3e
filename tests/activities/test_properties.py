"""Whatever the bytes: only ActivityError, and never a value that is not a possible number."""

import csv
import io
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from opbouw.activities import Activity, ActivityError, facts, import_paths, read_activities
from opbouw.activities.reasons import REASONS
from opbouw.activities.sanitize import RANGES
from opbouw.activities.tables import guess, read
from opbouw.activities.wellness import WellnessDay, read_wellness
from tests.activities.making import STRAVA, fit, gpx, gzipped, tcx

CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20)


def _mutated(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    result = bytearray(data)
    for place, value in changes:
        result[place % len(result)] = value
    return bytes(result)


def _possible(activity: Activity) -> None:
    for name in ("seconds", "elapsed_s", "distance_m", "ascent_m", "cadence_spm", "heart_rate_bpm", "power_w"):
        value = getattr(activity, name)
        assert value is None or (math.isfinite(value) and value >= 0), name
    for name, column in activity.columns.items():
        assert len(column) == activity.samples
        known = column[np.isfinite(column)]
        low, high = RANGES[name]
        assert known.size + np.isnan(column).sum() == column.size
        assert ((known >= low) & (known <= high)).all(), name
    assert activity.start is None or activity.start.tzinfo is not None
    assert facts(activity).id


def _read(data: bytes) -> None:
    problem: ActivityError | None
    try:
        activities = read_activities(data)
    except ActivityError as error:
        problem, activities = error, []
    else:
        problem = None
    assert problem is None or (problem.code in REASONS and problem.what)
    for activity in activities:
        _possible(activity)


@given(CHANGES)
def test_a_changed_fit_file_gives_possible_values_or_a_named_error(changes: list[tuple[int, int]]) -> None:
    _read(_mutated(fit(), changes))


@given(CHANGES)
def test_a_changed_tcx_file_gives_possible_values_or_a_named_error(changes: list[tuple[int, int]]) -> None:
    _read(_mutated(tcx()[:4000], changes))


@given(CHANGES)
def test_a_changed_gpx_file_gives_possible_values_or_a_named_error(changes: list[tuple[int, int]]) -> None:
    _read(_mutated(gpx()[:4000], changes))


@given(CHANGES)
def test_a_changed_table_gives_possible_values_or_a_named_error(changes: list[tuple[int, int]]) -> None:
    _read(_mutated(STRAVA, changes))


@given(CHANGES)
def test_a_changed_gzip_file_gives_possible_values_or_a_named_error(changes: list[tuple[int, int]]) -> None:
    _read(_mutated(gzipped(gpx()[:4000]), changes))


@given(st.integers(0, len(fit())))
def test_a_fit_file_cut_anywhere_keeps_what_it_can(length: int) -> None:
    _read(fit()[:length])


@given(st.sampled_from([b"", fit()[:14], b"PK\x03\x04", b"\x1f\x8b", b"<gpx>"]), st.binary(max_size=300))
def test_any_bytes_after_any_beginning_give_a_named_error(head: bytes, tail: bytes) -> None:
    _read(head + tail)


NUMBERS = st.one_of(
    st.sampled_from(["NaN", "-Infinity", "1e999", "", "0x1F", "-91", "1_0"]), st.floats().map(str), st.text(max_size=6)
)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_any_text_where_gpx_has_a_number_gives_possible_values(lat: str, lon: str, ele: str, heart: str) -> None:
    def clean(text: str) -> str:
        return "".join(char for char in text if char.isprintable() and char not in '<>&"')

    point = (
        f'<trkpt lat="{clean(lat)}" lon="{clean(lon)}"><ele>{clean(ele)}</ele><time>2026-03-02T07:00:00Z</time>'
        f"<extensions><hr>{clean(heart)}</hr></extensions></trkpt>"
    )
    (activity,) = read_activities(f"<gpx><trk><trkseg>{point * 2}</trkseg></trk></gpx>".encode())
    _possible(activity)


def test_importing_nothing_gives_nothing() -> None:
    assert list(import_paths([])) == []


SUMMARY = (
    b'[{"summarizedActivitiesExport": [{"activityId": 42, "activityType": "running", "startTimeGmt": 1772434800000.0,'
    b' "startTimeLocal": 1772438400000.0, "duration": 600000, "distance": 150000, "avgHr": 151}]}]'
)
HEALTH = (
    b'<?xml version="1.0"?><!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]><HealthData><Record type="'
    b'HKQuantityTypeIdentifierRestingHeartRate" startDate="2026-03-02 00:30:00 +0100" value="50"/>'
    b'<Record type="HKCategoryTypeIdentifierSleepAnalysis" startDate="2026-03-02 00:30:00 +0100" endDate='
    b'"2026-03-02 06:30:00 +0100" value="HKCategoryValueSleepAnalysisAsleepCore"/><Workout workoutActivityType='
    b'"HKWorkoutActivityTypeRunning" duration="10" durationUnit="min" totalDistance="1.5" totalDistanceUnit="km" '
    b'startDate="2026-03-02 08:00:00 +0100" endDate="2026-03-02 08:10:00 +0100"/></HealthData>'
)
DAYS = b"Date,Resting HR,HRV (ms),Sleep (h)\n2026-03-02,50,61.5,7.5\n2026-03-03,51,,7:30\n"
TABLE = b"Sport;Datum;Tijdstip;Afstand (km);Duur\nHardlopen;02-03-2026;8:00;10,02;1:00:30\nLopen;3-3-2026;;5;30:00\n"
OF_ACCOUNTS = st.sampled_from([SUMMARY, HEALTH, DAYS, TABLE])


@given(OF_ACCOUNTS, CHANGES)
def test_a_changed_export_gives_possible_values_or_a_named_error(data: bytes, changes: list[tuple[int, int]]) -> None:
    _read(_mutated(data, changes))
    _days(_mutated(data, changes))


@given(OF_ACCOUNTS, st.integers(0, 600))
def test_an_export_cut_anywhere_keeps_what_it_can(data: bytes, length: int) -> None:
    _read(data[:length])
    _days(data[:length])


CELLS = st.one_of(
    st.sampled_from(
        ["2026-03-02", "02/03/2026 8:00", "1:05", "10,02", "5.0", "1e999", "--", "Run", "9" * 60, "\u0663"]
    ),
    st.text(max_size=12),
)
HEADERS = st.sampled_from(["Date", "Tijd", "Sport", "Distance", "Duur (min)", "HRV", "Slaap", "km", "", "Athlete", "x"])


@given(st.lists(HEADERS, min_size=1, max_size=6), st.lists(st.lists(CELLS, max_size=7), max_size=6))
def test_any_cells_under_any_names_give_possible_values_or_a_named_error(
    headers: list[str], rows: list[list[str]]
) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([headers, *rows])
    data = stream.getvalue().encode()
    _read(data)
    mapping = guess(headers, rows)
    for row in read(rows, mapping).rows if mapping else ():
        _possible(row.activity)


def _days(data: bytes) -> None:
    problem: ActivityError | None = None
    days: list[WellnessDay] = []
    try:
        days = read_wellness(data)
    except ActivityError as error:
        problem = error
    assert problem is None or problem.code in REASONS
    for day in days:
        values = [value for value in (day.resting_heart_rate_bpm, day.hrv_ms, day.sleep_s) if value is not None]
        assert values
        assert all(math.isfinite(value) and value > 0 for value in values)
