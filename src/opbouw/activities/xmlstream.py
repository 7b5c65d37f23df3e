"""XML as a stream of points, read defensively: no document types, no entities, undeclared prefixes are fine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from xml.parsers import expat

from opbouw.activities.model import ActivityError
from opbouw.activities.xmlalike import Alike, pattern_of
from opbouw.activities.xmlread import Points, Row

Attributes = dict[str, str]

MAX_XML_BYTES = 256 * 2**20
# Activity files are some ten levels deep; expat keeps every open level in memory.
MAX_DEPTH = 1_000
# One tag, comment or attribute. Expat must hold it whole, and starts on it anew with every piece it is fed.
MAX_TOKEN_BYTES = 2**20
# Names of elements and attributes are kept for ever; a real file has some fifty.
MAX_NAMES = 10_000
# Tracks, segments, laps and activities of one file.
MAX_PARTS = 20_000
_CHUNK = 1 << 17
# A number is one piece of text; a text of more pieces than these is none of ours.
_MOST_PIECES = 64
_ENOUGH_ROWS = 2_048
# Points are read one by one when this many more of them were odd than alike.
_TRIED = 64
_MOST_PATTERNS = 8
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})""")
# Codes that expat reads on its own, or whose bytes below 128 are ASCII, which is all that numbers and times need.
_SINGLE = re.compile(
    r"(us-)?ascii|iso[-_]?8859[-_]?\d{1,2}|latin-?1|(windows-|cp)125\d|koi8-[ru]|macintosh|cp437|cp850"
)
_ASCII_BELOW = re.compile(r"shift[-_]jis|sjis|gb2312|gbk|gb18030|big5|euc-(jp|kr|cn)")
_LATIN = "iso-8859-1"
_INVALID = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]


class Reader:
    """What a format wants of the stream; element names come without prefix, in small letters.

    `point` is the element that a row is made of, `attributes` are the places in `row` of its own attributes, `leaves`
    the places for the text since the last tag that opened. `opens` and `closes`: what to do when a part begins or ends.
    """

    point: str
    attributes: Mapping[str, int]
    leaves: Mapping[str, int]

    def __init__(self, points: Points, size: int) -> None:
        self.points = points
        self.row: list[bytes | None] = [None] * size
        self.opens: dict[str, Callable[[Attributes], None]] = {}
        self.closes: dict[str, Callable[[], None]] = {}
        self.parts = 0

    def take(self, rows: Sequence[Row]) -> None:
        """Points that follow the last one that closed, in the same part."""
        self.points.rows += rows

    def flush(self) -> None:
        """Pack what was read so far. Raises ActivityError when it is more than an activity can be."""
        self.points.pack()
        if self.parts > MAX_PARTS:
            raise ActivityError("too_many_parts", limit=MAX_PARTS)


AnyReader = TypeVar("AnyReader", bound=Reader)


