"""A Wednesday that stands still, with the runners of the daily pages; and the plan as plain words."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from tests.web.daily.conftest import Runs, nothing_remembered, runner_with, weeks_on

__all__ = ["nothing_remembered", "plain", "runner_with", "weeks_on"]  # fixtures of the daily pages
WEDNESDAY = "2026-11-25 10:00+01:00"


@pytest.fixture(autouse=True)
def on_a_wednesday(clock_at: Callable[[str], None]) -> None:
    """The middle of week 48."""
    clock_at(WEDNESDAY)


def plain(html: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def part(html: str, start: str, end: str) -> str:
    """The piece of a page from one mark to the next."""
    return html[html.index(start) :].split(end, 1)[0]


def words_of(runner: Runs, path: str = "/plan") -> str:
    """A page of this runner in plain words."""
    return plain(runner.text(path))
