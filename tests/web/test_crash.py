"""A worker that is killed in the middle of an import: it is taken up again and ends with nothing lost or doubled."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.activities.making import zipped
from tests.cli.conftest import own_environment
from tests.cli.test_serve import CODE, free_port
from tests.web.test_uploads import gpx

pytestmark = pytest.mark.slow
RUNS = 120
PATIENCE_S = 180
GIVE = """
import sys, django
django.setup()
from django.core.files import File
from django.core.management import call_command
from pathlib import Path
from opbouw.web.accounts import services as accounts
from opbouw.web.activities import services
from opbouw.web.store.models import Runner
call_command("migrate", verbosity=0)
account = accounts.create_owner("Anna", "three calm words", "en")
with Path(sys.argv[1]).open("rb") as stream:
    services.give(Runner.objects.get(account=account), [File(stream, "archive.zip")])
"""
STANDS = """
SELECT i.finished_at IS NOT NULL, i.taken, i.known, i.refused, i.activities, t.status,
       (SELECT count(*) FROM activities_line), (SELECT count(*) FROM store_activityrow),
       (SELECT count(*) FROM activities_samples), (SELECT count(DISTINCT path) FROM activities_line)
FROM activities_import i JOIN django_tasks_database_dbtaskresult t ON t.id = i.task_id
"""


class Server:
    """A data folder with one import that waits, and what its database says."""

    def __init__(self, folder: Path, runs: int = RUNS) -> None:
        self.folder, self.env = folder / "data", own_environment(folder / "data")
        self.env["DJANGO_SETTINGS_MODULE"] = "opbouw.web.settings"
        archive = folder / "archive.zip"
        archive.write_bytes(_archive(runs))
        subprocess.run([sys.executable, "-c", GIVE, str(archive)], env=self.env, check=True, timeout=PATIENCE_S)

    def stands(self) -> dict[str, Any]:
        """The import, its task, and the rows that were written."""
        names = ("over", "taken", "known", "refused", "activities", "status", "lines", "rows", "samples", "paths")
        with closing(self._database()) as opened:
            return dict(zip(names, opened.execute(STANDS).fetchone(), strict=True))

    def write(self, statement: str) -> None:
        """Change the database as time would."""
        with closing(self._database()) as opened, opened:
            opened.execute(statement)

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "opbouw.sqlite3", timeout=20)

    def until(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the import stands so."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            found = self.stands()
            if true(found):
                return found
            time.sleep(0.02)
        raise AssertionError(f"it never came so far: {self.stands()}")

    @contextmanager
    def running(self, *command: str) -> Iterator["subprocess.Popen[str]"]:
        """A process of the program, ended after use."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen([sys.executable, *command], env=self.env, text=True, **quiet) as process:  # type: ignore[call-overload] # the streams by name
            try:
                yield process
            finally:
                process.terminate()


def _archive(runs: int) -> bytes:
    return zipped(
        {f"{number:03d}.gpx": gpx(date(2025, 1, 1) + timedelta(days=number), minutes=59) for number in range(runs)}
    )


def whole(found: dict[str, Any], runs: int = RUNS) -> None:
    """Every file once, every run once, and the columns of each."""
    wanted = {"taken": runs, "known": 0, "refused": 0, "activities": runs}
    assert {name: found[name] for name in wanted} == wanted
    assert {found[name] for name in ("lines", "paths", "rows", "samples")} == {runs}


def _worker_of(server: int) -> int:
    """The process that works for a server: a child of its child, by its command."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                above = int(Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            if b"work" in command and server in (parent, above):
                return int(entry.name)
    raise AssertionError("the server has no worker")


def test_an_import_whose_worker_was_killed_is_taken_up_by_the_next_one(tmp_path: Path) -> None:
    server = Server(tmp_path)
    with server.running("-m", "opbouw.web", "work") as worker:
        begun = server.until(lambda found: found["lines"] > 0)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    left = server.stands()
    assert begun["over"] == left["over"] == 0
    assert left["status"] == "RUNNING"
    assert 0 < left["lines"] < RUNS
    assert left["lines"] == left["taken"] == left["activities"] == left["rows"] == left["samples"]
    server.write("UPDATE background_pulse SET beat_at = '2025-01-01 00:00:00'")
    with server.running("-m", "opbouw.web", "work"):
        whole(server.until(lambda found: bool(found["over"]) and found["status"] == "SUCCESSFUL"))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Not run: processes are found by /proc.")
def test_the_server_starts_another_worker_when_the_first_is_killed(tmp_path: Path) -> None:
    server = Server(tmp_path)
    with server.running("-c", CODE, "serve", "--port", str(free_port())) as web:
        server.until(lambda found: found["lines"] > 0)
        os.kill(_worker_of(web.pid), signal.SIGKILL)
        whole(server.until(lambda found: bool(found["over"])))


def test_a_worker_that_is_asked_to_stop_leaves_the_rest_for_the_next_one_at_once(tmp_path: Path) -> None:
    server = Server(tmp_path)
    with server.running("-m", "opbouw.web", "work") as worker:
        server.until(lambda found: found["lines"] > 0)
        worker.terminate()
        assert worker.wait(timeout=PATIENCE_S) == 0
    left = server.stands()
    assert (left["over"], left["status"]) == (0, "READY")
    with server.running("-m", "opbouw.web", "work"):
        whole(server.until(lambda found: bool(found["over"])))
