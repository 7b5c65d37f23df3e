"""Looking for words as people type them: accents and capitals do not count, and a slip finds what is meant.

A word that stands nowhere is taken as the known words nearest to it, and who asked is told so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

LIKENESS = 0.78  # a letter too many, too few or swapped in a word of five; two in a word of ten
MOST_NEAR = 3
SHORTEST = 4  # a shorter word is like too many others


def folded(text: str) -> str:
    """A text without capitals and accents: ``Thomeé`` and ``thomee`` are one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of folded texts that are long enough to be mistyped."""
    return frozenset(word for text in texts for word in re.findall(rf"[^\W\d_]{{{SHORTEST},}}", text))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: of each word one form must stand in a text; ``taken`` says what a slip was taken for."""

    forms: tuple[tuple[str, ...], ...]
    taken: Mapping[str, tuple[str, ...]]

    def stands_in(self, text: str) -> bool:
        """Whether a folded text has every word."""
        return all(any(form in text for form in one) for one in self.forms)


def wanted(typed: str, texts: Collection[str]) -> Wanted:
    """What somebody typed, as it can be found in folded texts; a word that none of them has becomes its nearest."""
    forms: list[tuple[str, ...]] = []
    taken: dict[str, tuple[str, ...]] = {}
    known: frozenset[str] | None = None
    for word in folded(typed).split():
        if len(word) < SHORTEST or any(word in text for text in texts):
            forms.append((word,))
            continue
        known = words_in(texts) if known is None else known
        near = tuple(get_close_matches(word, known, MOST_NEAR, LIKENESS))
        forms.append(near or (word,))
        if near:
            taken[word] = near
    return Wanted(tuple(forms), MappingProxyType(taken))
