"""What Apple Health measured outside workouts, in constant memory: days of rest, and single heartbeats."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from opbouw.activities.cells import to_float
from opbouw.activities.dates import parse_when
from opbouw.activities.healthxml import Attributes
from opbouw.activities.sanitize import RANGES
from opbouw.activities.summaries import Row
from opbouw.activities.wellness import WellnessDay, checked_day

MAX_SLEEP_PARTS = 1_000_000
MAX_BEATS = 5_000_000
# Fewer single measurements than these say little about a whole workout.
FEWEST_BEATS = 12
# A part of a night that ends before six in the evening counts for that day, one that ends later for the next.
EVENING = timedelta(hours=6)
LONGEST_PART_S = 86_400
_ASLEEP = "HKCategoryValueSleepAnalysisAsleep"
_STAGES = frozenset({"Core", "Deep", "REM"})


def to_instant(text: str | None) -> datetime | None:
    """The aware instant of "2016-11-14 07:25:41 -0700", or None."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(f"{text[:19]}{text[20:23]}:{text[23:25]}")
    except ValueError:
        when = parse_when(text)
    if when is None or when.clock is None or when.zone is None:
        return None
    return datetime.combine(when.day, when.clock, when.zone)


class Beats:
    """Single heartbeats, eight bytes each: before 2022 a workout did not say its own heart rate, and the measurements
    stand before the workouts in the export."""

    def __init__(self) -> None:
        self._beats = array("Q")

    def record(self, attributes: Attributes) -> None:
        when, value = to_instant(attributes.get("startDate")), to_float(attributes.get("value", ""))
        low, high = RANGES["heart_rate_bpm"]
        if when is None or value is None or not low <= value <= high or len(self._beats) >= MAX_BEATS:
            return
        if 1990 <= when.year <= 2100:
            self._beats.append(int(when.timestamp()) << 8 | round(value))

    def into(self, rows: list[Row]) -> list[Row]:
        """The workouts, with the mean and highest heart rate where they say none and enough was measured."""
        beats = np.frombuffer(self._beats, dtype=np.uint64) if self._beats else np.empty(0, dtype=np.uint64)
        beats.sort()
        return [_with_beats(row, beats) for row in rows]


def _with_beats(row: Row, beats: npt.NDArray[np.uint64]) -> Row:
    activity = row.activity
    if activity.heart_rate_bpm is not None or activity.start is None or activity.end is None:
        return row
    first, last = (int(moment.timestamp()) << 8 for moment in (activity.start, activity.end))
    begin, end = np.searchsorted(beats, np.array([first, last + 255], dtype=np.uint64))
    if end - begin < FEWEST_BEATS:
        return row
    values = (beats[begin:end] & np.uint64(255)).astype(np.float64)
    mean, highest = round(float(values.mean()), 1), float(values.max())
    return replace(row, activity=replace(activity, heart_rate_bpm=mean, max_heart_rate_bpm=highest))


class Days:
    """Sums by day as the records stream by: a mean of what is measured a few times, the parts of each night."""

    def __init__(self) -> None:
        self._resting: dict[int, tuple[float, int]] = {}
        self._variability: dict[int, tuple[float, int]] = {}
        self._staged: dict[int, array[int]] = {}
        self._unstaged: dict[int, array[int]] = {}
        self._parts = 0

    def record(self, attributes: Attributes) -> None:
        kind = attributes.get("type")
        if kind == "HKQuantityTypeIdentifierRestingHeartRate":
            _add(self._resting, attributes)
        elif kind == "HKQuantityTypeIdentifierHeartRateVariabilitySDNN":
            _add(self._variability, attributes)
        elif kind == "HKCategoryTypeIdentifierSleepAnalysis" and attributes.get("value", "").startswith(_ASLEEP):
            self._asleep(attributes)

    def days(self) -> list[WellnessDay]:
        """Every day with at least one value. A night with stages counts only those: the rest is a rougher guess."""
        nights = self._unstaged | self._staged
        return [
            day
            for ordinal in sorted({*self._resting, *self._variability, *nights})
            for day in checked_day(
                _date(ordinal),
                _of(self._resting, ordinal),
                _of(self._variability, ordinal),
                "sdnn",
                _together(nights[ordinal]) if ordinal in nights else None,
            )
            if (day.resting_heart_rate_bpm, day.hrv_ms, day.sleep_s) != (None, None, None)
        ]

    def _asleep(self, attributes: Attributes) -> None:
        start, end = to_instant(attributes.get("startDate")), to_instant(attributes.get("endDate"))
        if start is None or end is None or self._parts >= MAX_SLEEP_PARTS or start.year < 1990 or end.year > 2100:
            return
        begin, until = int(start.timestamp()), int(end.timestamp())
        if not 0 < until - begin <= LONGEST_PART_S:
            return
        self._parts += 1
        staged = attributes["value"].removeprefix(_ASLEEP) in _STAGES
        nights = self._staged if staged else self._unstaged
        nights.setdefault((end + EVENING).toordinal(), array("q")).extend((begin, until))


def _add(sums: dict[int, tuple[float, int]], attributes: Attributes) -> None:
    when, value = to_instant(attributes.get("startDate")), to_float(attributes.get("value", ""))
    if when is not None and value is not None and 1990 <= when.year <= 2100:
        total, count = sums.get(when.toordinal(), (0.0, 0))
        sums[when.toordinal()] = total + value, count + 1


def _of(sums: dict[int, tuple[float, int]], ordinal: int) -> float | None:
    total, count = sums.get(ordinal, (0.0, 0))
    return round(total / count, 2) if count else None


def _together(parts: array[int]) -> float:
    """The seconds covered by at least one part: two devices that saw the same sleep count once."""
    total, until = 0, 0
    for begin, end in sorted(_pairs(parts)):
        total += max(0, end - max(begin, until))
        until = max(until, end)
    return float(total)


def _pairs(parts: array[int]) -> Iterator[tuple[int, int]]:
    return zip(parts[::2], parts[1::2], strict=True)


def _date(ordinal: int) -> date:
    return date.fromordinal(ordinal)
