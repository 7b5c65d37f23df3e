"""What was read from an archive, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType

from opbouw.cli.shape import short_day
from opbouw.cli.texts import text

if TYPE_CHECKING:
    from opbouw.activities import FileReport
    from opbouw.cli.reading import Archive

MOST_REFUSED = 5


def import_lines(found: Archive, lang: str) -> list[RenderableType]:
    """How many files and activities, from when to when, what was left out, and which files could not be read."""
    days = sorted(fact.local_date for fact in found.facts if fact.local_date is not None)
    counts = {status: sum(one.status == status for one in found.reports) for status in ("skipped", "refused")}
    span = {"first": short_day(days[0], lang, year=True), "last": short_day(days[-1], lang, year=True)}
    lines = [text("read_files", lang, files=len(found.reports), activities=len(found.facts), **span)]
    left_out = {"copies": found.copies, "later": found.later, "undated": found.undated, "skipped": counts["skipped"]}
    lines += [text(f"read_{name}", lang, count=count) for name, count in left_out.items() if count]
    return [*lines, *refused_lines(found.reports, lang)]


def refused_lines(reports: Sequence[FileReport], lang: str) -> list[RenderableType]:
    """The files that could not be read, each with its reason and what to do."""
    refused = [one for one in reports if one.status == "refused"]
    lines: list[RenderableType] = [f"! {one.path}: {one.reason_in(lang)}" for one in refused[:MOST_REFUSED]]
    if len(refused) > MOST_REFUSED:
        lines.append(text("and_more", lang, count=len(refused) - MOST_REFUSED))
    return lines
