"""What a reason or a limit stands on: the rule or number in the tables, its sources, and how strong they are."""

from __future__ import annotations

from dataclasses import dataclass

from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words.names import sources

OWN = frozenset({"derived", "practice"})  # worked out here, or custom: there is no publication to name


@dataclass(frozen=True, slots=True)
class Standing:
    """The row behind an answer; ``text`` is the rule in words, where the table has it in the reader's language."""

    id: str
    text: str | None
    source_ids: tuple[str, ...]
    grade: str
    confidence: str | None

    @property
    def published(self) -> list[str]:
        """The citations a reader can look up."""
        return sources([one for one in self.source_ids if one not in OWN])


def standing(code: str, lang: str) -> Standing:
    """What a reason stands on; KeyError for a code that is not in the table."""
    row = CODES[code]
    if row.rule is not None:
        rule = tables.pain_rules[row.rule]
        text = rule.text_nl if lang == "nl" else rule.text_en
        return Standing(rule.id, text, rule.source_id, rule.evidence_level, rule.confidence)
    if row.param is not None:
        param = tables.param(row.param)
        return Standing(param.id, None, param.source_id, param.evidence_level, param.confidence)
    return Standing(code, None, row.sources, row.grade, None)


def limit_standing(limit: str, lang: str) -> Standing:
    """What a limit that won, or might have, stands on; KeyError for a limit that no reason explains."""
    return standing(next(one for one in (f"limit_{limit}", f"hold_{limit}", limit) if one in CODES), lang)


def criterion_standing(id: str) -> Standing:
    """What a point of a gate stands on; KeyError for an id that the table does not have."""
    row = tables.criteria[id]
    return Standing(row.id, None, row.source_id, row.evidence_level, row.confidence)
