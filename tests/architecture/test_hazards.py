"""Every hazard is stopped by something that exists, and proved by stories and tests that exist."""

import ast
import tomllib
from collections import Counter
from functools import cache

import pytest

from docs.hazard_page import proofs, stories_by_hazard
from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words.register import by_ref, table_ids
from opbouw.words.uses import hazards
from tests.plugin import ROOT
from tests.scenarios.story import FOLDER


@cache
def functions_that_test() -> Counter[str]:
    """Every test function of the project."""
    found: Counter[str] = Counter()
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.update(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    return found


def known_row(ref: str) -> bool:
    """Whether a reference names a row of the evidence, or with ``*`` a whole table of it."""
    table, _, row = ref.partition(":")
    if row == "*":
        return table in {*table_ids(), "red_flags"}
    return ref in by_ref() or row in {"red_flags": tables.red_flags, "params": tables.params}.get(table, {})


@pytest.mark.parametrize("hazard", hazards())
def test_a_hazard_names_rules_and_codes_that_exist(hazard: str) -> None:
    row = hazards()[hazard]
    assert row.rules
    assert [one for one in row.rules if not known_row(one)] == []
    assert [one for one in row.codes if one not in CODES] == []


@pytest.mark.parametrize("hazard", hazards())
def test_a_hazard_is_proved_by_tests_that_exist(hazard: str) -> None:
    named = proofs().get(hazard, ())
    assert named, "name a test in docs/hazards/proof.toml"
    assert [one for one in named if not functions_that_test()[one]] == []


@pytest.mark.parametrize("hazard", hazards())
def test_at_least_two_stories_tell_a_hazard(hazard: str) -> None:
    assert len(stories_by_hazard()[hazard]) >= 2, f"add hazards = [{hazard!r}] to a story that tells it"


def test_no_story_and_no_proof_names_a_hazard_that_is_not_there() -> None:
    told = {one for path in FOLDER.glob("*.toml") for one in tomllib.loads(path.read_text()).get("hazards", ())}
    assert (told | set(proofs())) - set(hazards()) == set()


def test_every_hard_limit_names_a_hazard_that_is_there() -> None:
    assert {one for limit in HARD_LIMITS.values() for one in limit.hazards} <= set(hazards())
    assert [limit.id for limit in HARD_LIMITS.values() if not limit.hazards] == []


def test_a_hazard_without_a_limit_is_stopped_by_a_rule_or_a_refusal() -> None:
    assert [one.id for one in hazards().values() if not one.limits and not one.codes] == []


def test_a_row_that_is_not_there_is_seen() -> None:
    assert known_row("pain_rules:r_limp")
    assert known_row("red_flags:*")
    assert not known_row("pain_rules:r_hop")
    assert not known_row("red_flag:*")
