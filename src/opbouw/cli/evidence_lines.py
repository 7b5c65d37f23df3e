"""Lines of the evidence in the terminal: a row with its numbers, how sure they are, where they are used, citations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from opbouw.cli.page import bullet
from opbouw.cli.terminal import Lang
from opbouw.cli.texts import text
from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.core.serialize import to_plain
from opbouw.evidence import tables
from opbouw.words import evidence as register
from opbouw.words import sources
from opbouw.words.hard_limits import hard_limits, limit_name
from opbouw.words.register import by_ref
from opbouw.words.uses import hazards

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
HIDDEN = frozenset({"source", "source_id", "norm", "stage", "id", "evidence_level", "confidence", "zones", "recovery"})
MOST_USERS = 12


def everything() -> dict[str, Mapping[str, Any]]:
    """Rows by id of every table, then the hard limits and the hazards."""
    own: dict[str, Mapping[str, Any]] = {"hard_limits": HARD_LIMITS, "hazards": hazards()}
    return {name: getattr(tables, name) for name in NAMES} | own


def cited(row: Any) -> dict[str, str]:
    """The citations behind a row, by source id."""
    ids = [one for one in plain(row).get("source_id") or () if one in tables.sources]
    return dict(zip(ids, sources(ids), strict=True))


def plain(row: Any) -> dict[str, Any]:
    """A row as plain values."""
    made: dict[str, Any] = to_plain(row)
    return made


def _entry(table: str, row: Any, lang: str) -> register.Entry | None:
    known = by_ref().get(f"{table}:{plain(row)['id']}")
    return None if known is None else register.entry(known, lang)


def register_of(table: str, row: Any) -> dict[str, Any] | None:
    """What the register says about a row; None for one without numbers."""
    entry = _entry(table, row, "en")
    return None if entry is None else {key: value for key, value in plain(entry).items() if key != "searched"}


def title(table: str, row: Any, lang: Lang) -> str:
    """What a row is called."""
    if table == "hard_limits":
        return limit_name(row.id, lang)
    if table == "hazards":
        return str(getattr(row, lang))
    entry = _entry(table, row, lang)
    values = plain(row)
    named = values.get(f"name_{lang}") or values.get(f"question_{lang}") or values.get("citation") or values["id"]
    return entry.title if entry is not None else str(named)


def shown(table: str, row: Any, lang: Lang) -> Iterator[RenderableType]:
    """Everything about a row, line by line."""
    where = text("evidence_in", lang, table=table)
    yield Text.assemble((title(table, row, lang), "bold"), (f"  ({plain(row)['id']}, {where})", "dim"))
    if table == "hazards":
        yield from _hazard(row, lang)
        return
    if table == "hard_limits":
        yield from _limit(row.id, lang)
        return
    entry = _entry(table, row, lang)
    yield _grid(plain(row), entry, "_en" if lang == Lang.nl else "_nl")
    if entry is not None:
        yield from _said(entry, lang)
    for source, citation in cited(row).items():
        yield bullet(Text.assemble((source, "bold"), f": {citation}"))
    if table == "sources":
        users = _users(row.id)
        yield Text(text("evidence_used", lang, count=len(users), ids=", ".join(users[:MOST_USERS]) or "-"))


def _grid(values: Mapping[str, Any], entry: register.Entry | None, other: str) -> Table:
    """The numbers of a row with their units, then its other columns."""
    grid = Table.grid(padding=(0, 2))
    figures = () if entry is None else entry.figures
    for one in figures:
        grid.add_row(Text(one.label, style="dim"), Text(f"{one.value} {one.unit}".rstrip()))
    numbers = {one.column.split(".")[0] for one in figures} | HIDDEN
    for key, value in values.items():
        if key not in numbers and not key.endswith(other) and value not in (None, [], {}, ""):
            grid.add_row(Text(key, style="dim", no_wrap=True), Text(_written(value)))
    return grid


def _said(entry: register.Entry, lang: Lang) -> Iterator[RenderableType]:
    """How sure the numbers are, what is argued about, and where they are used."""
    yield Text(text("evidence_sure", lang, grade=entry.grade_word, confidence=entry.confidence))
    if entry.derived:
        yield Text(text("evidence_estimate", lang))
    yield from (Text(f"{text('evidence_argued', lang)} {one}") for one in entry.contested)
    places = list(dict.fromkeys(one.text for one in entry.places))
    yield Text(text("evidence_places", lang, count=len(places), places="; ".join(places[:MOST_USERS]) or "-"))


def _limit(id: str, lang: Lang) -> Iterator[RenderableType]:
    one = next(limit for limit in hard_limits(lang) if limit.id == id)
    yield Text(text("evidence_bears_on", lang, what=", ".join(one.bears_on), rows=", ".join(one.rows) or one.engine))
    yield Text(text("evidence_grade", lang, grade=one.grade_word))
    yield from (bullet(Text.assemble((hazard, "bold"), f": {said}")) for hazard, said in one.hazards)
    yield from (bullet(Text.assemble((source, "bold"), f": {citation}")) for source, citation in one.citations)


def _hazard(row: Any, lang: Lang) -> Iterator[RenderableType]:
    yield from (bullet(Text.assemble((one, "bold"), f": {limit_name(one, lang)}")) for one in row.limits)
    yield Text(text("evidence_stopped", lang, rules=", ".join(row.rules), codes=", ".join(row.codes) or "-"))


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
        if source in (plain(row).get("source_id") or ())
    ]
