"""The walk over a FIT file: where each message stands and which definition it was written with.

Nothing is decoded here. A definition that comes back with the same content is the same layout, so a file of a hundred
thousand messages becomes a few dozen lists of places. A definition says how long its messages are, so a message of
which the definition is lost cannot be stepped over: there the walk ends, and all before it is kept.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

# Ten days of a message each second; an activity is refused beyond ten days.
MAX_MESSAGES = 1_000_000
MAX_DEFINITIONS = 250_000
MAX_LAYOUTS = 1_000

# The limits on numbers of messages are looked at once in this many bytes.
_WINDOW = 1 << 20
_FIRST_LOOK = 32
_NONE = [0] * 32


@dataclass(slots=True, eq=False)
class Layout:
    """A definition: global message number, byte order, bytes of a message (without its header byte), the three bytes
    of each field and developer field, and where it stood first.

    `starts` and `runs` are the places of the header bytes of its messages; `compressed` when these carry a time.
    """

    number: int
    order: str
    size: int
    fields: bytes
    developer: bytes
    place: int
    compressed: bool = False
    starts: list[int] = field(default_factory=list)
    runs: list[range] = field(default_factory=list)
    _places: npt.NDArray[np.int64] | None = None

    @property
    def count(self) -> int:
        """How many messages were written with it."""
        return len(self.starts) + sum(map(len, self.runs))

    def places(self) -> npt.NDArray[np.int64]:
        """The places of its header bytes, in order. To be asked when the walk is over."""
        if self._places is None:
            self._places = np.array(self.starts, dtype=np.int64)
            if self.runs:
                parts = [np.arange(run.start, run.stop, run.step) for run in self.runs]
                self._places = np.sort(np.concatenate([self._places, *parts]), kind="stable")
        return self._places


@dataclass(frozen=True, slots=True)
class Scan:
    """The layouts in order of first definition, where reading ended, and why it ended early: cut, undefined, limit."""

    layouts: tuple[Layout, ...]
    end: int
    problem: str | None


class _StopError(Exception):
    """The walk cannot go on; the argument is the problem."""


def scan(data: bytes, begin: int, end: int) -> Scan:
    """Walk over the messages between two places in `data`. Never raises."""
    walk = _Walk(data, end)
    stopped, problem = walk.run(begin)
    return Scan(tuple(walk.layouts), stopped, problem)


class _Walk:
    """For each of the 256 header bytes: the step to the next message (0: look closer) and the list of places."""

    def __init__(self, data: bytes, end: int) -> None:
        self.data, self.end = data, end
        self.steps = [0] * 256
        self.owner: list[Layout | None] = [None] * 256
        self.starts: list[list[int]] = [[] for _ in range(256)]
        self.current: list[Layout | None] = [None] * 16
        self.layouts: list[Layout] = []
        self.known: dict[bytes, Layout] = {}
        self.definitions = 0

    def run(self, at: int) -> tuple[int, str | None]:
        """Walk to the end; gives where it ended and the problem, if any."""
        data, steps, starts, before = self.data, self.steps, self.starts, -1
        try:
            while at < self.end:
                window = min(self.end, at + _WINDOW)
                while at < window:
                    header = data[at]
                    step = steps[header]
                    if not step:
                        at = self.other(header, at)
                        before = -1
                    elif header == before:
                        at = self.same(header, at, step)
                        before = -1
                    else:
                        starts[header].append(at)
                        at += step
                        before = header
                if sum(layout.count for layout in self.layouts) > MAX_MESSAGES:
                    return at, "limit"
        except _StopError as stop:
            return at, str(stop)
        return (at, None) if at == self.end else (self.unfinished(), "cut")

    def same(self, header: int, at: int, step: int) -> int:
        """All messages in a row with one header byte: looks at every step-th byte at once, further each time."""
        wanted, look, begin = bytes([header]), _FIRST_LOOK, at
        last = self.end - step
        while at <= last:
            heads = self.data[at : min(at + look * step, last + 1, begin + _WINDOW) : step]
            equal = len(heads) - len(heads.lstrip(wanted))
            at += equal * step
            if equal < look:
                break
            look *= 4
        if at == begin:
            self.starts[header].append(at)
            return at + step
        layout = self.owner[header]
        if layout is not None:
            layout.runs.append(range(begin, at, step))
        return at

    def unfinished(self) -> int:
        """Take back the last message, which is not there to its end; gives its place."""
        last = max((starts for starts in self.starts if starts), key=lambda starts: starts[-1])
        return last.pop()

    def other(self, header: int, at: int) -> int:
        """A definition, or the first data message with an unusual header byte: then only the tables are set."""
        if header & 0xC0 == 0x40:
            return self.define(header, at)
        compressed = header >= 0x80
        layout = self.current[header >> 5 & 3 if compressed else header & 0x0F]
        if layout is None:
            raise _StopError("undefined")
        if compressed:
            layout = self.keep(replace(layout, compressed=True, starts=[], runs=[]))
        self.put(header, layout)
        return at

    def define(self, header: int, at: int) -> int:
        """A definition message; gives the place behind it."""
        data, end = self.data, self.end
        stop = at + 6 + 3 * data[at + 5] if at + 6 <= end else end + 1
        fields, developer = data[at + 6 : stop], b""
        if header & 0x20:
            start, stop = stop + 1, stop + 1 + 3 * data[stop] if stop < end else end + 1
            developer = data[start:stop]
        if stop > end:
            raise _StopError("cut")
        self.definitions += 1
        order = ">" if data[at + 2] else "<"
        number: int = struct.unpack_from(order + "H", data, at + 3)[0]
        size = sum(fields[1::3]) + sum(developer[1::3])
        self.bind(header & 0x0F, self.keep(Layout(number, order, size, fields, developer, at)))
        return stop

    def keep(self, layout: Layout) -> Layout:
        """The layout already known with this content, or else this one."""
        fields, developer = layout.fields, layout.developer
        head = struct.pack(">Hc?B", layout.number, layout.order.encode(), layout.compressed, len(fields) // 3)
        key = head + fields + developer
        if self.definitions > MAX_DEFINITIONS or (key not in self.known and len(self.layouts) >= MAX_LAYOUTS):
            raise _StopError("limit")
        if key not in self.known:
            self.known[key] = layout
            self.layouts.append(layout)
        return self.known[key]

    def bind(self, local: int, layout: Layout) -> None:
        """From here on messages of this local number have this layout."""
        self.current[local] = layout
        self.put(local, layout)
        for alias in (local | 0x10, local | 0x20, local | 0x30):
            self.steps[alias] = 0
        if local < 4:
            self.steps[0x80 | local << 5 : 0xA0 + (local << 5)] = _NONE

    def put(self, header: int, layout: Layout) -> None:
        """Messages with this header byte belong to this layout."""
        self.owner[header] = layout
        self.starts[header] = layout.starts
        self.steps[header] = layout.size + 1
