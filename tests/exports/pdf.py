"""A small reader of PDF files, so that what stands on a page is not judged by the program that laid it out.

It knows what typst and Chromium write: plain or compressed objects, one page tree, fonts with a ToUnicode map.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
TOKEN = re.compile(rb"/(\w+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f\s]*)>(?=[^>])|(\()|(T\*|TD|Td|Tm|ET)\b")
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Pdf:
    """The bytes of a file."""

    content: bytes

    @cached_property
    def objects(self) -> dict[bytes, bytes]:
        """Every object by its number."""
        return dict(OBJECT.findall(self.content))

    @property
    def pages(self) -> int:
        """How many pages there are, counted one by one and as the page tree says."""
        counted = sum(bool(re.search(rb"/Type\s*/Page\b(?!s)", head(body))) for body in self.objects.values())
        (told,) = {int(n) for n in re.findall(rb"/Count (\d+)", b"".join(self._page_trees()))}
        assert counted == told, (counted, told)
        return counted

    def _page_trees(self) -> Iterator[bytes]:
        return (head(body) for body in self.objects.values() if re.search(rb"/Type\s*/Pages\b", head(body)))

    @property
    def size_mm(self) -> tuple[int, int]:
        """The width and height of the pages."""
        box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", self.content)
        assert box is not None
        return round(float(box[1]) / 72 * 25.4), round(float(box[2]) / 72 * 25.4)

    @cached_property
    def text(self) -> str:
        """The words in the order in which they stand in the file, without marks that take no width."""
        said = "".join(self._shown(self.first_page))
        return re.sub(r"\s+", " ", said.replace("\u200b", "").replace("\u00a0", " ").replace("\u202f", " "))

    @cached_property
    def first_page(self) -> bytes:
        """What is drawn on the first page, unpacked."""
        page = next(body for body in self.objects.values() if re.search(rb"/Type\s*/Page\b(?!s)", head(body)))
        number = re.search(rb"/Contents (\d+) 0 R", page)
        assert number is not None
        return stream(self.objects[number[1]])

    @property
    def mirrored(self) -> bool:
        """Whether anything on the first page is turned left to right."""
        return re.search(rb"(?<![-\d.])-[\d.]+ 0 0 -?[\d.]+ -?[\d.]+ -?[\d.]+ cm", self.first_page) is not None

    def _shown(self, content: bytes) -> Iterator[str]:
        known: dict[int, str] = {}
        at = 0
        while (token := TOKEN.search(content, at)) is not None:
            at = token.end()
            font, digits, opened, _ = token.groups()
            if font:
                known = self._maps[font]
            elif digits is not None or opened:
                raw, at = literal(content, at) if opened else (bytes.fromhex(digits.decode()), at)
                codes = (int.from_bytes(raw[place : place + 2]) for place in range(0, len(raw), 2))
                yield "".join(known.get(code, "") for code in codes)
            else:
                yield " "

    @cached_property
    def _maps(self) -> dict[bytes, dict[int, str]]:
        """What the codes of each font mean, by the font's name on the page."""
        found = {}
        for body in self.objects.values():
            for name, number in re.findall(rb"/(f\d+|F\d+) (\d+) 0 R", head(body)):
                to_text = re.search(rb"/ToUnicode (\d+) 0 R", self.objects.get(number, b""))
                if to_text is not None:
                    found[name] = codes_of(stream(self.objects[to_text[1]]))
        return found


def head(body: bytes) -> bytes:
    """An object without its stream."""
    return body.partition(b"stream")[0]


def stream(body: bytes) -> bytes:
    """The stream of an object, unpacked."""
    data = body.partition(b"stream")[2].lstrip(b"\r\n").rpartition(b"endstream")[0]
    return zlib.decompressobj().decompress(data) if b"FlateDecode" in head(body) else data


def literal(content: bytes, at: int) -> tuple[bytes, int]:
    """The bytes of a literal string whose bracket opened just before ``at``, and where it ends; brackets may nest."""
    found, depth = bytearray(), 1
    while depth:
        byte = content[at : at + 1]
        at += 1
        if byte == b"\\":
            octal = re.match(rb"[0-7]{1,3}", content[at : at + 3])
            taken = octal[0] if octal else content[at : at + 1]
            found += bytes([int(taken, 8)]) if octal else ESCAPES.get(taken, taken)
            at += len(taken)
            continue
        depth += (byte == b"(") - (byte == b")")
        found += byte if depth else b""
    return bytes(found), at


def codes_of(table: bytes) -> dict[int, str]:
    """The characters of the codes in a ToUnicode map."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(text, 16) + step)
    return found
