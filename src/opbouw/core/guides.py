"""What guides said that still holds: a hold ends by its date, or by a signature of the same rank or a higher one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opbouw.core.case import Case

RANK = {"trainer": 0, "physio": 1, "doctor": 2}
HOLDS = ("hold", "wait", "refuse")


@dataclass(frozen=True, slots=True)
class Hold:
    """One standing hold: whose, and until when."""

    role: str
    until: date | None


def held(case: Case, gate: str | None, day: date) -> bool:
    """Whether a gate, or running altogether (``gate`` None), is held on a day."""
    standing: list[Hold] = []
    for on, role, word in case.guide_words:
        if on > day or word.gate != gate:
            continue
        if word.decision in HOLDS:
            standing.append(Hold(role, word.until))
        elif word.decision == "sign":
            standing = [one for one in standing if RANK[one.role] > RANK[role]]
    return any(one.until is None or day <= one.until for one in standing)
