"""The five phases in words: the past ones on a line, the one of now with its points, the future ones as a range."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opbouw.core.transitions import GATES
from opbouw.evidence import tables
from opbouw.web.daily import gate_words
from opbouw.web.daily.day import Day
from opbouw.web.plan.guided import Said
from opbouw.web.plan.passed import passed
from opbouw.web.ui import say

Point = dict[str, Any]
LEADS_ON: Mapping[str, str] = {start: gate for gate, (start, _to) in GATES.items()}


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a gate: those still needed first, those that are met apart."""

    to: str
    needed: tuple[Point, ...]
    met: tuple[Point, ...]
    signed: Said | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase on the page; ``state`` is past, now or next."""

    number: int
    state: str
    word: str
    aim: str
    when: str = ""
    span: dict[str, date | None] = field(default_factory=dict)
    gate: Points | None = None
    opens: tuple[str, ...] = ()
    signed: Said | None = None


def phases(day: Day, signed: Mapping[str, Said]) -> list[Phase]:
    """All five in order."""
    now = say.PHASES.index(day.decision["phase"])
    behind = passed(day) if now else {}
    stretches = {one["phase"]: one for one in day.decision["road"]}
    gates = {one["from"]: one for one in day.decision["gates"]}
    found = []
    for number, name in enumerate(say.PHASES):
        if number < now:
            found.append(_past(number, name, behind, signed))
        elif number == now:
            found.append(_now(day, number, name, gates.get(name), signed, stretches.get(name)))
        else:
            before = gates[say.PHASES[number - 1]] if number > now + 1 else None
            found.append(_next(number, name, before, stretches.get(name)))
    return found


def _past(number: int, name: str, behind: Mapping[str, tuple[date, date]], signed: Mapping[str, Said]) -> Phase:
    stretch = behind.get(name)
    said = signed.get(LEADS_ON.get(name, ""))
    return Phase(number + 1, "past", say.phase_word(name), "", between(*stretch) if stretch else "", signed=said)


def between(first: date, last: date) -> str:
    """Two days in words, the month once where it is the same."""
    if first == last:
        return date_format(first, "j F")
    same = (first.year, first.month) == (last.year, last.month)
    said = {"first": date_format(first, "j" if same else "j F"), "last": date_format(last, "j F")}
    return _("%(first)s to %(last)s") % said


def _now(
    day: Day,
    number: int,
    name: str,
    gate: Mapping[str, Any] | None,
    signed: Mapping[str, Said],
    stretch: Mapping[str, Any] | None,
) -> Phase:
    points = None
    if gate is not None:
        rows = gate_words.points(day, gate)
        needed = tuple(row for row in rows if row["css"] != "yes")
        met = tuple(row for row in rows if row["css"] == "yes")
        said = signed.get(LEADS_ON.get(name, ""))
        points = Points(say.phase_word(gate["to"]), needed, met, said)
    aim = say.phase_aim(name)
    # Keep running has no end worth a date: it begins where rebuilding ends.
    ends = span(stretch) if name != say.PHASES[-1] else {}
    return Phase(number + 1, "now", say.phase_word(name), aim, span=ends, gate=points)


def _next(number: int, name: str, before: Mapping[str, Any] | None, stretch: Mapping[str, Any] | None) -> Phase:
    opens = (
        tuple(say.in_language(tables.criteria[one["id"]], "label") for one in before["criteria"] if one["blocking"])
        if before
        else ()
    )
    dates = span(stretch) if name != say.PHASES[-1] else {"from": _day((stretch or {}).get("from"))}
    return Phase(number + 1, "next", say.phase_word(name), say.phase_aim(name), span=dates, opens=opens)


def span(stretch: Mapping[str, Any] | None) -> dict[str, date | None]:
    """The dates of a stretch: when it begins, and the range of its end; an end on one day is no range and says less."""
    found = {name: _day((stretch or {}).get(name)) for name in ("from", "to_low", "to_mid", "to_high")}
    return found if found["to_low"] != found["to_high"] else {"from": found["from"]}


def _day(text: Any) -> date | None:
    return text if isinstance(text, date) or text is None else date.fromisoformat(str(text))
