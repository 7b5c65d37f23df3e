"""The tasks of imports, as the queue knows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django_tasks import TaskContext, task

from opbouw.web.activities import easing, reading
from opbouw.web.background.queue import ticket_of
from opbouw.web.store import selectors


@task(takes_context=True)
def read_import(context: TaskContext, import_id: str) -> None:
    """Read the files of one import; begun again, it goes on where it was."""
    with remembered_as_kept():
        due = reading.read(UUID(import_id), ticket_of(context))
    if due is not None:
        tell_waiting.using(run_after=due).enqueue(import_id)


@task(takes_context=True)
def tell_waiting(context: TaskContext, import_id: str) -> None:
    """Take out of the logs what was taken back yesterday."""
    with remembered_as_kept():
        due = easing.tell_waiting(UUID(import_id), ticket_of(context))
    if due is not None:
        tell_waiting.using(run_after=due).enqueue(import_id)


@task(takes_context=True)
def name_late(context: TaskContext, runner_id: int, ids: list[str]) -> None:
    """Tell the logs what a runner called these activities yesterday."""
    with remembered_as_kept():
        easing.tell_named_late(runner_id, set(ids), ticket_of(context))


@contextmanager
def remembered_as_kept() -> Iterator[None]:
    """What was read from a transaction that failed was never told: this process forgets it."""
    try:
        yield
    except BaseException:
        selectors.forget_decisions()
        raise
