"""Replaying a log: one day of the past, what changed and why, and stored decisions made again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from opbouw.core.decide import decide
from opbouw.core.decision import RULES_VERSION
from opbouw.core.serialize import decision_to_dict
from opbouw.demo import events as demo_events
from opbouw.exports.logs import read_log
from opbouw.exports.record import Shown, hash_of_log, write_record
from tests.cli.conftest import Cli, line

FEVER = line("checked_in", "2026-03-04", {"ill": "fever"}, 9, recorded_at="2026-03-04T20:00:00+01:00")


def added(log: Path, *lines: str) -> Path:
    """The log with more lines at its end."""
    log.write_text(log.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")
    return log


def test_one_day_of_the_past_is_made_again_exactly(cli: Cli, log: Path) -> None:
    late = line("checked_in", "2026-03-03", {"pain_rest": 4}, 8, recorded_at="2026-03-04T19:00:00+01:00")
    days = [json.loads(one) for one in cli("replay", added(log, late, FEVER), "--json").out.splitlines()]
    alone = cli("replay", log, "--on", "2026-03-03", "--json").json
    assert alone == days[1]
    first = log.with_name("first.jsonl")
    first.write_text("\n".join(log.read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8")
    assert alone["decision"] == cli("decide", first, "--on", "2026-03-03", "--json").json


def test_one_day_reads_as_a_page_and_says_what_changed_since_the_day_before(cli: Cli, log: Path) -> None:
    said = cli("replay", added(log, FEVER), "--on", "2026-03-04")
    assert said.code == 0
    assert "Wednesday 4 March 2026" in said.out
    assert cli("replay", log, "--on", "2026-03-02").out.startswith("the first day. ")


@pytest.mark.parametrize("on", ["2026-03-01", "2026-03-05"])
def test_a_day_outside_the_log_is_named_with_the_days_it_has(cli: Cli, log: Path, on: str) -> None:
    said = cli("replay", log, "--on", on)
    assert said.code == 1
    assert f"--on {on} lies outside this log: it was written from 2 Mar 2026 to 4 Mar 2026." in said.err


def test_a_day_is_told_with_what_is_new_in_it(cli: Cli, log: Path) -> None:
    days = [json.loads(one) for one in cli("replay", added(log, FEVER), "--json").out.splitlines()]
    assert [one["on"] for one in days] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    codes = [{reason["code"] for reason in one["decision"]["reasons"]} for one in days]
    assert "ill" in codes[2] - codes[1]
    assert days[2]["changed"] != []


def test_a_change_of_verdict_is_told_with_the_reason_that_is_new(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "return.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in demo_events(date(2026, 3, 2))), encoding="utf-8")
    said = " ".join(cli("replay", path).out.split())
    assert "verdict: Go on → Waiting. Your run of " in said
    assert "phase: Strengthening → Rebuilding; step: none → 1; most minutes of running at once: none → " in said


def test_where_only_the_gate_moved_its_points_are_named(cli: Cli, log: Path) -> None:
    days = [json.loads(one) for one in cli("replay", log, "--json").out.splitlines()]
    assert [one["what"] for one in days[1]["changed"]] == ["gate"]
    assert days[1]["why"]
    assert all(one.endswith((": met.", ": not yet.", ": not measured yet.")) for one in days[1]["why"])


def shown(log: Path, on: str, seen: int, **more: Any) -> Shown:
    """A stored decision of a day that saw the first so many lines."""
    saw = read_log(log)[:seen]
    made = decision_to_dict(decide(saw, date.fromisoformat(on)))
    kept = {"rules_version": RULES_VERSION, "decision": made, "events_sha256": hash_of_log(saw)} | more
    return Shown(on=on, shown_at=f"{on}T12:00:00+01:00", events=seen, **kept)


def test_stored_decisions_are_made_again_on_what_they_saw(cli: Cli, log: Path, tmp_path: Path) -> None:
    record = tmp_path / "shown.jsonl"
    added(log, FEVER)
    write_record([shown(log, "2026-03-03", 2), shown(log, "2026-03-04", 3), shown(log, "2026-03-04", 4)], record)
    said = cli("replay", log, "--record", record)
    assert said.code == 0
    assert "Stored decisions: 3. The same: 3;" in said.out


def test_a_log_in_another_order_still_finds_what_a_decision_saw(cli: Cli, log: Path, tmp_path: Path) -> None:
    record = tmp_path / "shown.jsonl"
    write_record([shown(log, "2026-03-03", 2)], record)
    lines = log.read_text(encoding="utf-8").splitlines()
    log.write_text("\n".join(reversed(lines)), encoding="utf-8")
    assert cli("replay", log, "--record", record, "--json").json["status"] == "same"


def test_a_decision_that_the_same_rules_now_make_otherwise_is_told(cli: Cli, log: Path, tmp_path: Path) -> None:
    record, real = tmp_path / "shown.jsonl", shown(log, "2026-03-04", 3)
    write_record([shown(log, "2026-03-04", 3, decision={**real.decision, "verdict": "stop"})], record)
    said = cli("replay", log, "--record", record)
    now = "Waiting" if real.decision["verdict"] == "wait" else "Go on"
    assert said.code == 1
    assert "something else, by the same rules" in said.out
    assert f"verdict: Stop, have it seen → {now}" in said.out


def test_other_rules_may_differ_and_show_how(cli: Cli, log: Path, tmp_path: Path) -> None:
    record, real = tmp_path / "shown.jsonl", shown(log, "2026-03-04", 3)
    old = {"rules_version": "2025.1+0", "decision": {**real.decision, "verdict": "stop"}}
    write_record([shown(log, "2026-03-04", 3, **old)], record)
    said = cli("replay", log, "--record", record, "--json")
    assert said.code == 0
    assert (said.json["status"], said.json["kind"]) == ("other_rules", "less_careful")
    assert [one["what"] for one in said.json["changed"]] == ["verdict"]


def test_a_log_that_misses_what_a_decision_saw_is_told(cli: Cli, log: Path, tmp_path: Path) -> None:
    record = tmp_path / "shown.jsonl"
    write_record([shown(log, "2026-03-04", 3)], record)
    log.write_text("\n".join(log.read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8")
    said = cli("replay", log, "--record", record)
    assert said.code == 1
    assert "cannot be made again: this log does not hold what it saw" in said.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not json\n", "line 1: this is no JSON object"),
        (b'{"on": "2026-03-04"}\n', "line 1: shown_at is missing"),
        (b"\xff\xfe", "this is no text"),
        (None, "No such file"),
    ],
)
def test_a_file_of_decisions_that_cannot_be_read_is_named(
    cli: Cli, log: Path, tmp_path: Path, content: bytes | None, words: str
) -> None:
    record = tmp_path / "shown.jsonl"
    if content is not None:
        record.write_bytes(content)
    said = cli("replay", log, "--record", record)
    assert said.code == 1
    assert str(record) in said.err
    assert words in said.err
