"""GPX -> Activity: tracks that follow each other closely are one activity; routes without times are no activity."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from opbouw.activities.ground import climb, metres_along
from opbouw.activities.model import SPORT_NOT_SAID, Activity, ActivityError, Column
from opbouw.activities.sanitize import Draft, build
from opbouw.activities.sports import sport_of_text
from opbouw.activities.xmlread import Points, Row, stated_offset
from opbouw.activities.xmlstream import Attributes, Reader, broken, read_xml

# Tracks further apart than this are different activities (a watch's log of several days in one file).
TRACK_GAP_S = 4 * 3_600.0
_PLACES = (
    "lat",
    "lon",
    "time",
    "altitude_m",
    "heart_rate_bpm",
    "power_w",
    "temperature_c",
    "speed_m_s",
    "distance_m",
    "cadence",
)
_TIME, _KIND, _NAME = _PLACES.index("time"), len(_PLACES), len(_PLACES) + 1
_SIZE = len(_PLACES) + 2
_EMPTY = (None,) * (_SIZE - 2)
_COLUMNS = ("lat", "lon", "altitude_m", "heart_rate_bpm", "power_w", "temperature_c", "speed_m_s")
_BODY = ("heart_rate_bpm", "cadence", "power_w")
# Garmin's extensions v1 and v2, Cluetrust's gpxdata (Suunto, GPSBabel), Strava, Apple, GPX 1.0 and plain names.
_NAMES = {
    "time": ("time",),
    "altitude_m": ("ele",),
    "heart_rate_bpm": ("hr", "heartrate", "heart_rate", "heartratebpm", "bpm"),
    "power_w": ("power", "powerinwatts", "watts"),
    "temperature_c": ("atemp", "temp", "temperature"),
    "speed_m_s": ("speed",),
    "distance_m": ("distance",),
    "cadence": ("cad", "cadence", "runcadence", "run_cadence"),
}
# Runkeeper tells the sport nowhere else: "Running 4/13/20 6:58 am". A name without a date is the runner's own.
_SPORT_AND_DATE = re.compile(r"(?P<sport>\D{3,40}?)\s+\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b.*", re.DOTALL)


@dataclass(slots=True)
class _Track:
    """The samples of a track: from `begin` up to `end`, with a new segment at each of `segments`."""

    begin: int
    end: int | None = None
    kind: str = ""
    stamp: bytes | None = None
    segments: list[int] = field(default_factory=list)


class _Gpx(Reader):
    point = "trkpt"
    attributes = {"lat": 0, "lon": 1}
    leaves = {name: _PLACES.index(place) for place, names in _NAMES.items() for name in names} | {
        "type": _KIND,
        "name": _NAME,
    }

    def __init__(self) -> None:
        super().__init__(Points(_PLACES), _SIZE)
        self.outer = self.about = self.row
        self.tracks: list[_Track] = []
        self.track = _Track(0)
        self.creator: str | None = None
        self.route_points = self.waypoints = 0
        self.opens = {
            "trkpt": self._point,
            "trkseg": self._segment,
            "trk": self._open_track,
            "rtept": self._route_point,
            "wpt": self._waypoint,
            "gpx": self._root,
        }
        self.closes = {"trkpt": self._close_point, "trk": self.close_track}

    def take(self, rows: Sequence[Row]) -> None:
        """Points in the track that is open."""
        super().take(rows)
        if self.track.stamp is None:
            self.track.stamp = next((row[_TIME] for row in rows if row[_TIME]), None)

    def _root(self, attributes: Attributes) -> None:
        self.creator = attributes.get("creator")

    def _route_point(self, _: Attributes) -> None:
        self.route_points += 1

    def _waypoint(self, _: Attributes) -> None:
        self.waypoints += 1

    def _open_track(self, _: Attributes) -> None:
        self.parts += 1
        self.close_track()  # a track within a track ends the outer one
        self.row = self.about = [None] * _SIZE
        self.track = _Track(len(self.points))
        self.tracks.append(self.track)

    def _segment(self, _: Attributes) -> None:
        self.parts += 1
        self.track.segments.append(len(self.points))

    def _point(self, attributes: Attributes) -> None:
        self.outer = self.row
        place = (attributes.get("lat", "").encode(), attributes.get("lon", "").encode())
        self.row = [*place, *_EMPTY]

    def _close_point(self) -> None:
        row = self.row
        self.points.rows.append(row)
        if self.track.stamp is None:
            self.track.stamp = row[_TIME]
        self.row = self.outer

    def close_track(self) -> None:
        """The track that is open ends here, also where the file breaks off."""
        self.track.end = len(self.points)
        self.track.kind = _kind(self.about)
        self.track = _Track(0)


def _kind(about: Sequence[bytes | None]) -> str:
    """The sport that a track says, in its type or else before the date in its name."""
    kind, name = ((about[place] or b"").decode("utf-8", errors="replace").strip() for place in (_KIND, _NAME))
    dated = None if kind else _SPORT_AND_DATE.fullmatch(name)
    return dated["sport"] if dated else kind


def read_gpx(data: bytes, now: datetime | None = None) -> list[Activity]:
    """The activities of a GPX file. GPX knows no timer: seconds run by the clock from the first to the last sample,
    without the pauses.

    Distance is measured along the segments; a while between two of them is a pause. A track without any time is taken
    only when it carries heart rate, cadence or power; otherwise it is a route and raises ActivityError with `skipped`.
    XML that breaks off keeps the points before the break, with a warning.
    """
    gpx, problem = read_xml(data, _Gpx)
    if problem and gpx.tracks and gpx.tracks[-1].end is None:
        gpx.close_track()
    tracks = [track for track in gpx.tracks if track.end != track.begin]
    groups = _together(gpx.points, [track for track in tracks if _is_activity(gpx.points, track)])
    if not groups:
        raise _nothing_in(gpx, tracks, problem)
    drafts = [_draft(gpx, group) for group in groups]
    left_out = len(tracks) - sum(len(group) for group in groups)
    if left_out:
        drafts[0].warnings.append(f"tracks_without_time:{left_out}")
    if problem:
        drafts[-1].warnings.append(f"cut_short:{sum(draft.times.size for draft in drafts)}")
    digest = hashlib.sha256(data).hexdigest()
    return [build(draft, digest, index, now) for index, draft in enumerate(drafts)]


def _nothing_in(gpx: _Gpx, tracks: Sequence[_Track], problem: str | None) -> ActivityError:
    if problem:
        return broken(problem)
    if tracks or gpx.route_points:
        return ActivityError("gpx_route", skipped=True)
    return ActivityError("gpx_waypoints" if gpx.waypoints else "gpx_empty", skipped=True)


def _column(points: Points, name: str, tracks: Sequence[_Track]) -> Column:
    return np.concatenate([points.column(name, track.begin, track.end or 0) for track in tracks])


def _is_activity(points: Points, track: _Track) -> bool:
    with np.errstate(invalid="ignore"):
        return any((_column(points, name, [track]) > 0).any() for name in ("time", *_BODY))


def _together(points: Points, tracks: Sequence[_Track]) -> list[list[_Track]]:
    """Tracks of one activity: the same sport and no long time between the end of one and the start of the next."""
    groups: list[list[_Track]] = []
    last_end = np.nan
    for track in tracks:
        times = _column(points, "time", [track])
        known = times[np.isfinite(times)]
        begin, end = (float(known[0]), float(known[-1])) if known.size else (np.nan, np.nan)
        near = bool(groups) and not abs(begin - last_end) > TRACK_GAP_S
        if near and sport_of_text(groups[-1][0].kind) == sport_of_text(track.kind):
            groups[-1].append(track)
        else:
            groups.append([track])
        last_end = end
    return groups


def _draft(gpx: _Gpx, group: Sequence[_Track]) -> Draft:
    sport, indoor = sport_of_text(group[0].kind)
    columns = {name: _column(gpx.points, name, group) for name in _PLACES}
    segments = np.concatenate([_segments(track) for track in group])
    draft = Draft(format="gpx", sport=sport, indoor=indoor, device=gpx.creator)
    if not group[0].kind:
        draft.warnings.append(SPORT_NOT_SAID)
    times = columns["time"]
    if np.isfinite(times).all() and (np.diff(times) < 0).any():
        order = np.argsort(times, kind="stable")
        columns, segments = {name: column[order] for name, column in columns.items()}, segments[order]
        draft.warnings.append("times_sorted")
    draft.times = columns["time"]
    draft.columns = {name: columns[name] for name in _COLUMNS}
    if np.isfinite(columns["cadence"]).any():
        draft.cadence = columns["cadence"]
    along, moved = metres_along(columns["lat"], columns["lon"], segments)
    draft.columns["distance_m"] = along if moved is not None else columns["distance_m"]
    draft.scalars["distance_m"] = moved
    draft.scalars["ascent_m"], draft.scalars["descent_m"] = climb(columns["altitude_m"])
    draft.utc_offset_s = stated_offset(next((track.stamp for track in group if track.stamp), None))
    return draft


def _segments(track: _Track) -> npt.NDArray[np.int64]:
    """For each sample of a track the place in the file where its segment began."""
    edges = [track.begin, *track.segments, track.end or 0]
    return np.repeat(edges[:-1], np.diff(edges))
