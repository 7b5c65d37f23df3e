"""Any table of activities: a guess of what its columns hold, which the runner can correct, and the reading of it.

Nothing is taken for granted that changes what the runner did: a distance that can be kilometres or miles, a date that
can be the second of March or the third of February, is a doubt, and a table with a doubt is not imported unasked.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo

from opbouw.activities.cells import rows_of, to_float
from opbouw.activities.dates import When, parse_clock, parse_seconds, parse_when
from opbouw.activities.guessing import SAMPLE, ColumnMapping, guess
from opbouw.activities.heads import table_of
from opbouw.activities.model import Activity, ActivityError, activity_id
from opbouw.activities.sanitize import Draft, build, sane_instant
from opbouw.activities.sports import sport_of_text
from opbouw.activities.summaries import Reading, Row, shoes_of
from opbouw.activities.told import Told

__all__ = ["ColumnMapping", "RowProblem", "TableReading", "guess", "read", "read_table"]

UNTOLD = Told()
# Faster than this over a whole activity moves nobody, in any sport of ours (metres a second: 144 km/h).
_FASTEST = 40.0
_YES = frozenset({"true", "yes", "ja", "1", "1.0", "x", "y", "j", "indoor", "binnen", "wahr"})
_MEASURES = (
    ("ascent", "ascent_m"),
    ("descent", "descent_m"),
    ("heart_rate", "heart_rate_bpm"),
    ("max_heart_rate", "max_heart_rate_bpm"),
    ("cadence", "cadence_spm"),
    ("power", "power_w"),
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that gave no activity: its number in the table (a header is 1) and `row_date` or `row_measure`."""

    row: int
    code: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """The activities of a table, in its order, and the rows that gave none."""

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]


def read_table(data: bytes, zone: tzinfo | None = None, mapping: ColumnMapping | None = None) -> Reading:
    """The activities of a table, by `mapping` or else by a guess that leaves no doubt.

    `zone` is the runner's own, for times without one. Raises ActivityError: unknown_table, told_nothing, table_unsure,
    table_empty (all `skipped`), table_damaged, table_too_large.
    """
    return read_as_told(data, Told(zone), mapping)


def read_as_told(data: bytes, told: Told, mapping: ColumnMapping | None = None) -> Reading:
    """The same, also by what the runner told of tables with these columns."""
    table = table_of(list(rows_of(data)))
    if not table.rows:
        raise ActivityError("table_empty", skipped=True)
    mapping = mapping or told.of(table)
    guessed = guess(table.header, table.rows[:SAMPLE])
    if mapping is None and guessed is None:
        raise ActivityError("unknown_table", skipped=True)
    if mapping is None and guessed is not None and guessed.doubts:
        complete = {"distance", "seconds"} <= guessed.columns.keys()
        raise ActivityError("table_unsure", skipped=True, warnings=guessed.doubts, complete=complete)
    by_hand, guessed = mapping is not None, guessed or ColumnMapping()
    digest = hashlib.sha256(data).hexdigest()
    reading = read(table.rows, mapping or guessed, digest, told.zone, named_by=guessed, first_row=table.first_row)
    if not reading.rows:
        raise ActivityError("told_nothing" if by_hand else "unknown_table", skipped=True)
    warnings = (f"rows_left_out:{len(reading.problems)}",) if reading.problems else ()
    return Reading(reading.rows, shoes=shoes_of(reading.rows), warnings=warnings)


def read(
    rows: Sequence[Sequence[str]],
    mapping: ColumnMapping,
    file_hash: str = "",
    zone: tzinfo | None = None,
    now: datetime | None = None,
    named_by: ColumnMapping | None = None,
    first_row: int = 2,
) -> TableReading:
    """The activities of the rows below a header, by this mapping. Never raises: a row that gives none is a problem.

    `named_by` gives a row the id it has by another mapping, so that a correction changes activities and makes no new
    ones; a row that this one cannot read has the id of its text.
    """
    found: list[Row] = []
    problems: list[RowProblem] = []
    seen: Counter[str] = Counter()
    for number, cells in enumerate(rows, start=first_row):
        one = _Cells(cells, mapping)
        when = one.when()
        if when is None:
            problems.append(RowProblem(number, "row_date"))
            continue
        activity = _activity(one, when, file_hash, zone, now)
        if activity.seconds is None and activity.distance_m is None:
            problems.append(RowProblem(number, "row_measure"))
            continue
        same = _same(one, when, activity) if named_by is None or named_by == mapping else _same_by(named_by, cells, now)
        seen[same] += 1
        lasting = activity_id("table", f"{same}|{seen[same]}")
        found.append(Row(replace(activity, id=lasting), gear=one.text("gear") or None))
    return TableReading(tuple(found), tuple(problems))


