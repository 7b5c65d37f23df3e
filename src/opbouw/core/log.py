"""From loose events to one checked log: duplicates, corrections, contradictions, one episode."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from opbouw.core.decision import Reason, Refusal, See
from opbouw.core.events import SEVERITIES, TYPES, EpisodeOpened, Event, ProfileSet, parse_data
from opbouw.core.fields import EventError
from opbouw.evidence import tables

Data = TypeVar("Data")
NEAR_ENOUGH = 0.6
LATE_AFTER_DAYS = 2  # engine.md, invariant 6: what is written down later can only tighten
ADULT_YEARS = 18
ONSET_MAX_DAYS_BEFORE_OPENING = 7305  # twenty years: before that a date is a slip of the pen
WRITTEN_BEFORE_DAYS = 1  # an instant in another zone may fall on the day before
LAST_RUN_MAX_DAYS_BEFORE_ONSET = 365  # longer ago is no running injury of this onset; ask again
_NAMES: dict[type, str] = {kind: name for name, kind in TYPES.items()}
GUIDE_FACTS = ("guide_decided", "cleared")
PROFESSIONALS = ("trainer", "physio", "doctor")
FROM_WHEN_WRITTEN = ("cleared", "causes_reviewed", "profile_set", "baseline_set", "goal_set")
BODY_FACTS = ("checked_in", "session_done", "activity_imported", "tested")


class LogRefused(Exception):
    """The log cannot be decided on; ``refusal`` says why."""

    def __init__(self, code: str, see: See | None = None, **params: Any) -> None:
        self.code, self.params, self.see = code, params, see
        super().__init__(code)

    def refusal(self, today: date) -> Refusal:
        """The refusal for a day."""
        return Refusal(today, (Reason(self.code, MappingProxyType(self.params)),), self.see)


@dataclass(frozen=True, slots=True)
class Log:
    """One episode's events in order of the day they are about, corrections applied."""

    events: tuple[Event, ...]
    opened: Event
    today: date
    by_type: Mapping[str, tuple[Event, ...]]

    @property
    def start(self) -> EpisodeOpened:
        """The opening fact."""
        data: EpisodeOpened = self.opened.data
        return data

    def of(self, kind: type[Data]) -> tuple[tuple[Event, Data], ...]:
        """Events of one type with their data, in order."""
        return tuple((event, event.data) for event in self.by_type.get(_NAMES[kind], ()))

    def merged(self, kind: type[Data], until: date | None = None) -> Data | None:
        """The newest value of each field over all events of one type, up to a day."""
        found: Data | None = None
        for event, data in self.of(kind):
            if until is not None and event.on > until:
                break
            said = {name: value for name, value in _values(data).items() if value is not None}
            found = data if found is None else replace(found, **said)  # type: ignore[type-var] # every event type is a dataclass
        return found


def _values(data: Any) -> dict[str, Any]:
    return {name: getattr(data, name) for name in data.__dataclass_fields__ if name != "extra"}


def days_late(event: Event) -> int:
    """Whole days between the day a fact is about and the day it was written down."""
    return (event.recorded_at.date() - event.on).days


def is_late(event: Event) -> bool:
    """Whether an event can only tighten because it was written down late."""
    return days_late(event) > LATE_AFTER_DAYS


def read_log(events: Iterable[Event], today: date) -> Log:
    """Check and order the events of one episode.

    :raises LogRefused: no episode, two episodes, contradicting copies, something from the future, unknown injury,
        a runner under 18, dates that cannot be.
    """
    unique = _unique(events)
    _one_episode(unique)
    _not_from_the_future(unique, today)
    counted = [_from_when_written(event) for event in _amended(unique)]
    ordered = tuple(sorted((e for e in counted if e.on <= today), key=lambda one: (one.on, one.recorded_at, one.id)))
    openings = [one for one in ordered if one.type == "episode_opened"]
    if not openings:
        raise LogRefused("no_episode")
    if len({_opening(one) for one in openings}) > 1:
        raise LogRefused("two_openings", ids=", ".join(one.id for one in openings))
    log = Log(ordered, openings[0], today, _by_type(ordered))
    _check_start(log, today)
    return log


def _from_when_written(event: Event) -> Event:
    """A clearance, a signature or a look at the causes counts from the day it was written down, never before."""
    written = event.recorded_at.date()
    signs = event.type == "guide_decided" and event.data.decision in ("sign", "ladder")
    if written <= event.on or not (signs or event.type in FROM_WHEN_WRITTEN):
        return event
    return replace(event, on=written)


def _by_type(events: tuple[Event, ...]) -> dict[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.type, []).append(event)
    return {name: tuple(ones) for name, ones in found.items()}


def _unique(events: Iterable[Event]) -> list[Event]:
    found: dict[str, Event] = {}
    for event in events:
        known = found.setdefault(event.id, event)
        if known != event:
            raise LogRefused("same_id_differs", id=event.id)
    return list(found.values())


def _one_episode(events: list[Event]) -> None:
    if not events:
        raise LogRefused("no_episode")
    episodes = sorted({event.episode for event in events})
    if len(episodes) > 1:
        raise LogRefused("two_episodes", episodes=", ".join(episodes))


