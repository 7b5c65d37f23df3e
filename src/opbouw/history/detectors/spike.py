"""One run longer than the body was used to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from opbouw.evidence.tables import tables
from opbouw.history.days import Run
from opbouw.history.detectors.change import spread
from opbouw.history.detectors.past import Past, percent_more
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


@dataclass(frozen=True, slots=True)
class _Spike:
    run: Run
    size: float
    longest: float

    @property
    def ratio(self) -> float:
        return round(self.size / self.longest, 4)


def spike_strength(ratio: float) -> float:
    """Strength of a jump: the excess hazard of its band against the highest, and how unusual such a jump is.

    A larger jump never counts for less, though the hazard of the middle band is below that of the small one.
    """
    bands = sorted(tables.single_session_spike, key=lambda band: band.min_ratio)
    highest = max(band.hrr for band in bands) - 1
    excess = max((band.hrr - 1 for band in bands if ratio > band.min_ratio), default=0.0)
    return float(param("spike_strength_max") * excess / highest * on_line(param("spike_usual_ratio"), ratio))


def session_spike(past: Past) -> Clue:
    """The largest jump over the longest run of the 30 days before it, in the weeks before onset."""
    by_km = sum(run.km is not None for run in past.runs) * 2 >= len(past.runs)
    near = _spikes(past, by_km)
    if not near:
        return CANNOT_SEE
    top = max(near, key=lambda spike: (_weight(past, spike), spike.ratio, spike.run.on))
    usual = _longest_spread(past, by_km)
    numbers: dict[str, Value] = {
        "on": top.run.on,
        "size": round(top.size, 1),
        "longest": round(top.longest, 1),
        "unit": "km" if by_km else "min",
        "days": int(param("spike_lookback_days")),
        "percent": max(0, percent_more(top.ratio)),
    }
    strength = _weight(past, top)
    strength *= float(on_line(param("spike_own_spread"), math.log(max(top.ratio, 1)) / usual))
    if strength == 0:
        return Clue(against=(Finding("spike_usual" if spike_strength(top.ratio) else "spike_none", numbers),))
    found = (Finding("spike_jump", numbers), Finding("spike_then_pain", _days_before(past, top.run.on)))
    against = _part_of_more(past, top, by_km)
    return Clue(strength * float(param("spike_part_of_more")) ** len(against), found, against)


def _days_before(past: Past, day: date) -> dict[str, Value]:
    return {"on": past.onset, "days": (past.onset - day).days}


def _weight(past: Past, spike: _Spike) -> float:
    """By size, and less the longer it lies before onset."""
    days = (past.onset - spike.run.on).days
    return spike_strength(spike.ratio) * float(on_line(param("spike_timing"), days))


def _longest_spread(past: Past, by_km: bool) -> float:
    """The spread of the logarithm of weekly longest runs in the half year before the last four weeks."""
    longest: dict[int, float] = {}
    first = int(param("recent_days"))
    for run in past.between(first + 7 * int(param("spike_spread_weeks")), first + 1):
        size, week = run.km if by_km else run.minutes, (past.onset - run.on).days // 7
        longest[week] = max(longest.get(week, 0.0), size or 0.0)
    logs = [math.log(size) for size in longest.values() if size > 0]
    least = float(param("spike_least_spread"))
    return max(least, spread(logs)) if len(logs) >= param("spike_min_runs") else least


def _spikes(past: Past, by_km: bool) -> list[_Spike]:
    """Every run of the weeks before onset against the longest run of the 30 days before it."""
    window, lookback = int(param("spike_window_days")), timedelta(param("spike_lookback_days"))
    reach = past.between(window + lookback.days, 1)
    sized = [(r.on, r, size) for r in reach if (size := r.km if by_km else r.minutes) is not None]
    found = []
    for on, run, size in sized:
        if (past.onset - on).days > window:
            continue
        earlier = [s for day, _, s in sized if on - lookback <= day < on]
        if len(earlier) >= param("spike_min_runs"):
            found.append(_Spike(run, size, max(earlier)))
    return found


def _part_of_more(past: Past, top: _Spike, by_km: bool) -> tuple[Finding, ...]:
    """The jump is part of runs that all grew: it says less by itself."""
    others = [r for r in past.recent() if r != top.run]
    now, then = _middle(others, by_km), _middle(past.before(), by_km)
    if now is None or then is None or top.ratio > param("spike_growth_share") * (now / then):
        return ()
    return (Finding("spike_with_growth", {"percent": percent_more(now / then)}),)


def _middle(runs: Sequence[Run], by_km: bool) -> float | None:
    sizes = [size for run in runs if (size := run.km if by_km else run.minutes) is not None]
    return median(sizes) if len(sizes) >= param("spike_min_runs") else None
