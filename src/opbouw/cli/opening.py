"""The log a plan would open: facts from the options and the archive, the same ids for the same input."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from opbouw.core.events import Event, parse_event
from opbouw.core.fields import EventError

if TYPE_CHECKING:
    from opbouw.activities import ActivityFacts

NAMESPACE = uuid.UUID("9d4f8e0a-2f5b-5b7e-8f0c-52b1f0a4c6d3")
NOON = time(12, tzinfo=UTC)
NOT_IN_EVENTS = frozenset({"local_date"})


class Opening:
    """Collects the facts of one new episode; all are written down at noon on the day of the plan."""

    def __init__(self, injury: str, onset: date, side: str | None, on: date) -> None:
        self.episode = uuid.uuid5(NAMESPACE, f"{injury}:{onset}:{side}")
        self.noted = datetime.combine(on, NOON)
        self.on = on
        self.onset = onset
        self.events: list[Event] = []

    def add(self, kind: str, data: Mapping[str, Any]) -> None:
        """One fact about the day of the plan; what is unknown stays out.

        :raises EventError: naming the field that cannot be.
        """
        self.events.append(self._event(kind, kind, self.on, data, "runner"))

    def open_again(self, data: Mapping[str, Any]) -> None:
        """The opening fact with what is known by now, in place of the first one."""
        self.events[0] = self._event("episode_opened", "episode_opened", self.on, data, "runner")

    def add_activities(self, found: Iterable[ActivityFacts]) -> None:
        """The archive: each activity on its own day, a value no event may hold left out."""
        for fact in found:
            known = {name: value for name, value in asdict(fact).items() if name not in NOT_IN_EVENTS}
            self.events.append(self._activity(fact, known))

    def _activity(self, fact: ActivityFacts, known: dict[str, Any]) -> Event:
        try:
            return self._event("activity_imported", f"activity:{fact.id}", fact.local_date or self.on, known, "import")
        except EventError as problem:
            name = problem.field.removeprefix("data.")
            if name not in known:
                raise
            return self._activity(fact, {key: value for key, value in known.items() if key != name})

    def _event(self, kind: str, name: str, on: date, data: Mapping[str, Any], role: str) -> Event:
        return parse_event(
            {
                "id": str(uuid.uuid5(self.episode, name)),
                "episode": str(self.episode),
                "type": kind,
                "on": on.isoformat(),
                "recorded_at": self.noted.isoformat(),
                "by": {"role": role},
                "v": 1,
                "data": {key: value for key, value in data.items() if value is not None},
            }
        )
