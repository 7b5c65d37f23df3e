"""Heart rate that a chest strap sent afterwards, as messages of its own: beats with their own clock."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from opbouw.activities.fit.columns import Table
from opbouw.activities.fit.expand import count_on, twelve_bits
from opbouw.activities.model import Column

_TICKS_PER_S = 1024
# Eight beats to a message: five days.
_MOST = 200_000
# A beat farther away than this says nothing about a sample.
_CLOSE_S = 5.0


def heart_rate(times: Column, tables: Iterable[Table]) -> Column | None:
    """Beats a minute at each of `times` (seconds since the FIT epoch): the beat measured nearest, within 5 seconds."""
    beats = [_beats(table) for table in tables if table.count]
    if not beats or not times.size:
        return None
    seconds = np.concatenate([one for one, _ in beats])
    rates = np.concatenate([one for _, one in beats])
    order = np.argsort(seconds, kind="stable")
    found = _nearest(times, seconds[order], rates[order]) if seconds.size else np.full(times.size, np.nan)
    return found if np.isfinite(found).any() else None


def _nearest(times: Column, seconds: Column, rates: Column) -> Column:
    after = np.minimum(np.searchsorted(seconds, times), seconds.size - 1)
    before = np.maximum(after - 1, 0)
    with np.errstate(invalid="ignore"):
        nearest = np.where(times - seconds[before] <= seconds[after] - times, before, after)
        close = np.abs(seconds[nearest] - times) <= _CLOSE_S
    return np.where(close, rates[nearest], np.nan)


def _beats(table: Table) -> tuple[Column, Column]:
    """Seconds since the FIT epoch and beats per minute, in the order of the file.

    A message with a full event time (1/1024 s) beside its time stamp ties the clock of the strap to that of the watch;
    the others hold eight event times of 12 bits, counted on from there.
    """
    nothing = np.full(table.count, np.nan)
    stamps, full = (_or(table.column(name), nothing)[:_MOST] for name in ("timestamp", "event_timestamp"))
    packed = _or(table.wide("event_timestamp_12"), nothing[:, None])[:_MOST]
    rates = _or(table.wide("filtered_bpm"), nothing[:, None])[:_MOST]
    tied = np.isfinite(stamps) & np.isfinite(full)
    ticks = twelve_bits(packed)
    width = max(min(ticks.shape[1], rates.shape[1]), 1)
    grid = np.full((stamps.size, width), np.nan)
    grid[:, : ticks.shape[1]] = ticks[:, :width]
    grid[np.isnan(rates[:, :width])] = np.nan
    grid[tied] = np.nan
    grid[tied, 0] = np.round(full[tied] * _TICKS_PER_S)
    return _counted(grid, rates[:, :width], tied, stamps - full)


def _counted(grid: Column, rates: Column, tied: npt.NDArray[np.bool_], anchors: Column) -> tuple[Column, Column]:
    known = np.isfinite(grid)
    whole = np.zeros(grid.shape, dtype=np.bool_)
    whole[tied, 0] = True
    ticks = count_on(grid[known].astype(np.int64), whole[known], 12)
    last = np.maximum.accumulate(np.where(tied, np.arange(tied.size), -1))
    anchor = np.where(last >= 0, anchors[last], np.nan)
    seconds = np.repeat(anchor, known.sum(axis=1)) + ticks / _TICKS_PER_S
    beats = rates[known]
    heard = np.isfinite(seconds) & np.isfinite(beats)
    return seconds[heard], beats[heard]


def _or(column: Column | None, nothing: Column) -> Column:
    return nothing if column is None else column
