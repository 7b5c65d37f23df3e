"""Files that are not what they say: named, exit status 1, nothing half done."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

ASKED = ("--injury", "achilles_midportion", "--onset", "2026-03-02", "--on", "2026-03-03")


def _zip(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a zip bomb": ("bomb.zip", lambda: _zip(("run.gpx", bytes(60_000_000))), "bomb.zip"),
    "a zip with names that climb": ("climb.zip", lambda: _zip(("../../run.gpx", b"<gpx/>")), "climb.zip"),
    "a text called fit": ("run.fit", lambda: b"Dear diary, today I ran.", "run.fit"),
    "an empty archive": ("empty.zip", lambda: _zip(), "empty.zip"),
    "an empty file": ("empty.fit", lambda: b"", "empty.fit"),
    "a zip cut short": ("cut.zip", lambda: _zip(("run.gpx", b"<gpx/>" * 500))[:60], "cut.zip"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_gives_no_plan_and_is_named(cli: Cli, tmp_path: Path, kind: str) -> None:
    name, content, where = FILES[kind]
    (tmp_path / name).write_bytes(content())
    said = cli("plan", tmp_path / name, *ASKED)
    assert (said.code, said.out) == (1, "")
    assert where in said.err
    assert "Traceback" not in said.err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_hostile_file_beside_a_good_one_is_named_and_stops_nothing(cli: Cli, archive: Path) -> None:
    (archive.parent / "run.fit").write_bytes(b"Dear diary")
    said = cli("plan", archive.parent, *ASKED)
    assert said.code == 0
    assert "! " in said.out
    assert "run.fit" in said.out
    assert "Usual week 30" in said.out
