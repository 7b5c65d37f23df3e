"""A log being written: event objects as the contract has them, with ids that stay the same."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time
from typing import Any

from opbouw.core.decide import decide_day
from opbouw.core.decision import Decision, Refusal
from opbouw.core.events import Event, parse_event
from opbouw.core.fold import Fold
from opbouw.demo.story import NAMESPACE

MORNING = time(6, 30)
NOON = time(11, 0)
EVENING = time(17, 30)


class Diary:
    """Collects the events of one episode in the order they are written down."""

    def __init__(self, episode: str) -> None:
        self.episode = episode
        self.written: list[dict[str, Any]] = []
        self._unread: list[Event] = []
        self._fold = Fold()

    def write(
        self,
        kind: str,
        on: date,
        data: dict[str, Any],
        *,
        at: time = MORNING,
        noted_on: date | None = None,
        role: str = "runner",
    ) -> str:
        """Add one fact and give its id; ``noted_on`` is the day it was written down, the same day unless said.

        Raises EventError when the fact is not one the contract knows.
        """
        fact_id = str(uuid.uuid5(NAMESPACE, f"{self.episode}:{len(self.written)}:{kind}:{on}"))
        noted = datetime.combine(noted_on or on, at, UTC)
        row = {
            "id": fact_id,
            "episode": self.episode,
            "type": kind,
            "on": on.isoformat(),
            "recorded_at": noted.isoformat(),
            "by": {"role": role},
            "v": 1,
            "data": data,
        }
        self._unread.append(parse_event(row))
        self.written.append(row)
        return fact_id

    def ask(self, day: date) -> Decision | Refusal:
        """The decision of a day on all that was written."""
        self._fold.tell(self._unread)
        self._unread = []
        return decide_day(self._fold, day)
