"""What is kept of imports: what was given at once, what became of each file, and what was recorded in it."""

import uuid
from typing import Literal

from django.db import models

from opbouw.activities import STATUSES
from opbouw.web.background.queue import standing
from opbouw.web.store.models import ActivityRow, Runner, Upload

SOURCES = ("page", "folder", "terminal")
WHY_AGAIN = ("", "reader", "columns")  # nobody says why, the readers became better, the runner told of columns
State = Literal["waiting", "reading", "stopped", "cancelled", "done", "undone"]


class Import(models.Model):
    """Files that were given at once. The counts are those of the lines so far; `reading` numbers the times it was read.

    It is over when `finished_at` is set: read to the end, or cancelled. Taken back, only this row stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="imports")
    source = models.CharField(max_length=10, default="page")
    begun_at = models.DateTimeField(auto_now_add=True)
    task_id = models.UUIDField(null=True)
    reading = models.PositiveSmallIntegerField(default=1)
    reader = models.PositiveSmallIntegerField(default=0)  # the version of the readers it was read by; 0 is not yet
    size_bytes = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)  # as far as they can be counted without reading
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    activities = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=10, default="")  # why it was read again
    # What reading it again changed: activities that say something else, by field, and those that are gone or corrected.
    changed = models.JSONField(default=dict)
    level = models.JSONField(null=True)  # the old level that the archive said when this was read
    cancel_asked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    waiting = models.JSONField(default=list)  # what the logs are told of that tomorrow: today it would allow more

    class Meta:
        ordering = ["-begun_at"]
        indexes = [models.Index(fields=["runner", "-begun_at"], name="import_runner_begun")]
        constraints = [
            models.CheckConstraint(condition=models.Q(source__in=SOURCES), name="import_known_source"),
            models.CheckConstraint(condition=models.Q(reading__gte=1), name="import_reading_from_1"),
            models.CheckConstraint(condition=models.Q(why__in=WHY_AGAIN), name="import_known_why"),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def read(self) -> int:
        """How many files were read so far."""
        return self.taken + self.known + self.skipped + self.refused

    @property
    def found(self) -> int:
        """How many files there are, as far as is known: archives in archives are counted as they are opened."""
        return max(self.files, self.read)

    @property
    def state(self) -> State:
        """How it stands. `stopped` is given up after some tries; a person can have it tried again."""
        if self.undone_at is not None:
            return "undone"
        if self.finished_at is not None:
            return "cancelled" if self.cancel_asked_at is not None else "done"
        states: dict[str, State] = {"waiting": "waiting", "running": "reading", "dead": "stopped", "done": "stopped"}
        return states[standing(self.task_id)]


class Part(models.Model):
    """One file of an import, under the name it came with; its bytes are those of an upload."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="parts")
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["batch", "position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="part_once_an_import")]

    def __str__(self) -> str:
        return f"part {self.pk}"


class Line(models.Model):
    """What became of one file, by code, so that it can be said in any language.

    `path` names a member of an archive as archive.zip!inner/name.fit; `again` tells apart files of the same path.
    """

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    reading = models.PositiveSmallIntegerField()
    path = models.TextField()
    again = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10)
    reason_code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    format = models.CharField(max_length=40, null=True)
    sport = models.CharField(max_length=20, null=True)
    start = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    activities = models.PositiveIntegerField(default=0)
    file_hash = models.CharField(max_length=64, null=True)
    wellness = models.JSONField(default=list)  # days of rest, which stand nowhere else
    shoes = models.JSONField(default=list)
    table = models.CharField(max_length=32, null=True)  # the key of the header, where its columns can be corrected

    class Meta:
        ordering = ["batch", "path", "again"]
        indexes = [models.Index(fields=["file_hash"], name="line_file_hash")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "path", "again"], name="line_once_an_import"),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="line_known_status"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class Samples(models.Model):
    """The recorded columns of one activity, packed; made from the upload and made again whenever wanted."""

    activity = models.OneToOneField(ActivityRow, on_delete=models.CASCADE, primary_key=True, related_name="samples")
    count = models.PositiveIntegerField()
    packed = models.BinaryField()

    def __str__(self) -> str:
        return f"samples of {self.pk}"


class SeenFile(models.Model):
    """A file of a watched folder that was taken as it was then; it is never opened again while it stays the same."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="seen_files")
    path = models.TextField()
    size_bytes = models.PositiveBigIntegerField()
    changed_ns = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["runner", "path"], name="seen_file_once_a_runner")]

    def __str__(self) -> str:
        return f"seen file {self.pk}"


class TableTold(models.Model):
    """The runner's word about tables with one header: which column holds what. Taking it back removes the row."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="tables_told")
    header = models.CharField(max_length=32)
    mapping = models.JSONField()
    told_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["runner", "header"], name="table_told_once")]

    def __str__(self) -> str:
        return f"table told {self.pk}"
