"""`opbouw letter`: one page for a doctor or physio."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from opbouw.cli.logfile import LogFile, log_from
from opbouw.cli.page import refusal_text
from opbouw.cli.problems import Problem
from opbouw.cli.terminal import Language, day_from, spoken
from opbouw.cli.texts import text
from opbouw.core.log import LogRefused, read_log
from opbouw.exports.files import whole_file
from opbouw.exports.letter_words import as_text, letter_of
from opbouw.exports.typeset import TypesetError, pdf_of
from opbouw.words import decision_in_words

On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the letter, as 2026-03-02.")]
Pdf = Annotated[
    Path | None, typer.Option("--pdf", metavar="FILE", help="Write the page as PDF to this file.", show_default=False)
]
Name = Annotated[str, typer.Option("--name", help="The runner's name or initials, if it should stand on the letter.")]
OWNER_ONLY = 0o600


def letter(events: LogFile, on: On, pdf: Pdf = None, name: Name = "", lang: Language = None) -> None:
    """Write the one-page letter for a doctor or physio: what happened, what was answered, what the plan asks.

    Without --pdf as text. Nothing leaves this machine. Exit status 0 for a letter, 1 when nothing can be decided or the
    log cannot be read; a file that exists is left as it is.
    """
    words, day = spoken(lang), day_from(on, "--on")
    log = log_from(events, words)
    try:
        made = letter_of(read_log(log, day), words, name)
    except LogRefused as refused:
        told = decision_in_words(refused.refusal(day), words)
        raise Problem(f"{events}: {refusal_text(told)}") from None
    if pdf is None:
        typer.echo(as_text(made), nl=False)
        return
    if pdf.exists():
        raise Problem(text("letter_exists", words, path=pdf))
    try:
        content = pdf_of(made)
    except TypesetError:
        raise Problem(text("letter_failed", words)) from None
    with whole_file(pdf, mode=OWNER_ONLY) as file:
        file.write(content)
    typer.echo(text("letter_written", words, path=pdf))
