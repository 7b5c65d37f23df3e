"""What positions and heights say about the way gone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from opbouw.activities.model import Column
from opbouw.activities.sanitize import clean_column

EARTH_RADIUS_M = 6_371_008.8


def metres_along(lat: Column, lon: Column, segments: npt.NDArray[np.int64]) -> tuple[Column, float | None]:
    """Metres along the track at every sample, and in all; `segments` tells the samples of one segment from another's.

    The way between two segments was not recorded: 0. The point where equator and Greenwich meet is no position.
    """
    lat, lon = np.radians(clean_column("lat", lat)), np.radians(clean_column("lon", lon))
    there = np.isfinite(lat) & np.isfinite(lon) & ((lat != 0) | (lon != 0))
    if not there.any():
        return np.full(lat.size, np.nan), None
    segment = segments[there]
    lat, lon = lat[there], lon[there]
    half = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
    steps = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    steps = np.where(np.diff(segment) == 0, steps, 0.0)
    along = np.full(there.size, np.nan)
    along[there] = np.concatenate([[0.0], np.cumsum(steps)])
    return along, float(steps.sum())


def climb(altitude: Column) -> tuple[float | None, float | None]:
    """Metres up and down, counted only when 3 m or more in one direction: less is noise of the receiver."""
    known = clean_column("altitude_m", altitude)
    known = known[np.isfinite(known)]
    if known.size < 2:
        return None, None
    up = down = 0.0
    level = float(known[0])
    for height in known.tolist():
        if height >= level + 3.0:
            up, level = up + height - level, height
        elif height <= level - 3.0:
            down, level = down + level - height, height
    return up, down
