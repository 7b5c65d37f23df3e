"""A row of the evidence by its id, with near matches when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from opbouw.cli.problems import Problem
from opbouw.cli.texts import text
from opbouw.core import log

Row = TypeVar("Row")
NONE_NEAR = "-"


def row_of(rows: Mapping[str, Row], id: str, table: str, lang: str) -> Row:
    """The row with this id.

    :param table: the command that lists these rows.
    :raises Problem: naming the ids nearest to it.
    """
    if id in rows:
        return rows[id]
    near = nearest(id, rows)
    raise Problem(text("no_row", lang, id=id, table=table, near=text("near", lang, near=near) if near else ""))


def nearest(id: str, known: Iterable[str]) -> str | None:
    """The ids most like this one as a decision names them, hyphens counting as underscores; None when none is near."""
    found = log.nearest(id.replace("-", "_"), list(known))
    return None if found == NONE_NEAR else found
