"""Opbouw in words, Dutch and English: reasons, names, questions, limits, and the headline of a day.

The core gives codes, ids and numbers; what a person reads is written here, in ``nl.toml`` and ``en.toml``.
"""

from opbouw.words.asking import question_text
from opbouw.words.changing import change_in_words
from opbouw.words.fill import LANGUAGES, amount, number, when
from opbouw.words.names import grade, name, sources
from opbouw.words.sentences import decision_in_words, limit_sentence, say
from opbouw.words.standing import Standing, criterion_standing, limit_standing, standing

__all__ = [
    "LANGUAGES",
    "Standing",
    "amount",
    "change_in_words",
    "criterion_standing",
    "decision_in_words",
    "grade",
    "limit_sentence",
    "limit_standing",
    "name",
    "number",
    "question_text",
    "say",
    "sources",
    "standing",
    "when",
]
