"""What the tables note about each injury, in our own words, from ``told.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def all_told() -> Mapping[str, Mapping[str, list[str]]]:
    """Every injury with its sentences: ``known`` and ``watch``, each in ``en`` and ``nl``."""
    return tomllib.loads(resources.files("opbouw.web.learn").joinpath("told.toml").read_text(encoding="utf-8"))


def told(injury: str, kind: str, lang: str) -> list[str]:
    """The sentences of one injury: what is known, or what to watch."""
    return all_told()[injury][f"{kind}_{lang}"]
