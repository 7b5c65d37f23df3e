"""One run longer than the body was used to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.evidence.tables import tables
from opbouw.history.days import Run
from opbouw.history.detectors.past import Past, percent_more
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import param


@dataclass(frozen=True, slots=True)
class _Spike:
    run: Run
    size: float
    longest: float

    @property
    def ratio(self) -> float:
        return round(self.size / self.longest, 4)


def spike_strength(ratio: float) -> float:
    """Strength of a jump: the excess hazard of its band against the highest; a larger jump never counts for less."""
    bands = sorted(tables.single_session_spike, key=lambda band: band.min_ratio)
    highest = max(band.hrr for band in bands) - 1
    excess = max((band.hrr - 1 for band in bands if ratio > band.min_ratio), default=0.0)
    return float(param("spike_strength_max")) * excess / highest


def session_spike(past: Past) -> Clue:
    """The largest jump over the longest run of the 30 days before it, in the weeks before onset."""
    by_km = sum(run.km is not None for run in past.runs) * 2 >= len(past.runs)
    every = _spikes(past, by_km)
    near = [spike for spike in every if spike.run.on >= _window_start(past)]
    if not near:
        return CANNOT_SEE
    top = max(near, key=lambda spike: (spike.ratio, spike.run.on))
    numbers: dict[str, Value] = {
        "on": top.run.on,
        "size": round(top.size, 1),
        "longest": round(top.longest, 1),
        "unit": "km" if by_km else "min",
        "days": int(param("spike_lookback_days")),
        "percent": max(0, percent_more(top.ratio)),
    }
    strength = spike_strength(top.ratio)
    if strength == 0:
        return Clue(against=(Finding("spike_none", numbers),))
    gap = (past.onset - top.run.on).days
    found = (Finding("spike_jump", numbers), Finding("spike_then_pain", {"on": past.onset, "days": gap}))
    return Clue(strength, found, _earlier_without_complaint(past, every, top))


def _window_start(past: Past) -> date:
    return past.onset - timedelta(param("spike_window_days"))


def _spikes(past: Past, by_km: bool) -> list[_Spike]:
    """Every run of the year before onset against the longest run of the 30 days before it."""
    lookback, year = timedelta(param("spike_lookback_days")), past.onset - timedelta(param("spike_year_days"))
    sized = [(r, size) for r in past.runs if (size := r.km if by_km else r.minutes) is not None and r.on >= year]
    found = []
    for run, size in sized:
        earlier = [s for r, s in sized if run.on - lookback <= r.on < run.on]
        if len(earlier) >= param("spike_min_runs"):
            found.append(_Spike(run, size, max(earlier)))
    return found


def _earlier_without_complaint(past: Past, every: Sequence[_Spike], top: _Spike) -> tuple[Finding, ...]:
    """Jumps as large as this one that came long enough before to be apart from this complaint."""
    earlier = [spike for spike in every if spike.run.on < _window_start(past) and spike.ratio >= top.ratio]
    if not earlier:
        return ()
    return (Finding("spike_before", {"times": len(earlier), "on": max(spike.run.on for spike in earlier)}),)
