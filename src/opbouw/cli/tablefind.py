"""A row of the evidence by its id, with near matches when there is none."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from opbouw.cli.problems import Problem
from opbouw.cli.texts import text

Row = TypeVar("Row")


def row_of(rows: Mapping[str, Row], id: str, table: str, lang: str) -> Row:
    """The row with this id.

    :param table: the command that lists these rows.
    :raises Problem: naming the ids nearest to it.
    """
    if id in rows:
        return rows[id]
    near = get_close_matches(id.lower(), list(rows), n=3, cutoff=0.4)
    closest = text("near", lang, near=", ".join(near)) if near else ""
    raise Problem(text("no_row", lang, id=id, table=table, near=closest))
