"""What was told so far, indexed as plainly as can be: the other reading of a log, beside that of the core."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from opbouw.core.events import ActivityImported, Cleared, Event, SessionDone
from opbouw.evidence import tables

RUNNING_SPORTS = ("run", "treadmill", "trail")
SLOW_MIN_PER_KM = 7.0
MORNINGS_KEPT = 2  # engine.md, invariant 6: later than two days can only tighten


@dataclass(frozen=True, slots=True)
class ToldRun:
    """One run as somebody told or recorded it; ``most`` and ``least`` are bounds on its minutes of running."""

    event: Event
    on: date
    most: float
    least: float

    @property
    def assisted(self) -> bool:
        """Whether the anti-gravity treadmill carried a part of the weight."""
        return self.event.type == "session_done" and self.event.data.modality == "alterg"


class Told:
    """The events of one episode that are known by now, in the order in which they were told."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.events: list[Event] = []
        self.by_type: dict[str, list[Event]] = {}
        self.runs: list[ToldRun] = []
        self.mornings: dict[date, list[Event]] = {}
        self.answered: set[str] = set()
        self.amended: set[str] = set()
        self.tell(*events)

    def tell(self, *events: Event) -> None:
        """Add what was told now."""
        for event in events:
            self.events.append(event)
            self.by_type.setdefault(event.type, []).append(event)
            if event.type == "checked_in" and event.data.pain_morning is not None:
                self.mornings.setdefault(event.on, []).append(event)
                self.answered.add(event.data.for_session or "")
            if event.type in ("corrected", "withdrawn"):
                self.amended.add(event.data.event)
            run = told_run(event)
            if run is not None:
                self.runs.append(run)

    def of(self, name: str) -> list[Event]:
        """All events of one type."""
        return self.by_type.get(name, [])

    @property
    def opened(self) -> Event:
        """The first fact of the episode."""
        return self.by_type["episode_opened"][0]

    @property
    def injury(self) -> str:
        """The id of the injury."""
        name: str = self.opened.data.injury
        return name

    def amended_today(self, day: date) -> bool:
        """Whether anything was corrected or taken back on a day."""
        words = (*self.of("corrected"), *self.of("withdrawn"))
        return any(one.recorded_at.date() == day or one.on == day for one in words)

    def sure_runs(self) -> list[ToldRun]:
        """Runs from the onset on that nobody took back or corrected; a recording of the onset's day is history."""
        onset = self.opened.data.onset_on
        return [
            one
            for one in self.runs
            if one.event.id not in self.amended
            and (one.on > onset or (one.on == onset and one.event.type == "session_done"))
        ]

    def longest_since(self, first: date, before: date) -> float | None:
        """The longest run on a runner's own weight in a stretch of days, by the widest reading; None without a run."""
        own = (one for one in self.runs if first <= one.on < before and not one.assisted)
        return max((one.most for one in own), default=None)

    def morning_told(self, run: ToldRun) -> bool:
        """Whether the morning after a run was answered on time, or by its name later."""
        next_day = run.on + timedelta(days=1)
        return run.event.id in self.answered or any(not is_late(one) for one in self.mornings.get(next_day, ()))

    def clearances(self) -> list[tuple[Event, Cleared]]:
        """What professionals allowed; a trainer never clears."""
        return [(one, one.data) for one in self.of("cleared") if one.by.role != "trainer"]


def is_late(event: Event) -> bool:
    """Whether it was written down more than two days after its day."""
    return (event.recorded_at.date() - event.on).days > MORNINGS_KEPT


def told_run(event: Event) -> ToldRun | None:
    """The run that an event tells of, whatever it is called; None when it tells of none."""
    if event.type == "session_done":
        return _session(event, event.data)
    if event.type == "activity_imported" and event.data.sport in RUNNING_SPORTS:
        return _recorded(event, event.data)
    return None


def _session(event: Event, data: SessionDone) -> ToldRun | None:
    bouts = [one for one in data.intervals or () if one.kind == "run"]
    if data.kind != "run" and not data.run_minutes and not bouts:
        return None
    by_bouts = sum(one.seconds * (one.reps or 1) for one in bouts) / 60 if bouts else None
    known = [
        one for one in (data.run_minutes, data.minutes, by_bouts, _by_distance(data.distance_km)) if one is not None
    ]
    return ToldRun(event, event.on, max(known, default=inf), min(known, default=0.0))


def _recorded(event: Event, data: ActivityImported) -> ToldRun:
    kilometres = None if data.distance_m is None else data.distance_m / 1000
    known = [
        one
        for one in (None if data.seconds is None else data.seconds / 60, _by_distance(kilometres))
        if one is not None
    ]
    return ToldRun(event, event.on, max(known, default=inf), min(known, default=0.0))


def _by_distance(kilometres: float | None) -> float | None:
    return None if kilometres is None else kilometres * SLOW_MIN_PER_KM


def region_is_high_risk(injury: str) -> bool:
    """Whether nothing at all is planned before a first clearance."""
    return tables.injuries[injury].risk_class == "high"
