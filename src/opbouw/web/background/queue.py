"""What a task and a page need of the queue: who holds a task, whether it must stop, and how it stands."""

from dataclasses import dataclass
from threading import Event
from typing import Literal
from uuid import UUID

from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from opbouw.web.background.models import Pulse

Standing = Literal["waiting", "running", "dead", "done"]
STOPPING = Event()  # set when this worker is asked to stop: its task goes back to the queue as it stands
WAKE = Event()  # set when something was put in the queue by this process, so that nobody waits for the next look


class Interrupted(BaseException):
    """The worker is stopping: what was done stays, the rest is for the next. No `Exception`, so nothing hides it."""


class SupersededError(Exception):
    """Another worker has this task now; nothing more may be written for it here."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to work on a task: the task, and the worker that claimed it last."""

    task_id: UUID
    worker: str


def ticket_of(context: TaskContext) -> Ticket:
    """The ticket of a task that takes its context."""
    result = context.task_result
    return Ticket(UUID(result.id), result.worker_ids[-1])


def hold(ticket: Ticket) -> None:
    """Make sure, within a transaction, that the task is still this worker's; nobody takes it until the end of it.

    Raises `SupersededError` when it was taken away: this worker was thought dead.
    """
    found = DBTaskResult.objects.select_for_update().filter(pk=ticket.task_id).first()
    if found is None or found.status != TaskResultStatus.RUNNING or found.worker_ids[-1:] != [ticket.worker]:
        raise SupersededError


def progressed(ticket: Ticket) -> None:
    """Say that something was done for good: the tries begin again, and the worker is alive."""
    Pulse.objects.filter(task_id=ticket.task_id, worker=ticket.worker).update(tries=0, beat_at=timezone.now())


def stop_if_asked() -> None:
    """Raises `Interrupted` when this worker is asked to stop; to be called where a task can be left."""
    if STOPPING.is_set():
        raise Interrupted


def standing(task_id: UUID | None) -> Standing:
    """How a task stands, for a page: waiting also stands for one that failed and will be tried again."""
    found = DBTaskResult.objects.filter(pk=task_id).first() if task_id else None
    if found is None or found.status == TaskResultStatus.SUCCESSFUL:
        return "done"
    if found.status == TaskResultStatus.RUNNING:
        return "running"
    buried = Pulse.objects.filter(task_id=found.pk).exclude(buried_at=None).exists()
    return "dead" if buried else "waiting"
