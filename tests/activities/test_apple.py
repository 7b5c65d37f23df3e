"""The export of Apple Health: the flavours of the years, nights, routes, and a stream in little memory."""

import itertools
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from opbouw.activities import import_paths
from opbouw.activities.apple import read_apple, sport_of_workout
from opbouw.activities.healthdays import to_instant
from opbouw.activities.healthxml import MAX_DEPTH, MAX_NAMES, MAX_TAG_BYTES, without_doctype
from opbouw.activities.model import ActivityError
from opbouw.activities.wellness import WellnessDay
from tests.activities.making import gpx, gzipped, zipped

DOCTYPE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14, don't edit -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
  startDate "a fault of some versions
  device CDATA #IMPLIED"
>
]>
"""
OLD = """<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30.5" durationUnit="min"
 totalDistance="3" totalDistanceUnit="mi" sourceName="Watch"
 startDate="2018-07-01 23:30:00 +0200" endDate="2018-07-02 00:02:00 +0200">
 <MetadataEntry key="HKIndoorWorkout" value="1"/>
 <MetadataEntry key="HKTimeZone" value="America/New_York"/>
</Workout>"""
NEW = """<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="10" durationUnit="min" sourceName="Watch"
 startDate="2026-03-02 08:00:00 +0100" endDate="2026-03-02 08:10:00 +0100">
 <MetadataEntry key="HKIndoorWorkout" value="0"/>
 <MetadataEntry key="HKElevationAscended" value="1234 cm"/>
 <WorkoutActivity duration="5" durationUnit="min">
  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="99" maximum="100" unit="count/min"/>
 </WorkoutActivity>
 <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="1.5" unit="km"/>
 <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="151.5" maximum="176" unit="count/min"/>
 <WorkoutStatistics type="HKQuantityTypeIdentifierRunningVerticalOscillation" average="9.1" unit="cm"/>
 <WorkoutRoute><FileReference path="/workout-routes/route_2026-03-02_8.10am.gpx"/></WorkoutRoute>
