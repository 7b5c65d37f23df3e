"""Where each field of a definition stands in its messages, and which one it is: of the profile or of a developer."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opbouw.activities.fit.developer import Descriptions
from opbouw.activities.fit.profile import BASES, BYTE, STRING, Base, Meaning, messages
from opbouw.activities.fit.scan import Layout


@dataclass(frozen=True, slots=True)
class Spot:
    """A field in a message: its number, offset, count of values (bytes for a text), base type (None for a text).

    A value is raw / scale - shift. `single` is false for arrays and for bytes, which are no number by themselves.
    """

    number: int
    offset: int
    length: int
    base: Base | None
    single: bool
    scale: float = 1.0
    shift: float = 0.0


Spots = Mapping[str, Spot]


def spots(layout: Layout, descriptions: Descriptions) -> Spots:
    """Name -> place of every field that the profile or a developer's description names; the others are left out.

    A field with a type that does not exist, or with a size that its type cannot have, has no value.
    """
    known = messages().get(layout.number)
    found: dict[str, Spot] = {}
    offset = 0
    for number, size, kind in _triples(layout.fields):
        meaning = known.fields.get(number) if known else None
        if meaning and (spot := _spot(number, offset, size, kind, meaning)):
            found[meaning.name] = spot
        offset += size
    for number, size, index in _triples(layout.developer):
        described = descriptions.find(index, number, layout.place)
        if described and (spot := _spot(number, offset, size, described.kind, Meaning(described.name))):
            found[f"developer {described.name}"] = spot
        offset += size
    return found


def _triples(raw: bytes) -> Iterator[tuple[int, int, int]]:
    return struct.iter_unpack("3B", raw)


def _spot(number: int, offset: int, size: int, kind: int, meaning: Meaning) -> Spot | None:
    if kind == STRING:
        return Spot(number, offset, size, None, single=False)
    base = BASES.get(kind)
    if base is None or size == 0 or size % base.size:
        return None
    single = size == base.size and kind != BYTE
    return Spot(number, offset, size // base.size, base, single, meaning.scale, meaning.offset)
