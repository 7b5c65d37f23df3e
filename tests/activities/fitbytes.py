"""FIT written byte by byte, in every way the format allows and in ways it does not."""

import struct
from collections.abc import Iterable, Sequence

from opbouw.activities.fit.crc import crc16

# base type -> struct code
UINT8, SINT8, UINT16, SINT32, UINT32, FLOAT32, BYTE, STRING, ENUM = 0x02, 0x01, 0x84, 0x85, 0x86, 0x88, 0x0D, 0x07, 0x00
TIME = (253, 4, UINT32)
T0 = 1_000_000_000  # 2021-09-08, in seconds since the FIT epoch; its last five bits are 0


def definition(
    number: int,
    fields: Sequence[tuple[int, int, int]],
    *,
    local: int = 0,
    order: str = "<",
    developer: Sequence[tuple[int, int, int]] = (),
) -> bytes:
    """A definition message: fields are (number, size, base type), developer fields (number, size, app)."""
    head = 0x40 | local | (0x20 if developer else 0)
    raw = struct.pack(order + "BBBHB", head, 0, order == ">", number, len(fields))
    raw += b"".join(bytes(one) for one in fields)
    return raw + (bytes([len(developer)]) + b"".join(bytes(one) for one in developer) if developer else b"")


def row(code: str, *values: int | float | bytes, local: int = 0) -> bytes:
    """A data message with these values, packed as `struct` does by `code` ("<IB")."""
    return bytes([local]) + struct.pack(code, *values)


def compressed(offset: int, code: str, *values: int | float | bytes, local: int = 0) -> bytes:
    """A data message of which the header holds the last five bits of the time."""
    return bytes([0x80 | local << 5 | offset]) + struct.pack(code, *values)


def fit_bytes(messages: Iterable[bytes], *, header: int = 14, stated: int | None = None) -> bytes:
    """The messages as a file with a header of 12 or 14 bytes; `stated` is a length other than the real one."""
    body = b"".join(messages)
    head = struct.pack("<BBHI4s", header, 0x20, 2132, len(body) if stated is None else stated, b".FIT")
    if header == 14:
        head += struct.pack("<H", crc16(head))
    return head + body + struct.pack("<H", crc16(head + body))


FILE_ID = definition(0, [(0, 1, ENUM)], local=15) + row("<B", 4, local=15)
HEART = definition(20, [TIME, (3, 1, UINT8)])


def heart_file(count: int = 10) -> bytes:
    """An activity of `count` seconds: the heart rate is 100, 101, 102, ..."""
    return fit_bytes([FILE_ID, HEART, *(row("<IB", T0 + i, 100 + i) for i in range(count))])
