"""How fast FIT becomes columns: `python bench/fit_speed.py FOLDER` prints a row per reader, all in the same run.

Our decoder makes every column of every message in the profile, once with the checksum by fastcrc (the extra `fast`) and
once by NumPy. The others read the same bytes from memory, every field of every message; a reader that is not installed
is named and left out. Each reads the corpus a few times and the median counts; `read` says how many files it could
read to the end without an error, or with damage named.
"""

from __future__ import annotations

import io
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from opbouw.activities.fit import crc, decode
from opbouw.activities.fit.profile import messages

OURS_ROUNDS, PEER_ROUNDS = 9, 3
HEAD = f"{'reader':<28}{'read':>6}{'MB/s':>9}{'files/s':>9}{'ratio':>8}"


def ours(data: bytes) -> int:
    """Every column of every message of the profile."""
    made = 0
    for file in decode(data):
        for number in file.numbers():
            if number in messages():
                table = file.table(number)
                made += sum(table.column(name) is not None for name in table.names())
    return made


def fitdecode_reads(data: bytes) -> int:
    """Every field as fitdecode gives it, without checksum and conversion of dates."""
    peer: Any = import_module("fitdecode")
    reader = peer.FitReader(
        io.BytesIO(data), processor=None, check_crc=peer.CrcCheck.DISABLED, error_handling=peer.ErrorHandling.IGNORE
    )
    with reader:
        return sum(len(frame.fields) for frame in reader if frame.frame_type == peer.FIT_FRAME_DATA)


def fitparse_reads(data: bytes) -> int:
    """Every field as fitparse gives it."""
    peer: Any = import_module("fitparse")
    return sum(len(message.fields) for message in peer.FitFile(io.BytesIO(data), check_crc=False).get_messages())


def garmin_reads(data: bytes) -> int:
    """Every message as the kit of Garmin gives it, without conversions."""
    peer: Any = import_module("garmin_fit_sdk")
    found, errors = peer.Decoder(peer.Stream.from_byte_array(bytearray(data))).read(
        convert_datetimes_to_dates=False, convert_types_to_strings=False
    )
    if errors:
        raise ValueError(str(errors[0]))
    return sum(map(len, found.values()))


def fitfast_reads(data: bytes) -> int:
    """Every message as fitfast gives it."""
    peer: Any = import_module("fitfast")
    return len(peer.parse(data))


PEERS: dict[str, Callable[[bytes], int]] = {
    "fitdecode": fitdecode_reads,
    "fitparse": fitparse_reads,
    "garmin_fit_sdk": garmin_reads,
}


def seconds_of(reader: Callable[[bytes], int], files: list[bytes], rounds: int) -> tuple[float, int]:
    """The median time for all files, and how many of them were read."""
    spent = []
    for _ in range(rounds):
        begin, read = time.perf_counter(), 0
        for data in files:
            try:
                read += reader(data) >= 0
            except Exception:  # noqa: BLE001 - a peer may fail in any way on a damaged file
                continue
        spent.append(time.perf_counter() - begin)
    return median(spent), read


def main(folder: Path) -> None:
    """Read every .fit file in the folder with every reader there is, and print the table."""
    warnings.simplefilter("ignore")
    files = [path.read_bytes() for path in sorted(folder.rglob("*.fit"))]
    size = sum(map(len, files))
    print(f"{len(files)} files, {size / 1e6:.1f} MB")
    print(HEAD)
    compiled, without = crc.crc16_compiled(), crc.crc16_numpy
    rows = {"opbouw, checksum by NumPy": (ours, OURS_ROUNDS)}
    if compiled:
        rows = {"opbouw, checksum by fastcrc": (ours, OURS_ROUNDS), **rows}
