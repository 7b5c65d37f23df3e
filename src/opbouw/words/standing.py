"""What a reason or a limit stands on: the rule or number in the tables, its sources, and how strong they are."""

from __future__ import annotations

from dataclasses import dataclass

from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words.evidence import word
from opbouw.words.hard_limits import limit_name
from opbouw.words.names import sources

OWN = frozenset({"derived", "practice"})  # worked out here, or common practice: there is no publication to name


@dataclass(frozen=True, slots=True)
class Standing:
    """The row behind an answer; ``text`` is the rule in a sentence, where there is one beside the reason itself."""

    id: str
    text: str | None
    source_ids: tuple[str, ...]
    grade: str
    confidence: str | None

    @property
    def published(self) -> list[str]:
        """The citations a reader can look up."""
        return sources([one for one in self.source_ids if one not in OWN])


def _of_old(id: str) -> Standing:
    return Standing(id, None, ("derived",), "derived", None)


def standing(code: str, lang: str) -> Standing:
    """What a reason stands on; an older version may have had a code that the table of now has not."""
    row = CODES.get(code)
    if row is None:
        return _of_old(code)
    limit = code.removeprefix("limit_").removeprefix("hold_")
    if limit in HARD_LIMITS:
        return limit_standing(limit, lang)
    if row.rule is not None:
        rule = tables.pain_rules[row.rule]
        text = rule.text_nl if lang == "nl" else rule.text_en
        return Standing(rule.id, text, rule.source_id, rule.evidence_level, rule.confidence)
    if row.param is not None:
        param = tables.param(row.param)
        return Standing(param.id, _title(param.id, lang), param.source_id, param.evidence_level, param.confidence)
    return Standing(code, None, row.sources, row.grade, None)


def limit_standing(id: str, lang: str) -> Standing:
    """What a limit that won, or might have, stands on; an older version may have had one that no table has now."""
    limit = HARD_LIMITS.get(id)
    if limit is None:
        return _of_old(id)
    return Standing(limit.id, limit_name(id, lang), tuple(limit.source_ids), limit.grade, None)


def criterion_standing(id: str) -> Standing:
    """What a point of a gate stands on; an older version may have had one that the table of now has not."""
    row = tables.criteria.get(id)
    if row is None:
        return _of_old(id)
    return Standing(row.id, None, row.source_id, row.evidence_level, row.confidence)


def _title(param: str, lang: str) -> str | None:
    try:
        return word("row", f"params:{param}", lang)
    except KeyError:
        return None
