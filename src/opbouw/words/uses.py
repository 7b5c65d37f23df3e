"""Where a number is used: limits, reasons, gates, programmes, tests, exercises, injuries, hazards, and other rows."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words.register import Row, register

STUDIES = frozenset(
    {"single_session_spike", "progression", "layoff_fitness", "detraining", "tissue_load", "planner_hints"}
)
READING = STUDIES | {"protocols", "bsi_mri_grades"}  # quoted for who wants to read on; a rule may lean on it


@dataclass(frozen=True, slots=True)
class Hazard:
    """What could hurt a runner, and what stops it; its limits name it themselves."""

    id: str
    en: str
    nl: str
    rules: tuple[str, ...]
    codes: tuple[str, ...]
    does: str
    remains: str

    @property
    def limits(self) -> tuple[str, ...]:
        """The hard limits that stop it."""
        return tuple(one.id for one in HARD_LIMITS.values() if self.id in one.hazards)


@cache
def hazards() -> Mapping[str, Hazard]:
    """Every hazard by its id."""
    text = resources.files("opbouw.words").joinpath("hazards.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            one: Hazard(
                one, raw["en"], raw["nl"], tuple(raw["rules"]), tuple(raw["codes"]), raw["does"], raw["remains"]
            )
            for one, raw in tomllib.loads(text).items()
        }
    )


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One place where a row is used: a kind of ``evidence.toml`` [use], and an id."""

    kind: str
    id: str


@cache
def uses() -> Mapping[str, tuple[Use, ...]]:
    """Where each row is used, by its reference; each place once."""
    found: dict[str, dict[Use, None]] = defaultdict(dict)
    for ref, use in (*_by_rules(), *_by_injuries(), *_by_rows()):
        found[ref][use] = None
    return MappingProxyType({ref: tuple(places) for ref, places in found.items()})


def _by_rules() -> Iterator[tuple[str, Use]]:
    for limit in HARD_LIMITS.values():
        yield from ((ref, Use("limit", limit.id)) for ref in limit.rows)
    for code, row in CODES.items():
        if row.rule or row.param:
            yield f"pain_rules:{row.rule}" if row.rule else f"params:{row.param}", Use("reason", code)
    for hazard in hazards().values():
        yield from ((ref, Use("hazard", hazard.id)) for ref in hazard.rules)
    for param in tables.params.values():
        yield from ((f"params:{param.id}", Use("step", word)) for word in param.used_in)
    for criterion in tables.criteria.values():
        yield f"criteria:{criterion.id}", Use("gate", criterion.gate)
        if criterion.test:
            yield f"readiness_tests:{criterion.test}", Use("gate", criterion.gate)
            yield f"criteria:{criterion.id}", Use("test", criterion.test)
    yield from ((f"pain_rules:{rule}", Use("step", "response")) for rule in tables.pain_rules)
    yield "gate_defaults:gate_defaults", Use("step", "gate")


def _by_injuries() -> Iterator[tuple[str, Use]]:
    for injury in tables.injuries.values():
        use = Use("injury", injury.id)
        yield from ((f"{table}:{injury.id}", use) for table in ("injuries", "default_ladders", "recovery_fallbacks"))
        default = tables.default_ladders[injury.id]
        yield from ((f"ladders:{ladder}", use) for ladder in (default.ladder, *default.alternatives))
        yield from ((f"readiness_tests:{test}", use) for test in injury.readiness_tests)
        yield from (
            (f"pain_models:{model.id}", use)
            for model in tables.pain_models.values()
            if {injury.id, injury.tissue} & set(model.applies_to)
        )
        plan = tables.injury_exercises[injury.id]
        names = {*plan.phase2, *plan.upkeep, *(name for level in plan.phase3.values() for name in level)}
        yield from ((f"exercises:{name}", use) for name in sorted(names))
    for matrix in tables.modality_matrix.values():
        yield f"modality_matrix:{matrix.injury}.{matrix.modality}", Use("injury", matrix.injury)
        yield f"modalities:{matrix.modality}", Use("injury", matrix.injury)
    for group in tables.road_groups:
        yield from ((f"road_groups:{group.id}", Use("injury", one)) for one in group.injuries)


def _by_rows() -> Iterator[tuple[str, Use]]:
    for ladder in tables.ladders.values():
        yield f"protocols:{ladder.protocol}", Use("ladder", ladder.id)
        yield "ladder_steps:ladder_steps", Use("ladder", ladder.id)
        if ladder.joins:
            yield f"ladders:{ladder.joins.ladder}", Use("ladder", ladder.id)
    for table in ("dimensions", "speed_steps", "run_through_steps", "road", "goal_after", "modalities"):
        yield from ((row.ref, Use("step", "propose")) for row in register() if row.table == table)
    yield "locked_limits:locked_limits", Use("step", "response")
    for row in register():
        yield from ((ref, Use("row", row.ref)) for ref in _leans_on(row))


def _leans_on(row: Row) -> Iterator[str]:
    """Rows of studies that a basis names after ``load_rules.``, by their id or by their table."""
    named = set(re.findall(r"\w+", row.basis.partition("load_rules.")[2]))
    for other in register():
        if other.table in STUDIES and {other.id, other.table} & named:
            yield other.ref


def used(row: Row) -> tuple[Use, ...]:
    """Where a row is used; empty for what is only quoted."""
    return uses().get(row.ref, ())
