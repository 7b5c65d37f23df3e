"""No number with a clinical meaning stands in the core without the row of the evidence it transcribes."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from opbouw.evidence import tables
from opbouw.words.register import register, table_ids
from tests.architecture.files import PACKAGE, named
from tests.architecture.literals import unaccounted

CORE = sorted((PACKAGE / "core").glob("*.py"))
# Bounds of what may be written at all, as contract.md has them, and of the format itself.
OF_THE_CONTRACT = {"events.py", "fields.py", "schema.py", "serialize.py"}
EXPLAINED = Path(__file__).with_name("numbers.toml")


@cache
def rows() -> frozenset[str]:
    """Ids of the evidence that a comment may name."""
    ids = {row.id for row in register()} | set(tables.params) | set(tables.red_flags) | set(table_ids())
    return frozenset(ids | {row.check for row in tables.criteria.values() if row.check})


@cache
def explained() -> dict[str, str]:
    """Numbers without a comment beside them, and why."""
    found: dict[str, str] = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["number"]
    return found


@pytest.mark.parametrize("path", [one for one in CORE if one.name not in OF_THE_CONTRACT], ids=named)
def test_every_number_of_the_core_names_its_row(path: Path) -> None:
    found = list(unaccounted(path.read_text(encoding="utf-8"), rows()))
    bare = [f"{path.name}:{one.line} {one.key}" for one in found if one.key not in explained()]
    assert bare == [], "read the number from the evidence, or name its row in a comment on the line"


def test_what_is_explained_says_why() -> None:
    assert [key for key, why in explained().items() if len(why.split()) < 3] == []


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("DAYS = 28\n", ["DAYS:28"]),
        ("DAYS = 28  # flare_window_days\n", []),
        ("DAYS = 28  # a while\n", ["DAYS:28"]),
        ("# derived: the careful side\nDAYS = 28\n", []),
        ("def f(x):\n    if x > 0.8:\n        return x * 7 / 100\n    return 30\n", ["f:0.8", "f:30"]),
        ("def f(x):\n    if x > 0.8:  # sleep_energy_dose_factor\n        return 30\n", ["f:30"]),
        ("X = [\n    3,  # engine.md, response\n    4,\n]\n", []),
        ("YES, NO = True, None\n", []),
    ],
)
def test_a_number_that_no_comment_accounts_for_is_found(source: str, keys: list[str]) -> None:
    known = {"flare_window_days", "sleep_energy_dose_factor"}
    assert [one.key for one in unaccounted(source, known)] == keys
