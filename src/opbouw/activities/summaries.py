"""What an export says about its activities in a table of its own, laid beside the files of those activities."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, timezone
from pathlib import PurePosixPath

from opbouw.activities.likeness import same_activity
from opbouw.activities.model import ON_FOOT, SPORT_NOT_SAID, Activity
from opbouw.activities.wellness import WellnessDay

# The file and the summary of one activity tell the same start; a clock may have been set in between.
NEAR_START = timedelta(minutes=5)
# A file that a summary names by its name may have had a clock in another zone, but not another day.
MOST_APART = timedelta(days=1)
_FILLED = (
    "distance_m",
    "seconds",
    "elapsed_s",
    "ascent_m",
    "descent_m",
    "heart_rate_bpm",
    "max_heart_rate_bpm",
    "cadence_spm",
    "power_w",
    "ground_contact_ms",
    "vertical_oscillation_mm",
    "balance_left_pct",
    "indoor",
    "start",
    "local_date",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One summary: the activity it describes, and where the table says so the file it names
    ("activities/123.fit.gz"), its gear, and the number the account gives the activity."""

    activity: Activity
    filename: str | None = None
    gear: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Shoe:
    """What a pair of shoes did: the local days it was used on with the km of each, km on foot without a known day, and
    in how many activities."""

    name: str
    worn: tuple[tuple[date, float], ...] = ()
    undated_km: float = 0.0
    activities: int = 0

    @property
    def km(self) -> float:
        """Kilometres in all."""
        return round(sum(km for _, km in self.worn) + self.undated_km, 3)

    @property
    def first_used_on(self) -> date | None:
        """The first day it was used, where one is known."""
        return self.worn[0][0] if self.worn else None

    @property
    def last_used_on(self) -> date | None:
        """The last day it was used, where one is known."""
        return self.worn[-1][0] if self.worn else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file of an account gave: its summaries, days of wellness, shoes, and remarks for the report."""

    rows: tuple[Row, ...] = ()
    wellness: tuple[WellnessDay, ...] = ()
    shoes: tuple[Shoe, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def activities(self) -> list[Activity]:
        """The activities of all summaries."""
        return [row.activity for row in self.rows]


class Summaries:
    """The summaries of one file, which of them have a file of their own, and how to find the one of a file.

    `home` is the folder of the table in its archive. Strava's files are found by name, whatever their clocks said; with
    `by_time` also by the time of the activity, for exports whose files carry names that say nothing or not enough.
    """

    def __init__(self, rows: Sequence[Row], home: str = "", *, by_time: bool = False) -> None:
        self._rows = rows
        self._done: set[int] = set()
        places = [(str(PurePosixPath(home) / row.filename), at) for at, row in enumerate(rows) if row.filename]
        self._by_place = {place.removesuffix(".gz"): at for place, at in places}
        self._by_name = {PurePosixPath(place).name: at for place, at in self._by_place.items()}
        starts = [(row.activity.start, at) for at, row in enumerate(rows) if by_time]
        self._by_start = sorted((start, at) for start, at in starts if start is not None)

    def enriched(self, name: str, found: Sequence[Activity]) -> list[Activity]:
        """The activities of a file with what only their summaries know; those summaries count as done."""
        named = self._named(name)
        if named is None or (self._by_start and any(_days_apart(self._rows[named].activity, one) for one in found)):
            return [self._with_summary(activity) for activity in found]
        self._done.add(named)
        return [enrich(found[0], self._rows[named])] if len(found) == 1 else list(found)

    def known(self, name: str) -> None:
        """A file with this name was read before: its summary is done."""
        named = self._named(name)
        if named is not None:
            self._done.add(named)

    def rest(self) -> tuple[Row, ...]:
        """The summaries whose file was not read."""
        return tuple(row for at, row in enumerate(self._rows) if at not in self._done)

    def _named(self, name: str) -> int | None:
        plain = name.removesuffix(".gz")
        at = self._by_place.get(plain)
        return self._by_name.get(PurePosixPath(plain).name) if at is None else at

    def _with_summary(self, activity: Activity) -> Activity:
        at = self._at_time(activity)
        if at is None:
            return activity
        self._done.add(at)
        return enrich(activity, self._rows[at])

    def _at_time(self, activity: Activity) -> int | None:
        start = activity.start
        if start is None:
            return None
        begin = bisect_left(self._by_start, (start - NEAR_START, -1))
        end = bisect_left(self._by_start, (start + NEAR_START, len(self._rows)))
        near = [(abs(began - start), at) for began, at in self._by_start[begin:end] if at not in self._done]
        return next((at for _, at in sorted(near) if same_activity(self._rows[at].activity, activity)), None)


def _days_apart(a: Activity, b: Activity) -> bool:
    """Whether the starts cannot be of one activity, whatever a file is called."""
    return a.start is not None and b.start is not None and abs(a.start - b.start) > MOST_APART


def enrich(activity: Activity, row: Row) -> Activity:
    """The activity of the file, with what only the summary knows. The file wins wherever it has a value.

    The sport is an exception: a summary that says treadmill or trail knows more than a file that says run. So is the
    time of a GPX file, which has no timer: an account that counts less of it left pauses out.
    """
    table = row.activity
    changes: dict[str, object] = {name: getattr(table, name) for name in _FILLED if getattr(activity, name) is None}
    if activity.sport == "other" or (activity.sport in ON_FOOT and table.sport in {"treadmill", "trail"}):
        changes["sport"] = table.sport
        changes["warnings"] = tuple(one for one in activity.warnings if one != SPORT_NOT_SAID)
    if activity.format == "gpx" and activity.seconds is not None and table.seconds is not None:
        changes["seconds"] = min(activity.seconds, table.seconds) or activity.seconds
    if activity.utc_offset_s is None and table.utc_offset_s is not None and activity.start is not None:
        zone = timezone(timedelta(seconds=table.utc_offset_s))
        changes |= {"utc_offset_s": table.utc_offset_s, "local_date": activity.start.astimezone(zone).date()}
    return replace(activity, **changes)  # type: ignore[arg-type] # the keys are field names


def shoes_of(rows: Sequence[Row]) -> tuple[Shoe, ...]:
    """The shoes that summaries on foot name, the first used first."""
    used: dict[str, list[Activity]] = {}
    for row in rows:
        if row.gear and row.activity.sport in ON_FOOT:
            used.setdefault(row.gear, []).append(row.activity)
    shoes = [_shoe(name, activities) for name, activities in used.items()]
    return tuple(sorted(shoes, key=lambda shoe: (shoe.first_used_on or date.max, shoe.name)))


def _shoe(name: str, activities: Sequence[Activity]) -> Shoe:
    by_day: dict[date | None, float] = {}
    for activity in activities:
        km = (activity.distance_m or 0.0) / 1_000.0
        by_day[activity.local_date] = by_day.get(activity.local_date, 0.0) + km
    undated = by_day.pop(None, 0.0)
    worn = sorted((day, round(km, 3)) for day, km in by_day.items() if day is not None)
    return Shoe(name, tuple(worn), round(undated, 3), len(activities))
