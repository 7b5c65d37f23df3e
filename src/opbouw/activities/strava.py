"""The activities.csv of a Strava bulk export: one row an activity, with or without the files it names."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from opbouw.activities.model import Activity, ActivityError, activity_id
from opbouw.activities.sanitize import Draft, build
from opbouw.activities.sports import sport_of_text
from opbouw.activities.xmlread import to_number

_TAG = re.compile(r"<[^>]*>")
_NUMBERED = re.compile(r"\.\d+$")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_US = re.compile(r"(?P<month>[A-Za-z]{3})[a-z]* (?P<day>\d{1,2}), (?P<year>\d{4}),? (?P<clock>.+)")
_UK = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3})[a-z]* (?P<year>\d{4}),? (?P<clock>.+)")
_SHORT = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{2}|\d{4}) (?P<clock>.+)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?")
# Where both columns of a name exist, the second is the exact one (metres, seconds with decimals).
_SCALARS = (
    ("ascent_m", "elevation gain"),
    ("descent_m", "elevation loss"),
    ("heart_rate_bpm", "average heart rate"),
    ("max_heart_rate_bpm", "max heart rate"),
    ("power_w", "average watts"),
    ("cadence_spm", "average cadence"),
)
_FILLED = (
    "distance_m",
    "seconds",
    "elapsed_s",
    "ascent_m",
    "descent_m",
    "heart_rate_bpm",
    "max_heart_rate_bpm",
    "cadence_spm",
    "power_w",
    "indoor",
    "start",
    "local_date",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the activity it describes and the file it names ("activities/123.fit.gz"), if any."""

    activity: Activity
    filename: str | None


def read_strava(data: bytes, now: datetime | None = None) -> list[Row]:
    """The rows of a Strava activities.csv, in its order. Dates are in UTC, as Strava writes them.

    Raises ActivityError: strava_other_language, table_damaged, table_empty (`skipped`).
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        table = list(csv.reader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline="")))
    except csv.Error as error:
        raise ActivityError("table_damaged", problem=str(error)) from error
    places = _places(table[0]) if table else {}
    if not {"activity id", "activity type"} <= places.keys() or not places.keys() & {"activity date", "datetime"}:
        raise ActivityError("strava_other_language")
    rows = [_row(_Cells(places, cells), digest, index, now) for index, cells in enumerate(table[1:]) if any(cells)]
    if not rows:
        raise ActivityError("table_empty", skipped=True)
    return rows


def enrich(activity: Activity, row: Row) -> Activity:
    """The activity of the file, with what only the table knows. The file wins wherever it has a value."""
    table = row.activity
    changes: dict[str, object] = {name: getattr(table, name) for name in _FILLED if getattr(activity, name) is None}
    if activity.sport == "other":
        changes["sport"] = table.sport
    return replace(activity, **changes)  # type: ignore[arg-type] # the keys are field names


def parse_date(text: str) -> datetime | None:
    """The instant of "Jul 23, 2020, 9:52:41 PM" (also day first, 24 hours, or 7/23/20), taken as UTC."""
    for pattern in (_US, _UK, _SHORT):
        found = pattern.fullmatch(text.strip().replace("\u202f", " "))
        clock = _CLOCK.fullmatch(found["clock"].strip()) if found else None
        if found and clock:
            return _instant(found, clock)
    return None


def _instant(found: re.Match[str], clock: re.Match[str]) -> datetime | None:
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month.casefold(), 0)
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].casefold() == "pm" else 0)
    try:
        return datetime(year, number, int(found["day"]), hour, int(clock[2]), int(clock[3] or 0), tzinfo=UTC)
    except ValueError:
        return None


class _Cells:
    """The cells of one row by column name; `nth` chooses between columns with the same name."""

    def __init__(self, places: dict[str, list[int]], cells: list[str]) -> None:
        self._places = places
        self._cells = cells

    def text(self, name: str, nth: int = 0) -> str:
        at = self._places.get(name, [])
        return self._cells[at[nth]].strip() if nth < len(at) and at[nth] < len(self._cells) else ""

    def number(self, name: str, nth: int = 0) -> float | None:
        value = to_number(self.text(name, nth).replace(",", ""))
        return None if math.isnan(value) else value

    def last_number(self, name: str) -> float | None:
        known = [self.number(name, nth) for nth in range(len(self._places.get(name, [])))]
        return next((value for value in reversed(known) if value is not None), None)


def _places(header: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, cell in enumerate(header):
        name = _NUMBERED.sub("", _TAG.sub("", cell).strip().casefold())
        places.setdefault(name, []).append(index)
    return places


def _row(cells: _Cells, digest: str, index: int, now: datetime | None) -> Row:
    kind = cells.text("sport type") or cells.text("activity type")
    sport, indoor = sport_of_text(kind)
    draft = Draft(format="strava", sport=sport, indoor=indoor)
    draft.start = parse_date(cells.text("activity date") or cells.text("datetime"))
    draft.scalars = {ours: cells.last_number(theirs) for ours, theirs in _SCALARS}
    elapsed = cells.last_number("elapsed time")
    draft.scalars["elapsed_s"] = elapsed
    draft.scalars["seconds"] = cells.number("moving time") or elapsed
    draft.scalars["distance_m"] = _metres(cells)
    activity = build(draft, digest, index, now)
    number = cells.text("activity id")
    if number:
        stamp = activity.start.isoformat() if activity.start else str(index)
        activity = replace(activity, id=activity_id("strava", f"{number}:{stamp}"))
    return Row(activity, cells.text("filename") or None)


def _metres(cells: _Cells) -> float | None:
    exact = cells.number("distance", 1)
    if exact is not None:
        return exact
    kilometres = cells.number("distance")
    return None if kilometres is None else kilometres * 1_000.0
