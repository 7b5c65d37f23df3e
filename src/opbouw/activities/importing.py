"""Files and folders -> one report a file. One bad file never stops the rest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from opbouw.activities.archive import MAX_DEPTH, MAX_MEMBER_BYTES, Archive, Budget, gunzip, system_file
from opbouw.activities.detect import detect
from opbouw.activities.fit import read_fit
from opbouw.activities.gpx import read_gpx
from opbouw.activities.model import Activity, ActivityError
from opbouw.activities.report import FileReport, problem, report_to_dict, summary
from opbouw.activities.strava import Row, enrich, read_strava
from opbouw.activities.tcx import read_tcx

__all__ = ["FileReport", "import_paths", "read_activities", "read_activity", "report_to_dict", "summary"]

_READERS: dict[str, Callable[[bytes], list[Activity]]] = {"fit": read_fit, "tcx": read_tcx, "gpx": read_gpx}
_PROMISES = frozenset({"fit", "tcx", "gpx", "zip", "gz"})
_SPENT = frozenset({"archive_too_many", "archive_too_large"})
_SHORTEST_HEAD = 12


def import_paths(paths: Iterable[str | Path], known: Iterable[str] = frozenset()) -> Iterator[FileReport]:
    """Reads files and folders (deeply) and tells of every file what became of it, as soon as it is known.

    `known` holds sha256 hashes of files or archives read before; the same bytes again are "known", also within one
    call. Never raises for what a file holds: an unreadable, damaged or hostile file is a report with its reason.
    """
    run = _Import(known)
    for path in paths:
        yield from run.path(Path(path))


def read_activities(data: bytes, name: str = "") -> list[Activity]:
    """The activities in the bytes of one FIT, TCX or GPX file (gzip allowed) or Strava table.

    Raises ActivityError, `skipped` true when the file is readable but no activity.
    """
    kind = detect(data)
    if kind == "gzip":
        data = gunzip(data, Budget())
        kind, name = detect(data), name.removesuffix(".gz")
    return _read(kind, name, data)


def read_activity(source: bytes | str | Path) -> Activity:
    """The one activity in a file, given as its bytes or its path.

    Raises ActivityError when there is none or there are several, saying which and what to do.

    >>> read_activity(b"no activity")
    Traceback (most recent call last):
    ...
    opbouw.activities.model.ActivityError: A file of another kind, not an activity: left alone.
    """
    where = "" if isinstance(source, bytes) else str(source)
    run = _Import(())
    found = run.leaf(_Leaf("", "", lambda: source), 0, None) if isinstance(source, bytes) else run.path(Path(source))
    reports = list(found)
    activities = [activity for report in reports for activity in report.activities]
    if len(activities) == 1:
        return activities[0]
    if activities:
        raise ActivityError("several_activities", where=where, count=len(activities))
    failed = next((report for report in reports if report.status == "refused"), reports[0] if reports else None)
    if failed is None:
        raise ActivityError("no_activity", where=where)
    raise ActivityError(failed.reason_code, where=failed.path, skipped=failed.status == "skipped", **failed.params)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One file to be read: the label shown, its name within its folder or archive, and how to get its bytes."""

    label: str
    name: str
    load: Callable[[], bytes]
    path: Path | None = None


class _Table:
    """A Strava table in a folder or archive: its rows, and the files they name that were counted."""

    def __init__(self, leaf: _Leaf, rows: list[Row], digest: str) -> None:
        self.leaf, self.rows, self.digest = leaf, rows, digest
        self.done: set[str] = set()
        home = PurePosixPath(leaf.name).parent
        self._by_place = {str(home / row.filename).removesuffix(".gz"): row for row in rows if row.filename}
        self._by_name = {PurePosixPath(place).name: row for place, row in self._by_place.items()}

    def row_of(self, name: str) -> Row | None:
        """The row that names this file, also when it was unpacked from its .gz or moved out of its folder.

        Strava names each file by a number of its own, so the name alone is enough.
        """
        plain = name.removesuffix(".gz")
        return self._by_place.get(plain) or self._by_name.get(PurePosixPath(plain).name)