def read_xml(data: bytes, make: Callable[[], AnyReader], *, alike: bool = True) -> tuple[AnyReader, str | None]:
    """A reader that saw every element of `data`, and None or where and why the XML broke off.

    Points written alike are read by a pattern; `alike=False` reads every element on its own, to the same end.
    Bytes that are not the UTF-8 they should be are read once more as Latin letters: names suffer, numbers do not.
    Raises ActivityError: xml_entities (a document type or entities), xml_encoding, xml_too_deep, xml_too_long,
    xml_too_many_names, too_many_points, too_many_parts, file_too_large.
    """
    if len(data) > MAX_XML_BYTES:
        raise ActivityError("file_too_large", limit_mb=MAX_XML_BYTES // 2**20)
    body = memoryview(data)[_first(data) :]
    encoding = _encoding(bytes(body[:512]))
    reader = make()
    problem = _Stream(body, encoding, reader).parse(alike=alike)
    if problem is not None and alike:
        # A pattern does not know at which byte the text stops being XML.
        reader = make()
        problem = _Stream(body, encoding, reader).parse(alike=False)
    if problem is not None and encoding is None and _foreign(body, problem):
        reader = make()
        problem = _Stream(body, _LATIN, reader).parse(alike=False)
    return reader, problem.words if problem else None


def broken(problem: str) -> ActivityError:
    """The error for XML that broke off before anything useful."""
    line, _, what = problem.partition(": ")
    return ActivityError("xml_damaged", line=line, problem=what)


class _Openers(dict[str, Callable[[Attributes], None] | None]):
    """Full element name -> what to do when it opens; looked up by its last part once."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._opens = reader.opens

    def __missing__(self, name: str) -> Callable[[Attributes], None] | None:
        found = self[name] = self._opens.get(local_name(name))
        return found


class _Closers(dict[str, int | Callable[[], None] | None]):
    """Full element name -> the place of its text, what to do when it closes, or None."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._leaves, self._closes = reader.leaves, reader.closes

    def __missing__(self, name: str) -> int | Callable[[], None] | None:
        local = local_name(name)
        found = self[name] = self._leaves.get(local, self._closes.get(local))
        return found


def local_name(name: str) -> str:
    return name.rpartition(":")[2].casefold()


@dataclass(frozen=True, slots=True)
class _Problem:
    code: int
    line: int
    byte: int

    @property
    def words(self) -> str:
        return f"{self.line}: {expat.ErrorString(self.code)}"


class _HeldBackError(Exception):
    """Expat did not read all bytes it was given: newer ones put off a tag that came in pieces."""


class _Stream:
    """One reading of one text."""

    def __init__(self, body: memoryview, encoding: str | None, reader: Reader) -> None:
        self.body, self.reader = body, reader
        self.parser = parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        self.fed = self.depth = self.began = self.ended = 0
        self.pieces: list[str] = []
        self.start, self.end = self._handlers()
        self._listen()

    def parse(self, *, alike: bool) -> _Problem | None:
        """Read all of it; returns where it breaks off."""
        problem = None
        try:
            if alike:
                self._points_alike()
            while self.fed < len(self.body):
                self._feed(self.fed + _CHUNK)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            problem = _Problem(error.code, error.lineno, self.parser.ErrorByteIndex)
        except _HeldBackError:
            problem = _Problem(0, 0, 0)
        except ActivityError:
            raise
        except (LookupError, ValueError) as error:
            raise ActivityError("xml_encoding", encoding="?") from error
        self.reader.flush()
        return problem

    def _handlers(self) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
        """Handlers that do as little as can be for each element: much of the time goes here."""
        reader, parser, pieces = self.reader, self.parser, self.pieces
        openers, closers = _Openers(reader), _Closers(reader)
        clear, join = pieces.clear, "".join

        def start(name: str, attributes: Attributes) -> None:
            self.depth += 1
            clear()
            if opened := openers[name]:
                self.began = parser.CurrentByteIndex
                opened(attributes)

        def end(name: str) -> None:
            self.depth -= 1
            what = closers[name]
            if isinstance(what, int):
                reader.row[what] = join(pieces).encode()
            elif what is not None:
                self.ended = parser.CurrentByteIndex
                what()

        return start, end

    def _listen(self) -> None:
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.pieces.append

    def _feed(self, until: int) -> None:
        """Give expat the bytes up to `until`, and see whether they are still what a file of this kind can be."""
        piece = self.body[self.fed : until]
        self.parser.Parse(piece, False)
        self.fed += len(piece)
        if self.depth > MAX_DEPTH:
            raise ActivityError("xml_too_deep", limit=MAX_DEPTH)
        if self.fed - self.parser.CurrentByteIndex > MAX_TOKEN_BYTES:
            raise ActivityError("xml_too_long", limit_mb=MAX_TOKEN_BYTES // 2**20)
        if len(self.parser.intern) > MAX_NAMES:
            raise ActivityError("xml_too_many_names", limit=MAX_NAMES)
        del self.pieces[_MOST_PIECES:]
        if len(self.reader.points.rows) >= _ENOUGH_ROWS or self.reader.parts > MAX_PARTS:
            self.reader.flush()

    def _points_alike(self) -> None:
        """Read points one by one until they look alike, then many at once; returns where that does not pay."""
        closing = re.compile(rb"</(?:[\w.-]+:)?%b\s*>" % self.reader.point.encode(), re.IGNORECASE)
        known: list[Alike] = []
        single = many = 0
        while (found := closing.search(self.body, self.fed)) and single < _TRIED + many:
            while self.fed < found.end():
                self._feed(min(self.fed + _CHUNK, found.end()))
            single += 1
            if self.ended != found.start():
                continue
            point = bytes(self.body[self.began : self.fed])
            if len(known) < _MOST_PATTERNS and not any(one.pattern.fullmatch(point) for one in known):
                made = pattern_of(point, self.reader)
                known += [made] if made else []
            many += self._run(known)

    def _run(self, known: list[Alike]) -> int:
        """Read the points from here on that are like one of the known; returns how many there were."""
        count = 0
        while rows := self._take(known):
            self.reader.take(rows)
            count += len(rows)
        return count

    def _take(self, known: list[Alike]) -> list[Row]:
        rows: list[Row] = []
        at, limit = self.fed, self.fed + _CHUNK
        while True:
            before = at
            for one in known:
                at = one.run(self.body, at, limit, rows)
            if at == before:
                break
        if rows:
            self.parser.StartElementHandler = None
            self.parser.EndElementHandler = None
            self.parser.CharacterDataHandler = None
            self._feed(at)
            self._listen()
            if self.parser.CurrentByteIndex != at:
                raise _HeldBackError
        return rows


def _refuse(*_: object) -> None:
    raise ActivityError("xml_entities")


def _first(data: bytes) -> int:
    """Where the XML begins: after the mark and the white space that some programs put first."""
    mark = 3 if data[:3] == b"\xef\xbb\xbf" else 0
    head = data[mark : mark + _CHUNK]
    blank = len(head) - len(head.lstrip())
    return mark + blank


def _encoding(head: bytes) -> str | None:
    """What expat must be told to read the text as; None where it finds out itself."""
    declared = _DECLARED.match(head)
    name = declared[1].decode("ascii").casefold() if declared else "utf-8"
    if name in {"utf-8", "utf_8"} or _SINGLE.fullmatch(name):
        return None
    if name == "utf8" or re.fullmatch(r"utf-?16([bl]e)?|ucs-2|unicode", name):
        return "utf-8"  # this head could be read byte by byte, so it is not in two bytes a letter
    if _ASCII_BELOW.fullmatch(name):
        return _LATIN
    raise ActivityError("xml_encoding", encoding=name)


def _foreign(body: memoryview, problem: _Problem) -> bool:
    """Whether reading stopped at a letter that is no UTF-8."""
    return problem.code == _INVALID and any(byte > 127 for byte in body[problem.byte : problem.byte + 1])
