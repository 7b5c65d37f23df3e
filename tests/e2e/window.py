"""A browser that gets its pages from this process: no server, no port, the clock of people.py for both sides.

Every request of the browser is answered by a Django client, so the pages are those of the whole stack, headers and content
policy included, and a test may stay inside one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.e2e.pages import Shown
from tests.e2e.people import NOW, World

HOME = "https://testserver"
SIZES = {"phone": (390, 844), "wide": (1280, 800)}
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
THEMES = ("light", "dark")
MOST_MS = 20_000
STILL = "*, *::before, *::after { transition: none !important; }"


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
    """Opens pages of a world; what does not change is asked once."""

    world: World
    browser: Browser
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))
    files: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    @contextmanager
    def open(self, shown: Shown, look: Look) -> Iterator[Page]:
        """The page in its state, as it looks; closed afterwards."""
        account = self.world.who(shown.who) if shown.who else None
        self.client.logout()
        if account is not None:
            self.client.force_login(account)
        path = shown.path if isinstance(shown.path, str) else shown.path(account)  # type: ignore[arg-type]
        width, height = SIZES[look.size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=LANGUAGES[look.language],
            color_scheme="dark" if look.theme == "dark" else "light",
            reduced_motion="reduce",
            service_workers="block",
        )
        page = context.new_page()
        page.set_default_timeout(MOST_MS)
        page.route("**/*", lambda route: self._answer(route, look.language))
        page.clock.install(time=NOW)
        try:
            answer = page.goto(HOME + path)
            assert answer is not None
            assert answer.status == shown.status, (shown.name, path, answer.status)
            if shown.press is not None:
                shown.press(page)
            page.evaluate("document.fonts.ready")
            yield page
        finally:
            context.close()

    def _answer(self, route: Route, language: str) -> None:
        request = route.request
        where = urlsplit(request.url)
        path = f"{where.path}?{where.query}" if where.query else where.path
        if path not in self.files:
            headers = {name: value for name, value in request.headers.items() if name != "accept-encoding"}
            made = self.client.generic(
                request.method,
                path,
                request.post_data_buffer or b"",
                request.headers.get("content-type", "application/octet-stream"),
                secure=True,
                headers={**headers, "accept-language": language},
            )
            body = b"".join(made.streaming_content) if made.streaming else made.content
            # A way on to another page is no page: without its goal the browser stays here, and the status tells.
            kept = {name: value for name, value in made.headers.items() if name != "Location"}
            answer = (made.status_code, kept, body)
            if not path.startswith("/static/"):
                route.fulfill(status=answer[0], headers=answer[1], body=body)
                return
            self.files[path] = answer
        status, headers, body = self.files[path]
        route.fulfill(status=status, headers=headers, body=body)
