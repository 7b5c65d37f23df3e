"""A log that is followed day by day: what is walked already is not walked again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from opbouw.core.case import KNOWN_BY_DAY, Case, read_case
from opbouw.core.diary import Diary, read_diary
from opbouw.core.events import AwaySet, Event
from opbouw.core.journey import Journey, first_day, walk_on, walk_the_road
from opbouw.core.log import WRITTEN_BEFORE_DAYS, Log, LogRefused, check_start, days_late, in_order, read_log


class Fold:
    """The state of one episode, folded from its events in any order of arrival.

    A new event walks again only the days from the first one it can change. The state is that of a fold of the same
    events from nothing: a property test holds the two together.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._told: list[Event] = []
        self._log, self._diary = Log(), Diary()
        self._days: list[Journey] = []
        self._newest = date.min
        self._odd = False
        self.tell(events)

    def tell(self, events: Iterable[Event]) -> None:
        """Take in events, duplicates allowed. What is wrong with them is said when a day is asked for."""
        fresh = sorted(events, key=in_order)
        self._told += fresh
        strangers = any(event.episode != self._told[0].episode for event in fresh)
        self._newest = max([self._newest, *(event.on for event in fresh)])
        early = any(days_late(event) < -WRITTEN_BEFORE_DAYS for event in fresh)
        self._odd = self._odd or strangers or early
        if not self._odd:
            try:
                self._follow(self._log.tell(fresh))
            except LogRefused:
                self._odd = True

    def journey(self, today: date) -> Journey:
        """The state on a day.

        :raises LogRefused: the log cannot be decided on that day.
        """
        if self._odd or self._newest > today or not self._told:
            return walk_the_road(read_case(read_log(self._told, today)))
        self._log.today = today
        check_start(self._log, today)
        first = first_day(self._case())
        walk_on(self._case(), self._days, today)
        return self._days[(today - first).days]

    def _case(self) -> Case:
        return self._days[0].case if self._days else read_case(self._log, self._diary)

    def _follow(self, changed: list[Event]) -> None:
        """Read again what changed, and forget the days from the first that it reaches."""
        if not self._log.by_type.get("episode_opened"):
            return
        if any(event.type == "episode_opened" for event in changed):
            self._diary, self._days = read_diary(self._log), []
            return
        reach = self._diary.retell(self._log, {event.on for event in changed})
        if reach is not None and self._days:
            first = self._days[0].at.on
            reach = min([reach, *(_reaches(event, self._log, first) for event in changed)])
            del self._days[max(0, (reach - first).days) :]


def _reaches(event: Event, log: Log, first: date) -> date:
    """The first day on which an event can change anything beside the diary."""
    if event.type in KNOWN_BY_DAY and event.on <= log.opened.on:
        return first
    if event.type == "activity_imported" and event.on <= log.start.onset_on:
        return first
    data: object = event.data
    return min(event.on, data.start) if isinstance(data, AwaySet) else event.on
