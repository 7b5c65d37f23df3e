"""XML of any length as a stream of elements in constant memory. A document type may describe elements inline, as the
export of Apple Health does; one that declares entities or points outside the file is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from opbouw.activities.model import ActivityError

Attributes = dict[str, str]
MAX_DEPTH = 32
MAX_PROLOG_BYTES = 256 * 2**10
# One tag with its attributes; the parser keeps an unfinished one in memory.
MAX_TAG_BYTES = 2**20
# The parser keeps every name of an element or attribute for ever; an export has some hundred.
MAX_NAMES = 5_000
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[\w:.-]+\s*(?P<next>[\[>])")
_SUBSET = re.compile(rb"<!--.*?-->|<\?.*?\?>|\"[^\"]*\"|'[^']*'|(?P<end>\]\s*>)|(?P<entity><!ENTITY|%\s*\w)", re.DOTALL)


def read_stream(
    chunks: Iterable[bytes], opened: Callable[[str, Attributes], None], closed: Callable[[str], None]
) -> str | None:
    """Feeds every element to the handlers. Returns None, or where and why the XML broke off ("12: ...").

    Raises ActivityError: xml_entities for entities or an outside document type, xml_damaged for a tag or a depth that
    no export has.
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ActivityError("xml_damaged", line=parser.CurrentLineNumber, problem="elements too deep")
        opened(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        closed(name)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        _feed(parser, without_doctype(chunks))
    except expat.ExpatError as error:
        return f"{error.lineno}: {expat.ErrorString(error.code)}"
    except LookupError:
        return "1: unknown text encoding"
    except ValueError as error:
        if isinstance(error, ActivityError):
            raise
        return "1: unknown text encoding"
    return None


def without_doctype(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes with an inline document type replaced by as many empty lines.

    It is taken out before the parser sees it, because some versions of the vendor wrote one with faults in it.
    Raises ActivityError (xml_entities) for entities, an outside document type, or one without end.
    """
    source = iter(chunks)
    head = b""
    for chunk in source:
        head += chunk
        cut = _doctype(head)
        if cut is not None:
            begin, end = cut
            yield head[:begin] + b"\n" * head.count(b"\n", begin, end) + head[end:]
            break
        if len(head) > MAX_PROLOG_BYTES:
            raise ActivityError("xml_entities")
    else:
        yield head
    yield from source


def _doctype(head: bytes) -> tuple[int, int] | None:
    """Where the document type begins and ends (the same place twice when there is none); None: more is needed."""
    before = _BEFORE.match(head)
    begin = before.end() if before else 0
    rest = head[begin : begin + 9]
    if len(rest) < 9 and b"<!DOCTYPE".startswith(rest):
        return None
    if rest != b"<!DOCTYPE":
        return (begin, begin) if not rest.startswith((b"<?", b"<!--")) else None
    found = _DOCTYPE.match(head, begin)
    if found is None:
        if b"[" in head[begin:] or b">" in head[begin:]:
            raise ActivityError("xml_entities")
        return None
    return (begin, found.end()) if found["next"] == b">" else _subset(head, begin, found.end())


def _subset(head: bytes, begin: int, at: int) -> tuple[int, int] | None:
    for token in _SUBSET.finditer(head, at):
        if token["entity"]:
            raise ActivityError("xml_entities")
        if token["end"]:
            return begin, token.end()
    return None


def _feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - max(parser.CurrentByteIndex, 0) > MAX_TAG_BYTES + len(chunk):
            raise ActivityError("xml_damaged", line=parser.CurrentLineNumber, problem="one tag is too long")
        if len(parser.intern) > MAX_NAMES:
            raise ActivityError("xml_damaged", line=parser.CurrentLineNumber, problem="too many names")
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise ActivityError("xml_entities")
