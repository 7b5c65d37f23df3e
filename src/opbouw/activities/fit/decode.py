"""Bytes of FIT -> messages as columns. Damage never raises: what was read is kept and a finding says what was wrong."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from opbouw.activities.fit.clock import Clock
from opbouw.activities.fit.columns import Table
from opbouw.activities.fit.crc import crc16
from opbouw.activities.fit.developer import Description, Descriptions
from opbouw.activities.fit.fields import spots
from opbouw.activities.fit.profile import FIELD_DESCRIPTION
from opbouw.activities.fit.scan import MAX_MESSAGES, Layout, Scan, scan

MAX_LINKS = 200
_SIGNATURE = b".FIT"
_SIZES = (14, 12)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a file, and at which byte.

    header: there is no valid header; cut: it ends in the middle of a message; undefined: a message without definition,
    after which nothing can be told apart; limit: more messages or definitions than any recording has; never_closed:
    the recorder never wrote its length; length: the header states a wrong length; checksum: it does not match.
    All but checksum and length mean that something may be missing.
    """

    code: str
    at: int


class FitFile:
    """One FIT file, or one link of a chain: tables by global message number, and what is wrong with it."""

    def __init__(self, data: bytes, layouts: Sequence[Layout], findings: Sequence[Finding]) -> None:
        self.layouts = tuple(layouts)
        self.findings = tuple(findings)
        self._data = data
        self._clock = Clock(data, self.layouts)
        self._tables: dict[int, Table] = {}

    @cached_property
    def messages(self) -> int:
        """How many data messages were read, also of kinds that the profile does not name."""
        return sum(layout.count for layout in self.layouts)

    @property
    def damage(self) -> Finding | None:
        """The finding by which something may be missing, or None."""
        return next((one for one in self.findings if one.code not in {"checksum", "length"}), None)

    def numbers(self) -> list[int]:
        """The global message numbers that occur."""
        return list(dict.fromkeys(layout.number for layout in self.layouts if layout.count))

    def table(self, number: int) -> Table:
        """The messages with this global number; without rows where there are none."""
        if number not in self._tables:
            known = Descriptions() if number == FIELD_DESCRIPTION else self._descriptions
            chosen = [layout for layout in self.layouts if layout.number == number and layout.count]
            parts = [(layout, spots(layout, known)) for layout in chosen]
            self._tables[number] = Table(self._data, number, parts, self._clock)
        return self._tables[number]

    @cached_property
    def _descriptions(self) -> Descriptions:
        table = self.table(FIELD_DESCRIPTION)
        wanted = ("developer_data_index", "field_definition_number", "fit_base_type_id")
        columns = [table.column(name) for name in wanted]
        if not table.count or any(column is None for column in columns):
            return Descriptions()
        values = zip(*(column.tolist() for column in columns if column is not None), strict=True)
        rows = zip(table.places().tolist(), values, table.text("field_name"), strict=True)
        return Descriptions(
            (int(index), int(number), Description(place, name, int(kind)))
            for place, (index, number, kind), name in rows
            if name and index == index and number == number and kind == kind
        )


def decode(data: bytes) -> list[FitFile]:
    """Every FIT file chained in `data`, at least one; damaged ones with what could be read. Never raises."""
    files: list[FitFile] = []
    at = 0
    while at < len(data) and len(files) < MAX_LINKS and sum(file.messages for file in files) < MAX_MESSAGES:
        size = _header_size(data, at)
        if size:
            file, at = _link(data, at, size)
            files.append(file)
        else:
            files.append(FitFile(data, (), [Finding("header", at)]))
            at = _next_header(data, at + 1, len(data))
    return files or [FitFile(data, (), [Finding("header", 0)])]


def _header_size(data: bytes, at: int) -> int:
    """12 or 14; where another number stands, the size at which a definition follows; 0 when this is no header."""
    if data[at + 8 : at + 12] != _SIGNATURE:
        return 0
    if data[at] in _SIZES:
        return data[at] if at + data[at] <= len(data) else 0
    return next((size for size in _SIZES if at + size < len(data) and data[at + size] & 0xC0 == 0x40), 0)


def _next_header(data: bytes, begin: int, end: int) -> int:
    """Where the next header begins at or after `begin`; `end` when there is none."""
    found = data.find(_SIGNATURE, begin + 8, end)
    while found >= 0 and data[found - 8] not in _SIZES:
        found = data.find(_SIGNATURE, found + 1, end)
    return found - 8 if found >= 0 else end


def _link(data: bytes, at: int, size: int) -> tuple[FitFile, int]:
    """The file that begins here, and where the next one may begin."""
    begin, stated = at + size, int(struct.unpack_from("<I", data, at + 4)[0])
    end = begin + stated
    if not stated:
        end = _next_header(data, begin, len(data))
        read = scan(data, begin, end)
        return FitFile(data, read.layouts, [Finding("never_closed", read.end)]), end
    if _sums_match(data, at, size, end):
        read = scan(data, begin, end)
        return FitFile(data, read.layouts, _problem(read)), end + 2
    if end + 2 == len(data) or _header_size(data, end + 2):
        read = scan(data, begin, end)
        return FitFile(data, read.layouts, _problem(read) or [Finding("checksum", end)]), end + 2
    return _of_unsure_length(data, at, size, end)


def _of_unsure_length(data: bytes, at: int, size: int, end: int) -> tuple[FitFile, int]:
    """A file behind which neither another one nor the end follows: cut off, or its header states a wrong length."""
    begin, stop = at + size, _next_header(data, at + size, len(data))
    read = scan(data, begin, min(end, stop))
    longer = scan(data, begin, max(stop - 2, begin))
    sums = _sums_match(data, at, size, stop - 2)
    if not longer.problem and (sums or (end + 2 < stop and _count(longer) > _count(read))):
        findings = [Finding("length", at)] if sums else [Finding("length", at), Finding("checksum", stop - 2)]
        return FitFile(data, longer.layouts, findings), stop
    if read.problem or end + 2 > stop:
        return FitFile(data, read.layouts, _problem(read) or [Finding("cut", read.end)]), stop
    return FitFile(data, read.layouts, [Finding("checksum", end)]), end + 2


def _problem(read: Scan) -> list[Finding]:
    return [Finding(read.problem, read.end)] if read.problem else []


def _count(read: Scan) -> int:
    return sum(layout.count for layout in read.layouts)


def _sums_match(data: bytes, at: int, size: int, end: int) -> bool:
    """Whether the checksum at the end is there and right, and that of the header, which may be left 0."""
    if not at + size <= end <= len(data) - 2:
        return False
    header = struct.unpack_from("<H", data, at + 12)[0] if size == max(_SIZES) else 0
    view = memoryview(data)
    if header and crc16(view[at : at + 12]) != header:
        return False
    stored: int = struct.unpack_from("<H", data, end)[0]
    return crc16(view[at:end]) == stored
