"""`opbouw replay`: every day's decision on what was known that day, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from opbouw.cli.logfile import LogFile, log_from
from opbouw.cli.page import decision_page, refusal_text
from opbouw.cli.problems import Problem
from opbouw.cli.recorded import compare_record
from opbouw.cli.shape import WAYS, short_day
from opbouw.cli.terminal import AsJson, Language, console, day_from, print_json_line, spoken, watched
from opbouw.cli.texts import text
from opbouw.core.decide import decide_day
from opbouw.core.events import Event
from opbouw.core.fold import Fold
from opbouw.exports.changed import why
from opbouw.exports.comparing import differences
from opbouw.words import change_in_words, decision_in_words, name
from opbouw.words.fill import lower_first
from opbouw.words.headline import headline

INDENT = 13
START = {"what": "start", "was": None, "now": None}
Day = Annotated[str | None, typer.Option("--on", metavar="DATE", help="One day of the past only.", show_default=False)]
Record = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="FILE",
        help="Make these stored decisions again, as `opbouw export --decisions` wrote them, and compare.",
        show_default=False,
    ),
]


def replay(
    events: LogFile, on: Day = None, record: Record = None, lang: Language = None, as_json: AsJson = False
) -> None:
    """Decide every day of a log again, each on the events written down by the end of that day.

    Runs from the first event written down to the last, by the dates of their own zone, and shows what changed and why.
    With --json: JSON Lines, one object a day with on, changed [{what, was, now}], why [text] and decision. With
    --record: one line for each stored decision; exit status 1 when the same rules now say something else.
    """
    words = spoken(lang)
    log = log_from(events, words)
    if record is not None:
        compare_record(log, record, words, as_json=as_json)
    elif on is not None:
        _one_day(log, day_from(on, "--on"), words, as_json)
    else:
        _all_days(log, words, as_json)


def _all_days(log: Sequence[Event], lang: str, as_json: bool) -> None:
    out, before, days, changes = console(), None, 0, 0
    first, last = span(log)
    for told in watched(days_of(log, first, last, lang), text("replaying", lang)):
        changed = changed_since(before, told)
        days, changes = days + 1, changes + bool(changed)
        if as_json:
            print_json_line(_line(before, told, lang))
        else:
            _print_day(out, before, told, lang)
        before = told
    if not as_json:
        shown = (short_day(day, lang, year=True) for day in (first, last))
        out.print(f"\n{text('replay_sum', lang, days=days, changes=changes, first=next(shown), last=next(shown))}")


def _one_day(log: Sequence[Event], day: date, lang: str, as_json: bool) -> None:
    first, last = span(log)
    if not first <= day <= last:
        known = {"first": short_day(first, lang, year=True), "last": short_day(last, lang, year=True)}
        raise Problem(text("replay_outside", lang, on=day.isoformat(), **known))
    *earlier, told = days_of(log, max(first, day - timedelta(days=1)), day, lang)
    before = earlier[0] if earlier else None
    if as_json:
        print_json_line(_line(before, told, lang))
        return
    out = console()
    if told["kind"] == "refusal":
        out.print(refusal_text(told))
        return
    out.print(Text(f"{_changes(changed_since(before, told), lang)}. ", style="italic"))
    for part in decision_page(told, lang):
        out.print(part)


def days_of(log: Sequence[Event], first: date, last: date, lang: str) -> Iterator[dict[str, Any]]:
    """The decision of every day of a stretch, with its words, on what was known by the end of that day."""
    written: dict[date, list[Event]] = {}
    for event in log:
        written.setdefault(max(event.recorded_at.date(), first), []).append(event)
    fold = Fold()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        fold.tell(written.get(day, ()))
        yield decision_in_words(decide_day(fold, day), lang)


def span(log: Sequence[Event]) -> tuple[date, date]:
    """The first and the last day on which an event was written down."""
    days = [event.recorded_at.date() for event in log]
    return min(days), max(days)


def changed_since(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is other than the day before; on the first day only that it is the first."""
    return [START] if before is None else differences(before, now)


def _line(before: Mapping[str, Any] | None, told: Mapping[str, Any], lang: str) -> dict[str, Any]:
    changed = changed_since(before, told)
    return {"on": told["on"], "changed": changed, "why": why(before, told, lang) if changed else [], "decision": told}


def _print_day(out: Console, before: Mapping[str, Any] | None, told: Mapping[str, Any], lang: str) -> None:
    changed = changed_since(before, told)
    line = Text(f"{short_day(told['on'], lang):<{INDENT}}", style="bold" if changed else "")
    if told["kind"] == "refusal":
        line.append(text("refused", lang), style="red")
    else:
        verdict, stage = name("verdict", told["verdict"], lang), told["stage"]
        line.append(f"{verdict}. ", style=WAYS[told["verdict"]])
        step = f" {stage['n']}/{stage['of']}" if stage else ""
        line.append(f"{name('phase', told['phase'], lang)}{step}. {headline(told, lang)}")
    out.print(line)
    if changed:
        reasons = " ".join(why(before, told, lang))
        said = Text.assemble((f"{_changes(changed, lang)}. ", "italic"), (reasons, "dim"))
        out.print(Padding(said, (0, 0, 0, INDENT)))


def _changes(changed: Sequence[Mapping[str, Any]], lang: str) -> str:
    if not changed:
        return text("replay_as_before", lang)
    return "; ".join(text("changed_start", lang) if one == START else said_change(one, lang) for one in changed)


def said_change(one: Mapping[str, Any], lang: str) -> str:
    """One change on a line: ``phase: Strengthening → Rebuilding``."""
    told = change_in_words(one, lang)
    return f"{lower_first(told['what'])}: {told['was']} → {told['now']}"
