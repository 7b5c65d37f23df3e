"""`opbouw causes`: clues to what brought the injury, from the archive and a few answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from opbouw.cli.options import Columns
from opbouw.cli.page import bullet
from opbouw.cli.problems import Problem
from opbouw.cli.reading import read_archive
from opbouw.cli.tablefind import row_of
from opbouw.cli.terminal import AsJson, Lang, Language, console, day_from, print_json, spoken, today_here
from opbouw.cli.texts import text
from opbouw.cli.typed import answers_from
from opbouw.evidence import tables
from opbouw.words import number

if TYPE_CHECKING:
    from opbouw.history import Cause, Finding

Archives = Annotated[list[Path], typer.Argument(metavar="ARCHIVE...", help="Files, folders or zips of your history.")]
Onset = Annotated[
    str, typer.Option("--onset", metavar="DATE", help="The day it began, as 2026-03-02.", show_default=False)
]
Injury = Annotated[
    str | None, typer.Option("--injury", metavar="ID", help="Weigh each clue by how it loads this injury.")
]
Answers = Annotated[
    Path | None, typer.Option("--answers", metavar="FILE", help="Answers to the questions, lines as QUESTION = no.")
]


def causes(
    archive: Archives,
    onset: Onset,
    injury: Injury = None,
    answers: Answers = None,
    columns: Columns = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Rank what may have brought the injury, with evidence for and against from your own archive.

    Only days before the onset count. Clues, never proof. With --json: a list with factor, strength (0-1), confidence,
    for, against, settles and asks.
    """
    from opbouw.history import causes as ranked
    from opbouw.history.detectors import past_of
    from opbouw.history.interview import questions

    words, day = spoken(lang), day_from(onset, "--onset")
    if day > today_here():
        raise Problem(text("onset_future", words, onset=onset))
    if injury is not None:
        row_of(tables.injuries, injury, "injuries", words)
    listed = "`opbouw causes` lists the questions."
    said = {} if answers is None else answers_from(answers, "--answers", list(questions()), listed)
    read = read_archive(archive, day, words, columns)
    around = read.beside()
    found = ranked(read.facts, day, injury, said, around)
    if as_json:
        print_json([cause.to_dict() for cause in found])
        return
    out = console()
    weeks = past_of(read.facts, day, around).weeks_known
    for part in [*_ranked(found, weeks, words), *_asked(said, words)]:
        out.print(part)


def _ranked(found: Sequence[Cause], weeks: int, lang: Lang) -> Iterator[RenderableType]:
    from opbouw.history.cause_texts import factor_name

    clues = [cause for cause in found if cause.strength > 0]
    yield Text(text(_intro(clues, weeks), lang, weeks=weeks), style="bold")
    for cause in clues:
        confidence = text(f"confidence_{cause.confidence}", lang)
        strength = text("causes_strength", lang, strength=number(cause.strength, lang), confidence=confidence)
        yield Text.assemble("\n", (factor_name(cause.factor, lang.value), "bold"), f": {strength}")
        yield from (Padding(line, (0, 0, 0, 2)) for line in _evidence(cause, lang))
    for key, known in (("causes_unseen", True), ("causes_unknown", False)):
        names = [factor_name(one.factor, lang.value) for one in found if one.strength == 0 and one.known is known]
        if names:
            yield Text(f"\n{text(key, lang, names='; '.join(names))}")


def _intro(clues: Sequence[Cause], weeks: int) -> str:
    """Which words stand above the clues: few weeks never give an order, nor one cause, nor an all-clear."""
    from opbouw.history.params import param

    if weeks < param("thin_weeks"):
        return "causes_thin" if clues else "causes_thin_none"
    if not clues:
        return "causes_none"
    return "causes_weak" if clues[0].strength < param("stands_out") else "causes_intro"


def _evidence(cause: Cause, lang: Lang) -> Iterator[RenderableType]:
    from opbouw.history.cause_texts import cause_text

    def told(findings: Sequence[Finding]) -> str:
        return " ".join(cause_text(one, lang.value) for one in findings)

    parts = {"for": cause.evidence_for, "against": cause.evidence_against, "settles": cause.settles, "asks": cause.asks}
    for key, findings in parts.items():
        if findings:
            yield bullet(text(f"cause_{key}", lang, found=told(findings)))


def _asked(said: dict[str, str], lang: Lang) -> Iterator[RenderableType]:
    """The interview under the method's headings, without what was answered."""
    from opbouw.history.interview import headings, questions

    open_ones = [one for one in questions().values() if one.id not in said]
    if not open_ones:
        return
    yield Text(f"\n{text('causes_asked', lang, example=open_ones[0].id)}")
    for heading, (english, dutch) in headings().items():
        below = [one for one in open_ones if one.heading == heading]
        if below:
            yield Text(dutch if lang == Lang.nl else english, style="bold")
        for one in below:
            yield bullet(Text.assemble((one.id, "bold"), ": ", one.text_nl if lang == Lang.nl else one.text_en))
