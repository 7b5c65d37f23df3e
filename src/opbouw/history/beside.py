"""What stands beside the runs: shoes and nights, from the log or from a wellness file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from opbouw.core.events import CheckedIn, Event, ShoeAdded, ShoeUsed


@dataclass(frozen=True, slots=True)
class Worn:
    """A pair of shoes on one day: kilometres run in it that day; ``kind`` and ``drop_mm`` where they are known."""

    on: date
    shoe: str
    km: float
    kind: str | None = None
    drop_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """One night, by the morning after it: hours of sleep and heart rate at rest (beats a minute)."""

    on: date
    sleep_h: float | None = None
    resting_bpm: float | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Shoes and nights; ``km_before`` is what a pair had run before the first day it stands in ``worn``."""

    worn: tuple[Worn, ...] = ()
    nights: tuple[Night, ...] = ()
    km_before: tuple[tuple[str, float], ...] = ()

    def until(self, day: date) -> Beside:
        """What stood beside the runs before a day."""
        worn = tuple(sorted((one for one in self.worn if one.on < day), key=lambda one: (one.on, one.shoe)))
        # the morning of the day itself closes the night before it
        nights = tuple(sorted((one for one in self.nights if one.on <= day), key=lambda one: one.on))
        return Beside(worn, nights, self.km_before)


NOTHING = Beside()


def beside(events: Iterable[Event]) -> Beside:
    """The shoes and nights of a log; a pair that was never added is known by its name alone."""
    kept = sorted(events, key=lambda event: (event.on, event.recorded_at))
    pairs = {event.data.shoe: event.data for event in kept if isinstance(event.data, ShoeAdded)}
    worn = [
        _worn(event.on, event.data, pairs.get(event.data.shoe)) for event in kept if isinstance(event.data, ShoeUsed)
    ]
    nights = [
        Night(event.on, event.data.sleep_h)
        for event in kept
        if isinstance(event.data, CheckedIn) and event.data.sleep_h is not None
    ]
    km_before = tuple((name, pair.km) for name, pair in pairs.items() if pair.km)
    return Beside(tuple(one for one in worn if one.km > 0), tuple(nights), km_before)


def _worn(on: date, used: ShoeUsed, pair: ShoeAdded | None) -> Worn:
    if pair is None:
        return Worn(on, used.shoe, used.km or 0.0)
    return Worn(on, used.shoe, used.km or 0.0, pair.kind, pair.drop_mm)
