"""The last gate before an Activity exists: every value finite and physically possible, or unknown."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from opbouw.activities.model import IN_PLACE, ON_FOOT, SPORTS, Activity, Column, Lap, activity_id
from opbouw.activities.pauses import paused_s

EARLIEST = datetime(1990, 1, 2, tzinfo=UTC)
FUTURE_SLACK = timedelta(days=2)
LONGEST_S = 10 * 86_400.0
FURTHEST_M = 1_000_000.0
BOTH_FEET_FROM_SPM = 125.0
# What these do not say of a timer, the track tells.
_TIMERLESS = frozenset({"gpx", "tcx"})
# A mean below this is a recording of mostly standing still: then the mean over the moving samples says more.
LOWEST_MEAN_CADENCE = 40.0

# Unit in the name; a value outside is a fault of the sensor or the file, so it is unknown.
RANGES: dict[str, tuple[float, float]] = {
    "time_s": (0.0, LONGEST_S),
    "lat": (-90.0, 90.0),
    "lon": (-180.0, 180.0),
    "distance_m": (0.0, FURTHEST_M),
    "altitude_m": (-500.0, 9_000.0),
    "speed_m_s": (0.0, 60.0),
    "heart_rate_bpm": (25.0, 250.0),
    "cadence_spm": (0.0, 300.0),
    "cadence_rpm": (0.0, 250.0),
    "power_w": (0.0, 3_000.0),
    "temperature_c": (-60.0, 80.0),
    "ground_contact_ms": (80.0, 1_500.0),
    "vertical_oscillation_mm": (5.0, 300.0),
    "balance_left_pct": (20.0, 80.0),
}
_SCALARS: dict[str, tuple[float, float]] = {
    "seconds": (0.0, LONGEST_S),
    "elapsed_s": (0.0, LONGEST_S),
    "distance_m": (0.0, FURTHEST_M),
    "ascent_m": (0.0, 30_000.0),
    "descent_m": (0.0, 30_000.0),
    "cadence_spm": (LOWEST_MEAN_CADENCE, 300.0),
    "heart_rate_bpm": RANGES["heart_rate_bpm"],
    "max_heart_rate_bpm": RANGES["heart_rate_bpm"],
    "power_w": (1.0, 3_000.0),
    "ground_contact_ms": RANGES["ground_contact_ms"],
    "vertical_oscillation_mm": RANGES["vertical_oscillation_mm"],
    "balance_left_pct": RANGES["balance_left_pct"],
}
_MEANS = (
    "heart_rate_bpm",
    "cadence_spm",
    "power_w",
    "ground_contact_ms",
    "vertical_oscillation_mm",
    "balance_left_pct",
)


@dataclass(slots=True)
class Draft:
    """What a reader found, unchecked. `times` are unix seconds (NaN unknown); `cadence` is as the file says it:
    turns or strides of one leg a minute, or already steps of both feet."""

    format: str
    sport: str = "other"
    indoor: bool | None = None
    start: datetime | None = None
    utc_offset_s: int | None = None
    device: str | None = None
    scalars: dict[str, float | None] = field(default_factory=dict)
    times: Column = field(default_factory=lambda: np.empty(0))
    columns: dict[str, Column] = field(default_factory=dict)
    cadence: Column | None = None
    laps: list[Lap] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def number(value: object, low: float = -math.inf, high: float = math.inf) -> float | None:
    """A finite float within [low, high], or None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        result = float(value)
    except OverflowError:
        return None
    return result if math.isfinite(result) and low <= result <= high else None


def sane_instant(instant: datetime | None, now: datetime | None = None) -> datetime | None:
    """The instant in UTC, or None where it is before 1990 or in the future (a clock that was never set)."""
    if instant is None:
        return None
    try:
        utc = instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
    latest = (now or datetime.now(UTC)) + FUTURE_SLACK
    return utc if EARLIEST <= utc <= latest else None


