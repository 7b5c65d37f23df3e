"""What each format says about the same ten minutes, and what only one of them can say."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from opbouw.activities import Activity, ActivityError, read_activities, read_activity, write_fit, write_gpx, write_tcx
from opbouw.activities.fit.crc import crc16
from opbouw.activities.fitencode import Field, file_bytes, fit_time, message
from tests.activities.making import START, fit, gpx, tcx, ten_minutes


@pytest.mark.parametrize("data", [fit(), tcx(), gpx()], ids=["fit", "tcx", "gpx"])
def test_every_format_gives_the_same_ten_minutes(data: bytes) -> None:
    activity = read_activity(data)
    assert activity.start == START
    assert activity.seconds == pytest.approx(600.0)
    assert activity.distance_m == pytest.approx(1500.0, abs=1.0)
    assert activity.samples == 61
    assert activity.cadence_spm == pytest.approx(170.0)
    assert activity.heart_rate_bpm == pytest.approx(150.0)
    assert activity.local_date == date(2026, 3, 2)


@pytest.mark.parametrize(("data", "name"), [(fit(), "fit"), (tcx(), "tcx"), (gpx(), "gpx")])
def test_the_format_and_device_are_kept(data: bytes, name: str) -> None:
    activity = read_activity(data)
    assert activity.format == name
    assert "Test watch" in (activity.device or "")


def test_fit_keeps_ground_contact_balance_and_the_runners_clock() -> None:
    activity = read_activity(fit())
    assert activity.ground_contact_ms == pytest.approx(250.0)
    assert activity.balance_left_pct == pytest.approx(51.5)
    assert activity.utc_offset_s == 3600


def test_a_run_late_in_the_evening_utc_is_on_the_runners_own_day() -> None:
    late = ten_minutes(start=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    assert read_activity(write_fit(late)).local_date == date(2026, 3, 3)


def test_without_a_stated_offset_the_longitude_gives_the_runners_day() -> None:
    columns = dict(ten_minutes().columns)
    columns["lon"] = np.full(61, 121.4)
    shanghai = ten_minutes(start=datetime(2026, 3, 2, 22, 59, tzinfo=UTC), columns=columns, utc_offset_s=None)
    activity = read_activity(write_gpx(shanghai))
    assert activity.local_date == date(2026, 3, 3)
    assert activity.utc_offset_s is None


def test_the_laps_of_tcx_are_summed() -> None:
    activity = read_activity(tcx())
    assert [(lap.seconds, lap.distance_m) for lap in activity.laps] == [(300.0, 750.0), (300.0, 750.0)]
    assert (activity.seconds, activity.distance_m) == (600.0, 1500.0)


def test_cadence_of_a_bike_is_not_steps() -> None:
    columns = {name: column for name, column in ten_minutes().columns.items() if name != "cadence_spm"}
    columns["cadence_rpm"] = np.full(61, 90.0)
    ride = read_activity(write_tcx(ten_minutes(sport="cycle", cadence_spm=None, columns=columns)))
    assert ride.sport == "cycle"
    assert ride.cadence_spm is None
    assert float(np.nanmean(ride.columns["cadence_rpm"])) == 90.0


def test_cadence_already_counted_for_both_feet_is_not_doubled() -> None:
    both = gpx().replace(b"<gpxtpx:cad>85<", b"<gpxtpx:cad>170<")
    assert read_activity(both).cadence_spm == pytest.approx(170.0)


@pytest.mark.parametrize("sport", ["run", "treadmill", "trail", "walk", "hike", "cycle", "swim", "row", "elliptical"])
def test_fit_keeps_the_sport(sport: str) -> None:
    assert read_activity(write_fit(ten_minutes(sport=sport))).sport == sport


def test_a_treadmill_run_is_indoors() -> None:
    columns = {name: column for name, column in ten_minutes().columns.items() if name not in {"lat", "lon"}}
    activity = read_activity(write_fit(ten_minutes(sport="treadmill", columns=columns)))
    assert activity.indoor is True


def _session(sport: int, start: datetime, seconds: int, metres: int) -> bytes:
    fields = [
        Field(253, "uint32", fit_time(start) + seconds),
        Field(2, "uint32", fit_time(start)),
        Field(5, "enum", sport),
        Field(7, "uint32", seconds * 1000),
        Field(8, "uint32", seconds * 1000),
        Field(9, "uint32", metres * 100),
    ]
    return message(18, fields, local=3)


def _record(second: int, beats: int | None = 140) -> bytes:
    return message(20, [Field(253, "uint32", fit_time(START) + second), Field(3, "uint8", beats)], local=1)


FILE_ID = message(0, [Field(0, "enum", 4), Field(4, "uint32", fit_time(START))], local=0)


def test_each_session_of_a_multisport_file_is_an_activity_with_its_own_samples() -> None:
    later = datetime(2026, 3, 2, 7, 1, tzinfo=UTC)
    data = file_bytes(
        [FILE_ID, *(_record(second) for second in range(100)), _session(5, START, 60, 50), _session(1, later, 40, 100)]
    )
    swim, run = read_activities(data)
    assert [(one.sport, one.samples, one.seconds) for one in (swim, run)] == [("swim", 60, 60.0), ("run", 40, 40.0)]
    assert swim.id != run.id


def test_a_session_before_the_records_is_understood() -> None:
    data = file_bytes([FILE_ID, _session(1, START, 10, 30), *(_record(second) for second in range(10))])
    activity = read_activity(data)
    assert (activity.sport, activity.distance_m, activity.samples) == ("run", 30.0, 10)


def test_a_recording_without_any_session_is_an_activity_of_its_samples() -> None:
    activity = read_activity(file_bytes([FILE_ID, *(_record(second) for second in range(31))]))
    assert (activity.seconds, activity.samples, activity.distance_m) == (30.0, 31, None)


def test_no_heart_rate_is_unknown_and_never_zero() -> None:
    activity = read_activity(file_bytes([FILE_ID, *(_record(second, None) for second in range(5))]))
    assert activity.heart_rate_bpm is None
    assert "heart_rate_bpm" not in activity.columns


def test_a_clock_that_was_never_set_leaves_the_start_unknown() -> None:
    records = [message(20, [Field(253, "uint32", 1000 + i), Field(3, "uint8", 140)], local=1) for i in range(5)]
    activity = read_activity(file_bytes([FILE_ID, *records]))
    assert (activity.start, activity.local_date) == (None, None)


def test_two_activities_in_one_file_are_too_many_for_one() -> None:
    with pytest.raises(ActivityError, match="2 activities") as caught:
        read_activity(fit() + fit())
    assert caught.value.code == "several_activities"


def test_the_checksum_is_the_one_of_the_fit_protocol() -> None:
    # CRC-16/ARC of the nine digits is the published check value 0xBB3D.
    assert crc16(b"123456789") == 0xBB3D


def test_tracks_close_in_time_are_one_activity_and_days_apart_are_two() -> None:
    point = '<trkpt lat="52.0" lon="5.0"><time>2026-03-{day:02}T07:{minute:02}:00Z</time></trkpt>'
    track = "<trk><trkseg>" + point + "</trkseg></trk>"
    near = track.format(day=2, minute=0) + track.format(day=2, minute=30)
    far = track.format(day=2, minute=0) + track.format(day=3, minute=0)
    assert len(read_activities(f"<gpx>{near}</gpx>".encode())) == 1
    assert len(read_activities(f"<gpx>{far}</gpx>".encode())) == 2


def test_a_track_without_times_but_with_heart_rate_is_an_activity_of_unknown_length() -> None:
    points = b'<trkpt lat="52.0" lon="5.0"><extensions><hr>140</hr></extensions></trkpt>' * 3
    activity = read_activity(b"<gpx><trk><trkseg>" + points + b"</trkseg></trk></gpx>")
    assert (activity.start, activity.seconds, activity.heart_rate_bpm) == (None, None, 140.0)


@pytest.mark.parametrize(
    ("extension", "name", "value"),
    [
        ("<x:TrackPointExtension><x:hr>141</x:hr></x:TrackPointExtension>", "heart_rate_bpm", 141.0),
        ("<gpxdata:hr>142</gpxdata:hr>", "heart_rate_bpm", 142.0),
        ("<heartrate>143</heartrate>", "heart_rate_bpm", 143.0),
        ("<power>250</power>", "power_w", 250.0),
        ("<pwr:PowerInWatts>251</pwr:PowerInWatts>", "power_w", 251.0),
        ("<gpxtpx:atemp>21.5</gpxtpx:atemp>", "temperature_c", 21.5),
        ("<gpxdata:cadence>84</gpxdata:cadence>", "cadence_spm", 168.0),
        ("<speed>2.8</speed>", "speed_m_s", 2.8),
    ],
)
def test_gpx_extensions_of_every_vendor_are_read(extension: str, name: str, value: float) -> None:
    point = f'<trkpt lat="52" lon="5"><time>2026-03-02T07:00:00Z</time><extensions>{extension}</extensions></trkpt>'
    activity = read_activity(f"<gpx><trk><type>run</type><trkseg>{point}</trkseg></trk></gpx>".encode())
    assert activity.columns[name].tolist() == [value]


def test_a_written_activity_is_read_back_sample_by_sample() -> None:
    original = ten_minutes()
    activity = read_activity(write_fit(original))
    for name, step in (("lat", 1e-6), ("distance_m", 0.01), ("speed_m_s", 0.001), ("cadence_spm", 0.1)):
        np.testing.assert_allclose(activity.columns[name], original.columns[name], atol=step)


def test_an_activity_without_samples_can_be_written_and_read() -> None:
    bare = Activity(sport="run", start=START, seconds=1800.0, distance_m=5000.0)
    activity = read_activity(write_fit(bare))
    assert (activity.seconds, activity.distance_m, activity.samples) == (1800.0, 5000.0, 0)
