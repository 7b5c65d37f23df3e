"""Opbouw in words, Dutch and English: reasons, names, questions, limits, and the headline of a day.

The core gives codes, ids and numbers; what a person reads is written here, in ``nl.toml`` and ``en.toml``.
"""

from opbouw.words.asking import question_text
from opbouw.words.fill import LANGUAGES, amount, number, when
from opbouw.words.names import grade, name, sources
from opbouw.words.sentences import decision_in_words, limit_sentence, say

__all__ = [
    "LANGUAGES",
    "amount",
    "decision_in_words",
    "grade",
    "limit_sentence",
    "name",
    "number",
    "question_text",
    "say",
    "sources",
    "when",
]