def sane_offset(seconds: float | None) -> int | None:
    """An offset from UTC in whole quarter hours between -12 h and +14 h, or None."""
    if seconds is None or not math.isfinite(seconds):
        return None
    quarters = round(seconds / 900) * 900
    return quarters if abs(seconds - quarters) <= 120 and -43_200 <= quarters <= 50_400 else None


def estimated_offset_s(lon: float) -> int:
    """The offset from UTC that the sun gives at this longitude: a guess, good enough to find the runner's day."""
    return round(lon / 15.0) * 3_600


def steps_both_feet(strides: float) -> float:
    """Steps a minute of both feet from what a file calls cadence: one leg is doubled, both feet are kept."""
    return strides if strides >= BOTH_FEET_FROM_SPM else 2.0 * strides


def build(draft: Draft, file_hash: str, index: int | str = 0, now: datetime | None = None) -> Activity:
    """The checked, frozen Activity of a draft. Never raises for a strange value: that value becomes unknown."""
    sport = draft.sport if draft.sport in SPORTS else "other"
    times, order = _ordered(draft)
    columns = {name: column[order] for name, column in draft.columns.items()}
    start = sane_instant(draft.start, now) or _first_instant(times, now)
    if draft.cadence is not None:
        _put_cadence(columns, draft.cadence[order], sport)
    columns = {name: clean_column(name, column) for name, column in columns.items()}
    _drop_null_island(columns)
    columns = {name: column for name, column in columns.items() if np.isfinite(column).any()}
    columns["time_s"] = clean_column("time_s", times - (start.timestamp() if start else np.nan))
    values = _scalars(draft, columns, sport)
    offset = sane_offset(draft.utc_offset_s)
    return Activity(
        sport=sport,
        indoor=draft.indoor if draft.indoor is not None else _indoor(sport, columns),
        start=start,
        utc_offset_s=offset,
        local_date=None if start is None else start.astimezone(_zone(offset, columns)).date(),
        device=_text(draft.device),
        format=draft.format,
        columns=MappingProxyType({name: _frozen(column) for name, column in columns.items()}),
        laps=tuple(clean_lap(lap, sport, now) for lap in draft.laps),
        file_hash=file_hash,
        id=activity_id(file_hash, index),
        warnings=tuple(dict.fromkeys(draft.warnings)),
        **values,
    )


def clean_column(name: str, column: Column) -> Column:
    """The column with NaN for every value that is not finite or not physically possible."""
    low, high = RANGES.get(name, (-math.inf, math.inf))
    with np.errstate(invalid="ignore"):
        possible = np.isfinite(column) & (column >= low) & (column <= high)
    return np.where(possible, column, np.nan)


def clean_lap(lap: Lap, sport: str, now: datetime | None = None) -> Lap:
    """A lap with impossible values made unknown, its cadence as steps of both feet (only on foot)."""
    cadence = number(lap.cadence_spm, 1.0, 300.0)
    return Lap(
        start=sane_instant(lap.start, now),
        seconds=number(lap.seconds, *_SCALARS["seconds"]),
        distance_m=number(lap.distance_m, *_SCALARS["distance_m"]),
        heart_rate_bpm=number(lap.heart_rate_bpm, *_SCALARS["heart_rate_bpm"]),
        cadence_spm=steps_both_feet(cadence) if cadence is not None and sport in ON_FOOT else None,
    )


def _ordered(draft: Draft) -> tuple[Column, npt.NDArray[np.int64]]:
    times = draft.times
    known = times[np.isfinite(times)]
    if known.size == times.size and known.size > 1 and (np.diff(times) < 0).any():
        draft.warnings.append("times_sorted")
        order = np.argsort(times, kind="stable")
        return times[order], order
    return times, np.arange(times.size)


def _first_instant(times: Column, now: datetime | None) -> datetime | None:
    known = times[np.isfinite(times)]
    if not known.size:
        return None
    try:
        return sane_instant(datetime.fromtimestamp(float(known[0]), UTC), now)
    except (OverflowError, OSError, ValueError):
        return None


