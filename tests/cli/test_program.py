"""The program as it is started: exit statuses, quiet pipes, help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from opbouw.cli.main import COMMANDS
from tests.cli.conftest import Cli

WRONG_USE = [
    (),
    ("dance",),
    ("plan",),
    ("decide", "x"),
    ("export",),
    ("serve", "--port", "0"),
    ("plan", "--lang", "fr"),
]


@pytest.mark.parametrize("args", WRONG_USE, ids=" ".join)
def test_wrong_use_is_exit_status_2(cli: Cli, args: tuple[str, ...]) -> None:
    said = cli(*args)
    assert said.code == 2
    assert "Usage" in said.err + said.out


def test_the_program_ends_with_1_for_a_refusal_and_tells_no_stack(program: Cli, tmp_path: Path) -> None:
    said = program("decide", tmp_path / "nothing.jsonl", "--on", "2026-03-02")
    assert (said.code, said.out) == (1, "")
    assert "nothing.jsonl" in said.err
    assert "Traceback" not in said.err


def test_the_program_ends_with_0_for_a_decision(program: Cli, log: Path) -> None:
    said = program("decide", log, "--on", "2026-03-04", "--json")
    assert (said.code, said.err) == (0, "")


def test_a_fault_of_ours_is_one_line_and_its_stack_only_when_asked(tmp_path: Path) -> None:
    code = "import opbouw.cli.main as m, opbouw.cli.replaying as r\nm.app = lambda: r.span(1)\nm.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "a fault in Opbouw itself (TypeError in opbouw.cli.replaying" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_early_is_no_error(log: Path) -> None:
    code = "from opbouw.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "exercises", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        told = running.stderr.read()
    assert b"Traceback" not in told
    assert b"fault" not in told


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(cli: Cli, command: str) -> None:
    said = cli(command, "--help")
    assert said.code == 0
    assert len(said.out.splitlines()) > 4


def test_the_library_and_the_help_load_no_numpy_and_no_django() -> None:
    code = "import sys, opbouw, opbouw.cli.main; print([n for n in ('numpy', 'django') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
