"""What every id is called on a screen: those of the tables by the tables, all others by the language files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.evidence import tables
from opbouw.words.fill import texts

Rows = Callable[[], Mapping[str, Any]]
IN_TABLES: Mapping[str, tuple[Rows, str]] = {
    "injury": (lambda: tables.injury_texts, "plain"),
    "injury_name": (lambda: tables.injuries, "name"),
    "flag": (lambda: tables.flag_texts, "what"),
    "flag_question": (lambda: tables.red_flags, "question"),
    "criterion": (lambda: tables.criteria, "label"),
    "modality": (lambda: tables.modalities, "name"),
    "test": (lambda: tables.readiness_tests, "name"),
    "exercise": (lambda: tables.exercises, "name"),
    "region": (lambda: tables.regions, "name"),
    "ladder": (lambda: tables.ladders, "name"),
}
KINDS = (
    "changed",
    "verdict",
    "verdict_sentence",
    "phase",
    "phase_aim",
    "session",
    "interval",
    "intensity",
    "depends_on",
    "limit",
    "winner",
    "unit_name",
    "status",
    "blocks",
    "grade",
    "who",
    "how_soon",
    "basis",
    "source",
    "goal",
    "goal_verdict",
    "side",
    "course",
    "pain_course",
    "severity",
    "role",
    "event",
    "flag_short",
    "question",
    "text",
    *IN_TABLES,
)


def name(kind: str, id: str, lang: str) -> str:
    """What an id is called; ``kind`` says what sort of id it is (one of ``KINDS``).

    :raises KeyError: for a kind or an id without a name.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    if kind == "question":
        return _topic(id, lang)
    own = texts(lang).get(kind, {})
    if id in own:
        return own[id]
    if kind not in IN_TABLES:
        raise KeyError(id)
    rows, stem = IN_TABLES[kind]
    return str(getattr(rows()[id], f"{stem}_{lang}"))


def grade(word: str, lang: str) -> str:
    """How strong the evidence is, in a word a runner knows; KeyError for a word without a name."""
    return name("grade", word, lang)


def sources(source_ids: list[str] | tuple[str, ...]) -> list[str]:
    """The citations behind source ids, in their order; KeyError for an id that no table has."""
    return [tables.sources[one].citation for one in source_ids]


def _topic(id: str, lang: str) -> str:
    """What a question is about, in a few words."""
    if id in tables.red_flags:
        return name("flag_short", id, lang)
    if id in tables.readiness_tests:
        return name("test", id, lang)
    if id in OWN_CHECKS:
        row = next(one for one in tables.criteria.values() if one.check == id)
        return name("criterion", row.id, lang)
    return texts(lang)["topic"][id]
