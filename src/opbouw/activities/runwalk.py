"""The run and walk parts of a recording, from steps a minute and speed. What was not measured stays unknown.

Walking turns into running at about 2 m/s and 140 steps a minute; between the two a person does not stay for long. So
the line is laid where this recording has fewest values, within bounds, and a part lasts some seconds at least.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from opbouw.activities.pauses import paused
from opbouw.activities.traces import METRES_PER_DEGREE

Column = npt.NDArray[np.float64]
Moments = npt.NDArray[np.bool_]
STEP_S = 5.0
# Between samples further apart than this nothing is known.
LONGEST_GAP_S = 30.0
# Where walking may end and running begin (derived: the walk-run transition of adults lies near 2 m/s; engine.md has no
# row for it), and the width in which a single value says little.
SPEED_SPLIT_M_S, SPEED_WIDTH_M_S, SPEED_HEAPS_M_S = (1.75, 2.35), 0.25, 0.5
CADENCE_SPLIT_SPM, CADENCE_WIDTH_SPM, CADENCE_HEAPS_SPM = (132.0, 152.0), 6.0, 20.0
LINES_TRIED = 25
# One value may be wrong by any amount: it never says more than this.
MOST_SAID = 3.0
# A change of gait must be worth this: two of them about twenty seconds of clear values.
CHANGE_COSTS = 5.0
# Of a recording with less known than this nothing is said.
LEAST_KNOWN, KNOWN_ENOUGH = 0.8, 0.95
SHORTEST_S = 60.0


@dataclass(frozen=True, slots=True)
class Part:
    """Seconds from the start in one gait: `run`, or `walk` (standing still counts as walking)."""

    kind: str
    from_s: float
    to_s: float

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return self.to_s - self.from_s


@dataclass(frozen=True, slots=True)
class RunWalk:
    """The parts in order, the gaps between them unknown or paused; seconds run, walked and unknown."""

    parts: tuple[Part, ...]
    unknown_s: float = 0.0

    @property
    def run_s(self) -> float:
        """Seconds of running."""
        return sum(part.seconds for part in self.parts if part.kind == "run")

    @property
    def walk_s(self) -> float:
        """Seconds of walking and standing."""
        return sum(part.seconds for part in self.parts if part.kind == "walk")


def run_walk(columns: Mapping[str, Column]) -> RunWalk | None:
    """The run and walk parts, or None when neither steps nor speed tell enough of it."""
    times = columns.get("time_s")
    if times is None or times.size < 2 or not np.isfinite(times).all() or times[-1] - times[0] < SHORTEST_S:
        return None
    grid = np.arange(float(times[0]), float(times[-1]) + STEP_S / 2, STEP_S)
    still, beside = _still(grid, times, columns.get("distance_m"))
    said = np.where(still, np.nan, _said(grid, times, columns))
    known = np.isfinite(said) | beside
    if known.sum() < LEAST_KNOWN * (~still).sum():
        return None
    running = _likeliest(np.nan_to_num(said, nan=0.0))
    parts = _parts(running, known, grid)
    return RunWalk(parts, float((~known & ~still).sum()) * STEP_S)


def run_seconds(columns: Mapping[str, Column]) -> float | None:
    """The seconds that were run; None where too much is unknown to count by."""
    return ran(columns)[0]


def ran(columns: Mapping[str, Column]) -> tuple[float | None, float | None]:
    """The seconds that were run, and the share of the distance (0-1); None where too much is unknown to count by."""
    found = run_walk(columns)
    if found is None or found.unknown_s > (1 - KNOWN_ENOUGH) * (found.run_s + found.walk_s + found.unknown_s):
        return None, None
    return found.run_s, _share(columns, found)


def _share(columns: Mapping[str, Column], found: RunWalk) -> float | None:
    """The share of the metres that lies in the run parts; None without a distance along the way."""
    times, metres = columns["time_s"], columns.get("distance_m")
    if not found.walk_s:
        return 1.0
    known = np.isfinite(metres) if metres is not None else np.zeros(0, np.bool_)
    if metres is None or known.sum() < 2:
        return None
    bounds = np.array([(part.from_s, part.to_s) for part in found.parts])
    along = np.diff(np.interp(bounds, times[known], metres[known]), axis=1)[:, 0]
    running = np.array([part.kind == "run" for part in found.parts])
    whole = float(along.sum())
    return min(1.0, max(0.0, float(along[running].sum()) / whole)) if whole > 0 else None


def _still(grid: Column, times: Column, metres: Column | None) -> tuple[Moments, Moments]:
    """The moments inside a pause, and those just beside one: there the gait goes on, and speed cannot say so."""
    nowhere = np.zeros(grid.size, np.bool_)
    pauses = paused(times, metres) if metres is not None else nowhere
    if not pauses.any():
        return nowhere, nowhere
    still = pauses[np.clip(np.searchsorted(times, grid) - 1, 0, pauses.size - 1)]
    return still, np.convolve(still, np.ones(3), "same").astype(np.bool_) & ~still


def _said(grid: Column, times: Column, columns: Mapping[str, Column]) -> Column:
    """What each moment says: above 0 running, below 0 walking, NaN nothing. Steps and speed are added up."""
    cadence = _at(grid, times, columns.get("cadence_spm"))
    speed = _speed(grid, times, columns)
    series = (
        (cadence, CADENCE_SPLIT_SPM, CADENCE_HEAPS_SPM, CADENCE_WIDTH_SPM),
        (speed, SPEED_SPLIT_M_S, SPEED_HEAPS_M_S, SPEED_WIDTH_M_S),
    )
    told = [
        np.clip((values - _split(values, bounds, heaps)) / width, -MOST_SAID, MOST_SAID)
        for values, bounds, heaps, width in series
        if values is not None
    ]
    if not told:
        return np.full(grid.size, np.nan)
    stacked = np.stack(told)
    sums = np.where(np.isfinite(stacked), stacked, 0.0).sum(axis=0)
    return np.where(np.isfinite(stacked).any(axis=0), sums, np.nan)


def _split(values: Column, bounds: tuple[float, float], apart: float) -> float:
    """The line between two heaps of values, within the bounds: where the spread on both sides is least.

    Values that make no two heaps so far apart are of one gait; then it is the middle of the bounds.
    """
    known = np.sort(values[np.isfinite(values)])
    tried = np.linspace(*bounds, LINES_TRIED)
    cuts = np.searchsorted(known, tried)
    spread = _spread(known, cuts)
    best = np.flatnonzero(np.isclose(spread, spread.min()))
    place = int(best[best.size // 2])
    low, high = np.split(known, [int(cuts[place])])
    two = low.size and high.size and float(np.median(high) - np.median(low)) >= apart
    return float(tried[place]) if two else sum(bounds) / 2


def _spread(known: Column, cuts: npt.NDArray[np.intp]) -> Column:
    """The squares of the distances to the mean of each heap, of both heaps together, for each place to cut."""
    around = known - known.mean() if known.size else known
    sums, squares = (np.concatenate([[0.0], np.cumsum(values)]) for values in (around, around**2))
    left, right = np.maximum(cuts, 1), np.maximum(known.size - cuts, 1)
    between = sums[cuts] ** 2 / left + (sums[-1] - sums[cuts]) ** 2 / right
    spread: Column = np.maximum(squares[-1] - between, 0.0)
    return spread


def _speed(grid: Column, times: Column, columns: Mapping[str, Column]) -> Column | None:
    """Metres a second over fifteen seconds; from the distance, else the speed, else the places."""
    metres = _at(grid, times, columns.get("distance_m"))
    if metres is None and "speed_m_s" in columns:
        return _smooth(_at(grid, times, columns["speed_m_s"]))
    if metres is None:
        lat, lon = (_at(grid, times, columns.get(name)) for name in ("lat", "lon"))
        if lat is None or lon is None:
            return None
        east = np.gradient(lon, STEP_S) * METRES_PER_DEGREE * np.cos(np.radians(lat))
        north = np.gradient(lat, STEP_S) * METRES_PER_DEGREE
        return _smooth(np.hypot(east, north))
    return _smooth(np.gradient(metres, STEP_S))


def _smooth(values: Column | None) -> Column | None:
    if values is None or values.size < 3:
        return values
    around = np.stack([np.concatenate([values[:1], values[:-1]]), values, np.concatenate([values[1:], values[-1:]])])
    known = np.isfinite(around)
    mean = np.where(known, around, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(np.isfinite(values), mean, np.nan)


def _at(grid: Column, times: Column, values: Column | None) -> Column | None:
    """The values at the times of the grid; unknown inside a gap."""
    if values is None:
        return None
    known = np.isfinite(values)
    if known.sum() < 2:
        return None
    at, what = times[known], values[known]
    after = np.clip(np.searchsorted(at, grid), 1, at.size - 1)
    near = (at[after] - at[after - 1] <= LONGEST_GAP_S) & (grid >= at[0] - STEP_S) & (grid <= at[-1] + STEP_S)
    return np.where(near, np.interp(grid, at, what), np.nan)


def _likeliest(said: Column) -> npt.NDArray[np.bool_]:
    """The way through running and walking that fits best, where every change costs (Viterbi, two states)."""
    came_from: list[tuple[bool, bool]] = []  # whether one ran before, where one walks now and where one runs now
    walking, running = 0.0, 0.0
    for value in said.tolist():
        ran_before = (running - CHANGE_COSTS > walking, walking - CHANGE_COSTS <= running)
        came_from.append(ran_before)
        walking, running = (
            (running - CHANGE_COSTS if ran_before[0] else walking) - value / 2,
            (running if ran_before[1] else walking - CHANGE_COSTS) + value / 2,
        )
    state = running > walking
    way: list[bool] = []
    for ran_before in reversed(came_from):
        way.append(state)
        state = ran_before[state]
    return np.array(way[::-1], np.bool_)


def _parts(running: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_], grid: Column) -> tuple[Part, ...]:
    state = np.where(known, running.astype(np.int8), np.int8(-1))
    edges = np.concatenate([[0], np.flatnonzero(np.diff(state)) + 1, [state.size]])
    bounds = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    return tuple(
        Part("run" if state[first] == 1 else "walk", float(grid[first]), float(grid[first]) + (last - first) * STEP_S)
        for first, last in bounds
        if state[first] >= 0
    )
