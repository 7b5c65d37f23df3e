"""What was uploaded before there were imports becomes one import a runner, with its lines as they were kept."""

from typing import Any

from django.db import migrations
from django.db.models import Max, Min


def _bring_over(apps: Any, _editor: Any) -> None:
    upload, runner = apps.get_model("store", "Upload"), apps.get_model("store", "Runner")
    for one in runner.objects.exclude(uploads=None):
        _import_of(apps, one, upload.objects.filter(runner=one).order_by("received_at", "name"))


def _import_of(apps: Any, runner: Any, uploads: Any) -> None:
    batch, part = apps.get_model("activities", "Import"), apps.get_model("activities", "Part")
    span = uploads.aggregate(first=Min("received_at"), last=Max("received_at"))
    lines = [line for upload in uploads for line in upload.report]
    status = [line["status"] for line in lines]
    made = batch.objects.create(
        runner=runner,
        reader=1,
        size_bytes=sum(upload.size_bytes for upload in uploads),
        files=len(lines),
        activities=sum(line["activities"] for line in lines),
        finished_at=span["last"],
        **{name: status.count(name) for name in ("taken", "known", "skipped", "refused")},
    )
    batch.objects.filter(pk=made.pk).update(begun_at=span["first"])
    part.objects.bulk_create(
        [part(batch=made, upload=upload, position=at, name=upload.name) for at, upload in enumerate(uploads)]
    )
    apps.get_model("activities", "Line").objects.bulk_create(_lines(apps, made, lines), batch_size=200)


def _lines(apps: Any, batch: Any, lines: list[dict[str, Any]]) -> list[Any]:
    line, times = apps.get_model("activities", "Line"), dict[str, int]()
    made = []
    for one in lines:
        again = times[one["path"]] = times.get(one["path"], -1) + 1
        made.append(line(batch=batch, reading=1, again=again, **one))
    return made


class Migration(migrations.Migration):
    """The uploads of before keep their report."""

    dependencies = [("activities", "0001_initial")]
    operations = [migrations.RunPython(_bring_over, migrations.RunPython.noop)]
