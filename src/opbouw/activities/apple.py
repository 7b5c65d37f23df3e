"""The export.xml of Apple Health, in constant memory: workouts, resting heart rate, variability and sleep."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opbouw.activities.cells import to_float
from opbouw.activities.healthdays import Beats, Days, to_instant
from opbouw.activities.healthxml import Attributes, read_stream
from opbouw.activities.model import ActivityError, activity_id
from opbouw.activities.sanitize import Draft, build
from opbouw.activities.sports import Sport, sport_of_text
from opbouw.activities.summaries import Reading, Row

MAX_WORKOUTS = 50_000
_QUANTITY = "HKQuantityTypeIdentifier"
_KIND = "HKWorkoutActivityType"
_METRES = {"m": 1.0, "km": 1_000.0, "mi": 1_609.344, "yd": 0.9144, "ft": 0.3048, "cm": 0.01}
_SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "hr": 3_600.0, "h": 3_600.0}
_DISTANCES = (
    "DistanceWalkingRunning",
    "DistanceCycling",
    "DistanceSwimming",
    "DistanceRowing",
    "DistanceCrossCountrySkiing",
    "DistanceSkatingSports",
    "DistanceDownhillSnowSports",
)
# Statistic, its attribute, ours, and the factor from its unit.
_MEANS = (
    ("HeartRate", "average", "heart_rate_bpm", {"count/min": 1.0}),
    ("HeartRate", "maximum", "max_heart_rate_bpm", {"count/min": 1.0}),
    ("RunningPower", "average", "power_w", {"W": 1.0}),
    ("RunningGroundContactTime", "average", "ground_contact_ms", {"ms": 1.0, "s": 1_000.0}),
    (
        "RunningVerticalOscillation",
        "average",
        "vertical_oscillation_mm",
        {"cm": 10.0, "mm": 1.0, "m": 1_000.0, "in": 25.4},
    ),
)
# Names that hold the name of another sport.
_OTHER_SPORTS = frozenset({"SwimBikeRun", "PreparationAndRecovery", "HandCycling"})
_WITH_UNIT = re.compile(r"\s*([-+.\d]+)\s*([A-Za-z/]*)\s*")


def read_apple(chunks: Iterable[bytes], now: datetime | None = None) -> Reading:
    """What an export.xml holds, read as it streams by. Workouts name their routes as files, where they have one.

    Raises ActivityError: xml_entities, xml_damaged when it breaks off before anything useful, apple_health (`skipped`).
    """
    export = _Export(now)
    broken = read_stream(chunks, export.opened, export.closed)
    line, _, problem = (broken or "").partition(": ")
    rows, wellness = export.beats.into(export.rows), export.nights.days()
    if not rows and not wellness:
        raise (
            ActivityError("xml_damaged", line=line, problem=problem)
            if broken
            else ActivityError("apple_health", skipped=True)
        )
    warnings = [f"export_cut_short:{line}"] if broken else []
    if export.left_out:
        warnings.append(f"workouts_left_out:{export.left_out}")
    return Reading(tuple(rows), tuple(wellness), warnings=tuple(warnings))


def sport_of_workout(kind: str, *, indoor: bool | None) -> Sport:
    """The sport of a workoutActivityType; running indoors is the treadmill."""
    name = kind.removeprefix(_KIND)
    sport, stated = ("other", None) if name in _OTHER_SPORTS else sport_of_text(name)
    if sport == "run" and indoor:
        sport = "treadmill"
    return sport, stated if indoor is None else indoor


class _Export:
    """The handlers: what was found so far and the workout that is open."""

    def __init__(self, now: datetime | None) -> None:
        self.rows: list[Row] = []
        self.left_out = 0
        self.nights = Days()
        self.beats = Beats()
        self._now = now
        self._depth = 0
        self._workout: _Workout | None = None

    def opened(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if name == "Record":
            if attributes.get("type") == "HKQuantityTypeIdentifierHeartRate":
                self.beats.record(attributes)
            else:
                self.nights.record(attributes)
        elif name == "Workout":
            self._workout = _Workout(attributes, self._depth)
        elif self._workout is not None:
            self._workout.child(name, attributes, self._depth)

    def closed(self, name: str) -> None:
        self._depth -= 1
        if name != "Workout" or self._workout is None:
            return
        if len(self.rows) < MAX_WORKOUTS:
            self.rows.append(self._workout.row(self._now))
        else:
            self.left_out += 1
        self._workout = None


class _Workout:
    """One workout: its attributes, and of its children what the flavour of the export puts there."""

    def __init__(self, attributes: Attributes, depth: int) -> None:
        self._is = attributes
        self._depth = depth
        self._statistics: dict[str, Attributes] = {}
        self._metadata: dict[str, str] = {}
        self._route: str | None = None

    def child(self, name: str, attributes: Attributes, depth: int) -> None:
        if name == "FileReference":
            self._route = self._route or attributes.get("path")
        elif depth != self._depth + 1:
            return  # the parts of a workout repeat what the whole says
        elif name == "WorkoutStatistics":
            self._statistics[attributes.get("type", "").removeprefix(_QUANTITY)] = attributes
        elif name == "MetadataEntry" and len(self._metadata) < 100:
            self._metadata[attributes.get("key", "")] = attributes.get("value", "")

    def row(self, now: datetime | None) -> Row:
        """The workout as a summary; its id stays the same in every export."""
        kind, begin = self._is.get("workoutActivityType", ""), self._is.get("startDate")
        start, end = to_instant(begin), to_instant(self._is.get("endDate"))
        sport, indoor = sport_of_workout(kind, indoor=self._indoor())
        draft = Draft(format="apple", sport=sport, indoor=indoor, device=self._is.get("sourceName"))
        draft.start, draft.utc_offset_s = start, self._offset(start)
        draft.scalars = {
            "seconds": _scaled(self._is.get("duration"), self._is.get("durationUnit"), _SECONDS),
            "elapsed_s": (end - start).total_seconds() if start and end else None,
            "distance_m": self._metres(),
            "ascent_m": _with_unit(self._metadata.get("HKElevationAscended"), _METRES),
            "descent_m": _with_unit(self._metadata.get("HKElevationDescended"), _METRES),
        } | {ours: self._mean(name, which, units) for name, which, ours, units in _MEANS}
        activity = build(draft, "", now=now)
        stamp = activity.start.isoformat() if activity.start else begin
        lasting = activity_id("apple", f"{kind}:{stamp}:{self._is.get('sourceName')}")
        return Row(replace(activity, id=lasting), _route_file(self._route))

    def _indoor(self) -> bool | None:
        stated = self._metadata.get("HKIndoorWorkout")
        if stated is not None:
            return stated.strip() in {"1", "true", "YES"}
        return {"1": True, "2": False}.get(self._metadata.get("HKSwimmingLocationType", ""))

    def _offset(self, start: datetime | None) -> int | None:
        """The offset where the workout was; without its zone the one of the phone that made the export."""
        if start is None:
            return None
        try:
            shift = start.astimezone(ZoneInfo(self._metadata["HKTimeZone"])).utcoffset()
        except (KeyError, ValueError, ZoneInfoNotFoundError, OSError, OverflowError):
            shift = start.utcoffset()
        return None if shift is None else int(shift.total_seconds())

    def _metres(self) -> float | None:
        stated = _scaled(self._is.get("totalDistance"), self._is.get("totalDistanceUnit"), _METRES)
        found = (self._mean(name, "sum", _METRES) for name in _DISTANCES)
        # Zero is what the attribute says where the distance stands in the statistics, or was not measured.
        return stated or next((metres for metres in found if metres), None)

    def _mean(self, name: str, which: str, units: dict[str, float]) -> float | None:
        statistics = self._statistics.get(name)
        return None if statistics is None else _scaled(statistics.get(which), statistics.get("unit"), units)


def _scaled(text: str | None, unit: str | None, units: dict[str, float]) -> float | None:
    value, factor = to_float(text or ""), units.get(unit or "")
    return None if value is None or factor is None else value * factor


def _with_unit(text: str | None, units: dict[str, float]) -> float | None:
    found = _WITH_UNIT.fullmatch(text or "")
    return _scaled(found[1], found[2], units) if found else None


def _route_file(path: str | None) -> str | None:
    return path.lstrip("/") if path else None
