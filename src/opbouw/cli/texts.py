"""The sentences of the command line, Dutch and English, from ``texts.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def all_texts() -> dict[str, dict[str, str]]:
    """Every sentence by its key, each with ``en`` and ``nl``."""
    return tomllib.loads(resources.files("opbouw.cli").joinpath("texts.toml").read_text(encoding="utf-8"))


def text(key: str, lang: str, **params: Any) -> str:
    """One sentence with its parameters filled in; KeyError names a key without a sentence."""
    return all_texts()[key][lang].format(**params)
