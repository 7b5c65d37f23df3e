"""Files and folders -> one report a file. One bad file never stops the rest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO

from opbouw.activities.archive import MAX_DEPTH, Archive, Budget, gunzip, system_file, unpacked
from opbouw.activities.detect import HEAD_BYTES, detect
from opbouw.activities.fit import read_fit
from opbouw.activities.gpx import read_gpx
from opbouw.activities.guessing import ColumnMapping
from opbouw.activities.leaves import Leaf, from_bytes, from_member, on_disk
from opbouw.activities.model import Activity, ActivityError
from opbouw.activities.report import FileReport, problem, remarks_on, report_to_dict, summary
from opbouw.activities.sources import FIRST, KINDS, Source, read_bytes, read_source, report_of, share_gear
from opbouw.activities.summaries import Reading
from opbouw.activities.tables import UNTOLD
from opbouw.activities.tcx import read_tcx
from opbouw.activities.told import ByNames, Told, key_to_correct

__all__ = [
    "READER_VERSION",
    "FileReport",
    "import_paths",
    "read_activities",
    "read_activity",
    "report_to_dict",
    "summary",
]

READER_VERSION = 6  # raised when the readers find something else in the same bytes: what was read is then read again

_READERS: dict[str, Callable[[bytes], list[Activity]]] = {"fit": read_fit, "tcx": read_tcx, "gpx": read_gpx}
_BY_COLUMNS = frozenset({"table", "wellness"})
_PIECE = 1 << 20
_PROMISES = frozenset({"fit", "tcx", "gpx", "zip", "gz"})
_SPENT = frozenset({"archive_too_many", "archive_too_large"})
# Names that promise an activity or an archive are opened at once; of others the beginning tells whether to.
_OPENED_AT_ONCE = frozenset({"fit", "tcx", "gpx", "zip", "gz"})
_LEFT_ALONE = frozenset({"xml", "json", "json_training", "text", "binary"})


def import_paths(
    paths: Iterable[str | Path],
    known: Iterable[str] = frozenset(),
    zone: tzinfo | None = None,
    scratch: Path | None = None,
    mappings: Mapping[str, ColumnMapping] = MappingProxyType({}),
    by_names: ByNames | None = None,
) -> Iterator[FileReport]:
    """Reads files and folders (deeply) and tells of every file what became of it, as soon as it is known.

    `known` holds sha256 hashes of files or archives read before; the same bytes again are "known", also within one
    call. `zone` is the runner's own, for tables that write times without one. `scratch` is a folder with room for
    archives in archives while they are read; without one it is the system's own. `mappings` are what the
    runner told of the columns of tables, by the key of their header; `by_names` tells it by the names in it. Never
    raises for what a file holds: an unreadable, damaged or hostile file is a report with its reason.
    """
    run = _Import(known, Told(zone, mappings, by_names), scratch)
    for path in paths:
        yield from run.path(Path(path))


def read_activities(data: bytes, name: str = "") -> list[Activity]:
    """The activities in the bytes of one FIT, TCX or GPX file (gzip allowed), or of a table or export of an account.

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
    reports = list(run.leaf(from_bytes(source), 0, ()) if isinstance(source, bytes) else run.path(Path(source)))
    activities = [activity for report in reports for activity in report.activities]
    if len(activities) == 1:
        return activities[0]
    if activities:
        raise ActivityError("several_activities", where=where, count=len(activities))
    failed = next((report for report in reports if report.status == "refused"), reports[0] if reports else None)
    if failed is None:
        raise ActivityError("no_activity", where=where)
    raise ActivityError(failed.reason_code, where=failed.path, skipped=failed.status == "skipped", **failed.params)


