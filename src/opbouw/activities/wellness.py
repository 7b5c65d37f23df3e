"""Days of rest and recovery: resting heart rate, heart rate variability and sleep, from tables and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from opbouw.activities.cells import MAX_TABLE_BYTES, decode, rows_of, to_float
from opbouw.activities.dates import order_of, parse_seconds, parse_when, plain
from opbouw.activities.model import ActivityError
from opbouw.activities.sanitize import EARLIEST, number

# A value outside is a fault of the sensor or the file, so it is unknown.
RESTING_BPM = (25.0, 130.0)
HRV_MS = (3.0, 300.0)
SLEEP_S = (1_800.0, 72_000.0)
_MB = 2**20
_FEWEST_BYTES_A_BRACKET = 12


@dataclass(frozen=True, slots=True)
class WellnessDay:
    """What is known of one day of the runner: beats a minute at rest, heart rate variability in milliseconds of the
    night before (`hrv_kind` rmssd or sdnn, which cannot be compared), seconds asleep in the night that ended on it."""

    day: date
    resting_heart_rate_bpm: float | None = None
    hrv_ms: float | None = None
    hrv_kind: str | None = None
    sleep_s: float | None = None


# Names of columns and of JSON fields, small letters and digits only; in each line the best first.
_DAY = ("calendardate", "date", "datum", "day", "dag", "tag", "sleepdate", "summarydate", "localdate")
_RESTING = (
    "restingheartrate", "currentdayrestingheartrate", "restinghr", "rhr", "rhrvalue", "restinghrbpm", "restingpulse",
    "restingheartratebpm", "rusthartslag", "rustpols", "hartslaginrust", "ruhepuls", "ruheherzfrequenz", "ruhehf",
)  # fmt: skip
_RMSSD = (
    "hrvlastnightavg", "lastnightavg", "avgovernighthrv", "hrvlastnight", "overnighthrv", "hrvrmssd", "rmssd",
    "hrvrmssdms", "rmssdms", "averagehrv", "avghrv", "hrv", "hrvms", "heartratevariability", "hartslagvariabiliteit",
    "herzfrequenzvariabilitat", "hrvvalue",
)  # fmt: skip
_SDNN = ("sdnn", "hrvsdnn", "sdnnms", "hrvsdnnms")
_SLEEP = (
    "sleeptotalseconds", "sleeptimeseconds", "totalsleepseconds", "sleepseconds", "sleepsecs", "sleepduration",
    "totalsleepduration", "totalsleep", "totalsleeptime", "asleep", "timeasleep", "minutesasleep", "sleepminutes",
    "sleepmin", "sleephours", "sleeph", "sleephrs", "hoursslept", "hoursofsleep", "sleep", "slaap", "slaapduur",
    "slaapuren", "urenslaap", "slaaptijd", "schlaf", "schlafdauer", "schlafstunden",
)  # fmt: skip
_STAGES = ("deepsleepseconds", "lightsleepseconds", "remsleepseconds")
_UNITS = (
    ("seconds", 1.0), ("secs", 1.0), ("sec", 1.0), ("minuten", 60.0), ("minutes", 60.0), ("mins", 60.0),
    ("min", 60.0), ("hours", 3_600.0), ("hrs", 3_600.0), ("uren", 3_600.0), ("uur", 3_600.0), ("stunden", 3_600.0),
    ("std", 3_600.0),
)  # fmt: skip
_MEASURES = (*_RESTING, *_RMSSD, *_SDNN, *_SLEEP, *_STAGES)
_SUFFIXES = frozenset({"", "h", "s", "ms", "bpm", "beatsmin", *(unit for unit, _ in _UNITS)})
# Without a unit in the name a median below the first is hours, below the second minutes.
_HOURS_BELOW, _MINUTES_BELOW = 24.0, 1_440.0


def name_key(name: str) -> str:
    """A column or field name as small letters and digits only: "Resting heart-rate (bpm)" -> restingheartratebpm."""
    return re.sub(r"[^a-z0-9]", "", plain(name))


def wellness_header(header: Sequence[str]) -> bool:
    """Whether a table with this header holds days of wellness."""
    keys = [name_key(cell) for cell in header]
    return _place(keys, _DAY) is not None and _place(keys, _MEASURES) is not None


def read_wellness(data: bytes) -> list[WellnessDay]:
    """The days in a CSV or JSON file that have at least one value, in order, each once.

    Raises ActivityError: wellness_empty (`skipped`), table_damaged, table_too_large, json_damaged.
    """
    text = decode(data[:64]).lstrip("\ufeff \t\r\n")
    found = _from_json(load_json(data)) if text[:1] in "[{" and text else _from_table(rows_of(data))
    days = merge_days(found)
    if not days:
        raise ActivityError("wellness_empty", skipped=True)
    return days


def merge_days(days: Iterable[WellnessDay]) -> list[WellnessDay]:
    """The days in order, each once: of several the first that knows a value gives it."""
    merged: dict[date, WellnessDay] = {}
    for one in days:
        if one.resting_heart_rate_bpm is None and one.hrv_ms is None and one.sleep_s is None:
            continue
        before = merged.get(one.day)
        merged[one.day] = one if before is None else _joined(before, one)
    return [merged[day] for day in sorted(merged)]


def checked_day(
    day: date | None,
    resting: object = None,
    hrv: object = None,
    hrv_kind: str = "rmssd",
    sleep_s: object = None,
) -> Iterator[WellnessDay]:
    """The day with every possible value, or nothing where the day itself is unknown or impossible."""
    if day is None or day < EARLIEST.date() or day.year > 2_200:
        return
    variability = number(hrv, *HRV_MS)
    yield WellnessDay(
        day, number(resting, *RESTING_BPM), variability, hrv_kind if variability else None, number(sleep_s, *SLEEP_S)
    )


def load_json(data: bytes) -> Any:
    """The value of a JSON file. Raises ActivityError: table_too_large, json_damaged."""
    brackets = data.count(b"[") + data.count(b"{")
    if len(data) > MAX_TABLE_BYTES:
        raise ActivityError("json_too_large", limit_mb=MAX_TABLE_BYTES // _MB)
    if brackets > 1_000 and brackets * _FEWEST_BYTES_A_BRACKET > len(data):
        raise ActivityError("json_damaged", problem="nothing but brackets")
    try:
        return json.loads(decode(data).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "too deep or too long"
        raise ActivityError("json_damaged", problem=where) from error


def records_of(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON export: a list of them, or the lists of them inside one object."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                yield item
    elif isinstance(value, Mapping):
        nested = [item for item in value.values() if isinstance(item, Mapping) and "calendarDate" in item]
        if nested:
            yield from nested
            return
        lists = [item for item in value.values() if isinstance(item, list)]
        if not lists:
            yield value
        for item in lists:
            yield from records_of(item)


def json_day(value: object) -> date | None:
    """The day in a JSON field: "2024-05-03", "2024-05-03T00:00:00.0", {"date": ...}, or milliseconds since 1970."""
    if isinstance(value, Mapping):
        value = value.get("date")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    when = parse_when(str(int(value)) if isinstance(value, float) and value == value // 1 else str(value)[:10])
    if when is None and isinstance(value, str):
        when = parse_when(value, day_first=False)
    return None if when is None else when.day


def _joined(first: WellnessDay, second: WellnessDay) -> WellnessDay:
    known = {item.name: getattr(first, item.name) for item in fields(first)}
    if known["hrv_ms"] is None:
        known |= {"hrv_ms": second.hrv_ms, "hrv_kind": second.hrv_kind}
    for name in ("resting_heart_rate_bpm", "sleep_s"):
        known[name] = getattr(second, name) if known[name] is None else known[name]
    return WellnessDay(**known)


def _from_json(value: Any) -> Iterator[WellnessDay]:
    for record in records_of(value):
        flat = {name_key(name): item for name, item in record.items()}
        day = json_day(_first(flat, _DAY))
        sdnn = _first(flat, _SDNN)
        hrv = _first(flat, _RMSSD) if sdnn is None else sdnn
        yield from checked_day(day, _first(flat, _RESTING), hrv, "rmssd" if sdnn is None else "sdnn", _json_sleep(flat))


def _json_sleep(flat: Mapping[str, Any]) -> float | None:
    stages = [number(flat.get(stage), 0.0) for stage in _STAGES]
    known = [stage for stage in stages if stage is not None]
    if known:
        return sum(known)
    name = next((name for name in _SLEEP if name in flat), None)
    value = number(flat.get(name)) if name else None
    return None if name is None or value is None else value * _unit(name, [value])


def _from_table(table: Iterator[list[str]]) -> Iterator[WellnessDay]:
    header = [name_key(cell) for cell in next(table, [])]
    rows = list(table)
    at = {role: _place(header, names) for role, names in _ROLES.items()}
    if at["day"] is None:
        return
    texts = [_cell(row, at["day"]) for row in rows]
    day_first = next((order for text in texts if (order := order_of(text)) is not None), True)
    unit = _sleep_unit(header, rows, at["sleep"])
    for row, text in zip(rows, texts, strict=True):
        when = parse_when(text, day_first=day_first)
        sdnn = to_float(_cell(row, at["sdnn"]))
        yield from checked_day(
            when.day if when else None,
            to_float(_cell(row, at["resting"])),
            to_float(_cell(row, at["rmssd"])) if sdnn is None else sdnn,
            "rmssd" if sdnn is None else "sdnn",
            _sleep(_cell(row, at["sleep"]), unit) if at["sleep"] is not None else _stages(row, header),
        )


_ROLES = {"day": _DAY, "resting": _RESTING, "rmssd": _RMSSD, "sdnn": _SDNN, "sleep": _SLEEP}


def _place(header: Sequence[str], names: Sequence[str]) -> int | None:
    """The column with the first of these names, with or without a unit behind it."""
    suffixed = ((name, at, key) for name in names for at, key in enumerate(header) if key.startswith(name))
    return next((at for name, at, key in suffixed if key[len(name) :] in _SUFFIXES), None)


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _sleep(text: str, unit: float) -> float | None:
    value = to_float(text)
    return parse_seconds(text, hours_first=True) if value is None else value * unit


def _stages(row: Sequence[str], header: Sequence[str]) -> float | None:
    known = [value for stage in _STAGES if (value := to_float(_cell(row, _place(header, (stage,))))) is not None]
    return sum(known) if known else None


def _sleep_unit(header: Sequence[str], rows: Sequence[Sequence[str]], at: int | None) -> float:
    if at is None:
        return 1.0
    values = sorted(value for row in rows if (value := to_float(_cell(row, at))) is not None)
    return _unit(header[at], values)


def _unit(name: str, values: Sequence[float]) -> float:
    stated = next((seconds for unit, seconds in _UNITS if unit in name), 3_600.0 if name.endswith("h") else None)
    if stated is not None:
        return stated
    middle = values[len(values) // 2] if values else 0.0
    return 3_600.0 if middle < _HOURS_BELOW else 60.0 if middle < _MINUTES_BELOW else 1.0


def _first(flat: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((flat[name] for name in names if flat.get(name) is not None), None)
