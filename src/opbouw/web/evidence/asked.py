"""What a visitor asked of the register, read from the address; what is not known there counts as not asked."""

from dataclasses import dataclass

from django.http import QueryDict

from opbouw.core.hard_limits import GRADES
from opbouw.words.register import table_ids

MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, a table, a grade, only what is contested, and which page of what is found."""

    words: str = ""
    table: str = ""
    grade: str = ""
    argued: bool = False
    page: int = 1

    @property
    def anything(self) -> bool:
        """Whether something narrows the register."""
        return bool(self.words or self.table or self.grade or self.argued)


def asked(query: QueryDict) -> Asked:
    """Read the address."""
    table, grade, page = (query.get(name, "") for name in ("table", "grade", "page"))
    return Asked(
        words=query.get("q", "").strip()[:MOST_LETTERS],
        table=table if table in table_ids() else "",
        grade=grade if grade in GRADES else "",
        argued=query.get("argued") == "1",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )
