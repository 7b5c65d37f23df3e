"""What speaks against a clue: that it was just as clear before, without this complaint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from opbouw.history.detectors.past import Past
from opbouw.history.finding import Clue, Finding, Value
from opbouw.history.params import on_line, param

Detector = Callable[[Past], Clue]


def seen_before(detector: Detector, past: Past, until: date | None = None) -> Clue:
    """What a detector finds before onset, weaker by the share of earlier four-week periods in which it found as much.

    ``until`` leaves later days out, where they would see the very same thing. Below the least strength that counts it
    is no clue, and its numbers stand against.
    """
    clue = detector(past)
    if clue.strength == 0:
        return clue
    alike = clue.strength * float(param("seen_before_alike"))
    periods = _earlier(detector, past, until or past.onset)
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


def in_return(past: Past, seen: Mapping[str, Clue]) -> dict[str, Clue]:
    """The clues, weaker where a clear return after a pause explains that they grew."""
    back = past.comeback()
    if back is None or back.next_run is None or seen["layoff_before"].strength < param("in_return_from"):
        return dict(seen)
    why = Finding("in_return", {"on": back.next_run})
    weight = float(param("in_return_factor"))
    explained = {factor for factor in param("in_return_factors") if seen[factor].strength > 0}
    return {
        factor: replace(clue, strength=clue.strength * weight, against=(*clue.against, why))
        if factor in explained
        else clue
        for factor, clue in seen.items()
    }


def _kept(clue: Clue) -> Clue:
    return clue if clue.strength >= param("strength_min") else Clue(against=(*clue.found, *clue.against))


def _earlier(detector: Detector, past: Past, until: date) -> list[tuple[int, float]]:
    """The strength found so many periods back, where the detector could see at all."""
    step = int(param("seen_before_step_days"))
    backs = range(1, int(param("seen_before_periods")) + 1)
    days = [(back, past.onset - timedelta(step * back)) for back in backs]
    carried = [(back, day) for back, day in days if day <= until and not _then_paused(past, day)]
    pasts = [(back, past.at(day)) for back, day in carried]
    # growth in a return is no habit to hold a growth without one against
    alike = [(back, then) for back, then in pasts if then.comeback() is None or past.comeback() is not None]
    clues = [(back, detector(then)) for back, then in alike]
    return [(back, clue.strength) for back, clue in clues if clue.known]


def _then_paused(past: Past, day: date) -> bool:
    """Whether a pause began in the four weeks after a day: nobody knows if what came before it was carried."""
    soon = timedelta(int(param("seen_before_step_days")))
    return any(day - soon / 4 <= gap.last_run <= day + soon for gap in past.layoffs)
