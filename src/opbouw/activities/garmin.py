"""The JSON of a Garmin account export: summaries of activities, gear, and days of resting heart rate and sleep.

Units of the summaries, which the export states nowhere: metres as centimetres, seconds as milliseconds, instants as
milliseconds since 1970 (local ones as if they were UTC), cadence per leg except `avgDoubleCadence`, oscillation in
centimetres. Checked against FIT files of the same activities by several public readers of this export.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from opbouw.activities.cells import decode
from opbouw.activities.model import Activity, ActivityError, activity_id
from opbouw.activities.sanitize import Draft, build, number
from opbouw.activities.sports import sport_of_text
from opbouw.activities.summaries import Reading, Row
from opbouw.activities.wellness import WellnessDay, checked_day, json_day, load_json, merge_days, records_of

SUMMARIES = "summarizedActivitiesExport"
GEAR = "gearDTOS"
# Field, ours, and what it is multiplied by.
_SCALARS = (
    ("duration", "seconds", 0.001),
    ("elapsedDuration", "elapsed_s", 0.001),
    ("distance", "distance_m", 0.01),
    ("elevationGain", "ascent_m", 0.01),
    ("elevationLoss", "descent_m", 0.01),
    ("avgHr", "heart_rate_bpm", 1.0),
    ("maxHr", "max_heart_rate_bpm", 1.0),
    ("avgPower", "power_w", 1.0),
    ("avgGroundContactTime", "ground_contact_ms", 1.0),
    ("avgVerticalOscillation", "vertical_oscillation_mm", 10.0),
    ("avgGroundContactBalance", "balance_left_pct", 1.0),
    ("avgRunCadence", "cadence_spm", 1.0),
    # Steps of both feet, halved: the checked value is made from one leg, also for a slow walk.
    ("avgDoubleCadence", "cadence_spm", 0.5),
)
_LONGEST_NAME = 120
MAX_BYTES = 128 * 2**20
_LIST = re.compile(rf'"{SUMMARIES}"\s*:\s*\[\s*')
_COMMA = re.compile(r"\s*,?\s*")
_END = re.compile(r"\]")


def read_summaries(data: bytes, now: datetime | None = None) -> Reading:
    """The activities of a `summarizedActivities` file, in its order; of a file that breaks off, those before the break.

    A multisport activity is left out where its parts are summaries of their own.
    Raises ActivityError: json_damaged, json_too_large, table_empty (`skipped`).
    """
    if len(data) > MAX_BYTES:
        raise ActivityError("json_too_large", limit_mb=MAX_BYTES // 2**20)
    digest = hashlib.sha256(data).hexdigest()
    summaries = _Summaries(decode(data))
    rows = [_row(one, digest, index, now) for index, one in enumerate(summaries)]
    whole = [row for row, multisport in rows if multisport]
    parts = [row for row, multisport in rows if not multisport]
    found = parts + [row for row in whole if not any(_within(part.activity, row.activity) for part in parts)]
    line = summaries.broken_at
    if not found:
        raise (
            ActivityError("json_damaged", problem=f"line {line}")
            if line
            else ActivityError("table_empty", skipped=True)
        )
    return Reading(tuple(found), warnings=(f"export_cut_short:{line}",) if line else ())


def read_gear(data: bytes) -> dict[str, str]:
    """The name of the shoes by the number of each activity they were used in.

    Raises ActivityError: json_damaged, json_too_large.
    """
    worn: dict[str, str] = {}
    for export in _objects(load_json(data)):
        names = {str(gear.get("gearPk")): name for gear in _objects(export.get(GEAR)) if (name := _shoe_name(gear))}
        links = export.get("gearActivityDTOs")
        for gear, activities in links.items() if isinstance(links, Mapping) else ():
            worn |= {str(one.get("activityId")): names[gear] for one in _objects(activities) if gear in names}
    return worn


def read_health_status(data: bytes) -> list[WellnessDay]:
    """The days of a `healthStatusData` file: variability and resting heart rate of the night; 0 is not measured.

    Raises ActivityError: json_damaged, json_too_large, wellness_empty (`skipped`).
    """
    days = merge_days(day for record in records_of(load_json(data)) for day in _status(record))
    if not days:
        raise ActivityError("wellness_empty", skipped=True)
    return days


def with_gear(rows: Iterable[Row], worn: Mapping[str, str]) -> list[Row]:
    """The summaries with the shoes of `read_gear`."""
    return [replace(row, gear=worn.get(row.number or "", row.gear)) for row in rows]


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    items = value if isinstance(value, list) else [value]
    return (item for item in items if isinstance(item, Mapping))


class _Summaries:
    """The summaries in the text of a file, one at a time: a file of a thousand activities is too large as a whole."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.broken_at: int | None = None

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        decoder = json.JSONDecoder()
        for begin in _LIST.finditer(self._text):
            at = begin.end()
            while not _END.match(self._text, at):
                try:
                    value, at = decoder.raw_decode(self._text, at)
                except (ValueError, RecursionError):
                    self.broken_at = self._text.count("\n", 0, at) + 1
                    return
                if isinstance(value, Mapping):
                    yield value
                between = _COMMA.match(self._text, at)
                at = between.end() if between else at


def _row(one: Mapping[str, Any], digest: str, index: int, now: datetime | None) -> tuple[Row, bool]:
    kind = one.get("activityType")
    named = kind.get("typeKey") if isinstance(kind, Mapping) else kind
    sport, indoor = sport_of_text(str(named or one.get("sportType") or ""))
    draft = Draft(format="garmin", sport=sport, indoor=indoor)
    begin = _milliseconds(one, "startTimeGmt", "beginTimestamp")
    local = _milliseconds(one, "startTimeLocal")
    draft.start = _instant(begin)
    draft.utc_offset_s = None if begin is None or local is None else round((local - begin) / 1_000.0)
    for field, ours, factor in _SCALARS:
        value = number(one.get(field))
        if value is not None:
            draft.scalars[ours] = value * factor
    activity = build(draft, digest, index, now)
    name = one.get("activityId")
    if isinstance(name, (int, str)) and not isinstance(name, bool):
        activity = replace(activity, id=activity_id("garmin", str(name)[:_LONGEST_NAME]))
    return Row(activity, number=str(name)), str(named).casefold() in {"multi_sport", "multisport"}


def _milliseconds(one: Mapping[str, Any], *fields: str) -> float | None:
    return next((value for field in fields if (value := number(one.get(field), 0.0)) is not None), None)


def _instant(milliseconds: float | None) -> datetime | None:
    if milliseconds is None:
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1_000.0, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _within(part: Activity, whole: Activity) -> bool:
    if part.start is None or whole.start is None or whole.end is None:
        return False
    return whole.start <= part.start <= whole.end


def _shoe_name(gear: Mapping[str, Any]) -> str | None:
    if "shoe" not in str(gear.get("gearTypeName", "")).casefold():
        return None
    name = gear.get("displayName") or gear.get("customMakeModel")
    return name.strip()[:_LONGEST_NAME] or None if isinstance(name, str) else None


def _status(record: Mapping[str, Any]) -> Iterator[WellnessDay]:
    metrics = {str(one.get("type")): one.get("value") for one in _objects(record.get("metrics"))}
    return checked_day(json_day(record.get("calendarDate")), metrics.get("HR"), metrics.get("HRV"))
