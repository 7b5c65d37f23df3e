"""Two versions of the rules side by side: what is told, and what the section in the changelog looks like."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from opbouw.core.events import parse_event
from opbouw.demo import events as example
from tests.changes.__main__ import dump, sources_of
from tests.changes.logs import Case, stories, write_cases
from tests.changes.report import compare, markdown
from tests.plugin import ROOT
from tests.scenarios.story import FOLDER

ON = date(2026, 3, 2)
Shape = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example runner's last days as the rules of now decide them."""
    folder = tmp_path_factory.mktemp("changes")
    case = Case("example", "The example runner", tuple(parse_event(one) for one in example(ON)))
    write_cases([case], folder / "logs.jsonl")
    dump(ROOT / "src", folder / "logs.jsonl", folder / "now.jsonl")
    return folder / "now.jsonl"


def other_version(decided: Path, tmp_path: Path, on: set[str], by: Shape) -> Path:
    """The same snapshot by made-up rules that differ on some days."""
    lines = [json.loads(line) for line in decided.read_text(encoding="utf-8").splitlines()]
    for one in lines:
        one["decision"]["rules_version"] = "2025.1+old"
        if one["on"] in on:
            one["decision"] = by(one["decision"])
    path = tmp_path / "base.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def test_the_same_advice_by_another_mark_is_no_change(decided: Path, tmp_path: Path) -> None:
    found = compare(other_version(decided, tmp_path, set(), lambda one: one), decided)
    assert found.changes == ()
    assert found.days == len(decided.read_text(encoding="utf-8").splitlines()) > 21
    assert "| the same | " in markdown(found, {}, "v0")


def test_changes_are_grouped_by_kind_with_counts_and_an_example(decided: Path, tmp_path: Path) -> None:
    days = {"2026-03-01", "2026-03-02"}
    base = other_version(decided, tmp_path, days, lambda one: {**one, "verdict": "wait"})
    said = markdown(compare(base, decided), {"example": "The example runner"}, "v0")
    assert "**Changes to advice** since v0 (rules 2025.1+old to " in said
    assert "| less careful | 2 | 1 |" in said
    assert "| more careful | 0 | 0 |" in said
    assert "- 2 days, such as The example runner (example, 2026-03-01): verdict Waiting → Go on." in said


def test_work_beside_running_is_counted_apart(decided: Path, tmp_path: Path) -> None:
    def with_a_ride(one: dict[str, Any]) -> dict[str, Any]:
        ride = {"id": "x", "kind": "cross", "minutes": 500.0, "run_minutes": None, "exercises": [], "intervals": []}
        return {**one, "week": [*one["week"], ride]}

    base = other_version(decided, tmp_path, {"2026-03-02"}, with_a_ride)
    said = markdown(compare(base, decided), {}, "v0")
    assert "| more careful | 0 | 0 |" in said
    assert "| less beside running (cross-training, exercises); running as it was | 1 | 1 |" in said


def test_other_reasons_for_the_same_work_are_told_by_their_codes(decided: Path, tmp_path: Path) -> None:
    def reworded(one: dict[str, Any]) -> dict[str, Any]:
        first = {**one["reasons"][0], "code": "ill", "params": {"days": 1}}
        return {**one, "reasons": [first, *one["reasons"][1:]]}

    base = other_version(decided, tmp_path, {"2026-03-02"}, reworded)
    said = markdown(compare(base, decided), {}, "v0")
    assert "| the same load, other words or other work | 1 | 1 |" in said
    assert "no longer says ill; now says " in said


def test_a_log_that_a_version_cannot_read_is_named(decided: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.jsonl"
    base.write_text(json.dumps({"name": "example", "on": None, "problem": "data.x is new"}) + "\n", encoding="utf-8")
    found = compare(base, decided)
    assert (found.days, found.unread) == (0, ("example: data.x is new",))
    assert "- example: data.x is new" in markdown(found, {}, "v0")


def test_a_story_is_a_log_with_its_days() -> None:
    (case,) = stories([FOLDER / "achilles_amber.toml"])
    written = [event.recorded_at.date() for event in case.events]
    assert case.name == "story achilles_amber"
    assert (case.days()[0], case.days()[-1]) == (min(written), max(written))


def test_the_sources_of_a_revision_decide_in_a_program_of_their_own(tmp_path: Path) -> None:
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("Not run: no git history here.")
    sources = sources_of("HEAD", tmp_path / "base")
    where = subprocess.run(
        [sys.executable, "-c", "import opbouw; print(opbouw.__file__)"],
        env={"PYTHONPATH": str(sources)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(sources)


def test_a_revision_that_git_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no-such-thing"):
        sources_of("no-such-thing", tmp_path)
