"""What speaks against a clue: that it was just as clear before, without this complaint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

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
    periods = [(day, strength) for day, strength in _earlier(detector, past) if strength is not None]
    times = [day for day, strength in periods if strength >= alike]
    if times:
        numbers: dict[str, Value] = {"times": len(times), "periods": len(periods), "on": max(times)}
        weight = float(on_line(param("seen_before_weight"), len(times) / len(periods)))
        clue = replace(clue, strength=clue.strength * weight, against=(*clue.against, Finding("seen_before", numbers)))
    return clue if clue.strength >= param("strength_min") else Clue(against=(*clue.found, *clue.against))


def _earlier(detector: Detector, past: Past) -> list[tuple[date, float | None]]:
    """Each earlier day with the strength found there; None where the detector could not see."""
    step = int(param("seen_before_step_days"))
    days = [past.onset - timedelta(step * back) for back in range(1, int(param("seen_before_periods")) + 1)]
    clues = [(day, detector(past.at(day))) for day in days]
    return [(day, clue.strength if clue.known else None) for day, clue in clues]