class _Import:
    """One import: the hashes seen so far and what archives may still unpack."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = set(known)
        self.budget = Budget()

    def path(self, path: Path) -> Iterator[FileReport]:
        """A file or folder of the disk."""
        self.budget = Budget()
        try:
            folder = path.is_dir()
        except (OSError, ValueError):
            folder = False
        if not folder:
            yield from self.leaf(_on_disk(path, path.name), 0, None)
            return
        files = sorted(Path(top, name) for top, _, names in os.walk(path) for name in names)
        if not files:
            yield problem(str(path), ActivityError("empty_folder"))
        yield from self.scope([_on_disk(file, file.relative_to(path).as_posix()) for file in files], 0)

    def scope(self, leaves: Sequence[_Leaf], depth: int) -> Iterator[FileReport]:
        """Files that belong together: a Strava table among them describes the others."""
        tables = {leaf.name: table for leaf in leaves if (table := self.table(leaf))}
        for leaf in leaves:
            if leaf.name in tables:
                continue
            if system_file(leaf.name):
                yield FileReport(leaf.label, "skipped", "system_file")
                continue
            table, row = _described(tables.values(), leaf.name)
            for report in self.leaf(leaf, depth, row):
                if table and row and row.filename and report.status in {"taken", "known"}:
                    table.done.add(row.filename)
                yield report
                if report.reason_code in _SPENT:
                    return
        for table in tables.values():
            yield self.rest_of(table)

    def table(self, leaf: _Leaf) -> _Table | None:
        """The Strava table this leaf is, or None; a broken one is reported with the other files."""
        if PurePosixPath(leaf.name).name.casefold() != "activities.csv" or system_file(leaf.name):
            return None
        try:
            data = leaf.load()
            return _Table(leaf, read_strava(data), _sha256(data)) if detect(data) == "strava" else None
        except ActivityError:
            return None

    def rest_of(self, table: _Table) -> FileReport:
        """The report of a table: the rows whose file was not read count as activities of their own."""
        rest = tuple(row.activity for row in table.rows if row.filename is None or row.filename not in table.done)
        label, digest = table.leaf.label, table.digest
        if digest in self.known:
            return FileReport(label, "known", "known", format="strava", file_hash=digest)
        self.known.add(digest)
        if not rest:
            params = {"rows": len(table.rows)}
            return FileReport(label, "skipped", "in_other_files", params, format="strava", file_hash=digest)
        return FileReport(label, "taken", "taken", format="strava", activities=rest, file_hash=digest)

    def leaf(self, leaf: _Leaf, depth: int, row: Row | None) -> Iterator[FileReport]:
        """One file: a zip on the disk is opened where it lies, all else is read into memory."""
        try:
            if leaf.path is not None and _is_zip(leaf.path):
                yield from self.zip(leaf.label, leaf.path, depth + 1)
                return
            data = leaf.load()
        except ActivityError as error:
            yield problem(leaf.label, error)
            return
        yield from self.content(leaf.label, leaf.name, data, depth, row)

    def content(self, label: str, name: str, data: bytes, depth: int, row: Row | None) -> Iterator[FileReport]:
        """The bytes of one file: unpacked further, or read."""
        kind = detect(data)
        if kind == "zip":
            yield from self.zip(label, data, depth + 1)
        elif kind != "gzip":
            yield self.read(label, name, kind, data, row)
        elif depth >= MAX_DEPTH:
            yield problem(label, ActivityError("archive_too_deep", limit=MAX_DEPTH), kind)
        else:
            try:
                data = gunzip(data, self.budget)
            except ActivityError as error:
                yield problem(label, error, kind)
                return
            yield from self.content(label, name.removesuffix(".gz"), data, depth + 1, row)

    def zip(self, label: str, source: Path | bytes, depth: int) -> Iterator[FileReport]:
        """The members of a zip file."""
        if self.known and _sha256(source) in self.known:
            yield FileReport(label, "known", "known", format="zip")
            return
        try:
            if depth > MAX_DEPTH:
                raise ActivityError("archive_too_deep", limit=MAX_DEPTH)
            with Archive(source, self.budget) as archive:
                members = list(archive.members())
                if not members:
                    raise ActivityError("empty_archive")
                leaves = [_Leaf(f"{label}!{member.name}", member.name, member.read) for member in members]
                yield from self.scope(leaves, depth)
        except ActivityError as error:
            yield problem(label, error, "zip")

    def read(self, label: str, name: str, kind: str, data: bytes, row: Row | None) -> FileReport:
        """The report of one unpacked file."""
        digest = _sha256(data)
        if digest in self.known:
            return FileReport(label, "known", "known", format=kind, file_hash=digest)
        try:
            activities = _read(kind, name, data)
        except ActivityError as error:
            return problem(label, error, kind if kind in _READERS or kind == "strava" else None)
        self.known.add(digest)
        if row is not None and len(activities) == 1:
            activities = [enrich(activities[0], row)]
        warnings = tuple(dict.fromkeys(warning for activity in activities for warning in activity.warnings))
        code = "taken_with_warnings" if warnings else "taken"
        params = {"warnings": warnings} if warnings else {}
        return FileReport(label, "taken", code, params, kind, tuple(activities), digest)


def _read(kind: str, name: str, data: bytes) -> list[Activity]:
    try:
        if kind in _READERS:
            return _READERS[kind](data)
        if kind == "strava":
            return [row.activity for row in read_strava(data)]
    except ActivityError:
        raise
    except Exception as error:
        raise ActivityError("unexpected", problem=type(error).__name__) from error
    raise _no_reader(kind, name)


def _no_reader(kind: str, name: str) -> ActivityError:
    suffix = PurePosixPath(name).suffix.casefold().removeprefix(".")
    promised = suffix in _PROMISES
    if kind == "empty":
        return ActivityError("empty_file", skipped=not promised and bool(suffix))
    if promised:
        return ActivityError("not_what_name_says", suffix=suffix)
    if kind == "table" and PurePosixPath(name).name.casefold() == "activities.csv":
        return ActivityError("strava_other_language")
    if kind == "binary" and not suffix:
        return ActivityError("unknown_type")
    codes = {"apple_health": "apple_health", "xml": "xml_other", "table": "unknown_table"}
    return ActivityError(codes.get(kind, "not_activity_file"), skipped=True)


def _described(tables: Iterable[_Table], name: str) -> tuple[_Table | None, Row | None]:
    for table in tables:
        row = table.row_of(name)
        if row is not None:
            return table, row
    return None, None


def _on_disk(path: Path, name: str) -> _Leaf:
    return _Leaf(str(path), name, lambda: _file_bytes(path), path)


def _file_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_MEMBER_BYTES else b""
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise ActivityError("not_found") from error
    except OSError as error:
        raise ActivityError("unreadable", error=error.strerror or "no access") from error
    if size > MAX_MEMBER_BYTES:
        raise ActivityError("file_too_large", limit_mb=MAX_MEMBER_BYTES // 2**20)
    return data


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return detect(stream.read(_SHORTEST_HEAD)) == "zip"
    except (OSError, ValueError):
        return False


def _sha256(source: Path | bytes) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    try:
        with source.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
