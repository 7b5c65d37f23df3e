"""Runs as they truly were, second by second, and what devices of several kinds make of them. Every number is seeded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from opbouw.activities import Activity
from opbouw.activities.model import Column, activity_id

Dice = np.random.Generator
HOME = (52.09, 5.12)
DEGREE_M = 111_195.0


@dataclass(frozen=True, eq=False)
class Outing:
    """One true run: metres along a way at every second from `start`, standing still where it stood still."""

    start: datetime
    metres: Column
    east_m: Column
    north_m: Column
    heart: Column
    sport: str = "run"

    @property
    def seconds(self) -> int:
        """How long by the clock."""
        return int(self.metres.size - 1)

    @property
    def standing(self) -> npt.NDArray[np.bool_]:
        """The seconds in which the runner stood still."""
        return np.diff(self.metres, prepend=-1.0) < 0.01


@dataclass(frozen=True)
class Kind:
    """A device: what it measures, how far off its metres may be, seconds between its samples."""

    name: str
    places: bool = False
    pace: bool = False
    beats: bool = False
    steps: bool = False
    scale: float = 0.01
    every_s: int = 1
    tells_distance: bool = True
    format: str = "fit"


PHONE = Kind("phone", places=True, pace=True, every_s=5, format="gpx")
WATCH = Kind("watch", places=True, pace=True, beats=True, steps=True)
FOOTPOD = Kind("watch with a foot pod", pace=True, beats=True, steps=True, scale=0.03)
STRAP = Kind("strap only", beats=True, every_s=3, scale=0.03, format="tcx")
BELT = Kind("watch on a treadmill", beats=True, steps=True, tells_distance=False)


def way(dice: Dice, metres: float) -> tuple[Column, Column]:
    """A way from home with bends, as east and north at every metre."""
    count = int(metres) + 50
    bends = np.cumsum(dice.normal(0.0, 0.02, count)) + dice.uniform(0, 2 * np.pi)
    return np.cumsum(np.cos(bends)), np.cumsum(np.sin(bends))


def outing(
    dice: Dice,
    start: datetime,
    km: float | None = None,
    pace: float | None = None,
    along: tuple[Column, Column] | None = None,
    stops: int = 0,
    sport: str = "run",
) -> Outing:
    """A run of some kilometres at a pace in m/s that wanders by a few percent; `along` a known way, or a new one."""
    length = 1_000.0 * (km if km is not None else dice.uniform(3, 14))
    speed = pace if pace is not None else dice.uniform(2.4, 3.8)
    east, north = along if along is not None else way(dice, length)
    wander = _wandering(dice, int(length / speed * 1.4), 0.05, 40)
    steps = speed * np.clip(1.0 + wander, 0.6, 1.4)
    for at in dice.integers(60, max(steps.size - 200, 61), stops):
        steps[at : at + int(dice.integers(20, 150))] = 0.0
    metres = np.concatenate([[0.0], np.cumsum(steps)])
    metres = metres[: int(np.searchsorted(metres, min(length, east.size - 2))) + 1]
    place = np.arange(east.size, dtype=np.float64)
    effort = 1 - np.exp(-np.arange(metres.size) / 150.0)
    heart = 85 + 65 * effort + 25 * _wandering(dice, metres.size, 0.15, 60) + 10 * np.arange(metres.size) / metres.size
    return Outing(
        start, metres, np.interp(metres, place, east), np.interp(metres, place, north), np.clip(heart, 60, 195), sport
    )


def _wandering(dice: Dice, count: int, size: float, memory_s: float) -> Column:
    """Noise that remembers itself for `memory_s` seconds."""
    keep = float(np.exp(-1 / memory_s))
    steps = dice.normal(0.0, size * np.sqrt(1 - keep**2), count)
    walk = np.empty(count)
    level = dice.normal(0.0, size)
    for at in range(count):
        level = keep * level + steps[at]
        walk[at] = level
    return walk


def recorded(
    dice: Dice,
    run: Outing,
    kind: Kind,
    *,
    late_s: int = 0,
    early_s: int = 0,
    clock_s: float = 0.0,
    cut_pauses: bool = False,
    name: str = "",
) -> Activity:
    """The run as a device of this kind recorded it: begun late, stopped early, with its clock so many seconds off."""
    seconds = np.arange(late_s, run.seconds - early_s + 1)
    counted = seconds[~run.standing[seconds]] if cut_pauses else seconds
    kept = counted[:: kind.every_s]
    at = kept.astype(np.float64) - late_s
    scale = 1.0 + dice.uniform(-kind.scale, kind.scale)
    length = float(run.metres[seconds[-1]] - run.metres[late_s]) * scale
    columns: dict[str, Column] = {"time_s": at}
    if kind.places:
        columns |= _places(dice, run, kept)
    if kind.pace and kind.tells_distance:
        columns["distance_m"] = (run.metres[kept] - run.metres[late_s]) * scale
    if kind.beats:
        columns["heart_rate_bpm"] = np.round(run.heart[kept] + dice.normal(0, 1.5, kept.size))
    if kind.steps:
        columns["cadence_spm"] = np.round(168 + dice.normal(0, 2, kept.size))
    begun = run.start + timedelta(seconds=late_s + clock_s)
    digest = f"{dice.integers(0, 2**62):064x}"
    return Activity(
        sport=run.sport if kind is not BELT else "treadmill",
        indoor=True if kind is BELT else None,
        start=begun,
        local_date=begun.date(),
        seconds=float(counted.size - 1),
        elapsed_s=float(seconds.size - 1),
        distance_m=length if kind.tells_distance else None,
        heart_rate_bpm=float(run.heart[kept].mean()) if kind.beats else None,
        device=name or kind.name,
        format=kind.format,
        columns=columns,
        file_hash=digest,
        id=activity_id(digest, 0),
    )


def _places(dice: Dice, run: Outing, kept: npt.NDArray[np.int64]) -> Mapping[str, Column]:
    """Positions with the error of a receiver: some metres, that change slowly."""
    off_east, off_north = (_wandering(dice, run.seconds + 1, 4.0, 90)[kept] for _ in range(2))
    lat = HOME[0] + (run.north_m[kept] + off_north) / DEGREE_M
    lon = HOME[1] + (run.east_m[kept] + off_east) / (DEGREE_M * np.cos(np.radians(HOME[0])))
    return {"lat": lat, "lon": lon, "altitude_m": np.full(kept.size, 3.0)}


def row_of(dice: Dice, file: Activity, file_hash: str = "") -> Activity:
    """The summary of a file as an account exports it: no samples, a start to the second, sizes rounded a little."""
    digest = file_hash or f"{dice.integers(0, 2**62):064x}"
    return replace(
        file,
        columns={},
        device=None,
        format="table",
        seconds=round(file.seconds or 0.0),
        elapsed_s=round(file.elapsed_s or 0.0) if dice.random() < 0.5 else None,
        distance_m=None if file.distance_m is None else round(file.distance_m, -1),
        file_hash=digest,
        id=activity_id(digest, str(file.start)),
    )


def told(dice: Dice, run: Outing, day: date, *, clock: bool = False) -> Activity:
    """The run as somebody wrote it down: rounded to half kilometres and minutes, with the hour or only the day."""
    digest = f"{dice.integers(0, 2**62):064x}"
    rounded = datetime.fromtimestamp(round(run.start.timestamp() / 900) * 900, UTC)
    return Activity(
        sport=run.sport,
        start=rounded if clock else None,
        local_date=day,
        seconds=60.0 * round(run.seconds / 60 + dice.uniform(-1, 1)),
        distance_m=500.0 * max(round(run.metres[-1] / 500), 1),
        format="table",
        file_hash=digest,
        id=activity_id(digest, 0),
    )
