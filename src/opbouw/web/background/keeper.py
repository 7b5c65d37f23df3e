"""Beside the web server: starts a worker when there is work, and another when that one is killed."""

import subprocess
import sys
import time
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
            _run_worker()
        WAKE.wait(LOOK_S)
        WAKE.clear()


def look_back() -> None:
    """After an upgrade with better readers: have what older ones read read again, once, behind all other work."""
    try:
        services.read_older()
    except Error as problem:
        log.warning("queue_not_readable", error=type(problem).__name__)


def _run_worker() -> None:
    """A worker until it has nothing left to do. It ends by itself when this process does: then its input ends."""
    name = uuid4().hex
    command = [sys.executable, "-m", "opbouw.web", "work", "--name", name, "--kept"]
    # A session of its own: Ctrl+C in the terminal is for the server, which lets its worker stop by itself.
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as worker:
        status = worker.wait()
    if status != 0:
        log.warning("worker_ended", status=status)
        reap(gone=name)
        time.sleep(REST_S)
