"""Stored decisions beside the ones made now, for `opbouw replay --record`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.padding import Padding
from rich.text import Text

from opbouw.cli.problems import Problem
from opbouw.cli.shape import short_day
from opbouw.cli.terminal import console, print_json_line, watched
from opbouw.cli.texts import text
from opbouw.core.events import Event
from opbouw.exports.record import RecordError, read_record
from opbouw.exports.remaking import Remade, remake
from opbouw.words import change_in_words
from opbouw.words.fill import lower_first

WRONG = ("differs", "other_log")
LOOKS = {"same": "", "differs": "red", "other_log": "red", "other_rules": "yellow"}


def compare_record(log: Sequence[Event], path: Path, lang: str, *, as_json: bool) -> None:
    """Make every stored decision of a file again and print how it compares.

    :raises Problem: for a file that cannot be read.
    :raises typer.Exit: with status 1 when a decision cannot be made again as it was.
    """
    try:
        record = read_record(path)
    except RecordError as problem:
        raise Problem(f"{path}, {problem}.") from None
    except OSError as problem:
        raise Problem(f"{path}: {problem.strerror}.") from None
    found: Counter[str] = Counter()
    for one in watched(remake(log, record), text("replaying", lang)):
        found[one.status] += 1
        if as_json:
            print_json_line(_line(one))
        else:
            _print(one, lang)
    if not as_json:
        counts = {status: found[status] for status in LOOKS}
        console().print(f"\n{text('record_sum', lang, count=len(record), **counts)}")
    if any(found[status] for status in WRONG):
        raise typer.Exit(1)


def _line(one: Remade) -> dict[str, object]:
    shown = one.shown
    return {
        "on": shown.on,
        "shown_at": shown.shown_at,
        "rules_version": shown.rules_version,
        "status": one.status,
        "kind": one.kind,
        "changed": list(one.changes),
    }


def _print(one: Remade, lang: str) -> None:
    out, shown = console(), one.shown
    at = shown.shown_at[11:16]
    said = Text(f"{short_day(shown.on, lang, year=True):<12} {at}  ")
    said.append(text(f"record_{one.status}", lang, rules=shown.rules_version), style=LOOKS[one.status])
    out.print(said)
    for change in one.changes:
        told = change_in_words(change, lang)
        line = f"{lower_first(told['what'])}: {told['was']} → {told['now']}"
        out.print(Padding(Text(line, style="dim"), (0, 0, 0, 13)))
