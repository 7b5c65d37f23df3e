"""Every page in every state: axe finds nothing, and nothing runs off the side on 320 px or with letters twice as large.

Each page is looked at in one combination of size, language and theme; over the list they take turns, so every
combination is seen many times. SWEEP=all looks at every page in all of them.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from playwright.sync_api import Page, sync_playwright

from opbouw import web
from tests.e2e.conftest import SWITCHES
from tests.e2e.eyes import violations
from tests.e2e.pages import PAGES, Shown
from tests.e2e.people import World, standing_still
from tests.e2e.window import LOOKS, Look, Window
from tests.plugin import chromium

ASKED = {"resultTypes": ["violations"], "preload": False}
PARTS = 2  # so that several processes share the work; each makes only the people of its own pages
MANY_MEANINGS = frozenset({"hint", "ln", "rules", "shorts", "skin"})  # other things in other places
LETTERS = 16
NARROW = 320
WEB = Path(web.__file__).parent
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def turns() -> list[tuple[Shown, Look]]:
    """Which page is looked at how."""
    if os.environ.get("SWEEP") == "all":
        return [(shown, look) for shown in PAGES for look in LOOKS]
    return [(shown, LOOKS[at % len(LOOKS)]) for at, shown in enumerate(PAGES)]


def test_every_page_has_a_name_of_its_own_and_every_combination_is_seen() -> None:
    names = [shown.name for shown in PAGES]
    assert sorted(set(names)) == sorted(names)
    assert {look for _shown, look in turns()} == set(LOOKS)


@pytest.fixture
def window(db: None) -> Iterator[Window]:
    """A browser on pages of this process, where the clock stands still."""
    database = connections[DEFAULT_DB_ALIAS]
    with standing_still(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield Window(World(), browser, database)
        browser.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_and_nothing_runs_off_the_side(window: Window, part: int) -> None:
    wrong: list[str] = []
    for shown, look in turns()[part::PARTS]:
        page = window.open(shown, look)
        wrong += [f"{shown.name} ({look.name}): {one}" for one in [*broken(page), *unstyled(page), *sideways(page)]]
    assert wrong == [], "\n".join(wrong)


@cache
def styled() -> dict[str, frozenset[str]]:
    """The classes that each style sheet begins a selector with, by the address of the sheet."""
    return {sheet: frozenset(re.findall(r"(?:^|[,}{])\s*\.([a-z][\w-]*)", text)) for sheet, text in sheets().items()}


@cache
def named() -> dict[str, frozenset[str]]:
    """The classes that each style sheet names anywhere."""
    return {sheet: frozenset(re.findall(r"\.([a-z][\w-]*)", text)) for sheet, text in sheets().items()}


@cache
def sheets() -> dict[str, str]:
    """Every style sheet by its address."""
    found = WEB.glob("*/static/**/*.css")
    return {"/".join(one.parts[one.parts.index("static") + 1 :]): one.read_text(encoding="utf-8") for one in found}


def unstyled(page: Page) -> list[str]:
    """Classes of this page that have their looks in a style sheet which the page does not ask for."""
    linked, used = page.evaluate(
        """() => [[...document.styleSheets].map((one) => new URL(one.href).pathname.replace("/static/", "")),
            [...new Set([...document.querySelectorAll("[class]")].flatMap((one) => [...one.classList]))]]"""
    )
    known = frozenset[str]().union(*(named().get(sheet, frozenset()) for sheet in linked))
    return [
        f".{name} stands in {sheet}, which the page does not link"
        for name in sorted(set(used) - known - MANY_MEANINGS)
        for sheet, classes in sorted(styled().items())
        if name in classes
    ]


def broken(page: Page) -> list[str]:
    """The rules of accessibility that this page breaks. As high as its page: a bar must not cover half a target."""
    size = page.viewport_size or {"width": NARROW, "height": 0}
    high = max(size["height"], int(page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": size["width"], "height": high})
    found = violations(page, ASKED)
    page.set_viewport_size(size)
    return found


def sideways(page: Page) -> Iterator[str]:
    """Where this page is wider than the screen: as it is, on 320 px, and with letters twice as large on a phone."""
    if runs_off(page):
        yield "runs off the side"
    page.set_viewport_size({"width": NARROW, "height": 700})
    if runs_off(page):
        yield f"runs off the side on {NARROW} px: {furthest(page)}"
    page.set_viewport_size({"width": 390, "height": 844})
    tools = page.context.new_cdp_session(page)
    tools.send("Page.setFontSizes", {"fontSizes": {"standard": 2 * LETTERS}})
    if runs_off(page):
        yield f"runs off the side with letters twice as large: {furthest(page)}"
    tools.send("Page.setFontSizes", {"fontSizes": {"standard": LETTERS}})
    tools.detach()


def runs_off(page: Page) -> bool:
    """Whether there is something to scroll to beside the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def furthest(page: Page) -> str:
    """The innermost element that reaches furthest to the side, for who has to mend it."""
    return str(
        page.evaluate(
            """() => [...document.body.querySelectorAll("*")].reduce((far, one) =>
                one.getBoundingClientRect().right >= far.getBoundingClientRect().right ? one : far
            ).outerHTML.slice(0, 120)"""
        )
    )
