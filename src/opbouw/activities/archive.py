"""Archives without trust: what is inside a zip or gzip file, within budgets.

Nothing is written to disk but an archive in an archive that is too large for memory: to a file without a name, which
is gone as soon as it is closed.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from opbouw.activities.model import ActivityError

MAX_MEMBERS = 50_000
MAX_MEMBER_BYTES = 256 * 2**20
MAX_TOTAL_BYTES = 4 * 2**30
MAX_RATIO = 200
MAX_DEPTH = 4
# Small files may compress extremely well (a header and nothing else); the ratio counts from this size on.
RATIO_FROM_BYTES = 4 * 2**20
# An archive in an archive stays in memory up to this size.
IN_MEMORY_BYTES = 16 * 2**20
GZIP = b"\x1f\x8b"
_CHUNK = 1 << 18
_MB = 2**20
_SYSTEM = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx"})
_DRIVE = re.compile(r"^[A-Za-z]:")
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)


@dataclass(slots=True)
class Budget:
    """What is still allowed to come out of one path a person gave."""

    members: int = MAX_MEMBERS
    total: int = MAX_TOTAL_BYTES

    def count_member(self) -> None:
        """One more file. Raises ActivityError (archive_too_many) when there were enough."""
        self.members -= 1
        if self.members < 0:
            raise ActivityError("archive_too_many", limit=MAX_MEMBERS)

    def count_bytes(self, size: int) -> None:
        """So many more unpacked bytes. Raises ActivityError (archive_too_large) when there were enough."""
        self.total -= size
        if self.total < 0:
            raise ActivityError("archive_too_large", limit_mb=MAX_TOTAL_BYTES // _MB)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; `name` uses forward slashes. `read` gives its bytes or raises ActivityError."""

    name: str
    info: zipfile.ZipInfo
    archive: zipfile.ZipFile
    budget: Budget

    def read(self) -> bytes:
        """The unpacked bytes. Raises ActivityError for a bad name, a password, damage, or a spent budget."""
        return b"".join(self.chunks(MAX_MEMBER_BYTES))

    def head(self, size: int) -> bytes:
        """The first bytes, outside the budget; empty where they cannot be had, which `read` then explains."""
        link = stat.S_ISLNK(self.info.external_attr >> 16)
        if link or unsafe_name(self.name) or self.info.flag_bits & 0x1:
            return b""
        try:
            with self.archive.open(self.info) as stream:
                return stream.read(size)
        except (*_ZIP_ERRORS, RuntimeError):
            return b""

    def chunks(self, most: int = MAX_TOTAL_BYTES) -> Iterator[bytes]:
        """The unpacked bytes piece by piece, at most so many, for what is read as a stream. Raises as `read`."""
        if unsafe_name(self.name):
            raise ActivityError("zip_bad_name")
        if stat.S_ISLNK(self.info.external_attr >> 16):
            raise ActivityError("zip_link")
        if self.info.flag_bits & 0x1:
            raise ActivityError("zip_encrypted")
        self.budget.count_member()
        try:
            with self.archive.open(self.info) as stream:
                yield from _pieces(stream, self.info.compress_size, self.budget, most)
        except ActivityError:
            raise
        except _ZIP_ERRORS as error:
            raise ActivityError("zip_damaged", problem="this member cannot be unpacked") from error
        except RuntimeError as error:
            raise ActivityError("zip_encrypted") from error


class Archive:
    """An opened zip file; a context manager. Raises ActivityError (zip_damaged) when it is none."""

    def __init__(self, source: Path | bytes | IO[bytes], budget: Budget) -> None:
        self.budget = budget
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        except (*_ZIP_ERRORS, RuntimeError) as error:
            raise ActivityError("zip_damaged", problem="it has no readable list of contents") from error

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def members(self) -> Iterator[Member]:
        """Every file in the archive's own order; folders are left out.

        Raises ActivityError (archive_too_many) before the first when there are more than one archive may hold.
        """
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise ActivityError("archive_too_many", limit=MAX_MEMBERS)
        for info in self._zip.infolist():
            if not info.filename.endswith("/"):  # a name may be empty
                yield Member(info.filename.replace("\\", "/"), info, self._zip, self.budget)


@contextmanager
def unpacked(chunks: Iterable[bytes], folder: Path | None = None) -> Iterator[IO[bytes]]:
    """The bytes of an archive that lies in another one, as a file to look around in; large ones stay out of memory.

    `folder` is where there is room for them, the system's own place for such files when it is None. Raises
    ActivityError as `chunks` does, and `no_room` where they do not fit.
    """
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES, dir=None if folder is None else str(folder)) as file:
        for chunk in chunks:
            try:
                file.write(chunk)
            except OSError as error:
                raise ActivityError("no_room") from error
        file.seek(0)
        yield file


def unsafe_name(name: str) -> bool:
    """Whether a name in an archive points outside it: absolute, with a drive, or through `..`."""
    slashed = name.replace("\\", "/")
    return slashed.startswith("/") or bool(_DRIVE.match(slashed)) or ".." in slashed.split("/")


def system_file(name: str) -> bool:
    """Whether a computer added this file on its own (.DS_Store, __MACOSX/, Thumbs.db, ._name)."""
    parts = [part.casefold() for part in PurePosixPath(name.replace("\\", "/")).parts]
    return any(part in _SYSTEM for part in parts) or (bool(parts) and parts[-1].startswith("._"))


def gunzip(data: bytes, budget: Budget) -> bytes:
    """The unpacked bytes; of a gzip file that is cut off, what came out before the cut.

    Raises ActivityError (gzip_damaged) when nothing came out, or when a budget is spent.
    """
    parts: list[bytes] = []
    size, rest = 0, data
    while rest[: len(GZIP)] == GZIP:
        unpack = zlib.decompressobj(wbits=31)
        pending = rest
        try:
            while not unpack.eof and (part := unpack.decompress(pending, _CHUNK)):
                size = _grown(size + len(part), len(data), len(part), budget)
                parts.append(part)
                pending = unpack.unconsumed_tail
        except zlib.error:
            break
        if not unpack.eof:
            break
        rest = unpack.unused_data
    if not parts and (rest == data or not data):
        raise ActivityError("gzip_damaged")
    return b"".join(parts)


def ungzipped(data: bytes, budget: Budget) -> bytes:
    """What is in a gzip file, also in one in another one; the bytes themselves when they are no gzip file.

    Raises ActivityError as `gunzip` does, or `archive_too_deep`.
    """
    for _depth in range(MAX_DEPTH + 1):
        if data[: len(GZIP)] != GZIP:
            return data
        data = gunzip(data, budget)
    raise ActivityError("archive_too_deep", limit=MAX_DEPTH)


def _pieces(stream: IO[bytes], packed: int, budget: Budget, most: int) -> Iterator[bytes]:
    size = 0
    while part := stream.read(_CHUNK):
        size = _grown(size + len(part), packed, len(part), budget, most)
        yield part


def _grown(size: int, packed: int, added: int, budget: Budget, most: int = MAX_MEMBER_BYTES) -> int:
    if size > most:
        raise ActivityError("file_too_large", limit_mb=most // _MB)
    if size > RATIO_FROM_BYTES and size > MAX_RATIO * max(packed, 1):
        raise ActivityError("archive_bomb", limit=MAX_RATIO)
    budget.count_bytes(added)
    return size
