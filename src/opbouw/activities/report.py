"""What became of each file: the report a person sees and the machine-readable form of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from opbouw.activities.model import Activity, ActivityError
from opbouw.activities.reasons import reason_text
from opbouw.activities.summaries import Shoe
from opbouw.activities.wellness import WellnessDay

STATUSES = ("taken", "known", "skipped", "refused")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. `status` is taken, known, skipped or refused; sums are over its activities.

    `path` is what the person gave; a member of an archive is `archive.zip!inner/name.fit`. `wellness` are the days of
    resting heart rate, variability and sleep that it holds, `shoes` the shoes it names, `size_bytes` its bytes
    as they were read, unpacked, `table` the key of its header where its columns can be corrected.
    """

    path: str
    status: str
    reason_code: str
    params: Mapping[str, object] = field(default_factory=dict)
    format: str | None = None
    activities: tuple[Activity, ...] = ()
    file_hash: str | None = None
    wellness: tuple[WellnessDay, ...] = ()
    shoes: tuple[Shoe, ...] = ()
    size_bytes: int = 0
    table: str | None = None

    @property
    def reason(self) -> str:
        """The reason in English; `reason_in` gives the other language."""
        return self.reason_in("en")

    def reason_in(self, lang: str) -> str:
        """The reason in `lang`, "nl" or "en"."""
        return reason_text(self.reason_code, self.params, lang)

    @property
    def sport(self) -> str | None:
        """The sport of its activities, "several" when they differ, None without activities."""
        sports = {activity.sport for activity in self.activities}
        return "several" if len(sports) > 1 else next(iter(sports), None)

    @property
    def start(self) -> datetime | None:
        """The first known start."""
        return min((activity.start for activity in self.activities if activity.start), default=None)

    @property
    def seconds(self) -> float | None:
        """Time of all activities together as the file tells it: of a timer; of GPX, which has none, of the clock."""
        return _total(one.elapsed_s if one.format == "gpx" else one.seconds for one in self.activities)

    @property
    def moving_s(self) -> float | None:
        """Time of all activities together without the pauses, which is what counts."""
        return _total(activity.seconds for activity in self.activities)

    @property
    def distance_m(self) -> float | None:
        """Metres of all activities together."""
        return _total(activity.distance_m for activity in self.activities)

    @property
    def samples(self) -> int:
        """Recorded samples of all activities together."""
        return sum(activity.samples for activity in self.activities)


def remarks_on(activities: Iterable[Activity]) -> tuple[str, ...]:
    """What the report of a file remarks on its activities, each once; one without a day counts in no history."""
    found = list(activities)
    undated = sum(one.local_date is None for one in found)
    remarks = [warning for one in found for warning in one.warnings]
    return tuple(dict.fromkeys([*remarks, *([f"day_unknown:{undated}"] if undated else [])]))


def problem(path: str, error: ActivityError, kind: str | None = None) -> FileReport:
    """The report of a file that gave no activity."""
    status = "skipped" if error.skipped else "refused"
    return FileReport(path, status, error.code, error.params, format=kind)


def report_to_dict(report: FileReport) -> dict[str, object]:
    """A report as `import --json` prints it; `activities` is their number, unknown is None."""
    return {
        "path": report.path,
        "status": report.status,
        "reason": report.reason,
        "format": report.format,
        "sport": report.sport,
        "start": _iso(report.start),
        "seconds": _rounded(report.seconds),
        "distance_m": _rounded(report.distance_m),
        "samples": report.samples,
        "activities": len(report.activities),
    }


def summary(reports: Iterable[FileReport]) -> dict[str, object]:
    """Counts by status and sport, totals, and the first and last start, ready for JSON."""
    statuses: Counter[str] = Counter()
    sports: Counter[str] = Counter()
    starts: list[datetime] = []
    seconds = distance = 0.0
    for report in reports:
        statuses[report.status] += 1
        sports.update(activity.sport for activity in report.activities)
        starts += [activity.start for activity in report.activities if activity.start]
        seconds += report.seconds or 0.0
        distance += report.distance_m or 0.0
    return {
        "files": statuses.total(),
        **{status: statuses[status] for status in STATUSES},
        "activities": sports.total(),
        "sports": dict(sorted(sports.items())),
        "first": _iso(min(starts, default=None)),
        "last": _iso(max(starts, default=None)),
        "seconds": _rounded(seconds),
        "distance_m": _rounded(distance),
    }


def _total(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
