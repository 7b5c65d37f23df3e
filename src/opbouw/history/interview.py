"""The cause interview: questions under the method's headings, and what an answer adds to a factor."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from opbouw.history.finding import Finding

ANSWERS = ("yes", "no", "unknown")


class AnswerError(ValueError):
    """An answer that is not a question's yes, no or unknown; says which."""


@dataclass(frozen=True, slots=True)
class Question:
    """One interview question and the factor a yes supports (``weight`` is the strength of a yes alone, 0-1)."""

    id: str
    heading: str
    factor: str
    weight: float
    basis: str
    text_en: str
    text_nl: str
    yes_en: str
    yes_nl: str
    no_en: str
    no_nl: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the answers say about one factor."""

    strength: float
    weaker_by: float
    found: tuple[Finding, ...]
    against: tuple[Finding, ...]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("opbouw.history").joinpath("interview.toml").read_text(encoding="utf-8"))


@cache
def questions() -> Mapping[str, Question]:
    """Every interview question by id, in the order to ask."""
    return {row["id"]: Question(**row) for row in _table()["question"]}


@cache
def headings() -> Mapping[str, tuple[str, str]]:
    """The method's headings in order: id to the names in English and Dutch."""
    return {row["id"]: (row["name_en"], row["name_nl"]) for row in _table()["heading"]}


def check_answers(answers: Mapping[str, str]) -> None:
    """Raise AnswerError at an unknown question or an answer that is not yes, no or unknown."""
    for question, answer in answers.items():
        if question not in questions():
            raise AnswerError(f"no interview question {question!r}; known: {', '.join(questions())}")
        if answer not in ANSWERS:
            raise AnswerError(f"answer {answer!r} to {question!r}; give yes, no or unknown")


def said_about(factor: str, answers: Mapping[str, str]) -> Said | None:
    """The answers about one factor; None when nothing was answered with yes or no."""
    asked = [(q, answers.get(q.id)) for q in questions().values() if q.factor == factor]
    found = tuple(Finding("answer_yes", {"question": q.id}) for q, answer in asked if answer == "yes")
    against = tuple(Finding("answer_no", {"question": q.id}) for q, answer in asked if answer == "no")
    if not found and not against:
        return None
    strength = max((q.weight for q, answer in asked if answer == "yes"), default=0.0)
    return Said(strength, float(_table()["meta"]["no_factor"]) if against and not found else 1.0, found, against)
