"""The time of messages that say only its last bits: 5 in a compressed header, 16 in a message of monitoring."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.expand import count_on
from opbouw.activities.fit.profile import MONITORING, TIMESTAMP
from opbouw.activities.fit.scan import Layout
from opbouw.activities.model import Column

# where messages stand, and a time or the last bits of one
Times = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]

_UINT16, _UINT32 = (2, 0x84), (4, 0x86)
_TIMESTAMP_16 = 26


class Clock:
    """Seconds since the FIT epoch, counted on from the last full time of any message."""

    def __init__(self, data: bytes, layouts: Sequence[Layout]) -> None:
        self._data, self._layouts = data, layouts
        self._known: dict[int, Column] = {}

    def __call__(self, layout: Layout) -> Column | None:
        """The times of the messages of a layout; None where these say no last bits, or say a full time."""
        bits = self._bits(layout)
        if not bits:
            return None
        if id(layout) not in self._known:
            self._count(bits)
        return self._known[id(layout)]

    def _bits(self, layout: Layout) -> int:
        """How many last bits of the time the messages say."""
        if layout.compressed:
            return 5
        fields = layout.fields[::3]
        return 16 if layout.number == MONITORING and _TIMESTAMP_16 in fields and TIMESTAMP not in fields else 0

    def _count(self, bits: int) -> None:
        """All full times and all with so many last bits in the order of the file, counted on."""
        found: list[tuple[Layout, Times, bool]] = []
        for layout in self._layouts:
            own = self._bits(layout)
            times = self._last(layout) if own == bits else self._field(layout, TIMESTAMP, _UINT32) if not own else None
            if times is not None:
                found.append((layout, times, own == 0))
        order = np.argsort(np.concatenate([places for _, (places, _), _ in found]), kind="stable")
        values = np.concatenate([values for _, (_, values), _ in found])
        whole = np.concatenate([np.full(places.size, full) for _, (places, _), full in found])
        counted = np.empty(order.size)
        counted[order] = count_on(values[order], whole[order], bits)
        ends = np.cumsum([places.size for _, (places, _), _ in found])[:-1]
        for (layout, (places, _), full), part in zip(found, np.split(counted, ends), strict=True):
            if not full:
                self._known[id(layout)] = column = np.full(layout.count, np.nan)
                column[np.searchsorted(layout.places(), places)] = part

    def _last(self, layout: Layout) -> Times:
        places = layout.places()
        if layout.compressed:
            return places, np.frombuffer(self._data, dtype=np.uint8)[places].astype(np.int64) & 0x1F
        return self._field(layout, _TIMESTAMP_16, _UINT16) or (places[:0], places[:0])

    def _field(self, layout: Layout, wanted: int, kind: tuple[int, int]) -> Times | None:
        """The whole numbers in a field, without those that mean nothing; None where there is no such field."""
        offset, size = 1, kind[0]
        for number, width, base in struct.iter_unpack("3B", layout.fields):
            if number == wanted and (width, base) == kind:
                places = layout.places()
                every = np.ndarray(len(self._data) - size + 1, f"{layout.order}u{size}", self._data, strides=(1,))
                values = every[places + offset].astype(np.int64)
                known = values != (1 << 8 * size) - 1
                return places[known], values[known]
            offset += width
        return None
