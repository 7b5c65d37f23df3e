"""A row of the evidence by its id, with near matches when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import TypeVar

from opbouw.cli.problems import Problem
from opbouw.cli.texts import text

Row = TypeVar("Row")
LIKE = 0.6
MOST_NEAR = 3


def row_of(rows: Mapping[str, Row], id: str, table: str, lang: str) -> Row:
    """The row with this id.

    :param table: the command that lists these rows.
    :raises Problem: naming the ids nearest to it.
    """
    if id in rows:
        return rows[id]
    near = nearest(id, rows)
    closest = text("near", lang, near=", ".join(near)) if near else ""
    raise Problem(text("no_row", lang, id=id, table=table, near=closest))


def nearest(id: str, known: Iterable[str]) -> list[str]:
    """The ids most like this one, the closest first; a part of an id (``achilles``) counts as the whole of it."""
    wanted = id.lower().replace("-", "_")
    alike = {key: max(_alike(wanted, one) for one in (key, *key.split("_"))) for key in known}
    return sorted((key for key, value in alike.items() if value >= LIKE), key=lambda key: -alike[key])[:MOST_NEAR]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
