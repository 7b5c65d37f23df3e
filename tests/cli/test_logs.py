"""Deciding and replaying a log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opbouw.core.decision import RULES_VERSION
from tests.cli.conftest import Cli, line


def test_a_decision_is_the_contract_with_words(cli: Cli, log: Path) -> None:
    said = cli("decide", log, "--on", "2026-03-04", "--json")
    assert said.code == 0
    assert (said.json["kind"], said.json["on"], said.json["phase"]) == ("decision", "2026-03-04", "rest")
    assert all(reason["text"] for reason in said.json["reasons"])


def test_an_explanation_shows_the_proposal_the_limits_every_gate_and_the_rules(cli: Cli, log: Path) -> None:
    said = cli("decide", log, "--on", "2026-03-04", "--explain")
    heads = (
        "What would have been proposed without limits",
        "Limits",
        "The gate from Rest from running to Loosening: shut",
        "The gate from Rebuilding to Keep running: shut",
        "Rules and sources",
    )
    places = [said.out.index(f"\n{head}") for head in heads]
    assert places == sorted(places)
    assert "hardlopen.nl" in said.out
    assert f"Rules {RULES_VERSION}. The same log and day give the same decision." in said.out


def test_each_point_of_a_gate_says_how_it_stands_and_on_which_rule(cli: Cli, log: Path) -> None:
    said = cli("decide", log, "--on", "2026-03-04", "--explain")
    gate = said.out[said.out.index("The gate from Rest from running") :]
    assert "✓ Pain at rest 2 or less: met" in gate
    assert "rule rl_rest_pain; evidence: " in gate
    assert "○ " in gate
    assert "? " in gate


def test_an_explanation_for_machines_has_the_row_behind_every_reason_limit_and_point(cli: Cli, log: Path) -> None:
    said = cli("decide", log, "--on", "2026-03-04", "--explain", "--json").json
    rules = said["rules"]
    assert set(rules["reasons"]) == {one["code"] for one in said["reasons"]}
    assert set(rules["criteria"]) == {one["id"] for gate in said["gates"] for one in gate["criteria"]}
    named = [one["winner"] for one in said["limits"] if one["winner"]]
    named += [other["id"] for one in said["limits"] for other in one["others"]]
    assert named != []
    assert set(rules["limits"]) == set(named)
    assert "Steunebrink" in said["sources"]["hardlopennl"]
    every = [one for found in rules.values() for one in found.values()]
    assert all(one["grade"] and set(one["source_ids"]) <= set(said["sources"]) for one in every)


def test_the_first_reason_is_one_plain_answer_to_why_today(cli: Cli, log: Path) -> None:
    reasons = cli("decide", log, "--on", "2026-03-04", "--json").json["reasons"]
    assert reasons[0]["code"] == "screening_missing"


def test_a_log_that_reaches_past_the_day_points_to_replay(cli: Cli, log: Path) -> None:
    said = cli("decide", log, "--on", "2026-03-03")
    assert said.code == 1
    assert "still to come" in said.err
    assert f"opbouw replay {log}" in said.err


def test_what_was_written_down_later_is_used_and_said(cli: Cli, log: Path) -> None:
    late = line("checked_in", "2026-03-04", {"pain_rest": 1}, 9, recorded_at="2026-03-09T08:00:00+01:00")
    log.write_text(log.read_text(encoding="utf-8") + late, encoding="utf-8")
    said = cli("decide", log, "--on", "2026-03-04", "--json")
    assert said.code == 0
    assert "1 facts in this log were written down after 2026-03-04" in said.err


WRONG = [
    (line("checked_in", "2026-03-05", {"pain_rest": 11}, 9), "line 4: data.pain_rest is 11; it must be from 0 to 10"),
    (line("checked_in", "2026-03-05", {"pain_rest": -5}, 9), "line 4: data.pain_rest is -5"),
    (line("session_done", "2026-03-05", {"kind": "run", "minutes": -5}, 9), "line 4: data.minutes is -5"),
    (line("checked_in", "2026-03-05", {"pain_rest": float("nan")}, 9), "line 4: data.pain_rest is not a finite number"),
    (line("danced", "2026-03-05", {}, 9), "line 4: type is 'danced', which is no event type"),
    (line("checked_in", "2026-3-5", {}, 9), "line 4: on is '2026-3-5'"),
    ("not json", "line 4: this is no JSON object"),
    ('{"on": 1, "on": 2}', "line 4: this is no JSON object"),
    (
        line("checked_in", "2026-03-04", {}, 9, episode="33333333-3333-4333-8333-333333333333"),
        "Several injuries are mixed",
    ),
    (line("profile_set", "2026-03-04", {"birth_year": 2010}, 9), "18 and older"),
]


@pytest.mark.parametrize("command", ["decide", "replay"])
@pytest.mark.parametrize(("added", "words"), WRONG[:8], ids=[words[:40] for _, words in WRONG[:8]])
def test_a_line_that_cannot_be_is_named_with_its_field(
    cli: Cli, log: Path, command: str, added: str, words: str
) -> None:
    log.write_text(log.read_text(encoding="utf-8") + added, encoding="utf-8")
    said = cli(command, log, *(("--on", "2026-03-05") if command == "decide" else ()))
    assert (said.code, said.out) == (1, "")
    assert f"{log}, {words}" in said.err


@pytest.mark.parametrize(("added", "words"), WRONG[8:], ids=[words for _, words in WRONG[8:]])
def test_a_log_that_cannot_be_decided_is_refused(cli: Cli, log: Path, added: str, words: str) -> None:
    log.write_text(log.read_text(encoding="utf-8") + added, encoding="utf-8")
    said = cli("decide", log, "--on", "2026-03-04")
    assert (said.code, said.out) == (1, "")
    assert words in said.err


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_log_is_named(cli: Cli, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(content)
    said = cli("decide", path, "--on", "2026-03-04")
    assert said.code == 1
    assert "no event in it" in said.err


def test_replay_decides_every_day_on_what_was_known_that_day(cli: Cli, log: Path) -> None:
    late = line("checked_in", "2026-03-03", {"pain_rest": 4}, 9, recorded_at="2026-03-06T08:00:00+01:00")
    log.write_text(log.read_text(encoding="utf-8") + late, encoding="utf-8")
    days = [json.loads(one) for one in cli("replay", log, "--json").out.splitlines()]
    assert [day["on"] for day in days] == ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"]
    assert days[0]["changed"] == [{"what": "start", "was": None, "now": None}]
    assert all(day["decision"]["on"] == day["on"] for day in days)
    alone = cli("decide", log, "--on", "2026-03-06", "--json").json
    assert days[-1]["decision"] == alone


def test_a_day_is_that_of_the_zone_in_which_it_was_written_down(cli: Cli, log: Path) -> None:
    # 23:30 UTC on the 4th is half past nine in the morning of the 5th in Sydney
    far = line("checked_in", "2026-03-05", {"pain_rest": 0}, 9, recorded_at="2026-03-05T09:30:00+10:00")
    log.write_text(log.read_text(encoding="utf-8") + far, encoding="utf-8")
    days = [json.loads(one)["on"] for one in cli("replay", log, "--json").out.splitlines()]
    assert days[-1] == "2026-03-05"


def test_the_replay_of_a_return_says_what_changed_and_why(cli: Cli, tmp_path: Path) -> None:
    from datetime import date

    from opbouw.demo import events

    path = tmp_path / "return.jsonl"
    made = events(date(2026, 3, 2))
    path.write_text("\n".join(json.dumps(event) for event in made), encoding="utf-8")
    said = cli("replay", path)
    assert said.code == 0
    assert "phase: Strengthening → Rebuilding" in said.out
    first, last = made[0]["recorded_at"][:10], made[-1]["recorded_at"][:10]
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    assert said.out.splitlines()[-1].startswith(f"Days: {days}, ")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Days: 3, of which 3 with a change, from 2 Mar 2026 to 4 Mar 2026."),
        ("nl", "Dagen: 3, waarvan 3 met een verandering, van 2 mrt 2026 tot 4 mrt 2026."),
    ],
)
def test_a_replay_ends_with_its_days_counted_in_each_language(cli: Cli, log: Path, lang: str, words: str) -> None:
    assert cli("replay", log, "--lang", lang).out.splitlines()[-1] == words
