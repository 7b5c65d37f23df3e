"""Whether two traces are of one and the same run: the same places at the same moments, or the same ups and downs.

A route that is run every day has the same places, but never at the same seconds; that is what is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from opbouw.activities.traces import METRES_PER_DEGREE, STEP_S, Column, Trace

# Two receivers on one runner are this near each other, once the clocks are laid right: in half of the moments, and in
# nine of ten. Measured on real pairs of a phone and a watch (docs/duplicates.md).
NEAR_M, NEARLY_ALWAYS_M = 15.0, 60.0
# How far one gets ahead of the other on the way: nobody runs a round twice at the same second.
MOST_STRAY_M = 20.0
_PARTS_OF_WAY = 5
# Further apart than this in half of the moments nobody was: two people, or two places.
ELSEWHERE_M = 1_000.0
LIKE_UPS_AND_DOWNS = 0.75
LEAST_STEPS = 30
LEAST_COMMON = 0.5
_PARTS = (-0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9)
_LEVEL_STEPS = 31  # five minutes: slower changes, such as a heart rate that climbs, are alike in every run
# At the ends the mean is of one side only, and every heart climbs in the first minutes.
_LEAST_FIRST = 3
_FIRST_STEPS = {"speed_m_s": _LEAST_FIRST, "heart_rate_bpm": 31}
_LEAST_CHANGE = {"speed_m_s": 0.05, "heart_rate_bpm": 1.0}

Places = npt.NDArray[np.complex128]
Series = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two traces say: one run (True), not one run (False), or nothing (None); `lag_s` is how much later the second
    began by the shape, `by` the series that told, `apart_m` the distance between them in half of the moments."""

    same: bool | None = None
    by: str = ""
    lag_s: float = 0.0
    apart_m: float | None = None


def compared(a: Trace, b: Trace, around_s: float, within_s: float) -> Compared:
    """Lay the second trace over the first, at every lag within `within_s` of `around_s`, and keep the best."""
    lags = range(round((around_s - within_s) / STEP_S), round((around_s + within_s) / STEP_S) + 1)
    by_place = _by_place(a, b, lags)
    if by_place is not None:
        return by_place
    told = [
        found
        for name in ("speed_m_s", "heart_rate_bpm")
        if (found := _by_changes(getattr(a, name), getattr(b, name), lags, name)) is not None
    ]
    return next((one for one in told if one.same), told[0] if told else Compared())


def _by_place(a: Trace, b: Trace, lags: range) -> Compared | None:
    here, there = _places(a, a), _places(b, a)
    if here is None or there is None:
        return None
    tried = [(gaps[0], lag) for lag in lags if (gaps := _apart(here, there, lag)) is not None]
    if not tried:
        return None
    lag = min(tried)[1]
    finer = [(gaps, part) for part in _PARTS if (gaps := _apart(here, _moved(there, part), lag)) is not None]
    (half, most), part = min(finer, default=((min(tried)[0], np.inf), 0.0))
    same = half <= NEAR_M and most <= NEARLY_ALWAYS_M and _strays(here, _moved(there, part), lag) <= MOST_STRAY_M
    return Compared(same, "place", (lag - part) * STEP_S, half)


def _strays(here: Places, there: Places, lag: int) -> float:
    """How many metres one gets ahead of the other from one fifth of the way to another: a runner never of himself."""
    first, second = _laid(here, there, lag)
    ahead = (second - first)[1:-1] * np.conj(first[2:] - first[:-2])
    moved = np.abs(first[2:] - first[:-2])
    with np.errstate(invalid="ignore", divide="ignore"):
        along = ahead.real / moved
    along = along[np.isfinite(along) & (moved > STEP_S)]
    parts = [float(np.median(part)) for part in np.array_split(along, _PARTS_OF_WAY) if part.size]
    return max(parts) - min(parts) if parts else np.inf


def _places(trace: Trace, seen_from: Trace) -> Places | None:
    """East and north as one complex number, in metres from the first fix of the other trace."""
    if trace.origin is None or seen_from.origin is None or trace.east_m is None or trace.north_m is None:
        return None
    east = (trace.origin[1] - seen_from.origin[1] + 180.0) % 360.0 - 180.0
    east *= METRES_PER_DEGREE * float(np.cos(np.radians(seen_from.origin[0])))
    north = (trace.origin[0] - seen_from.origin[0]) * METRES_PER_DEGREE
    return (trace.east_m + east) + 1j * (trace.north_m + north)


def _apart(here: Places, there: Places, lag: int) -> tuple[float, float] | None:
    """Metres between two traces in half and in nine tenths of the moments they share; None where they share too few."""
    first, second = _laid(here, there, lag)
    gaps = np.abs(first - second)
    gaps = gaps[np.isfinite(gaps)]
    fewest = max(LEAST_STEPS, LEAST_COMMON * min(np.isfinite(here).sum(), np.isfinite(there).sum()))
    if gaps.size < fewest:
        return None
    half, most = np.percentile(gaps, (50, 90))
    return float(half), float(most)


def _moved(places: Places, part: float) -> Places:
    """The trace as it was at a part of a step later (earlier when negative)."""
    other = np.roll(places, -1 if part > 0 else 1)
    other[-1 if part > 0 else 0] = np.nan
    return places if part == 0 else (1 - abs(part)) * places + abs(part) * other


def _by_changes(a: Column | None, b: Column | None, lags: range, name: str) -> Compared | None:
    if a is None or b is None:
        return None
    first, second = _changes(a, _FIRST_STEPS[name]), _changes(b, _FIRST_STEPS[name])
    if min(np.nanstd(first), np.nanstd(second)) < _LEAST_CHANGE[name]:
        return None
    tried = [(like, lag) for lag in lags if (like := _alike(first, second, lag)) is not None]
    if not tried:
        return None
    like, lag = max(tried)
    return Compared(like >= LIKE_UPS_AND_DOWNS, name, lag * STEP_S)


def _changes(values: Column, first: int) -> Column:
    """The values over half a minute, less their mean over five minutes: the ups and downs of this one run."""
    if values.size < 2 * LEAST_STEPS:
        return np.zeros(values.size)
    known = np.isfinite(values)
    counts = np.convolve(known, np.ones(_LEVEL_STEPS), "same")
    level = np.convolve(np.where(known, values, 0.0), np.ones(_LEVEL_STEPS), "same") / np.maximum(counts, 1)
    smooth = np.convolve(np.where(known, values, level), np.ones(3) / 3, "same")
    changes = np.where(known, smooth - level, np.nan)
    changes[:first] = changes[-_LEAST_FIRST:] = np.nan
    return changes if np.isfinite(changes).any() else np.zeros(values.size)


def _alike(a: Column, b: Column, lag: int) -> float | None:
    first, second = _laid(a, b, lag)
    both = np.isfinite(first) & np.isfinite(second)
    fewest = max(LEAST_STEPS, LEAST_COMMON * min(np.isfinite(a).sum(), np.isfinite(b).sum()))
    if both.sum() < fewest:
        return None
    first, second = first[both] - first[both].mean(), second[both] - second[both].mean()
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / size if size > 0 else None


def _laid(a: Series, b: Series, lag: int) -> tuple[Series, Series]:
    """The parts of both that lie over each other when the second begins `lag` steps after the first."""
    first, second = a[max(lag, 0) :], b[max(-lag, 0) :]
    shared = min(first.size, second.size)
    return first[:shared], second[:shared]
