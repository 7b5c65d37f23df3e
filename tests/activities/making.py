"""Activities and files made by hand, so that every expected number can be worked out on paper."""

import gzip
import io
import zipfile
from datetime import UTC, datetime

import numpy as np

from opbouw.activities import Activity, Lap, write_fit, write_gpx, write_tcx
from opbouw.activities.fitencode import Field, file_bytes, fit_time, message

START = datetime(2026, 3, 2, 7, 0, 0, tzinfo=UTC)


def ten_minutes(**changes: object) -> Activity:
    """A run of 600 s and 1,500 m: 61 samples, 2.5 m/s, 150 beats, 170 steps a minute, one hour ahead of UTC."""
    second = np.arange(0, 601, 10, dtype=np.float64)
    values: dict[str, object] = {
        "sport": "run",
        "start": START,
        "utc_offset_s": 3600,
        "seconds": 600.0,
        "elapsed_s": 600.0,
        "distance_m": 1500.0,
        "cadence_spm": 170.0,
        "heart_rate_bpm": 150.0,
        "max_heart_rate_bpm": 150.0,
        "ground_contact_ms": 250.0,
        "balance_left_pct": 51.5,
        "device": "Test watch",
        "columns": {
            "time_s": second,
            "lat": 52.0 + second * 2.5 / 111_195.0,
            "lon": np.full(61, 5.0),
            "distance_m": second * 2.5,
            "altitude_m": np.full(61, 10.0),
            "speed_m_s": np.full(61, 2.5),
            "heart_rate_bpm": np.full(61, 150.0),
            "cadence_spm": np.full(61, 170.0),
            "temperature_c": np.full(61, 12.0),
            "ground_contact_ms": np.full(61, 250.0),
        },
    }
    return Activity(**{**values, **changes})  # type: ignore[arg-type]


def fit() -> bytes:
    """The ten minutes as FIT."""
    return write_fit(ten_minutes())


def tcx() -> bytes:
    """The ten minutes as TCX, in two laps of 300 s and 750 m."""
    half = datetime(2026, 3, 2, 7, 5, 0, tzinfo=UTC)
    return write_tcx(ten_minutes(laps=(Lap(START, 300.0, 750.0, 150.0, 170.0), Lap(half, 300.0, 750.0, 150.0, 170.0))))


def gpx() -> bytes:
    """The ten minutes as GPX."""
    return write_gpx(ten_minutes())


def fit_of_kind(kind: int) -> bytes:
    """A FIT file with nothing but its kind: 2 settings, 5 workout, 6 course, 9 weight, 32 monitoring."""
    return file_bytes([message(0, [Field(0, "enum", kind), Field(4, "uint32", fit_time(START))], local=0)])


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 7, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def gzipped(data: bytes) -> bytes:
    """The bytes as gzip, the same every time."""
    return gzip.compress(data, mtime=0)


STRAVA = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,Elapsed Time,Moving Time,"
    "Distance,Average Cadence,Average Heart Rate,Elevation Gain\r\n"
    '1,"Jul 23, 2020, 9:52:41 PM","Evening run 🏃\nwith a second line",Run,700,1.5,activities/1.fit.gz,700.0,600.0,'
    "1500.4,85.0,150.0,12.0\r\n"
    '2,"Mar 2, 2026, 7:00:00 AM",Morning,Run,600,1.5,activities/2.gpx,600.0,600.0,1500.0,,,\r\n'
    '3,"Jan 5, 2026, 12:05:00 AM",Pool,Swim,1800,1000,,1800.0,1700.0,1000.0,,,\r\n'
).encode()
