"""Fixtures for every area: a clean start, the shared recordings and a clock that stands still."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.utils import timezone, translation
from freezegun import freeze_time

from tests.plugin import ROOT, shared_folder


@pytest.fixture(autouse=True)
def nobody_was_here() -> None:
    """A request leaves its language and time zone behind in the thread; no test begins with those of another."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real recordings; a test that asks for it is skipped or fails where the folder is missing."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("Not run: no folder with recordings.")
    return folder


@pytest.fixture
def clock_at() -> Iterator[Callable[[str], None]]:
    """Stop the clock: `clock_at("2026-03-02 08:00+01:00")`; a second call moves it."""
    with ExitStack() as frozen:

        def stop(instant: str) -> None:
            frozen.pop_all().close()
            frozen.enter_context(freeze_time(instant))

        yield stop
