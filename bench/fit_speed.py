"""How fast FIT becomes columns: `python bench/fit_speed.py FOLDER` prints a row per reader, all in the same run.

Our decoder makes every column of every message in the profile, and in other rows only those of the samples; each once
with the checksum by fastcrc (the extra `fast`) and once by NumPy. The others read the same bytes from memory, every
field of every message; a reader that is not installed is named and left out. They are a hundred times slower, so they
read only the files up to 100 kB: the first table. The second is ours on every file. Each reads its files a few times,
in turns, and the median of the processor time counts, so that other work on the machine weighs less. `read` is how many
files a reader took without an error, `ratio` its speed over that of fitdecode on the same files.
"""

from __future__ import annotations

import io
import logging
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from opbouw.activities.fit import FitFile, crc, decode
from opbouw.activities.fit.profile import RECORD, messages

OUR_ROUNDS, PEER_ROUNDS = 9, 3
SMALL = 100_000
JUDGE = "fitdecode"
HEAD = f"{'reader':<40}{'read':>6}{'seconds':>10}{'MB/s':>8}{'files/s':>9}{'ratio':>8}"

Reader = Callable[[bytes], int]


def every_column(data: bytes) -> int:
    """Every column of every message of the profile."""
    return sum(_made(file, number) for file in decode(data) for number in file.numbers() if number in messages())


def samples(data: bytes) -> int:
    """Every column of the samples."""
    return sum(_made(file, RECORD) for file in decode(data))


def _made(file: FitFile, number: int) -> int:
    table = file.table(number)
    return sum(table.column(name) is not None for name in table.names())


def by_numpy(reader: Reader) -> Reader:
    """The same, as where fastcrc is not installed."""

    def reads(data: bytes) -> int:
        kept = crc.compiled
        crc.compiled = _nothing
        try:
            return reader(data)
        finally:
            crc.compiled = kept

    return reads


def _nothing() -> None:
    return None


def fitdecode(data: bytes) -> int:
    """Every field as fitdecode gives it, without checksum and conversion of dates."""
    peer: Any = import_module("fitdecode")
    with peer.FitReader(
        data, processor=None, check_crc=peer.CrcCheck.DISABLED, error_handling=peer.ErrorHandling.IGNORE
    ) as reader:
        return sum(len(frame.fields) for frame in reader if frame.frame_type == peer.FIT_FRAME_DATA)


def fitparse(data: bytes) -> int:
    """Every field as fitparse gives it, without checksum."""
    peer: Any = import_module("fitparse")
    return sum(len(message.fields) for message in peer.FitFile(io.BytesIO(data), check_crc=False).get_messages())


def garmin_fit_sdk(data: bytes) -> int:
    """Every message as the kit of Garmin gives it, without conversion of dates and names."""
    peer: Any = import_module("garmin_fit_sdk")
    found, errors = peer.Decoder(peer.Stream.from_byte_array(bytearray(data))).read(
        convert_datetimes_to_dates=False, convert_types_to_strings=False
    )
    if errors:
        raise ValueError(str(errors[0]))
    return sum(map(len, found.values()))


def readers() -> tuple[dict[str, Reader], dict[str, Reader]]:
    """Ours and the others by name, those that can run here; the missing ones are named on the screen."""
    mine: dict[str, Reader] = {"opbouw, all columns": every_column, "opbouw, samples": samples}
    ours = {f"{name}, checksum by NumPy": by_numpy(reader) for name, reader in mine.items()}
    if crc.compiled() is None:
        print("fastcrc is not installed: without the rows with a compiled checksum")
    else:
        ours = {f"{name}, checksum by fastcrc": reader for name, reader in mine.items()} | ours
    others: dict[str, Reader] = {}
    for reader in (fitdecode, fitparse, garmin_fit_sdk):
        try:
            import_module(reader.__name__)
            others[reader.__name__] = reader
        except ImportError:
            print(f"{reader.__name__} is not installed: left out")
    return ours, others


def read_all(reader: Reader, files: list[bytes]) -> tuple[float, int]:
    """The seconds of the processor for all files, and how many of them were read without an error."""
    begin, read = time.process_time(), 0
    for data in files:
        try:
            reader(data)
            read += 1
        except Exception:  # noqa: BLE001 - a reader may fail in any way on a damaged file
            continue
    return time.process_time() - begin, read


def measure(chosen: dict[str, tuple[Reader, int]], files: list[bytes]) -> None:
    """Read the files with every reader, the number of times it says, and print a table."""
    size = sum(map(len, files)) / 1e6
    spent: dict[str, list[float]] = defaultdict(list)
    read: dict[str, int] = {}
    for turn in range(max(rounds for _, rounds in chosen.values())):
        for name, (reader, rounds) in chosen.items():
            if turn < rounds:
                seconds, read[name] = read_all(reader, files)
                spent[name].append(seconds)
    print(f"\n{len(files)} files, {size:.1f} MB")
    print(HEAD)
    judge = median(spent[JUDGE]) if JUDGE in spent else float("nan")
    for name, times in spent.items():
        middle = median(times)
        row = f"{name:<40}{read[name]:>6}{middle:>10.3f}{size / middle:>8.1f}{len(files) / middle:>9.0f}"
        print(f"{row}{judge / middle:>8.1f}" if JUDGE in spent else row)


def main(folder: Path) -> None:
    """Read every .fit file in the folder, and print the tables."""
    warnings.simplefilter("ignore")
    logging.disable()
    files = [path.read_bytes() for path in sorted(folder.rglob("*.fit"))]
    ours, others = readers()
    mine = {name: (reader, OUR_ROUNDS) for name, reader in ours.items()}
    peers = {name: (reader, PEER_ROUNDS) for name, reader in others.items()}
    measure(mine | peers, [data for data in files if len(data) <= SMALL])
    measure(mine, files)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Give one folder: python bench/fit_speed.py FOLDER")
    main(Path(sys.argv[1]))
