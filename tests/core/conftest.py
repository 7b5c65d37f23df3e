"""Each module of tests begins with nothing looked up before, so that it sees every line it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest


def _remembering() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.startswith(("opbouw.core.", "opbouw.words.")):
            yield from (one for one in vars(module).values() if hasattr(one, "cache_clear"))


@pytest.fixture(autouse=True, scope="module")
def nothing_looked_up() -> None:
    """Forget what was looked up once: the coverage of a line may not hang on which test came first."""
    for one in _remembering():
        one.cache_clear()
