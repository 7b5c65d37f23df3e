"""The checksum of FIT: CRC-16 with polynomial 0x8005 reflected, start 0 (known as CRC-16/ARC).

With the optional wheel fastcrc it costs nothing. Without it NumPy does whole blocks at once: the checksum is linear, so
those of neighbours are joined in pairs, pairs of pairs, and so on, each join one look in a table.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint16]

_LEVELS = 15
_BLOCK = 2 << _LEVELS
# Up to here a look per word is faster than setting up the arrays.
_SHORT = 512


def crc16(data: bytes | memoryview, value: int = 0) -> int:
    """The checksum of FIT over `data`, going on from `value`."""
    fast = compiled()
    return fast(bytes(data), value) if fast else crc16_numpy(data, value)


def crc16_numpy(data: bytes | memoryview, value: int = 0) -> int:
    """The same without the wheel: blocks of 64 kB by joining, the short rest word by word."""
    at = 0
    while len(data) - at >= _SHORT:
        size = min(_BLOCK, (len(data) - at) // 2 * 2)
        value = _block(np.frombuffer(data, dtype="<u2", count=size // 2, offset=at), value)
        at += size
    return _word_by_word(data[at:], value)


@cache
def compiled() -> Callable[[bytes, int], int] | None:
    """The checksum of fastcrc, or None where it is not installed."""
    try:
        found: Callable[[bytes, int], int] = import_module("fastcrc").crc16.arc
    except (ImportError, AttributeError):
        return None
    return found


@cache
def _tables() -> tuple[Words, ...]:
    """For k = 0..15: what a checksum becomes when 2**k words of zeros follow."""
    table = np.arange(65_536, dtype=np.uint16)
    for _ in range(16):
        table = np.where(table & 1, (table >> 1) ^ 0xA001, table >> 1).astype(np.uint16)
    tables = [table]
    for _ in range(_LEVELS):
        tables.append(tables[-1].take(tables[-1]))
    return tuple(tables)


def _block(words: Words, value: int) -> int:
    """The checksum of at most 32,768 words after `value`, which acts as if it were added to the first word."""
    tables = _tables()
    first = words[:1] ^ np.uint16(value)
    sums = tables[0].take(np.concatenate([first, words[1:]]))
    level = 0
    while sums.size > 1:
        if sums.size % 2:  # zeros in front change nothing
            sums = np.concatenate([np.zeros(1, dtype=np.uint16), sums])
        sums = tables[level].take(sums[0::2]) ^ sums[1::2]
        level += 1
    return int(sums[0])


def _word_by_word(data: bytes | memoryview, value: int) -> int:
    table = _tables()[0]
    even = len(data) // 2 * 2
    for word in np.frombuffer(data, dtype="<u2", count=even // 2).tolist():
        value = int(table[value ^ word])
    return value if even == len(data) else (value >> 8) ^ int(table[((value ^ data[even]) & 0xFF) << 8])
