"""A worker: takes tasks from the queue one by one, with a heartbeat beside each."""

import contextlib
import logging
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any, cast
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResult
from django_tasks_db.models import DBTaskResult

from opbouw.web.background.models import Pulse
from opbouw.web.background.queue import Interrupted, SupersededError, Ticket, hold
from opbouw.web.background.reaper import BEAT_S, give_back, reap

log = logging.getLogger("opbouw.web.background")


class Worker:
    """Takes tasks that may be taken from it: it writes only while a task is its own.

    :param name: no other worker may have it.
    :param beats: say that it is alive while it works; not for one who is waited for.
    """

    def __init__(self, name: str, *, beats: bool) -> None:
        self.name, self.beats, self.running = name, beats, True

    def run(self) -> None:
        """Do what waits, one by one, until nothing does or this worker is asked to stop."""
        while self.running and (found := self._claim()) is not None:
            self.run_task(found)

    def _claim(self) -> "DBTaskResult[Any, Any] | None":
        with transaction.atomic():
            found = DBTaskResult.objects.ready().get_locked()
            if found is not None:
                found.claim(self.name)
        return found

    def run_task(self, row: "DBTaskResult[Any, Any]") -> None:
        """Run one task to its end, to the end of its tries, or until this worker is asked to stop."""
        ticket = Ticket(row.pk, self.name)
        _begin(ticket)
        try:
            with _beating(ticket) if self.beats else contextlib.nullcontext():
                value = _call(row)
        except SupersededError:
            return
        except Interrupted:
            self.running = False
            _ended(ticket, lambda: give_back(ticket.task_id))
        except Exception as problem:
            told = problem
            log.exception("task failed")  # its place and kind; what it held stays out of the log
            _ended(ticket, lambda: row.set_failed(told))
        else:
            _ended(ticket, lambda: row.set_successful(value))


def work_now() -> None:
    """Do everything that waits, here and now, and come back: for one who can wait for it."""
    reap()
    Worker(uuid4().hex, beats=False).run()


def _call(row: "DBTaskResult[Any, Any]") -> Any:
    task, result = row.task, row.task_result
    # The queue has a result type of its own where Django has none yet; it holds the same.
    first = (TaskContext(task_result=cast("TaskResult[Any]", result)),) if task.takes_context else ()
    return task.call(*first, *result.args, **result.kwargs)


def _begin(ticket: Ticket) -> None:
    now = timezone.now()
    with transaction.atomic():
        pulse, fresh = Pulse.objects.select_for_update().get_or_create(
            task_id=ticket.task_id, defaults={"worker": ticket.worker, "beat_at": now, "tries": 1}
        )
        if not fresh:
            pulse.worker, pulse.beat_at, pulse.tries = ticket.worker, now, pulse.tries + 1
            pulse.save()


def _ended(ticket: Ticket, write: Any) -> None:
    """Write the end of a task, unless it is somebody else's by now."""
    with contextlib.suppress(SupersededError), transaction.atomic():
        hold(ticket)
        write()


@contextlib.contextmanager
def _beating(ticket: Ticket) -> Iterator[None]:
    done = Event()

    def beat() -> None:
        while not done.wait(BEAT_S):
            Pulse.objects.filter(task_id=ticket.task_id, worker=ticket.worker).update(beat_at=timezone.now())
        connection.close()

    thread = Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
