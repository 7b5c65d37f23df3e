"""Limits as objects: a proposed number, every bound on it, and the one that won. Limits only tighten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opbouw.core.decision import Limit, OtherLimit
from opbouw.core.ladder import round_down


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound on a number."""

    id: str
    value: float


def limited(id: str, unit: str, original: float, bounds: Iterable[Bound], *, rounded: bool = True) -> Limit:
    """The lowest of the proposal and its bounds; rounded down once, here, and never below zero."""
    ordered = sorted(bounds, key=lambda one: one.value)  # of equals the first given wins: bounds come by weight
    lowest = min([original, *(one.value for one in ordered)])
    value = round_down(lowest) if rounded else max(0.0, lowest)
    winner = ordered[0].id if ordered and ordered[0].value < original else None
    others = tuple(OtherLimit(one.id, round(one.value, 2)) for one in ordered if one.id != winner)
    return Limit(id, unit, round(original, 2), value, winner, others)


def lowest_bound(limit: Limit) -> float:
    """The tightest bound on a number, also when it did not reach the proposal; endless when there is none."""
    values = [one.value for one in limit.others]
    return min([limit.value, *values] if limit.winner else values, default=float("inf"))
