"""What every command shares: the language, where text goes, JSON, and progress that keeps quiet in a pipe."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

from opbouw.cli.problems import Problem

T = TypeVar("T")
WIDTH_IN_A_PIPE = 100
WIDEST = 110
SLOW_S = 1.0


class Lang(StrEnum):
    """The languages Opbouw speaks."""

    nl = "nl"
    en = "en"


def spoken(asked: Lang | None) -> Lang:
    """The language asked for, or that of the terminal."""
    return asked or spoken_here(os.environ)


def spoken_here(env: Mapping[str, str]) -> Lang:
    """The language of this terminal: Dutch where the environment says so, otherwise English."""
    said = next((env[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), "")
    return Lang.nl if said.lower().startswith("nl") else Lang.en


Language = Annotated[
    Lang | None,
    typer.Option(
        "--lang", help="Language of the text: nl or en. Without it, that of your terminal.", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


def console() -> Console:
    """Where the text goes: as wide as the terminal, within what reads well."""
    made = Console()
    wide = min(made.width, WIDEST) if made.is_terminal else WIDTH_IN_A_PIPE
    return Console(highlight=False, markup=False, emoji=False, width=wide)


def print_json(value: Any) -> None:
    """One JSON value, readable; dates as ISO, nothing that is not JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_plain))


def print_json_line(value: Any) -> None:
    """One JSON value on a line of its own."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple | frozenset | set):
        return list(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON")


def today_here() -> date:
    """Today by the clock and the zone of this machine."""
    return datetime.now().astimezone().date()


def day_from(text: str, name: str) -> date:
    """A date that was typed.

    :raises Problem: naming the option and how to write a date.
    """
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(f"{name} is {text!r}, which is no date; write it as 2026-03-02.") from None


def watched(items: Iterable[T], what: str) -> Iterator[T]:
    """The same items, with a running count on standard error when it takes over a second; silent in a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None, visible=False)
        for item in items:
            elapsed = progress.tasks[0].elapsed or 0.0
            progress.update(task, advance=1, visible=elapsed > SLOW_S)
            yield item
