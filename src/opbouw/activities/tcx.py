"""TCX -> Activity: one for each Activity element, also inside a multi-sport session."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from opbouw.activities.model import Activity, ActivityError, Lap
from opbouw.activities.sanitize import Draft, build, sane_instant
from opbouw.activities.sports import sport_of_text
from opbouw.activities.xmlread import (
    Attributes,
    Handler,
    broken,
    column,
    read_xml,
    stated_offset,
    to_instant,
    to_number,
    to_unix,
)

# A first sample later than this after the start of the lap means the lap's clock was wrong.
_LATEST_FIRST_SAMPLE_S = 3_600.0
_POINT = {
    "Time": "time",
    "LatitudeDegrees": "lat",
    "LongitudeDegrees": "lon",
    "AltitudeMeters": "altitude_m",
    "DistanceMeters": "distance_m",
    "Speed": "speed_m_s",
    "Watts": "power_w",
    "Cadence": "cadence",
    "RunCadence": "cadence",
}
_LAP = {"TotalTimeSeconds", "DistanceMeters", "AvgRunCadence", "Cadence", "AvgWatts"}
_COLUMNS = ("lat", "lon", "altitude_m", "distance_m", "speed_m_s", "power_w", "heart_rate_bpm")


@dataclass(slots=True)
class _Found:
    sport: str
    device: str | None = None
    laps: list[dict[str, str]] = field(default_factory=list)
    points: list[dict[str, str]] = field(default_factory=list)


class _Tcx(Handler):
    wanted = frozenset({*_POINT, *_LAP, "Value", "Name"})

    def __init__(self) -> None:
        self.found: list[_Found] = []
        self.kinds: set[str] = set()
        self.lap: dict[str, str] | None = None
        self.point: dict[str, str] | None = None
        self.parent = ""
        self.in_creator = False

    def opened(self, name: str, attributes: Attributes) -> None:
        self.parent = name
        if name == "Trackpoint":
            self.point = {}
        elif name == "Lap":
            self.lap = {"start": attributes.get("StartTime", "")}
        elif name == "Activity":
            self.found.append(_Found(attributes.get("Sport", "")))
        elif name == "Creator":
            self.in_creator = True
        elif name in {"Course", "Workout"}:
            self.kinds.add(name)

    def closed(self, name: str, text: str | None) -> None:
        if text is not None:
            self._leaf(name, text)
        elif name == "Trackpoint" and self.point is not None:
            if self.found and self.point:
                self.found[-1].points.append(self.point)
            self.point = None
        elif name == "Lap" and self.lap is not None:
            if self.found:
                self.found[-1].laps.append(self.lap)
            self.lap = None
        elif name == "Creator":
            self.in_creator = False

    def _leaf(self, name: str, text: str) -> None:
        if self.point is not None:
            key = _POINT.get(name) or ("heart_rate_bpm" if self.parent == "HeartRateBpm" else "")
            if key:
                self.point[key] = text
        elif self.lap is not None:
            self.lap["heart" if self.parent == "AverageHeartRateBpm" else name if name != "Value" else "other"] = text
        elif self.in_creator and name == "Name" and self.found:
            self.found[-1].device = text


def read_tcx(data: bytes, now: datetime | None = None) -> list[Activity]:
    """The activities of a TCX file. Seconds and distance are the sums over its laps.

    XML that breaks off keeps the samples before the break, with a warning. Raises ActivityError when there is
    nothing to keep, or `skipped` for a course or a workout.
    """
    handler = _Tcx()
    problem = read_xml(data, handler)
    if problem and handler.lap is not None and handler.found:
        handler.found[-1].laps.append(handler.lap)
    kept = [found for found in handler.found if found.laps or found.points]
    if not kept:
        raise _nothing_in(handler, problem)
    drafts = [_draft(found) for found in kept]
    if problem:
        drafts[-1].warnings.append(f"cut_short:{sum(draft.times.size for draft in drafts)}")
    digest = hashlib.sha256(data).hexdigest()
    return [build(draft, digest, index, now) for index, draft in enumerate(drafts)]


def _nothing_in(handler: _Tcx, problem: str | None) -> ActivityError:
    if problem:
        return broken(problem)
    for kind, code in (("Course", "tcx_course"), ("Workout", "tcx_workout")):
        if kind in handler.kinds:
            return ActivityError(code, skipped=True)
    return ActivityError("tcx_no_activity", skipped=True)


def _draft(found: _Found) -> Draft:
    sport, indoor = sport_of_text(found.sport)
    draft = Draft(format="tcx", sport=sport, indoor=indoor, device=found.device)
    draft.times = column((point.get("time") for point in found.points), to_unix)
    present = set().union(*found.points) if found.points else set()
    draft.columns = {name: column(point.get(name) for point in found.points) for name in _COLUMNS if name in present}
    if "cadence" in present:
        draft.cadence = column(point.get("cadence") for point in found.points)
    draft.laps = [_lap(lap) for lap in found.laps]
    draft.start = _start(draft)
    first = next((point["time"] for point in found.points if "time" in point), None)
    draft.utc_offset_s = stated_offset(first)
    draft.scalars = {
        "seconds": _sum([lap.seconds for lap in draft.laps]),
        "distance_m": _sum([lap.distance_m for lap in draft.laps]),
        "heart_rate_bpm": _mean_heart(draft.laps),
    }
    return draft


def _start(draft: Draft) -> datetime | None:
    lap = sane_instant(draft.laps[0].start) if draft.laps else None
    known = draft.times[np.isfinite(draft.times)]
    if lap is None or not known.size:
        return lap
    return lap if 0.0 <= float(known[0]) - lap.timestamp() <= _LATEST_FIRST_SAMPLE_S else None


def _lap(lap: dict[str, str]) -> Lap:
    return Lap(
        start=to_instant(lap.get("start")),
        seconds=_known(lap.get("TotalTimeSeconds")),
        distance_m=_known(lap.get("DistanceMeters")),
        heart_rate_bpm=_known(lap.get("heart")),
        cadence_spm=_known(lap.get("AvgRunCadence", lap.get("Cadence"))),
    )


def _known(text: str | None) -> float | None:
    value = to_number(text)
    return None if math.isnan(value) or value < 0 else value


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _mean_heart(laps: list[Lap]) -> float | None:
    """Mean over laps weighed by their time; None unless every lap with time has one."""
    timed = [lap for lap in laps if lap.seconds]
    weighed = [(lap.heart_rate_bpm, lap.seconds) for lap in timed]
    known = [(beats, seconds) for beats, seconds in weighed if beats and seconds]
    if not known or len(known) < len(timed):
        return None
    return sum(beats * seconds for beats, seconds in known) / sum(seconds for _, seconds in known)
