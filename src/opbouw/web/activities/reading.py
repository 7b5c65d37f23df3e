"""Reading an import: in small steps that are each kept whole, so that it can be left and taken up at any file."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from opbouw.activities import READER_VERSION, FileReport, import_paths
from opbouw.web.activities import easing, keeping, laying, levels, logged
from opbouw.web.activities.models import Import, Line, Part
from opbouw.web.background.queue import Ticket, hold, progressed, stop_if_asked
from opbouw.web.store import selectors as store
from opbouw.web.store.models import ActivityRow

MOST_A_STEP = 25
STEP_S = 1.0


class Cancelled(Exception):
    """The runner asked to stop reading, or took it all back."""


def read(import_id: UUID, ticket: Ticket) -> datetime | None:
    """Read what is not read yet of an import, and bring the logs of its runner up to date.

    Gives when the logs are to be told of what waits; None where nothing does. Raises `SupersededError` when another
    worker has it by now; an import that is gone is left alone.
    """
    batch = Import.objects.select_related("runner").filter(pk=import_id, finished_at=None, undone_at=None).first()
    if batch is None:
        return None
    try:
        _Reading(batch, ticket).run()
    except Cancelled:
        pass
    except Import.DoesNotExist:
        return None
    return _finish(import_id, ticket)


class _Reading:
    """One try at an import: what was kept by earlier tries of this reading is not done again."""

    def __init__(self, batch: Import, ticket: Ticket) -> None:
        self.batch, self.ticket = batch, ticket
        self.zone = ZoneInfo(batch.runner.time_zone)
        lines = Line.objects.filter(batch=batch, reading=batch.reading)
        self.kept = set(lines.values_list("path", "again"))
        self.counts = Counter({row["status"]: row["n"] for row in lines.values("status").annotate(n=Count("pk"))})
        self.activities = sum(lines.values_list("activities", flat=True))
        self.times: Counter[str] = Counter()
        self.gave_nothing: dict[str, FileReport] = {}
        self.step: list[tuple[int, str, FileReport]] = []
        self.since = time.monotonic()

    def run(self) -> None:
        """Read file by file; each step is kept in one transaction."""
        parts = list(Part.objects.filter(batch=self.batch).select_related("upload"))
        found = laying.split(self.batch, parts)
        folder = Path(settings.UPLOADS_DIR)
        with tempfile.TemporaryDirectory(prefix=".reading-", dir=folder) as scratch:
            self.by_name = laying.lay_out(Path(scratch), found.fresh)
            self._count(laying.files_in(Path(scratch)) + len(found.known) + len(found.again))
            for part in found.known:
                self._take(part.name, FileReport(part.name, "known", "known"))
            for report in self._reports(Path(scratch)):
                self._take(report.path.removeprefix(f"{scratch}/"), report)
            for part in found.again:
                self._take(part.name, self._as_before(part))
            self._keep()

    def _as_before(self, part: Part) -> FileReport:
        """A file that stands in this import a second time: refused or left alone as the first was, or the same file."""
        first = next(name for name, one in self.by_name.items() if one.upload_id == part.upload_id)
        if first in self.gave_nothing:
            return replace(self.gave_nothing[first], path=part.name)
        return FileReport(part.name, "known", "same_file", {"name": first})

    def _reports(self, scratch: Path) -> Iterator[FileReport]:
        own = [part.upload_id for part in self.by_name.values()]
        known = laying.hashes_known(self.batch, own)
        if not self.by_name:
            return iter(())
        return import_paths(
            [scratch], known, self.zone, Path(settings.UPLOADS_DIR), laying.told_by(self.batch.runner_id)
        )

    def _take(self, path: str, report: FileReport) -> None:
        stop_if_asked()
        if report.status in ("refused", "skipped"):
            self.gave_nothing[path] = report
        again = self.times[path]
        self.times[path] += 1
        if (path, again) not in self.kept:
            self.step.append((again, path, report))
        if len(self.step) >= MOST_A_STEP or time.monotonic() - self.since > STEP_S:
            self._keep()

    def _count(self, files: int) -> None:
        Import.objects.filter(pk=self.batch.pk).update(files=files, reader=READER_VERSION)

    def _keep(self) -> None:
        """Keep a step: its lines, activities and counts together, or none of them."""
        step, self.step, self.since = self.step, [], time.monotonic()
        counts = self.counts + Counter(report.status for _again, _path, report in step)
        activities = self.activities + sum(len(report.activities) for _again, _path, report in step)
        with transaction.atomic():
            hold(self.ticket)
            batch = Import.objects.select_for_update().get(pk=self.batch.pk)
            if batch.cancel_asked_at is not None or batch.undone_at is not None:
                raise Cancelled
            keeping.keep(batch, step, self._upload_of, self.zone)
            named = {status: counts[status] for status in ("taken", "known", "skipped", "refused")}
            Import.objects.filter(pk=batch.pk).update(**named, activities=activities, changed=batch.changed)
            if step:
                progressed(self.ticket)
        self.counts, self.activities = counts, activities

    def _upload_of(self, path: str) -> UUID | None:
        part = self.by_name.get(path.partition("!")[0])
        return part.upload_id if part else None


def _finish(import_id: UUID, ticket: Ticket) -> datetime | None:
    """The end of a reading: what an earlier reading left behind goes, and the logs follow the archive."""
    with transaction.atomic():
        hold(ticket)
        batch = Import.objects.select_for_update().select_related("runner").filter(pk=import_id).first()
        if batch is None or batch.undone_at is not None:
            return None
        due = None
        if batch.cancel_asked_at is None:
            Line.objects.filter(batch=batch, reading__lt=batch.reading).delete()
            own = batch.parts.values("upload_id")
            gone = ActivityRow.objects.filter(upload_id__in=own, reader__lt=READER_VERSION)
            _count(batch, "gone", gone.count() if batch.reading > 1 else 0)
            due = easing.take_out(batch, gone)
        if batch.reading > 1:
            _count(batch, "log", logged.correct(batch.runner, ActivityRow.objects.filter(upload__parts__batch=batch)))
        easing.tell_due(batch.runner)
        logged.bring_up_to_date(batch.runner)
        episode = store.current_episode(batch.runner.account)
        batch.level = levels.found(episode, store.today_for(batch.runner.account)) if episode else None
        batch.finished_at = timezone.now()
        batch.save(update_fields=["finished_at", "level", "changed"])
        return due


def _count(batch: Import, name: str, number: int) -> None:
    if number:
        batch.changed = {**batch.changed, name: number}
