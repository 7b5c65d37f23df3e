"""A phone with a thumb: Chromium at 390 by 844, counting taps, looking at each page with axe."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, Literal
from wsgiref.types import StartResponse

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from opbouw.web import player, readiness
from opbouw.web.store import selectors, services
from opbouw.web.store.models import Episode
from tests.e2e.eyes import violations
from tests.plugin import chromium

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SECONDS_A_TAP, SECONDS_A_LETTER = 2.0, 0.4  # a calm thumb: finding the next target, and typing with one hand
MOST_MS = 45_000  # a busy machine is not a broken page
MODULES = [Path(str(app.__file__)).parent / "static" / app.__name__.rpartition(".")[2] for app in (player, readiness)]
MoveClock = Callable[[timedelta], None]


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """The log cannot be flushed like other tables: its episodes are erased first."""
    yield transactional_db
    for episode in Episode.objects.all():
        services.erase_episode(episode)
    selectors.forget_decisions()


@pytest.fixture(autouse=True)
def own_settings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploads go to a folder of the test, passwords cost no time, and the browser's loop does not stop the database."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads of the test server share one database connection, so one request is answered after the other."""
    answer, lock = WSGIHandler.__call__, RLock()

    def answered(handler: WSGIHandler, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        with lock:
            return answer(handler, environ, start)

    monkeypatch.setattr(WSGIHandler, "__call__", answered)


@pytest.fixture
def browser(live_server: LiveServer) -> Iterator[Browser]:
    """A Chromium of this story alone: its loop must not run while other tests use the database."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture
def move_clock(monkeypatch: pytest.MonkeyPatch) -> MoveClock:
    """Let time pass for the server: everything it knows about now comes from one function."""
    shift = timedelta()
    real = timezone.now

    def now() -> datetime:
        return real() + shift

    def move(by: timedelta) -> None:
        nonlocal shift
        shift += by

    monkeypatch.setattr(timezone, "now", now)
    return move


class Phone:
    """A page and the thumb on it; every page it lands on is looked at by axe."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.taps, self.letters = 0, 0

    @property
    def path(self) -> str:
        """The path of the page that is shown."""
        return self.page.url.removeprefix(self.address)

    @property
    def seconds(self) -> float:
        """How long the taps and letters so far take a calm thumb."""
        return self.taps * SECONDS_A_TAP + self.letters * SECONDS_A_LETTER

    def open(self, path: str) -> None:
        """Go to an address; that is no tap."""
        self.page.goto(self.address + path)
        self.look()

    def tap(self, selector: str) -> None:
        """Tap something on this page."""
        self.page.locator(selector).first.click(timeout=MOST_MS)
        self.taps += 1

    def go(self, selector: str) -> None:
        """Tap something that leads to another page, and look at that page."""
        with self.page.expect_navigation(timeout=MOST_MS):
            self.tap(selector)
        self.look()

    def choose(self, name: str, value: str) -> None:
        """Tap the label of a radio or checkbox."""
        self.tap(f'label:has(input[name="{name}"][value="{value}"])')

    def type(self, selector: str, text: str) -> None:
        """Tap a field and type in it."""
        self.page.locator(selector).fill(text, timeout=MOST_MS)
        self.taps += 1
        self.letters += len(text)

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text(timeout=MOST_MS)

    def look(self) -> None:
        """No page breaks a rule of accessibility, none runs off the side of the screen."""
        told = violations(self.page)
        assert told == [], f"{self.path}: {told}"
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.path

    def scrolls(self) -> bool:
        """Whether the page is longer than the screen."""
        return bool(self.page.evaluate("document.documentElement.scrollHeight > window.innerHeight"))


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Phone]:
    """A phone in Dutch, on a server where nobody has been yet; it keeps nothing for when there is no signal."""
    yield from _phone(browser, live_server, "block")


@pytest.fixture
def keeping_phone(browser: Browser, live_server: LiveServer) -> Iterator[Phone]:
    """The same, that keeps the day for when there is no signal: its service worker asks for pages of its own accord."""
    yield from _phone(browser, live_server, "allow")


def _phone(browser: Browser, server: LiveServer, workers: Literal["allow", "block"]) -> Iterator[Phone]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="nl-NL", has_touch=True, service_workers=workers
    )
    page = context.new_page()
    page.set_default_timeout(MOST_MS)
    yield Phone(page, server.url)
    context.close()


def served(route: Route) -> None:
    """The modules from their folder; an empty page for everything else."""
    name = route.request.url.rsplit("/", 1)[-1]
    if name.endswith(".js"):
        found = next(folder / name for folder in MODULES if (folder / name).exists())
        route.fulfill(path=found, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html")


@pytest.fixture(scope="module")
def modules() -> Iterator[Page]:
    """A page that can import the modules of the players and the tests and nothing else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        page = browser.new_page()
        page.route("**/*", served)
        page.goto("http://player.test/")
        yield page
        browser.close()
