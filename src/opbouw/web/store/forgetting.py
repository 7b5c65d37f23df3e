"""Every process that serves pages forgets an erased log, whichever process was asked to erase it.

What is remembered stands on the newest number of a log, so it is right in every process; but it would still be held.
"""

import time
from collections.abc import Callable
from threading import Thread

import structlog
from django.db import Error, close_old_connections

from opbouw.web.store import selectors
from opbouw.web.store.models import Episode

LOOK_S = 1.0  # how long another process may still hold in memory what was erased; no page shows it meanwhile

log = structlog.get_logger("opbouw.web.store")


def start() -> Thread:
    """Look once a second for as long as this process lives."""
    thread = Thread(target=_keep_looking, name="forgetting", daemon=True)
    thread.start()
    return thread


def _keep_looking() -> None:
    look = looking()
    while True:
        time.sleep(LOOK_S)
        close_old_connections()
        try:
            look()
        except Error as problem:
            log.warning("erasures_not_readable", error=type(problem).__name__)


def looking() -> Callable[[], None]:
    """A look at which of the logs that this process read are gone; then it forgets, at that look and at the next.

    The second time is for a page that was on its way at the first, and put back what it had read.
    """
    gone: set[selectors.Name] = set()

    def look() -> None:
        nonlocal gone
        read = set(selectors.READ)
        if not read:
            return
        known = Episode.objects.filter(pk__in=[pk for pk, _opened_at in read])
        before, gone = gone, read - set(known.values_list("pk", "opened_at"))
        selectors.READ.difference_update(before & gone)
        if gone:
            selectors.forget_decisions()

    return look
