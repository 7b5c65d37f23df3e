"""The fast half of FIT: the measurements of an undamaged file as columns, all rows of one layout at once.

`split` walks over the message headers, takes the measurements out, and leaves a small FIT file with all the rest for
the decoding library. Anything unusual (damage, compressed time stamps, an odd field) gives None: then the library
reads the whole file, slowly and completely.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from opbouw.activities.fitencode import HEADER_SIZE
from opbouw.activities.model import Column

_RECORD = 20
# file_id, session, lap, device_info, activity, sport, hr, field_description, developer_data_id
_KEPT = frozenset({0, 18, 19, 23, 34, 12, 132, 206, 207})
_COMPRESSED_SPEED_DISTANCE = 8
# number in the profile -> (name, scale, offset)
_FIELDS: dict[int, tuple[str, float, float]] = {
    253: ("timestamp", 1.0, 0.0),
    0: ("position_lat", 1.0, 0.0),
    1: ("position_long", 1.0, 0.0),
    2: ("altitude", 5.0, 500.0),
    3: ("heart_rate", 1.0, 0.0),
    4: ("cadence", 1.0, 0.0),
    5: ("distance", 100.0, 0.0),
    6: ("speed", 1000.0, 0.0),
    7: ("power", 1.0, 0.0),
    13: ("temperature", 1.0, 0.0),
    39: ("vertical_oscillation", 10.0, 0.0),
    41: ("stance_time", 10.0, 0.0),
    53: ("fractional_cadence", 128.0, 0.0),
    73: ("enhanced_speed", 1000.0, 0.0),
    78: ("enhanced_altitude", 5.0, 500.0),
    84: ("stance_time_balance", 100.0, 0.0),
}
# base type number -> (NumPy code, the value that means "nothing here"); floats say it with NaN
_TYPES: dict[int, tuple[str, int | None]] = {
    0x00: ("u1", 0xFF),
    0x01: ("i1", 0x7F),
    0x02: ("u1", 0xFF),
    0x83: ("i2", 0x7FFF),
    0x84: ("u2", 0xFFFF),
    0x85: ("i4", 0x7FFFFFFF),
    0x86: ("u4", 0xFFFFFFFF),
    0x88: ("f4", None),
    0x89: ("f8", None),
    0x0A: ("u1", 0),
    0x8B: ("u2", 0),
    0x8C: ("u4", 0),
}
# (developer data index, field number) -> (name, base type number)
Developer = Mapping[tuple[int, int], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field stands in a message: its number, offset, size and base type, or whose developer field it is."""

    number: int
    offset: int
    size: int
    base: int
    developer: int | None = None


@dataclass(slots=True)
class _Layout:
    """A definition message: the fields in order, and the measurements that were written with it."""

    number: int
    order: str
    size: int
    places: list[_Place]
    rows: list[int] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class Measurements:
    """The measurements of one FIT file, still as bytes."""

    layouts: list[_Layout] = field(default_factory=list)
    count: int = 0

    def columns(self, developer: Developer) -> dict[str, Column] | None:
        """Name -> values with NaN for nothing; None when a field has a type that needs the library."""
        columns: dict[str, Column] = {}
        for layout in self.layouts:
            if not layout.rows:
                continue
            named = _named(layout, developer)
            if named is None:
                return None
            rows = np.array(layout.rows)
            values = np.frombuffer(b"".join(layout.parts), dtype=_dtype(layout, named))
            for name, (place, scale, offset) in named.items():
                column = columns.setdefault(name, np.full(self.count, np.nan))
                column[rows] = _scaled(values[name], place.base, scale, offset)
        return columns


