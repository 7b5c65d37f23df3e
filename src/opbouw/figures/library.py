"""Which figures an exercise has: one, a second from another side where one misleads, or a stated reason for none."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from opbouw.figures.pose import Movement
from opbouw.figures.reading import movement, names


@cache
def figures_of(exercise: str) -> tuple[Movement, ...]:
    """The movements drawn for an exercise, the main view first, or one view by its own name; empty where none is."""
    return tuple(movement(name) for name in names() if exercise in (name, name.partition(".")[0]))


@cache
def _without() -> Mapping[str, Mapping[str, str]]:
    place = resources.files("opbouw.figures").joinpath("data", "without.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


def fallback(exercise: str, lang: str) -> str:
    """Why an exercise has no figure, in one sentence; empty where it has one."""
    if figures_of(exercise):
        return ""
    rows = _without()
    return rows.get(exercise, rows["default"])[lang]


def excused() -> frozenset[str]:
    """Exercises of which it is stated that they have no figure."""
    return frozenset(_without()) - {"default"}
