"""Quick answers for logs that share their first weeks: the fold of those weeks is made once and gone on from.

A property holds these answers to those of the whole log at once; nothing else rests on the inside of the fold.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from opbouw.core.decide import decide, decide_day
from opbouw.core.decision import Decision, Refusal
from opbouw.core.diary import Diary
from opbouw.core.events import Event
from opbouw.core.fold import Fold
from opbouw.core.log import Log as TheLog
from opbouw.core.timeline import Timeline

Log = tuple[Event, ...]
EVERY_DAYS = 7


@dataclass(frozen=True, slots=True)
class Milestone:
    """The fold of all that was known by a day; ``known`` by identity, so that a changed event is another."""

    day: date
    known: frozenset[int]
    fold: Fold


MILESTONES: dict[str, list[Milestone]] = {}


def known_by(log: Log, day: date) -> Log:
    """What was about a day or before, and written down by its end."""
    return tuple(one for one in log if one.on <= day and one.recorded_at.date() <= day)


def follow(log: Log, last: date) -> None:
    """Keep a fold of every week of a log."""
    fold, told = Fold(), set[int]()
    made = MILESTONES.setdefault(log[0].episode, [])
    day = log[0].on + timedelta(days=EVERY_DAYS)
    while day <= last:
        known = known_by(log, day)
        fold.tell([one for one in known if id(one) not in told])
        told = {id(one) for one in known}
        if isinstance(decide_day(fold, day), Decision):
            made.append(Milestone(day, frozenset(told), forked(fold)))
        day += timedelta(days=EVERY_DAYS)


def answer(log: Log, day: date) -> Decision | Refusal:
    """As ``decide`` of the whole log, from the last milestone that all of it agrees with."""
    present = {id(one) for one in log}
    for one in reversed(MILESTONES.get(log[0].episode, ())):
        if one.day <= day and one.known <= present:
            fold = forked(one.fold)
            fold.tell([event for event in log if id(event) not in one.known])
            return decide_day(fold, day)
    return decide(log, day)


def forked(fold: Fold) -> Fold:
    """A fold that goes on from here, and leaves this one as it is."""
    made = copy(fold)
    for name, value in vars(fold).items():
        setattr(made, name, _copied(value))
    cases: dict[int, Any] = {}
    for journey in fold._days:
        if id(journey.case) not in cases:
            cases[id(journey.case)] = replace(journey.case, log=made._log, diary=made._diary)
    made._days = [replace(journey, case=cases[id(journey.case)]) for journey in fold._days]
    return made


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    if isinstance(value, list):
        return list(value) if not value or not isinstance(value[0], list) else [_copied(one) for one in value]
    if isinstance(value, set):
        return set(value)
    if isinstance(value, TheLog | Diary | Timeline):
        made = copy(value)
        for name in _names(value):
            setattr(made, name, _copied(getattr(value, name)))
        return made
    return value


def _names(value: Any) -> list[str]:
    if is_dataclass(value):
        return [one.name for one in fields(value)]
    return list(vars(value)) if hasattr(value, "__dict__") else list(value.__slots__)
