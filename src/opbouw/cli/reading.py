"""An archive for a plan: read, put on the runner's own days, each activity once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opbouw.cli.problems import Problem
from opbouw.cli.progress import reading
from opbouw.cli.texts import text

if TYPE_CHECKING:
    from opbouw.activities import ActivityFacts, FileReport
    from opbouw.history.beside import Beside

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Archive:
    """What was read: a report a file, the facts that count, and how many activities were left out and why."""

    reports: tuple[FileReport, ...]
    facts: tuple[ActivityFacts, ...]
    copies: int = 0
    later: int = 0
    undated: int = 0

    def beside(self) -> Beside:
        """The shoes and nights that the files tell of."""
        from opbouw.history.beside import imported

        days = (day for report in self.reports for day in report.wellness)
        return imported(days, (shoe for report in self.reports for shoe in report.shoes))

    def to_dict(self) -> dict[str, Any]:
        """The import as JSON: files, and a summary with what was left out."""
        from opbouw.activities import report_to_dict, summary

        left_out = {"used": len(self.facts), "copies": self.copies, "after_on": self.later, "undated": self.undated}
        return {
            "files": [report_to_dict(report) for report in self.reports],
            "summary": summary(self.reports) | left_out,
        }


def reports_of(paths: Sequence[Path], columns: Path | None, lang: str) -> Iterator[FileReport]:
    """What becomes of each file, tables with the columns of ``--columns FILE`` as that tells.

    :raises Problem: when that file cannot be used, or at the end when no table has its columns.
    """
    from opbouw.activities import import_paths
    from opbouw.cli.columnfile import read_columns_file

    if columns is None:
        return import_paths(paths)
    told = read_columns_file(columns, lang)
    return told.followed(import_paths(paths, by_names=told.of))


def read_archive(paths: Sequence[Path], on: date, lang: str, columns: Path | None = None) -> Archive:
    """Read files and folders; what happened after ``on`` is left out, as if it were not there yet.

    :raises Problem: when nothing could be read, or nothing read is an activity; every reason is named.
    """
    from opbouw.activities import facts, merge_duplicates, with_local_dates

    # Samples are needed for merging only as long as copies may come; facts are kept.
    reports = tuple(reading(reports_of(paths, columns, lang), lang))
    found = [activity for report in reports for activity in report.activities]
    if not found:
        raise Problem(_nothing(reports, lang))
    once = [facts(activity) for activity in merge_duplicates(with_local_dates(found))]
    dated = [fact for fact in once if fact.local_date is not None]
    counted = tuple(fact for fact in dated if fact.local_date is not None and fact.local_date <= on)
    return Archive(reports, counted, len(found) - len(once), len(dated) - len(counted), len(once) - len(dated))


def _nothing(reports: Sequence[FileReport], lang: str) -> str:
    """Why there is no activity, file by file."""
    if not reports:
        return text("no_files", lang)
    if len(reports) == 1:
        return f"{reports[0].path}: {reports[0].reason_in(lang)}"
    lines = [f"  {report.path}: {report.reason_in(lang)}" for report in reports[:MOST_NAMED]]
    more = [text("and_more", lang, count=len(reports) - MOST_NAMED)] if len(reports) > MOST_NAMED else []
    return "\n".join([text("no_activity", lang, count=len(reports)), *lines, *more])
