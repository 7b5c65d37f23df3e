"""Numbers of the history that stand in no evidence table, each with its reason in ``params.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any


@cache
def _params() -> dict[str, Any]:
    text = resources.files("opbouw.history").joinpath("params.toml").read_text(encoding="utf-8")
    return {row["id"]: row["value"] for row in tomllib.loads(text)["param"]}


def param(name: str) -> Any:
    """The value of one derived number; KeyError names an id the table does not have."""
    return _params()[name]


def on_line(points: list[list[float]], x: float) -> float:
    """The height at ``x`` of straight lines through ``points`` [x, y]; flat outside them."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]
