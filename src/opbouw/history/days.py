"""Activities as runs by day and as seven-day weeks counted back from the day before onset."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from opbouw.history.params import param

RUNNING = frozenset({"run", "treadmill", "trail"})
DAYS_IN_WEEK = 7
DETAILS = ("cadence_spm", "heart_rate_bpm", "ground_contact_ms", "balance_left_pct")


class HasFacts(Protocol):
    """The light facts of an activity; anything with these attributes will do.

    Read as well where they are there: ``indoor``, ``ascent_m``, ``run_s``, ``run_m`` and the fields of `DETAILS`.
    """

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> datetime | None: ...
    @property
    def local_date(self) -> date | None: ...
    @property
    def sport(self) -> str: ...
    @property
    def seconds(self) -> float | None: ...
    @property
    def distance_m(self) -> float | None: ...


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """One believable run; kilometres or minutes may be unknown, never both.

    ``surface`` is road, treadmill or trail; ascent in metres, cadence in steps of both feet a minute, ground contact in
    milliseconds, ``balance_left_pct`` the left share of it, ``ran_min`` the minutes of `minutes` that were run and not
    walked, ``ran_km`` the kilometres of `km`. What the recording does not say is None.
    """

    on: date
    id: str
    km: float | None
    minutes: float | None
    surface: str = field(default="road", compare=False)
    ascent_m: float | None = field(default=None, compare=False)
    cadence_spm: float | None = field(default=None, compare=False)
    heart_rate_bpm: float | None = field(default=None, compare=False)
    ground_contact_ms: float | None = field(default=None, compare=False)
    balance_left_pct: float | None = field(default=None, compare=False)
    ran_min: float | None = field(default=None, compare=False)
    ran_km: float | None = field(default=None, compare=False)

    @property
    def run_minutes(self) -> float | None:
        """The minutes that were run; where nothing tells run from walk, all of them."""
        return self.minutes if self.ran_min is None else self.ran_min

    @property
    def walk_minutes(self) -> float:
        """The minutes known to be walked."""
        return 0.0 if self.minutes is None or self.ran_min is None else self.minutes - self.ran_min

    @property
    def with_walking(self) -> bool:
        """Whether it is a run-walk session: more of it was walked than crossings and a drink take."""
        return self.minutes is not None and self.walk_minutes > param("walk_share_max") * self.minutes

    @property
    def run_km(self) -> float | None:
        """The kilometres of running: of a run-walk session those that were run, where that is known; else all."""
        return self.ran_km if self.with_walking and self.ran_km is not None else self.km

    @property
    def pace_s_per_km(self) -> float | None:
        """Seconds per kilometre, when distance and time are both known."""
        return None if self.km is None or self.minutes is None else self.minutes * 60 / self.km


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of running; ``back`` 0 is the week that ends the day before onset."""

    back: int
    first: date
    runs: tuple[Run, ...]

    @property
    def km(self) -> float:
        """Known running kilometres of the week; where it is known what was walked between, that is no part of them."""
        return sum(run.run_km for run in self.runs if run.run_km is not None)

    @property
    def minutes(self) -> float:
        """Known running minutes of the week; the walking between is no part of them."""
        return sum(run.run_minutes for run in self.runs if run.run_minutes is not None)

    @property
    def running_days(self) -> int:
        """Days with at least one run; a warm-up in a file of its own is not a second run."""
        return len({run.on for run in self.runs})


def day_of(fact: HasFacts) -> date | None:
    """The runner's own day of an activity; the UTC day where the file gives no zone."""
    if fact.local_date is not None:
        return fact.local_date
    return None if fact.start is None else fact.start.date()


def _known(value: float | None, factor: float) -> float | None:
    return value * factor if value is not None and math.isfinite(value) and value > 0 else None


def _surface(fact: HasFacts) -> str:
    if fact.sport == "treadmill" or getattr(fact, "indoor", None):
        return "treadmill"
    return "trail" if fact.sport == "trail" else "road"


