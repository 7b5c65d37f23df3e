"""One view of an activity that several devices recorded: each field from the best of them, with the reason why.

Nothing is lost: the view is made from the recordings whenever it is asked for, and they stay as they were read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from opbouw.activities.grouping import Group
from opbouw.activities.likeness import Likeness, recorded_trace
from opbouw.activities.model import IN_PLACE, RUNS, Activity, ActivityFacts, Column
from opbouw.activities.traces import Trace

Known = TypeVar("Known", Activity, ActivityFacts)
# One that lasted this much of the longest recorded the whole activity.
WHOLE = 0.9
# A device whose timer ran this much shorter than the clock knows when the runner stood still.
PAUSES_OUT = 0.99
# What began later than this after the first, or this share of the whole, missed a part that counts in a total; less
# may be two clocks (likeness.DRIFT_S).
LATE_S, LATE_SHARE = 150.0, 0.02
NEAREST_SAMPLE_S = 15.0
_FORMATS = {"fit": 3, "tcx": 2, "gpx": 1}
_SENSORS = ("heart_rate_bpm", "cadence_spm", "power_w", "lat", "lon", "altitude_m")
_OTHER_CLOCKS = frozenset({"clock", "shape"})  # starts by two clocks say nothing of who began first
_NAMED = {"other": 0, "treadmill": 2, "trail": 2, "hike": 2}


@dataclass(frozen=True, slots=True)
class Taken:
    """One field of the view: its value, the id of the recording it is from, and why that one.

    `why` is alone (no other tells it), whole (recorded from beginning to end), positions (measured by satellite),
    own_steps (indoors: measured by the runner's own steps), each_moment (measured all along, not only told in total),
    said (the runner said so), pauses_out (knows when the runner stood still), names_it (says which kind), true_clock
    (its clock is that of the place), or fullest (others are as good; this is the fullest recording).
    """

    field: str
    value: object
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Merged(Generic[Known]):
    """What is known of one activity, from which recordings, and how they were seen to be one."""

    activity: Known
    recordings: tuple[Known, ...]
    taken: tuple[Taken, ...] = ()
    seen: tuple[tuple[str, str, Likeness], ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A recording and what it is judged by."""

    one: Activity | ActivityFacts
    trace: Trace
    whole: bool
    began: bool = True  # with the first of the recordings

    @property
    def placed(self) -> bool:
        return self.trace.origin is not None

    @property
    def beats(self) -> bool:
        return self.trace.heart_rate_bpm is not None

    @property
    def sampled(self) -> bool:
        return self.placed or self.beats or self.trace.speed_m_s is not None

    @property
    def indoors(self) -> bool:
        return self.one.sport == "treadmill" or self.one.indoor is True

    @property
    def pauses_out(self) -> bool:
        timer, clock = self.one.seconds, self.one.elapsed_s
        return timer is not None and clock is not None and timer < PAUSES_OUT * clock

    @property
    def own_zone(self) -> bool:
        return getattr(self.one, "utc_offset_s", None) is not None

    @property
    def worth(self) -> tuple[bool, int, bool, int, int, str]:
        one = self.one
        sensors = self.placed + self.beats + ("cadence_spm" in getattr(one, "columns", ()))
        known = sum(getattr(one, item.name) is not None for item in fields(one))
        kind = _FORMATS.get(getattr(one, "format", ""), 0)
        return self.whole, sensors, self.sampled, kind, getattr(one, "samples", known), one.id


Better = tuple[str, Callable[[_Source], int]]
_WHOLE: Better = ("whole", lambda source: source.whole)
_BEGAN: Better = ("whole", lambda source: source.began)
_EACH_MOMENT: Better = ("each_moment", lambda source: source.sampled)
_HEART: Better = ("each_moment", lambda source: source.beats)
_PLACED: Better = ("positions", lambda source: source.placed)
_STEPS: Better = ("own_steps", lambda source: source.sampled and not source.placed)
_PAUSES: Better = ("pauses_out", lambda source: source.pauses_out)
_NAMES: Better = ("names_it", lambda source: _NAMED.get(source.one.sport, 1))
_ZONE: Better = ("true_clock", lambda source: source.own_zone)
# What makes one recording better than another for a field, the weightiest first.
_OF_ALL = (_WHOLE, _BEGAN, _EACH_MOMENT)
_MEASURED = (_WHOLE, _BEGAN, _PLACED, _EACH_MOMENT)
_BETTER: dict[str, tuple[Better, ...]] = {
    "sport": (_NAMES, _WHOLE),
    "indoor": (_WHOLE,),
    "seconds": (*_OF_ALL, _PAUSES),
    "elapsed_s": _OF_ALL,
    "run_s": _OF_ALL,
    "run_m": _MEASURED,
    "distance_m": _MEASURED,
    "ascent_m": _MEASURED,
    "descent_m": _MEASURED,
    "heart_rate_bpm": (_WHOLE, _HEART),
    "max_heart_rate_bpm": (_WHOLE, _HEART),
    "cadence_spm": _OF_ALL,
    "power_w": _OF_ALL,
    "ground_contact_ms": _OF_ALL,
    "vertical_oscillation_mm": _OF_ALL,
    "balance_left_pct": _OF_ALL,
    "device": (),
}
_INDOORS = dict.fromkeys(("distance_m", "run_m"), (_WHOLE, _BEGAN, _STEPS, _EACH_MOMENT))
_CLOCK = (_ZONE, _PLACED)


def merged(group: Group[Known]) -> Merged[Known]:
    """The view of one activity: the fullest recording, and each field from the best of those that know it.

    The recording kept gives its id and file hash, so that reading the same files again gives the same ids.
    """
    if len(group.recordings) == 1:
        return Merged(group.recordings[0], group.recordings)
    ranked = _ranked(group)
    better = {**_BETTER, **(_INDOORS if any(source.indoors for source in ranked) else {})}
    names = {item.name for item in fields(ranked[0].one)}
    taken = [found for name, how in better.items() if name in names and (found := _taken(ranked, name, how))]
    taken += _clock(ranked, group)
    changes: dict[str, object] = {one.field: one.value for one in taken}
    kept: Known = next(one for one in group.recordings if one is ranked[0].one)
    if isinstance(kept, Activity):
        changes["columns"] = MappingProxyType(_columns(kept, [source.one for source in ranked[1:]], group))
        changes["warnings"] = (*kept.warnings, f"also_recorded:{len(group.recordings) - 1}")
    view = replace(kept, **changes)  # type: ignore[arg-type] # the keys are field names
    return Merged(view, group.recordings, tuple(taken), group.seen)


def as_said(view: Merged[Known], sports: Mapping[str, str]) -> Merged[Known]:
    """The view with the sport that the runner says it was; what was run is known of runs only."""
    found = view.activity
    told: str | None = next((one.id for one in view.recordings if one.id in sports), None)
    sport = found.sport if told is None else sports[told]
    changes: dict[str, object] = {}
    if sport != found.sport:
        changes |= {"sport": sport, "indoor": _indoor_as(sport, found)}
    if sport not in RUNS and getattr(found, "run_s", None) is not None:
        changes |= {"run_s": None, "run_m": None}
    if not changes and told is None:
        return view
    taken: list[Taken] = [one for one in view.taken if one.field not in {*changes, *(["sport"] if told else [])}]
    word: list[Taken] = [Taken("sport", sport, told, "said")] if told is not None and view.taken else []
    activity = replace(found, **changes)  # type: ignore[arg-type] # the keys are field names
    return replace(view, activity=activity, taken=(*word, *taken))


def _indoor_as(sport: str, found: Activity | ActivityFacts) -> bool | None:
    """Whether it was indoors, where its sport is another than the file says."""
    if sport in IN_PLACE:
        return True
    return None if found.sport in IN_PLACE else found.indoor


def _ranked(group: Group[Known]) -> list[_Source]:
    longest = max(_length(one) for one in group.recordings)
    sources = [_Source(one, recorded_trace(one), _length(one) >= WHOLE * longest) for one in group.recordings]
    if not any(like.how in _OTHER_CLOCKS for _, _, like in group.seen):
        sources = _with_begin(sources, max(LATE_S, LATE_SHARE * longest))
    return sorted(sources, key=lambda source: source.worth, reverse=True)


def _with_begin(sources: Sequence[_Source], slack_s: float) -> list[_Source]:
    """The sources with whether each began with the first that measured; what somebody typed began at a rounded hour."""
    starts = [source.one.start for source in sources if source.sampled and source.one.start is not None]
    if not starts:
        return list(sources)
    latest = min(starts) + timedelta(seconds=slack_s)
    return [
        replace(source, began=source.sampled and source.one.start is not None and source.one.start <= latest)
        for source in sources
    ]


def _length(one: Activity | ActivityFacts) -> float:
    length = one.elapsed_s if one.elapsed_s is not None else one.seconds
    return length or 0.0


def _taken(ranked: Sequence[_Source], name: str, better: Sequence[Better]) -> Taken | None:
    """The value of the first that is best by each measure in turn; None where nobody knows one."""
    left = [source for source in ranked if getattr(source.one, name) is not None]
    if not left:
        return None
    why = "alone" if len(left) == 1 else "fullest"
    for reason, measure in better:
        best = [source for source in left if measure(source) == max(map(measure, left))]
        if len(best) < len(left):
            left, why = best, reason
    one = left[0].one
    return Taken(name, getattr(one, name), one.id, why)


def _clock(ranked: Sequence[_Source], group: Group[Known]) -> list[Taken]:
    """The day by the recording that knows its zone; the start too, where one of the clocks was in another zone."""
    zoned = max(ranked, key=lambda source: tuple(measure(source) for _, measure in _CLOCK))
    shifted: bool = any(like.how == "clock" for _, _, like in group.seen)
    if not shifted and not zoned.own_zone:
        zoned = next((source for source in ranked if source.one.local_date is not None), ranked[0])
    names = ("local_date", "utc_offset_s", *(("start",) if shifted else ()))
    told = [(name, getattr(zoned.one, name, None)) for name in names]
    return [Taken(name, value, zoned.one.id, "true_clock") for name, value in told if value is not None]


def _columns(best: Activity, others: Sequence[Activity | ActivityFacts], group: Group[Known]) -> dict[str, Column]:
    """The columns of the best recording, with sensors only another one had, at the sample nearest in time."""
    columns = dict(best.columns)
    for other in others:
        if not isinstance(other, Activity):
            continue
        missing = [name for name in _SENSORS if name in other.columns and name not in columns]
        if not missing or best.start is None or other.start is None or best.samples < 2 or other.samples < 2:
            continue
        later = (other.start - best.start).total_seconds() - _clock_between(best.id, other.id, group)
        place, close = _nearest(best.columns["time_s"], other.columns["time_s"] + later)
        for name in missing:
            columns[name] = np.where(close, other.columns[name][place], np.nan)
            columns[name].setflags(write=False)
    return columns


def _clock_between(kept: str, other: str, group: Group[Known]) -> float:
    """Seconds that the clock of the other was ahead of the one kept."""
    ahead = {(first, second): like.shift_s for first, second, like in group.seen if like.how == "clock"}
    return ahead.get((kept, other), -ahead.get((other, kept), 0.0))


def _nearest(times: Column, others: Column) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    order = np.argsort(others, kind="stable")
    known = others[order]
    after = np.clip(np.searchsorted(known, times), 1, known.size - 1)
    with np.errstate(invalid="ignore"):
        place = np.where(times - known[after - 1] <= known[after] - times, after - 1, after)
        close = np.abs(known[place] - times) <= NEAREST_SAMPLE_S
    return order[place], close
