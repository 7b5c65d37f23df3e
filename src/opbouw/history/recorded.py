"""The archive as the log of an episode keeps it: imported activities with the runner's own day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from opbouw.core.events import ActivityImported, Event


@dataclass(frozen=True, slots=True)
class Recorded:
    """The facts of an `activity_imported` event; ``local_date`` is the date the event is about."""

    id: str
    start: datetime | None
    local_date: date | None
    sport: str
    seconds: float | None
    distance_m: float | None


def recorded(events: Iterable[Event]) -> tuple[Recorded, ...]:
    """The imported activities among the events, as history reads them."""
    found = [(event, event.data) for event in events if isinstance(event.data, ActivityImported)]
    return tuple(
        Recorded(data.id or event.id, data.start, event.on, data.sport or "other", data.seconds, data.distance_m)
        for event, data in found
    )
