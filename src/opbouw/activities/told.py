"""What the runner tells about tables: which column holds what, for every table whose columns have the same names."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from opbouw.activities.archive import Archive, Budget, gunzip, unpacked
from opbouw.activities.cells import rows_of, to_float
from opbouw.activities.columns import HOURS, KM, METRES, MILES, MINUTES, SECONDS
from opbouw.activities.dates import parse_seconds, parse_when
from opbouw.activities.guessing import SAMPLE, ColumnMapping, guess, one_activity
from opbouw.activities.leaves import on_disk
from opbouw.activities.model import ActivityError

ROLES = (
    "date", "local", "clock", "sport", "distance", "seconds", "elapsed", "heart_rate", "max_heart_rate", "cadence",
    "ascent", "descent", "power", "indoor", "gear", "number",
)  # fmt: skip
DISTANCE_FACTORS = {"km": KM, "m": METRES, "mi": MILES}
TIME_FACTORS = {"s": SECONDS, "min": MINUTES, "h": HOURS}
# A table with more columns holds no list of activities that a person could correct.
MOST_COLUMNS = 120
_MOST_FAILING = 0.2


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the runner before a table is read: the own zone, and mappings by the key of a header."""

    zone: tzinfo | None = None
    mappings: Mapping[str, ColumnMapping] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Look:
    """The beginning of a table: its names of columns, its first rows, and what they seem to hold (None: no idea)."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping | None

    @property
    def key(self) -> str:
        """What this header is known by."""
        return header_key(self.header)


def header_key(header: Sequence[str]) -> str:
    """A short name for a row of column names; spaces at their ends and empty columns at its end say nothing."""
    names = [" ".join(name.split()) for name in header]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256("\n".join(names).encode(errors="replace")).hexdigest()[:32]


def look_at(data: bytes) -> Look:
    """The beginning of a table. Raises ActivityError (table_damaged, table_too_large, table_empty)."""
    found = [tuple(row) for row in itertools.islice(rows_of(data), SAMPLE + 1)]
    if len(found) < 2:
        raise ActivityError("table_empty", skipped=True)
    return Look(found[0], tuple(found[1:]), guess(found[0], found[1:]))


def key_to_correct(data: bytes) -> str | None:
    """The key of a table that can hold activities, whatever its columns are called: worth showing to the runner."""
    try:
        look = look_at(data)
    except ActivityError:
        return None
    fits = len(look.header) <= MOST_COLUMNS and (look.mapping is not None or _may_hold_activities(look))
    return look.key if fits else None


def mapping_to_dict(mapping: ColumnMapping) -> dict[str, Any]:
    """A mapping as JSON can keep it; its doubts are those of a guess, and a word of the runner has none."""
    values = {one.name: getattr(mapping, one.name) for one in fields(mapping) if one.name != "doubts"}
    return {**values, "columns": dict(mapping.columns)}


def mapping_from_dict(values: Mapping[str, Any]) -> ColumnMapping:
    """The mapping that was kept."""
    known = {one.name for one in fields(ColumnMapping)} - {"doubts"}
    kept = {name: value for name, value in values.items() if name in known}
    return ColumnMapping(**{**kept, "columns": MappingProxyType(dict(kept.get("columns", {})))})


def as_told(mapping: ColumnMapping) -> ColumnMapping:
    """A guess as the runner agreed with it."""
    return replace(mapping, doubts=())


def bytes_of(path: Path, inside: str = "", scratch: Path | None = None) -> bytes:
    """The bytes of a file of the disk, or of a member of it by its way ("inner.zip!tables/runs.csv").

    Raises ActivityError: not_found, or what stands in the way of reading it.
    """
    budget = Budget()
    if not inside:
        return _plain(on_disk(path, path.name).load(), budget)
    with Archive(path, budget) as archive:
        return _member(archive, inside, budget, scratch)


def _member(archive: Archive, way: str, budget: Budget, scratch: Path | None) -> bytes:
    """A member by its way; a name may hold the mark between archive and member itself."""
    for member in archive.members():
        if member.name == way:
            return _plain(member.read(), budget)
        if way.startswith(f"{member.name}!"):
            with unpacked(member.chunks(), scratch) as file, Archive(file, budget) as inner:
                return _member(inner, way.removeprefix(f"{member.name}!"), budget, scratch)
    raise ActivityError("not_found")


def _plain(data: bytes, budget: Budget) -> bytes:
    return gunzip(data, budget) if data[:2] == b"\x1f\x8b" else data


def _may_hold_activities(look: Look) -> bool:
    """Whether some column holds dates and another one numbers or lengths of time, row by row of an activity each."""
    columns = [[row[at].strip() if at < len(row) else "" for row in look.rows] for at in range(len(look.header))]
    dates = [at for at, cells in enumerate(columns) if _mostly(cells, lambda cell: parse_when(cell) is not None)]
    measures = [
        at
        for at, cells in enumerate(columns)
        if at not in dates
        and _mostly(cells, lambda cell: to_float(cell) is not None or parse_seconds(cell) is not None)
    ]
    return bool(dates and measures) and not any(one_activity(columns[at]) for at in dates)


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(not holds(cell) for cell in filled) <= _MOST_FAILING * len(filled)
