"""Whether two recordings are of one activity, and how that is seen: by time, by a clock set otherwise, or by the day.

Nobody runs twice at the same moment: recordings whose times lie over each other are of one activity unless something
speaks against it. Times that do not lie over each other need the shape of the run, or sizes equal to the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from opbouw.activities.model import RUNS, Activity
from opbouw.activities.shapes import ELSEWHERE_M, Compared, compared
from opbouw.activities.traces import Trace, trace_of, unpacked

# By time: nearly all of the shorter lies within the longer, and they agree on the size.
LEAST_OVERLAP = 0.8
LEAST_LENGTH_RATIO = 0.65
MOST_DISTANCE_DIFFERENCE = 0.25
DISTANCE_SLACK_M = 300.0
# When both start and end agree this well, a phone that lost its signal may differ more in distance.
NEARLY_ALL = 0.95
MOST_WHEN_NEARLY_ALL = 0.5
# A clock that nobody set for years is this far off; more is another zone.
DRIFT_S, SHORT_DRIFT_S = 150.0, 120.0
# With the shape of the run to tell, less of the times needs to agree.
LEAST_OVERLAP_WITH_SHAPE = 0.3
# Zones differ by half hours (a few by quarters), at most this much on one day.
ZONE_STEP_S = 1_800.0
MOST_ZONES_S = 14 * 3_600.0
# The part that was missed at the start; without a shape in common no more than ten minutes, or a tenth of a long run.
LATE_START_S, LATE_SHARE, LATEST_START_S = 600.0, 0.1, 1_200.0
LEAST_INSIDE = 1 / 3
# Without a shape in common only what is equal can be told to be one: another clock, the same sizes.
EQUAL_CLOCK_S, EQUAL_SECONDS, EQUAL_SHARE, EQUAL_METRES_SHARE = 30.0, 20.0, 0.01, 0.045
# What a person writes in a log is rounded; so is the hour it began.
ROUNDED_SHARE = 0.15
ROUNDED_M = 500.0
ROUNDED_S = 180.0
ROUNDED_START_S = 1_200.0
ROUND_MINUTES = 5
_FOOT = frozenset({"run", "treadmill", "trail", "walk", "hike", "other"})


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
    def device(self) -> str | None: ...
    @property
    def file_hash(self) -> str: ...


Recorded = TypeVar("Recorded", bound=Recording)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two recordings are seen to be one: `time`, `part` (one lies inside the other), `shape`, `clock` (as far apart
    as zones are), `day`, or `told` by the runner. The likeliest first by `strength` (0-1).

    `shift_s` is how many seconds the clock of the one that says it began later runs ahead.
    """

    how: str
    strength: float
    shift_s: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether the course itself shows it, whatever the clocks say."""
        return self.how == "shape" or (self.how == "clock" and self.strength >= 1.0)


ORDER = ("told", "time", "part", "shape", "clock", "day")


def likeness(a: Recording, b: Recording) -> Likeness | None:
    """How two recordings can be of one activity, or None: they are two. The order of the two does not matter."""
    if not sports_agree(a.sport, b.sport):
        return None
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return _by_day(a, b)
    first, second = sorted((a, b), key=lambda one: (one.start, one.end, one.id))
    times = _Times.of(first, second)
    if times is None:
        return None
    return _by_time(first, second, times) or _rounded(first, second, times) or _by_clock(first, second, times)


def same_activity(a: Recording, b: Recording) -> bool:
    """Whether two recordings that both tell their time are of one and the same activity."""
    timed = a.start is not None and b.start is not None and a.end is not None and b.end is not None
    return timed and likeness(a, b) is not None


def sports_agree(a: str, b: str) -> bool:
    """Whether one activity can be told as these two sports."""
    return a == b or "other" in (a, b) or (a in _FOOT and b in _FOOT)


def recorded_trace(one: Recording) -> Trace:
    """The trace of a recording: from its samples, or as its facts keep it."""
    return trace_of(one.columns) if isinstance(one, Activity) else unpacked(getattr(one, "trace", None))


@dataclass(frozen=True, slots=True)
class _Times:
    """Seconds of two recordings, the first begun first: how long, how much in common, how much later the second."""

    shorter: float
    longer: float
    overlap: float
    later: float

    @classmethod
    def of(cls, a: Recording, b: Recording) -> _Times | None:
        if a.start is None or b.start is None or a.end is None or b.end is None:
            return None
        lengths = (a.end - a.start).total_seconds(), (b.end - b.start).total_seconds()
        if min(lengths) <= 0:
            return None
        overlap = (min(a.end, b.end) - max(a.start, b.start)).total_seconds()
        return cls(min(lengths), max(lengths), overlap, (b.start - a.start).total_seconds())


def _by_time(a: Recording, b: Recording, times: _Times) -> Likeness | None:
    share = times.overlap / times.shorter
    if share < LEAST_OVERLAP_WITH_SHAPE:
        return None
    seen = compared(recorded_trace(a), recorded_trace(b), times.later, DRIFT_S)
    if _elsewhere(seen) or _began_too_late(a, b, times, seen):
        return None
    if _overlaps(times) and times.shorter >= LEAST_LENGTH_RATIO * times.longer and _distances(a, b, times):
        return Likeness("time", min(times.overlap / times.longer, 1.0))
    if _lies_inside(a, b, times, seen):
        return Likeness("part" if _is_less(a, b) else "time", times.overlap / times.longer)
    if not seen.same or not _distances(a, b, times):
        return None
    return Likeness("shape", share, times.later - seen.lag_s)


def _elsewhere(seen: Compared) -> bool:
    return seen.by == "place" and seen.apart_m is not None and seen.apart_m > ELSEWHERE_M


def _began_too_late(a: Recording, b: Recording, times: _Times, seen: Compared) -> bool:
    """A late start of minutes is forgetting a button; of more, only the shape can tell; of an hour nothing can."""
    if _length(b) > _length(a):
        return False
    return times.later > (LATEST_START_S if seen.same else max(LATE_START_S, LATE_SHARE * times.longer))


def _overlaps(times: _Times) -> bool:
    """Nearly all in common; a clock two minutes off may take those from a short run, but never half of it."""
    wanted = min(LEAST_OVERLAP * times.shorter, times.shorter - SHORT_DRIFT_S)
    return times.overlap >= max(wanted, times.shorter / 2)


def _distances(a: Recording, b: Recording, times: _Times) -> bool:
    most = MOST_WHEN_NEARLY_ALL if times.overlap >= NEARLY_ALL * times.longer else MOST_DISTANCE_DIFFERENCE
    if not a.distance_m or not b.distance_m:
        return True
    return abs(a.distance_m - b.distance_m) <= max(DISTANCE_SLACK_M, most * max(a.distance_m, b.distance_m))


def _lies_inside(a: Recording, b: Recording, times: _Times, seen: Compared) -> bool:
    """One that began late, stopped early, or had its pauses cut lies inside the one of the whole activity."""
    if times.overlap < NEARLY_ALL * times.shorter or (seen.by == "place" and not seen.same):
        return False
    if times.shorter < LEAST_INSIDE * times.longer and not seen.same:
        return False
    if not (a.sport == b.sport != "other" or {a.sport, b.sport} <= RUNS):
        return False
    whole, part = sorted((a, b), key=_length, reverse=True)
    if not whole.distance_m or not part.distance_m:
        return True
    return part.distance_m <= (1 + MOST_DISTANCE_DIFFERENCE) * whole.distance_m + DISTANCE_SLACK_M


def _is_less(a: Recording, b: Recording) -> bool:
    """Whether the one inside tells less: a run with its pauses cut is as far as the whole one."""
    if not a.distance_m or not b.distance_m:
        return True
    return abs(a.distance_m - b.distance_m) > ROUNDED_SHARE * max(a.distance_m, b.distance_m)


def _length(one: Recording) -> float:
    return (one.end - one.start).total_seconds() if one.start is not None and one.end is not None else 0.0


def _rounded(a: Recording, b: Recording, times: _Times) -> Likeness | None:
    """A row somebody typed, with a start on a round hour, beside the file of the same run."""
    if a.file_hash == b.file_hash or times.overlap <= 0 or times.later > ROUNDED_START_S:
        return None
    if not any(one.start is not None and _is_round(one.start) and not _sampled(one) for one in (a, b)):
        return None
    return Likeness("time", times.overlap / times.longer) if sizes_alike(a, b) else None


def _is_round(start: datetime) -> bool:
    return start.minute % ROUND_MINUTES == 0 and start.second == 0 and start.microsecond == 0


def _sampled(one: Recording) -> bool:
    return one.samples > 0 if isinstance(one, Activity) else bool(getattr(one, "trace", None))


def _by_clock(a: Recording, b: Recording, times: _Times) -> Likeness | None:
    """The same run with the clock of one in another zone. One file has one clock."""
    off = round(times.later / ZONE_STEP_S) * ZONE_STEP_S
    if a.file_hash == b.file_hash or not 0 < off <= MOST_ZONES_S or times.shorter < LEAST_LENGTH_RATIO * times.longer:
        return None
    if not _distances(a, b, times):
        return None
    seen = compared(recorded_trace(a), recorded_trace(b), times.later - off, DRIFT_S)
    if seen.same:
        return Likeness("clock", 1.0, times.later - seen.lag_s)
    return Likeness("clock", 0.5, off) if seen.same is None and _equal(a, b, times, off) else None


def _equal(a: Recording, b: Recording, times: _Times, off: float) -> bool:
    """Without a shape in common: another clock to the half minute, another device, and the same sizes."""
    if abs(times.later - off) > EQUAL_CLOCK_S or (a.device is not None and a.device == b.device):
        return False
    if not a.distance_m or not b.distance_m:
        return False
    as_long = times.longer - times.shorter <= max(EQUAL_SECONDS, EQUAL_SHARE * times.longer)
    return as_long and abs(a.distance_m - b.distance_m) <= EQUAL_METRES_SHARE * max(a.distance_m, b.distance_m)


def _by_day(a: Recording, b: Recording) -> Likeness | None:
    """Whether two records of one day can be one activity. In doubt they are: counted twice, it raises the old level."""
    if a.local_date is None or a.local_date != b.local_date or a.file_hash == b.file_hash:
        return None
    if a.start is not None and b.start is not None:
        return None
    return Likeness("day", _nearness(a, b)) if sizes_alike(a, b) else None


def _nearness(a: Recording, b: Recording) -> float:
    """From 0 to 1: how near the sizes are, by the measure that differs most."""
    sizes = ((a.distance_m, b.distance_m), (a.seconds, b.seconds))
    return min((min(one, other) / max(one, other) for one, other in sizes if one and other), default=0.0)


def sizes_alike(a: Recording, b: Recording) -> bool:
    """Whether distance and time agree as well as what a person writes down does; at least one must be known."""
    alike = (
        _alike(a.distance_m, b.distance_m, ROUNDED_SHARE, ROUNDED_M),
        _alike(a.seconds, b.seconds, ROUNDED_SHARE, ROUNDED_S),
    )
    return True in alike and False not in alike


def _alike(a: float | None, b: float | None, share: float, slack: float) -> bool | None:
    if not a or not b:
        return None
    return abs(a - b) <= max(slack, share * max(a, b))
