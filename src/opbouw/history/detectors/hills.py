"""More climbing: metres up for each kilometre."""

from __future__ import annotations

from collections.abc import Sequence

from opbouw.history.days import Run
from opbouw.history.detectors.change import changed
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


def hills(past: Past) -> Clue:
    """Climb per kilometre, the last four weeks against the eight before; on one surface where there is enough of it.

    Runs without altitude say nothing; where no run climbs at all, altitude was not recorded.
    """
    recent, before = _climbs(past.recent()), _climbs(past.before())
    if not any(metres for _, metres in (*recent, *before)):
        return CANNOT_SEE
    strata = [[(run, climb) for run, climb in part if run.surface == "road"] for part in (recent, before)]
    road = changed(_levels(strata[1]), _levels(strata[0]), float(param("hills_least_spread")))
    mixed = changed(_levels(before), _levels(recent), float(param("hills_least_spread")))
    level = road if road is not None else mixed
    if level is None:
        return CANNOT_SEE
    numbers: dict[str, Value] = {"then": round(level.then, 1), "now": round(level.now, 1)}
    steeper = on_line(param("hills_ratio"), level.now / max(level.then, param("hills_least_spread")))
    strength = float(on_line(param("hills_strength"), level.now - level.then) * steeper * level.sure)
    if strength == 0:
        return Clue(against=(Finding("hills_same", numbers),))
    top, _ = max(recent, key=lambda one: (one[0].ascent_m or 0, one[0].on))
    found = (
        Finding("hills_more", numbers),
        Finding("hills_top", {"on": top.on, "metres": round(top.ascent_m or 0), "size": round(top.km or 0, 1)}),
    )
    return Clue(strength, found)


def _climbs(runs: Sequence[Run]) -> list[tuple[Run, float]]:
    return [
        (run, run.ascent_m / run.km)
        for run in runs
        if run.surface != "treadmill" and run.ascent_m is not None and run.km is not None and run.km >= 1
    ]


def _levels(climbs: Sequence[tuple[Run, float]]) -> list[float]:
    return [climb for _, climb in climbs]
