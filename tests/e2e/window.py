"""A browser that gets its pages from this process: no server, no port, the clock of people.py for both sides.

Every request of the browser is answered by a Django client, so the pages are those of the whole stack, headers and
content policy included, and a test may stay inside one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from urllib.parse import urlsplit

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.e2e.pages import Shown
from tests.e2e.people import NOW, World

HOME = "https://testserver"
SIZES = {"phone": (390, 844), "wide": (1280, 800)}
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
THEMES = ("light", "dark")
MOST_MS = 20_000
FORGET = "localStorage.clear(); sessionStorage.clear();"  # what a page kept is not for the next one


@dataclass(frozen=True)
class Look:
    """How somebody looks: size of the screen, language, light or dark."""

    size: str
    language: str
    theme: str

    @property
    def name(self) -> str:
        """A short name for files."""
        return f"{self.size}-{self.language}-{self.theme}"


LOOKS = tuple(Look(*one) for one in product(SIZES, LANGUAGES, THEMES))


@dataclass
class Window:
    """Opens pages of a world; what does not change is asked once.

    ``database`` is the connection from before the browser was there: a browser brings tasks of its own, and in each of
    them Django would open another one, which sees nothing of the transaction of the test.
    """

    world: World
    browser: Browser
    database: BaseDatabaseWrapper
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))
    tabs: dict[Look, Page] = field(default_factory=dict)
    files: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    def open(self, shown: Shown, look: Look) -> Page:
        """The page in its state, as it looks; until the next one is opened."""
        connections[DEFAULT_DB_ALIAS] = self.database
        account = self.world.who(shown.who) if shown.who else None
        self.client.logout()
        if account is not None:
            self.client.force_login(account)
        path = shown.at(account)
        page = self.tabs.get(look) or self._tab(look)
        width, height = SIZES[look.size]
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(HOME + path)
        assert answer is not None
        assert answer.status == shown.status, (shown.name, path, answer.status)
        if shown.press is not None:
            shown.press(page)
        page.evaluate("document.fonts.ready")
        return page

    def _tab(self, look: Look) -> Page:
        """One tab for each look: to begin a new one takes longer than all that is done in it."""
        context = self.browser.new_context(
            locale=LANGUAGES[look.language],
            color_scheme="dark" if look.theme == "dark" else "light",
            reduced_motion="reduce",
            service_workers="block",
        )
        context.add_init_script(FORGET)
        self.tabs[look] = page = context.new_page()
        page.set_default_timeout(MOST_MS)
        page.route("**/*", lambda route: self._answer(route, look.language))
        page.clock.install(time=NOW)
        return page

    def _answer(self, route: Route, language: str) -> None:
        request = route.request
        where = urlsplit(request.url)
        path = f"{where.path}?{where.query}" if where.query else where.path
        if path not in self.files:
            connections[DEFAULT_DB_ALIAS] = self.database
            headers = {name: value for name, value in request.headers.items() if name != "accept-encoding"}
            made = self.client.generic(
                request.method,
                path,
                request.post_data_buffer or b"",
                request.headers.get("content-type", "application/octet-stream"),
                secure=True,
                headers={**headers, "accept-language": language},
            )
            body = b"".join(made)
            # A way on to another page is no page: without its goal the browser stays here, and the status tells.
            kept = {name: value for name, value in made.headers.items() if name != "Location"}
            answer = (made.status_code, kept, body)
            if not path.startswith("/static/"):
                route.fulfill(status=answer[0], headers=answer[1], body=body)
                return
            self.files[path] = answer
        status, headers, body = self.files[path]
        route.fulfill(status=status, headers=headers, body=body)