def split(data: bytes) -> tuple[bytes, list[Measurements]] | None:
    """The file without its measurements, and the measurements of each FIT file chained in it; None if unusual."""
    rest: list[bytes] = []
    found: list[Measurements] = []
    at = 0
    while at < len(data):
        header = data[at]
        if header not in (12, HEADER_SIZE) or data[at + 8 : at + 12] != b".FIT":
            return None
        begin, end = at + header, at + header + int(struct.unpack_from("<I", data, at + 4)[0])
        if end + 2 > len(data) or end == begin:
            return None
        walked = _walk(data, begin, end)
        if walked is None:
            return None
        kept, measurements = walked
        rest += [data[at : at + 4], struct.pack("<I", len(kept)), data[at + 8 : begin], kept, b"\0\0"]
        found.append(measurements)
        at = end + 2
    return (b"".join(rest), found) if found else None


def _walk(data: bytes, at: int, end: int) -> tuple[bytes, Measurements] | None:
    kept: list[bytes] = []
    found = Measurements()
    layouts: dict[int, _Layout] = {}
    while at < end:
        header = data[at]
        if header & 0x80:
            return None
        if header & 0x40:
            layout, after = _definition(data, at, end)
            if layout is None:
                return None
            layouts[header & 0x0F] = layout
            if layout.number == _RECORD:
                found.layouts.append(layout)
        else:
            known = layouts.get(header & 0x0F)
            after = at + 1 + known.size if known else end + 1
            if known is None or after > end:
                return None
            layout = known
            if layout.number == _RECORD:
                layout.rows.append(found.count)
                layout.parts.append(data[at + 1 : after])
                found.count += 1
        if layout.number in _KEPT:
            kept.append(data[at:after])
        at = after
    return b"".join(kept), found


def _definition(data: bytes, at: int, end: int) -> tuple[_Layout | None, int]:
    if at + 6 > end:
        return None, at
    order = ">" if data[at + 2] else "<"
    number = struct.unpack_from(order + "H", data, at + 3)[0]
    stop = at + 6 + 3 * data[at + 5]
    places, size = _places(data[at + 6 : stop], 0, developer=False)
    if data[at] & 0x20:
        if stop >= end:
            return None, at
        start, stop = stop + 1, stop + 1 + 3 * data[stop]
        more, size = _places(data[start:stop], size, developer=True)
        places += more
    return (_Layout(number, order, size, places), stop) if stop <= end and size else (None, at)


def _places(raw: bytes, offset: int, *, developer: bool) -> tuple[list[_Place], int]:
    places = []
    for number, size, kind in struct.iter_unpack("3B", raw[: len(raw) // 3 * 3]):
        places.append(_Place(number, offset, size, 0 if developer else kind, kind if developer else None))
        offset += size
    return places, offset


def _named(layout: _Layout, developer: Developer) -> dict[str, tuple[_Place, float, float]] | None:
    named: dict[str, tuple[_Place, float, float]] = {}
    for place in layout.places:
        scale, offset = 1.0, 0.0
        if place.developer is not None:
            if (place.developer, place.number) not in developer:
                continue
            name, base = developer[place.developer, place.number]
            found = _Place(place.number, place.offset, place.size, base)
        elif place.number == _COMPRESSED_SPEED_DISTANCE:
            return None
        elif place.number in _FIELDS:
            name, scale, offset = _FIELDS[place.number]
            found = place
        else:
            continue
        if found.base not in _TYPES or np.dtype(_TYPES[found.base][0]).itemsize != found.size:
            return None
        named[name] = (found, scale, offset)
    return named


def _dtype(layout: _Layout, named: Mapping[str, tuple[_Place, float, float]]) -> np.dtype[np.void]:
    return np.dtype(
        {
            "names": list(named),
            "formats": [layout.order + _TYPES[place.base][0] for place, _, _ in named.values()],
            "offsets": [place.offset for place, _, _ in named.values()],
            "itemsize": layout.size,
        }
    )


def _scaled(raw: np.ndarray[tuple[int], np.dtype[np.generic]], base: int, scale: float, offset: float) -> Column:
    values = raw.astype(np.float64)
    nothing = _TYPES[base][1]
    if nothing is not None:
        values[values == nothing] = np.nan
    return values / scale - offset
