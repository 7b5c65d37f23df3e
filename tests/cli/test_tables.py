"""The evidence, readable."""

from __future__ import annotations

import pytest

from opbouw.cli.evidence_lines import NAMES
from opbouw.cli.evidence_shown import find
from opbouw.cli.texts import all_texts
from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from tests.cli.conftest import Cli

LISTS = {"injuries": tables.injuries, "exercises": tables.exercises, "tests": tables.readiness_tests}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("command", LISTS)
def test_every_row_is_listed_and_can_be_shown_in_full(cli: Cli, command: str, lang: str) -> None:
    listed = cli(command, "--lang", lang).out
    assert all(one in listed for one in LISTS[command])
    for one in list(LISTS[command])[::9]:
        said = cli(command, one, "--lang", lang)
        assert (said.code, said.err) == (0, "")
        assert one in said.out


def test_an_injury_shows_its_signs_and_sources(cli: Cli) -> None:
    said = cli("injuries", "bsi_femoral_neck").out
    assert "No running until a doctor has said what is allowed." in said
    assert "rf_chest: " in said
    assert "Sources:" in said


@pytest.mark.parametrize("command", LISTS)
def test_the_json_of_a_list_has_every_row(cli: Cli, command: str) -> None:
    found = cli(command, "--json").json
    assert [row["id"] for row in found] == list(LISTS[command])
    assert cli(command, found[0]["id"], "--json").json == found[0]


@pytest.mark.parametrize("command", [*LISTS, "evidence"])
def test_an_id_that_is_not_there_is_answered_with_near_ones(cli: Cli, command: str) -> None:
    said = cli(command, "achiles")
    assert said.code == 1
    assert "‘achiles’ is not in the list" in said.err
    if command == "injuries":
        assert "Closest: achilles_insertional, achilles_midportion. " in said.err


@pytest.mark.parametrize("name", NAMES)
def test_a_row_of_every_table_can_be_asked_for(cli: Cli, name: str) -> None:
    wanted = next(key for key in getattr(tables, name) if find(key, "en")[0] == name)
    said = cli("evidence", wanted, "--json")
    assert (said.code, said.json["table"], said.json["row"]["id"]) == (0, name, wanted)
    assert cli("evidence", wanted, "--lang", "nl").code == 0


def test_the_code_of_a_reason_shows_the_row_it_stands_on(cli: Cli) -> None:
    found = cli("evidence", "limit_session_cap", "--json").json
    assert (found["table"], found["row"]["id"]) == ("params", "session_cap_min")
    stands_on = [code for code, row in CODES.items() if row.rule or row.param]
    assert all(find(code, "en") for code in stands_on)


def test_every_sentence_is_there_in_both_languages_with_the_same_parameters() -> None:
    import re

    for key, both in all_texts().items():
        assert set(both) == {"en", "nl"}, key
        found = [sorted(set(re.findall(r"\{(\w+)", both[lang]))) for lang in ("en", "nl")]
        assert found[0] == found[1], key
