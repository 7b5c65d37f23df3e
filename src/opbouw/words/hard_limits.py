"""The hard limits in words: each in one sentence with the numbers of its rows, its sources, grade and hazards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from opbouw.core.hard_limits import HARD_LIMITS, HardLimit, row_of
from opbouw.words.evidence import cited, title_of, word, written
from opbouw.words.names import grade
from opbouw.words.register import by_ref
from opbouw.words.uses import hazards


@dataclass(frozen=True, slots=True)
class LimitEntry:
    """One hard limit in one language."""

    id: str
    text: str
    bears_on: tuple[str, ...]
    unit: str
    rows: tuple[str, ...]
    row_titles: tuple[tuple[str, str], ...]
    citations: tuple[tuple[str, str], ...]
    grade: str
    grade_word: str
    derived: bool
    hazards: tuple[tuple[str, str], ...]
    engine: str


def limit_name(id: str, lang: str) -> str:
    """A hard limit in one sentence, with the numbers of its rows."""
    limit = HARD_LIMITS[id]
    rows = {ref.partition(":")[2]: row_of(ref) for ref in limit.rows}
    values = {key: row.get("value", row) for key, row in rows.items()}
    return word("hard_limit", id, lang).format(**{key: _In(value, lang) for key, value in values.items()})


class _In:
    """A value inside a sentence: a part by its name or place, written as the language writes numbers."""

    def __init__(self, value: Any, lang: str) -> None:
        self.value, self.lang = value, lang

    def __getitem__(self, key: str | int) -> _In:
        return _In(self.value[key], self.lang)

    def __format__(self, spec: str) -> str:
        return written(self.value, self.lang)


@cache
def hard_limits(lang: str) -> tuple[LimitEntry, ...]:
    """Every hard limit in one language."""
    return tuple(_limit(one, lang) for one in HARD_LIMITS.values())


def _limit(limit: HardLimit, lang: str) -> LimitEntry:
    return LimitEntry(
        id=limit.id,
        text=limit_name(limit.id, lang),
        bears_on=tuple(word("bears_on", one, lang) for one in limit.bears_on),
        unit=word("unit", limit.unit, lang),
        rows=limit.rows,
        row_titles=tuple((ref, title_of(by_ref()[ref], lang)) for ref in limit.rows),
        citations=cited(limit.source_ids),
        grade=limit.grade,
        grade_word=grade(limit.grade, lang),
        derived="derived" in (limit.grade, *limit.source_ids),
        hazards=tuple((one, str(getattr(hazards()[one], lang))) for one in limit.hazards),
        engine=limit.engine,
    )
