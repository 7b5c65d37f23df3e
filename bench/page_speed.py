"""How long the pages of the example runner take: `python bench/page_speed.py` prints median and 95th percentile.

The time is that of the server, through all its middleware, without the network; on a database of its own that is thrown
away. "After a change" is the first look after something new was written, when nothing about it is remembered.
"""

from __future__ import annotations

import os
import tempfile
import time
from statistics import median, quantiles

PAGES = ("today", "why", "plan", "plan/changes", "plan/along", "check-in", "history", "settings")
LOOKS = 60
CHANGES = 20


def main() -> None:
    """Print a row for each page."""
    with tempfile.TemporaryDirectory(prefix="opbouw-bench-") as folder:
        os.environ |= {"OPBOUW_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "opbouw.web.settings"}
        import django

        django.setup()
        _measure()


def _measure() -> None:
    import logging

    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from opbouw.web.store import selectors
    from opbouw.web.store.example import open_example

    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    client.force_login(open_example(timezone.localdate(), "en"))
    print(f"{'page':<12}{'median ms':>11}{'95 % ms':>9}{'after a change ms':>19}{'queries':>9}")
    for page in PAGES:
        first = []
        for _ in range(CHANGES):
            selectors.forget_decisions()
            first.append(_timed(client, page))
        spent = [_timed(client, page) for _ in range(LOOKS)]
        with CaptureQueriesContext(connection) as queries:
            _timed(client, page)
        print(
            f"{page:<12}{median(spent):>11.1f}{quantiles(spent, n=20)[-1]:>9.1f}{median(first):>19.1f}{len(queries):>9}"
        )


def _timed(client: object, page: str) -> float:
    begin = time.perf_counter()
    answer = client.get(f"/{page}")  # type: ignore[attr-defined] # a Django client
    spent = (time.perf_counter() - begin) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"/{page} answers {answer.status_code}")
    return spent


if __name__ == "__main__":
    main()
