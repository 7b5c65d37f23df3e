"""XML as a stream of elements, read defensively: no document types, no entities, undeclared prefixes are fine."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from xml.parsers import expat

import numpy as np

from opbouw.activities.model import ActivityError, Column

Attributes = dict[str, str]
MAX_XML_BYTES = 256 * 2**20
_CHUNK = 1 << 16


class Handler:
    """What a reader does with elements. Names come without prefix. `wanted` are the leaves whose text it needs."""

    wanted: frozenset[str] = frozenset()

    def opened(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def closed(self, name: str, text: str | None) -> None:
        """An element ends; `text` is given for a wanted leaf."""


def read_xml(data: bytes, handler: Handler) -> str | None:
    """Feeds every element of `data` to the handler. Returns None, or where and why the XML broke off.

    Raises ActivityError (xml_entities) for a document type or entity declaration, (file_too_large) above the limit.
    """
    if len(data) > MAX_XML_BYTES:
        raise ActivityError("file_too_large", limit_mb=MAX_XML_BYTES // 2**20)
    parser = expat.ParserCreate()
    _connect(parser, handler)
    body = memoryview(data.lstrip())
    try:
        for begin in range(0, len(body), _CHUNK):
            parser.Parse(bytes(body[begin : begin + _CHUNK]), False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        return f"{error.lineno}: {expat.ErrorString(error.code)}"
    except (LookupError, ValueError) as error:
        if isinstance(error, ActivityError):
            raise
        return "1: unknown text encoding"
    return None


def broken(problem: str) -> ActivityError:
    """The error for XML that broke off before anything useful."""
    line, _, what = problem.partition(": ")
    return ActivityError("xml_damaged", line=line, problem=what)


def _connect(parser: expat.XMLParserType, handler: Handler) -> None:
    local: dict[str, str] = {}
    wanted, opened, closed = handler.wanted, handler.opened, handler.closed
    text: list[str] = []
    collecting = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal collecting
        short = local.get(name)
        if short is None:
            short = local[name] = name.rpartition(":")[2]
        collecting = short in wanted
        if collecting:
            text.clear()
        else:
            opened(short, attributes)

    def end(name: str) -> None:
        nonlocal collecting
        if collecting:
            collecting = False
            closed(local[name], "".join(text))
        else:
            closed(local[name], None)

    def characters(data: str) -> None:
        if collecting and len(text) < 64:
            text.append(data)

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse


def _refuse(*_: object) -> None:
    raise ActivityError("xml_entities")


def to_number(text: str | None) -> float:
    """The finite number a text says, or NaN."""
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def to_instant(text: str | None) -> datetime | None:
    """The instant an ISO text says (no zone means UTC), or None for a broken one."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text.strip())
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    except ValueError:
        return None


def to_unix(text: str | None) -> float:
    """Unix seconds of an ISO text, or NaN."""
    instant = to_instant(text)
    if instant is None:
        return math.nan
    try:
        return instant.timestamp()
    except (OverflowError, ValueError):
        return math.nan


def column(texts: Iterable[str | None], convert: Callable[[str | None], float] = to_number) -> Column:
    """A column of numbers from texts, NaN where one is missing or no number."""
    return np.array([convert(text) for text in texts], dtype=np.float64)


def stated_offset(text: str | None) -> int | None:
    """The runner's offset from UTC when a time says one other than Z or +00:00."""
    instant = to_instant(text)
    delta = instant.utcoffset() if instant else None
    return int(delta.total_seconds()) if delta else None
