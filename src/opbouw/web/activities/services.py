"""Giving files, and what a person can do with an import: cancel, go on, read again. Nothing is read in here."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from opbouw.activities import READER_VERSION
from opbouw.web.accounts.models import Account
from opbouw.web.activities import laying
from opbouw.web.activities.models import Import, Part
from opbouw.web.activities.tasks import read_import
from opbouw.web.background.queue import WAKE, standing
from opbouw.web.store import uploads
from opbouw.web.store.models import ActivityRow, Runner, Upload

FIRST, LAST = 0, -50
Given = tuple[str, Upload]


def give(runner: Runner, files: "Sequence[File[Any]]", source: str = "page") -> Import:
    """Keep the bytes of each file and put their reading in the queue: all of it, or nothing."""
    kept = [(name_of(file), uploads.keep(runner, file)[0]) for file in files]
    return begin(runner, kept, source)


def name_of(file: "File[Any]") -> str:
    """The name a file came with, without its folders."""
    return uploads.own_name(file.name or "")


def begin(runner: Runner, given: Iterable[Given], source: str) -> Import:
    """An import of uploads, waiting to be read. The same bytes twice are two files, of which one is known."""
    given = list(given)
    size = sum(upload.size_bytes for _name, upload in given)
    with transaction.atomic():
        made = Import.objects.create(runner=runner, source=source, size_bytes=size, files=len(given))
        Part.objects.bulk_create(
            [Part(batch=made, upload=upload, position=at, name=name) for at, (name, upload) in enumerate(given)],
            batch_size=500,
        )
        _queue(made)
    return made


def cancel(found: Import) -> None:
    """Ask for the end of a reading; one that no worker has begun ends at once. What was read stays."""
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=found.pk)
        if batch.finished_at is not None:
            return
        batch.cancel_asked_at = timezone.now()
        if standing(batch.task_id) != "running":
            batch.finished_at = batch.cancel_asked_at
        batch.save(update_fields=["cancel_asked_at", "finished_at"])


def go_on(found: Import) -> None:
    """Read the rest of an import that was cancelled or given up."""
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=found.pk)
        if batch.state in ("cancelled", "stopped"):
            batch.cancel_asked_at = batch.finished_at = None
            _queue(batch)


def read_again(ids: Iterable[UUID], why: str = "") -> int:
    """Read imports anew from the bytes that were kept; the number of them. What was read stays until they are."""
    return _again(Import.objects.filter(pk__in=list(ids), undone_at=None), why, FIRST)


def read_older() -> int:
    """Have better readers read what older ones read, behind all other work; the number of imports. Done twice, they
    are read once. What a runner stopped stays stopped."""
    older = Import.objects.filter(reader__lt=READER_VERSION, undone_at=None, cancel_asked_at=None)
    return _again(older.exclude(finished_at=None).exclude(runner__account__kind=Account.Kind.EXAMPLE), "reader", LAST)


def _again(wanted: "QuerySet[Import]", why: str, priority: int) -> int:
    with transaction.atomic():
        found = list(wanted.select_for_update(of=("self",)))
        for batch in found:
            batch.reading += 1
            batch.why, batch.changed = why, {}
            batch.cancel_asked_at = batch.finished_at = None
            batch.taken = batch.known = batch.skipped = batch.refused = batch.activities = 0
            _queue(batch, priority)
        for batch in found:
            _doubt_what_was_read(batch)
    return len(found)


def _doubt_what_was_read(batch: Import) -> None:
    """Until it is found again, an activity is one of an older reading: in the end those that are not found go."""
    found = laying.split(batch, list(Part.objects.filter(batch=batch)))
    ActivityRow.objects.filter(upload__in=[part.upload_id for part in found.fresh]).update(reader=0)


def _queue(batch: Import, priority: int = FIRST) -> None:
    batch.task_id = UUID(read_import.using(priority=priority).enqueue(str(batch.pk)).id)
    batch.save()
    transaction.on_commit(WAKE.set)
