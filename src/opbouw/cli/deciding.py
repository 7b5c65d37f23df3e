"""`opbouw decide`: one day's answer for a log."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from opbouw.cli.explained import explained, standings
from opbouw.cli.logfile import LogFile, log_from
from opbouw.cli.page import decision_page, refusal_text
from opbouw.cli.problems import Problem
from opbouw.cli.terminal import AsJson, Language, console, day_from, print_json, spoken
from opbouw.cli.texts import text
from opbouw.core.decide import decide as decide_for
from opbouw.words import decision_in_words

On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day to decide, as 2026-03-02.", show_default=False)]
Explain = Annotated[
    bool, typer.Option("--explain", help="Show the proposal, every limit and gate, and the rules with their sources.")
]


def decide(events: LogFile, on: On, explain: Explain = False, lang: Language = None, as_json: AsJson = False) -> None:
    """Decide one day of a log: what to do, how much, and why.

    Exit status 0 for a decision (also when it says stop), 1 when nothing can be decided or the log cannot be read. With
    --json: the decision; with --explain as well: also the rules behind every reason, limit and point of a gate, and the
    citations of their sources.
    """
    words, day = spoken(lang), day_from(on, "--on")
    log = log_from(events, words)
    told = decision_in_words(decide_for(log, day), words)
    if as_json:
        print_json(told | (standings(told, words) if explain else {}))
    if told["kind"] == "refusal":
        raise Problem(_refused(told, events, words))
    later = sum(event.recorded_at.date() > day for event in log)
    if later:
        typer.echo(text("known_later", words, count=later, on=day), err=True)
    if not as_json:
        out = console()
        for part in [*decision_page(told, words), *(explained(told, words) if explain else ())]:
            out.print(part)


def _refused(told: Mapping[str, Any], path: Path, lang: str) -> str:
    """Why not, in which file, and the way on when the log reaches past the day."""
    future = any(one["code"] == "event_from_future" for one in told["reasons"])
    return f"{path}: {refusal_text(told)}" + (f"\n{text('use_replay', lang, path=path)}" if future else "")
