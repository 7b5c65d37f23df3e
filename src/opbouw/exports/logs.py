"""Event logs as JSON Lines: one event a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from opbouw.core.events import Event
from opbouw.core.fields import EventError
from opbouw.core.serialize import MAX_LINE, LineError, dump_event, load_event
from opbouw.exports.files import whole_file
from opbouw.exports.unheard import heard

MARK = "\ufeff"  # some editors put it before the first line
MOST_BYTES = 4 * MAX_LINE  # a character takes at most four bytes


def read_log(source: str | Path | IO[Any] | Iterable[str]) -> list[Event]:
    """The events of a log, given as a path, an open file (text or bytes) or lines.

    :raises LineError: naming the line, the field and what it must hold.
    :raises OSError: when the file cannot be opened.
    """
    if isinstance(source, str | Path):
        with Path(source).open("rb") as file:
            return read_log(file)
    found = []
    for number, line in enumerate(_lines(source), start=1):
        text = _text(line, number)
        text = text.removeprefix(MARK) if number == 1 else text
        if text.strip():
            found.append(_heard(load_event(text, number), number))
    return found


def _heard(event: Event, number: int) -> Event:
    try:
        return heard(event)
    except EventError as problem:
        raise LineError(number, str(problem), problem.code) from None


def write_log(events: Iterable[Event], target: str | Path | IO[Any]) -> None:
    """Write events as JSON Lines to a path, or to an open file (text or bytes); whole, or nothing at all.

    :raises TypeError: for anything that is no ``Event``, before a byte is written.
    :raises OSError: when the file cannot be written.
    """
    content = "".join(f"{dump_event(checked(event))}\n" for event in events)
    if isinstance(target, str | Path):
        with whole_file(Path(target)) as file:
            file.write(content.encode())
    else:
        target.write(content if _takes_text(target) else content.encode())


def _takes_text(target: Any) -> bool:
    """Whether an open file was opened for text."""
    return hasattr(target, "encoding")


def checked(event: Any) -> Event:
    """The same event.

    :raises TypeError: when it is something else, with what to do about it.
    """
    if isinstance(event, Event):
        return event
    raise TypeError(f"an event is needed and this is {type(event).__name__}; opbouw.read_events makes events of lines")


def _lines(source: IO[Any] | Iterable[str]) -> Iterator[str | bytes]:
    """The lines, none read further than a line may be long."""
    if not hasattr(source, "readline"):
        yield from source
        return
    while line := source.readline(MOST_BYTES + 1):
        yield line


def _text(line: Any, number: int) -> str:
    if isinstance(line, str):
        return line
    if not isinstance(line, bytes):
        raise TypeError(f"line {number} is {type(line).__name__}; give lines of text, a path or an open file")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise LineError(number, "this is no text; give a log with one event a line, in UTF-8", "not_text") from None
