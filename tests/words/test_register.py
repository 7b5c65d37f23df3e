"""The evidence register: no number without a unit, a source or a plain mark that it is an estimate."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.hard_limits import GRADES
from opbouw.evidence import tables
from opbouw.words import LANGUAGES
from opbouw.words.evidence import entries, found, table_name, word
from opbouw.words.register import (
    Row,
    UnsourcedNumber,
    _numbers,
    _row,
    by_ref,
    contested,
    register,
    table_ids,
    table_shapes,
    without_numbers,
)
from opbouw.words.uses import READING, STUDIES, used
from tests.plugin import ROOT

DATA = ROOT / "src" / "opbouw" / "evidence" / "data"
COUNTED = {"schema_version", "order"}  # of the file itself, and an order of rules: nothing about a runner
# A guide may choose these, or they wait for who wants them; a rule reads them the day they are chosen.
TO_CHOOSE = {"ladders", "exercises", "readiness_tests", "pain_models"}


def numbers_in(value: Any, key: str = "") -> Iterator[str]:
    """The names of all keys under which a number stands."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield key
    elif isinstance(value, dict):
        for inner, one in value.items():
            yield from numbers_in(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from numbers_in(one, key)


def unsourced(rows: Iterable[Row]) -> list[str]:
    """Rows whose numbers come from nowhere: no source that resolves, and no plain mark that they are worked out."""
    return [
        row.ref
        for row in rows
        if not (row.derived or row.source_ids)
        or any(one not in tables.sources or not tables.sources[one].citation for one in row.source_ids)
        or row.grade not in GRADES
    ]


def test_no_number_is_unsourced() -> None:
    assert unsourced(register()) == []


def test_an_unsourced_number_is_seen() -> None:
    row = by_ref()["params:session_cap_pct"]
    bare = replace(row, source_ids=(), derived=False)
    assert unsourced([bare]) == [row.ref]
    assert unsourced([replace(row, source_ids=("nobody2031",))]) == [row.ref]
    assert unsourced([replace(row, grade="")]) == [row.ref]
    assert unsourced([replace(row, source_ids=())]) == [], "worked out here, and says so"


@pytest.mark.parametrize("path", sorted(DATA.glob("*.toml")), ids=lambda path: path.name)
def test_every_table_with_a_number_is_in_the_register(path: Any) -> None:
    listed = {one["rows"] for one in table_shapes() if one["file"] == path.name}
    for name, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if set(numbers_in(rows)) - COUNTED:
            assert name in listed, f"{path.name} has numbers in [[{name}]] that register.toml does not list"
        else:
            assert name in listed or name in without_numbers()[path.name]


def test_every_number_of_a_table_is_in_the_register() -> None:
    in_files, kept = 0, 0
    for shape in table_shapes():
        structure = {one.split(".")[-1] for one in shape.get("structure", ())}
        if shape["file"].endswith(".toml"):
            rows = tomllib.loads((DATA / shape["file"]).read_text(encoding="utf-8"))[shape["rows"]]
            in_files += sum(key not in structure for key in numbers_in(rows))
        kept += sum(_count(number.value) for row in register() for number in row.numbers if _from_toml(row, shape))
    assert kept == in_files > 4000


def _from_toml(row: Row, shape: Any) -> bool:
    return bool(row.table == shape["id"]) and bool(shape["file"].endswith(".toml"))


def _count(value: Any) -> int:
    if isinstance(value, tuple):
        return sum(_count(one) for one in value)
    return int(not isinstance(value, str))


@pytest.mark.parametrize("name", ["exercises_seed.csv", "crosstraining_matrix.csv"])
def test_every_line_of_a_table_of_values_is_in_the_register(name: str) -> None:
    shape = next(one for one in table_shapes() if one["file"] == name)
    lines = list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))
    assert len([row for row in register() if row.table == shape["id"]]) == len(lines)


def test_a_number_in_a_new_column_is_refused_by_name() -> None:
    shape = next(one for one in table_shapes() if one["id"] == "modalities")
    raw = {"id": "rowing", "name_en": "Rowing", "name_nl": "Roeien", "watts": 150}
    with pytest.raises(UnsourcedNumber, match=r"crosstraining.toml rowing: the number in column 'watts' has no unit"):
        list(_numbers(shape, "rowing", raw))


def test_an_estimate_is_marked_and_a_published_number_is_not() -> None:
    assert by_ref()["params:session_cap_pct"].derived
    assert not by_ref()["single_session_spike:small"].derived
    assert by_ref()["modality_matrix:achilles_midportion.cycling"].derived
    shape = next(one for one in table_shapes() if one["id"] == "modalities")
    raw = {"id": "x", "name_en": "X", "name_nl": "X", "source_id": ["baxter2021"], "evidence_level": "trial"}
    assert not _row(shape, "x", raw, ()).derived


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_has_a_title_units_and_citations(lang: str) -> None:
    for one in entries(lang):
        assert one.title
        assert all(figure.label and figure.value != "" and figure.unit for figure in one.figures), one.ref
        assert all(citation for _, citation in one.citations), one.ref
    assert all(table_name(one, lang) for one in table_ids())


def test_columns_of_rules_have_a_name_in_both_languages() -> None:
    columns = {figure.column for one in entries("en") if one.table not in STUDIES | READING for figure in one.figures}
    for column in columns:
        if not column.startswith("value."):  # parts of a value have theirs, or the row cannot be shown
            assert word("column", column, "en")
            assert word("column", column, "nl")


def test_every_row_is_used_or_says_that_it_waits() -> None:
    unused = {row.ref for row in register() if not used(row) and row.table not in READING}
    assert {ref.partition(":")[0] for ref in unused} <= TO_CHOOSE


def test_what_is_argued_about_names_rows_that_are_there() -> None:
    touched = {topic for row in register() for topic in row.contested}
    assert touched == set(contested())
    for topic in contested().values():
        for ref in topic.rows:
            assert "*" in ref or ref in by_ref() or ref.partition(":")[0] in STUDIES, ref


def test_numbers_are_those_of_the_table_in_the_writing_of_the_language() -> None:
    dutch = {one.ref: one for one in entries("nl")}
    figures = {one.column: one for one in dutch["params:weekly_governor"].figures}
    assert (figures["value.from_60_min_factor"].value, figures["value.from_60_min_factor"].unit) == ("1,2", "keer")
    assert (figures["value.below_60_min_add"].value, figures["value.below_60_min_add"].unit) == ("10", "min")
    entry = dutch["params:entry_run_min_max"].figures[0].value
    assert entry.startswith("18 · 12 · 0 · 0 | 12 · 9 · 0 · 0")
    assert dutch["single_session_spike:small"].figures[2].value == "1,64"
    assert {place.id for place in dutch["criteria:sr_brisk"].places} >= {"strengthen_rebuild", "walk_brisk_30"}


def test_rows_are_found_by_word_table_grade_and_dispute() -> None:
    assert {one.ref for one in found("en", words="Frandsen weekly_governor")} == set()
    assert "params:session_cap_pct" in {one.ref for one in found("en", words="FRANDSEN longest")}
    assert {one.table for one in found("nl", table="pain_rules")} == {"pain_rules"}
    assert {one.grade for one in found("nl", grade="trial")} == {"trial"}
    assert all(one.contested for one in found("en", argued=True))
    assert found("en", words="no such word here") == ()
    assert len(found("en")) == len(register())
