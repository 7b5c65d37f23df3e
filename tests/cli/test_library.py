"""The public library: small, quick to import, and strict about what it takes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import opbouw
from tests.cli.conftest import line

FIRST = line("episode_opened", "2026-03-02", {"injury": "mtss", "onset_on": "2026-03-01"}, 1)


def test_nothing_else_is_public() -> None:
    assert opbouw.__all__ == sorted(opbouw.__all__)
    assert set(opbouw.__all__) == {
        *("decide", "read_activity", "read_events", "write_events"),
        *("Activity", "ActivityError", "Decision", "Event", "Refusal"),
    }
    assert all(getattr(opbouw, name).__doc__ for name in opbouw.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = opbouw.nothing


def test_an_import_of_the_library_loads_nothing_of_others() -> None:
    code = "import sys; before = set(sys.modules); import opbouw; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert [name for name in ("numpy", "django", "rich", "typer", "opbouw.core") if f"'{name}'" in done.stdout] == []


def test_events_are_the_same_from_a_path_a_file_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + FIRST.encode() + b"\r\n\r\n")
    expected = opbouw.read_events([FIRST])
    with path.open(encoding="utf-8") as text, path.open("rb") as raw:
        found = [opbouw.read_events(source) for source in (path, str(path), text, raw)]
    assert found == [expected] * 4


def test_what_is_written_is_read_back_with_fields_nobody_knows(tmp_path: Path) -> None:
    extra = json.loads(FIRST) | {"mark": {"a": [1, None]}}
    extra["data"]["colour"] = "blauw"
    log = opbouw.read_events([json.dumps(extra)])
    path = tmp_path / "out.jsonl"
    opbouw.write_events(log, path)
    assert opbouw.read_events(path) == log
    assert json.loads(path.read_text(encoding="utf-8")) == extra
    for opened in (io.StringIO(), io.BytesIO()):
        opbouw.write_events(log, opened)
        opened.seek(0)
        assert opbouw.read_events(opened) == log


def test_a_log_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old", encoding="utf-8")
    log: list[Any] = [*opbouw.read_events([FIRST]), {"type": "checked_in"}]
    with pytest.raises(TypeError, match="this is dict"):
        opbouw.write_events(log, path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        opbouw.write_events(log[:1], path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_line_that_cannot_be_is_named() -> None:
    with pytest.raises(ValueError, match=r"line 2: data\.pain_rest is 11; it must be from 0 to 10"):
        opbouw.read_events([FIRST, line("checked_in", "2026-03-02", {"pain_rest": 11}, 2)])
    with pytest.raises(ValueError, match="line 1: this is no text"):
        opbouw.read_events(io.BytesIO(b"\xff\xfe"))
    with pytest.raises(ValueError, match="line 1: the line is longer"):
        opbouw.read_events(io.BytesIO(b"x" * 5_000_000))


def test_a_plain_object_is_no_event_and_an_instant_is_no_day() -> None:
    plain: Any = [json.loads(FIRST)]
    with pytest.raises(TypeError, match=r"this is dict; opbouw\.read_events makes events"):
        opbouw.decide(plain, date(2026, 3, 2))
    with pytest.raises(TypeError, match="today is datetime"):
        opbouw.decide(opbouw.read_events([FIRST]), datetime(2026, 3, 2, tzinfo=UTC))


def test_a_decision_and_a_refusal_are_told_apart() -> None:
    log = opbouw.read_events([FIRST])
    assert isinstance(opbouw.decide(log, date(2026, 3, 2)), opbouw.Decision)
    assert isinstance(opbouw.decide(log, date(2026, 3, 1)), opbouw.Refusal)
    assert isinstance(log[0], opbouw.Event)


def test_an_activity_that_is_none_says_what_it_is() -> None:
    with pytest.raises(opbouw.ActivityError, match="not an activity"):
        opbouw.read_activity(b"Dear diary")
