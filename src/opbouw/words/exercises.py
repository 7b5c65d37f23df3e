"""Exercises in words: dose and tempo, and what the table names in English only: muscles, places, things to have."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from opbouw.core.fitting import EITHER
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise
from opbouw.words.fill import NBSP, number
from opbouw.words.names import name

TEMPO_PARTS = ("down", "still", "up")
RELEASE = "mobility_release"  # a group of the exercise table: work around the spot, never on it


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    raw = resources.files("opbouw.words").joinpath("exercises.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(raw))


def _said(kind: str, key: str, lang: str, **values: Any) -> str:
    return str(_texts()[kind][key][lang]).format(**values)


def muscle(id: str, lang: str) -> str:
    """A muscle or part of the body as the exercise table has it; KeyError for one without a word."""
    return _said("muscle", id, lang)


def muscles_felt(row: Exercise, lang: str) -> tuple[str, ...]:
    """Where an exercise is felt, each place once; what is no place in the body is left out."""
    felt = [one for one in row.muscle_group if _texts()["muscle"][one].get("felt", True)]
    return tuple(dict.fromkeys(muscle(one, lang) for one in felt))


def place(id: str, lang: str) -> str:
    """A region of the body as the exercise table has it; KeyError for one without a name."""
    return _said("place", id, lang) if id in _texts()["place"] else name("region", id, lang)


def thing(id: str, lang: str) -> str:
    """Something to have for an exercise; KeyError for one without a word."""
    return _said("thing", id, lang)


def things(row: Exercise, lang: str) -> tuple[str, ...]:
    """What an exercise asks for; two things that do the same are one."""
    words = [thing(one, lang) for one in row.equipment]
    if row.equipment in EITHER:
        return (_said("dose", "or", lang, one=words[0], other=words[1][:1].lower() + words[1][1:]),)
    return tuple(words)


def dose(row: Mapping[str, Any], lang: str) -> str:
    """The dose of one exercise: ``3 × 12, 20 kg, left first``."""
    sets, reps, hold, load = row.get("sets") or 1, row.get("reps"), row.get("hold_s"), row.get("load_kg")
    parts = [f"{sets}{NBSP}×{NBSP}{reps}"] if reps else []
    if hold:
        parts.append(_said("dose", "hold", lang, seconds=hold) if reps else f"{sets}{NBSP}×{NBSP}{hold}{NBSP}s")
    parts += [f"{number(load, lang)}{NBSP}kg"] if load else []
    side, first = row.get("side"), row.get("first_side")
    parts += [name("side", side, lang)] if side and side != "none" else []
    parts += [_said("dose", "first", lang, side=name("side", first, lang))] if first else []
    return ", ".join(parts)


def tempo(row: Exercise, lang: str) -> str:
    """The tempo of one repetition: ``3 s down, 1 s still, 2 s up``; empty for release work, which has none."""
    told = row.tempo_down_hold_up
    if told == "hold" and RELEASE in row.exercise_group:
        return ""  # a roller or a hand moves for the seconds of the dose
    if told in _texts()["tempo"]:
        return _said("tempo", told, lang)
    pairs = zip(TEMPO_PARTS, told.split("-"), strict=True)
    return ", ".join(_said("tempo", part, lang, number=seconds) for part, seconds in pairs if seconds != "0")


def cue(row: Exercise, lang: str, pain_limit: float | None = None) -> str:
    """The one thing to mind; where the table's own words name more pain than the limit (0-10), words without it."""
    words = _texts()["cue"].get(row.id)
    if words is None or pain_limit is None or pain_limit >= words["most"]:
        return str(getattr(row, f"key_cue_{lang}"))
    return _said("cue", row.id, lang)


def frequency(row: Exercise, lang: str) -> str:
    """How often a week; empty where the table does not say."""
    often = row.frequency_per_week
    if often is None:
        return ""
    return _said("dose", "a_week_one" if often == 1 else "a_week", lang, number=often)


def sore_places(row: Exercise, lang: str) -> tuple[str, ...]:
    """Places that must not be sore for this exercise."""
    return tuple(place(one, lang) for one in row.avoid_regions)


def not_with(row: Exercise, lang: str) -> tuple[str, ...]:
    """Complaints with which the tables do not give this exercise, by their plain names."""
    barred = [
        one
        for one in tables.injuries
        if one in row.contraindicated_injuries or row.id in tables.injury_exercises[one].avoid
    ]
    return tuple(name("injury", one, lang) for one in barred)
