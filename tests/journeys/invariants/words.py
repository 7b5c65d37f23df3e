"""11: every reason, question and limit speaks in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from string import Formatter

from opbouw.core.reasons import CODES
from opbouw.words import LANGUAGES, limit_sentence, question_text
from opbouw.words.fill import texts
from tests.journeys.invariants.seen import Check, Seen


@cache
def _wordless(code: str) -> str | None:
    """What keeps a code from being said in both languages with its own words to fill in; None when nothing does."""
    if code not in CODES:
        return "no such code"
    wanted = set(CODES[code].params)
    for lang in LANGUAGES:
        sentence = texts(lang)["reason"].get(code, "")
        if not sentence or {name for _, name, _, _ in Formatter().parse(sentence) if name is not None} != wanted:
            return f"no sentence with {sorted(wanted)} in {lang}"
    return None


def reasons_speak(seen: Seen) -> Iterator[str]:
    """11: every reason is a known code with its parameters and a source, and the first says why."""
    if not seen.now.reasons:
        yield "no reason at all"
    for one in seen.now.reasons:
        wrong = _wordless(one.code)
        if wrong is not None or set(one.params) != set(CODES[one.code].params) or not one.source_ids:
            yield f"{one.code} {dict(one.params)}: {wrong}"


@cache
def _asked(id: str, about: str | None, due: date) -> bool:
    asked = {"id": id, "about": about, "due": due.isoformat(), "blocks": None}
    return all(question_text(asked, lang) for lang in LANGUAGES)


def questions_speak(seen: Seen) -> Iterator[str]:
    """11: every question has its words in both languages."""
    for one in seen.now.questions:
        try:
            spoken = _asked(one.id, one.about, seen.told.opened.on)
        except KeyError:
            spoken = False
        if not spoken:
            yield f"{one.id} about {one.about} has no words"


@cache
def _limit_words(id: str, unit: str, winner: str | None) -> bool:
    row = {"id": id, "unit": unit, "original": 9.0, "value": 8.0, "winner": winner, "others": []}
    return all(limit_sentence(row, lang) for lang in LANGUAGES)


def limits_speak(seen: Seen) -> Iterator[str]:
    """11: every limit and its winner have their words in both languages."""
    for one in seen.now.limits:
        try:
            spoken = _limit_words(one.id, one.unit, one.winner)
        except KeyError:
            spoken = False
        if not spoken:
            yield f"{one.id} won by {one.winner} has no words"


CHECKS: tuple[Check, ...] = (
    reasons_speak,
    questions_speak,
    limits_speak,
)