</Workout>"""


def _record(kind: str, value: str, begin: str, end: str = "") -> str:
    return f'<Record type="HK{kind}" sourceName="W" startDate="{begin}" endDate="{end or begin}" value="{value}"/>'


def _slept(kind: str, begin: str, end: str) -> str:
    return _record("CategoryTypeIdentifierSleepAnalysis", f"HKCategoryValueSleepAnalysis{kind}", begin, end)


def _export(*inside: str, doctype: str = DOCTYPE) -> bytes:
    return f'{doctype}<HealthData locale="nl_NL">{"".join(inside)}</HealthData>'.encode()


def test_an_old_workout_has_its_distance_in_an_attribute_and_the_day_of_its_own_zone() -> None:
    (row,) = read_apple([_export(OLD)]).rows
    run = row.activity
    # 3 miles of 1,609.344 m; 30.5 minutes; half past eleven at +2 is half past five in the afternoon in New York.
    assert (run.sport, run.indoor, run.seconds, run.elapsed_s) == ("treadmill", True, 1830.0, 1920.0)
    assert run.distance_m == pytest.approx(4828.032)
    assert (run.start, run.utc_offset_s) == (datetime(2018, 7, 1, 21, 30, tzinfo=UTC), -4 * 3600)
    assert run.local_date == date(2018, 7, 1)
    assert row.filename is None


def test_a_new_workout_has_its_distance_and_heart_rate_in_statistics_of_the_whole() -> None:
    (row,) = read_apple([_export(NEW)]).rows
    run = row.activity
    assert (run.sport, run.indoor, run.distance_m, run.seconds) == ("run", False, 1500.0, 600.0)
    assert (run.heart_rate_bpm, run.max_heart_rate_bpm) == (151.5, 176.0)
    assert (run.ascent_m, run.vertical_oscillation_mm) == (12.34, 91.0)
    assert row.filename == "workout-routes/route_2026-03-02_8.10am.gpx"


def test_a_workout_keeps_its_id_in_the_next_export() -> None:
    first = read_apple([_export(NEW)]).rows[0].activity.id
    assert read_apple([_export(OLD, NEW)]).rows[1].activity.id == first


def test_every_way_to_cut_the_stream_gives_the_same() -> None:
    data = _export(OLD, NEW)
    whole = read_apple([data]).rows
    for size in (1, 7, 64):
        parts = [data[begin : begin + size] for begin in range(0, len(data), size)]
        assert [row.filename for row in read_apple(parts).rows] == [row.filename for row in whole]


def test_resting_heart_rate_and_variability_are_means_of_their_local_day() -> None:
    inside = (
        _record("QuantityTypeIdentifierRestingHeartRate", "50", "2026-03-02 00:30:00 +0100"),
        _record("QuantityTypeIdentifierHeartRateVariabilitySDNN", "40", "2026-03-02 03:00:00 +0100"),
        _record("QuantityTypeIdentifierHeartRateVariabilitySDNN", "50", "2026-03-02 05:00:00 +0100"),
        _record("QuantityTypeIdentifierHeartRate", "180", "2026-03-02 05:00:00 +0100"),
    )
    assert read_apple([_export(*inside)]).wellness == (WellnessDay(date(2026, 3, 2), 50.0, 45.0, "sdnn", None),)


def test_an_old_workout_has_the_heart_rate_that_was_measured_during_it() -> None:
    # 90 before the start, 100 to 112 in its first minutes (thirteen of them, mean 106), 200 after the end.
    during = [
        _record("QuantityTypeIdentifierHeartRate", str(100 + place), f"2018-07-01 23:{30 + place}:00 +0200")
        for place in range(13)
    ]
    before = _record("QuantityTypeIdentifierHeartRate", "90", "2018-07-01 23:29:50 +0200")
    after = _record("QuantityTypeIdentifierHeartRate", "200", "2018-07-02 00:03:00 +0200")
    (row,) = read_apple([_export(after, *reversed(during), before, OLD)]).rows
    assert (row.activity.heart_rate_bpm, row.activity.max_heart_rate_bpm) == (106.0, 112.0)
    (row,) = read_apple([_export(*during[:11], before, after, OLD)]).rows
    assert row.activity.heart_rate_bpm is None


def test_a_night_is_the_time_asleep_counted_once_on_the_day_of_waking() -> None:
    inside = (
        _slept("InBed", "2026-03-01 22:00:00 +0100", "2026-03-02 07:30:00 +0100"),
        # Before midnight, overlapping by an hour with the next; then awake for an hour.
        _slept("AsleepCore", "2026-03-01 22:30:00 +0100", "2026-03-01 23:30:00 +0100"),
        _slept("AsleepDeep", "2026-03-01 22:30:00 +0100", "2026-03-02 01:30:00 +0100"),
        _slept("Awake", "2026-03-02 01:30:00 +0100", "2026-03-02 02:30:00 +0100"),
        _slept("AsleepREM", "2026-03-02 02:30:00 +0100", "2026-03-02 06:30:00 +0100"),
        # A telephone without stages guesses the whole night; the stages of the watch say more.
        _slept("AsleepUnspecified", "2026-03-01 22:00:00 +0100", "2026-03-02 07:30:00 +0100"),
        _slept("Asleep", "2026-03-03 00:00:00 +0100", "2026-03-03 06:00:00 +0100"),
    )
    assert read_apple([_export(*inside)]).wellness == (
        WellnessDay(date(2026, 3, 2), sleep_s=7 * 3600.0),
        WellnessDay(date(2026, 3, 3), sleep_s=6 * 3600.0),
    )


def test_time_in_bed_alone_is_not_sleep() -> None:
    inside = _slept("InBed", "2026-03-01 22:00:00 +0100", "2026-03-02 07:30:00 +0100")
    with pytest.raises(ActivityError) as caught:
        read_apple([_export(inside)])
    assert (caught.value.code, caught.value.skipped) == ("apple_health", True)


@pytest.mark.parametrize(
    ("kind", "indoor", "expected"),
    [
        ("HKWorkoutActivityTypeRunning", None, ("run", None)),
        ("HKWorkoutActivityTypeRunning", True, ("treadmill", True)),
        ("HKWorkoutActivityTypeWalking", True, ("walk", True)),
        ("HKWorkoutActivityTypeTraditionalStrengthTraining", None, ("strength", True)),
        ("HKWorkoutActivityTypeElliptical", None, ("elliptical", True)),
        ("HKWorkoutActivityTypeSwimBikeRun", None, ("other", None)),
        ("HKWorkoutActivityTypeHandCycling", None, ("other", None)),
        ("HKWorkoutActivityTypeYoga", None, ("other", None)),
    ],
)
def test_workout_types_become_our_sports(kind: str, indoor: bool | None, expected: tuple[str, bool | None]) -> None:
    assert sport_of_workout(kind, indoor=indoor) == expected


def test_an_instant_is_aware_or_unknown() -> None:
    assert to_instant("2016-11-14 07:25:41 -0700") == datetime(2016, 11, 14, 14, 25, 41, tzinfo=UTC)
    assert to_instant("2016-11-14 7:25:41 PM -0700") == datetime(2016, 11, 15, 2, 25, 41, tzinfo=UTC)
    assert to_instant("2016-11-14 07:25:41") is None
    assert to_instant("yesterday") is None


def _refused(head: str) -> str:
    with pytest.raises(ActivityError) as caught:
        read_apple([f'{head}<HealthData locale="nl">{OLD}</HealthData>'.encode()])
    return caught.value.code


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE HealthData SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE HealthData PUBLIC "x" "https://example.org/x.dtd" [<!ELEMENT HealthData ANY>]>',
        '<!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE HealthData [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>',
        "<!DOCTYPE HealthData [" + "<!-- -->" * 40_000,
    ],
)
def test_entities_and_document_types_outside_the_file_are_refused(head: str) -> None:
    assert _refused(head) == "xml_entities"


def test_a_document_type_after_the_beginning_is_refused_too() -> None:
    with pytest.raises(ActivityError, match=r"document type"):
        read_apple([_export().decode().replace("UTF-8", "UTF-16").encode("utf-16")])


def test_an_inline_document_type_leaves_the_line_numbers_as_they_are() -> None:
    lines = b"".join(without_doctype([DOCTYPE.encode()[:40], DOCTYPE.encode()[40:], b"<a/>"]))
    assert lines.count(b"\n") == DOCTYPE.count("\n")
    assert b"DOCTYPE" not in lines


def test_too_deep_too_long_and_too_many_names_are_refused() -> None:
    with pytest.raises(ActivityError, match="too deep"):
        read_apple([b"<HealthData>" + b"<x>" * MAX_DEPTH])
    pieces = [b'<HealthData><Record value="', *([b"a" * 65_536] * (3 * MAX_TAG_BYTES // 65_536))]
    with pytest.raises(ActivityError, match="too long"):
        read_apple(pieces)
    with pytest.raises(ActivityError, match="too many names"):
        read_apple([b"<HealthData>", *(b"<a%d/>" % number for number in range(MAX_NAMES))])


def test_an_export_that_breaks_off_keeps_what_came_before() -> None:
    reading = read_apple([_export(OLD, NEW)[:-40]])
    # The end of the second workout lies in the last forty bytes.
    assert len(reading.rows) == 1
    assert reading.warnings[0].startswith("export_cut_short:")


def test_an_export_that_breaks_off_at_once_is_damaged() -> None:
    with pytest.raises(ActivityError) as caught:
        read_apple([b"<HealthData><Wor"])
    assert caught.value.code == "xml_damaged"


def _archive(export: bytes) -> bytes:
    return zipped(
        {
            "apple_health_export/workout-routes/route_2026-03-02_8.10am.gpx": gpx(),
            "apple_health_export/export.xml": export,
            "apple_health_export/export_cda.xml": b"<ClinicalDocument/>",
        }
    )


def test_a_route_gets_what_its_workout_knows_and_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(_archive(_export(OLD, NEW)))
    reports = {report.path.rpartition("/")[2]: report for report in import_paths([path])}
    (route,) = reports["route_2026-03-02_8.10am.gpx"].activities
    assert (route.sport, route.samples, route.utc_offset_s) == ("run", 61, 3600)
    assert route.distance_m == pytest.approx(1500.0, rel=0.01)
    assert route.vertical_oscillation_mm == 91.0
    (other,) = reports["export.xml"].activities
    assert (other.sport, other.file_hash) == ("treadmill", reports["export.xml"].file_hash)
    assert (reports["export_cda.xml"].status, reports["export_cda.xml"].reason_code) == ("skipped", "xml_other")


def test_an_export_without_its_archive_and_with_another_name_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "gezondheid.txt").write_bytes(_export(OLD))
    (tmp_path / "exportieren.xml.gz").write_bytes(gzipped(_export(NEW)))
    assert [len(report.activities) for report in import_paths([tmp_path])] == [1, 1]
    assert [report.status for report in import_paths([tmp_path / "gezondheid.txt"])] == ["taken"]


def test_days_of_wellness_come_with_the_report(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(_export(_record("QuantityTypeIdentifierRestingHeartRate", "50", "2026-03-02 00:30:00 +0100")))
    (report,) = import_paths([path])
    assert (report.status, report.reason_code, report.activities) == ("taken", "taken_wellness", ())
    assert report.wellness == (WellnessDay(date(2026, 3, 2), 50.0),)
    assert report.reason == (
        "Read: 1 days with resting heart rate, heart rate variability or sleep. It holds no activities."
    )


def _beat(number: int) -> str:
    day, hour = f"20{number % 9 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}", number % 24
    begin = f"{day} {hour:02}:{number % 60:02}:{number % 59:02} +0100"
    return _record("QuantityTypeIdentifierHeartRate", str(40 + number % 150), begin)


def _long(megabytes: int) -> Iterator[bytes]:
    """An export full of heartbeats, a run at its end; it packs as an export does, for no piece repeats soon."""
    pieces = [
        "\n".join(_beat(104_729 * place % 99_991) for place in range(at, at + 400)) for at in range(0, 3_200, 400)
    ]
    yield DOCTYPE.encode() + b'<HealthData locale="nl_NL">'
    size = 0
    for piece in itertools.cycle(pieces):
        if size >= megabytes * 2**20:
            break
        size += len(piece)
        yield piece.encode()
    yield NEW.encode() + b"</HealthData>"


def test_ten_megabytes_stream_by_in_less_than_two() -> None:
    tracemalloc.start()
    try:
        reading = read_apple(_long(10))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(reading.rows) == 1
    assert peak < 2 * 2**20


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True], ids=["on the disk", "in an archive"])
def test_an_export_of_60_mb_is_imported_within_40_mb_of_memory(tmp_path: Path, root: Path, packed: bool) -> None:
    path = tmp_path / ("export.zip" if packed else "export.xml")
    if packed:
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("apple_health_export/export.xml", "w") as member,
        ):
            member.writelines(_long(60))
    else:
        with path.open("wb") as stream:
            stream.writelines(_long(60))
    code = (
        "import sys; from opbouw.activities import import_paths; from tests.memory import peak_bytes; "
        "before = peak_bytes(); reports = list(import_paths([sys.argv[1]])); "
        "print(len(reports[0].activities), (peak_bytes() - before) // 2**20)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=root, capture_output=True, text=True, check=True)
    activities, grown_mb = (int(part) for part in done.stdout.split())
    assert activities == 1
    assert grown_mb < 40
