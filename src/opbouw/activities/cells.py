"""A table as rows of cells, whatever wrote it: separators, quotes, encodings; and the numbers in its cells."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator

from opbouw.activities.model import ActivityError

MAX_TABLE_BYTES = 32 * 2**20
MAX_ROWS = 200_000
_MB = 2**20
# No number of ours is longer.
_LONGEST = 40
_HEADER = 64 * 1024
_QUOTED = re.compile(r'"[^"]*"?')
_SEPARATORS = ";\t,|"
_NUMBER = re.compile(r"(?P<value>[+-]?[\d.,]*\d[\d.,]*(?:e[+-]?\d{1,3})?)[^\W\d]{0,6}[%°/²]?[^\W\d]{0,4}")
_GROUPED_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+")
_GROUPED_POINT = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 with or without its mark, else Windows-1252. Never raises."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    wide = wide_text(data[:4_096])
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def wide_text(head: bytes) -> str | None:
    """The name of the two-byte encoding when every other byte of a text is nearly always zero, else None."""
    half = len(head) // 2
    if half < 8:
        return None
    if head[1::2].count(0) > 0.8 * half and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > 0.8 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def separator(text: str) -> str:
    """The character between the cells: the one that occurs most in the first line, outside quotes."""
    first = _QUOTED.sub("", re.split(r"[\r\n]", text[:_HEADER].lstrip("\ufeff \r\n"), maxsplit=1)[0])
    if first.casefold().startswith("sep="):
        return first[4:5] or ","
    return max(_SEPARATORS, key=lambda char: (first.count(char), -_SEPARATORS.index(char)))


def rows_of(data: bytes) -> Iterator[list[str]]:
    """The rows of a table with at least one filled cell, the header first.

    Raises ActivityError: table_too_large, table_damaged (while the rows are taken).
    """
    if len(data) > MAX_TABLE_BYTES:
        raise ActivityError("table_too_large", limit_mb=MAX_TABLE_BYTES // _MB, rows=MAX_ROWS)
    text = decode(data).lstrip("\ufeff \r\n")
    between = separator(text)
    if text[:4].casefold() == "sep=":
        text = text.partition("\n")[2]
    count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=between):
            if not any(row):
                continue
            count += 1
            if count > MAX_ROWS:
                raise ActivityError("table_too_large", limit_mb=MAX_TABLE_BYTES // _MB, rows=MAX_ROWS)
            yield _unwrapped(row)
    except csv.Error as error:
        raise ActivityError("table_damaged", problem=str(error)) from error


def to_float(text: str, *, comma: bool | None = None) -> float | None:
    """The finite number in a cell ("1,024", "5,81", "1.234,5", "5.2 km", "--"), or None.

    `comma` True: a comma is the decimal sign and a point may group thousands; False: the other way round, though a
    comma that cannot group thousands is still a decimal sign; None: not known.
    """
    digits = text.strip()
    found = _NUMBER.fullmatch(digits.casefold().translate(_SPACES)) if len(digits) <= _LONGEST else None
    if not found:
        return None
    try:
        value = float(_pointed(found["value"], comma))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def decimal_comma(text: str) -> bool | None:
    """What a number tells about the decimal sign of its table: True comma, False point, None nothing."""
    digits = text.strip()[:_LONGEST].translate(_SPACES)
    if not re.fullmatch(r"[+-]?[\d.,]*\d[\d.,]*", digits):
        return None
    comma, point = digits.count(","), digits.count(".")
    if comma and point:
        return digits.rfind(",") > digits.rfind(".")
    if comma + point != 1 or _GROUPED_COMMA.fullmatch(digits) or _GROUPED_POINT.fullmatch(digits):
        return None
    return comma == 1


def _pointed(text: str, comma: bool | None) -> str:
    if "," in text and "." in text:
        decimal = "," if text.rfind(",") > text.rfind(".") else "."
    elif "," in text:
        decimal = "." if comma is not True and _GROUPED_COMMA.fullmatch(text) else ","
    else:
        decimal = "," if comma and _GROUPED_POINT.fullmatch(text) else "."
    group = "." if decimal == "," else ","
    return text.replace(group, "").replace(decimal, ".")


def _unwrapped(row: list[str]) -> list[str]:
    """A row that was quoted as a whole ("Running,2025-01-01,...") as the cells it holds."""
    if len(row) == 1 and row[0].count(",") >= 2:
        return next(csv.reader([row[0]]), row)
    return row
