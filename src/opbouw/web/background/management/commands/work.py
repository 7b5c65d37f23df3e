"""`python -m opbouw.web work`: do what waits in the queue, now and as long as something comes."""

import contextlib
import os
import signal
import sys
import time
from argparse import ArgumentParser
from threading import Thread
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from opbouw.web.activities import watching
from opbouw.web.background.keeper import look_back
from opbouw.web.background.queue import STOPPING
from opbouw.web.background.reaper import due, reap
from opbouw.web.background.work import Worker
from opbouw.web.store import forgetting

LOOK_S = 1.0
LINGER_S = 10.0  # an idle worker that the server started ends after this, and gives its memory back
LAST_S = 5.0  # to leave a task where it can be left


class Command(BaseCommand):
    """Works on what waits. The web server starts it by itself; without that server it is started by hand."""

    help = "Do what waits in the queue, now and as long as something comes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the server says when it starts a worker of its own."""
        parser.add_argument("--name", default=uuid4().hex, help="Its name among workers; no other may have it.")
        parser.add_argument("--kept", action="store_true", help="End when idle, and when the input ends.")

    def handle(self, *_args: Any, name: str, kept: bool, **_options: Any) -> None:
        """Work until there is nothing to do (kept) or until told to stop."""
        os.nice(10)  # pages come first
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: STOPPING.set())
        if kept:
            Thread(target=_end_with_the_server, daemon=True).start()
        else:
            look_back()
        idle_since, forget = time.monotonic(), forgetting.looking()
        while not STOPPING.is_set():
            close_old_connections()
            forget()
            reap()
            watching.look()
            if due():
                Worker(name, beats=True).run()
                idle_since = time.monotonic()
            elif kept and not settings.WATCHED and time.monotonic() - idle_since > LINGER_S:
                return
            STOPPING.wait(LOOK_S)


def _end_with_the_server() -> None:
    """The server holds the other end of our input: when that ends, so do we; the next worker goes on."""
    with contextlib.suppress(OSError):
        sys.stdin.read()
    STOPPING.set()
    time.sleep(LAST_S)
    os._exit(0)
