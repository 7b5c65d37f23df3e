"""The messages of one kind as columns: all messages of one layout are turned into numbers at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.expand import COPIES, EXPANSIONS, SLICES, SOURCES
from opbouw.activities.fit.fields import Spots
from opbouw.activities.fit.parts import Part
from opbouw.activities.fit.scan import Layout
from opbouw.activities.model import Column

Clock = Callable[[Layout], Column | None]

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
        self._parts = [Part(data, layout, spots) for layout, spots in parts]
        self._clock = clock
        self._sources = SOURCES.get(number, {})
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
        if any(self._clock(part.layout) is not None for part in self._parts):
            own["timestamp"] = None
        for target, source in self._sources.items():
            if source in own:
                own[target] = None
        return list(own)

    def column(self, name: str) -> Column | None:
        """The single values of a field; None where no message has the field. A text or an array counts as nothing."""
        if name not in self._made:
            column = self._single(name)
            if name in self._sources:
                column = _filled(column, self._packed(name))
            self._made[name] = column
        return self._made[name]

    def wide(self, name: str) -> Column | None:
        """The values of an array field, a row per message, filled up with NaN; None where no message has it."""
        found = [(part.rows, values) for part in self._parts if (values := part.wide(name)) is not None]
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
            rows = range(self.count) if isinstance(part.rows, slice) else part.rows.tolist()
            for row, text in zip(rows, part.texts(name), strict=False):
                texts[row] = text
        return texts

    def _packed(self, name: str) -> Column | None:
        """The column as it stands in another one, if it does."""
        key = (self.number, name)
        if key in COPIES:
            return self.column(COPIES[key])
        if key in EXPANSIONS:
            source, unpack = EXPANSIONS[key]
            packed = self.wide(source)
            return None if packed is None else unpack(packed)
        source, slice_ = SLICES[key]
        whole, kinds = self.column(source), self.column("event")
        return None if whole is None or kinds is None else slice_.of(whole, kinds)

    def _single(self, name: str) -> Column | None:
        if len(self._parts) == 1:
            return self._of(self._parts[0], name)
        found = [(part.rows, values) for part in self._parts if (values := self._of(part, name)) is not None]
        joined = np.full(self.count, np.nan)
        for rows, values in found:
            joined[rows] = values
        return joined if found else None

    def _of(self, part: Part, name: str) -> Column | None:
        counted = self._clock(part.layout) if name == "timestamp" else None
        return part.column(name) if counted is None else counted


def _filled(column: Column | None, other: Column | None) -> Column | None:
    """The column with its gaps filled from the other."""
    if column is None or other is None:
        return other if column is None else column
    return np.where(np.isnan(column), other, column)
