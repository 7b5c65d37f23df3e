"""From loose events to one checked log: duplicates, corrections, contradictions, one episode."""

from __future__ import annotations

import difflib
from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from opbouw.core.decision import Reason, Refusal, See
from opbouw.core.events import SEVERITIES, TYPES, EpisodeOpened, Event, ProfileSet, parse_data
from opbouw.core.fields import Data, EventError, Fact
from opbouw.evidence import tables

NEAR_ENOUGH = 0.6
LATE_AFTER_DAYS = 2  # engine.md, invariant 6: what is written down later can only tighten
ADULT_YEARS = 18
ONSET_MAX_DAYS_BEFORE_OPENING = 7305  # twenty years: before that a date is a slip of the pen
WRITTEN_BEFORE_DAYS = 1  # an instant in another zone may fall on the day before
LAST_RUN_MAX_DAYS_BEFORE_ONSET = 365  # longer ago is no running injury of this onset; ask again
_NAMES: dict[type, str] = {kind: name for name, kind in TYPES.items()}
GUIDE_FACTS = ("guide_decided", "cleared")
PROFESSIONALS = ("trainer", "physio", "doctor")
FROM_WHEN_WRITTEN = (
    "cleared",
    "causes_reviewed",
    "profile_set",
    "baseline_set",
    "goal_set",
    "availability_set",
    "session_moved",
)
WORDS = ("corrected", "withdrawn")
BODY_FACTS = ("checked_in", "session_done", "activity_imported", "tested")


class LogRefused(Exception):
    """The log cannot be decided on; ``refusal`` says why."""

    def __init__(self, code: str, see: See | None = None, **params: Any) -> None:
        self.code, self.params, self.see = code, params, see
        super().__init__(code)

    def refusal(self, today: date) -> Refusal:
        """The refusal for a day."""
        return Refusal(today, (Reason(self.code, MappingProxyType(self.params)),), self.see)


@dataclass(slots=True)
class Log:
    """One episode's events as they count: corrections applied, in order of the day they are about.

    It grows by ``tell``, in any order of arrival, and what it holds depends on the events alone. ``today`` is the day
    it was last read for.
    """

    today: date = date.min
    told: dict[str, Event] = field(default_factory=dict)
    by_type: dict[str, list[Event]] = field(default_factory=dict)
    by_day: dict[date, list[Event]] = field(default_factory=dict)
    _counted: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    _words: dict[str, list[Event]] = field(default_factory=dict)

    @property
    def opened(self) -> Event:
        """The opening."""
        openings = self.by_type.get("episode_opened")
        if not openings:
            raise LogRefused("no_episode")
        return openings[0]

    @property
    def start(self) -> EpisodeOpened:
        """The opening fact."""
        data: EpisodeOpened = self.opened.data
        return data

    @property
    def events(self) -> tuple[Event, ...]:
        """All that counts, in order."""
        return tuple(event for day in sorted(self.by_day) for event in self.by_day[day])

    def of(self, kind: type[Data]) -> tuple[tuple[Event, Data], ...]:
        """Events of one type with their data, in order."""
        found = self.by_type.get(_NAMES[kind])
        return tuple((event, event.data) for event in found) if found else ()

    def merged(self, kind: type[Data], until: date | None = None) -> Data | None:
        """The newest value of each field over all events of one type, up to a day."""
        found: Data | None = None
        for event, data in self.of(kind):
            if until is not None and event.on > until:
                break
            said = {name: value for name, value in _values(data).items() if value is not None}
            found = data if found is None else replace(found, **said)
        return found

    def tell(self, events: Iterable[Event]) -> list[Event]:
        """Take in events, in any order, duplicates allowed.

        :returns: what counts differently now: all that was added, and all that was replaced.
        :raises LogRefused: two events with one id, or a correction that is no such event. The log is of no use then.
        """
        changed: dict[str, None] = {}
        for event in events:
            known = self.told.setdefault(event.id, event)
            if known is not event and known != event:
                raise LogRefused("same_id_differs", id=event.id)
            if event.type in WORDS and event not in self._words.setdefault(event.data.event, []):
                self._words[event.data.event].append(event)
                changed[event.data.event] = None
            if event.id not in self._counted:
                changed[event.id] = None
        return [event for name in changed if name in self.told for event in self._count(name)]

    def _count(self, name: str) -> Iterator[Event]:
        was = self._counted.get(name, ())
        now = tuple(_from_when_written(one) for one in _versions(self.told[name], self._words.get(name, ())))
        self._counted[name] = now
        for event in was:
            if event not in now:
                self.by_type[event.type].remove(event)
                self.by_day[event.on].remove(event)
                yield event
        for event in now:
            if event not in was:
                _put(self.by_type.setdefault(event.type, []), event)
                _put(self.by_day.setdefault(event.on, []), event)
                yield event


def in_order(event: Event) -> tuple[date, datetime, str]:
    """Events stand in order of their day, and within a day of the instant at which they were written down."""
    return event.on, event.recorded_at, event.id


def _put(events: list[Event], event: Event) -> None:
    if not events or in_order(events[-1]) < in_order(event):
        events.append(event)
    else:
        insort(events, event, key=in_order)


def _values(data: Fact) -> dict[str, Any]:
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
    log = Log(today)
    log.tell(sorted(unique, key=in_order))
    check_start(log, today)
    return log


def _from_when_written(event: Event) -> Event:
    """A clearance, a signature or a look at the causes counts from the day it was written down, never before."""
    written = event.recorded_at.date()
    signs = event.type == "guide_decided" and event.data.decision in ("sign", "ladder")
    if written <= event.on or not (signs or event.type in FROM_WHEN_WRITTEN):
        return event
    return replace(event, on=written)


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


def _versions(original: Event, words: Iterable[Event]) -> list[Event]:
    """What an event counts as once its corrections and withdrawals are applied.

    An answer to a warning sign stays, whatever is said later. Body facts amended late stay beside their correction, so
    that an edit can tighten and never loosen.
    """
    versions = [original]
    if original.type in WORDS:
        return versions
    for word in sorted(words, key=lambda one: (one.recorded_at, one.id)):
        if versions and _may_amend(versions[-1], word):
            target = versions[-1]
            kept = versions if _stays(target, word) else []
            versions = kept + ([_corrected(target, word)] if word.type == "corrected" else [])
    return versions


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


def check_start(log: Log, today: date) -> None:
    """Refuse an opening that cannot be decided on.

    :raises LogRefused: no opening or two that differ, an unknown injury or spot, dates that cannot be, under 18.
    """
    openings = log.by_type.get("episode_opened", [])
    if len({_opening(one) for one in openings}) > 1:
        raise LogRefused("two_openings", ids=", ".join(one.id for one in openings))
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
    born = None if profile is None else profile.birth_year
    if born is not None and today.year - born <= ADULT_YEARS:  # the birthday is not known: it may still be to come
        raise LogRefused("under_18", See("physio_or_doctor", "before_running"), years=today.year - born)


def nearest(word: str, ids: list[str]) -> str:
    """The three ids most like a word, by their best part; a dash when none is near."""

    def likeness(one: str) -> float:
        return max(difflib.SequenceMatcher(None, word.lower(), part).ratio() for part in (one, *one.split("_")))

    ranked = sorted(ids, key=lambda one: (-likeness(one), one))
    return ", ".join(one for one in ranked[:3] if likeness(one) >= NEAR_ENOUGH) or "-"
