"""The few messages of a kind (sessions, laps, devices) one by one: name -> value, without what is unknown."""

from __future__ import annotations

from collections.abc import Sequence

from opbouw.activities.fit.columns import Table

Values = dict[str, float]


def rows(table: Table, names: Sequence[str], limit: int) -> list[Values]:
    """The known values of the first `limit` messages."""
    found = {name: column[:limit].tolist() for name in names if (column := table.column(name)) is not None}
    return [
        {name: values[row] for name, values in found.items() if values[row] == values[row]}
        for row in range(min(table.count, limit))
    ]


def last_row(table: Table, names: Sequence[str]) -> Values:
    """The known values of the last message; none where there is no message."""
    found = {name: float(column[-1]) for name in names if (column := table.column(name)) is not None and column.size}
    return {name: value for name, value in found.items() if value == value}
