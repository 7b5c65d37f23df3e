"""One file with many members and a manifest with the hash of each; written whole, and trusted only after checking."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from opbouw.exports.files import whole_file

MANIFEST = "manifest.json"
VERSION = 1
MOST_MANIFEST_BYTES = 64 * 2**20
CHUNK = 2**20
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, OSError)


class ArchiveError(ValueError):
    """An archive that is broken or of another kind; the text says what and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: its kind, what it is about, and the sha256 and size of each member."""

    kind: str
    about: Mapping[str, Any]
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def write_archive(path: Path, kind: str, about: Mapping[str, Any], members: Iterable[tuple[str, Path]]) -> Manifest:
    """Write members (name and the file with its bytes) and a manifest; readable by its owner only.

    :raises OSError: when something cannot be read or written; then no file appears.
    """
    files: dict[str, tuple[str, int]] = {}
    with whole_file(path, mode=0o600) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, source in members:
            with source.open("rb") as content, made.open(name, "w", force_zip64=True) as member:
                files[name] = _copy(content, member)
        manifest = Manifest(kind, about, files)
        made.writestr(MANIFEST, json.dumps(_to_dict(manifest), ensure_ascii=False, indent=1))
    return manifest


def _copy(source: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return digest.hexdigest(), size


def _to_dict(manifest: Manifest) -> dict[str, Any]:
    files = {name: {"sha256": sha256, "bytes": size} for name, (sha256, size) in manifest.files.items()}
    return {"kind": manifest.kind, "version": VERSION, "about": dict(manifest.about), "files": files}


class Archive:
    """An archive open for reading, its manifest read."""

    def __init__(self, made: zipfile.ZipFile, manifest: Manifest) -> None:
        self._made, self.manifest = made, manifest

    def names(self, folder: str) -> list[str]:
        """The members in a folder."""
        return [name for name in self.manifest.files if name.startswith(f"{folder}/")]

    def copy_to(self, name: str, path: Path) -> None:
        """Write one member to a path and compare its hash.

        :raises ArchiveError: when it is missing or not what was written; then no file appears.
        """
        with whole_file(path, mode=0o600) as target:
            self._checked(name, target)

    def check(self) -> Iterator[str]:
        """Compare the hash of every member, and give its name when it is right.

        :raises ArchiveError: naming the first member that is not what was written.
        """
        for name in self.manifest.files:
            self._checked(name, None)
            yield name

    def _checked(self, name: str, target: IO[bytes] | None) -> None:
        sha256, size = self.manifest.files[name]
        digest, count = hashlib.sha256(), 0
        try:
            with self._made.open(name) as member:
                # One byte more than promised is enough to know, however far a hostile member would unpack.
                while count <= size and (chunk := member.read(min(CHUNK, size - count + 1))):
                    digest.update(chunk)
                    count += len(chunk)
                    if target is not None:
                        target.write(chunk)
        except (KeyError, *BROKEN) as problem:
            raise ArchiveError(f"{name} in it cannot be read ({problem}). Use another copy.") from None
        if (digest.hexdigest(), count) != (sha256, size):
            raise ArchiveError(f"{name} in it is not what was written. Use another copy.")


@contextmanager
def open_archive(path: Path, kind: str) -> Iterator[Archive]:
    """Open an archive of this kind.

    :raises ArchiveError: when it is none, is damaged, or was written by a newer version.
    :raises OSError: when the file cannot be opened.
    """
    with path.open("rb") as file:
        try:
            made = zipfile.ZipFile(file)
            manifest = _read_manifest(made)
        except (KeyError, *BROKEN) as problem:
            raise ArchiveError(f"this is no archive of Opbouw, or it is damaged ({problem}).") from None
        if manifest.kind != kind:
            raise ArchiveError(f"this is an archive of another kind ({manifest.kind}); a {kind} is needed.")
        with made:
            yield Archive(made, manifest)


def _read_manifest(made: zipfile.ZipFile) -> Manifest:
    if made.getinfo(MANIFEST).file_size > MOST_MANIFEST_BYTES:
        raise ValueError("its manifest is too large")
    raw = json.loads(made.read(MANIFEST))
    if not isinstance(raw, dict) or raw.get("version") != VERSION:
        raise ValueError("its manifest is of another version; use the newest Opbouw")
    try:
        files = {str(name): (str(one["sha256"]), int(one["bytes"])) for name, one in raw["files"].items()}
        return Manifest(str(raw["kind"]), dict(raw["about"]), files)
    except (AttributeError, TypeError, KeyError):
        raise ValueError("its manifest is not whole") from None
