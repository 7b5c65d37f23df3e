"""A recent level against an earlier one, in units of the runner's own variation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, pstdev

from opbouw.history.params import on_line, param

MAD_TO_SD = 1.4826  # of a normal spread


@dataclass(frozen=True, slots=True)
class Change:
    """``then`` and ``now`` in the unit of the values; ``sure`` 0-1 says how far it lies outside usual variation."""

    then: float
    now: float
    sure: float

    @property
    def rise(self) -> float:
        """The change as a fraction of the earlier level; 0 where that is nothing."""
        return self.now / self.then - 1 if self.then else 0.0


def changed(before: Sequence[float], recent: Sequence[float], least: float = 0.0) -> Change | None:
    """The mean of the recent values against the middle of the earlier ones; None with too few of either.

    ``least`` is the smallest spread to believe, in the unit of the values: two like numbers are chance.
    """
    needed = param("change_min_runs")
    if len(recent) < needed["recent"] or len(before) < needed["before"]:
        return None
    then, now = median(before), fmean(recent)
    return Change(then, now, outside(now - then, max(spread(before), least), len(recent), len(before)))


def spread(values: Sequence[float]) -> float:
    """The larger of a robust and half the plain standard deviation: one odd run is no spread, many are."""
    middle = median(values)
    return max(MAD_TO_SD * median(abs(value - middle) for value in values), pstdev(values) / 2)


def outside(difference: float, sd: float, recent: int, before: int, gate: str = "noise_gate") -> float:
    """How sure a difference of means is more than chance, 0-1, either way."""
    error = sd * math.sqrt(1 / recent + 1 / before)
    return float(on_line(param(gate), abs(difference) / error)) if error else float(difference != 0)


def share_outside(then: float, now: float, recent: int, before: int) -> float:
    """As `outside` for a share of runs, by the share of all of them together."""
    pooled = (now * recent + then * before) / (recent + before)
    return outside(now - then, math.sqrt(pooled * (1 - pooled)), recent, before)


def ranked_outside(before: Sequence[float], recent: Sequence[float]) -> float:
    """As `outside`, by the rank sum of the recent values: long stops and one odd run weigh no more than any other."""
    higher = sum((now > then) - (now < then) for now in recent for then in before) / 2
    error = math.sqrt(len(recent) * len(before) * (len(recent) + len(before) + 1) / 12)
    return float(on_line(param("noise_gate"), abs(higher) / error))
