"""The time of messages with a compressed header, which says only the last five bits of it."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.expand import count_on
from opbouw.activities.fit.profile import TIMESTAMP
from opbouw.activities.fit.scan import Layout
from opbouw.activities.model import Column

_NOTHING = 0xFFFFFFFF
_UINT32 = (4, 0x86)


class Clock:
    """Seconds since the FIT epoch of compressed messages, counted on from the last full time of any message."""

    def __init__(self, data: bytes, layouts: Sequence[Layout]) -> None:
        self._data, self._layouts = data, layouts
        self._times: dict[int, Column] | None = None

    def __call__(self, layout: Layout) -> Column:
        """The times of the messages of a compressed layout."""
        if self._times is None:
            self._times = self._counted()
        return self._times[id(layout)]

    def _counted(self) -> dict[int, Column]:
        """All full times and all compressed ones in the order of the file, counted on, and sorted out again."""
        places, values, full, owners = [], [], [], []
        for layout in self._layouts:
            found = self._compressed(layout) if layout.compressed else self._full(layout)
            if found is not None:
                places.append(found[0])
                values.append(found[1])
                full.append(np.full(found[0].size, not layout.compressed))
                owners.append(layout)
        order = np.argsort(np.concatenate(places), kind="stable")
        counted = np.empty(order.size, dtype=np.int64)
        counted[order] = count_on(np.concatenate(values)[order], np.concatenate(full)[order], 5)
        ends = np.cumsum([one.size for one in places])[:-1]
        parts = zip(owners, np.split(counted, ends), strict=True)
        return {id(layout): times.astype(np.float64) for layout, times in parts if layout.compressed}

    def _compressed(self, layout: Layout) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        places = layout.places()
        return places, np.frombuffer(self._data, dtype=np.uint8)[places].astype(np.int64) & 0x1F

    def _full(self, layout: Layout) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]] | None:
        offset = 1
        for number, size, kind in struct.iter_unpack("3B", layout.fields):
            if number == TIMESTAMP and (size, kind) == _UINT32:
                places = layout.places()
                every = np.ndarray(len(self._data) - 3, layout.order + "u4", self._data, strides=(1,))
                times = every[places + offset].astype(np.int64)
                known = times != _NOTHING
                return places[known], times[known]
            offset += size
        return None
