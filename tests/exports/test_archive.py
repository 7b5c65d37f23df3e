"""Archives: written whole, checked before they are trusted."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from opbouw.exports.archive import MANIFEST, ArchiveError, open_archive, write_archive


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """An archive with one member of five bytes."""
    (tmp_path / "a.txt").write_bytes(b"hello")
    write_archive(tmp_path / "made.zip", "test", {"n": 1}, [("folder/a.txt", tmp_path / "a.txt")])
    return tmp_path / "made.zip"


def _again(path: Path, change: dict[str, Any] | None = None, members: dict[str, bytes] | None = None) -> None:
    """Write the archive again with another manifest or other members."""
    with zipfile.ZipFile(path) as old:
        content = {name: old.read(name) for name in old.namelist()}
    content |= members or {}
    content[MANIFEST] = json.dumps(json.loads(content[MANIFEST]) | (change or {})).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in content.items():
            new.writestr(name, data)


def test_what_was_written_is_read_back(made: Path, tmp_path: Path) -> None:
    with open_archive(made, "test") as archive:
        assert archive.manifest.about == {"n": 1}
        assert archive.names("folder") == ["folder/a.txt"]
        assert list(archive.check()) == ["folder/a.txt"]
        archive.copy_to("folder/a.txt", tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_bytes() == b"hello"


@pytest.mark.parametrize("content", [b"jello", b"hell", b"hello" * 9_000_000], ids=["other", "shorter", "a bomb"])
def test_a_member_that_is_not_what_was_written_leaves_no_file(made: Path, tmp_path: Path, content: bytes) -> None:
    _again(made, members={"folder/a.txt": content})
    with open_archive(made, "test") as archive:
        with pytest.raises(ArchiveError, match=r"folder/a\.txt in it is not what was written"):
            list(archive.check())
        with pytest.raises(ArchiveError):
            archive.copy_to("folder/a.txt", tmp_path / "b.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "made.zip"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "another version"),
        ({"kind": "other"}, "another kind"),
        ({"files": []}, "not whole"),
        ({"files": {"a": {"bytes": 1}}}, "not whole"),
        ({"about": 5}, "not whole"),
    ],
)
def test_a_manifest_that_cannot_be_is_named(made: Path, change: dict[str, Any], words: str) -> None:
    _again(made, change)
    with pytest.raises(ArchiveError, match=words), open_archive(made, "test"):
        pass


def test_a_member_that_is_missing_is_named(made: Path) -> None:
    _again(made, {"files": {"gone": {"sha256": "0" * 64, "bytes": 1}}})
    with open_archive(made, "test") as archive, pytest.raises(ArchiveError, match="gone in it cannot be read"):
        list(archive.check())


def test_a_member_that_cannot_be_read_leaves_no_archive(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_archive(tmp_path / "made.zip", "test", {}, [("a", tmp_path / "missing")])
    assert list(tmp_path.iterdir()) == []