class _Import:
    """One import: the hashes seen so far and what archives may still unpack."""

    def __init__(self, known: Iterable[str], told: Told = UNTOLD, scratch: Path | None = None) -> None:
        self.known = set(known)
        self.told = told
        self.scratch = scratch
        self.budget = Budget()

    def path(self, path: Path) -> Iterator[FileReport]:
        """A file or folder of the disk."""
        self.budget = Budget()
        try:
            folder = path.is_dir()
        except (OSError, ValueError):
            folder = False
        if not folder:
            yield from self.leaf(on_disk(path, path.name), 0, ())
            return
        files = sorted(Path(top, name) for top, _, names in os.walk(path) for name in names)
        if not files:
            yield problem(str(path), ActivityError("empty_folder"))
        yield from self.scope([on_disk(file, file.relative_to(path).as_posix()) for file in files], 0, ())

    def scope(self, leaves: Sequence[Leaf], depth: int, outer: Sequence[Source]) -> Iterator[FileReport]:
        """Files that belong together: the tables of an account among them describe the others, deeper ones too."""
        first = {at: found for at, leaf in enumerate(leaves) if (found := self.first(leaf)) is not None}
        own = [found for found in first.values() if isinstance(found, Source)]
        share_gear(own)
        for at, leaf in enumerate(leaves):
            done = first.get(at)
            if isinstance(done, Source):
                continue
            for report in [done] if done else self.leaf(leaf, depth, (*own, *outer)):
                yield report
                if report.reason_code in _SPENT:
                    return
        for source in own:
            yield self.rest_of(source)

    def first(self, leaf: Leaf) -> Source | FileReport | None:
        """The table of an account that this leaf is, or what became of it, or None for any other file."""
        if system_file(leaf.name):
            return FileReport(leaf.label, "skipped", "system_file")
        if leaf.suffix in _OPENED_AT_ONCE or (kind := detect(leaf.head(HEAD_BYTES))) not in FIRST:
            return None
        try:
            return _source(kind, leaf)
        except ActivityError as error:
            return problem(leaf.label, error, kind)

    def rest_of(self, source: Source) -> FileReport:
        """The report of a table: the rows whose file was not read count as activities of their own."""
        label, digest = source.leaf.label, source.digest
        if digest in self.known:
            return FileReport(label, "known", "known", format=source.kind, file_hash=digest)
        self.known.add(digest)
        if source.kind == "garmin_gear":
            params = {"count": len(set(source.worn.values()))}
            return FileReport(label, "skipped", "gear_only", params, format=source.kind, file_hash=digest)
        rest = [row.activity for row in source.summaries.rest()]
        return report_of(label, source.kind, digest, source.reading, rest)

    def leaf(self, leaf: Leaf, depth: int, tables: Sequence[Source]) -> Iterator[FileReport]:
        """One file: a zip on the disk is opened where it lies, one in another is unpacked beside it, an export is
        streamed, all else is read into memory."""
        try:
            at_once = leaf.suffix in _OPENED_AT_ONCE - {"zip"} and leaf.path is None
            kind = None if at_once else detect(leaf.head(HEAD_BYTES))
            if kind == "zip":
                yield from self.archive(leaf, depth + 1, tables)
                return
            if kind == "apple_health":
                yield self.rest_of(_source(kind, leaf))
                return
            if kind in _LEFT_ALONE:
                self.budget.count_member()
                raise _no_reader(kind, leaf.name)
            data = leaf.load()
        except ActivityError as error:
            yield problem(leaf.label, error)
            return
        yield from self.content(leaf.label, leaf.name, data, depth, tables)

    def archive(self, leaf: Leaf, depth: int, tables: Sequence[Source]) -> Iterator[FileReport]:
        """A zip file wherever it lies. Raises ActivityError where it cannot be unpacked."""
        if leaf.path is not None:
            yield from self.zip(leaf.label, leaf.path, depth, tables)
        elif depth > MAX_DEPTH:
            raise ActivityError("archive_too_deep", limit=MAX_DEPTH)
        else:
            with unpacked(leaf.chunks(), self.scratch) as file:
                yield from self.zip(leaf.label, file, depth, tables)

    def content(self, label: str, name: str, data: bytes, depth: int, tables: Sequence[Source]) -> Iterator[FileReport]:
        """The bytes of one file: unpacked further, or read."""
        kind = detect(data)
        if kind == "zip":
            yield from self.zip(label, data, depth + 1, tables)
        elif kind != "gzip":
            table = key_to_correct(data) if kind in _BY_COLUMNS else None
            yield replace(self.read(label, name, kind, data, tables), size_bytes=len(data), table=table)
        elif depth >= MAX_DEPTH:
            yield problem(label, ActivityError("archive_too_deep", limit=MAX_DEPTH), kind)
        else:
            try:
                data = gunzip(data, self.budget)
            except ActivityError as error:
                yield problem(label, error, kind)
                return
            yield from self.content(label, name.removesuffix(".gz"), data, depth + 1, tables)

    def zip(
        self, label: str, source: Path | bytes | IO[bytes], depth: int, tables: Sequence[Source]
    ) -> Iterator[FileReport]:
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
                yield from self.scope([from_member(label, member) for member in members], depth, tables)
        except ActivityError as error:
            yield problem(label, error, "zip")

    def read(self, label: str, name: str, kind: str, data: bytes, tables: Sequence[Source]) -> FileReport:
        """The report of one unpacked file."""
        digest = _sha256(data)
        if digest in self.known:
            for table in tables:
                table.summaries.known(name)
            return FileReport(label, "known", "known", format=kind, file_hash=digest)
        try:
            if kind in KINDS:
                reading = _reading(kind, data, self.told)
                self.known.add(digest)
                return report_of(label, kind, digest, reading, reading.activities)
            activities = _read(kind, name, data)
        except ActivityError as error:
            if error.code == "unknown_table":
                return problem(label, _no_reader(kind, name))
            return problem(label, error, kind if kind in _READERS or kind in KINDS else None)
        self.known.add(digest)
        for table in tables:
            activities = table.summaries.enriched(name, activities)
        warnings = remarks_on(activities)
        code = "taken_with_warnings" if warnings else "taken"
        params = {"warnings": warnings} if warnings else {}
        return FileReport(label, "taken", code, params, kind, tuple(activities), digest)


def _read(kind: str, name: str, data: bytes) -> list[Activity]:
    if kind in KINDS:
        try:
            found = _reading(kind, data, UNTOLD).activities
        except ActivityError as error:
            raise _no_reader(kind, name) if error.code == "unknown_table" else error from error
        if not found:
            raise ActivityError("no_activity", skipped=True)
        return found
    try:
        if kind in _READERS:
            return _READERS[kind](data)
    except ActivityError:
        raise
    except Exception as error:
        raise ActivityError("unexpected", problem=type(error).__name__) from error
    raise _no_reader(kind, name)


def _reading(kind: str, data: bytes, told: Told) -> Reading:
    try:
        return read_bytes(kind, data, told)
    except ActivityError:
        raise
    except Exception as error:
        raise ActivityError("unexpected", problem=type(error).__name__) from error


def _source(kind: str, leaf: Leaf) -> Source:
    try:
        return read_source(kind, leaf)
    except ActivityError:
        raise
    except Exception as error:
        raise ActivityError("unexpected", problem=type(error).__name__) from error


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
    codes = {"xml": "xml_other", "table": "unknown_table", "json_training": "json_training"}
    return ActivityError(codes.get(kind, "not_activity_file"), skipped=True)


def _sha256(source: Path | bytes | IO[bytes]) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    if not isinstance(source, Path):
        source.seek(0)
        digest = hashlib.sha256()
        while part := source.read(_PIECE):
            digest.update(part)
        return digest.hexdigest()
    try:
        with source.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
