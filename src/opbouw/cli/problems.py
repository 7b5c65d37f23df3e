"""Errors as a person reads them: what, where, what to do. Never a stack trace."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import NoReturn, ParamSpec, TypeVar

import typer

from opbouw.core.fields import EventError
from opbouw.core.serialize import LineError
from opbouw.exports.archive import ArchiveError

P = ParamSpec("P")
R = TypeVar("R")
REFUSED = 1


class Problem(Exception):
    """Something a person can solve; the text says what, where and what to do. ``code`` is the exit status."""

    def __init__(self, text: str, code: int = REFUSED) -> None:
        self.code = code
        super().__init__(text)


def told(command: Callable[P, R]) -> Callable[P, R]:
    """The same command, with every problem that can be foreseen told on standard error instead of raised."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Problem as problem:
            _stop(str(problem), problem.code)
        except (ArchiveError, EventError, LineError) as problem:
            _stop(str(problem))
        except BrokenPipeError:
            # The reader has seen enough (`opbouw injuries | head`): nothing is left to say, and nobody to say it to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except OSError as problem:
            where = f"{problem.filename}: " if problem.filename else ""
            _stop(f"{where}{problem.strerror or problem}. Check the name, your rights and the space left on the disk.")

    return run


def _stop(text: str, code: int = REFUSED) -> NoReturn:
    sys.stdout.flush()
    typer.echo(f"opbouw: {text}", err=True)
    raise typer.Exit(code)


def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What is printed for a fault of ours, in place of a stack trace; OPBOUW_DEBUG=1 shows that as well."""
    if issubclass(kind, KeyboardInterrupt):
        raise SystemExit(130)
    if os.environ.get("OPBOUW_DEBUG") == "1":
        sys.__excepthook__(kind, error, trace)
        return
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__', '?')}, line {trace.tb_lineno}" if trace else "an unknown place"
    print(
        f"opbouw: a fault in Opbouw itself ({kind.__name__} in {place}). Nothing was written half. "
        "Run it again with OPBOUW_DEBUG=1 and report what it prints; leave health data out.",
        file=sys.stderr,
    )
