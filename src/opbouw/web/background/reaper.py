"""Tasks whose worker is gone: given back to the queue, and given up after some tries without any progress."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from opbouw.web.background.models import Pulse

BEAT_S = 2.0  # a worker says this often that it is alive
STALE_S = 20.0  # a worker that was silent so long is gone: ten beats missed
MOST_TRIES = 3  # without progress in between
WAIT_S = 5.0  # before the next try, and longer with each
KEPT_DAYS = 30  # how long the queue remembers what is over


def reap(gone: str | None = None) -> int:
    """Give back or give up every task whose worker was silent too long, or failed; the number of them.

    :param gone: a worker that is known to have ended; its task is given back at once.
    """
    now = timezone.now()
    found = [pk for pk in _left(now, gone) if _settle(pk, now, gone)]
    _forget(now - timedelta(days=KEPT_DAYS))
    return len(found)


def due() -> bool:
    """Whether there is work for a worker, new or left behind."""
    now = timezone.now()
    return DBTaskResult.objects.ready().exists() or any(_left(now, None))


def give_back(pk: UUID) -> None:
    """Put a task back in the queue as one that may begin at once, with all its tries."""
    Pulse.objects.filter(task_id=pk).update(tries=0, buried_at=None)
    DBTaskResult.objects.filter(pk=pk).update(status=TaskResultStatus.READY, run_after=timezone.now(), finished_at=None)


def _left(now: datetime, gone: str | None) -> Iterator[UUID]:
    rows = DBTaskResult.objects.filter(status__in=[TaskResultStatus.RUNNING, TaskResultStatus.FAILED])
    pulses = Pulse.objects.in_bulk([row.pk for row in rows])
    for row in rows:
        if _is_left(row, pulses.get(row.pk), now, gone):
            yield row.pk


def _is_left(row: "DBTaskResult[Any, Any]", pulse: Pulse | None, now: datetime, gone: str | None) -> bool:
    if row.status == TaskResultStatus.FAILED:
        return pulse is not None and pulse.buried_at is None
    if row.status != TaskResultStatus.RUNNING:
        return False
    if gone is not None and row.worker_ids[-1:] == [gone]:
        return True
    said = pulse.beat_at if pulse else None
    last = max(one for one in (said, row.started_at, row.enqueued_at) if one is not None)
    return last < now - timedelta(seconds=STALE_S)


def _settle(pk: UUID, now: datetime, gone: str | None) -> bool:
    """Decide about one task under its lock: what was left a moment ago may have been taken up since."""
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update().filter(pk=pk).first()
        pulse = Pulse.objects.filter(task_id=pk).first()
        if row is None or not _is_left(row, pulse, now, gone):
            return False
        tries = pulse.tries if pulse else 0
        if tries >= MOST_TRIES:
            Pulse.objects.filter(task_id=pk).update(buried_at=now)
            row.status, row.finished_at = TaskResultStatus.FAILED, now
        else:
            row.status, row.run_after = TaskResultStatus.READY, now + timedelta(seconds=WAIT_S * max(0, tries - 1))
        row.save(update_fields=["status", "finished_at", "run_after"])
    return True


def _forget(before: datetime) -> None:
    over = DBTaskResult.objects.finished().filter(finished_at__lt=before)
    Pulse.objects.filter(task_id__in=over.values("pk")).delete()
    over.delete()
