"""One file to be read, wherever it lies: on the disk, in an archive, or already in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from opbouw.activities.archive import MAX_MEMBER_BYTES, MAX_TOTAL_BYTES, Member
from opbouw.activities.model import ActivityError

_CHUNK = 1 << 18
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file: the label shown, its name within its folder or archive, and how to get its bytes.

    `load` gives them all, `chunks` piece by piece for what is too large for memory; both raise ActivityError. `head`
    gives the first so many, and nothing at all where the file cannot be read. `path` is set for a file on the disk.
    """

    label: str
    name: str
    load: Callable[[], bytes]
    head: Callable[[int], bytes]
    chunks: Callable[[], Iterator[bytes]]
    path: Path | None = None

    @property
    def suffix(self) -> str:
        """The end of the name in small letters, without its dot."""
        return PurePosixPath(self.name).suffix.casefold().removeprefix(".")

    @property
    def home(self) -> str:
        """The folder it lies in."""
        return str(PurePosixPath(self.name).parent)


def from_bytes(data: bytes) -> Leaf:
    """A file given as its bytes, without a name."""
    return Leaf("", "", lambda: data, lambda size: data[:size], lambda: iter([data]))


def from_member(label: str, member: Member) -> Leaf:
    """A file in an archive; its bytes count for the archive's budget."""
    return Leaf(f"{label}!{member.name}", member.name, member.read, member.head, member.chunks)


def on_disk(path: Path, name: str) -> Leaf:
    """A file on the disk."""
    return Leaf(str(path), name, lambda: _whole(path), lambda size: _head(path, size), lambda: _chunks(path), path)


def _whole(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_MEMBER_BYTES else b""
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error
    if size > MAX_MEMBER_BYTES:
        raise ActivityError("file_too_large", limit_mb=MAX_MEMBER_BYTES // _MB)
    return data


def _head(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except (OSError, ValueError):
        return b""


def _chunks(path: Path) -> Iterator[bytes]:
    left = MAX_TOTAL_BYTES
    try:
        with path.open("rb") as stream:
            while part := stream.read(_CHUNK):
                left -= len(part)
                if left < 0:
                    raise ActivityError("file_too_large", limit_mb=MAX_TOTAL_BYTES // _MB)
                yield part
    except (OSError, ValueError) as error:
        raise error if isinstance(error, ActivityError) else _unreadable(error) from error


def _unreadable(error: OSError | ValueError) -> ActivityError:
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return ActivityError("not_found")
    return ActivityError("unreadable", error=error.strerror or "no access")