def _put_cadence(columns: dict[str, Column], cadence: Column, sport: str) -> None:
    if sport not in ON_FOOT:
        columns["cadence_rpm"] = cadence
        return
    moving = cadence[np.isfinite(cadence) & (cadence > 0)]
    one_leg = moving.size > 0 and float(np.median(moving)) < BOTH_FEET_FROM_SPM
    columns["cadence_spm"] = cadence * 2.0 if one_leg else cadence


def _drop_null_island(columns: dict[str, Column]) -> None:
    if "lat" not in columns or "lon" not in columns:
        columns.pop("lat", None)
        columns.pop("lon", None)
        return
    with np.errstate(invalid="ignore"):
        nowhere = ((columns["lat"] == 0) & (columns["lon"] == 0)) | ~np.isfinite(columns["lat"] + columns["lon"])
    columns["lat"][nowhere] = np.nan
    columns["lon"][nowhere] = np.nan


def _scalars(draft: Draft, columns: dict[str, Column], sport: str) -> dict[str, float | None]:
    values = {name: number(draft.scalars.get(name), *bounds) for name, bounds in _SCALARS.items()}
    cadence = number(draft.scalars.get("cadence_spm"), 1.0)
    both = steps_both_feet(cadence) if cadence is not None and sport in ON_FOOT else None
    values["cadence_spm"] = number(both, *_SCALARS["cadence_spm"])
    for name in _MEANS:
        if values[name] is None and name in columns:
            values[name] = number(_mean(columns[name], skip_zero=name == "cadence_spm"), *_SCALARS[name])
    if values["max_heart_rate_bpm"] is None and "heart_rate_bpm" in columns:
        values["max_heart_rate_bpm"] = float(np.nanmax(columns["heart_rate_bpm"]))
    time_s = columns["time_s"][np.isfinite(columns["time_s"])]
    if values["elapsed_s"] is None and time_s.size > 1:
        values["elapsed_s"] = float(time_s.max() - min(time_s.min(), 0.0))
    if values["seconds"] is None and values["elapsed_s"] is not None:
        values["seconds"] = values["elapsed_s"] - _stood_still(draft, columns)
    if values["elapsed_s"] is None:
        values["elapsed_s"] = values["seconds"]
    if values["distance_m"] is None and "distance_m" in columns:
        values["distance_m"] = float(np.nanmax(columns["distance_m"]))
    if values["distance_m"] == 0.0 and _places(columns) < 2:
        values["distance_m"] = None  # so writes a device or an account that had nothing to measure it by
    return values


def _stood_still(draft: Draft, columns: dict[str, Column]) -> float:
    """Seconds of pauses, for a file without a timer; who trains in one place stands still all the time."""
    if draft.format not in _TIMERLESS or draft.sport in IN_PLACE or "distance_m" not in columns:
        return 0.0
    return paused_s(columns["time_s"], columns["distance_m"])


def _places(columns: dict[str, Column]) -> int:
    """How many samples say where they were."""
    return int(np.isfinite(columns["lat"]).sum()) if "lat" in columns else 0


def _mean(column: Column, *, skip_zero: bool) -> float:
    known = column[np.isfinite(column)]
    if skip_zero:
        known = known[known > 0]
    return float(known.mean()) if known.size else math.nan


def _indoor(sport: str, columns: dict[str, Column]) -> bool | None:
    if sport in IN_PLACE:
        return True
    return False if "lat" in columns else None


def _zone(offset: int | None, columns: dict[str, Column]) -> timezone:
    if offset is None and "lon" in columns:
        lon = columns["lon"]
        offset = estimated_offset_s(float(lon[np.isfinite(lon)][0]))
    return timezone(timedelta(seconds=offset or 0))


def _text(value: str | None) -> str | None:
    cleaned = "".join(char for char in value if char.isprintable()).strip()[:80] if value else ""
    return cleaned or None


def _frozen(column: Column) -> Column:
    column.setflags(write=False)
    return column
