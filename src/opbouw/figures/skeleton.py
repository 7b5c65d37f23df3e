"""The one skeleton all figures share: lengths, outlines, clothes, muscles and joint limits, from ``skeleton.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def skeleton() -> Mapping[str, Any]:
    """The whole table; `bones`, `limits`, `head`, `clothes`, `muscles`, `foot` and `top`."""
    place = resources.files("opbouw.figures").joinpath("data", "skeleton.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


@cache
def length(bone: str) -> float:
    """How long a bone is, in units of about 1 cm."""
    return float(skeleton()["bones"][bone]["length"])


def base_of(bone: str) -> str:
    """A bone without its side: ``thigh`` for ``thigh_n``."""
    return bone[:-2] if bone[-2:] in ("_n", "_f") else bone


def limits(view: str) -> Mapping[str, tuple[float, float]]:
    """The range of each joint in degrees, as seen from this side."""
    found = skeleton()["limits"].get(view, {})
    return {joint: (float(low), float(high)) for joint, (low, high) in found.items()}


def muscle(name: str) -> Mapping[str, Any]:
    """Where a muscle lies: its bone, from where to where, and on which side."""
    found: Mapping[str, Any] = skeleton()["muscles"][name]
    return found
