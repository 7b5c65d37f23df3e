"""Every number of the tables with its unit, its sources and how sure it is: the evidence register.

Which columns hold numbers, and in which unit, stands in ``register.toml``. Values are read from the tables and written
nowhere else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from opbouw.evidence.tables import plain_rows

OWN = "own"
DERIVED = "derived"  # worked out in this project: no publication states the number


class UnsourcedNumber(ValueError):
    """A number without a unit, or a row without a source that resolves: named with its table, row and column."""


@dataclass(frozen=True, slots=True)
class Number:
    """One column of a row: a number, or as many as the row has, in one unit."""

    column: str
    value: Any
    unit: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that carries numbers; ``titles`` by language where the table names its rows."""

    table: str
    id: str
    titles: Mapping[str, str]
    numbers: tuple[Number, ...]
    source_ids: tuple[str, ...]
    grade: str
    confidence: str
    derived: bool
    contested: tuple[str, ...]
    note: str
    basis: str

    @property
    def ref(self) -> str:
        """The row as one word: its table and its id."""
        return f"{self.table}:{self.id}"


@dataclass(frozen=True, slots=True)
class Contested:
    """Something the literature argues about."""

    id: str
    en: str
    nl: str
    rows: tuple[str, ...]


@cache
def _shape() -> Mapping[str, Any]:
    text = resources.files("opbouw.words").joinpath("register.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def table_ids() -> tuple[str, ...]:
    """The tables of the register in the order in which they are shown."""
    return tuple(one["id"] for one in _shape()["table"])


def table_shapes() -> tuple[Mapping[str, Any], ...]:
    """How each table is read: file, rows, key, columns with their units."""
    return tuple(_shape()["table"])


def without_numbers() -> Mapping[str, Sequence[str]]:
    """Tables of each file that carry no number about a runner."""
    named: Mapping[str, Sequence[str]] = _shape()["without_numbers"]
    return named


@cache
def contested() -> Mapping[str, Contested]:
    """What the literature argues about, by id."""
    made = (Contested(one["id"], one["en"], one["nl"], tuple(one["rows"])) for one in _shape()["contested"])
    return MappingProxyType({one.id: one for one in made})


@cache
def register() -> tuple[Row, ...]:
    """Every row that carries a number.

    :raises UnsourcedNumber: for a number in a column without a unit.
    """
    return tuple(row for shape in table_shapes() for row in _rows(shape))


@cache
def by_ref() -> Mapping[str, Row]:
    """Rows by table and id, such as ``params:session_cap_pct``."""
    return MappingProxyType({row.ref: row for row in register()})


def _rows(shape: Mapping[str, Any]) -> Iterator[Row]:
    for raw in plain_rows(shape["file"], shape["rows"]):
        name = _id(shape, raw)
        numbers = tuple(_numbers(shape, name, raw))
        if numbers:
            yield _row(shape, name, raw, numbers)


def _id(shape: Mapping[str, Any], raw: Mapping[str, Any]) -> str:
    if shape["rows"] in ("meta", "goal_after"):
        return str(shape["id"])
    return ".".join(str(raw[part]) for part in shape.get("key", ["id"]))


def _row(shape: Mapping[str, Any], id: str, raw: Mapping[str, Any], numbers: tuple[Number, ...]) -> Row:
    said = raw.get("source_id") or ()
    sources = tuple(said.split(";") if isinstance(said, str) else said)
    confidence = str(raw.get("confidence", ""))
    grade = str(raw.get("evidence_level") or (DERIVED if confidence == DERIVED else _dose_grade(raw)))
    stem = shape.get("title")
    return Row(
        table=shape["id"],
        id=id,
        titles=MappingProxyType({lang: str(raw[f"{stem}_{lang}"]) for lang in ("en", "nl")} if stem else {}),
        numbers=numbers,
        source_ids=sources,
        grade=grade,
        confidence=confidence,
        derived=DERIVED in (grade, confidence, *sources),
        contested=tuple(one.id for one in contested().values() if _touches(one, shape["id"], id, raw)),
        note=str(raw.get("why") or raw.get("text") or raw.get("note") or raw.get("notes") or ""),
        basis=str(raw.get("basis") or ""),
    )


def _dose_grade(raw: Mapping[str, Any]) -> str:
    """Doses of exercises are habits of clinicians even where a study supports the exercise (see data/README.md)."""
    return "clinical_convention" if "dose_confidence" in raw else ""


def _touches(topic: Contested, table: str, id: str, raw: Mapping[str, Any]) -> bool:
    words = {f"{table}:{id}", f"{table}:*", f"{table}:*{raw.get('against', '')}"}
    return bool(words & set(topic.rows))


def _numbers(shape: Mapping[str, Any], id: str, raw: Mapping[str, Any]) -> Iterator[Number]:
    columns, own = shape["columns"], str(raw.get("unit", ""))
    formulas = set(shape.get("formulas", ()))
    for column, value in _leaves(raw):
        head = column.split(".")[0]
        if column in shape.get("structure", ()):
            continue
        unit = columns.get(column) or (columns.get(head) if head in formulas else None)
        if unit is None:
            raise UnsourcedNumber(f"{shape['file']} {id}: the number in column {column!r} has no unit in register.toml")
        yield Number(column, value, unit if unit != OWN else _inner_unit(column) or own)
    yield from (Number(column, said, "rule") for name in formulas for column, said in _said(raw.get(name), name))


def _said(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Formulas and rules in plain notation, by column."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _said(inner, f"{path}.{key}")


def _inner_unit(column: str) -> str | None:
    """The unit that the name of a part of a value tells, such as ``session_pct``; None where it tells none."""
    part = column.partition("value.")[2]
    ends: Mapping[str, str] = _shape()["parts"]
    return ends.get(part) or next((unit for end, unit in ends.items() if end[0] == "_" and part.endswith(end)), None)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Numbers by column; those of sub-rows together in their order."""
    if _is_number(value) or (isinstance(value, list) and value and all(_is_table(one) for one in value)):
        yield path, _frozen(value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        grouped: dict[str, list[Any]] = {}
        for inner in value:
            for column, found in _leaves(inner, path):
                grouped.setdefault(column, []).extend(found if isinstance(found, tuple) else [found])
        yield from ((column, tuple(found)) for column, found in grouped.items())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_table(value: Any) -> bool:
    """A number, or a list of numbers such as one band of a table of minutes."""
    return _is_number(value) or (isinstance(value, list) and bool(value) and all(_is_number(one) for one in value))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
