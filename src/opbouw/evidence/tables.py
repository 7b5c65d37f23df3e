"""The tables of the package, each read once, indexed by id."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeVar

from opbouw.evidence import rows
from opbouw.evidence.build import freeze, row_from

Row = TypeVar("Row")
LIST_COLUMNS = (
    "exercise_group",
    "muscle_group",
    "target_region",
    "avoid_regions",
    "contraindicated_injuries",
    "progression_of",
    "next",
    "equipment",
    "source_id",
)
NUMBER_COLUMNS = ("phase", "level", "sets", "reps", "hold_s", "frequency_per_week", "impact")


@cache
def _text(name: str) -> str:
    return resources.files("opbouw.evidence").joinpath("data", name).read_text(encoding="utf-8")


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(name))))


def plain_rows(file: str, rows: str) -> tuple[Mapping[str, Any], ...]:
    """Rows of a file as they stand in it, every column; for a file of comma-separated values ``rows`` is empty."""
    if not rows:
        return tuple(_numbered(raw) for raw in _csv(file))
    found = _toml(file)[rows]
    return tuple(found) if isinstance(found, list) else (found,)


class Tables:
    """Typed access to every table; rows by id where they have one."""

    def _rows(self, file: str, table: str, kind: type[Row]) -> tuple[Row, ...]:
        return tuple(row_from(kind, raw) for raw in _toml(file)[table])

    def _by(self, file: str, table: str, kind: type[Row], key: str = "id") -> Mapping[str, Row]:
        return MappingProxyType({getattr(row, key): row for row in self._rows(file, table, kind)})

    @cached_property
    def injuries(self) -> Mapping[str, rows.Injury]:
        return self._by("injuries.toml", "injury", rows.Injury)

    @cached_property
    def injury_texts(self) -> Mapping[str, rows.InjuryText]:
        return self._by("patient_texts.toml", "injury", rows.InjuryText)

    @cached_property
    def injury_exercises(self) -> Mapping[str, rows.InjuryExercises]:
        return self._by("injury_exercises.toml", "injury", rows.InjuryExercises)

    @cached_property
    def exercises(self) -> Mapping[str, rows.Exercise]:
        return MappingProxyType(
            {raw["id"]: row_from(rows.Exercise, _exercise(raw)) for raw in _csv("exercises_seed.csv")}
        )

    @cached_property
    def ladders(self) -> Mapping[str, rows.Ladder]:
        return self._by("ladders.toml", "ladder", rows.Ladder)

    @cached_property
    def default_ladders(self) -> Mapping[str, rows.DefaultLadder]:
        return self._by("ladders.toml", "default_ladder", rows.DefaultLadder, "injury")

    @cached_property
    def excluded_protocols(self) -> Mapping[str, rows.ExcludedProtocol]:
        return self._by("ladders.toml", "excluded_protocol", rows.ExcludedProtocol, "protocol")

    @cached_property
    def red_flags(self) -> Mapping[str, rows.RedFlag]:
        return self._by("red_flags.toml", "question", rows.RedFlag)

    @cached_property
    def flag_texts(self) -> Mapping[str, rows.FlagText]:
        return self._by("patient_texts.toml", "flag", rows.FlagText)

    @cached_property
    def pain_models(self) -> Mapping[str, rows.PainModel]:
        return self._by("pain_rules.toml", "model", rows.PainModel)

    @cached_property
    def pain_rules(self) -> Mapping[str, rows.PainRule]:
        return self._by("pain_rules.toml", "rule", rows.PainRule)

    @cached_property
    def action_order(self) -> tuple[str, ...]:
        """Actions of the pain rules, most careful first."""
        return tuple(_toml("pain_rules.toml")["combination"]["order"])

    @cached_property
    def criteria(self) -> Mapping[str, rows.Criterion]:
        return self._by("gate_criteria.toml", "criterion", rows.Criterion)

    @cached_property
    def readiness_tests(self) -> Mapping[str, rows.ReadinessTest]:
        return self._by("readiness_tests.toml", "test", rows.ReadinessTest)

    @cached_property
    def modalities(self) -> Mapping[str, rows.Modality]:
        return self._by("crosstraining.toml", "modality", rows.Modality)

    @cached_property
    def modality_matrix(self) -> Mapping[tuple[str, str], rows.ModalityForInjury]:
        """Row by (injury, modality)."""
        made = (row_from(rows.ModalityForInjury, _numbered(raw)) for raw in _csv("crosstraining_matrix.csv"))
        return MappingProxyType({(row.injury, row.modality): row for row in made})

    @cached_property
    def regions(self) -> Mapping[str, rows.Region]:
        return self._by("adjacent_regions.toml", "region", rows.Region)

    @cached_property
    def params(self) -> Mapping[str, rows.Param]:
        made = (
            row_from(rows.Param, {**raw, "value": freeze(raw["value"])}) for raw in _toml("model_params.toml")["param"]
        )
        return MappingProxyType({row.id: row for row in made})

    def param(self, id: str) -> rows.Param:
        """One derived constant; KeyError names an id that no table has."""
        return self.params[id]

    @cached_property
    def recovery_fallbacks(self) -> Mapping[str, rows.RecoveryFallback]:
        return self._by("model_params.toml", "recovery_fallback", rows.RecoveryFallback, "injury")

    @cached_property
    def layoff_fitness(self) -> tuple[rows.LayoffFitness, ...]:
        found = self._rows("load_rules.toml", "layoff_fitness", rows.LayoffFitness)
        return tuple(sorted(found, key=lambda row: row.days))

    @cached_property
    def single_session_spike(self) -> tuple[rows.SpikeBand, ...]:
        return self._rows("load_rules.toml", "single_session_spike", rows.SpikeBand)

    @cached_property
    def speed_steps(self) -> tuple[rows.SpeedStep, ...]:
        return self._rows("road_after_30.toml", "speed_step", rows.SpeedStep)

    @cached_property
    def run_through_steps(self) -> tuple[rows.RunThroughStep, ...]:
        return self._rows("road_after_30.toml", "run_through_step", rows.RunThroughStep)

    @cached_property
    def road_groups(self) -> tuple[rows.RoadGroup, ...]:
        return self._rows("road_after_30.toml", "group", rows.RoadGroup)

    @cached_property
    def road_meta(self) -> Mapping[str, Any]:
        return MappingProxyType(_toml("road_after_30.toml")["meta"])

    @cached_property
    def dimensions(self) -> Mapping[str, Mapping[str, Any]]:
        """The dimensions after 30 minutes continuous, by id, as plain rows."""
        return MappingProxyType({raw["id"]: freeze(raw) for raw in _toml("road_after_30.toml")["dimension"]})

    @cached_property
    def protocols(self) -> Mapping[str, rows.Protocol]:
        return self._by("protocols.toml", "protocol", rows.Protocol)

    @cached_property
    def sources(self) -> Mapping[str, rows.Reference]:
        return self._by("sources.toml", "reference", rows.Reference)


def _exercise(raw: Mapping[str, str]) -> dict[str, Any]:
    row = _numbered(raw)
    return row | {name: [part for part in raw[name].split(";") if part] for name in LIST_COLUMNS}


def _numbered(raw: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = dict(raw)
    for name in (*NUMBER_COLUMNS, "impact_level"):
        if name in row:
            row[name] = int(row[name]) if row[name].strip() else None
    return row


tables = Tables()