def _not_from_the_future(events: list[Event], today: date) -> None:
    wrong = [event for event in events if event.on > today or days_late(event) < -WRITTEN_BEFORE_DAYS]
    ahead = min(wrong, key=lambda one: (one.on, one.id), default=None)
    if ahead is not None:
        raise LogRefused("event_from_future", id=ahead.id, type=ahead.type, on=ahead.on.isoformat())


def _amended(events: list[Event]) -> list[Event]:
    """Apply corrections and withdrawals.

    An answer to a warning sign stays, whatever is said later. Body facts amended late stay beside their correction, so
    that an edit can tighten and never loosen.
    """
    found = {event.id: [event] for event in events}
    words = sorted((e for e in events if e.type in ("corrected", "withdrawn")), key=lambda e: (e.recorded_at, e.id))
    for word in words:
        versions = found.get(word.data.event)
        if not versions or versions[0].type in ("corrected", "withdrawn"):
            continue
        target = versions[-1]
        if not _may_amend(target, word):
            continue
        kept = versions if _stays(target, word) else []
        found[word.data.event] = kept + ([_corrected(target, word)] if word.type == "corrected" else [])
    return [event for versions in found.values() for event in versions]


def _may_amend(target: Event, word: Event) -> bool:
    """What a professional wrote is amended by the same role only; an opening is corrected, never taken back."""
    if target.type == "episode_opened" and word.type == "withdrawn":
        return False
    return target.type not in GUIDE_FACTS or target.by.role not in PROFESSIONALS or word.by.role == target.by.role


def _stays(target: Event, word: Event) -> bool:
    if target.type == "screened":
        return True
    return target.type in BODY_FACTS and (word.recorded_at.date() - target.on).days > LATE_AFTER_DAYS


def _corrected(target: Event, word: Event) -> Event:
    try:
        data = parse_data(target.type, word.data.data)
    except EventError as problem:
        raise LogRefused("bad_correction", id=word.id, field=problem.field) from None
    if target.type == "screened":
        data = replace(data, why="asked")
    if target.type == "episode_opened":
        data = _opening_corrected(target, word, data)
    return replace(target, data=data, recorded_at=max(target.recorded_at, word.recorded_at))


def _opening_corrected(target: Event, word: Event, new: EpisodeOpened) -> EpisodeOpened:
    """Another injury is another episode; a late correction of the opening can only make it more careful."""
    old: EpisodeOpened = target.data
    late = (word.recorded_at.date() - target.on).days > LATE_AFTER_DAYS
    locked = old.injury in tables.injuries and tables.injuries[old.injury].locked_until_clearance
    if new.injury != old.injury and (late or locked):
        raise LogRefused("other_injury", id=word.id, injury=old.injury)
    if not late:
        return new
    grades = (*SEVERITIES, None)
    known = [one for one in (old.last_run_on, new.last_run_on) if one is not None]
    return replace(
        new,
        onset_on=max(old.onset_on, new.onset_on),
        last_run_on=max(known, default=None),
        severity=max(old.severity, new.severity, key=grades.index),
        recurrence=old.recurrence or new.recurrence,
        named_by=old.named_by if old.named_by in (None, "self") else new.named_by,
        spot=old.spot,
    )


def _opening(event: Event) -> tuple[Any, ...]:
    data: EpisodeOpened = event.data
    return (data.injury, data.side, data.onset_on)


def _check_start(log: Log, today: date) -> None:
    start = log.start
    if start.injury not in tables.injuries:
        raise LogRefused("unknown_injury", injury=start.injury, near=nearest(start.injury, list(tables.injuries)))
    if start.onset_on > today:
        raise LogRefused("onset_in_future", on=start.onset_on.isoformat())
    if (log.opened.on - start.onset_on).days > ONSET_MAX_DAYS_BEFORE_OPENING:
        raise LogRefused("onset_long_before", on=start.onset_on.isoformat())
    if start.last_run_on is not None and start.last_run_on > today:
        raise LogRefused("last_run_in_future", on=start.last_run_on.isoformat())
    if start.last_run_on is not None and (start.onset_on - start.last_run_on).days > LAST_RUN_MAX_DAYS_BEFORE_ONSET:
        raise LogRefused("last_run_long_before", on=start.last_run_on.isoformat(), onset=start.onset_on.isoformat())
    if start.spot is not None and start.spot not in tables.regions:
        raise LogRefused("unknown_spot", spot=start.spot, near=nearest(start.spot, list(tables.regions)))
    profile = log.merged(ProfileSet)
    if profile is not None and profile.birth_year is not None and today.year - profile.birth_year < ADULT_YEARS:
        raise LogRefused("under_18", See("physio_or_doctor", "before_running"), years=today.year - profile.birth_year)


def nearest(word: str, ids: list[str]) -> str:
    """The three ids most like a word, by their best part; a dash when none is near."""

    def likeness(one: str) -> float:
        return max(difflib.SequenceMatcher(None, word.lower(), part).ratio() for part in (one, *one.split("_")))

    ranked = sorted(ids, key=lambda one: (-likeness(one), one))
    return ", ".join(one for one in ranked[:3] if likeness(one) >= NEAR_ENOUGH) or "-"
