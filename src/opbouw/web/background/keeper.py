"""Beside each process of the web server: starts a worker when there is work and none yet, and another after a kill."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import structlog
from django.conf import settings
from django.db import Error, close_old_connections

from opbouw.web.activities import services
from opbouw.web.background.queue import WAKE
from opbouw.web.background.reaper import due, reap

LOOK_S = 2.0  # how often the queue is looked at when nobody says that there is something in it
REST_S = 3.0  # after a worker that ended badly, so that one that cannot start does not fill the log

log = structlog.get_logger("opbouw.web.background")


def start() -> Thread:
    """Keep a worker beside this process for as long as it lives."""
    thread = Thread(target=_keep, args=(Event(),), name="keeper", daemon=True)
    thread.start()
    return thread


def _keep(over: Event) -> None:
    look_back()
    while not over.is_set():
        close_old_connections()
        try:
            wanted = bool(settings.WATCHED) or due()
        except Error as problem:
            log.warning("queue_not_readable", error=type(problem).__name__)
            wanted = False
        if wanted:
            _work()
        WAKE.wait(LOOK_S)
        WAKE.clear()


def look_back() -> None:
    """After an upgrade with better readers: have what older ones read read again, once, behind all other work."""
    try:
        services.read_older()
    except Error as problem:
        log.warning("queue_not_readable", error=type(problem).__name__)


def _work() -> None:
    try:
        with _turn() as held:
            if held is not None:
                _run_worker(held)
    except OSError as problem:
        log.warning("worker_not_started", error=type(problem).__name__)


@contextmanager
def _turn() -> Iterator[int | None]:
    """The right to run a worker, one for each data folder; None while it is another's.

    It is a lock on a file, which the system takes back from a process that is killed.
    """
    with (Path(settings.DATA_DIR) / "worker.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield file.fileno()


def _run_worker(held: int) -> None:
    """A worker until it has nothing left to do. It ends by itself when this process does: then its input ends.

    It holds the lock as well, so that no other begins while it leaves what it was doing.
    """
    name = uuid4().hex
    command = [sys.executable, "-m", "opbouw.web", "work", "--name", name, "--kept"]
    # A session of its own: Ctrl+C in the terminal is for the server, which lets its worker stop by itself.
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, pass_fds=(held,)) as worker:
        status = worker.wait()
    if status != 0:
        log.warning("worker_ended", status=status)
        reap(gone=name)
        time.sleep(REST_S)
