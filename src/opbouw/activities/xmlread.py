"""Texts of XML and tables -> numbers and instants, one at a time or as columns; what is no number is NaN."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from opbouw.activities.model import ActivityError, Column

Row = Sequence[bytes | None]

# Every second of the longest activity that is believed (ten days) fits.
MAX_POINTS = 1_000_000
# From 1678 to 2261: what numpy counts in days without overflow.
_MOST_MONTHS = 291 * 12
_ZERO = ord("0")
# What stands between the figures of 2026-03-02T07:00:00, and the highest of each pair of figures.
_MARKS = {4: "-", 7: "-", 10: "T", 13: ":", 16: ":"}
_HIGHEST = (99, 99, 12, 31, 23, 59, 59)


class Points:
    """Rows of texts packed into columns of numbers as they come, so that a long file costs little memory."""

    def __init__(self, columns: Sequence[str], time: str = "time") -> None:
        self._names = tuple(columns)
        self._time = self._names.index(time)
        self._packed: list[array[float] | None] = [None] * len(self._names)
        self._count = 0
        self.rows: list[Row] = []

    def __len__(self) -> int:
        return self._count + len(self.rows)

    def pack(self) -> None:
        """Turn the waiting rows into numbers. Raises ActivityError (too_many_points) above the limit."""
        if len(self) > MAX_POINTS:
            raise ActivityError("too_many_points", limit=MAX_POINTS)
        if not self.rows:
            return
        for place, texts in enumerate(zip(*self.rows, strict=True)):
            if place < len(self._names) and texts.count(None) < len(texts):
                self._extend(place, times(texts) if place == self._time else numbers(texts))
        self._count += len(self.rows)
        self.rows.clear()

    def _extend(self, place: int, values: Column) -> None:
        packed = self._packed[place]
        if packed is None:
            packed = self._packed[place] = array("d")
        _fill(packed, self._count)
        packed.frombytes(values.tobytes())

    def column(self, name: str, begin: int, end: int) -> Column:
        """The values of the points from `begin` up to `end`, NaN where nothing was."""
        packed = self._packed[self._names.index(name)]
        if packed is None:
            return np.full(end - begin, np.nan)
        _fill(packed, self._count)
        return np.frombuffer(packed, dtype=np.float64)[begin:end]

    def present(self, name: str, begin: int, end: int) -> bool:
        """Whether any of these points has such a number."""
        return bool(np.isfinite(self.column(name, begin, end)).any())


def _fill(packed: array[float], count: int) -> None:
    if len(packed) < count:
        packed.frombytes(np.full(count - len(packed), np.nan).tobytes())


def numbers(texts: Sequence[bytes | None]) -> Column:
    """The numbers these texts say, NaN where one is missing or none. Infinity is left to the check of ranges."""
    known = [text for text in texts if text]
    try:
        return _spread(texts, np.fromiter(map(float, known), np.float64, len(known)))
    except ValueError:
        return np.array([to_number(_decoded(text)) for text in texts], dtype=np.float64)


def times(texts: Sequence[bytes | None]) -> Column:
    """Unix seconds of ISO texts, NaN where one is missing or broken; all of one usual form are read at once."""
    found = _usual_times([text for text in texts if text])
    if found is None:
        return np.array([to_unix(_decoded(text)) for text in texts], dtype=np.float64)
    return _spread(texts, found)


def _spread(texts: Sequence[bytes | None], found: Column) -> Column:
    """A column with the values of the texts that are there, NaN for the others."""
    if found.size == len(texts):
        return found
    column = np.full(len(texts), np.nan)
    column[[bool(text) for text in texts]] = found
    return column


def _decoded(text: bytes | None) -> str | None:
    return text.decode("utf-8", errors="replace") if text else None


def _usual_times(texts: list[bytes]) -> Column | None:
    """Unix seconds when all texts are like 2026-03-02T07:00:00Z, with equally many decimals; otherwise None."""
    width = len(texts[0]) if texts else 0
    joined = b"".join(texts)
    if not (width == 20 or 22 <= width <= 30) or len(joined) != width * len(texts):
        return None
    letters = np.frombuffer(joined, dtype=np.uint8).reshape(-1, width)
    marks = {**_MARKS, width - 1: "Z"} | ({19: "."} if width > 20 else {})
    if any((letters[:, place] != ord(mark)).any() for place, mark in marks.items()):
        return None
    digits = np.delete(letters, list(marks), axis=1) - np.uint8(_ZERO)  # below the figures wraps to above them
    if (digits > 9).any():
        return None
    return _seconds(digits)


def _seconds(digits: npt.NDArray[np.uint8]) -> Column | None:
    """Unix seconds of rows of figures: year, month, day, hour, minute, second, decimals; None for an odd one."""
    parts = [digits[:, at].astype(np.int64) * 10 + digits[:, at + 1] for at in range(0, 14, 2)]
    century, year, month, day, hour, minute, second = parts
    if any((part > most).any() for part, most in zip(parts, _HIGHEST, strict=True)) or not (month * day).all():
        return None
    months = (century * 100 + year - 1970) * 12 + month - 1
    if (np.abs(months) > _MOST_MONTHS).any():
        return None
    first = _first_day(months)
    if (day > _first_day(months + 1) - first).any():
        return None
    whole = ((first + day - 1) * 24 + hour) * 3_600 + minute * 60 + second
    # An instant has whole microseconds; what stands behind them is left out.
    decimals = digits[:, 14:20].astype(np.int64)
    micros = decimals @ (10 ** np.arange(5, 5 - decimals.shape[1], -1))
    seconds: Column = (whole * 10**6 + micros) / 1e6
    return seconds


def _first_day(months: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return months.astype("M8[M]").astype("M8[D]").astype(np.int64)


def to_number(text: str | None) -> float:
    """The finite number a text says (a comma for the decimal point is understood), or NaN."""
    if not text:
        return math.nan
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def to_instant(text: str | None) -> datetime | None:
    """The instant an ISO text says (no zone means UTC), or None for a broken one."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text.strip().upper())
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    except ValueError:
        return None


def to_unix(text: str | None) -> float:
    """Unix seconds of an ISO text, or NaN."""
    instant = to_instant(text)
    if instant is None:
        return math.nan
    try:
        return instant.timestamp()
    except (OverflowError, ValueError):
        return math.nan


def stated_offset(text: bytes | None) -> int | None:
    """The runner's offset from UTC when a time says one other than Z or +00:00."""
    instant = to_instant(_decoded(text))
    delta = instant.utcoffset() if instant else None
    return int(delta.total_seconds()) if delta else None
