"""Points that are written like the one before, read by a pattern made of that one: most of a file, in little time.

A pattern has nothing but plain tags and texts, and is tried where a point has just ended. So it says exactly what the
stream would say of the same bytes; expat still checks every byte of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol

from opbouw.activities.xmlread import Row

_TOKEN = re.compile(rb"<[^<>]*>|[^<>]+")
_TAG = re.compile(rb"<(/?)([\w.:-]+)((?:\s[^<>]*?)?)(/?)>")
_ATTRIBUTE = re.compile(rb"""\s+([\w.:-]+)\s*=\s*("[^"&]*"|'[^'&]*')""")
_TEXT, _BLANK = rb"([^<>&]+)", rb"\s*"
# A point longer than this is not worth a pattern.
_LONGEST = 4_096


class Wanted(Protocol):
    """What a reader wants of a point: the places in its row, by element and attribute name."""

    point: str
    attributes: Mapping[str, int]
    leaves: Mapping[str, int]
    row: list[bytes | None]


@dataclass(frozen=True, slots=True)
class Alike:
    """A pattern of one point with the blanks before it, and where each text it finds belongs in a row."""

    pattern: re.Pattern[bytes]
    place: Callable[[tuple[bytes | None, ...]], Row]

    def run(self, data: memoryview, begin: int, limit: int, rows: list[Row]) -> int:
        """Adds the rows of the points that follow each other from `begin` on, up to `limit`; returns where they end."""
        place, add = self.place, rows.append
        end = begin
        match = self.pattern.scanner(data, begin, limit).match  # type: ignore[attr-defined] # every pattern has it
        while found := match():
            add(place((*found.groups(), None)))
            end = found.end()
        return end


def pattern_of(point: bytes, wanted: Wanted) -> Alike | None:
    """The pattern of a point, given as its bytes; None when it holds more than plain tags and texts."""
    tokens = _TOKEN.findall(point) if len(point) <= _LONGEST else []
    if sum(map(len, tokens)) != len(point):
        return None
    parts, places, groups = [_BLANK], dict[int, int | None](), 0
    since: list[int] = []  # the texts since the last tag that opened: a leaf is what it closes over
    for token in tokens:
        tag = _TAG.fullmatch(token)
        if tag is None and (token[:1] == b"<" or b"&" in token):
            return None
        if tag is None:
            parts.append(_TEXT if token.strip() else _BLANK)
            since += [groups] if token.strip() else []
            groups += bool(token.strip())
            continue
        name = tag[2].decode("latin-1").rpartition(":")[2].casefold()
        if len(parts) == 1:
            head = _head(tag, wanted.attributes, places) if name == wanted.point else None
            if head is None:
                return None
            parts.append(head)
            groups = len(places)
            continue
        if not tag[1]:
            since.clear()
        if (tag[1] or tag[4]) and name in wanted.leaves:
            if len(since) > 1:
                return None
            places[wanted.leaves[name]] = since[0] if since else None
        parts.append(re.escape(token))
    order = [places.get(place) for place in range(len(wanted.row))]
    if all(group is None for group in order):
        return None
    # The last of the texts given to it is None: the place of all that this point does not have.
    return Alike(re.compile(b"".join(parts)), itemgetter(*(groups if group is None else group for group in order)))


def _head(tag: re.Match[bytes], attributes: Mapping[str, int], places: dict[int, int | None]) -> bytes | None:
    """The pattern of the point's own tag, with the values of these attributes as texts."""
    if tag[4] or _ATTRIBUTE.sub(b"", tag[3]).strip():
        return None
    parts = [b"<" + re.escape(tag[2])]
    for name, value in _ATTRIBUTE.findall(tag[3]):
        quote = value[:1]
        inside = rb"[^<>&%b]*" % quote
        place = attributes.get(name.decode("latin-1"))
        if place is not None:
            places[place] = len(places)
            inside = b"(" + inside + b")"
        parts.append(rb"\s+%b=%b%b%b" % (re.escape(name), quote, inside, quote))
    return b"".join(parts) + rb"\s*>"
