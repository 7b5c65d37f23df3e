"""The recorded columns of an activity in few bytes: whole steps, differences, and zlib."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from opbouw.activities.model import Column

LAYOUT = 1
LEVEL = 3  # half the time of the usual 6, for a tenth more bytes
_STEPS = {"lat": 1e-7, "lon": 1e-7, "time_s": 1e-3}  # degrees (a centimetre), seconds; as fine as the formats are
_STEP = 1e-2  # everything else: centimetres, hundredths of a watt or a beat
_HEAD = struct.Struct("<BI")
_LARGEST = float(2**62)


def pack(columns: Mapping[str, Column]) -> bytes:
    """The columns in few bytes, each value rounded to the step of its column; NaN stays NaN."""
    names = sorted(name for name, values in columns.items() if np.isfinite(values).any())
    count = len(next(iter(columns.values()), ()))
    head = json.dumps({"count": count, "names": names, "empty": sorted(set(columns) - set(names))}).encode()
    body = b"".join(_packed(columns[name], _STEPS.get(name, _STEP)) for name in names)
    return _HEAD.pack(LAYOUT, len(head)) + head + zlib.compress(body, LEVEL)


def unpack(data: bytes) -> dict[str, Column]:
    """The columns again, read only.

    Raises ValueError for bytes that `pack` of this layout did not make.
    """
    try:
        layout, size = _HEAD.unpack_from(data)
        head = json.loads(data[_HEAD.size : _HEAD.size + size])
        body = zlib.decompress(data[_HEAD.size + size :])
    except (struct.error, zlib.error, ValueError) as problem:
        raise ValueError("these are no packed columns") from problem
    if layout != LAYOUT:
        raise ValueError(f"these columns are packed in layout {layout}; this version reads {LAYOUT}")
    count, marks = head["count"], -(-head["count"] // 8)
    each = marks + 8 * count
    parts = (body[at * each : (at + 1) * each] for at in range(len(head["names"])))
    named = zip(head["names"], parts, strict=True)
    found = {name: _unpacked(part, count, _STEPS.get(name, _STEP)) for name, part in named}
    found |= {name: np.full(count, np.nan) for name in head["empty"]}
    for values in found.values():
        values.setflags(write=False)
    return found


def _packed(values: Column, step: float) -> bytes:
    known = np.isfinite(values) & (np.abs(values) < _LARGEST * step)
    whole = np.where(known, np.rint(np.where(known, values, 0.0) / step), 0.0).astype("<i8")
    last = np.maximum.accumulate(np.where(known, np.arange(len(values)), 0))
    change = np.diff(whole[last], prepend=0).astype("<i8")  # nothing new where nothing is known: it costs no bytes
    return np.packbits(known).tobytes() + _by_weight(change)


def _by_weight(numbers: npt.NDArray[np.int64]) -> bytes:
    """All lowest bytes first, then all second ones: small differences leave long runs of zeros."""
    zigzag = (numbers << 1) ^ (numbers >> 63)
    return np.ascontiguousarray(zigzag.view(np.uint8).reshape(-1, 8).T).tobytes()


def _unpacked(part: bytes, count: int, step: float) -> Column:
    marks = -(-count // 8)
    known = np.unpackbits(np.frombuffer(part[:marks], np.uint8), count=count).astype(bool)
    weights = np.frombuffer(part[marks:], np.uint8).reshape(8, count).T
    zigzag = np.ascontiguousarray(weights).view("<u8").reshape(-1)
    change = (zigzag >> np.uint64(1)).astype(np.int64) ^ -(zigzag & np.uint64(1)).astype(np.int64)
    return np.where(known, np.cumsum(change) * step, np.nan)
