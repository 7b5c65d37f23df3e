"""`opbouw import`: what becomes of each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from opbouw.cli.problems import Problem
from opbouw.cli.shape import length, short_day
from opbouw.cli.terminal import AsJson, Language, console, print_json, spoken, watched
from opbouw.cli.texts import text
from opbouw.words import amount

if TYPE_CHECKING:
    from opbouw.activities import FileReport

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or zips from your watch or app.")]
LOOKS = {"taken": "green", "known": "dim", "skipped": "dim", "refused": "red"}


def import_(path: Paths, lang: Language = None, as_json: AsJson = False) -> None:
    """Read activity files and say of each what became of it: read, known, skipped or refused, and why.

    Keeps nothing; it shows what Opbouw understands. A member of an archive is archive.zip!inner/name.fit. With --json:
    files and summary. Exit status 0 when any file was read, known or skipped.
    """
    from opbouw.activities import import_paths, report_to_dict, summary

    words, out = spoken(lang), console()
    files, light = [], []
    for report in watched(import_paths(path), text("reading", words)):
        files.append(report_to_dict(report))
        light.append(_without_samples(report))
        if not as_json:
            _print_file(out, report, words)
    totals: dict[str, Any] = summary(light)
    if as_json:
        print_json({"files": files, "summary": totals})
    else:
        hours, km = length(totals["seconds"], words), amount((totals["distance_m"] or 0) / 1000, "km", words)
        out.print(f"\n{text('import_sum', words, hours=hours, km=km, **totals)}")
    if all(report.status == "refused" for report in light):
        raise Problem(text("import_nothing", words) if light else text("no_files", words))


def _without_samples(report: FileReport) -> FileReport:
    """The same report, small: thousands of files fit in memory."""
    return replace(report, activities=tuple(replace(one, columns={}, laps=()) for one in report.activities))


def _print_file(out: Console, report: FileReport, lang: str) -> None:
    line = Text(f"{text(f'status_{report.status}', lang):<13}", style=LOOKS[report.status])
    line.append(report.path)
    if report.status == "taken":
        line.append(f"  {', '.join(_facts(report, lang))}", style="dim")
    out.print(line, soft_wrap=True)
    if report.reason_code not in ("taken", "known"):
        out.print(Padding(Text(report.reason_in(lang), style="dim"), (0, 0, 0, 13)))


def _facts(report: FileReport, lang: str) -> Iterator[str]:
    count = len(report.activities)
    yield from _known(
        f"{count} ×" if count > 1 else None,
        report.sport,
        short_day(report.start.date(), lang, year=True) if report.start else None,
        length(report.seconds, lang) if report.seconds else None,
        amount(report.distance_m / 1000, "km", lang) if report.distance_m else None,
    )


def _known(*parts: str | None) -> Iterable[str]:
    return (part for part in parts if part)
