"""What speaks against a clue: that it was just as clear before, without this complaint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from opbouw.history.detectors.past import Past
from opbouw.history.finding import Clue, Finding, Value
from opbouw.history.params import on_line, param

Detector = Callable[[Past], Clue]


def seen_before(detector: Detector, past: Past) -> Clue:
    """What a detector finds before onset, weaker by the share of earlier four-week periods in which it found as much.

    Below the least strength that counts it is no clue, and its numbers stand against.
    """
    clue = detector(past)
    if clue.strength == 0:
        return clue
    alike = clue.strength * float(param("seen_before_alike"))
    periods = _earlier(detector, past)
    times = [back for back, strength in periods if strength >= alike]
    if not times:
        weight = float(on_line(param("never_before_weight"), len(periods)))
        return _kept(replace(clue, strength=min(clue.strength * weight, param("spike_strength_max"))))
    weight = float(on_line(param("seen_before_weight"), len(times) / len(periods)))
    if set(times) & set(param("same_season_periods")):
        weight = min(weight, float(param("same_season_weight")))
    last = past.onset - timedelta(int(param("seen_before_step_days")) * min(times))
    numbers: dict[str, Value] = {"times": len(times), "periods": len(periods), "on": last}
    against = (*clue.against, Finding("seen_before", numbers))
    return _kept(replace(clue, strength=clue.strength * weight, against=against))


def _kept(clue: Clue) -> Clue:
    return clue if clue.strength >= param("strength_min") else Clue(against=(*clue.found, *clue.against))


def _earlier(detector: Detector, past: Past) -> list[tuple[int, float]]:
    """The strength found so many periods back, where the detector could see at all."""
    step = int(param("seen_before_step_days"))
    backs = range(1, int(param("seen_before_periods")) + 1)
    clues = [(back, detector(past.at(past.onset - timedelta(step * back)))) for back in backs]
    return [(back, clue.strength) for back, clue in clues if clue.known]
