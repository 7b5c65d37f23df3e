"""`opbouw import --watch`: what is put in a folder is read, and kept when it is said for whom."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from uuid import uuid4

import typer

from opbouw.cli.problems import Problem
from opbouw.cli.site import bring_up_to_date, open_site
from opbouw.cli.terminal import Lang, console
from opbouw.cli.texts import text

if TYPE_CHECKING:
    from opbouw.web.activities.watching import Mark

LOOK_S = 1.0
Take = Callable[[list[tuple[Path, "Mark"]]], None]


def watch_folder(folder: Path, runner: str | None, lang: Lang) -> None:
    """Look in a folder until it is ended.

    :raises Problem: when there is no such folder or no such runner.
    """
    if not folder.is_dir():
        raise Problem(text("watching_nothing", lang, folder=folder))
    open_site()
    from opbouw.web.activities.watching import SETTLED_S, Folder
    from opbouw.web.background.queue import STOPPING

    take = _keeper(runner, lang) if runner is not None else _teller(lang)
    watched = Folder(folder.resolve())
    typer.echo(text("watching", lang, folder=folder, seconds=round(SETTLED_S)))
    with _ended_by_ctrl_c(STOPPING):
        while not STOPPING.is_set():
            take(watched.settled())
            STOPPING.wait(LOOK_S)
    typer.echo(text("watching_ended", lang))


def _teller(lang: Lang) -> Take:
    """Says of each file what Opbouw understands of it, once as long as it does not change; nothing is kept."""
    from opbouw.activities import import_paths
    from opbouw.cli.importing import print_file

    out = console()

    def take(files: list[tuple[Path, Mark]]) -> None:
        for report in import_paths([path for path, _mark in files]):
            print_file(out, report, lang)

    return take


def _keeper(name: str, lang: Lang) -> Take:
    """Keeps each new file for a runner, has it read, and says how that went."""
    bring_up_to_date()
    from opbouw.web.accounts.models import Account
    from opbouw.web.activities import watching
    from opbouw.web.activities.models import Import
    from opbouw.web.background.work import Worker
    from opbouw.web.store.models import Runner

    runner = Runner.objects.filter(account__name__iexact=name, account__kind="person").first()
    if runner is None:
        people = Account.objects.filter(kind="person").values_list("name", flat=True)
        raise Problem(text("watching_nobody", lang, name=name, known=", ".join(people) or "-"))

    def take(files: list[tuple[Path, Mark]]) -> None:
        made = watching.take(runner, files)
        if made is not None:
            Worker(uuid4().hex, beats=True).run()
            done = Import.objects.get(pk=made.pk)
            counts = {"files": done.read, "activities": done.activities, "refused": done.refused}
            typer.echo(text("watching_kept", lang, name=name, **counts))

    return take


@contextmanager
def _ended_by_ctrl_c(over: Event) -> Iterator[None]:
    """Ctrl+C ends after the file that is being kept, and leaves the rest of a reading for the server."""
    before = signal.signal(signal.SIGINT, lambda *_: over.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        over.clear()
