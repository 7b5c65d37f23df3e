"""The messages of one layout: bytes to numbers, all messages at once, or all fields at once where they are few."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.fields import Spot, Spots
from opbouw.activities.fit.profile import BASES, BYTE, Base
from opbouw.activities.fit.scan import Layout
from opbouw.activities.model import Column

Rows = npt.NDArray[np.int64] | slice

# Up to so many messages it is faster to unpack a message whole than to make a column of each field by itself.
_FEW = 24
_CODES = {"u1": "B", "i1": "b", "u2": "H", "i2": "h", "u4": "I", "i4": "i", "f4": "f", "f8": "d"}


class Part:
    """The messages of one layout, and their row numbers in the table."""

    def __init__(self, data: bytes, layout: Layout, spots: Spots) -> None:
        self.layout, self.spots, self.count = layout, spots, layout.count
        self.rows: Rows = slice(None)
        self._data = data
        self._raw: tuple[bytes | npt.NDArray[np.uint8], int, int] | None = None
        self._grid: dict[str, Column] | None = None

    def column(self, name: str) -> Column | None:
        """A field of single values; None where the messages have no such field."""
        if self.count <= _FEW:
            if self._grid is None:
                self._grid = self._unpacked()
            if name in self._grid:
                return self._grid[name]
        spot = self.spots.get(name)
        return self._values(spot, spot.base)[:, 0] if spot and spot.base and spot.single else None

    def wide(self, name: str) -> Column | None:
        """A field of one or more values, a row per message; None where the messages have no such field."""
        spot = self.spots.get(name)
        return self._values(spot, spot.base) if spot and spot.base else None

    def texts(self, name: str) -> Iterator[str | None]:
        """The text of each message, up to its first zero byte; nothing at all for a field that is no text."""
        spot = self.spots.get(name)
        if spot is None or spot.base is not None:
            return
        for place in self.layout.places().tolist():
            begin = place + 1 + spot.offset
            yield self._data[begin : begin + spot.length].partition(b"\0")[0].decode("utf-8", "replace") or None

    def _bytes(self) -> tuple[bytes | npt.NDArray[np.uint8], int, int]:
        """The bytes, where the first message begins in them, and the step to the next; unbroken runs are not copied."""
        if self._raw is None:
            layout, data = self.layout, self._data
            if len(layout.runs) == 1 and not layout.starts:
                self._raw = (data, layout.runs[0].start + 1, layout.runs[0].step)
            else:
                every = np.ndarray((len(data) - layout.size + 1, layout.size), np.uint8, data, strides=(1, 1))
                self._raw = (every[layout.places() + 1], 0, layout.size)
        return self._raw

    def _values(self, spot: Spot, base: Base) -> Column:
        buffer, begin, step = self._bytes()
        shape, kind = (self.count, spot.length), _kind(self.layout.order + base.code)
        return _scaled(np.ndarray(shape, kind, buffer, begin + spot.offset, (step, base.size)), base, spot)

    def _unpacked(self) -> dict[str, Column]:
        """All fields of single values at once."""
        names, code, at, nothing, scale, shift = [], self.layout.order, 0, [], [], []
        for name, spot in self.spots.items():
            if spot.base and spot.single and spot.base.code in _CODES and spot.offset >= at:
                names.append(name)
                code += f"{spot.offset - at}x{_CODES[spot.base.code]}"
                at = spot.offset + spot.base.size
                nothing.append(np.nan if spot.base.nothing is None else spot.base.nothing)
                scale.append(spot.scale)
                shift.append(spot.shift)
        unpack = struct.Struct(code).unpack_from
        grid = np.array([unpack(self._data, place + 1) for place in self.layout.places().tolist()], dtype=np.float64)
        grid[grid == nothing] = np.nan
        grid /= scale
        grid -= shift
        return dict(zip(names, grid.T, strict=True))


@cache
def _kind(code: str) -> np.dtype[np.generic]:
    return np.dtype(code)


def _scaled(raw: npt.NDArray[np.generic], base: Base, spot: Spot) -> Column:
    if base.nothing is None:
        with np.errstate(invalid="ignore"):  # not every NaN is a quiet one
            return raw.astype(np.float64) / spot.scale - spot.shift
    values: Column = raw.astype(np.float64)
    if base is BASES[BYTE]:  # bytes belong together: only all of them can mean nothing
        values[(raw == base.nothing).all(axis=1)] = np.nan
    else:
        values[raw == base.nothing] = np.nan
    if spot.scale != 1.0:
        values /= spot.scale
    if spot.shift:
        values -= spot.shift
    return values
