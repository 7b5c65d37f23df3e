"""The same activity recorded twice (phone and watch, or a file and its table row) counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from opbouw.activities.model import Activity, ActivityFacts, Column

# Two recordings of one activity: nearly all of the shorter lies within the longer, and they agree on the size.
LEAST_OVERLAP = 0.8
LEAST_LENGTH_RATIO = 0.65
MOST_DISTANCE_DIFFERENCE = 0.25
DISTANCE_SLACK_M = 300.0
# When both start and end agree this well, a phone that lost its signal may differ more in distance.
NEARLY_ALL = 0.95
MOST_WHEN_NEARLY_ALL = 0.5
NEAREST_SAMPLE_S = 15.0
# What a person writes in a log of days is rounded.
ROUNDED_SHARE = 0.15
ROUNDED_M = 500.0
ROUNDED_S = 180.0
_FOOT = frozenset({"run", "treadmill", "trail", "walk", "hike", "other"})
_FORMATS = {"fit": 3, "tcx": 2, "gpx": 1}
_FILLED = (
    "seconds",
    "elapsed_s",
    "ascent_m",
    "descent_m",
    "cadence_spm",
    "heart_rate_bpm",
    "max_heart_rate_bpm",
    "power_w",
    "ground_contact_ms",
    "vertical_oscillation_mm",
    "balance_left_pct",
    "device",
    "indoor",
)
_SENSORS = ("heart_rate_bpm", "cadence_spm", "power_w", "lat", "lon", "altitude_m")


class Recording(Protocol):
    """What must be known of a recording to compare it: an Activity or its facts."""

    @property
    def id(self) -> str: ...
    @property
    def sport(self) -> str: ...
    @property
    def start(self) -> datetime | None: ...
    @property
    def end(self) -> datetime | None: ...
    @property
    def local_date(self) -> date | None: ...
    @property
    def seconds(self) -> float | None: ...
    @property
    def distance_m(self) -> float | None: ...
    @property
    def file_hash(self) -> str: ...


Recorded = TypeVar("Recorded", bound=Recording)


def same_activity(a: Recording, b: Recording) -> bool:
    """Whether two recordings are of one and the same activity. Careful: when in doubt they are two.

    Needs start and length of both: the times overlap for nearly all of the shorter one, the lengths are alike, the
    distances (where both know one) are alike, and the sports can be the same.
    """
    if a.start is None or b.start is None or a.end is None or b.end is None or not _sports_agree(a.sport, b.sport):
        return False
    length_a, length_b = (a.end - a.start).total_seconds(), (b.end - b.start).total_seconds()
    shorter, longer = min(length_a, length_b), max(length_a, length_b)
    overlap = (min(a.end, b.end) - max(a.start, b.start)).total_seconds()
    if shorter <= 0 or overlap < LEAST_OVERLAP * shorter or shorter < LEAST_LENGTH_RATIO * longer:
        return False
    most = MOST_WHEN_NEARLY_ALL if overlap >= NEARLY_ALL * longer else MOST_DISTANCE_DIFFERENCE
    return _distances_agree(a.distance_m, b.distance_m, most)


def merge_duplicates(activities: Iterable[Activity]) -> list[Activity]:
    """The activities in time order, each once. Of several recordings the best gives each field.

    The recording kept keeps its id and file hash, so importing again gives the same ids.
    """
    groups, unknown = _grouped(activities)
    return [_merged(group) for group in groups] + unknown


def merge_facts(found: Iterable[ActivityFacts]) -> list[ActivityFacts]:
    """The same for facts without samples: the fullest of several recordings, its gaps filled from the others."""
    return [best for best, _ids in grouped_facts(found)]


def grouped_facts(found: Iterable[ActivityFacts]) -> list[tuple[ActivityFacts, frozenset[str]]]:
    """The same with, beside each, the ids of all its recordings."""
    groups, unknown = _grouped(found)
    alone = [(one, frozenset({one.id})) for one in unknown]
    return [(_filled(group), frozenset(one.id for one in group)) for group in groups] + alone


def _grouped(found: Iterable[Recorded]) -> tuple[list[list[Recorded]], list[Recorded]]:
    groups: list[list[Recorded]] = []
    unknown: list[Recorded] = []
    for one in sorted(found, key=_by_start):
        if one.start is None:
            unknown.append(one)
            continue
        near = (group for group in reversed(groups[-12:]) if all(same_activity(one, other) for other in group))
        group = next(near, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups, _joined_by_day(groups, unknown)


def _joined_by_day(groups: list[list[Recorded]], timeless: Iterable[Recorded]) -> list[Recorded]:
    """Puts each activity of which only the day is known with the one of that day it can be; those of no day are left.

    Of one file each row is an activity of its own: two runs a day in a log stay two.
    """
    by_day: dict[date, list[list[Recorded]]] = {}
    for group in groups:
        for day in {one.local_date for one in group if one.local_date is not None}:
            by_day.setdefault(day, []).append(group)
    left: list[Recorded] = []
    for one in timeless:
        if one.local_date is None:
            left.append(one)
            continue
        near = by_day.setdefault(one.local_date, [])
        same = next((group for group in near if all(_same_on_day(one, other) for other in group)), None)
        if same is not None:
            same.append(one)
        else:
            groups.append([one])
            near.append(groups[-1])
    return left


def _same_on_day(a: Recording, b: Recording) -> bool:
    """Whether two records of one day can be one activity. In doubt they are: counted twice, it raises the old level."""
    if a.file_hash == b.file_hash or not _sports_agree(a.sport, b.sport):
        return False
    alike = (
        _alike(a.distance_m, b.distance_m, ROUNDED_SHARE, ROUNDED_M),
        _alike(a.seconds, b.seconds, ROUNDED_SHARE, ROUNDED_S),
    )
    return True in alike and False not in alike


def _alike(a: float | None, b: float | None, share: float, slack: float) -> bool | None:
    if not a or not b:
        return None
    return abs(a - b) <= max(slack, share * max(a, b))


def _filled(group: Sequence[ActivityFacts]) -> ActivityFacts:
    if len(group) == 1:
        return group[0]
    ranked = sorted(group, key=lambda one: (sum(value is not None for value in astuple(one)), one.id), reverse=True)
    best = ranked[0]
    gaps = [item.name for item in fields(best) if getattr(best, item.name) is None]
    changes = {name: _first(ranked, name) for name in gaps}
    changes["sport"] = next((one.sport for one in ranked if one.sport != "other"), "other")
    return replace(best, **changes)  # type: ignore[arg-type] # the keys are field names


def _by_start(one: Recording) -> tuple[datetime, str]:
    return one.start or datetime.min.replace(tzinfo=UTC), one.id


def _sports_agree(a: str, b: str) -> bool:
    return a == b or "other" in (a, b) or (a in _FOOT and b in _FOOT)


def _distances_agree(a: float | None, b: float | None, most: float) -> bool:
    if not a or not b:
        return True
    return abs(a - b) <= max(DISTANCE_SLACK_M, most * max(a, b))


def _worth(activity: Activity) -> tuple[int, int, int, str]:
    sensors = sum(name in activity.columns for name in ("lat", "heart_rate_bpm", "cadence_spm"))
    return (sensors, _FORMATS.get(activity.format, 0), activity.samples, activity.id)


def _merged(group: Sequence[Activity]) -> Activity:
    if len(group) == 1:
        return group[0]
    ranked = sorted(group, key=_worth, reverse=True)
    best = ranked[0]
    located = next((activity for activity in ranked if "lat" in activity.columns), best)
    zoned = next((activity for activity in ranked if activity.utc_offset_s is not None), located)
    changes: dict[str, object] = {name: _first(ranked, name) for name in _FILLED}
    changes["sport"] = next((activity.sport for activity in ranked if activity.sport != "other"), "other")
    changes["distance_m"] = located.distance_m or _first(ranked, "distance_m")
    changes["local_date"] = zoned.local_date
    changes["utc_offset_s"] = zoned.utc_offset_s
    changes["columns"] = MappingProxyType(_columns(best, ranked[1:]))
    changes["warnings"] = (*best.warnings, f"also_recorded:{len(group) - 1}")
    return replace(best, **changes)  # type: ignore[arg-type] # the keys are field names


def _first(ranked: Sequence[object], name: str) -> object:
    return next((value for activity in ranked if (value := getattr(activity, name)) is not None), None)


def _columns(best: Activity, others: Sequence[Activity]) -> dict[str, Column]:
    """The columns of the best recording, with sensors only another one had, at the sample nearest in time."""
    columns = dict(best.columns)
    for other in others:
        missing = [name for name in _SENSORS if name in other.columns and name not in columns]
        if not missing or best.start is None or other.start is None or best.samples < 2 or other.samples < 2:
            continue
        shift = (other.start - best.start).total_seconds()
        place, close = _nearest(best.columns["time_s"], other.columns["time_s"] + shift)
        for name in missing:
            columns[name] = np.where(close, other.columns[name][place], np.nan)
            columns[name].setflags(write=False)
    return columns


def _nearest(times: Column, others: Column) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    order = np.argsort(others, kind="stable")
    known = others[order]
    after = np.clip(np.searchsorted(known, times), 1, known.size - 1)
    with np.errstate(invalid="ignore"):
        place = np.where(times - known[after - 1] <= known[after] - times, after - 1, after)
        close = np.abs(known[place] - times) <= NEAREST_SAMPLE_S
    return order[place], close
