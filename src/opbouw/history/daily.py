"""Impact and fitness load of every day of an archive, by region and in all: what is not known is None and never 0.

Impact is counted in minutes of running, for per minute the speed matters little: a knee carries 1.8 times as much a
kilometre at 8.0 km/h as at 15.8 (petersen2015), which is 0.91 a minute. Steps and climb stand beside it: for slope
and cadence the sources give a direction for each tissue and no number for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.evidence.tables import tables
from opbouw.history.days import RUNNING, HasFacts, Run, day_of, runs_before
from opbouw.history.load import MODALITY_OF_SPORT, WALKING, shares

REGIONS = ("achilles", "patellofemoral", "other")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number of a day is: its unit, and the row of the evidence it rests on."""

    id: str
    unit: str
    row: str

    @property
    def grade(self) -> str:
        """The grade of its evidence, as the tables say it."""
        return tables.param(self.row).evidence_level

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Where the row comes from."""
        return tables.param(self.row).source_id


MEASURES = {
    one.id: one
    for one in (
        *(Measure(f"impact_{region}", "minutes of running", "walk_impact_fraction") for region in REGIONS),
        Measure("fitness", "effort (0-10) times minutes", "session_load"),
        Measure("cross_fitness", "effort (0-10) times minutes", "cross_training_credit"),
    )
}


@dataclass(frozen=True, slots=True)
class DayOfLoad:
    """One day. ``impact_min`` by region, in minutes of running; ``fitness_au`` in effort times minutes.

    A day without an activity is 0, for the watch was in use. A day on which nothing says how long it was is None; where
    only some activities say it, the sums hold those and ``unknown`` counts the others. ``steps`` (of both feet) and
    ``ascent_m`` are None unless every run of the day tells them.
    """

    on: date
    impact_min: Mapping[str, float] | None
    fitness_au: float | None
    run_min: float | None
    unknown: int = 0
    steps: int | None = 0
    ascent_m: float | None = 0.0


def load_every_day(facts: Iterable[HasFacts], until: date) -> tuple[DayOfLoad, ...]:
    """Every day from the first that the archive says anything about to the last before ``until``."""
    kept = {fact.id: fact for fact in facts}.values()
    runs = {run.id: run for run in runs_before(kept, until)}
    by_day: dict[date, list[HasFacts]] = defaultdict(list)
    for fact in kept:
        on = day_of(fact)
        if on is not None and on < until:
            by_day[on].append(fact)
    if not by_day:
        return ()
    first = min(by_day)
    days = (first + timedelta(number) for number in range((until - first).days))
    return tuple(_day(on, by_day.get(on, ()), runs) for on in days)


def _day(on: date, facts: Sequence[HasFacts], runs: Mapping[str, Run]) -> DayOfLoad:
    counted = [fact for fact in facts if _loads(fact)]
    known = [fact for fact in counted if _minutes_known(fact, runs)]
    unknown = len(counted) - len(known)
    if unknown and not known:
        return DayOfLoad(on, None, None, None, unknown, None, None)
    fractions = tables.param("walk_impact_fraction").value
    parts = {region: [shares(fact, runs, fractions[region]) for fact in known] for region in REGIONS}
    one = parts[REGIONS[0]]
    ran = [runs.get(fact.id) for fact in counted if fact.sport in RUNNING]
    return DayOfLoad(
        on,
        {region: sum(part[1] for part in of) for region, of in parts.items()},
        sum(part[2] for part in one),
        sum(part[0] for part in one),
        unknown,
        _steps(ran),
        _climb(ran),
    )


def _loads(fact: HasFacts) -> bool:
    return fact.sport in RUNNING or fact.sport in WALKING or fact.sport in MODALITY_OF_SPORT


def _minutes_known(fact: HasFacts, runs: Mapping[str, Run]) -> bool:
    if fact.sport in RUNNING:
        return fact.id in runs and runs[fact.id].minutes is not None
    return fact.seconds is not None and fact.seconds > 0


def _steps(ran: Sequence[Run | None]) -> int | None:
    found = [run.cadence_spm * run.minutes for run in ran if run and run.cadence_spm and run.minutes]
    return round(sum(found)) if len(found) == len(ran) else None


def _climb(ran: Sequence[Run | None]) -> float | None:
    found = [run.ascent_m for run in ran if run and run.ascent_m is not None]
    return sum(found) if len(found) == len(ran) else None
