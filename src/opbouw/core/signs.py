"""Warning signs day by day: answers, what a day raises by itself, and clearances, in the order they were told."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime

from opbouw.core.amber import amber
from opbouw.core.clearances import closes
from opbouw.core.diary import Diary
from opbouw.core.events import Cleared, Event, Screened
from opbouw.core.flags import (
    FlagState,
    Pending,
    bone_questions_for,
    hold_when_unknown,
    most_urgent_first,
    questions_for,
)
from opbouw.core.log import BODY_FACTS, Log, days_late, is_late
from opbouw.core.noticed import Memory, Place, raised
from opbouw.core.spots import WATCHED_LONG_DAYS, Watch, begins, follow, told_spots
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

MISTAKE_AGAIN_DAYS = 14


def signs_after(signs: Signs, log: Log, diary: Diary, injury: Injury, day: date) -> Signs:
    """The warning signs after what a day brought."""
    events = log.by_day.get(day, ())
    if not events:
        return signs
    signs = signs.copy()
    moments: list[tuple[datetime, str, Event | None]] = [
        (one.recorded_at, one.id, one) for one in events if one.type in ("screened", "cleared")
    ]
    moments += [(at, flag, None) for at, flag in signs.notice(log, diary, injury, day)]
    for _, name, event in sorted(moments, key=lambda one: one[:2]):
        if event is None:
            signs.ask(name, day)
        elif isinstance(event.data, Screened):
            signs.screen(event)
        else:
            signs.clear(event)
    return signs.settled()


class Signs:
    """What stands open, what waits, what was answered when, and which other spots are followed."""

    __slots__ = (
        "amber_at",
        "answered",
        "bone",
        "cleared_on",
        "doctor_only",
        "memory",
        "mistake_on",
        "mistakes",
        "new_spot_at",
        "open",
        "place",
        "region",
        "state",
        "unsure",
        "waiting",
        "watches",
    )

    def __init__(self, injury: Injury, spot: str | None, *, named: bool = False) -> None:
        self.region, self.bone = frozenset(questions_for(injury, spot)), bone_questions_for(injury, spot)
        regions = frozenset((spot,)) if spot else frozenset(injury.body_regions)
        unnamed = frozenset[str]() if named or injury.id.startswith("bsi_") else self.bone
        self.place = Place(injury, regions, self.region, unnamed)
        self.doctor_only = injury.locked_until_clearance
        self.open: dict[str, date] = {}
        self.waiting: dict[str, date] = {}
        self.unsure: dict[str, date] = {}
        self.mistake_on: date | None = None
        self.mistakes: dict[str, date] = {}
        self.cleared_on: date | None = None
        self.new_spot_at: datetime | None = None
        self.amber_at: datetime | None = None
        self.answered: dict[str, tuple[date, datetime]] = {}
        self.watches: dict[str, Watch] = {}
        self.memory = Memory()
        self.state = self._result()

    def copy(self) -> Signs:
        """Another of the same, to go on from."""
        other = copy(self)
        other.open, other.waiting, other.unsure = dict(self.open), dict(self.waiting), dict(self.unsure)
        other.mistakes, other.answered = dict(self.mistakes), dict(self.answered)
        return other

    def settled(self) -> Signs:
        """With the state as it stands now."""
        self.state = self._result()
        return self

    def notice(self, log: Log, diary: Diary, injury: Injury, day: date) -> list[tuple[datetime, str]]:
        """What the day raises: questions, amber signs, other sore spots with the questions of their place."""
        self.memory, found = raised(self.memory, log, diary, self.place, day)
        if amber(log, diary, injury.id, day):
            told = (event.recorded_at for event in log.by_day[day] if event.type in BODY_FACTS)
            self.amber_at = max(told, default=self.amber_at)
        return found + self._spots(log, injury, day)

    def _spots(self, log: Log, injury: Injury, day: date) -> list[tuple[datetime, str]]:
        checks = [event for event in log.by_day[day] if event.type == "checked_in"]
        told = told_spots(checks, log.start, injury)
        before = self.watches
        fresh = [spot for spot, one in told.items() if spot not in self.watches and begins(one)]
        self.watches = follow(self.watches, told, day)
        found: list[tuple[datetime, str]] = []
        for spot in fresh:
            at = told[spot].at
            self.new_spot_at = at if self.new_spot_at is None else max(at, self.new_spot_at)
            found += [(at, flag) for flag in questions_for(injury, spot) if flag not in self.region]
        for spot in told.keys() & before.keys() & self.watches.keys():
            if _stays_sore(before[spot], self.watches[spot], day):
                found.append((told[spot].at, "rf_no_improve"))
        return found

    def ask(self, flag: str, on: date) -> None:
        """A question that holds running from now on until it is yes or no."""
        if flag not in self.open:
            self.waiting.setdefault(flag, on)

    def screen(self, event: Event) -> None:
        """Answers to warning-sign questions."""
        if event.data.why == "mistake" and self._mistake(event):
            return
        late = is_late(event)
        bone = self.bone | {flag for spot in self.watches for flag in tables.regions[spot].bone_questions}
        for flag, answer in event.data.answers.items():
            if flag not in tables.red_flags:
                continue
            if answer == "yes":
                self.open.setdefault(flag, event.on)
            if answer == "yes" or (answer == "no" and not late):
                self.waiting.pop(flag, None)
                self.unsure.pop(flag, None)
            elif answer == "unknown":
                (self.waiting if hold_when_unknown(flag, bone) else self.unsure).setdefault(flag, event.on)
            if not late:
                self.answered[flag] = (event.on, event.recorded_at)

    def _mistake(self, event: Event) -> bool:
        """The one way out of a slip of the thumb: same day, every question of the region, all no, once in 14 days."""
        answers = event.data.answers
        same_day = {flag for flag, since in self.open.items() if since == event.on}
        complete = self.region <= set(answers) and all(answer == "no" for answer in answers.values())
        often = any(
            flag in self.mistakes and (event.on - self.mistakes[flag]).days < MISTAKE_AGAIN_DAYS for flag in same_day
        )
        if days_late(event) > 0 or not same_day or not complete or often or same_day != set(self.open):
            return False
        for flag in same_day:
            self.open.pop(flag)
            self.mistakes[flag] = event.on
        self.waiting = {flag: since for flag, since in self.waiting.items() if flag not in answers}
        self.unsure.clear()
        self.answered |= dict.fromkeys(self.region, (event.on, event.recorded_at))
        self.mistake_on = event.on
        return True

    def clear(self, event: Event) -> None:
        """What a professional looked at."""
        data: Cleared = event.data
        for flag in data.flags or ():
            if flag in self.open and closes(event, flag, self.open[flag], doctor_only=self.doctor_only):
                self.open.pop(flag)
                self.cleared_on = event.on
            for asked in (self.waiting, self.unsure):
                if flag in asked and closes(event, flag, asked[flag], doctor_only=self.doctor_only):
                    asked.pop(flag)

    def _result(self) -> FlagState:
        said = [self.answered[flag] for flag in self.region if flag in self.answered]
        missing = tuple(flag for flag in tables.red_flags if flag in self.region and flag not in self.answered)
        oldest = None if missing else min(at for _, at in said)
        return FlagState(
            open=most_urgent_first(tuple(self.open)),
            pending=_in_order(self.waiting),
            screened_on=None if missing else min(on for on, _ in said),
            mistake_on=self.mistake_on,
            cleared_on=self.cleared_on,
            new_spot=self.new_spot_at is not None and (oldest is None or oldest < self.new_spot_at),
            unsure=_in_order(self.unsure),
            missing=missing,
            amber_on=self.amber_at.date() if self.amber_at and (oldest is None or oldest < self.amber_at) else None,
            watches=tuple(self.watches[spot] for spot in sorted(self.watches)),
        )


def _stays_sore(before: Watch, now: Watch, day: date) -> bool:
    """Another fortnight is over, and the spot is no better than when it was first told."""
    fortnight = (day - now.since).days // WATCHED_LONG_DAYS > (before.told_on - now.since).days // WATCHED_LONG_DAYS
    return fortnight and now.sore and (now.pain is None or now.first_pain is None or now.pain >= now.first_pain)


def _in_order(asked: dict[str, date]) -> tuple[Pending, ...]:
    return tuple(Pending(flag, asked[flag]) for flag in tables.red_flags if flag in asked)
