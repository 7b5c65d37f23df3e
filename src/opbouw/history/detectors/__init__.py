"""The detectors: each looks at one factor in the running before onset. Ratios of acute to chronic load are not used."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from opbouw.history.detectors.build_up import build_up
from opbouw.history.detectors.past import Past
from opbouw.history.detectors.pause import layoff_before
from opbouw.history.detectors.rest import few_rest_days
from opbouw.history.detectors.speed import speed
from opbouw.history.detectors.spike import session_spike
from opbouw.history.finding import Clue

DETECTORS: Mapping[str, Callable[[Past], Clue]] = {
    "session_spike": session_spike,
    "build_up": build_up,
    "speed": speed,
    "few_rest_days": few_rest_days,
    "layoff_before": layoff_before,
}

__all__ = ["DETECTORS", "Past"]
