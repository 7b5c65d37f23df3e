"""`opbouw letter` and `opbouw report`: one page for a doctor or physio, and two for the physio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from opbouw.cli.logfile import LogFile, log_from
from opbouw.cli.page import refusal_text
from opbouw.cli.problems import Problem
from opbouw.cli.terminal import Lang, Language, day_from, spoken
from opbouw.cli.texts import text
from opbouw.core.journey import Journey
from opbouw.core.log import LogRefused, read_log
from opbouw.exports.files import whole_file
from opbouw.exports.letter import walked
from opbouw.exports.letter_words import Letter, as_text, letter_of
from opbouw.exports.report_words import Report, report_of
from opbouw.exports.report_words import as_text as report_text
from opbouw.exports.typeset import TypesetError, pdf_of
from opbouw.words import decision_in_words

On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the letter, as 2026-03-02.")]
Pdf = Annotated[
    Path | None, typer.Option("--pdf", metavar="FILE", help="Write the page as PDF to this file.", show_default=False)
]
Name = Annotated[str, typer.Option("--name", help="The runner's name or initials, if it should stand on the letter.")]
OWNER_ONLY = 0o600
Made = TypeVar("Made", Letter, Report)


def letter(events: LogFile, on: On, pdf: Pdf = None, name: Name = "", lang: Language = None) -> None:
    """Write the one-page letter for a doctor or physio: what happened, what was answered, what the plan asks.

    Without --pdf as text. Nothing leaves this machine. Exit status 0 for a letter, 1 when nothing can be decided or the
    log cannot be read; a file that exists is left as it is.
    """
    words, day = spoken(lang), day_from(on, "--on")
    made = _of_log(events, day, words, lambda days: letter_of(days, words, name))
    if pdf is None:
        typer.echo(as_text(made), nl=False)
        return
    _as_file(made, pdf, words, "letter_written")


def _of_log(events: Path, day: date, lang: Lang, made: Callable[[Sequence[Journey]], Made]) -> Made:
    """What is made of the log of a file, or the refusal in words."""
    log = log_from(events, lang)
    try:
        return made(walked(read_log(log, day)))
    except LogRefused as refused:
        told = decision_in_words(refused.refusal(day), lang)
        raise Problem(f"{events}: {refusal_text(told)}") from None


def _as_file(made: Letter | Report, pdf: Path, lang: Lang, key: str) -> None:
    """Write the PDF for its owner alone; a file that is there already is left as it is."""
    if pdf.exists():
        raise Problem(text("letter_exists", lang, path=pdf))
    try:
        content = pdf_of(made)
    except TypesetError:
        raise Problem(text("letter_failed", lang)) from None
    with whole_file(pdf, mode=OWNER_ONLY) as file:
        file.write(content)
    typer.echo(text(key, lang, path=pdf))


ReportOn = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the report, as 2026-03-02.")]
ReportPdf = Annotated[
    Path | None, typer.Option("--pdf", metavar="FILE", help="Write the pages as PDF to this file.", show_default=False)
]
ReportName = Annotated[
    str, typer.Option("--name", help="The runner's name or initials, if it should stand on the report.")
]


def report(events: LogFile, on: ReportOn, pdf: ReportPdf = None, name: ReportName = "", lang: Language = None) -> None:
    """Write the two-page report for a physio: six facts, pain, sessions, gates, limits, causes, changes with reasons.

    Without --pdf as text. Nothing leaves this machine. Exit status 0 for a report, 1 when nothing can be decided or the
    log cannot be read; a file that exists is left as it is.
    """
    words, day = spoken(lang), day_from(on, "--on")
    made = _of_log(events, day, words, lambda days: report_of(days, words, name))
    if pdf is None:
        typer.echo(report_text(made), nl=False)
        return
    _as_file(made, pdf, words, "report_written")
