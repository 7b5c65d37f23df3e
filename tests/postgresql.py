"""Run a command with a PostgreSQL server that exists only meanwhile: `python -m tests.postgresql COMMAND...`.

The server lives in a temporary folder, listens on this machine only and is thrown away. The command finds it by
OPBOUW_TEST_DATABASE_URL. Where no server is installed the command is not run, and that is said; where OPBOUW_REQUIRE
names `database` that is a failure.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from tests.plugin import required

DEBIAN = Path("/usr/lib/postgresql")
NOT_INSTALLED = "PostgreSQL: not run, because no server is installed (pg_ctl was not found). SQLite is tested."
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
)


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl: the newest that Debian installed, else the one on the path; or None."""
    versions = sorted(DEBIAN.glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("pg_ctl")
    folder = Path(found).resolve().parent if found else None
    return folder if folder and (folder / "initdb").exists() else None


def server_user() -> str | None:
    """PostgreSQL refuses to run as root: the account to use instead, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def free_port() -> int:
    """A port on this machine that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A running server; yields its address as a URL. Raises CalledProcessError with its log on standard error."""
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="opbouw-pg-"))
    if user:
        shutil.chown(folder, user)
    data, log, port = folder / "data", folder / "log", free_port()

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    settings = " ".join(f"-c {option}" for option in (*OPTIONS, f"port={port}", f"unix_socket_directories={folder}"))
    try:
        run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
        try:
            run("pg_ctl", "start", "--wait", "--log", str(log), "--options", settings)
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            if (data / "postmaster.pid").exists():
                run("pg_ctl", "stop", "--mode", "immediate")
    except subprocess.CalledProcessError:
        if log.exists():
            sys.stderr.write(log.read_text(errors="replace"))
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def version_of(programs: Path) -> str:
    """The version of the server, such as "15.8"."""
    answer = subprocess.run([str(programs / "pg_ctl"), "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"\d+(\.\d+)?", answer)
    return found.group() if found else answer.strip()


def main(command: Sequence[str]) -> int:
    """Run the command and return its exit status; 0 where no server is installed and none is required."""
    programs = server_programs()
    if programs is None:
        print(NOT_INSTALLED, flush=True)
        return int("database" in required())
    print(f"PostgreSQL {version_of(programs)}, a server of our own for as long as this takes:", flush=True)
    with server(programs) as url:
        return subprocess.run(command, check=False, env={**os.environ, "OPBOUW_TEST_DATABASE_URL": url}).returncode


def _leave(_number: int, _frame: object) -> NoReturn:
    sys.exit(143)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _leave)  # so that the server is stopped and its folder removed
    sys.exit(main(sys.argv[1:]))
