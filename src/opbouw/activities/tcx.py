"""TCX -> Activity: one for each Activity element, also inside a multi-sport session."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from opbouw.activities.ground import climb, metres_along
from opbouw.activities.model import Activity, ActivityError, Column, Lap
from opbouw.activities.sanitize import Draft, build, sane_instant
from opbouw.activities.sports import sport_of_text
from opbouw.activities.xmlread import Points, Row, stated_offset, to_instant, to_number
from opbouw.activities.xmlstream import Attributes, Reader, broken, read_xml

# A first sample later than this after the start of the lap means the lap's clock was wrong.
_LATEST_FIRST_SAMPLE_S = 3_600.0
_PLACES = (
    "time",
    "lat",
    "lon",
    "altitude_m",
    "distance_m",
    "heart_rate_bpm",
    "cadence",
    "speed_m_s",
    "power_w",
    "temperature_c",
)
_TIME, _METRES, _CADENCE = (_PLACES.index(name) for name in ("time", "distance_m", "cadence"))
# Behind what a sample has, what a lap and a device have.
_SECONDS, _HEART, _HIGHEST, _STEPS, _NAME, _SIZE = range(len(_PLACES), len(_PLACES) + 6)
_COLUMNS = ("lat", "lon", "altitude_m", "distance_m", "speed_m_s", "power_w", "heart_rate_bpm", "temperature_c")
_KINDS = {"course": "tcx_course", "workout": "tcx_workout"}


@dataclass(slots=True)
class _Lap:
    start: str | None
    row: list[bytes | None]


@dataclass(slots=True)
class _Found:
    """An Activity element: its samples run from `begin` up to `end`."""

    sport: str
    begin: int
    end: int | None = None
    device: str | None = None
    stamp: bytes | None = None
    laps: list[_Lap] = field(default_factory=list)


class _Tcx(Reader):
    point = "trackpoint"
    attributes: dict[str, int] = {}
    # The heart rate stands one element deeper, in Value: the text since the last tag that opened is the same.
    leaves = {
        "time": _TIME,
        "latitudedegrees": _PLACES.index("lat"),
        "longitudedegrees": _PLACES.index("lon"),
        "altitudemeters": _PLACES.index("altitude_m"),
        "distancemeters": _METRES,
        "heartratebpm": _PLACES.index("heart_rate_bpm"),
        "cadence": _CADENCE,
        "runcadence": _CADENCE,
        "speed": _PLACES.index("speed_m_s"),
        "watts": _PLACES.index("power_w"),
        "temperature": _PLACES.index("temperature_c"),
        "totaltimeseconds": _SECONDS,
        "averageheartratebpm": _HEART,
        "maximumheartratebpm": _HIGHEST,
        "avgruncadence": _STEPS,
        "name": _NAME,
    }

    def __init__(self) -> None:
        super().__init__(Points(_PLACES), _SIZE)
        self.outer = self.row
        self.found: list[_Found] = []
        self.activity: _Found | None = None
        self.lap: _Lap | None = None
        self.kinds: set[str] = set()
        self.opens = {
            "trackpoint": self._point,
            "lap": self._open_lap,
            "activity": self._open_activity,
            "creator": self._open_creator,
            "course": lambda _: self.kinds.add("course"),
            "workout": lambda _: self.kinds.add("workout"),
        }
        self.closes = {
            "trackpoint": self._close_point,
            "lap": self.close_lap,
            "activity": self.close_activity,
            "creator": self._close_creator,
        }

    def take(self, rows: Sequence[Row]) -> None:
        """Samples of the activity that is open; those of a course are left."""
        if self.activity is None:
            return
        super().take(rows)
        if self.activity.stamp is None:
            self.activity.stamp = next((row[_TIME] for row in rows if row[_TIME]), None)

    def _point(self, _: Attributes) -> None:
        self.outer = self.row
        self.row = [None] * _SIZE

    def _close_point(self) -> None:
        row, activity = self.row, self.activity
        if activity is not None and any(row):
            self.points.rows.append(row)
            if activity.stamp is None:
                activity.stamp = row[_TIME]
        self.row = self.outer

    def _open_lap(self, attributes: Attributes) -> None:
        self.parts += 1
        self.row = [None] * _SIZE
        self.lap = _Lap(attributes.get("StartTime"), self.row)

    def close_lap(self) -> None:
        if self.activity is not None and self.lap is not None:
            self.activity.laps.append(self.lap)
        self.lap = None

    def _open_activity(self, attributes: Attributes) -> None:
        self.parts += 1
        self.close_activity()  # an activity within an activity ends the outer one
        self.activity = _Found(attributes.get("Sport", ""), len(self.points))
        self.found.append(self.activity)

    def close_activity(self) -> None:
        if self.activity is not None:
            self.activity.end = len(self.points)
        self.activity = None

    def _open_creator(self, _: Attributes) -> None:
        self.row = [None] * _SIZE

    def _close_creator(self) -> None:
        if self.activity is not None:
            self.activity.device = _text(self.row[_NAME])


def read_tcx(data: bytes, now: datetime | None = None) -> list[Activity]:
    """The activities of a TCX file. Seconds and distance are the sums over its laps; metres up and
    down are counted along its heights, as TCX has no field for them.

    XML that breaks off keeps the samples before the break, with a warning. Raises ActivityError when there is
    nothing to keep, or `skipped` for a course or a workout.
    """
    tcx, problem = read_xml(data, _Tcx)
    if problem:
        tcx.close_lap()
        tcx.close_activity()
    kept = [found for found in tcx.found if found.laps or found.end != found.begin]
    if not kept:
        raise _nothing_in(tcx, problem)
    drafts = [_draft(tcx.points, found) for found in kept]
    if problem:
        drafts[-1].warnings.append(f"cut_short:{sum(draft.times.size for draft in drafts)}")
    digest = hashlib.sha256(data).hexdigest()
    return [build(draft, digest, index, now) for index, draft in enumerate(drafts)]


def _nothing_in(tcx: _Tcx, problem: str | None) -> ActivityError:
    if problem:
        return broken(problem)
    code = next((code for kind, code in _KINDS.items() if kind in tcx.kinds), "tcx_no_activity")
    return ActivityError(code, skipped=True)


def _draft(points: Points, found: _Found) -> Draft:
    sport, indoor = sport_of_text(found.sport)
    draft = Draft(format="tcx", sport=sport, indoor=indoor, device=found.device)
    columns = {name: points.column(name, found.begin, found.end or 0) for name in _PLACES}
    draft.times = columns["time"]
    draft.columns = {name: columns[name] for name in _COLUMNS}
    if np.isfinite(columns["cadence"]).any():
        draft.cadence = columns["cadence"]
    draft.laps = [_lap(lap) for lap in found.laps]
    draft.start = _start(draft)
    draft.utc_offset_s = stated_offset(found.stamp)
    draft.scalars = {
        "seconds": _sum([lap.seconds for lap in draft.laps]),
        "distance_m": _sum([lap.distance_m for lap in draft.laps]),
        "heart_rate_bpm": _mean_heart(draft.laps),
    }
    if not draft.scalars["distance_m"] and not (columns["distance_m"] > 0).any():
        along, moved = metres_along(columns["lat"], columns["lon"], np.zeros(draft.times.size, dtype=np.int64))
        draft.columns["distance_m"], draft.scalars["distance_m"] = along, moved
    if not indoor:  # indoors a height is one that a machine or a game made up
        heights = columns["altitude_m"][_in_time(draft.times)]
        draft.scalars["ascent_m"], draft.scalars["descent_m"] = climb(heights)
    return draft


def _in_time(times: Column) -> npt.NDArray[np.int64]:
    """The samples in order of time, where every one has a time: a way that is out of order climbs what nobody did."""
    return np.argsort(times, kind="stable") if np.isfinite(times).all() else np.arange(times.size)


def _start(draft: Draft) -> datetime | None:
    lap = sane_instant(draft.laps[0].start) if draft.laps else None
    known = draft.times[np.isfinite(draft.times)]
    if lap is None or not known.size:
        return lap
    return lap if 0.0 <= float(known[0]) - lap.timestamp() <= _LATEST_FIRST_SAMPLE_S else None


def _lap(lap: _Lap) -> Lap:
    return Lap(
        start=to_instant(lap.start),
        seconds=_known(lap.row[_SECONDS]),
        distance_m=_known(lap.row[_METRES]),
        heart_rate_bpm=_known(lap.row[_HEART]),
        cadence_spm=_known(lap.row[_STEPS] or lap.row[_CADENCE]),
    )


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode("utf-8", errors="replace")


def _known(raw: bytes | None) -> float | None:
    value = to_number(_text(raw))
    return None if math.isnan(value) or value < 0 else value


def _sum(values: list[float | None]) -> float | None:
    """The sum of what is known; laps that all say 0 know nothing."""
    known = [value for value in values if value is not None]
    return sum(known) or None


def _mean_heart(laps: list[Lap]) -> float | None:
    """Mean over laps weighed by their time; None unless every lap with time has one."""
    timed = [lap for lap in laps if lap.seconds]
    weighed = [(lap.heart_rate_bpm, lap.seconds) for lap in timed]
    known = [(beats, seconds) for beats, seconds in weighed if beats and seconds]
    if not known or len(known) < len(timed):
        return None
    return sum(beats * seconds for beats, seconds in known) / sum(seconds for _, seconds in known)
