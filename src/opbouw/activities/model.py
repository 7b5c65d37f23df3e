"""What an activity is: one recorded or exported piece of training, whatever file it came from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from opbouw.activities.reasons import reason_parts, reason_text
from opbouw.activities.runwalk import ran
from opbouw.activities.traces import packed

Column = npt.NDArray[np.float64]

SPORTS = frozenset(
    {
        "run",
        "treadmill",
        "trail",
        "walk",
        "hike",
        "cycle",
        "swim",
        "row",
        "elliptical",
        "ski",
        "skate",
        "strength",
        "other",
    }
)
RUNS = frozenset({"run", "treadmill", "trail"})
ON_FOOT = frozenset({"run", "treadmill", "trail", "walk", "hike"})
IN_PLACE = frozenset({"treadmill", "elliptical", "strength"})

SPORT_NOT_SAID = "sport_not_said"  # among the warnings of an activity

_NAMESPACE = uuid.UUID("6a1f0d5e-5d0b-5c8e-9f2a-0b9a4a1c7e11")


def _no_columns() -> Mapping[str, Column]:
    return MappingProxyType({})


class ActivityError(ValueError):
    """A file that gives no activity: `code` and `params` name it, `what` and `todo` say it in English.

    `where` is the path shown to the person ("archive.zip!inner/run.fit"), empty when bytes were given.
    `skipped` is true for a readable file that simply holds no activity (a route, a workout, settings).
    """

    def __init__(self, code: str, *, where: str = "", skipped: bool = False, **params: object) -> None:
        self.code = code
        self.params: dict[str, object] = dict(params)
        self.where = where
        self.skipped = skipped
        self.what, self.todo = reason_parts(code, self.params, "en")
        super().__init__(code)

    def __str__(self) -> str:
        text = reason_text(self.code, self.params, "en")
        return f"{self.where}: {text}" if self.where else text

    def at(self, where: str) -> ActivityError:
        """The same error with its place filled in."""
        return ActivityError(self.code, where=where, skipped=self.skipped, **self.params)


@dataclass(frozen=True, slots=True)
class Lap:
    """One lap: seconds of timer time, metres, mean beats and steps per minute (both feet). Unknown is None."""

    start: datetime | None = None
    seconds: float | None = None
    distance_m: float | None = None
    heart_rate_bpm: float | None = None
    cadence_spm: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """One activity. Scalars are finite and physically possible or None; columns hold NaN where nothing was recorded.

    `start` is an aware UTC instant, `local_date` the runner's own day, `seconds` timer time (pauses left out),
    `elapsed_s` clock time, `cadence_spm` steps a minute of both feet, `balance_left_pct` the left share of ground
    contact, `file_hash` the sha256 of the file's own bytes (unpacked), `id` a uuid that stays the same on every import.
    """

    sport: str = "other"
    indoor: bool | None = None
    start: datetime | None = None
    utc_offset_s: int | None = None
    local_date: date | None = None
    seconds: float | None = None
    elapsed_s: float | None = None
    distance_m: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    cadence_spm: float | None = None
    heart_rate_bpm: float | None = None
    max_heart_rate_bpm: float | None = None
    power_w: float | None = None
    ground_contact_ms: float | None = None
    vertical_oscillation_mm: float | None = None
    balance_left_pct: float | None = None
    device: str | None = None
    format: str = ""
    columns: Mapping[str, Column] = field(default_factory=_no_columns, repr=False)
    laps: tuple[Lap, ...] = ()
    file_hash: str = ""
    id: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def samples(self) -> int:
        """Number of recorded samples; 0 for a row of a table."""
        return len(self.columns["time_s"]) if "time_s" in self.columns else 0

    @property
    def end(self) -> datetime | None:
        """The instant the activity ended by the clock, or None where start or length is unknown."""
        length = self.elapsed_s if self.elapsed_s is not None else self.seconds
        return None if self.start is None or length is None else self.start + timedelta(seconds=length)


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """The light facts of an activity: what history works on and what an `activity_imported` event keeps.

    `run_s` is the seconds of it that were run and not walked, where steps or speed tell, and `run_m` the metres, where
    the distance is known along the way as well (`runwalk.ran`). They are known of all that may be a run: a runner can
    say that what the file calls a walk, or does not name, was one.
    `trace` is the shape of the run, made by `traces.packed`: only for comparing recordings, and in no event.
    """

    id: str
    start: datetime | None
    local_date: date | None
    sport: str
    indoor: bool | None
    seconds: float | None
    distance_m: float | None
    ascent_m: float | None
    cadence_spm: float | None
    heart_rate_bpm: float | None
    ground_contact_ms: float | None
    balance_left_pct: float | None
    device: str | None
    file_hash: str
    elapsed_s: float | None = None
    run_s: float | None = None
    run_m: float | None = None
    trace: str | None = None

    @property
    def end(self) -> datetime | None:
        """The instant it ended by the clock; where pauses are not known, start plus timer time; or None."""
        length = self.elapsed_s if self.elapsed_s is not None else self.seconds
        return None if self.start is None or length is None else self.start + timedelta(seconds=length)


def facts(activity: Activity) -> ActivityFacts:
    """The facts of an activity, without its samples."""
    seconds, share = ran(activity.columns) if activity.sport in ON_FOOT | {"other"} else (None, None)
    metres = activity.distance_m
    return ActivityFacts(
        id=activity.id,
        start=activity.start,
        local_date=activity.local_date,
        sport=activity.sport,
        indoor=activity.indoor,
        seconds=activity.seconds,
        distance_m=activity.distance_m,
        ascent_m=activity.ascent_m,
        cadence_spm=activity.cadence_spm,
        heart_rate_bpm=activity.heart_rate_bpm,
        ground_contact_ms=activity.ground_contact_ms,
        balance_left_pct=activity.balance_left_pct,
        device=activity.device,
        file_hash=activity.file_hash,
        elapsed_s=activity.elapsed_s,
        run_s=seconds,
        run_m=None if share is None or metres is None else metres * share,
        trace=packed(activity.columns),
    )


def activity_id(file_hash: str, index: int | str) -> str:
    """The lasting id of the activity at `index` (0 for the first) in the file with this hash."""
    return str(uuid.uuid5(_NAMESPACE, f"{file_hash}:{index}"))


def from_unix(seconds: float) -> datetime:
    """An aware UTC instant from seconds since 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
