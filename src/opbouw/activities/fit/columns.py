"""The messages of one kind as columns: all messages of one layout are turned into numbers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.expand import COPIES, EXPANSIONS
from opbouw.activities.fit.fields import Spot, Spots
from opbouw.activities.fit.profile import TIMESTAMP, Base
from opbouw.activities.fit.scan import Layout
from opbouw.activities.model import Column

Rows = npt.NDArray[np.int64] | slice
Clock = Callable[[Layout], Column]

# A column of arrays is never wider than fits in this many values (64 MB).
_MAX_CELLS = 1 << 23


class Table:
    """The messages with one global number, in the order of the file. Columns are made when they are asked for.

    A column holds the value of each message in the unit of the profile, NaN where there is nothing; positions stay in
    semicircles and times in seconds since the FIT epoch, as the profile has them. Fields that a message carries packed
    in another one (compressed speed and distance, altitude for enhanced altitude, ...) are columns of their own.
    """

    def __init__(self, data: bytes, number: int, parts: Sequence[tuple[Layout, Spots]], clock: Clock) -> None:
        self.number = number
        self._parts = [_Part(data, layout, spots) for layout, spots in parts]
        self._clock = clock
        self._made: dict[str, Column | None] = {}
        self.count = sum(part.count for part in self._parts)
        if len(self._parts) > 1:
            self._put_in_order()

    def places(self) -> npt.NDArray[np.int64]:
        """At which byte each message stands, in the order of the file."""
        return np.sort(np.concatenate([np.empty(0, dtype=np.int64), *(part.layout.places() for part in self._parts)]))

    def _put_in_order(self) -> None:
        rank = np.empty(self.count, dtype=np.int64)
        places = np.concatenate([part.layout.places() for part in self._parts])
        rank[np.argsort(places, kind="stable")] = np.arange(self.count)
        ends = np.cumsum([part.count for part in self._parts])
        for part, rows in zip(self._parts, np.split(rank, ends[:-1]), strict=True):
            part.rows = rows

    def names(self) -> list[str]:
        """The columns there are, also the ones that come out of packed fields."""
        own = dict.fromkeys(name for part in self._parts for name in part.spots)
        if any(part.layout.compressed for part in self._parts):
            own["timestamp"] = None
        sources = {(number, source): target for (number, target), source in COPIES.items()}
        for (number, target), (source, _) in EXPANSIONS.items():
            if source in own and number == self.number:
                own[target] = None
        for name in list(own):
            if (self.number, name) in sources:
                own[sources[self.number, name]] = None
        return list(own)

    def column(self, name: str) -> Column | None:
        """The single values of a field; None where no message has the field. A text or an array counts as nothing."""
        if name not in self._made:
            self._made[name] = self._expanded(name)
        return self._made[name]

    def wide(self, name: str) -> Column | None:
        """The values of an array field, a row per message, filled up with NaN; None where no message has it."""
        found = [(rows, values) for rows, values in self._own(name)]
        if not found:
            return None
        width = max(1, min(max(values.shape[1] for _, values in found), _MAX_CELLS // max(self.count, 1)))
        joined = np.full((self.count, width), np.nan)
        for rows, values in found:
            joined[rows, : values.shape[1]] = values[:, :width]
        return joined

    def text(self, name: str) -> list[str | None]:
        """The texts of a field; None where a message has none."""
        texts: list[str | None] = [None] * self.count
        for part in self._parts:
            spot = part.spots.get(name)
            if spot is not None and spot.base is None:
                rows = range(self.count) if isinstance(part.rows, slice) else part.rows.tolist()
                for row, text in zip(rows, part.texts(spot), strict=True):
                    texts[row] = text
        return texts

    def _expanded(self, name: str) -> Column | None:
        column = self._single(name)
        key = (self.number, name)
        if key in COPIES:
            return _filled(column, self.column(COPIES[key]))
        if key in EXPANSIONS:
            source, unpack = EXPANSIONS[key]
            packed = self.wide(source)
            return column if packed is None else _filled(column, unpack(packed))
        return column

    def _single(self, name: str) -> Column | None:
        found = [(rows, values[:, 0]) for rows, values in self._own(name, arrays=False)]
        if name == "timestamp":
            found += [(part.rows, self._clock(part.layout)) for part in self._parts if part.layout.compressed]
        if len(found) == 1 and isinstance(found[0][0], slice):
            return found[0][1]
        joined = np.full(self.count, np.nan)
        for rows, values in found:
            joined[rows] = values
        return joined if found else None

    def _own(self, name: str, *, arrays: bool = True) -> Iterator[tuple[Rows, Column]]:
        for part in self._parts:
            spot = part.spots.get(name)
            if spot is None or spot.base is None or not (arrays or spot.single):
                continue
            if not (part.layout.compressed and spot.number == TIMESTAMP):
                yield part.rows, part.values(spot, spot.base)


class _Part:
    """The messages of one layout: their bytes, and their row numbers in the table."""

    def __init__(self, data: bytes, layout: Layout, spots: Spots) -> None:
        self.layout, self.spots, self.count = layout, spots, layout.count
        self.rows: Rows = slice(None)
        self._data = data
        self._raw: tuple[bytes | npt.NDArray[np.uint8], int, int] | None = None

    def raw(self) -> tuple[bytes | npt.NDArray[np.uint8], int, int]:
        """The bytes, where the first message begins in them, and the step to the next; unbroken runs are not copied."""
        if self._raw is None:
            layout, data = self.layout, self._data
            if len(layout.runs) == 1 and not layout.starts:
                self._raw = (data, layout.runs[0].start + 1, layout.runs[0].step)
            else:
                every = np.ndarray((len(data) - layout.size + 1, layout.size), np.uint8, data, strides=(1, 1))
                self._raw = (every[layout.places() + 1], 0, layout.size)
        return self._raw

    def values(self, spot: Spot, base: Base) -> Column:
        """The numbers of a field, a row per message and a column per value."""
        buffer, begin, step = self.raw()
        shape, kind = (self.count, spot.length), _kind(self.layout.order + base.code)
        return _scaled(np.ndarray(shape, kind, buffer, begin + spot.offset, (step, base.size)), base, spot)

    def texts(self, spot: Spot) -> Iterator[str | None]:
        """The text of each message, up to its first zero byte."""
        buffer, begin, step = self.raw()
        raw = memoryview(buffer).cast("B") if isinstance(buffer, bytes) else memoryview(buffer.tobytes())
        for at in range(begin + spot.offset, begin + spot.offset + self.count * step, step):
            yield bytes(raw[at : at + spot.length]).partition(b"\0")[0].decode("utf-8", "replace") or None


@cache
def _kind(code: str) -> np.dtype[np.generic]:
    return np.dtype(code)


def _scaled(raw: npt.NDArray[np.generic], base: Base, spot: Spot) -> Column:
    with np.errstate(invalid="ignore"):
        values: Column = raw.astype(np.float64)
    if base.nothing is not None:
        values[raw == base.nothing] = np.nan
    if spot.scale != 1.0:
        values /= spot.scale
    if spot.shift:
        values -= spot.shift
    return values


def _filled(column: Column | None, other: Column | None) -> Column | None:
    """The column with its gaps filled from the other."""
    if column is None or other is None:
        return other if column is None else column
    return np.where(np.isnan(column), other, column)
