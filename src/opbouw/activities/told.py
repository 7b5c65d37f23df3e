"""What the runner tells about tables: which column holds what, for every table whose columns have the same names."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from opbouw.activities.archive import GZIP, Archive, Budget, ungzipped, unpacked
from opbouw.activities.cells import rows_of
from opbouw.activities.guessing import SAMPLE, ColumnMapping, guess, one_activity
from opbouw.activities.heads import Table, column, is_date, is_measure, mostly, table_of
from opbouw.activities.leaves import Leaf, from_member, on_disk
from opbouw.activities.model import ActivityError

ByNames = Callable[[Sequence[str]], ColumnMapping | None]
# A table with more columns holds no list of activities that a person could correct.
MOST_COLUMNS = 120


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the runner before a table is read: the own zone, and mappings by the key of a header.

    `by_names` gives a mapping by the names of the columns, where none is known by their key.
    """

    zone: tzinfo | None = None
    mappings: Mapping[str, ColumnMapping] = field(default_factory=lambda: MappingProxyType({}))
    by_names: ByNames | None = None

    def of(self, table: Table) -> ColumnMapping | None:
        """What was told of such a table, if anything."""
        known = self.mappings.get(table.key)
        return self.by_names(table.header) if known is None and self.by_names is not None else known


@dataclass(frozen=True, slots=True)
class Look:
    """The beginning of a table: its names of columns, its first rows, and what they seem to hold (None: no idea).

    Where the first row is already an activity, the names are empty and it is `headed` no more.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping | None
    key: str
    headed: bool


def look_at(data: bytes) -> Look:
    """The beginning of a table. Raises ActivityError (table_damaged, table_too_large, table_empty)."""
    table = table_of([tuple(row) for row in itertools.islice(rows_of(data), SAMPLE + 1)])
    if not table.rows:
        raise ActivityError("table_empty", skipped=True)
    rows = tuple(tuple(row) for row in table.rows)
    return Look(table.header, rows, guess(table.header, rows), table.key, table.headed)


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
    return _at(on_disk(path, path.name), inside, Budget(), scratch)


def _at(leaf: Leaf, way: str, budget: Budget, scratch: Path | None) -> bytes:
    """The bytes of a file, or of what lies in it by its way; a name may hold the mark between archive and member."""
    if not way:
        return ungzipped(leaf.load(), budget)
    with _opened(leaf, budget, scratch) as archive:
        for member in sorted(archive.members(), key=lambda one: -len(one.name)):
            if way == member.name or way.startswith(f"{member.name}!"):
                return _at(from_member("", member), way[len(member.name) + 1 :], budget, scratch)
    raise ActivityError("not_found")


@contextmanager
def _opened(leaf: Leaf, budget: Budget, scratch: Path | None) -> Iterator[Archive]:
    """A zip file wherever it lies, also in a gzip file."""
    if leaf.head(len(GZIP)) == GZIP:
        with Archive(ungzipped(leaf.load(), budget), budget) as archive:
            yield archive
    elif leaf.path is not None:
        with Archive(leaf.path, budget) as archive:
            yield archive
    else:
        with unpacked(leaf.chunks(), scratch) as file, Archive(file, budget) as archive:
            yield archive


def _may_hold_activities(look: Look) -> bool:
    """Whether some column holds dates and another one numbers or lengths of time, row by row of an activity each."""
    columns = [column(look.rows, at) for at in range(len(look.header))]
    dates = [at for at, cells in enumerate(columns) if mostly(cells, is_date)]
    measures = [at for at, cells in enumerate(columns) if at not in dates and mostly(cells, is_measure)]
    return bool(dates and measures) and not any(one_activity(columns[at]) for at in dates)
