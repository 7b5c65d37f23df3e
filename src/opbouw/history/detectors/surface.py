"""Another surface: treadmill, trail or road."""

from __future__ import annotations

from collections.abc import Sequence

from opbouw.history.days import Run
from opbouw.history.detectors.change import share_outside
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param

SURFACES = ("road", "treadmill", "trail")


def surface(past: Past) -> Clue:
    """The share of running on each surface, the last four weeks against the eight before; the one that grew most."""
    recent, before = past.recent(), past.before()
    least = param("change_min_runs")
    if len(recent) < least["recent"] or len(before) < least["before"]:
        return CANNOT_SEE
    then, now = ({kind: _share(runs, kind) for kind in SURFACES} for runs in (before, recent))
    kind = max(SURFACES, key=lambda one: now[one] - then[one])
    sure = share_outside(then[kind], now[kind], len(recent), len(before))
    strength = float(on_line(param("surface_strength"), now[kind] - then[kind])) * sure
    strength *= float(param("surface_road_factor")) if kind == "road" else 1.0
    if strength == 0:
        return Clue(against=(Finding("surface_same"),))
    numbers: dict[str, Value] = {"then_pct": round(then[kind] * 100), "now_pct": round(now[kind] * 100)}
    first = min(run.on for run in recent if run.surface == kind)
    return Clue(strength, (Finding(f"surface_{kind}", numbers | {"on": first}),))


def _share(runs: Sequence[Run], kind: str) -> float:
    total = sum(run.minutes or run.km or 0.0 for run in runs)
    return sum(run.minutes or run.km or 0.0 for run in runs if run.surface == kind) / total
