"""The evidence register in words: every number with its unit, where it is used, its sources and how sure it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from opbouw.core.transitions import GATES
from opbouw.evidence import tables
from opbouw.words.looking import Wanted, folded, wanted
from opbouw.words.names import grade, name, sources
from opbouw.words.register import Row, contested, register
from opbouw.words.uses import READING, Use, hazards, used

MANY = 5  # so many times the same number is written once
OF_INJURY = frozenset({"default_ladders", "recovery_fallbacks"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, or several of one column, as it is written; a rule in plain notation stands in English only."""

    column: str
    label: str
    value: str
    unit: str
    english: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a row is used."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register in one language; ``note`` stands in English as its table has it."""

    ref: str
    table: str
    id: str
    title: str
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    citations: tuple[tuple[str, str], ...]
    grade: str
    grade_word: str
    confidence: str
    derived: bool
    contested: tuple[str, ...]
    note: str
    reading: bool
    searched: str


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    raw = resources.files("opbouw.words").joinpath("evidence.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(raw))


def word(kind: str, id: str, lang: str) -> str:
    """What ``evidence.toml`` calls an id; KeyError for one it does not have."""
    return _texts()[kind][id][lang]


def page_words(lang: str) -> Mapping[str, str]:
    """The words of the pages of the register."""
    return MappingProxyType({key: both[lang] for key, both in _texts()["page"].items()})


def table_name(table: str, lang: str) -> str:
    """What a table of the register is called."""
    return word("table", table, lang)


@cache
def entries(lang: str) -> tuple[Entry, ...]:
    """The whole register in one language.

    :raises KeyError: for a number without a unit in words, or a source that no table has.
    """
    return tuple(entry(row, lang) for row in register())


def entry(row: Row, lang: str) -> Entry:
    """One row in one language."""
    title, citations = title_of(row, lang), cited(row.source_ids)
    places = tuple(_place(one, lang) for one in used(row))
    figures = tuple(
        Figure(
            column=one.column,
            label=_label(one.column, lang),
            value=written(one.value, lang),
            unit=word("unit", one.unit, lang),
            english=one.unit == "rule",
        )
        for one in row.numbers
    )
    words = [row.ref, title, *(place.text for place in places), *(part for citation in citations for part in citation)]
    words += [f"{figure.column} {figure.label} {figure.value} {figure.unit}" for figure in figures]
    return Entry(
        ref=row.ref,
        table=row.table,
        id=row.id,
        title=title,
        figures=figures,
        places=places,
        citations=citations,
        grade=row.grade,
        grade_word=grade(row.grade, lang),
        confidence=word("confidence", row.confidence, lang),
        derived=row.derived,
        contested=tuple(str(getattr(contested()[one], lang)) for one in row.contested),
        note=row.note,
        reading=row.table in READING,
        searched=folded(" ".join(words)),
    )


def cited(ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Source ids with their citations, each once."""
    found = list(dict.fromkeys(ids))
    return tuple(zip(found, sources(found), strict=True))


def _label(column: str, lang: str) -> str:
    if column.startswith("value."):
        part = column.removeprefix("value.")
        return name("test", part, lang) if part in tables.readiness_tests else word("part", part, lang)
    return _texts()["column"].get(column, {}).get(lang) or column.replace("_", " ")


def title_of(row: Row, lang: str) -> str:
    """What a row is called: by its table, by the words here, or by what it belongs to."""
    if row.ref in _texts()["row"]:
        return word("row", row.ref, lang)
    if row.table in OF_INJURY:
        return name("injury_name", row.id, lang)
    if row.table == "modality_matrix":
        injury, modality = row.id.split(".")
        return f"{name('injury_name', injury, lang)}: {name('modality', modality, lang)}"
    if row.titles:
        return row.titles[lang]
    if row.id == row.table:
        return table_name(row.table, lang)
    return f"{table_name(row.table, lang)}: {row.id}"


def written(value: Any, lang: str) -> str:
    """A number with all its decimals, a list of them, or a rule in plain notation."""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        if len(value) >= MANY and len(set(value)) == 1:
            return f"{written(value[0], lang)} ({len(value)}×)"
        between = " | " if any(isinstance(one, Sequence) for one in value) else " · "
        return between.join(written(one, lang) for one in value)
    shown = f"{value:g}" if abs(value) < 1_000_000 and isinstance(value, float) else str(value)
    return shown.replace(".", ",") if lang == "nl" else shown


def _place(use: Use, lang: str) -> Place:
    return Place(use.kind, use.id, f"{word('use', use.kind, lang)}: {_place_name(use, lang)}")


def _place_name(use: Use, lang: str) -> str:
    if use.kind == "step":
        return word("step", use.id, lang)
    if use.kind == "hazard":
        return str(getattr(hazards()[use.id], lang)).rstrip(".")
    if use.kind == "gate":
        start, to = GATES[use.id]
        return f"{name('phase', start, lang)} – {name('phase', to, lang)}"
    names = {"injury": "injury_name", "test": "test", "ladder": "ladder", "exercise": "exercise"}
    return name(names[use.kind], use.id, lang) if use.kind in names else use.id


@cache
def _searched(lang: str) -> tuple[str, ...]:
    return tuple(one.searched for one in entries(lang))


def asked_for(words: str, lang: str) -> Wanted:
    """What was typed, with what a slip of the finger is taken for."""
    return wanted(words, _searched(lang))


def found(lang: str, *, words: str = "", table: str = "", grade: str = "", argued: bool = False) -> tuple[Entry, ...]:
    """Rows that have every word somewhere (id, title, unit, use or citation), of one table and grade.

    :param words: what was typed; capitals and accents do not count, and a word that stands nowhere is its nearest.
    :param argued: only what the literature argues about.
    """
    looked_for = asked_for(words, lang)
    return tuple(
        one
        for one in entries(lang)
        if (not table or one.table == table)
        and (not grade or one.grade == grade)
        and (one.contested or not argued)
        and looked_for.stands_in(one.searched)
    )
