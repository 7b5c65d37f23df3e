"""Writes the events of a virtual runner: the same ids and instants on every machine."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID, uuid5

from opbouw.core.events import Event, parse_event

ZONE = timezone(timedelta(hours=1))
NAMESPACE = UUID("6f1c2c1e-5a50-4b7e-9a53-0d8c6a4b1f10")


class Writer:
    """One log by its name; ``day`` counts from the onset."""

    def __init__(self, name: str, onset: date) -> None:
        self.onset = onset
        self.episode = uuid5(NAMESPACE, name)
        self.written = 0
        self.due: list[tuple[date, Event]] = []

    def on(self, day: int) -> date:
        """The date of a day of the journey."""
        return self.onset + timedelta(days=day)

    def write(
        self, type: str, day: int, data: dict[str, Any], *, role: str = "runner", late: int = 0, hour: int = 8
    ) -> Event:
        """One event, told ``late`` days after its day."""
        self.written += 1
        on = self.on(day)
        # one second a line keeps the order in which things were told
        told = datetime.combine(on + timedelta(days=late), time(hour), ZONE) + timedelta(seconds=self.written % 3600)
        event = parse_event(
            {
                "id": str(uuid5(self.episode, str(self.written))),
                "episode": str(self.episode),
                "type": type,
                "on": on.isoformat(),
                "recorded_at": told.isoformat(),
                "by": {"role": role},
                "v": 1,
                "data": {name: value for name, value in data.items() if value is not None},
            }
        )
        self.due.append((told.date(), event))
        return event

    def told_by(self, day: int) -> list[Event]:
        """What is told on a day, or was due before; each event once, in the order of telling."""
        today = self.on(day)
        now = sorted((one for one in self.due if one[0] <= today), key=lambda one: one[1].recorded_at)
        self.due = [one for one in self.due if one[0] > today]
        return [event for _, event in now]