def _ascent(fact: HasFacts) -> float | None:
    """Metres of climb; a flat run climbs 0."""
    climbed = getattr(fact, "ascent_m", None)
    return climbed if climbed is not None and math.isfinite(climbed) and climbed >= 0 else None


def _ran(fact: HasFacts) -> float | None:
    """Minutes run of a session with walking in it, never more than the whole; None where nothing tells."""
    ran: float | None = getattr(fact, "run_s", None)
    whole = fact.seconds
    if ran is None or whole is None or not math.isfinite(ran) or ran < 0 or not whole > 0:
        return None
    return min(ran, whole) / 60


def _ran_km(fact: HasFacts) -> float | None:
    """Kilometres run of a session with walking in it, never more than the whole; None where nothing tells."""
    ran: float | None = getattr(fact, "run_m", None)
    whole = fact.distance_m
    if ran is None or whole is None or not math.isfinite(ran) or ran < 0 or not whole > 0:
        return None
    return min(ran, whole) / 1000


def _run(fact: HasFacts) -> Run | None:
    on = day_of(fact)
    if fact.sport not in RUNNING or on is None:
        return None
    details = {name: _known(getattr(fact, name, None), 1) for name in DETAILS}
    run = Run(
        on,
        fact.id,
        _known(fact.distance_m, 0.001),
        _known(fact.seconds, 1 / 60),
        _surface(fact),
        _ascent(fact),
        **details,
        ran_min=_ran(fact),
        ran_km=_ran_km(fact),
    )
    if run.km is None and run.minutes is None:
        return None
    fastest, slowest = param("pace_s_per_km_range")
    pace = run.pace_s_per_km
    too_far = run.km is not None and run.km > param("run_km_max")
    too_slow = pace is not None and pace > slowest and not run.ran_min  # much walking between is slow, and still a run
    return None if too_far or too_slow or (pace is not None and pace < fastest) else run


def runs_before(facts: Iterable[HasFacts], onset: date) -> tuple[Run, ...]:
    """Believable runs before onset, oldest first, each id once; wrong values are left out whole."""
    found = {run.id: run for fact in facts if (run := _run(fact)) is not None and run.on < onset}
    return tuple(sorted(found.values(), key=lambda run: (run.on, run.id)))


def first_day(facts: Iterable[HasFacts]) -> date | None:
    """The first day the archive says anything about, in any sport."""
    return min((on for fact in facts if (on := day_of(fact)) is not None), default=None)


def weeks_before(facts: Iterable[HasFacts], onset: date, count: int) -> tuple[Week, ...]:
    """The weeks of the last ``count`` that have data, newest first.

    A week has data when the archive reaches back to it and it is not wholly inside a lay-off. So a rest week
    between two running weeks counts as zero, because the watch was in use and nothing was run; weeks before
    the first activity and weeks of a pause of two weeks or more are not usual training and count for nothing.
    """
    kept = list(facts)
    return weeks_of(runs_before(kept, onset), first_day(kept), onset, count)


def weeks_of(runs: tuple[Run, ...], begin: date | None, onset: date, count: int) -> tuple[Week, ...]:
    """As `weeks_before`, from runs in order and the first day the archive says anything about."""
    if not runs or begin is None:
        return ()
    days = [run.on for run in runs]
    weeks = (_week(runs, days, onset, back) for back in range(count))
    return tuple(
        w for w in weeks if w.runs or (w.first + timedelta(6) >= begin and not _in_layoff(days, w.first, onset))
    )


def _week(runs: tuple[Run, ...], days: list[date], onset: date, back: int) -> Week:
    first = onset - timedelta(DAYS_IN_WEEK * (back + 1))
    return Week(back, first, runs[bisect_left(days, first) : bisect_left(days, first + timedelta(DAYS_IN_WEEK))])


def _in_layoff(days: list[date], first: date, onset: date) -> bool:
    place = bisect_left(days, first)
    after = days[place] if place < len(days) else onset
    return place == 0 or (after - days[place - 1]).days >= int(param("layoff_days"))
