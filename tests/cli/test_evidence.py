"""The evidence register on the command line: numbers with units, where used, how sure, hard limits and hazards."""

from __future__ import annotations

import pytest

from opbouw.cli.evidence_lines import everything
from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.words.uses import hazards
from tests.cli.conftest import Cli


def test_a_number_has_its_unit_its_grade_and_where_it_is_used(cli: Cli) -> None:
    said = cli("evidence", "session_cap_pct", "--lang", "en").out
    assert "10 %" in said
    assert "limit: session_cap" in said
    assert "Evidence: estimate; worked out here." in said
    assert "An estimate: no publication states this number." in said
    assert "Contested: A run much longer than the longest of 30 days" in " ".join(said.split())
    assert "frandsen2025: Frandsen JSB" in said


def test_a_number_from_a_source_is_no_estimate(cli: Cli) -> None:
    said = cli("evidence", "r_limp", "--lang", "en").out
    assert "Evidence: common practice; seen in the source." in said
    assert "An estimate" not in said


@pytest.mark.parametrize(("lang", "words"), [("en", "bears on"), ("nl", "gaat over")])
def test_every_hard_limit_can_be_asked_for(cli: Cli, lang: str, words: str) -> None:
    listed = cli("evidence", "hard_limits", "--lang", lang).out
    assert all(f"{one}:" in listed for one in HARD_LIMITS)
    said = cli("evidence", "weekly_governor", "--lang", lang).out
    assert "params" in said, "a row goes before a limit of the same name"
    said = cli("evidence", "hard_limits:weekly_governor", "--lang", lang).out
    assert words in said.lower()
    assert "week_spike" in said
    assert "buist2008" in said


def test_every_hazard_names_its_limits(cli: Cli) -> None:
    listed = cli("evidence", "hazards", "--lang", "nl").out
    assert all(f"{one}:" in listed for one in hazards())
    said = cli("evidence", "session_spike", "--lang", "nl").out
    assert "session_cap: Een loop is hoogstens 10 % of 3 minuten langer" in " ".join(said.split())


def test_the_json_carries_the_register(cli: Cli) -> None:
    found = cli("evidence", "params:session_cap_pct", "--json").json
    assert found["register"]["figures"][0] == {
        "column": "value",
        "label": "value",
        "value": "10",
        "unit": "%",
        "english": False,
    }
    assert found["register"]["derived"] is True
    assert {one["kind"] for one in found["register"]["places"]} >= {"limit", "hazard", "step"}


def test_a_table_lists_its_rows(cli: Cli) -> None:
    assert len(cli("evidence", "criteria", "--json").json) == len(everything()["criteria"])
    assert "sr_brisk: 30 minutes" in cli("evidence", "criteria", "--lang", "en").out


def test_a_row_of_a_table_that_has_it_not_is_answered_with_near_ones(cli: Cli) -> None:
    said = cli("evidence", "params:session_cap_pc")
    assert said.code == 1
    assert "session_cap_pct" in said.err
