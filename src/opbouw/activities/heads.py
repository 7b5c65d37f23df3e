"""The first row of a table: the names of its columns, or already an activity."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from opbouw.activities.cells import to_float
from opbouw.activities.dates import parse_seconds, parse_when
from opbouw.activities.guessing import SAMPLE, Rows

_MOST_FAILING = 0.2


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns and the rows below them; a table without names has empty ones, and loses no row."""

    header: tuple[str, ...]
    rows: Rows
    headed: bool = True

    @property
    def key(self) -> str:
        """What such tables are known by: the names of their columns, else what kind of cells each column has.

        Numbers of another size are another kind, so that kilometres and minutes are not taken for each other.
        """
        return header_key(self.header if self.headed else ["", *_kinds(self.rows[:SAMPLE])])

    @property
    def first_row(self) -> int:
        """The number of the first row that is no name."""
        return 2 if self.headed else 1


def table_of(rows: Rows) -> Table:
    """The rows of a file as a table."""
    if not rows or not _is_activity(rows[0], rows[1:SAMPLE]):
        return Table(tuple(rows[0]) if rows else (), rows[1:])
    return Table(("",) * max(map(len, rows[:SAMPLE])), rows, headed=False)


def header_key(header: Sequence[str]) -> str:
    """A short name for a row of column names; spaces at their ends and empty columns at its end say nothing."""
    names = [" ".join(name.split()) for name in header]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256("\n".join(names).encode(errors="replace")).hexdigest()[:32]


def column(rows: Rows, at: int) -> list[str]:
    """The cells of a column."""
    return [row[at].strip() if at < len(row) else "" for row in rows]


def mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    """Whether this holds for nearly all cells that are filled, and there are such cells."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(not holds(cell) for cell in filled) <= _MOST_FAILING * len(filled)


def is_date(cell: str) -> bool:
    """Whether a cell holds a day."""
    return parse_when(cell) is not None


def is_measure(cell: str) -> bool:
    """Whether a cell holds a number or a length of time."""
    return to_float(cell) is not None or parse_seconds(cell) is not None


def _is_activity(first: Sequence[str], rest: Rows) -> bool:
    """Whether the first row has a day and a measure, each in a column that holds such things below it as well."""

    def alike(at: int, holds: Callable[[str], bool]) -> bool:
        below = column(rest, at)
        return holds(first[at].strip()) and (mostly(below, holds) or not any(below))

    dates = [at for at in range(len(first)) if alike(at, is_date)]
    return bool(dates) and any(at not in dates and alike(at, is_measure) for at in range(len(first)))


def _kinds(rows: Rows) -> list[str]:
    """What kind of cells each column has."""
    return [_kind(column(rows, at)) for at in range(max(map(len, rows)))]


def _kind(cells: Sequence[str]) -> str:
    if mostly(cells, is_date):
        return "date"
    if mostly(cells, lambda cell: to_float(cell) is not None):
        sizes = [abs(number) for number in map(to_float, cells) if number is not None]
        return f"number of {len(str(int(median(sizes))))}"
    return "time" if mostly(cells, is_measure) else "text" if any(cells) else "nothing"
