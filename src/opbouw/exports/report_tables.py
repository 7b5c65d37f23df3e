"""The tables of the second page in words: gates, who said what, limits, clues to a cause, changes of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from opbouw.core.events import Cleared, GuideDecided
from opbouw.core.transitions import GATES
from opbouw.evidence import tables
from opbouw.exports.letter_rows import clipped, seen_words
from opbouw.exports.letter_texts import Said
from opbouw.exports.report import ClueSaid, GateSaid, LimitSaid, ReportFacts
from opbouw.exports.report_changes import Changed
from opbouw.history.cause_texts import cause_text, factor_name, factors
from opbouw.history.finding import Finding
from opbouw.words import amount, change_in_words, name, say
from opbouw.words.fill import lower_first

# derived: what the second page holds, and how long one cell may be
MOST_MISSING, MOST_WORDS, MOST_FINDINGS, MOST_JUDGED = 5, 6, 2, 3
LONGEST_REASON, LONGEST_FINDING, LONGEST_VISIT = 180, 150, 260
STRONG, POSSIBLE = 0.6, 0.3  # derived: as the page of clues draws three and two bars


@dataclass(frozen=True, slots=True)
class Section:
    """One table: title, heads, rows, what is said without rows, what was left out, and how wide each column is."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    more: str = ""
    widths: tuple[float, ...] = ()


def second_page(facts: ReportFacts, said: Said, letter: Said) -> Iterator[Section]:
    """Gates and signatures, limits with who set them, causes, changes with reasons."""
    yield Section(
        title=said("gates"),
        head=tuple(said(key) for key in ("col_gate", "col_state", "col_points", "col_open")),
        rows=tuple(_gate(one, facts.letter.on, said) for one in facts.gates),
        empty="",
        widths=(2.4, 1.9, 1.2, 5.5),
    )
    yield _people(facts, said, letter)
    yield Section(
        title=said("limits"),
        head=tuple(said(key) for key in ("col_limit", "col_holds", "col_because", "col_set_by")),
        rows=(_pain_limits(facts, said), *(_limit(one, said) for one in facts.limits)),
        empty="",
        widths=(2.7, 3.4, 4.1, 1.2),
    )
    yield _causes(facts, said)
    left = facts.earlier_changes
    yield Section(
        title=said("changes"),
        head=tuple(said(key) for key in ("col_day", "col_changed", "col_why")),
        rows=tuple(_changed(one, facts.letter.on, said) for one in facts.changes),
        empty=said("no_changes"),
        more=said("more_changes", count=left) if left else "",
        widths=(1.3, 3.7, 6),
    )


def _gate(gate: GateSaid, today: date, said: Said) -> tuple[str, ...]:
    state = said(f"gate_{gate.state}", on=said.dated(gate.on, today)) if gate.on else said(f"gate_{gate.state}_now")
    signed = [
        said("signed", about=lower_first(name("criterion", point, said.lang)), who=name("role", role, said.lang))
        for point, role in gate.signed
    ]
    points = said("met_of", met=gate.met, total=gate.total) if gate.state == "here" else ""
    return _names(gate.start, gate.to, said), state, points, "; ".join([*_missing(gate, said), *signed])


def _missing(gate: GateSaid, said: Said) -> list[str]:
    """What is open at the gate that is next; those behind and those to come say nothing of it."""
    if gate.state != "here":
        return []
    shown = [lower_first(name("criterion", point, said.lang)) for point in gate.missing[:MOST_MISSING]]
    left = len(gate.missing) - len(shown)
    if not shown:
        return [said("nothing_open")]
    return [said("open", points="; ".join(shown)) + (f" {said('and_more', count=left)}" if left > 0 else "")]


def _names(start: str, to: str, said: Said) -> str:
    return f"{name('phase', start, said.lang)} – {lower_first(name('phase', to, said.lang))}"


def _people(facts: ReportFacts, said: Said, letter: Said) -> Section:
    """Visits and decisions of guides, the newest first."""
    today = facts.letter.on
    found = [(on, _visit(on, data, letter)) for on, data in facts.seen]
    found += [(on, _word(role, data, said)) for on, role, data in facts.guides]
    newest = sorted(found, key=lambda one: one[0], reverse=True)
    rows = [(said.dated(on, today), *row) for on, row in newest]
    left = len(rows) - MOST_WORDS
    return Section(
        title=said("people"),
        head=tuple(said(key) for key in ("col_day", "col_who", "col_said")),
        rows=tuple(rows[:MOST_WORDS]),
        empty=said("no_people"),
        more=said("more_people", count=left) if left > 0 else "",
        widths=(1.3, 1.6, 8.1),
    )


