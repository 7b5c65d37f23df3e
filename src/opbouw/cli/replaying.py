"""`opbouw replay`: every day's decision on what was known that day, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from opbouw.cli.logfile import LogFile, log_from
from opbouw.cli.shape import WAYS, short_day
from opbouw.cli.terminal import AsJson, Language, console, print_json_line, spoken, watched
from opbouw.cli.texts import text
from opbouw.core.decide import decide
from opbouw.core.events import Event
from opbouw.words import decision_in_words, name
from opbouw.words.headline import headline

WHY = 2
INDENT = 13


def replay(events: LogFile, lang: Language = None, as_json: AsJson = False) -> None:
    """Decide every day of a log again, each on the events written down by the end of that day.

    Runs from the first event written down to the last, by the dates of their own zone, and shows what changed and why.
    With --json: JSON Lines, one object a day with on, changed [{what, was, now}] and decision.
    """
    words = spoken(lang)
    log = log_from(events, words)
    out, before, days, changes = console(), None, 0, 0
    for told in watched(days_of(log, words), text("replaying", words)):
        changed = differences(before, told)
        days, changes = days + 1, changes + bool(changed)
        if as_json:
            print_json_line({"on": told["on"], "changed": changed, "decision": told})
        else:
            _print_day(out, told, changed, words)
        before = told
    if not as_json:
        first, last = (short_day(day, words, year=True) for day in _span(log))
        out.print(f"\n{text('replay_sum', words, days=days, changes=changes, first=first, last=last)}")


def days_of(log: Sequence[Event], lang: str) -> Iterator[dict[str, Any]]:
    """The decision of every day, with its words, from the first event written down to the last."""
    first, last = _span(log)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        known = [event for event in log if event.recorded_at.date() <= day]
        yield decision_in_words(decide(known, day), lang)


def _span(log: Sequence[Event]) -> tuple[date, date]:
    days = [event.recorded_at.date() for event in log]
    return min(days), max(days)


def differences(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is other than the day before; on the first day only that it is the first."""
    if before is None:
        return [{"what": "start", "was": None, "now": None}]
    was, is_now = _state(before), _state(now)
    return [{"what": key, "was": was[key], "now": is_now[key]} for key in is_now if was[key] != is_now[key]]


def _state(told: Mapping[str, Any]) -> dict[str, Any]:
    stage = told.get("stage")
    return {
        "kind": told["kind"],
        "phase": told.get("phase"),
        "verdict": told.get("verdict"),
        "stage": stage and stage["n"],
    }


def _print_day(out: Console, told: Mapping[str, Any], changed: Sequence[Mapping[str, Any]], lang: str) -> None:
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
        what = ", ".join(_change(one, lang) for one in changed)
        why = " ".join(one["text"] for one in told["reasons"][:WHY])
        out.print(Padding(Text.assemble((f"{what}. ", "italic"), (why, "dim")), (0, 0, 0, INDENT)))


def _change(one: Mapping[str, Any], lang: str) -> str:
    was, now = (_named(one["what"], one[key], lang) for key in ("was", "now"))
    return text(f"changed_{one['what']}", lang, was=was, now=now)


def _named(what: str, value: Any, lang: str) -> str:
    if value is None:
        return "-"
    if what == "kind":
        return text("yes" if value == "decision" else "no", lang)
    return name(what, value, lang) if what in ("phase", "verdict") else str(value)
