"""Small honest encoders: an Activity as GPX, TCX or FIT, for the example runner and for tests."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from opbouw.activities.fitencode import Field, file_bytes, fit_time, message
from opbouw.activities.model import ON_FOOT, Activity, Column, Lap

_FALLBACK_START = datetime(2000, 1, 1, tzinfo=UTC)
_TCX_SPORT = {"run": "Running", "treadmill": "Running", "trail": "Running", "cycle": "Biking"}
_FIT_SPORT = {
    "run": (1, 0),
    "treadmill": (1, 1),
    "trail": (1, 3),
    "walk": (11, 0),
    "hike": (17, 0),
    "cycle": (2, 0),
    "swim": (5, 0),
    "row": (15, 0),
    "elliptical": (4, 15),
    "ski": (12, 0),
    "skate": (30, 0),
    "strength": (10, 20),
    "other": (0, 0),
}
_SEMICIRCLES = 2**31 / 180.0


def write_gpx(activity: Activity) -> bytes:
    """The activity as GPX 1.1. Samples without a position are left out, because GPX cannot hold them."""
    rows = [_gpx_point(activity, i) for i in range(activity.samples) if not math.isnan(_at(activity, "lat", i))]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator='
        + quoteattr(activity.device or "Opbouw")
        + ' xmlns="http://www.topografix.com/GPX/1/1"'
        ' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n'
        f"<trk><type>{escape(activity.sport)}</type><trkseg>\n"
    )
    return (head + "".join(rows) + "</trkseg></trk>\n</gpx>\n").encode()


def write_tcx(activity: Activity) -> bytes:
    """The activity as TCX: one Activity with its laps; each sample in the lap it belongs to."""
    start = activity.start or _FALLBACK_START
    laps = _laps(activity)
    starts = [_seconds_in(activity, lap) for lap in laps]
    parts = []
    for i, lap in enumerate(laps):
        end = starts[i + 1] if i + 1 < len(laps) else math.inf
        parts.append(_tcx_lap(activity, lap, -math.inf if i == 0 else starts[i], end))
    device = escape(activity.device or "Opbouw")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"'
        ' xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">\n'
        f'<Activities><Activity Sport="{_TCX_SPORT.get(activity.sport, "Other")}"><Id>{_iso(start)}</Id>\n'
        + "".join(parts)
        + f"<Creator><Name>{device}</Name></Creator></Activity></Activities>\n</TrainingCenterDatabase>\n"
    ).encode()


def write_fit(activity: Activity) -> bytes:
    """The activity as a complete FIT file (file_id, records, laps, session, activity, both checksums)."""
    start = activity.start or _FALLBACK_START
    end = start + timedelta(seconds=activity.elapsed_s or activity.seconds or 0.0)
    sport = _FIT_SPORT.get(activity.sport, (0, 0))
    body = [_fit_file_id(activity, start)]
    body += [message(20, _fit_record(activity, start, i), local=1) for i in range(activity.samples)]
    for i, lap in enumerate(_laps(activity)):
        body.append(message(19, _fit_lap(activity, lap, i, end, sport), local=2))
    body.append(message(18, _fit_session(activity, start, end, sport), local=3))
    offset = activity.utc_offset_s
    local = None if offset is None else fit_time(end) + offset
    body.append(
        message(
            34,
            [
                Field(253, "uint32", fit_time(end)),
                Field(0, "uint32", _scaled(activity.seconds, 1000)),
                Field(1, "uint16", 1),
                Field(2, "enum", 0),
                Field(5, "uint32", local),
            ],
            local=4,
        )
    )
    return file_bytes(body)


def _at(activity: Activity, name: str, i: int) -> float:
    column = activity.columns.get(name)
    return math.nan if column is None else float(column[i])


def _time(activity: Activity, i: int) -> datetime | None:
    seconds = _at(activity, "time_s", i)
    return None if activity.start is None or math.isnan(seconds) else activity.start + timedelta(seconds=seconds)


def _iso(instant: datetime) -> str:
    text = instant.astimezone(UTC).isoformat(timespec="milliseconds" if instant.microsecond else "seconds")
    return text.replace("+00:00", "Z")


def _cadence_one_leg(activity: Activity, i: int) -> float:
    if activity.sport in ON_FOOT:
        return _at(activity, "cadence_spm", i) / 2.0
    return _at(activity, "cadence_rpm", i)


def _tag(name: str, value: float, digits: int) -> str:
    return "" if math.isnan(value) else f"<{name}>{value:.{digits}f}</{name}>"


def _gpx_point(activity: Activity, i: int) -> str:
    instant = _time(activity, i)
    sensors = (
        _tag("gpxtpx:atemp", _at(activity, "temperature_c", i), 1)
        + _tag("gpxtpx:hr", _at(activity, "heart_rate_bpm", i), 0)
        + _tag("gpxtpx:cad", _cadence_one_leg(activity, i), 0)
    )
    power = _tag("power", _at(activity, "power_w", i), 0)
    extension = f"<gpxtpx:TrackPointExtension>{sensors}</gpxtpx:TrackPointExtension>" if sensors else ""
    return (
        f'<trkpt lat="{_at(activity, "lat", i):.7f}" lon="{_at(activity, "lon", i):.7f}">'
        + _tag("ele", _at(activity, "altitude_m", i), 1)
        + (f"<time>{_iso(instant)}</time>" if instant else "")
        + (f"<extensions>{power}{extension}</extensions>" if power or extension else "")
        + "</trkpt>\n"
    )


def _laps(activity: Activity) -> tuple[Lap, ...]:
    whole = Lap(activity.start, activity.seconds, activity.distance_m, activity.heart_rate_bpm, activity.cadence_spm)
    return activity.laps or (whole,)


def _seconds_in(activity: Activity, lap: Lap) -> float:
    if lap.start is None or activity.start is None:
        return 0.0
    return (lap.start - activity.start).total_seconds()


def _tcx_lap(activity: Activity, lap: Lap, begin: float, end: float) -> str:
    time_s: Column = activity.columns.get("time_s", np.empty(0))
    inside = [i for i, second in enumerate(time_s) if begin <= second < end]
    heart = "" if lap.heart_rate_bpm is None else _beats("AverageHeartRateBpm", lap.heart_rate_bpm)
    return (
        f'<Lap StartTime="{_iso(lap.start or activity.start or _FALLBACK_START)}">'
        f"<TotalTimeSeconds>{lap.seconds or 0:.3f}</TotalTimeSeconds>"
        f"<DistanceMeters>{lap.distance_m or 0:.2f}</DistanceMeters>{heart}"
        "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod><Track>\n"
        + "".join(_tcx_point(activity, i) for i in inside)
        + "</Track></Lap>\n"
    )


def _tcx_point(activity: Activity, i: int) -> str:
    instant = _time(activity, i)
    lat, lon, heart = (_at(activity, name, i) for name in ("lat", "lon", "heart_rate_bpm"))
    on_foot = activity.sport in ON_FOOT
    cadence = _cadence_one_leg(activity, i)
    extension = (
        _tag("ns3:Speed", _at(activity, "speed_m_s", i), 3)
        + (_tag("ns3:RunCadence", cadence, 0) if on_foot else "")
        + _tag("ns3:Watts", _at(activity, "power_w", i), 0)
    )
    position = (
        ""
        if math.isnan(lat)
        else f"<Position>{_tag('LatitudeDegrees', lat, 7)}{_tag('LongitudeDegrees', lon, 7)}</Position>"
    )
    return (
        "<Trackpoint>"
        + (f"<Time>{_iso(instant)}</Time>" if instant else "")
        + position
        + _tag("AltitudeMeters", _at(activity, "altitude_m", i), 1)
        + _tag("DistanceMeters", _at(activity, "distance_m", i), 2)
        + ("" if math.isnan(heart) else _beats("HeartRateBpm", heart))
        + ("" if on_foot else _tag("Cadence", cadence, 0))
        + (f"<Extensions><ns3:TPX>{extension}</ns3:TPX></Extensions>" if extension else "")
        + "</Trackpoint>\n"
    )


def _beats(name: str, value: float) -> str:
    return f"<{name}><Value>{value:.0f}</Value></{name}>"


def _scaled(value: float | None, scale: float, offset: float = 0.0) -> int | None:
    return None if value is None or math.isnan(value) else round((value + offset) * scale)


def _fit_file_id(activity: Activity, start: datetime) -> bytes:
    fields = [
        Field(0, "enum", 4),
        Field(1, "uint16", 255),
        Field(2, "uint16", 1),
        Field(4, "uint32", fit_time(start)),
        Field(8, "string", activity.device or "Opbouw"),
    ]
    return message(0, fields, local=0)


def _fit_record(activity: Activity, start: datetime, i: int) -> list[Field]:
    second = _at(activity, "time_s", i)
    return [
        Field(253, "uint32", None if math.isnan(second) else fit_time(start + timedelta(seconds=second))),
        Field(0, "sint32", _scaled(_at(activity, "lat", i), _SEMICIRCLES)),
        Field(1, "sint32", _scaled(_at(activity, "lon", i), _SEMICIRCLES)),
        Field(2, "uint16", _scaled(_at(activity, "altitude_m", i), 5, 500)),
        Field(3, "uint8", _scaled(_at(activity, "heart_rate_bpm", i), 1)),
        Field(4, "uint8", _scaled(_cadence_one_leg(activity, i), 1)),
        Field(5, "uint32", _scaled(_at(activity, "distance_m", i), 100)),
        Field(6, "uint16", _scaled(_at(activity, "speed_m_s", i), 1000)),
        Field(7, "uint16", _scaled(_at(activity, "power_w", i), 1)),
        Field(13, "sint8", _scaled(_at(activity, "temperature_c", i), 1)),
        Field(39, "uint16", _scaled(_at(activity, "vertical_oscillation_mm", i), 10)),
        Field(41, "uint16", _scaled(_at(activity, "ground_contact_ms", i), 10)),
        Field(84, "uint16", _scaled(_at(activity, "balance_left_pct", i), 100)),
    ]


def _strides(spm: float | None, sport: str) -> int | None:
    return None if spm is None or sport not in ON_FOOT else round(spm / 2.0)


def _fit_lap(activity: Activity, lap: Lap, index: int, end: datetime, sport: tuple[int, int]) -> list[Field]:
    start = lap.start or activity.start or _FALLBACK_START
    finish = end if lap.seconds is None else start + timedelta(seconds=lap.seconds)
    return [
        Field(254, "uint16", index),
        Field(253, "uint32", fit_time(finish)),
        Field(2, "uint32", fit_time(start)),
        Field(7, "uint32", _scaled(lap.seconds, 1000)),
        Field(8, "uint32", _scaled(lap.seconds, 1000)),
        Field(9, "uint32", _scaled(lap.distance_m, 100)),
        Field(15, "uint8", _scaled(lap.heart_rate_bpm, 1)),
        Field(17, "uint8", _strides(lap.cadence_spm, activity.sport)),
        Field(25, "enum", sport[0]),
    ]


def _fit_session(activity: Activity, start: datetime, end: datetime, sport: tuple[int, int]) -> list[Field]:
    return [
        Field(254, "uint16", 0),
        Field(253, "uint32", fit_time(end)),
        Field(2, "uint32", fit_time(start)),
        Field(5, "enum", sport[0]),
        Field(6, "enum", sport[1]),
        Field(7, "uint32", _scaled(activity.elapsed_s, 1000)),
        Field(8, "uint32", _scaled(activity.seconds, 1000)),
        Field(9, "uint32", _scaled(activity.distance_m, 100)),
        Field(16, "uint8", _scaled(activity.heart_rate_bpm, 1)),
        Field(17, "uint8", _scaled(activity.max_heart_rate_bpm, 1)),
        Field(18, "uint8", _strides(activity.cadence_spm, activity.sport)),
        Field(20, "uint16", _scaled(activity.power_w, 1)),
        Field(22, "uint16", _scaled(activity.ascent_m, 1)),
        Field(23, "uint16", _scaled(activity.descent_m, 1)),
        Field(26, "uint16", len(_laps(activity))),
        Field(89, "uint16", _scaled(activity.vertical_oscillation_mm, 10)),
        Field(91, "uint16", _scaled(activity.ground_contact_ms, 10)),
        Field(133, "uint16", _scaled(activity.balance_left_pct, 100)),
    ]
