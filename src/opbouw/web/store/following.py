"""Logs that are followed in memory: of an episode that grew by one event, only that event is read."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from threading import Lock
from typing import TypeVar

from opbouw.core.decide import decide_day
from opbouw.core.decision import Decision, Refusal
from opbouw.core.events import Event, parse_event
from opbouw.forecast import Days, Walked

T = TypeVar("T")


class Followed:
    """One episode as far as this process has read it. The log only grows, so what was read stays true."""

    def __init__(self) -> None:
        self._seq = -1
        self._originals: list[str] = []
        self._events: list[Event] = []
        self._fold = Walked()
        self._lock = Lock()

    @property
    def seq(self) -> int:
        """The number of the last event that was read."""
        return self._seq

    def read(self, rows: Sequence[tuple[int, str]]) -> None:
        """Take in rows of number and text; those that were read before are left out."""
        with self._lock:
            fresh = sorted(row for row in rows if row[0] > self._seq)
            events = [parse_event(json.loads(text)) for _, text in fresh]
            self._fold.tell(events)
            self._events += events
            self._originals += [text for _, text in fresh]
            self._seq = fresh[-1][0] if fresh else self._seq

    def events(self) -> list[Event]:
        """All events in the order they were written."""
        with self._lock:
            return list(self._events)

    def decide(self, today: date) -> tuple[Decision | Refusal, list[str]]:
        """The decision of a day, and the events it saw as they are kept."""
        with self._lock:
            return decide_day(self._fold, today), list(self._originals)

    def over_days(self, today: date, make: Callable[[Days], T]) -> T:
        """What is made of every day up to today. Nothing is told meanwhile: the days share a log that grows.

        :raises LogRefused: the log cannot be decided on that day.
        """
        with self._lock:
            return make(self._fold.days(today))
