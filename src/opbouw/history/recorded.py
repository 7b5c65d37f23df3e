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
    indoor: bool | None = None
    ascent_m: float | None = None
    cadence_spm: float | None = None
    heart_rate_bpm: float | None = None
    ground_contact_ms: float | None = None
    balance_left_pct: float | None = None


def recorded(events: Iterable[Event]) -> tuple[Recorded, ...]:
    """The imported activities among the events, as history reads them."""
    found = [(event, event.data) for event in events if isinstance(event.data, ActivityImported)]
    return tuple(_recorded(event, data) for event, data in found)


def _recorded(event: Event, data: ActivityImported) -> Recorded:
    return Recorded(
        id=data.id or event.id,
        start=data.start,
        local_date=event.on,
        sport=data.sport or "other",
        seconds=data.seconds,
        distance_m=data.distance_m,
        indoor=data.indoor,
        ascent_m=data.ascent_m,
        cadence_spm=data.cadence_spm,
        heart_rate_bpm=data.heart_rate_bpm,
        ground_contact_ms=data.ground_contact_ms,
        balance_left_pct=data.balance_left_pct,
    )
