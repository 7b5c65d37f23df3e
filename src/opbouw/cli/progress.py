"""How far a reading of files is, on standard error: files, megabytes and what could not be read; silent in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console

from opbouw.cli.terminal import SLOW_S
from opbouw.cli.texts import text

if TYPE_CHECKING:
    from opbouw.activities import FileReport

_MB = 1_000_000


def reading(reports: Iterable[FileReport], lang: str) -> Iterator[FileReport]:
    """The same reports, with a line that counts along as soon as it takes over a second."""
    if not sys.stderr.isatty():
        yield from reports
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    files = size = refused = 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, visible=False)
        for report in reports:
            files, size, refused = files + 1, size + report.size_bytes, refused + (report.status == "refused")
            told = text("reading_so_far", lang, files=files, size=f"{size / _MB:.1f}", refused=refused)
            progress.update(task, description=told, visible=(progress.tasks[0].elapsed or 0.0) > SLOW_S)
            yield report