class _Cells:
    """The cells of one row by what they hold."""

    def __init__(self, cells: Sequence[str], mapping: ColumnMapping) -> None:
        self._cells = cells
        self.mapping = mapping

    def text(self, role: str) -> str:
        at = self.mapping.columns.get(role)
        return self._cells[at].strip() if at is not None and at < len(self._cells) else ""

    def number(self, role: str) -> float | None:
        return to_float(self.text(role), comma=self.mapping.comma)

    def when(self) -> When | None:
        when = parse_when(self.text("date"), day_first=self.mapping.day_first)
        if when is None or when.clock is not None:
            return when
        return replace(when, clock=parse_clock(self.text("clock")))

    def local(self) -> When | None:
        return parse_when(self.text("local"), day_first=self.mapping.day_first)

    def length(self, role: str, factor: float) -> float | None:
        value = self.number(role)
        if value is not None:
            return value * factor
        return parse_seconds(self.text(role), hours_first=self.mapping.hours_first)


def _activity(cells: _Cells, when: When, digest: str, zone: tzinfo | None, now: datetime | None) -> Activity:
    mapping = cells.mapping
    sport, indoor = sport_of_text(cells.text("sport") or mapping.sport)
    if cells.text("indoor").casefold() in _YES:
        sport, indoor = ("treadmill" if sport == "run" else sport), True
    draft = Draft(format="table", sport=sport, indoor=indoor)
    draft.start, draft.utc_offset_s = _start(cells, when, zone)
    draft.scalars = {ours: cells.number(role) for role, ours in _MEASURES}
    draft.scalars["elapsed_s"] = cells.length("elapsed", mapping.elapsed_factor)
    seconds = draft.scalars["seconds"] = cells.length("seconds", mapping.seconds_factor) or draft.scalars["elapsed_s"]
    draft.scalars["distance_m"] = _metres(cells.number("distance"), mapping.distance_factor, seconds)
    activity = build(draft, digest, now=now)
    return activity if activity.start is not None else replace(activity, local_date=_possible(when.day, now))


def _metres(distance: float | None, factor: float, seconds: float | None) -> float | None:
    """The metres of a row. Garmin writes what was swum or run on a track in metres among rows in kilometres or miles:
    a row that would be faster than anybody in those is in metres."""
    if distance is None or not seconds or distance * factor <= _FASTEST * seconds:
        return None if distance is None else distance * factor
    return distance


def _start(cells: _Cells, when: When, zone: tzinfo | None) -> tuple[datetime | None, int | None]:
    """The instant and the offset from UTC. A time without a zone is the runner's own; where that zone is not known
    either, the instant is unknown and only the day is kept."""
    if when.clock is None:
        return None, None
    local = cells.local()
    if local is not None and local.clock is not None:
        shift = datetime.combine(local.day, local.clock) - datetime.combine(when.day, when.clock)
        if when.zone is not None or shift:
            return when.instant(None), round(shift.total_seconds())
    if when.zone is None and cells.mapping.utc:
        return when.instant(None), None
    own = when.zone or zone
    start = when.instant(own)
    if own is None or start is None:
        return None, None
    shift_s = start.astimezone(own).utcoffset()
    stated = 0 if shift_s is None else int(shift_s.total_seconds())
    # "Z" tells the instant and nothing of where the runner was.
    return start, None if when.zone is not None and stated == 0 else stated


def _same(cells: _Cells, when: When, activity: Activity) -> str:
    """What stays the same of a row when the table grows: its number, or else its content."""
    number = cells.text("number")
    clock = when.clock or time()
    parts = (number,) if number else (activity.sport, activity.distance_m, activity.seconds)
    return "|".join(str(part) for part in (when.day, clock, *parts))


def _same_by(mapping: ColumnMapping, cells: Sequence[str], now: datetime | None) -> str:
    """The same as another mapping says it, else the row as it is written."""
    one = _Cells(cells, mapping)
    when = one.when()
    return "|".join(cells) if when is None else _same(one, when, _activity(one, when, "", None, now))


def _possible(day: date, now: datetime | None) -> date | None:
    return day if sane_instant(datetime.combine(day, time(), UTC), now) else None
