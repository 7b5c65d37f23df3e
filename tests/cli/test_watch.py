"""`opbouw import` while it goes on: how far it is, what Ctrl+C leaves, and a folder that is watched."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from opbouw.activities import FileReport
from opbouw.cli import importing, progress
from tests.cli.conftest import Cli, own_environment
from tests.web.test_uploads import gpx

CODE = "from opbouw.cli.main import main; main()"


class Terminal(io.StringIO):
    """A standard error that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_counts_files_megabytes_and_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(progress, "SLOW_S", -1.0)
    monkeypatch.setenv("COLUMNS", "100")
    reports = [
        FileReport("a.fit", "taken", "taken", size_bytes=1_500_000),
        FileReport("b.fit", "refused", "damaged", size_bytes=500_000),
    ]
    assert list(progress.reading(reports, "nl")) == reports
    assert "Lezen: 2 bestanden, 2.0 MB, 1 niet leesbaar" in shown.getvalue()


def test_ctrl_c_says_how_far_it_was_and_that_nothing_is_half_done(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Iterator[FileReport]:
        yield FileReport("a.fit", "taken", "taken")
        raise KeyboardInterrupt

    monkeypatch.setattr("opbouw.activities.import_paths", interrupted)
    said = cli("import", tmp_path)
    assert said.code == importing.INTERRUPTED
    assert "stopped by you after 1 files. Nothing was kept" in said.err


@pytest.mark.parametrize("args", [(), ("--runner", "Anna"), ("x.fit", "--watch", "."), ("x.fit", "--runner", "Anna")])
def test_what_does_not_go_together_is_said(cli: Cli, args: tuple[str, ...]) -> None:
    said = cli("import", *args)
    assert said.code == importing.WRONG_USE
    assert "--watch FOLDER" in said.err


def test_a_folder_that_is_not_there_is_said(cli: Cli, tmp_path: Path) -> None:
    said = cli("import", "--watch", tmp_path / "missing")
    assert said.code == 1
    assert "is no folder here" in said.err


def test_a_runner_who_is_not_there_is_said(program: Cli, tmp_path: Path) -> None:
    said = program("import", "--watch", tmp_path, "--runner", "Anna")
    assert said.code == 1
    assert "there is no runner called Anna here. Known are: -." in said.err


@contextmanager
def watching(tmp_path: Path, *args: str) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A watched folder and the program that watches it, ended by Ctrl+C."""
    folder = tmp_path / "watch"
    folder.mkdir()
    command = [sys.executable, "-c", CODE, "import", "--watch", str(folder), *args]
    env = own_environment(tmp_path / "data") | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        killer = threading.Timer(60, process.kill)
        killer.start()
        assert process.stdout is not None
        assert "Looking in" in process.stdout.readline()
        yield folder, process
        process.send_signal(signal.SIGINT)
        assert "Stopped." in process.stdout.read()
        assert process.wait(timeout=30) == 0
        killer.cancel()


@pytest.mark.slow
def test_a_watched_folder_tells_of_a_file_once_it_is_whole(tmp_path: Path) -> None:
    with watching(tmp_path) as (folder, process):
        (folder / "run.gpx").write_bytes(gpx(date(2026, 3, 2)))
        assert process.stdout is not None
        told = process.stdout.readline()
    assert told.startswith("read")
    assert "run.gpx" in told
    assert "5.0\N{NO-BREAK SPACE}km" in told or "5\N{NO-BREAK SPACE}km" in told


@pytest.mark.slow
def test_a_watched_folder_keeps_the_file_for_the_runner_it_is_for(tmp_path: Path) -> None:
    make = (
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('migrate', verbosity=0); from opbouw.web.accounts import services; "
        "services.create_owner('Anna', 'three calm words', 'en')"
    )
    env = own_environment(tmp_path / "data") | {"DJANGO_SETTINGS_MODULE": "opbouw.web.settings"}
    subprocess.run([sys.executable, "-c", make], env=env, check=True, timeout=60)
    with watching(tmp_path, "--runner", "anna") as (folder, process):
        (folder / "run.gpx").write_bytes(gpx(date(2026, 3, 2)))
        assert process.stdout is not None
        told = process.stdout.readline()
    assert told == "Kept for anna: 1 files, 1 activities, 0 not readable.\n"
    assert (folder / "run.gpx").exists()
