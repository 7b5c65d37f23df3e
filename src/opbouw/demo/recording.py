"""An outing as a watch would have recorded it: a sample every thirty seconds, then a FIT, TCX or GPX file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

import numpy as np

from opbouw.activities.model import Activity, ActivityFacts, Column, activity_id, facts
from opbouw.activities.write import write_fit, write_gpx, write_tcx
from opbouw.demo.training import Outing

SAMPLE_S = 30.0
DEVICE = "Opbouw example watch"
HOME = (52.0907, 5.1620)
METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of the archive and the facts in it."""

    name: str
    content: bytes
    facts: ActivityFacts


def record(outing: Outing, onset: date, number: int, rng: np.random.Generator) -> Recording:
    """The file of an outing; every ninth is GPX, every seventh TCX, the rest FIT, as after two changes of phone."""
    day = onset - timedelta(outing.days_before)
    activity = _activity(outing, day, rng)
    indoor = outing.sport == "treadmill"
    if number % 9 == 4 and not indoor:
        kind, content = "gpx", write_gpx(activity)
    elif number % 7 == 3:
        kind, content = "tcx", write_tcx(activity)
    else:
        kind, content = "fit", write_fit(activity)
    file_hash = sha256(content).hexdigest()
    known = replace(activity, file_hash=file_hash, id=activity_id(file_hash, 0))
    return Recording(f"{day}-{outing.hour_utc:02}{outing.sport[0]}.{kind}", content, facts(known))


def _activity(outing: Outing, day: date, rng: np.random.Generator) -> Activity:
    start = datetime.combine(day, time(outing.hour_utc, int(rng.integers(0, 50))), UTC)
    metres, seconds = outing.km * 1000, round(outing.km * outing.pace_s_per_km)
    columns = _columns(outing, metres, float(seconds), rng)
    running = outing.sport != "cycle"
    return Activity(
        sport=outing.sport,
        indoor=outing.sport == "treadmill",
        start=start,
        utc_offset_s=0,
        local_date=day,
        seconds=float(seconds),
        elapsed_s=float(seconds),
        distance_m=round(metres, 1),
        cadence_spm=round(float(columns["cadence_spm"].mean())) if running else None,
        heart_rate_bpm=round(float(columns["heart_rate_bpm"].mean())),
        max_heart_rate_bpm=round(float(columns["heart_rate_bpm"].max())),
        device=DEVICE,
        columns=columns,
    )


def _columns(outing: Outing, metres: float, seconds: float, rng: np.random.Generator) -> dict[str, Column]:
    time_s = np.append(np.arange(0.0, seconds, SAMPLE_S), seconds)
    pace = 1.0 + 0.04 * np.sin(time_s / 400.0) + rng.normal(0.0, 0.02, time_s.size)
    steps = np.append(0.0, np.diff(time_s)) * pace
    distance = np.cumsum(steps) / steps.sum() * metres
    speed = metres / seconds * pace
    effort = 1.0 - np.exp(-time_s / 240.0)
    hard = 152.0 if outing.pace_s_per_km < 345 else 141.0
    heart = 95.0 + (hard - 95.0) * effort + 6.0 * time_s / seconds + rng.normal(0.0, 2.0, time_s.size)
    columns = {"time_s": time_s, "distance_m": distance, "speed_m_s": speed, "heart_rate_bpm": heart.round()}
    if outing.sport != "cycle":
        columns["cadence_spm"] = (166.0 + 2.0 * np.sin(time_s / 300.0) + rng.normal(0.0, 1.5, time_s.size)).round()
    return columns if outing.sport == "treadmill" else columns | _loop(distance, metres)


def _loop(distance: Column, metres: float) -> dict[str, Column]:
    """A round from home and back: a circle whose length is the distance, on flat ground."""
    angle = 2 * np.pi * distance / metres
    radius = metres / (2 * np.pi)
    north, east = radius * np.sin(angle), radius * (1 - np.cos(angle))
    lat = HOME[0] + north / METRES_PER_DEGREE
    lon = HOME[1] + east / (METRES_PER_DEGREE * np.cos(np.radians(HOME[0])))
    return {"lat": lat, "lon": lon, "altitude_m": 3.0 + np.sin(angle * 3)}
