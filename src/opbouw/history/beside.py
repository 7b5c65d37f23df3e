"""What stands beside the runs: shoes, nights and tests, from the log or from what was imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from opbouw.core.events import CheckedIn, Event, ShoeAdded, ShoeUsed
from opbouw.history.tried import Tried, tried


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
    """One night, by the morning after it: hours of sleep, heart rate at rest (beats a minute), and its variability.

    ``hrv_ms`` is in milliseconds; ``hrv_kind`` rmssd or sdnn, which cannot be compared.
    """

    on: date
    sleep_h: float | None = None
    resting_bpm: float | None = None
    hrv_ms: float | None = None
    hrv_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Shoes, nights and tests; ``km_before`` is what a pair had run before the first day it stands in ``worn``."""

    worn: tuple[Worn, ...] = ()
    nights: tuple[Night, ...] = ()
    km_before: tuple[tuple[str, float], ...] = ()
    tests: tuple[Tried, ...] = ()

    def until(self, day: date) -> Beside:
        """What stood beside the runs before a day; a test stays, for it is done after the onset."""
        worn = tuple(sorted((one for one in self.worn if one.on < day), key=lambda one: (one.on, one.shoe)))
        # the morning of the day itself closes the night before it
        nights = tuple(sorted((one for one in self.nights if one.on <= day), key=lambda one: one.on))
        return Beside(worn, nights, self.km_before, self.tests)


NOTHING = Beside()


class DayOfRest(Protocol):
    """A day of a wellness file; seconds asleep in the night that ended on it."""

    @property
    def day(self) -> date: ...
    @property
    def resting_heart_rate_bpm(self) -> float | None: ...
    @property
    def hrv_ms(self) -> float | None: ...
    @property
    def hrv_kind(self) -> str | None: ...
    @property
    def sleep_s(self) -> float | None: ...


class Pair(Protocol):
    """A pair of shoes as an account names it: kilometres by day, and those without a known day."""

    @property
    def name(self) -> str: ...
    @property
    def worn(self) -> Sequence[tuple[date, float]]: ...
    @property
    def undated_km(self) -> float: ...


def imported(days: Iterable[DayOfRest], pairs: Iterable[Pair]) -> Beside:
    """The shoes and nights of imported files; exports that overlap count once (see `together`)."""
    nights = (
        Beside(nights=(Night(one.day, _hours(one.sleep_s), one.resting_heart_rate_bpm, one.hrv_ms, one.hrv_kind),))
        for one in days
    )
    shoes = (
        Beside(
            worn=tuple(Worn(day, one.name, km) for day, km in one.worn if km > 0),
            km_before=((one.name, one.undated_km),) if one.undated_km else (),
        )
        for one in pairs
    )
    return together(*nights, *shoes)


def together(*parts: Beside) -> Beside:
    """Several sources as one: of a pair on a day the larger distance, of a night the first value that is known.

    So what stands first is believed most, and the same run in two exports wears a pair once.
    """
    nights: dict[date, Night] = {}
    worn: dict[tuple[date, str], Worn] = {}
    before: dict[str, float] = {}
    for part in parts:
        for night in part.nights:
            nights[night.on] = _filled(nights[night.on], night) if night.on in nights else night
        for one in part.worn:
            worn[one.on, one.shoe] = _farther(worn[one.on, one.shoe], one) if (one.on, one.shoe) in worn else one
        for shoe, km in part.km_before:
            before[shoe] = max(before.get(shoe, 0.0), km)
    days, pairs = sorted(nights.values(), key=lambda one: one.on), sorted(worn)
    tests = tuple(one for part in parts for one in part.tests)
    return Beside(tuple(worn[key] for key in pairs), tuple(days), tuple(sorted(before.items())), tests)


def _filled(first: Night, second: Night) -> Night:
    beats = second.hrv_ms is not None and first.hrv_ms is None
    return Night(
        first.on,
        second.sleep_h if first.sleep_h is None else first.sleep_h,
        second.resting_bpm if first.resting_bpm is None else first.resting_bpm,
        *((second.hrv_ms, second.hrv_kind) if beats else (first.hrv_ms, first.hrv_kind)),
    )


def _farther(first: Worn, second: Worn) -> Worn:
    kind = first.kind or second.kind
    drop = second.drop_mm if first.drop_mm is None else first.drop_mm
    return replace(first, km=max(first.km, second.km), kind=kind, drop_mm=drop)


def _hours(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 3600


def beside(events: Iterable[Event]) -> Beside:
    """The shoes, nights and tests of a log; a pair that was never added is known by its name alone."""
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
    return Beside(tuple(one for one in worn if one.km > 0), tuple(nights), km_before, tried(kept))


def _worn(on: date, used: ShoeUsed, pair: ShoeAdded | None) -> Worn:
    if pair is None:
        return Worn(on, used.shoe, used.km or 0.0)
    return Worn(on, used.shoe, used.km or 0.0, pair.kind, pair.drop_mm)
