"""What a reading starts from: which files are new, their bytes side by side, what is known and what was told."""

import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from uuid import UUID

from opbouw.activities import ColumnMapping, mapping_from_dict
from opbouw.web.activities.models import Import, Line, Part, TableTold
from opbouw.web.store import uploads
from opbouw.web.store.models import ActivityRow


@dataclass(frozen=True, slots=True)
class Split:
    """The files to read, those whose very bytes another import gave, and those that stand here a second time."""

    fresh: list[Part]
    known: list[Part]
    again: list[Part]


def split(batch: Import, parts: Sequence[Part]) -> Split:
    """The files of an import by what is to be done with them."""
    before = _read_before(batch)
    found = Split([], [], [])
    seen: set[UUID] = set()
    for part in parts:
        kind = found.known if part.upload_id in before else found.again if part.upload_id in seen else found.fresh
        kind.append(part)
        seen.add(part.upload_id)
    return found


def _read_before(batch: Import) -> set[UUID]:
    """The uploads that gave something in an earlier import; of what gave nothing the reason is told again."""
    read = Part.objects.filter(
        batch__runner=batch.runner_id,
        batch__begun_at__lt=batch.begun_at,
        batch__undone_at=None,
        batch__cancel_asked_at=None,
    ).exclude(batch__finished_at=None)
    lines = Line.objects.filter(batch__in=read.values("batch"), status__in=("taken", "known"))
    gave = {(one, path.partition("!")[0]) for one, path in lines.values_list("batch", "path")}
    parts = read.values_list("upload_id", "batch", "name")
    return {upload for upload, one, name in parts if (one, name) in gave}


def lay_out(folder: Path, parts: Iterable[Part]) -> dict[str, Part]:
    """The kept bytes under the names they came with, side by side, so that a table finds its files."""
    by_name: dict[str, Part] = {}
    taken: set[str] = set()
    for part in parts:
        name, number = part.name, 1
        while name.casefold() in taken:
            number += 1
            pure = PurePath(part.name)
            name = f"{pure.stem} ({number}){pure.suffix}"
        taken.add(name.casefold())
        path = uploads.path_of(part.upload.sha256)
        try:
            (folder / name).hardlink_to(path)
        except OSError:
            shutil.copyfile(path, folder / name)
        by_name[name] = part
    return by_name


def files_in(folder: Path) -> int:
    """How many files there are to read, as far as that is known without reading them."""
    return sum(_members(path) for path in folder.iterdir())


def _members(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as archive:
            return max(1, sum(not info.is_dir() for info in archive.infolist()))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 1


def hashes_known(batch: Import, own: Sequence[UUID]) -> set[str]:
    """The hashes of files that are not to be read: those of other uploads, and what this reading has done already."""
    others = ActivityRow.objects.filter(runner=batch.runner_id).exclude(upload_id__in=list(own))
    lines = Line.objects.filter(batch__runner=batch.runner_id, status="taken").exclude(file_hash=None)
    elsewhere = lines.filter(batch__undone_at=None).exclude(batch=batch)
    done = lines.filter(batch=batch, reading=batch.reading)
    found = (others, elsewhere, done)
    return {one for rows in found for one in rows.values_list("file_hash", flat=True) if one}


def told_by(runner_id: int) -> dict[str, ColumnMapping]:
    """What a runner told of tables, by the key of their header."""
    rows = TableTold.objects.filter(runner=runner_id).values_list("header", "mapping")
    return {header: mapping_from_dict(mapping) for header, mapping in rows}
