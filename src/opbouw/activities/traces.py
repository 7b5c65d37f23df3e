"""The trace of an activity: where it was, how fast and at what heart rate every ten seconds, small enough to keep.

With it two recordings can be held against each other whatever their clocks said: one run told twice, or two runs.
"""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.float64]
STEP_S = 10.0
MOST_STEPS = 2_160  # six hours; what comes later says nothing more
# Between samples further apart than this nothing is known: a pause, or a receiver without sight.
LONGEST_GAP_S = 60.0
METRES_PER_DEGREE = 111_195.0
_PLACE_UNIT_M, _SPEED_UNIT_M_S = 2.0, 0.05
_HEAD = struct.Struct("<HBdd")
_UNKNOWN_PLACE, _UNKNOWN = -32_768, 255
_MOST_BYTES = 64_000


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Values at every `STEP_S` seconds from the start, NaN where unknown; a series nobody recorded is None.

    `east_m` and `north_m` are metres from `origin` (latitude and longitude in degrees of the first fix).
    """

    origin: tuple[float, float] | None = None
    east_m: Column | None = None
    north_m: Column | None = None
    speed_m_s: Column | None = None
    heart_rate_bpm: Column | None = None


def trace_of(columns: Mapping[str, Column]) -> Trace:
    """The trace in the columns of an activity; empty when it has fewer than two samples."""
    times = columns.get("time_s")
    if times is None or times.size < 2 or not np.isfinite(times[-1]) or times[-1] < STEP_S:
        return Trace()
    grid = np.arange(0.0, min(float(times[-1]) + 1.0, MOST_STEPS * STEP_S), STEP_S)
    lat, lon = (_at(grid, times, columns.get(name)) for name in ("lat", "lon"))
    heart = _at(grid, times, columns.get("heart_rate_bpm"))
    if lat is None or lon is None:
        return Trace(speed_m_s=_speed(grid, times, columns), heart_rate_bpm=heart)
    first = int(np.isfinite(lat + lon).argmax())
    origin = (float(lat[first]), float(lon[first]))
    east, north = _metres(lat, lon, origin)
    speed = _speed(grid, times, columns)
    return Trace(origin, east, north, _pace_of(east, north) if speed is None else speed, heart)


def packed(columns: Mapping[str, Column]) -> str | None:
    """The trace as text of about a kilobyte an hour; None when there is nothing to tell."""
    trace = trace_of(columns)
    series = (trace.east_m, trace.north_m, trace.speed_m_s, trace.heart_rate_bpm)
    count = max((one.size for one in series if one is not None), default=0)
    if count == 0:
        return None
    which = sum(1 << place for place, one in enumerate(series) if one is not None)
    units = (_PLACE_UNIT_M, _PLACE_UNIT_M, _SPEED_UNIT_M_S, 1.0)
    parts = [_whole(one, unit) for one, unit in zip(series, units, strict=True) if one is not None]
    body = _HEAD.pack(count, which, *(trace.origin or (0.0, 0.0))) + b"".join(parts)
    return base64.b64encode(zlib.compress(body, 6)).decode("ascii")


def unpacked(text: str | None) -> Trace:
    """The trace in a text made by `packed`; empty when there is none or it cannot be read."""
    if not text:
        return Trace()
    try:
        body = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _MOST_BYTES)
        return _read(body)
    except (binascii.Error, zlib.error, struct.error, ValueError):
        return Trace()


def _read(body: bytes) -> Trace:
    count, which, lat, lon = _HEAD.unpack_from(body)
    at = _HEAD.size
    found: list[Column | None] = []
    for place, unit in enumerate((_PLACE_UNIT_M, _PLACE_UNIT_M, _SPEED_UNIT_M_S, 1.0)):
        if not which & (1 << place):
            found.append(None)
            continue
        kind = "<i2" if place < 2 else "u1"
        raw = np.frombuffer(body, kind, count, at)
        known = np.cumsum(raw, dtype=np.int16) if place < 2 else raw
        unknown = _UNKNOWN_PLACE if place < 2 else _UNKNOWN
        found.append(np.where(known == unknown, np.nan, known.astype(np.float64) * unit))
        at += raw.nbytes
    return Trace((lat, lon) if found[0] is not None else None, *found)


def _whole(values: Column, unit: float) -> bytes:
    """Small whole numbers; places as steps from the one before, which are alike and pack well."""
    known = np.isfinite(values)
    if unit == _PLACE_UNIT_M:
        near = known & (np.abs(np.nan_to_num(values)) < 32_000 * unit)
        whole = np.where(near, np.round(np.nan_to_num(values) / unit), _UNKNOWN_PLACE).astype("<i2")
        return np.diff(whole, prepend=np.int16(0)).astype("<i2").tobytes()
    whole = np.where(known, np.clip(np.round(np.nan_to_num(values) / unit), 0, _UNKNOWN - 1), _UNKNOWN)
    return whole.astype("u1").tobytes()


def _at(grid: Column, times: Column, values: Column | None) -> Column | None:
    """The values at the times of the grid, between samples in proportion, unknown inside a gap."""
    if values is None:
        return None
    known = np.isfinite(values) & np.isfinite(times)
    if known.sum() < 2:
        return None
    at, what = times[known], values[known]
    after = np.clip(np.searchsorted(at, grid), 1, at.size - 1)
    near = (at[after] - at[after - 1] <= LONGEST_GAP_S) & (grid >= at[0] - 1.0) & (grid <= at[-1] + 1.0)
    found = np.where(near, np.interp(grid, at, what), np.nan)
    return found if np.isfinite(found).any() else None


def _speed(grid: Column, times: Column, columns: Mapping[str, Column]) -> Column | None:
    metres = _at(grid, times, columns.get("distance_m"))
    if metres is not None and metres.size > 2:
        return np.clip(np.gradient(metres, STEP_S), 0.0, None)
    return _at(grid, times, columns.get("speed_m_s"))


def _pace_of(east: Column, north: Column) -> Column | None:
    if east.size < 3:
        return None
    pace: Column = np.hypot(np.gradient(east, STEP_S), np.gradient(north, STEP_S))
    return pace


def _metres(lat: Column, lon: Column, origin: tuple[float, float]) -> tuple[Column, Column]:
    """Metres east and north of the origin; good to a part in a thousand over the length of a run."""
    east = (lon - origin[1] + 180.0) % 360.0 - 180.0
    return east * METRES_PER_DEGREE * float(np.cos(np.radians(origin[0]))), (lat - origin[0]) * METRES_PER_DEGREE
