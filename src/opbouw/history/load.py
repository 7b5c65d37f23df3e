"""Load by day, impact and fitness apart: cross-training counts for fitness and never for impact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from opbouw.evidence.tables import tables
from opbouw.history.days import RUNNING, HasFacts, Run, day_of, runs_before
from opbouw.history.params import param

WALKING = frozenset({"walk", "hike"})
MODALITY_OF_SPORT = {
    "cycle": "cycling",
    "swim": "swimming",
    "row": "rowing",
    "elliptical": "elliptical",
    "skate": "skating",
    "ski": "xc_skiing",
}
RPE_CREDITED_MAX = 6


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One day: running minutes, impact in running-minute equivalents, fitness in RPE x minutes."""

    on: date
    run_min: float
    impact_min: float
    fitness_au: float


def load_by_day(facts: Iterable[HasFacts], until: date, impact_of: str = "other") -> tuple[DayLoad, ...]:
    """Days with load before ``until``, oldest first.

    ``impact_of`` names the tissue that walking is counted for: a key of ``walk_impact_fraction`` in the evidence
    (achilles, patellofemoral, other). Activities without a time say nothing and are left out.
    """
    kept = list(facts)
    believable = {run.id: run for run in runs_before(kept, until)}
    walk_fraction = tables.param("walk_impact_fraction").value[impact_of]
    days: dict[date, list[tuple[float, float, float]]] = defaultdict(list)
    for fact in {fact.id: fact for fact in kept}.values():
        on = day_of(fact)
        if on is not None and on < until:
            days[on].append(shares(fact, believable, walk_fraction))
    sums = ((on, [sum(column) for column in zip(*parts, strict=True)]) for on, parts in sorted(days.items()))
    return tuple(DayLoad(on, *parts) for on, parts in sums if any(parts))


def shares(fact: HasFacts, believable: Mapping[str, Run], walk_fraction: float) -> tuple[float, float, float]:
    """Running minutes, impact and fitness of one activity; the walking in a run-walk session counts as walking.

    0 where its time is not known.
    """
    rpe = param("rpe_unknown")
    if fact.sport in RUNNING:
        run = believable.get(fact.id)
        ran, walked = (run.run_minutes or 0.0, run.walk_minutes) if run is not None else (0.0, 0.0)
        impact, fitness = _walked(walked, walk_fraction)
        return ran, ran + impact, ran * rpe["run"] + fitness
    minutes = fact.seconds / 60 if fact.seconds is not None and fact.seconds > 0 else 0.0
    if fact.sport in WALKING:
        return 0.0, *_walked(minutes, walk_fraction)
    if fact.sport in MODALITY_OF_SPORT:
        credit = tables.modalities[MODALITY_OF_SPORT[fact.sport]].run_minute_equivalent
        return 0.0, 0.0, minutes * credit * min(rpe["cross"], RPE_CREDITED_MAX)
    return 0.0, 0.0, 0.0


def _walked(minutes: float, walk_fraction: float) -> tuple[float, float]:
    """Impact and fitness of minutes walked."""
    credit = tables.modalities["walking"].run_minute_equivalent
    return minutes * walk_fraction, minutes * credit * param("rpe_unknown")["walk"]
