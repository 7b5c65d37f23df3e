"""The detectors: each looks at one factor in the running before onset. Ratios of acute to chronic load are not used."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from opbouw.history.detectors.build_up import build_up
from opbouw.history.detectors.deficit import mobility_deficit, strength_deficit
from opbouw.history.detectors.hills import hills
from opbouw.history.detectors.monotony import monotony
from opbouw.history.detectors.past import Past, past_of
from opbouw.history.detectors.pause import layoff_before
from opbouw.history.detectors.rest import few_rest_days
from opbouw.history.detectors.shoes import shoe_age, shoe_change
from opbouw.history.detectors.sleep import sleep_energy
from opbouw.history.detectors.speed import speed
from opbouw.history.detectors.spike import session_spike
from opbouw.history.detectors.surface import surface
from opbouw.history.detectors.technique import asymmetry, cadence, ground_contact
from opbouw.history.finding import Clue

DETECTORS: Mapping[str, Callable[[Past], Clue]] = {
    "session_spike": session_spike,
    "build_up": build_up,
    "speed": speed,
    "hills": hills,
    "monotony": monotony,
    "surface": surface,
    "layoff_before": layoff_before,
    "cadence": cadence,
    "ground_contact": ground_contact,
    "asymmetry": asymmetry,
    "strength_deficit": strength_deficit,
    "mobility_deficit": mobility_deficit,
    "few_rest_days": few_rest_days,
    "sleep_energy": sleep_energy,
    "shoe_change": shoe_change,
    "shoe_age": shoe_age,
}
# A pair only grows older and a test is done once: that it was so before says nothing.
TIMELESS = frozenset({"shoe_age", "strength_deficit", "mobility_deficit"})

__all__ = ["DETECTORS", "TIMELESS", "Past", "past_of"]
