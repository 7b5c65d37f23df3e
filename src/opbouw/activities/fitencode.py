"""The byte level of FIT: checksum, messages and the file frame. No knowledge of activities."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from opbouw.activities.fit.crc import crc16

FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
HEADER_SIZE = 14
_PROTOCOL, _PROFILE = 0x20, 2132

# name -> (base type number, struct code, value that means "nothing here", highest valid, lowest valid)
_BASE: dict[str, tuple[int, str, int, int, int]] = {
    "enum": (0x00, "B", 0xFF, 0xFE, 0),
    "sint8": (0x01, "b", 0x7F, 0x7E, -0x80),
    "uint8": (0x02, "B", 0xFF, 0xFE, 0),
    "uint16": (0x84, "H", 0xFFFF, 0xFFFE, 0),
    "sint32": (0x85, "i", 0x7FFFFFFF, 0x7FFFFFFE, -0x80000000),
    "uint32": (0x86, "I", 0xFFFFFFFF, 0xFFFFFFFE, 0),
}
_STRING = 0x07


def fit_time(instant: datetime) -> int:
    """Whole seconds since the FIT epoch, 1989-12-31 UTC."""
    return round((instant - FIT_EPOCH).total_seconds())


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: its number in the profile, base type, and value; None becomes the invalid value."""

    number: int
    kind: str
    value: int | str | None


def message(global_number: int, fields: Iterable[Field], *, local: int) -> bytes:
    """A definition message followed by one data message. Values outside the type are written as invalid."""
    kept = list(fields)
    definition = struct.pack("<BBBHB", 0x40 | local, 0, 0, global_number, len(kept))
    payload = struct.pack("<B", local)
    for item in kept:
        if item.kind == "string":
            raw = str(item.value or "").encode()[:60] + b"\0"
            definition += struct.pack("<BBB", item.number, len(raw), _STRING)
            payload += raw
            continue
        base, code, invalid, high, low = _BASE[item.kind]
        valid = isinstance(item.value, int) and low <= item.value <= high
        definition += struct.pack("<BBB", item.number, struct.calcsize(code), base)
        payload += struct.pack("<" + code, item.value if valid else invalid)
    return definition + payload


def file_bytes(messages: Iterable[bytes]) -> bytes:
    """The messages as a FIT file with header and checksums; a definition equal to the last one is left out."""
    body = b"".join(_without_repeats(messages))
    header = struct.pack("<BBHI4s", HEADER_SIZE, _PROTOCOL, _PROFILE, len(body), b".FIT")
    header += struct.pack("<H", crc16(header))
    return header + body + struct.pack("<H", crc16(body, crc16(header)))


def _without_repeats(messages: Iterable[bytes]) -> Iterable[bytes]:
    last: dict[int, bytes] = {}
    for raw in messages:
        size = 6 + 3 * raw[5]
        local = raw[0] & 0x0F
        yield raw[size:] if last.get(local) == raw[:size] else raw
        last[local] = raw[:size]
