"""The questions of a day as a question to the runner, with what to do and what to write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opbouw.core.decision import Question
from opbouw.core.serialize import to_plain
from opbouw.evidence import tables
from opbouw.words.fill import lower_first, texts, when
from opbouw.words.names import name


def question_text(question: Question | Mapping[str, Any], lang: str) -> str:
    """A question as it is asked.

    :raises KeyError: for a question, or a clearance, that has no words.
    """
    row = question if isinstance(question, Mapping) else to_plain(question)
    asked: str = row["id"]
    if asked == "clearance":
        return _clearance(row["about"], lang)
    if asked == "signature":
        return texts(lang)["question"][asked].format(about=lower_first(name("criterion", row["about"], lang)))
    if asked == "other_spot":
        return texts(lang)["question"][asked].format(about=lower_first(name("region", row["about"], lang)))
    if asked in texts(lang)["question"]:
        return texts(lang)["question"][asked].format(due=when(row["due"], lang))
    return name("flag_question", asked, lang) if asked in tables.red_flags else _test(asked, lang)


def _clearance(about: str, lang: str) -> str:
    asked = texts(lang)["question"]
    if about == "review":
        return asked["clearance_review"]
    if about in tables.flag_texts:
        return asked["clearance_flag"].format(about=name("flag", about, lang))
    if about in tables.injury_texts:
        return asked["clearance_injury"].format(about=name("injury", about, lang))
    return asked["clearance_criterion"].format(about=lower_first(name("criterion", about, lang)))


def _test(id: str, lang: str) -> str:
    """A test: its name, how it is done, what to write down, and when to stop."""
    row = tables.readiness_tests[id]
    record = texts(lang)["record"]
    note = record[f"{row.unit}_sides" if row.both_sides else row.unit]
    how = row.how_nl if lang == "nl" else row.how_en
    return f"{name('test', id, lang)}. {how} {note} {record['stop']}"
