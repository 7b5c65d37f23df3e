"""GPX -> Activity: tracks that follow each other closely are one activity; routes without times are no activity."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from opbouw.activities.model import Activity, ActivityError, Column
from opbouw.activities.sanitize import Draft, build, clean_column
from opbouw.activities.sports import sport_of_text
from opbouw.activities.xmlread import Attributes, Handler, broken, column, read_xml, stated_offset, to_unix

Point = dict[str, str]

# Tracks further apart than this are different activities (a watch's log of several days in one file).
TRACK_GAP_S = 4 * 3_600.0
EARTH_RADIUS_M = 6_371_008.8
_LEAVES = {
    "ele": "altitude_m",
    "time": "time",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "heart_rate": "heart_rate_bpm",
    "cad": "cadence",
    "cadence": "cadence",
    "RunCadence": "cadence",
    "power": "power_w",
    "PowerInWatts": "power_w",
    "watts": "power_w",
    "atemp": "temperature_c",
    "temp": "temperature_c",
    "Temperature": "temperature_c",
    "speed": "speed_m_s",
    "distance": "distance_m",
}
_BODY = frozenset({"heart_rate_bpm", "cadence", "power_w"})
_COLUMNS = ("lat", "lon", "altitude_m", "heart_rate_bpm", "power_w", "temperature_c", "speed_m_s")


@dataclass(slots=True)
class _Track:
    kind: str = ""
    segments: list[list[Point]] = field(default_factory=list)


class _Gpx(Handler):
    wanted = frozenset({*_LEAVES, "type"})

    def __init__(self) -> None:
        self.tracks: list[_Track] = []
        self.creator: str | None = None
        self.route_points = 0
        self.waypoints = 0
        self.in_track = False
        self.point: Point | None = None

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "trkpt":
            if self.in_track:
                self.point = {"lat": attributes.get("lat", ""), "lon": attributes.get("lon", "")}
        elif name == "trkseg":
            if self.in_track:
                self.tracks[-1].segments.append([])
        elif name == "trk":
            self.in_track = True
            self.tracks.append(_Track())
        elif name == "rtept":
            self.route_points += 1
        elif name == "wpt":
            self.waypoints += 1
        elif name == "gpx":
            self.creator = attributes.get("creator")

    def closed(self, name: str, text: str | None) -> None:
        if self.point is not None:
            if text is not None:
                if name != "type":
                    self.point[_LEAVES[name]] = text
            elif name == "trkpt":
                track = self.tracks[-1]
                if not track.segments:
                    track.segments.append([])
                track.segments[-1].append(self.point)
                self.point = None
        elif name == "trk":
            self.in_track = False
        elif name == "type" and self.in_track and text:
            self.tracks[-1].kind = text


def read_gpx(data: bytes, now: datetime | None = None) -> list[Activity]:
    """The activities of a GPX file. GPX knows no timer: seconds run by the clock from the first to the last sample.

    Distance is measured along the segments. A track without any time is taken only when it carries heart rate,
    cadence or power; otherwise it is a route and raises ActivityError with `skipped`. XML that breaks off keeps the
    points before the break, with a warning.
    """
    handler = _Gpx()
    problem = read_xml(data, handler)
    tracks = [track for track in handler.tracks if any(track.segments)]
    groups = _together([track for track in tracks if _is_activity(track)])
    if not groups:
        raise _nothing_in(handler, tracks, problem)
    drafts = [_draft(group, handler.creator) for group in groups]
    left_out = len(tracks) - sum(len(group) for group in groups)
    if left_out:
        drafts[0].warnings.append(f"tracks_without_time:{left_out}")
    if problem:
        drafts[-1].warnings.append(f"cut_short:{sum(draft.times.size for draft in drafts)}")
    digest = hashlib.sha256(data).hexdigest()
    return [build(draft, digest, index, now) for index, draft in enumerate(drafts)]


def _nothing_in(handler: _Gpx, tracks: Sequence[_Track], problem: str | None) -> ActivityError:
    if problem:
        return broken(problem)
    if tracks or handler.route_points:
        return ActivityError("gpx_route", skipped=True)
    return ActivityError("gpx_waypoints" if handler.waypoints else "gpx_empty", skipped=True)


def _is_activity(track: _Track) -> bool:
    points = (point for segment in track.segments for point in segment)
    return any(_BODY & point.keys() or to_unix(point.get("time")) > 0 for point in points)


def _together(tracks: Sequence[_Track]) -> list[list[_Track]]:
    """Tracks of one activity: the same sport and no long time between the end of one and the start of the next."""
    groups: list[list[_Track]] = []
    last_end = np.nan
    for track in tracks:
        times = _times([point for segment in track.segments for point in segment])
        known = times[np.isfinite(times)]
        begin, end = (float(known[0]), float(known[-1])) if known.size else (np.nan, np.nan)
        near = bool(groups) and not abs(begin - last_end) > TRACK_GAP_S
        if near and sport_of_text(groups[-1][0].kind) == sport_of_text(track.kind):
            groups[-1].append(track)
        else:
            groups.append([track])
        last_end = end
    return groups


def _draft(group: Sequence[_Track], creator: str | None) -> Draft:
    segments = [segment for track in group for segment in track.segments if segment]
    points = [point for segment in segments for point in segment]
    sport, indoor = sport_of_text(group[0].kind)
    draft = Draft(format="gpx", sport=sport, indoor=indoor, device=creator, times=_times(points))
    present = set().union(*points)
    draft.columns = {name: column(point.get(name) for point in points) for name in _COLUMNS if name in present}
    if "cadence" in present:
        draft.cadence = column(point.get("cadence") for point in points)
    lengths = [len(segment) for segment in segments]
    draft.columns["distance_m"], moved = _distance(draft.columns, lengths)
    draft.scalars["distance_m"] = moved
    draft.scalars["ascent_m"], draft.scalars["descent_m"] = _climb(draft.columns.get("altitude_m"))
    draft.utc_offset_s = stated_offset(next((point["time"] for point in points if "time" in point), None))
    return draft


def _times(points: Sequence[Point]) -> Column:
    return column((point.get("time") for point in points), to_unix)


def _distance(columns: dict[str, Column], lengths: Sequence[int]) -> tuple[Column, float | None]:
    """Metres along the track at every sample, and in all. The way between two segments was not recorded: 0."""
    lat, lon = np.radians(clean_column("lat", columns["lat"])), np.radians(clean_column("lon", columns["lon"]))
    there = np.isfinite(lat) & np.isfinite(lon)
    if not there.any():
        return np.full(lat.size, np.nan), None
    segment = np.repeat(np.arange(len(lengths)), lengths)[there]
    lat, lon = lat[there], lon[there]
    half = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
    steps = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    steps = np.where(np.diff(segment) == 0, steps, 0.0)
    along = np.full(there.size, np.nan)
    along[there] = np.concatenate([[0.0], np.cumsum(steps)])
    return along, float(steps.sum())


def _climb(altitude: Column | None) -> tuple[float | None, float | None]:
    """Metres up and down, counted only when 3 m or more in one direction: less is noise of the receiver."""
    if altitude is None:
        return None, None
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
