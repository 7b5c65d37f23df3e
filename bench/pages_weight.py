"""What pages weigh and when they paint on a phone of 2020 on slow 4G: `python bench/pages_weight.py`.

The server runs as users run it, with the six weeks of the example as somebody's own. Chromium gets 1.6 Mbit/s, 150 ms a
round trip and a processor four times slower. "First" is with an empty cache, "again" the same page a moment later.
"Press" is the longest a press took until the next paint: something on the page that opens or can be chosen. Kilobytes
(1,000 bytes) are those on the wire. The service worker fetches after the page and stays out of the figures. ROUNDS=1
visits each page once.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

PAGES = (
    "today plan plan/along progress why check-in sessions/new?kind=run gate tests library library/heel_one_slow "
    "learn report history history/running causes settings settings/archive recordings evidence letter offline/day saved"
).split()
ROUNDS = int(os.environ.get("ROUNDS", "5"))  # paint is the median; the machine may be busy
BYTES_A_SECOND, ROUND_TRIP_MS, SLOWER = 200_000, 150, 4
SHOWN = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "font"}
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SEEN = """() => new Promise((done) => {
    let largest = 0, shift = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) largest = one.startTime; })
        .observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => { for (const one of list.getEntries()) shift += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done({ largest, shift,
        first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0 }), 300);
})"""


PRESSED = """() => { window.longest = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (one.interactionId) longest = Math.max(longest, one.duration);
}).observe({ type: "event", durationThreshold: 16 }); }"""
TO_PRESS = "main .cells label, main label.choice, main summary"


def main() -> None:
    """Print a row for each page."""
    with tempfile.TemporaryDirectory(prefix="opbouw-bench-") as folder:
        os.environ |= {"OPBOUW_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "opbouw.web.settings"}
        cookie = _log_in()
        with _server() as address:
            _measure(address, cookie)


def _log_in() -> str:
    """Make a runner with six weeks of days; returns the cookie of a log-in."""
    import logging

    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from opbouw.demo import events
    from opbouw.web.accounts.services import create_owner
    from opbouw.web.store.models import Runner
    from opbouw.web.store.services import load_log

    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    account = create_owner("Anna", "three calm words", "nl")
    load_log(Runner.objects.get(account=account), events(timezone.localdate()))
    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from opbouw.cli.main import main; main()", "serve", "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/health")
        yield address
    finally:
        running.terminate()
        running.wait()


def _wait_for(url: str) -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the server did not answer")


def _measure(address: str, cookie: str) -> None:
    from playwright.sync_api import sync_playwright

    names = ("html", "css", "js", "font", "other", "first", "again")
    print(
        f"{'page':<23}"
        + "".join(f"{name:>7}" for name in names)
        + f"{'paint':>8}{'largest':>9}{'shift':>7}{'press':>7}"
    )
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        for page in PAGES:
            _row(browser, address, cookie, page)
        browser.close()


def _row(browser: Any, address: str, cookie: str, path: str) -> None:
    rounds = [_visit(browser, address, cookie, path) for _ in range(ROUNDS)]
    first, again, _seen = rounds[-1]
    kinds = [first[name] / 1000 for name in ("html", "css", "js", "font", "other")]
    sums = [sum(found.values()) / 1000 for found in (first, again)]
    figures = "".join(f"{value:>7.1f}" for value in (*kinds, *sums))
    names = ("first", "largest", "shift", "press")
    paint, largest, shift, press = (median(seen[name] for *_sizes, seen in rounds) for name in names)
    print(f"{path:<23}{figures}{paint:>8.0f}{largest:>9.0f}{shift:>7.3f}{press:>7.0f}", flush=True)


def _visit(browser: Any, address: str, cookie: str, path: str) -> tuple[Counter[str], Counter[str], dict[str, float]]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="nl-NL", service_workers="block", device_scale_factor=2
    )
    context.add_cookies([{"name": "opbouw_session", "value": cookie, "url": address}])
    first, seen = _load(context, f"{address}/{path}")
    again, _seen = _load(context, f"{address}/{path}")
    context.close()
    return first, again, seen


def _load(context: Any, url: str) -> tuple[Counter[str], dict[str, float]]:
    page = context.new_page()
    tap = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    tap.on("Network.responseReceived", lambda told: kinds.__setitem__(told["requestId"], told["type"]))
    tap.on(
        "Network.loadingFinished",
        lambda told: sizes.update(
            {SHOWN.get(kinds.get(told["requestId"], ""), "other"): round(told["encodedDataLength"])}
        ),
    )
    tap.send("Network.enable")
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND / 2, "latency": ROUND_TRIP_MS}
    tap.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    tap.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    seen = page.evaluate(SEEN) | {"press": _press(page)}
    page.close()
    return sizes, seen


def _press(page: Any) -> float:
    """Milliseconds from a press to the next paint; below 16 ms a browser does not say, and that is 0."""
    target = page.locator(TO_PRESS)
    if target.count() == 0:
        return 0.0
    page.evaluate(PRESSED)
    target.first.click()
    page.wait_for_timeout(400)
    return float(page.evaluate("longest"))


if __name__ == "__main__":
    main()
