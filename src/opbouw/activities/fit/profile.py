"""What the numbers in a FIT file mean: messages, fields, and the names of sports and makers.

The numbers and names are those of the public FIT profile, version 21.171; only the messages that we can use are here.
`fields.csv` has one row per message (without a field number) and one per field; a value is raw / scale - offset.
`names.csv` has the names behind numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

# 1989-12-31 UTC, from which FIT counts its seconds, in seconds since 1970
FIT_EPOCH_UNIX = 631_065_600

TIMESTAMP = 253
SESSION, LAP, RECORD, EVENT, MONITORING, LENGTH = 18, 19, 20, 21, 55, 101
HR, FIELD_DESCRIPTION = 132, 206


@dataclass(frozen=True, slots=True)
class Base:
    """A base type: NumPy code, bytes of one value, and the raw value that means "nothing here" (floats say NaN)."""

    code: str
    size: int
    nothing: int | None


BASES: Mapping[int, Base] = MappingProxyType(
    {
        0x00: Base("u1", 1, 0xFF),
        0x01: Base("i1", 1, 0x7F),
        0x02: Base("u1", 1, 0xFF),
        0x0A: Base("u1", 1, 0),
        0x0D: Base("u1", 1, 0xFF),
        0x83: Base("i2", 2, 0x7FFF),
        0x84: Base("u2", 2, 0xFFFF),
        0x85: Base("i4", 4, 0x7FFFFFFF),
        0x86: Base("u4", 4, 0xFFFFFFFF),
        0x88: Base("f4", 4, None),
        0x89: Base("f8", 8, None),
        0x8B: Base("u2", 2, 0),
        0x8C: Base("u4", 4, 0),
        0x8E: Base("i8", 8, 0x7FFFFFFFFFFFFFFF),
        0x8F: Base("u8", 8, 0xFFFFFFFFFFFFFFFF),
        0x90: Base("u8", 8, 0),
    }
)
STRING, BYTE = 0x07, 0x0D


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field is called and how its raw value is turned into its unit: raw / scale - offset."""

    name: str
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the profile: its name and its fields by number."""

    name: str
    fields: Mapping[int, Meaning]


@cache
def messages() -> Mapping[int, Message]:
    """The messages of the profile by their global number."""
    names: dict[int, str] = {}
    fields: dict[int, dict[int, Meaning]] = {}
    for message, field, name, scale, offset in _rows("fields.csv"):
        number = int(message)
        if field:
            fields[number][int(field)] = Meaning(name, float(scale or 1.0), float(offset or 0.0))
        else:
            names[number], fields[number] = name, {}
    return {number: Message(name, fields[number]) for number, name in names.items()}


def name_of(kind: str, number: float | None) -> str | None:
    """The name behind a number ("file", "sport", "sub_sport", "manufacturer", "garmin_product").

    A number without a name is its own name; an unknown number is None.
    """
    if number is None:
        return None
    return _names().get((kind, int(number)), str(int(number)))


@cache
def _names() -> Mapping[tuple[str, int], str]:
    return {(kind, int(number)): name for kind, number, name in _rows("names.csv")}


def _rows(table: str) -> list[list[str]]:
    text = files(__package__).joinpath(table).read_text(encoding="ascii")
    return [line.split(",") for line in text.splitlines()[1:]]
