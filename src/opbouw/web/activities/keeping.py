"""From reports to rows: a line a file, the facts of each activity, and its columns packed."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, fields
from uuid import UUID
from zoneinfo import ZoneInfo

from opbouw.activities import READER_VERSION, Activity, ActivityFacts, FileReport, facts, pack, with_local_dates
from opbouw.web.activities.models import Import, Line, Samples
from opbouw.web.store.models import ActivityRow

Step = Sequence[tuple[int, str, FileReport]]
UploadOf = Callable[[str], UUID | None]
_PARAM_KINDS = (str, int, float, bool)
_FACTS = tuple(field.name for field in fields(ActivityFacts) if field.name != "id")
# What a runner is told of when it reads differently; the rest says where it came from.
TOLD = tuple(name for name in _FACTS if name not in {"file_hash", "device", "trace"})
SAME_NUMBER = 1e-6
_SAID = (
    "reading", "status", "reason_code", "params", "format", "sport", "start", "seconds", "distance_m", "activities",
    "file_hash", "wellness", "shoes", "table",
)  # fmt: skip


def keep(batch: Import, step: Step, upload_of: UploadOf, zone: ZoneInfo) -> None:
    """Write what a step found; what an earlier reading said of the same file is replaced."""
    Line.objects.bulk_create(
        [_line(batch, again, path, report) for again, path, report in step],
        update_conflicts=True,
        unique_fields=["batch", "path", "again"],
        update_fields=_SAID,
    )
    found = [
        (upload, activity)
        for _again, path, report in step
        for upload in [upload_of(path)]
        if upload is not None
        for activity in with_local_dates(report.activities, zone)
    ]
    if found:
        _keep_activities(batch, found)


def _keep_activities(batch: Import, found: Sequence[tuple[UUID, Activity]]) -> None:
    rows = {activity.id: _row(batch, upload, facts(activity)) for upload, activity in found}
    if batch.reading > 1:
        _note_changes(batch, rows)
    ActivityRow.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["runner", "activity_id"],
        update_fields=["upload", "reader", *_FACTS],
        batch_size=100,
    )
    kept = ActivityRow.objects.filter(runner=batch.runner_id, activity_id__in=list(rows))
    keys = {str(one): key for key, one in kept.values_list("pk", "activity_id")}
    Samples.objects.filter(activity__in=keys.values()).delete()
    by_id = {activity.id: activity for _upload, activity in found if activity.samples}
    Samples.objects.bulk_create(
        [
            Samples(activity_id=keys[name], count=activity.samples, packed=pack(activity.columns))
            for name, activity in by_id.items()
        ],
        batch_size=20,
    )


def _note_changes(batch: Import, rows: Mapping[str, ActivityRow]) -> None:
    """Count the activities that say something else than when they were read before, and what it is about."""
    before = ActivityRow.objects.filter(runner=batch.runner_id, activity_id__in=list(rows)).defer("trace")
    other = [(was, rows[str(was.activity_id)]) for was in before]
    told = [[name for name in TOLD if differs(getattr(was, name), getattr(now, name))] for was, now in other]
    counts = Counter(batch.changed)
    counts.update(Counter(name for names in told for name in names))
    counts["new"] += len(rows) - len(other)
    counts["activities"] += sum(bool(names) for names in told)
    batch.changed = dict(+counts)


def differs(was: object, now: object) -> bool:
    """Whether two values of one field say something else; the last digits of a number say nothing."""
    if isinstance(was, float) and isinstance(now, (float, int)):
        return not math.isclose(was, now, rel_tol=SAME_NUMBER)
    return was != now


def _row(batch: Import, upload: UUID, found: ActivityFacts) -> ActivityRow:
    values = {name: getattr(found, name) for name in _FACTS}
    return ActivityRow(
        runner_id=batch.runner_id, upload_id=upload, activity_id=UUID(found.id), reader=READER_VERSION, **values
    )


def _line(batch: Import, again: int, path: str, report: FileReport) -> Line:
    """A report as it is kept: its words by code, and the days of rest and shoes that stand nowhere else."""
    return Line(
        batch=batch,
        reading=batch.reading,
        path=path,
        again=again,
        status=report.status,
        reason_code=report.reason_code,
        params={name: _plain(value) for name, value in report.params.items()},
        format=report.format,
        sport=report.sport,
        start=report.start,
        seconds=report.moving_s,
        distance_m=report.distance_m,
        activities=len(report.activities),
        file_hash=report.file_hash,
        wellness=[[_plain(value) for value in astuple(day)] for day in report.wellness],
        table=report.table,
        shoes=[{name: _plain(value) for name, value in asdict(shoe).items()} for shoe in report.shoes],
    )


def _plain(value: object) -> object:
    """A value as JSON can keep it."""
    if value is None or isinstance(value, _PARAM_KINDS):
        return value
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else str(value)
