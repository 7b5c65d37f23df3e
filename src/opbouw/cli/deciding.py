"""`opbouw decide`: one day's answer for a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text

from opbouw.cli.logfile import LogFile, log_from
from opbouw.cli.page import bullet, decision_page, refusal_text, section
from opbouw.cli.problems import Problem
from opbouw.cli.terminal import AsJson, Language, console, day_from, print_json, spoken
from opbouw.cli.texts import text
from opbouw.core.decide import decide as decide_for
from opbouw.core.reasons import CODES
from opbouw.evidence import tables
from opbouw.words import amount, decision_in_words, grade, limit_sentence, name, sources

On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day to decide, as 2026-03-02.", show_default=False)]
Explain = Annotated[
    bool, typer.Option("--explain", help="Show the proposal, every limit, and the rules with their sources.")
]


def decide(events: LogFile, on: On, explain: Explain = False, lang: Language = None, as_json: AsJson = False) -> None:
    """Decide one day of a log: what to do, how much, and why.

    Exit status 0 for a decision (also when it says stop), 1 when nothing can be decided or the log cannot be read. With
    --json: the decision; with --explain as well: also the citations of its sources.
    """
    words, day = spoken(lang), day_from(on, "--on")
    log = log_from(events, words)
    told = decision_in_words(decide_for(log, day), words)
    if as_json:
        print_json(told | ({"sources": _citations(told)} if explain else {}))
    if told["kind"] == "refusal":
        raise Problem(_refused(told, events, words))
    later = sum(event.recorded_at.date() > day for event in log)
    if later:
        typer.echo(text("known_later", words, count=later, on=day), err=True)
    if not as_json:
        out = console()
        for part in [*decision_page(told, words), *(_explained(told, words) if explain else ())]:
            out.print(part)


def _refused(told: Mapping[str, Any], path: Path, lang: str) -> str:
    """Why not, in which file, and the way on when the log reaches past the day."""
    future = any(one["code"] == "event_from_future" for one in told["reasons"])
    return f"{path}: {refusal_text(told)}" + (f"\n{text('use_replay', lang, path=path)}" if future else "")


def _citations(told: Mapping[str, Any]) -> dict[str, str]:
    ids = sorted({source for one in told["reasons"] for source in one["source_ids"] if source in tables.sources})
    return dict(zip(ids, sources(ids), strict=True))


def _explained(told: Mapping[str, Any], lang: str) -> Iterator[RenderableType]:
    yield from section("proposal", lang, list(_proposal(told["before_limits"], lang)))
    yield from section("limits", lang, [bullet(line) for line in _limits(told["limits"], lang)])
    yield from section("rules", lang, [bullet(line) for line in _rules(told["reasons"], lang)])


def _proposal(before: Mapping[str, Any], lang: str) -> Iterator[RenderableType]:
    if all(value is None for value in before.values()):
        yield Text(text("before_nothing", lang))
    if before["stage_n"] is not None:
        yield Text(text("before_stage", lang, value=before["stage_n"]))
    for key, line in (("run_minutes", "before_run"), ("cross_minutes", "before_cross")):
        if before[key] is not None:
            yield Text(text(line, lang, value=amount(before[key], "min", lang)))


def _limits(limits: Iterable[Mapping[str, Any]], lang: str) -> Iterator[Text]:
    for limit in limits:
        others = [
            f"{name('winner', one['id'], lang)} ({amount(one['value'], limit['unit'], lang)})"
            for one in limit["others"]
        ]
        also = f"\n{text('limit_others', lang, others='; '.join(others))}" if others else ""
        yield Text.assemble(limit_sentence(limit, lang), (also, "dim"))


def _rules(reasons: Iterable[Mapping[str, Any]], lang: str) -> Iterator[Text]:
    """Each reason with the row it stands on, how strong that is, and the citation."""
    for one in reasons:
        row = CODES[one["code"]]
        stands_on = row.rule or row.param or one["code"]
        cited = sources([source for source in one["source_ids"] if source in tables.sources])
        head = f"{one['code']} ({stands_on}; {grade(one['grade'], lang)})"
        yield Text.assemble((head, "bold"), f"\n{one['text']}", *((f"\n{line}", "dim") for line in cited))
