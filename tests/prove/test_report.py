"""What is proved is counted and kept whole, and a broken log is made short."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.core.making import Story
from tests.prove import report
from tests.prove.__main__ import FILES_EVERY, kind_of, start
from tests.prove.shrinking import Log, shrunk, still
from tests.prove.worker import FILES_A_BATCH, engine, files, journeys, readers

BATCH: dict[str, Any] = {
    "kind": "journeys",
    "seed": 7,
    "engine": "abc",
    "on": "2026-03-02",
    "seconds": 60,
    "journeys": 2,
    "days": {"honest": 362},
    "phases": {"rest": 20},
    "checked": 900,
    "failures": [{"name": "a_stop_has_no_run", "what": "x", "seed": 7, "engine": "abc", "log": "a--b.jsonl"}],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(report, "REPORT", tmp_path / "proof" / "report.json")
    monkeypatch.setattr(report, "PAGE", tmp_path / "proof.md")
    monkeypatch.setattr(report, "FAILURES", tmp_path / "proof" / "failures")
    return tmp_path


def test_batches_add_up_and_survive_a_new_start(folder: Path) -> None:
    for _ in range(2):
        kept = report.read()
        report.add(kept, BATCH)
        report.write(kept)
    kept = report.read()
    assert (kept["days"], kept["journeys"], kept["checked"]) == ({"honest": 724}, 4, 1800)
    assert kept["engines"] == {"abc": {"days": 724, "examples": 0, "failures": 2}}
    assert len(kept["batches"]) == 2
    assert "| runner-days | 724 |" in (folder / "proof.md").read_text(encoding="utf-8")
    assert [one.name for one in (folder / "proof").iterdir()] == ["report.json"]


def test_a_few_broken_logs_of_a_kind_are_kept(folder: Path) -> None:
    story = Story("pfp")
    for number in range(report.KEPT_OF_A_KIND):
        assert report.wanted("a stop has no run")
        report.keep("a stop has no run", f"pfp {number}", tuple(story.events))
    assert not report.wanted("a stop has no run")
    lines = (report.FAILURES / "a-stop-has-no-run--pfp-0.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(one)["type"] for one in lines] == ["episode_opened"]


def test_a_log_is_cut_down_to_what_breaks() -> None:
    story = Story("pfp")
    story.checks(0, 30)
    story.run(12, 7)
    story.checks(31, 40)

    def check(log: Log) -> str | None:
        return "a run on the day" if any(one.type == "session_done" for one in log) else None

    assert [one.type for one in shrunk(tuple(story.events), still(check))] == ["session_done"]


def test_a_check_that_cannot_be_asked_does_not_count() -> None:
    assert not still(lambda log: str(log[5]))(())


def test_the_page_of_the_repository_says_what_the_report_says() -> None:
    kept = report.read()
    if kept["batches"]:
        assert report.PAGE.read_text(encoding="utf-8") == report.page(kept)


def test_a_batch_stops_when_its_time_is_up() -> None:
    made = journeys(1, 0.0)
    assert (made["journeys"], made["failures"]) == (0, [])
    assert len(engine()) == 10


def test_hurt_files_count_by_readers_and_not_by_rules(folder: Path) -> None:
    broken = {"name": "a hurt file", "what": "7: escaped", "seed": 7, "engine": "r1"}
    kept = report.read()
    rest = {"kind": "files", "seed": 7, "engine": "r1", "on": "2026-03-02", "seconds": 5, "failures": [broken]}
    report.add(kept, rest | {"files": {"r1": 500}})
    report.add(kept, rest | {"files": {"r1": 50}, "failures": []})
    report.write(kept)
    assert (kept["files"], kept["engines"]) == ({"r1": 550}, {})
    text = (folder / "proof.md").read_text(encoding="utf-8")
    assert "| hurt files read | 550 |" in text
    assert "| a hurt file | 1 | r1 |" in text


def test_files_take_turns_with_journeys_until_these_readers_are_done(folder: Path) -> None:
    kept = report.read()
    assert {kind_of(kept, number) for number in range(40)} == {"journeys", "properties", "files"}
    kept["files"] = {"older readers": report.FILES_IN_ALL, readers(): report.FILES_IN_ALL - 1}
    assert kind_of(kept, FILES_EVERY // 2) == "files"
    kept["files"][readers()] += 1
    assert kind_of(kept, FILES_EVERY // 2) == "journeys"


def test_every_batch_of_files_has_numbers_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.prove.__main__.subprocess.Popen", lambda command, **_: command)
    kept = report.read()
    seeds = []
    for _ in range(2):
        batch = start(kept, FILES_EVERY // 2, 60)
        batch.out.unlink()
        seeds.append(kept["next_file"] - FILES_A_BATCH)
    assert seeds == [report.FIRST_FILE, report.FIRST_FILE + FILES_A_BATCH]


def test_a_batch_of_files_stops_at_its_time_and_names_what_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.activities.fuzz.main", lambda count, seed: [f"{seed}: escaped"])
    made = files(100_000, 0)
    assert made["files"] == {readers(): 50}
    assert [one["what"] for one in made["failures"]] == ["100000: escaped"]


def test_a_look_at_hurt_files_finds_nothing() -> None:
    assert files(100_000, 0)["failures"] == []
