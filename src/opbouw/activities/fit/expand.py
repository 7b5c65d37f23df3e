"""Values that stand packed in another field, and counters that start again at zero when they are full.

A counter of n bits is read as the smallest number that is not less than the one before it. One rule serves them all:
the 5 bits of a compressed time stamp, 8 bits of cycles, 12 bits of compressed distance and of heart beat times, 16
bits of power and of the time of monitoring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.profile import EVENT, HR, LAP, LENGTH, MONITORING, RECORD, SESSION
from opbouw.activities.model import Column

Ticks = npt.NDArray[np.int64]
Unpack = Callable[[Column], Column]


# (message, column) -> the column of the same unit that stands in for it where it is missing
COPIES: Mapping[tuple[int, str], str] = MappingProxyType(
    {
        (RECORD, "enhanced_altitude"): "altitude",
        (RECORD, "enhanced_speed"): "speed",
        (RECORD, "enhanced_respiration_rate"): "respiration_rate",
        (EVENT, "data"): "data16",
        (HR, "fractional_timestamp"): "time256",
        **{
            (number, f"enhanced_{which}_{value}"): f"{which}_{value}"
            for number, values in (
                (SESSION, ("speed", "altitude", "respiration_rate")),
                (LAP, ("speed", "altitude", "respiration_rate")),
                (LENGTH, ("respiration_rate",)),
            )
            for value in values
            for which in ("avg", "max", "min")
        },
    }
)


def count_on(values: Ticks, full: npt.NDArray[np.bool_], bits: int) -> Ticks:
    """Whole counts from the lowest bits of a counter; where `full` the value is the whole count.

    Before the first whole count the counter starts at zero.
    """
    if not values.size:
        return values
    mask = (1 << bits) - 1
    low = values & mask
    steps = np.diff(low, prepend=0) & mask
    steps[full] = 0
    total = np.cumsum(steps)
    last_full = np.maximum.accumulate(np.where(full, np.arange(values.size), -1))
    base = np.where(last_full >= 0, values[last_full] - total[last_full], 0)
    return base + total


def counter(column: Column, bits: int) -> Column:
    """A column of the lowest bits of a counter as the whole count; nothing stays nothing."""
    known = np.isfinite(column)
    ticks = column[known].astype(np.int64)
    counted = np.full(column.size, np.nan)
    counted[known] = count_on(ticks, np.zeros(ticks.size, dtype=np.bool_), bits)
    return counted


@dataclass(frozen=True, slots=True)
class Slice:
    """Some bits of the data of an event, which have a meaning of their own for some kinds (from and to)."""

    first: int
    bits: int
    kinds: tuple[int, int]
    scale: float = 1.0

    def of(self, data: Column, kinds: Column) -> Column:
        """The values, NaN for the other kinds."""
        found = np.full(data.size, np.nan)
        meant = (kinds >= self.kinds[0]) & (kinds <= self.kinds[1]) & np.isfinite(data)
        found[meant] = ((data[meant].astype(np.int64) >> self.first) & ((1 << self.bits) - 1)) / self.scale
        return found


def _compressed_speed(packed: Column) -> Column:
    return _bits(packed, 0, 12) / 100.0


def _compressed_distance(packed: Column) -> Column:
    return counter(_bits(packed, 12, 12), 12) / 16.0


def _bits(packed: Column, first: int, bits: int) -> Column:
    """Some bits of the number that the bytes of each row make, the lowest byte first; NaN where a byte is missing.

    A byte of 0xFF is a value here: only all of them together mean nothing.
    """
    if packed.shape[1] * 8 < first + bits:
        return np.full(packed.shape[0], np.nan)
    nothing = np.isnan(packed).all(axis=1)
    whole = np.where(np.isnan(packed), 0xFF, packed).astype(np.int64)[:, : (first + bits + 7) // 8]
    number = (whole << (8 * np.arange(whole.shape[1]))).sum(axis=1)
    return np.where(nothing, np.nan, (number >> first) & ((1 << bits) - 1))


def twelve_bits(packed: Column) -> Column:
    """The numbers of 12 bits, two in every three bytes, of each row; NaN where a byte is missing."""
    rows, width = packed.shape[0], packed.shape[1] // 3
    whole = packed[:, : 3 * width].reshape(rows, width, 3)
    known = np.isfinite(whole).any(axis=2)
    low, middle, high = np.moveaxis(np.where(np.isnan(whole), 0xFF, whole).astype(np.int64), 2, 0)
    pair = np.stack([low | (middle & 0x0F) << 8, middle >> 4 | high << 4], axis=2).astype(np.float64)
    pair[~known] = np.nan
    return pair.reshape(rows, 2 * width)


# (message, column) -> the packed column and how to unpack it
EXPANSIONS: Mapping[tuple[int, str], tuple[str, Unpack]] = MappingProxyType(
    {
        (RECORD, "speed"): ("compressed_speed_distance", _compressed_speed),
        (RECORD, "distance"): ("compressed_speed_distance", _compressed_distance),
        (RECORD, "total_cycles"): ("cycles", lambda packed: counter(packed[:, 0], 8)),
        (RECORD, "accumulated_power"): ("compressed_accumulated_power", lambda packed: counter(packed[:, 0], 16)),
        (MONITORING, "activity_type"): ("current_activity_type_intensity", lambda packed: _bits(packed, 0, 5)),
        (MONITORING, "intensity"): ("current_activity_type_intensity", lambda packed: _bits(packed, 5, 3)),
    }
)
_SCORE, _GEARS, _RADAR = (33, 33), (42, 43), (75, 75)
# (message, column) -> the column of which it is a slice
SLICES: Mapping[tuple[int, str], tuple[str, Slice]] = MappingProxyType(
    {
        (EVENT, "score"): ("data", Slice(0, 16, _SCORE)),
        (EVENT, "opponent_score"): ("data", Slice(16, 16, _SCORE)),
        (EVENT, "rear_gear_num"): ("data", Slice(0, 8, _GEARS)),
        (EVENT, "rear_gear"): ("data", Slice(8, 8, _GEARS)),
        (EVENT, "front_gear_num"): ("data", Slice(16, 8, _GEARS)),
        (EVENT, "front_gear"): ("data", Slice(24, 8, _GEARS)),
        (EVENT, "radar_threat_level_max"): ("data", Slice(0, 8, _RADAR)),
        (EVENT, "radar_threat_count"): ("data", Slice(8, 8, _RADAR)),
        (EVENT, "radar_threat_avg_approach_speed"): ("data", Slice(16, 8, _RADAR, 10.0)),
        (EVENT, "radar_threat_max_approach_speed"): ("data", Slice(24, 8, _RADAR, 10.0)),
    }
)


def _sources() -> Mapping[int, Mapping[str, str]]:
    unpacked = {key: source for key, (source, _) in EXPANSIONS.items()}
    sliced = {key: source for key, (source, _) in SLICES.items()}
    found: dict[int, dict[str, str]] = {}
    for (message, column), source in {**unpacked, **COPIES, **sliced}.items():
        found.setdefault(message, {})[column] = source
    return MappingProxyType(found)


# message -> column -> the column from which it can come; one that others come from stands before them
SOURCES = _sources()
