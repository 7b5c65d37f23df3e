"""The printed week in words: seven days with boxes to tick, the dose, the pain rule, and room for pain and the morning
after. What stands on it is the plan of one day; ``typeset`` lays it out on one page of A4."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from opbouw.exports.typeset import Plain, day_of, pdf_from, shown
from opbouw.words import amount, name, number, when
from opbouw.words.fill import NBSP
from opbouw.words.headline import session_line

DAYS = 7
WEEK = "week"
Session = Mapping[str, Any]


@cache
def all_texts() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its key, each with ``en`` and ``nl``."""
    return tomllib.loads(resources.files("opbouw.exports").joinpath("week.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Line:
    """One session of a day: what it is, its parts, and what it depends on."""

    title: str
    detail: str
    tag: str


@dataclass(frozen=True, slots=True)
class Row:
    """One day: its name, its date, its sessions, and what is said when there are none."""

    day: str
    date: str
    lines: tuple[Line, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """One page in one language, ready to be laid out."""

    lang: str
    on: date
    title: str
    who: str
    span: str
    made: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    rules_title: str
    rules: tuple[str, ...]
    foot: str


def week_page(decision: Mapping[str, Any], lang: str, who: str = "") -> WeekPage:
    """The seven days of a decision, from its own day on.

    :param decision: a decision in the plain form of the contract.
    :param lang: the language of the page, nl or en.
    :param who: the name to print; empty for none.
    """
    first = date.fromisoformat(str(decision["on"]))
    days = [first + timedelta(days=n) for n in range(DAYS)]
    week: Sequence[Session] = decision["week"]
    return WeekPage(
        lang=lang,
        on=first,
        title=_said("title", lang),
        who=who,
        span=_said("from_to", lang, first=when(first, lang), last=when(days[-1], lang, year=True)),
        made=_said("made", lang, on=when(first, lang, year=True)),
        head=tuple(_said(f"head_{column}", lang) for column in ("day", "what", "pain", "morning")),
        rows=tuple(_row(day, week, lang) for day in days),
        rules_title=_said("rules", lang),
        rules=tuple(_rules(week, first, lang)),
        foot=_said("foot", lang),
    )


def pdf_of(page: WeekPage) -> bytes:
    """The week as a PDF of one page; the same words give the same bytes.

    :raises TypesetError: when it takes too long, or when typst is missing or refuses.
    """
    return pdf_from(WEEK, plain(page))


def plain(page: WeekPage) -> Plain:
    """The week as its template reads it."""
    made = asdict(page)
    on = made.pop("on")
    return {**shown(made), **day_of(on)}


def _said(key: str, lang: str, **params: str) -> str:
    return all_texts()[key][lang].format(**params)


def _row(day: date, week: Sequence[Session], lang: str) -> Row:
    weekday, rest = when(day, lang).split(" ", 1)
    lines = tuple(_line(one, lang) for one in week if str(one["on"]) == day.isoformat())
    return Row(weekday[:1].upper() + weekday[1:], rest, lines, "" if lines else _said("rest", lang))


def _line(session: Session, lang: str) -> Line:
    tag = "" if session["firm"] else _said("if_calm", lang)
    line = session_line({**session, "depends_on": None}, lang)
    return Line(line, _detail(session, lang), tag)


def _detail(session: Session, lang: str) -> str:
    """The walks around a run, or the exercises with their doses."""
    if session["exercises"]:
        return "; ".join(_exercise(dose, lang) for dose in session["exercises"])
    parts = session["intervals"]
    if len(parts) < 3 or (parts[0]["kind"], parts[-1]["kind"]) != ("walk", "walk"):
        return ""
    before, after = (amount(part["seconds"] * part["reps"] / 60, "min", lang) for part in (parts[0], parts[-1]))
    return _said("around", lang, before=before, after=after)


def _exercise(dose: Mapping[str, Any], lang: str) -> str:
    parts = [name("exercise", dose["id"], lang)]
    sets, reps, hold = dose["sets"] or 1, dose["reps"], dose["hold_s"]
    if reps:
        parts.append(f"{sets}{NBSP}×{NBSP}{reps}")
    if hold and not reps:
        parts.append(f"{sets}{NBSP}×{NBSP}{amount(hold, 's', lang)}")
    elif hold:
        parts.append(_said("hold", lang, seconds=amount(hold, "s", lang)))
    if dose["load_kg"]:
        parts.append(f"{number(dose['load_kg'], lang)}{NBSP}kg")
    return " ".join(parts[:2]) + "".join(f", {part}" for part in parts[2:])


def _rules(week: Sequence[Session], on: date, lang: str) -> Iterator[str]:
    """The pain rule of the running and of the other work, the strictest of the week, and what holds beside it."""
    for key, runs in (("rule_run", True), ("rule_other", False)):
        limits = [one["pain_limit"] for one in week if (one["kind"] == "run") is runs]
        if limits:
            yield _said(key, lang, limit=number(min(limits), lang))
    if any(not one["firm"] for one in week):
        yield _said("rule_calm", lang)
    yield _said("rule_less", lang)
    yield _said("rule_signs", lang)
    yield _said("rule_newer", lang, on=when(on, lang))
