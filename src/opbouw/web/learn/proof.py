"""What a fact on a page stands on: how strong it is, whose it is, and the row of the register that has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from opbouw import words
from opbouw.core.hard_limits import HARD_LIMITS
from opbouw.web.ui import say
from opbouw.words.evidence import word
from opbouw.words.register import DERIVED, by_ref, register

OWN = frozenset({"derived", "practice"})


@dataclass(frozen=True, slots=True)
class Proof:
    """The grade in a word, the sources by authors and year (empty for what was worked out here), and the address.

    ``own`` says that it was worked out here; ``seen`` whether the sentence itself was read in its source.
    """

    grade: str
    sources: str
    address: str
    seen: str = ""
    own: bool = False


def of_row(ref: str, lang: str, grade: str = "", seen: str = "") -> Proof:
    """A row of the register, such as ``injuries:mtss``; KeyError for one it does not have.

    :param grade: of this one column, where it is another than that of the row; the sources are then not those of it.
    :param seen: the confidence of this one column, where the row tells it.
    """
    row = by_ref()[ref]
    sources = "" if grade == DERIVED else say.source_names(row.source_ids)
    told = word("confidence", seen, lang) if seen else ""
    own = DERIVED in (grade, *row.source_ids) and not sources
    return Proof(words.grade(grade or row.grade, lang), sources, row_address(ref), told, own)


def of_limit(id: str, lang: str) -> Proof:
    """A hard limit."""
    limit = HARD_LIMITS[id]
    return Proof(words.grade(limit.grade, lang), say.source_names(limit.source_ids), limit_address(id))


def of_table(table: str, grade: str, lang: str) -> Proof:
    """A whole table, for what many of its rows say together."""
    return Proof(words.grade(grade, lang), "", f"{reverse('evidence')}?{urlencode({'table': table})}")


def of_sources(grade: str, source_ids: tuple[str, ...], lang: str) -> Proof:
    """A text that stands in no row of numbers: its sources, and the rows of the register that lean on them."""
    known = next((one for one in source_ids if one in _cited() and one not in OWN), None)
    address = f"{reverse('evidence')}?{urlencode({'q': known})}" if known else ""
    return Proof(words.grade(grade, lang), say.source_names(source_ids), address)


@cache
def _cited() -> frozenset[str]:
    return frozenset(source for row in register() for source in row.source_ids)


def row_address(ref: str) -> str:
    """The place of a row in the register."""
    return f"{reverse('evidence')}?{urlencode({'q': ref})}#{ref}"


def limit_address(id: str) -> str:
    """The place of a hard limit."""
    return f"{reverse('evidence_limits')}#{id}"
