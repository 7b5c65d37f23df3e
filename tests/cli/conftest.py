"""The command line as a person uses it, and an archive whose numbers can be worked out on paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from opbouw.cli.main import app

ONSET = date(2026, 3, 2)
HEADER = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Filename,"
    "Elapsed Time,Moving Time,Distance"
)
EPISODE = "22222222-2222-4222-8222-222222222222"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.out)


Cli = Callable[..., Said]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command in this process, in an English terminal."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*args: object) -> Said:
        answer = CliRunner().invoke(app, [str(arg) for arg in args])
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        return Said(answer.exit_code, answer.stdout, answer.stderr)

    return run


def own_environment(data: Path) -> dict[str, str]:
    """The environment of a program with a data folder of its own, in an English terminal.

    Compiled code is kept with what the tests throw away, so that only the first start compiles.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith(("OPBOUW_", "DJANGO_"))}
    if env.pop("PYTHONDONTWRITEBYTECODE", None):
        env["PYTHONPYCACHEPREFIX"] = str(Path(os.environ["OPBOUW_DATA_DIR"]) / "compiled")
    return env | {"OPBOUW_DATA_DIR": str(data), "LC_ALL": "C.UTF-8"}


@pytest.fixture
def program(tmp_path: Path) -> Cli:
    """Run the program itself, with a data folder of its own and SQLite."""

    def run(*args: object, **more: str) -> Said:
        env = own_environment(tmp_path / "data") | more
        command = [sys.executable, "-c", "from opbouw.cli.main import main; main()", *map(str, args)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=60)
        return Said(done.returncode, done.stdout, done.stderr)

    return run


def row(number: int, day: date, sport: str = "Run", km: float = 10, minutes: float = 55) -> str:
    """One row of a Strava table, begun at noon UTC."""
    seconds = minutes * 60
    start = f"{day:%b} {day.day}, {day.year}, 12:00:00 PM"
    return f'{number},"{start}",,{sport},,{seconds},{km},,{seconds},{seconds},{km * 1000}'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Sixteen weeks of three runs a week, each 10 km in 55 minutes (5:30 a km), the last two days before the onset."""
    days = [ONSET - timedelta(days=7 * week + back) for week in range(16) for back in (2, 4, 6)]
    path = tmp_path / "activities.csv"
    path.write_text("\n".join([HEADER, *(row(number, day) for number, day in enumerate(days))]), encoding="utf-8")
    return path


def line(kind: str, on: str, data: dict[str, Any], number: int, **more: Any) -> str:
    """One event of a log as its line, written down at eight in the morning in Amsterdam."""
    event = {
        "id": f"11111111-1111-4111-8111-{number:012d}",
        "episode": EPISODE,
        "type": kind,
        "on": on,
        "recorded_at": f"{on}T08:00:00+01:00",
        "by": {"role": "runner"},
        "v": 1,
        "data": data,
    }
    return json.dumps(event | more)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """An Achilles complaint of 1 March, opened on 2 March, with a check-in on each of the two days after."""
    opened = {"injury": "achilles_midportion", "onset_on": "2026-03-01", "severity": "niggle", "side": "left"}
    calm = {"pain_rest": 0, "pain_daily": 1, "pain_morning": 1}
    lines = [
        line("episode_opened", "2026-03-02", opened, 1),
        line("checked_in", "2026-03-03", calm, 2),
        line("checked_in", "2026-03-04", calm, 3),
    ]
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
