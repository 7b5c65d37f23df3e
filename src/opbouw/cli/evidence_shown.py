"""`opbouw evidence`: any row of the evidence by its id, with the citations behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from opbouw.cli.listing import Id
from opbouw.cli.page import bullet
from opbouw.cli.tablefind import row_of
from opbouw.cli.terminal import AsJson, Lang, Language, console, print_json, spoken
from opbouw.cli.texts import text
from opbouw.core.reasons import CODES
from opbouw.core.serialize import to_plain
from opbouw.evidence import tables
from opbouw.words import sources

# Every table with rows that have an id, in the order in which an id is looked up.
NAMES = (
    "injuries",
    "exercises",
    "readiness_tests",
    "red_flags",
    "criteria",
    "pain_rules",
    "pain_models",
    "params",
    "ladders",
    "modalities",
    "regions",
    "protocols",
    "dimensions",
    "sources",
)
HIDDEN = frozenset({"source", "source_id", "norm", "stage"})
MOST_USERS = 12


def evidence(id: Id = None, lang: Language = None, as_json: AsJson = False) -> None:
    """List the tables of the evidence, or show one row: a rule, a parameter, a criterion, a warning sign, a source.

    The code of a reason works too: it shows the row that reason stands on. With --json: the row with its table and
    citations.
    """
    words, out = spoken(lang), console()
    if id is None:
        counts = {name: len(getattr(tables, name)) for name in NAMES}
        if as_json:
            print_json(counts)
            return
        out.print(text("evidence_tables", words))
        for name, count in counts.items():
            out.print(bullet(f"{name}: {text('evidence_rows', words, count=count)}"))
        return
    table, row = find(id, words)
    if as_json:
        print_json({"table": table, "row": _plain(row), "sources": cited(row)})
        return
    for part in _shown(table, id, row, words):
        out.print(part)


def find(id: str, lang: str) -> tuple[str, Any]:
    """The first table that has a row with this id, and the row.

    :raises Problem: naming the ids nearest to it.
    """
    code = CODES.get(id)
    wanted = (code.rule or code.param) if code is not None and (code.rule or code.param) else id
    homes = {key: name for name in reversed(NAMES) for key in getattr(tables, name)}
    everything = {key: getattr(tables, name)[key] for key, name in homes.items()}
    row = row_of(everything, wanted or id, "evidence", lang)
    return homes[wanted or id], row


def cited(row: Any) -> dict[str, str]:
    """The citations behind a row, by source id."""
    ids = [one for one in _plain(row).get("source_id") or () if one in tables.sources]
    return dict(zip(ids, sources(ids), strict=True))


def _plain(row: Any) -> dict[str, Any]:
    made: dict[str, Any] = to_plain(row)
    return made


def _shown(table: str, id: str, row: Any, lang: Lang) -> Iterator[RenderableType]:
    values = _plain(row)
    title = values.get(f"name_{lang}") or values.get(f"label_{lang}") or values.get(f"text_{lang}") or values["id"]
    yield Text.assemble((str(title), "bold"), (f"  ({values['id']}, {text('evidence_in', lang, table=table)})", "dim"))
    other = "_en" if lang == Lang.nl else "_nl"
    grid = Table.grid(padding=(0, 2))
    for key, value in values.items():
        if key not in HIDDEN and not key.endswith(other) and value not in (None, [], {}, ""):
            grid.add_row(Text(key, style="dim", no_wrap=True), Text(_written(value)))
    yield grid
    for source, citation in cited(row).items():
        yield bullet(Text.assemble((source, "bold"), f": {citation}"))
    if table == "sources":
        users = _users(id)
        yield Text(text("evidence_used", lang, count=len(users), ids=", ".join(users[:MOST_USERS]) or "-"))


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_written(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    return str(value)


def _users(source: str) -> list[str]:
    return [
        key
        for name in NAMES
        if name != "sources"
        for key, row in getattr(tables, name).items()
        if source in (_plain(row).get("source_id") or ())
    ]
