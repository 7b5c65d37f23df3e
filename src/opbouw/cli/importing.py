"""`opbouw import`: what becomes of each file."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from opbouw.cli.options import Columns
from opbouw.cli.problems import Problem
from opbouw.cli.progress import reading
from opbouw.cli.reading import reports_of
from opbouw.cli.shape import length, short_day
from opbouw.cli.terminal import AsJson, Lang, Language, console, print_json, spoken
from opbouw.cli.texts import text
from opbouw.words import amount

if TYPE_CHECKING:
    from opbouw.activities import FileReport

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH...", help="Files, folders or zips from your watch or app.")
]
Watch = Annotated[Path | None, typer.Option("--watch", metavar="FOLDER", help="A folder to look in for new files.")]
Runner = Annotated[str | None, typer.Option("--runner", metavar="NAME", help="Whom the files of --watch are kept for.")]
WRONG_USE, INTERRUPTED = 2, 130
LOOKS = {"taken": "green", "known": "dim", "skipped": "dim", "refused": "red"}


def import_(
    path: Paths = None,
    columns: Columns = None,
    watch: Watch = None,
    runner: Runner = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Read activity files and say of each what became of it: read, known, skipped or refused, and why.

    Keeps nothing; it shows what Opbouw understands. A member of an archive is archive.zip!inner/name.fit. With --json:
    files and summary. Exit status 0 when any file was read, known or skipped.

    With --columns a table is read as that file tells; `opbouw columns TABLE` prints one to begin with.

    With --watch it goes on until you press Ctrl+C: a new file is read once it has stopped growing, and is never moved
    or deleted. With --runner as well the file is kept for that runner, as if it was given on the page.
    """
    from opbouw.cli.watching import watch_folder

    words = spoken(lang)
    if watch is not None and not path and not as_json and columns is None:
        watch_folder(watch, runner, words)
    elif watch is not None or runner is not None or not path:
        raise Problem(text("import_use", words), WRONG_USE)
    else:
        _read(path, columns, words, as_json)


def _read(path: list[Path], columns: Path | None, words: Lang, as_json: bool) -> None:
    from opbouw.activities import report_to_dict, summary

    out = console()
    files, light = [], []
    try:
        for report in reading(reports_of(path, columns, words), words):
            files.append(report_to_dict(report))
            light.append(_without_samples(report))
            if not as_json:
                print_file(out, report, words)
    except KeyboardInterrupt:
        raise Problem(text("import_stopped", words, count=len(light)), INTERRUPTED) from None
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


def print_file(out: Console, report: FileReport, lang: str) -> None:
    line = Text(f"{text(f'status_{report.status}', lang):<13}", style=LOOKS[report.status])
    line.append(report.path)
    if report.status == "taken":
        line.append(f"  {', '.join(_facts(report, lang))}", style="dim")
    out.print(line, soft_wrap=True)
    if report.reason_code not in ("taken", "known"):
        out.print(Padding(Text(report.reason_in(lang), style="dim"), (0, 0, 0, 13)))
    if report.table is not None and report.status in ("skipped", "refused"):
        hint = text("import_columns", lang, path=shlex.quote(report.path), file=text("columns_file", lang))
        out.print(Text(f"{'':13}{hint}"), soft_wrap=True)


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
