"""Where each field of a definition stands in its messages, and which one it is: of the profile or of a developer."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from opbouw.activities.fit.developer import Descriptions
from opbouw.activities.fit.profile import BASES, BYTE, STRING, Base, Meaning, messages
from opbouw.activities.fit.scan import Layout


class Spot(NamedTuple):
    """A field in a message: its offset, count of values (bytes for a text), base type (None for a text).

    A value is raw / scale - shift. `single` is false for arrays and for bytes, which are no number by themselves.
    """

    offset: int
    length: int
    base: Base | None
    single: bool
    scale: float = 1.0
    shift: float = 0.0


Spots = Mapping[str, Spot]


def spots(layout: Layout, descriptions: Descriptions) -> Spots:
    """Name -> place of every field that the profile or a developer's description names; the others are left out.

    A field with a type that does not exist, or with a size that its type cannot have, is an array of bytes.
    """
    found = _of_profile(layout.number, layout.fields)
    if not layout.developer:
        return found
    return {**found, **_of_developers(layout, descriptions)}


@lru_cache(maxsize=256)
def _of_profile(message: int, fields: bytes) -> Spots:
    """Kept, because the files of one watch have the same few dozen definitions."""
    known = messages().get(message)
    found: dict[str, Spot] = {}
    offset = 0
    for number, size, kind in _triples(fields):
        meaning = known.fields.get(number) if known else None
        if meaning and (spot := _spot(offset, size, kind, meaning)):
            found[meaning.name] = spot
        offset += size
    return MappingProxyType(found)


def _of_developers(layout: Layout, descriptions: Descriptions) -> Spots:
    found: dict[str, Spot] = {}
    offset = sum(layout.fields[1::3])
    for number, size, index in _triples(layout.developer):
        described = descriptions.find(index, number, layout.place)
        if described and (spot := _spot(offset, size, described.kind, Meaning(described.name))):
            found[f"developer {described.name}"] = spot
        offset += size
    return found


def _triples(raw: bytes) -> Iterator[tuple[int, int, int]]:
    return struct.iter_unpack("3B", raw)


def _spot(offset: int, size: int, kind: int, meaning: Meaning) -> Spot | None:
    if kind == STRING:
        return Spot(offset, size, None, single=False)
    base = BASES.get(kind, BASES[BYTE])
    if size % base.size:
        base = BASES[BYTE]
    if not size:
        return None
    single = size == base.size and base is not BASES[BYTE]
    return Spot(offset, size // base.size, base, single, meaning.scale, meaning.offset)
