"""Two processes serve the pages: what one is told the other knows, what one erases both forget, one worker for both."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import own_environment
from tests.cli.test_serve import free_port
from tests.web.test_crash import PATIENCE_S, Server, whole

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Not run: processes are found by /proc."),
]
RUNS = 40
MAKE = """
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
call_command("migrate", verbosity=0)
account = create_owner("Anna", "three calm words", "en")
load_log(Runner.objects.get(account=account), events(timezone.localdate()))
client = Client()
client.force_login(account)
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
# Every answer says which process gave it, and how much that one remembers.
SERVE = """
import os
os.cpu_count = lambda: 2
from opbouw.cli import serving
opened = serving.open_site
def open_site():
    opened()
    from opbouw.web import wsgi
    from opbouw.web.store.decided import Remembered
    pages = wsgi.application
    def marked(environ, start):
        def begin(status, headers, *rest):
            held = sum(len(one._values) for one in Remembered._memories)
            return start(status, [*headers, ("X-Process", str(os.getpid())), ("X-Held", str(held))], *rest)
        return pages(environ, begin)
    wsgi.application = marked
serving.open_site = open_site
from opbouw.cli.main import main
main()
"""


class Site:
    """A running server with a runner, asked by connections of one request each."""

    def __init__(self, port: int, server: int, session: str) -> None:
        self.port, self.server, self.session = port, server, session

    def get(self, path: str) -> tuple[http.client.HTTPResponse, str]:
        """A page and its text."""
        return self._ask("GET", path, "", "")

    def send(self, path: str, **fields: str) -> int:
        """Fill in the form of a page and send it; the status of the answer."""
        response, page = self.get(path)
        cookie = str(response.headers["Set-Cookie"]).partition(";")[0]
        form = page.rpartition("<form")[2]
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        return self._ask("POST", path, f"; {cookie}", urlencode(hidden | fields))[0].status

    def _ask(self, method: str, path: str, cookie: str, body: str) -> tuple[http.client.HTTPResponse, str]:
        headers = {"Host": "localhost", "Cookie": f"opbouw_session={self.session}{cookie}", "Connection": "close"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        return response, response.read().decode()

    def by_each(self, path: str) -> list[tuple[int, str]]:
        """What each of the two processes answers while the other holds still: how much it remembers, and the page."""
        both = _below(self.server)
        assert len(both) == 2
        return [self._by(one, other, path) for one, other in (both, reversed(both))]

    def _by(self, one: int, other: int, path: str) -> tuple[int, str]:
        os.kill(other, signal.SIGSTOP)
        try:
            response, page = self.get(path)
        finally:
            os.kill(other, signal.SIGCONT)
        assert (response.status, response.headers["X-Process"]) == (200, str(one))
        return int(response.headers["X-Held"]), page


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.1)


@contextmanager
def _site(folder: Path) -> Iterator[Site]:
    env = own_environment(folder) | {"DJANGO_SETTINGS_MODULE": "opbouw.web.settings"}
    made = subprocess.run(
        [sys.executable, "-c", MAKE], env=env, check=True, capture_output=True, text=True, timeout=PATIENCE_S
    )
    port = free_port()
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env) as server:
        try:
            assert server.stdout is not None
            assert "open" in server.stdout.readline()
            site = Site(port, server.pid, made.stdout.strip())
            _until(lambda: len(_below(server.pid)) == 2)
            yield site
        finally:
            server.terminate()


def test_what_one_process_is_told_the_other_knows_and_what_one_erases_both_forget(tmp_path: Path) -> None:
    with _site(tmp_path / "data") as site:
        before = site.by_each("/settings/profile")
        assert all(held for held, _page in before), "each has read the log"
        assert all('value="181"' not in page for _held, page in before)
        assert site.send("/settings/profile", height_cm="181") == 302
        for _round in range(5):
            assert all('value="181"' in page for _held, page in site.by_each("/settings/profile"))
        assert site.send("/settings/delete", word="delete", password="three calm words") == 302
        _until(lambda: all(held == 0 for held, _page in site.by_each("/health")))


def _below(parent: int) -> list[int]:
    """The children of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == parent and words[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def test_both_have_one_worker_and_when_its_process_is_killed_an_import_still_ends(tmp_path: Path) -> None:
    server, workers = Server(tmp_path, RUNS), [0]
    with server.running("-c", SERVE, "serve", "--port", str(free_port())) as web:

        def keeping() -> list[int]:
            found = [page for page in _below(web.pid) for _worker in _below(page)]
            workers.append(len(found))
            return found

        def over() -> bool:
            keeping()
            return bool(server.stands()["over"])

        _until(lambda: bool(keeping()) and server.stands()["lines"] > 0)
        os.kill(keeping()[0], signal.SIGKILL)
        _until(over)
        whole(server.stands(), RUNS)
    assert max(workers) == 1
