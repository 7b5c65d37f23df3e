"""An event log given on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from opbouw.cli.problems import Problem
from opbouw.cli.texts import text
from opbouw.core.events import Event
from opbouw.core.serialize import LineError
from opbouw.exports.logs import read_log

LogFile = Annotated[Path, typer.Argument(metavar="EVENTS.jsonl", help="A log: one event a line.")]


def log_from(path: Path, lang: str) -> list[Event]:
    """The events of a log.

    :raises Problem: naming the file, the line, the field and what it must hold.
    """
    try:
        events = read_log(path)
    except LineError as problem:
        raise Problem(f"{path}, {problem}.") from None
    if not events:
        raise Problem(text("log_empty", lang, path=path))
    return events
