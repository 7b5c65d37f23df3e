"""`core` and `evidence` answer from their arguments and the tables alone."""

import pytest

from tests.architecture.files import PACKAGE, named
from tests.architecture.purity import impurities

LAYERS = {"core": frozenset({"core", "evidence"}), "evidence": frozenset({"evidence"})}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_pure_room_has_no_clock_no_chance_and_no_world(layer: str) -> None:
    found = [
        f"{named(path)}:{what}"
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        for what in impurities(
            path.read_text(encoding="utf-8"), reads_own_tables=layer == "evidence", layers=LAYERS[layer]
        )
    ]
    assert found == []


@pytest.mark.parametrize("layer", LAYERS)
def test_no_line_of_the_pure_room_asks_a_checker_to_look_away(layer: str) -> None:
    found = [
        f"{named(path)}:{number}"
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if any(word in line for word in ("type: ignore", "# noqa", "pragma:"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import random", "1: imports random"),
        ("from os import environ", "1: imports os"),
        ("import numpy as np", "1: imports numpy, which is not in the standard library"),
        ("from opbouw.web import settings", "1: imports opbouw.web, which is not below it"),
        ("from .events import Event", "1: imports ., which is not in the standard library"),
        ("x = 1\ny = date.today()", "2: reads the clock: date.today"),
        ("datetime.datetime.now()", "1: reads the clock: datetime.now"),
        ("later = datetime.now", "1: reads the clock: datetime.now"),
        ("print('pain')", "1: calls print()"),
        ("uuid.uuid4()", "1: chance: uuid4"),
        ("from uuid import uuid4", "1: chance: uuid4"),
        ("table.read_text()", "1: touches a file: .read_text()"),
    ],
)
def test_an_impurity_is_found_and_named_with_its_line(source: str, what: str) -> None:
    assert impurities(source, layers=LAYERS["core"]) == [what]


def test_a_pure_module_passes_and_the_evidence_may_read_its_own_tables() -> None:
    pure = "from datetime import date\nfrom opbouw.evidence import tables\ndef later(day: date) -> date: return day"
    assert impurities(pure, layers=LAYERS["core"]) == []
    reading = "from importlib.resources import files\nraw = files('opbouw.evidence').read_bytes()"
    assert impurities(reading, reads_own_tables=True) == []
