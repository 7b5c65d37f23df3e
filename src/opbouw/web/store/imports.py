"""Reading uploaded files into facts. The bytes are kept first; what is read from them can be read again."""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from opbouw.activities import ActivityFacts, FileReport, facts, import_paths, with_local_dates
from opbouw.web.store import uploads
from opbouw.web.store.models import ActivityRow, Runner, Upload

_PARAM_KINDS = (str, int, float, bool)
_FACTS = tuple(field.name for field in fields(ActivityFacts) if field.name != "id")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one upload gave: its row, and whether this runner had given the same bytes before."""

    upload: Upload
    fresh: bool


def take(runner: Runner, files: "Sequence[UploadedFile[Any]]") -> list[Taken]:
    """Keep the bytes of each file, read them, and keep the facts of the activities found in them.

    A file that cannot be read is kept and named in its report; it never stops the others.
    """
    kept = [Taken(*uploads.keep(runner, file)) for file in files]
    fresh = [one.upload for one in kept if one.fresh]
    if fresh:
        read_again(runner, fresh)
    return kept


def read_again(runner: Runner, found: Sequence[Upload]) -> None:
    """Read uploads from their bytes and replace what was known from them."""
    ids = [upload.pk for upload in found]
    others = ActivityRow.objects.filter(runner=runner).exclude(upload_id__in=ids)
    known = set(others.values_list("file_hash", flat=True))
    with tempfile.TemporaryDirectory(prefix=".reading-", dir=settings.UPLOADS_DIR) as folder:
        by_name = _lay_out(Path(folder), found)
        rows, reports = _read(runner, Path(folder), by_name, known)
    with transaction.atomic():
        ActivityRow.objects.filter(upload_id__in=ids).delete()
        ActivityRow.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        for upload in found:
            upload.report = reports[upload.pk]
        Upload.objects.bulk_update(found, ["report"], batch_size=200)


def _lay_out(folder: Path, found: Iterable[Upload]) -> dict[str, Upload]:
    """The kept bytes under the names they came with, side by side, so that a table finds its files."""
    by_name: dict[str, Upload] = {}
    for upload in found:
        name, number = upload.name, 1
        while name.casefold() in {taken.casefold() for taken in by_name}:
            number += 1
            pure = PurePath(upload.name)
            name = f"{pure.stem} ({number}){pure.suffix}"
        try:
            (folder / name).hardlink_to(uploads.path_of(upload.sha256))
        except OSError:
            shutil.copyfile(uploads.path_of(upload.sha256), folder / name)
        by_name[name] = upload
    return by_name


def _read(
    runner: Runner, folder: Path, by_name: dict[str, Upload], known: set[str]
) -> tuple[list[ActivityRow], dict[UUID, list[dict[str, Any]]]]:
    rows: list[ActivityRow] = []
    zone = ZoneInfo(runner.time_zone)
    reports: dict[UUID, list[dict[str, Any]]] = {upload.pk: [] for upload in by_name.values()}
    for report in import_paths([folder], known, zone):
        shown = report.path.removeprefix(f"{folder}/")
        upload = by_name[shown.split("!", 1)[0]]
        reports[upload.pk].append(_shown(report, shown))
        dated = with_local_dates(report.activities, zone)
        rows += [_row(runner, upload, facts(activity)) for activity in dated]
    return rows, reports


def _row(runner: Runner, upload: Upload, found: ActivityFacts) -> ActivityRow:
    values = {name: getattr(found, name) for name in _FACTS}
    return ActivityRow(runner=runner, upload=upload, activity_id=UUID(found.id), **values)


def _shown(report: FileReport, path: str) -> dict[str, Any]:
    """A report as it is kept: its words by code, and the days of rest and shoes that stand nowhere else."""
    line: dict[str, Any] = {
        "path": path,
        "status": report.status,
        "reason_code": report.reason_code,
        "params": {name: _plain(value) for name, value in report.params.items()},
        "format": report.format,
        "sport": report.sport,
        "start": report.start.isoformat() if report.start else None,
        "seconds": report.seconds,
        "distance_m": report.distance_m,
        "activities": len(report.activities),
    }
    if report.wellness:
        line["wellness"] = [[_plain(value) for value in astuple(day)] for day in report.wellness]
    if report.shoes:
        line["shoes"] = [{name: _plain(value) for name, value in asdict(shoe).items()} for shoe in report.shoes]
    return line


def _plain(value: object) -> object:
    """A value as JSON can keep it."""
    if value is None or isinstance(value, _PARAM_KINDS):
        return value
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else str(value)
