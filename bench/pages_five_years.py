"""How long pages with five years of data take, for eight clients at once: `python -m bench.pages_five_years`.

The runner has an archive of five years (a run every other day and a ride a week) before an episode of two years: a
check-in every day, a run every other day, strength twice and cross-training twice a week. The server is `opbouw serve`
as users run it, on this machine; each client asks the next page as soon as it has the last. "First" is the first look
after a start, with nothing remembered; four looks of each client follow that are not counted, for the server has two
processes and each remembers by itself. "Busy" is the processor time of the server for one look, which other work on the
machine moves less than the clock. With `--years N` the episode is longer; with `--pages a b` only those are asked.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("today", "check-in", "why", "plan", "progress", "tests", "causes", "history", "history/running", "settings")
CLIENTS, WARM, LOOKS = 8, 4, 15
ARCHIVE_DAYS = 5 * 365
LIMIT_MS = 100


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=2, help="years of the episode")
    parser.add_argument("--pages", nargs="*", default=PAGES, help="only these pages")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="opbouw-bench-") as folder:
        os.environ |= {"OPBOUW_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "opbouw.web.settings"}
        cookie, facts = _runner(365 * asked.years)
        with _server() as (port, pid):
            print(f"{facts} facts; {CLIENTS} clients, {LOOKS} looks each; load {os.getloadavg()[0]:.1f}")
            times = (("first ms", 10), ("busy ms", 9), ("median ms", 11), ("95 % ms", 9))
            names = (*times, ("limit", 7), ("a second", 10), ("kB", 7))
            print(f"{'page':<18}" + "".join(f"{name:>{width}}" for name, width in names))
            for page in asked.pages:
                _row(port, pid, cookie, page)


def _runner(days: int) -> tuple[str, int]:
    """Make a runner with the archive and the episode; returns the cookie of a log-in and how many facts there are."""
    import logging

    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from opbouw.web.accounts.services import create_owner
    from opbouw.web.store.models import Runner
    from opbouw.web.store.services import load_log

    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    account = create_owner("Anna", "three calm words", "nl")
    log = _log(timezone.localdate(), days)
    load_log(Runner.objects.get(account=account), log)
    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value, len(log)


def _log(today: date, days: int) -> list[dict[str, Any]]:
    """The example's log with a long archive before it, moved back, and then daily facts until today."""
    from bench.decide_speed import lived
    from opbouw.demo import events as example

    start = today - timedelta(days=days)
    made = example(start)
    episode = made[0]["episode"]
    onset = date.fromisoformat(made[0]["data"]["onset_on"])
    opened = made[0]["recorded_at"]
    for back in range(ARCHIVE_DAYS, 190, -1):
        sport = "run" if back % 2 else "cycle" if back % 14 == 0 else None
        if sport is not None:
            on = onset - timedelta(days=back)
            data = {
                "id": str(uuid.uuid5(uuid.UUID(episode), f"{on}")),
                "sport": sport,
                "seconds": 2400 + 60 * (back % 30),
            }
            data |= {"distance_m": 6000 + 150 * (back % 30), "start": f"{on}T07:00:00+00:00"}
            made.append(_fact(episode, "activity_imported", on, data, opened, "import"))
    first = next(one["data"] for one in made if one["type"] == "screened")
    for number in range(1, days + 1):
        on = start + timedelta(days=number)
        moment = datetime(on.year, on.month, on.day, 5, tzinfo=UTC).isoformat()
        kinds = (one for one in lived(number, first) if on < today or one[0] == "checked_in")
        made += (_fact(episode, kind, on, dict(data), moment, "runner") for kind, data in kinds)
    return made


def _fact(episode: str, kind: str, on: date, data: dict[str, Any], moment: str, role: str) -> dict[str, Any]:
    name = str(uuid.uuid5(uuid.UUID(episode), f"bench:{kind}:{on}:{data.get('kind')}"))
    row = {"id": name, "episode": episode, "type": kind, "on": on.isoformat(), "recorded_at": moment, "v": 1}
    return {**row, "by": {"role": role}, "data": data}


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-c", "from opbouw.cli.main import main; main()", "serve", "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, running.pid
    finally:
        running.terminate()
        running.wait()


def _wait(port: int) -> None:
    for _try in range(200):
        try:
            if _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "health", "")[1] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer")


def _ask(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[float, int, int]:
    """Milliseconds until the last byte, status, and bytes."""
    headers = {"Host": "localhost", "Cookie": f"opbouw_session={cookie}", "Accept-Encoding": "gzip"}
    begin = time.perf_counter()
    connection.request("GET", f"/{path}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    return (time.perf_counter() - begin) * 1000, answer.status, len(body)


def _looks(port: int, cookie: str, path: str, count: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    found = [_ask(connection, path, cookie) for _ in range(count)]
    wrong = [status for _ms, status, _bytes in found if status != 200]
    if wrong:
        raise SystemExit(f"/{path} answers {wrong[0]}")
    return [ms for ms, _status, _bytes in found]


def _everybody(port: int, cookie: str, path: str, count: int) -> list[float]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        each = clients.map(lambda _n: _looks(port, cookie, path, count), range(CLIENTS))
        return [one for part in each for one in part]


def _busy(pid: int) -> float:
    """Milliseconds of processor time of the server and its children so far; Linux only."""
    spent = 0.0
    for found in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = found.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if pid in (int(found.parent.name), int(words[1])):
            spent += int(words[11]) + int(words[12])
    return spent * 1000 / os.sysconf("SC_CLK_TCK")


def _row(port: int, pid: int, cookie: str, page: str) -> None:
    first, _status, size = _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=120), page, cookie)
    _everybody(port, cookie, page, WARM)
    before, since = _busy(pid), time.perf_counter()
    spent = _everybody(port, cookie, page, LOOKS)
    rate = len(spent) / (time.perf_counter() - since)
    busy = (_busy(pid) - before) / len(spent)
    high = quantiles(spent, n=20)[-1]
    kept = "kept" if high <= LIMIT_MS else "over"
    figures = f"{first:>10.0f}{busy:>9.1f}{median(spent):>11.1f}{high:>9.1f}{kept:>7}{rate:>10.0f}{size / 1000:>7.1f}"
    print(f"{page:<18}{figures}", flush=True)


if __name__ == "__main__":
    main()