def _visit(on: date, data: Cleared, letter: Said) -> tuple[str, ...]:
    return letter(f"who_{data.seen_by}"), clipped(seen_words(on, data, letter), LONGEST_VISIT)


def _word(role: str, data: GuideDecided, said: Said) -> tuple[str, ...]:
    about = {
        "about": _about(data.gate, said),
        "cap": said.number(data.cap),
        "unit": data.unit or "",
        "ladder": _programme(data.ladder, said),
    }
    until = said("until", on=data.until) if data.until else ""
    reason = said("reason", text=clipped(data.reason, LONGEST_REASON)) if data.reason else ""
    told = f"{said(f'guide_{data.decision}', **about)}{until}. {reason}"
    return name("role", role, said.lang), f"{told[:1].upper()}{told[1:]}".strip()


def _programme(ladder: str | None, said: Said) -> str:
    return lower_first(name("ladder", ladder, said.lang)) if ladder is not None and ladder in tables.ladders else "–"


def _about(gate: str | None, said: Said) -> str:
    """What a word is about: a gate, one of its points, or running altogether."""
    if gate is not None and gate in GATES:
        return _names(*GATES[gate], said)
    if gate is not None and gate in tables.criteria:
        return lower_first(name("criterion", gate, said.lang))
    return said("running")


def _pain_limits(facts: ReportFacts, said: Said) -> tuple[str, ...]:
    limits = facts.pain_limits
    numbers = {"progress": limits.progress, "hold": limits.hold, "morning": limits.morning}
    holds = said("pain_zero") if limits.hold == 0 else said("pain_holds", **numbers)
    return said("pain_limits"), holds, said("pain_because"), said("by_rule")


def _limit(one: LimitSaid, said: Said) -> tuple[str, ...]:
    limit, lang = one.limit, said.lang
    value, original = (amount(number, limit.unit, lang) for number in (limit.value, limit.original))
    who = said("by_rule")
    if one.role is not None and one.on is not None:
        who = said("by_person", who=name("role", one.role, lang), on=one.on)
    because = name("winner", limit.winner, lang) if limit.winner else ""
    return name("limit", limit.id, lang), said("instead", value=value, original=original), because, who


def _causes(facts: ReportFacts, said: Said) -> Section:
    shown = {one.cause.factor for one in facts.clues}
    lang: Any = said.lang
    judged = [(factor, verdict) for factor, verdict in facts.judged if factor in factors() and factor not in shown]
    rows = [_clue(one, said) for one in facts.clues]
    rows += [(factor_name(factor, lang), "", "", said(f"judged_{word}")) for factor, word in judged[:MOST_JUDGED]]
    return Section(
        title=said("causes"),
        head=tuple(said(key) for key in ("col_clue", "col_for", "col_against", "col_runner")),
        rows=tuple(rows),
        empty=said("no_causes"),
        more=_reviewed(facts, said),
        widths=(2.4, 3.8, 3.2, 1.6),
    )


def _clue(one: ClueSaid, said: Said) -> tuple[str, ...]:
    lang: Any = said.lang
    strength = one.cause.strength
    how = "strong" if strength >= STRONG else "possible" if strength >= POSSIBLE else "weak"
    verdict = said(f"judged_{one.verdict}") if one.verdict else said("judged_not")
    title = f"{factor_name(one.cause.factor, lang)} ({said(f'clue_{how}')})"
    return title, _findings(one.cause.evidence_for, lang), _findings(one.cause.evidence_against, lang), verdict


def _findings(found: tuple[Finding, ...], lang: Any) -> str:
    return " ".join(clipped(cause_text(one, lang), LONGEST_FINDING) for one in found[:MOST_FINDINGS])


def _reviewed(facts: ReportFacts, said: Said) -> str:
    if facts.reviewed is None:
        return said("not_reviewed")
    on, data = facts.reviewed
    who = name("role", "runner" if data.by_whom in (None, "self") else data.by_whom, said.lang)
    return said(f"reviewed_{data.outcome}", on=on, who=who)


def _changed(one: Changed, today: date, said: Said) -> tuple[str, ...]:
    told = [change_in_words({"what": what, "was": was, "now": now}, said.lang) for what, was, now in one.what]
    moved = [
        said("changed_to" if what == "verdict" else "changed", **{**row, "what": lower_first(row["what"])})
        for (what, _was, _now), row in zip(one.what, told, strict=True)
    ]
    text = clipped("; ".join(moved), LONGEST_REASON)
    why = clipped(say(one.code, dict(one.params), said.lang), LONGEST_REASON)
    return said.dated(one.on, today), f"{text[:1].upper()}{text[1:]}", why
