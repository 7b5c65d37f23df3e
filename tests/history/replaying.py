"""What real runners did, told to the engine day by day: nothing beside the recordings but what a replay says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from opbouw.activities import ActivityFacts, facts, import_paths, merge_duplicates, with_local_dates
from opbouw.cli.opening import Opening
from opbouw.core.decision import Decision, Refusal
from opbouw.history import baseline, layoffs
from opbouw.history.gaps import Layoff
from tests.core.making import EPISODE, Story
from tests.journeys.daily import Daily
from tests.journeys.invariants import breaches
from tests.scenarios.faithful import Faithful, Life

RUNNING = ("run", "treadmill", "trail")
TABLES = {
    "C": "runner-c-strava-activities.csv",
    "D": "runner-d-strava-activities.csv",
    "E": "runner-e-strava-processed.csv.gz",
}
INJURIES = ("unknown_overuse", "achilles_midportion")
DAYS_AFTER = 120
FIRST_SESSION_MIN = 10.0
CALF, CALF_ONSET = "calf_strain_gastroc", date(2022, 8, 24)
MARATHON: dict[str, Any] = {"kind": "race", "on": "2022-11-06", "distance_km": 42.2}
BACK_WITHIN_DAYS = 150
# what the labels of runner C say, and no more: a date, a kind of event, its data, and the sport it was recorded as
TOLD_BY_C: tuple[tuple[date, str, dict[str, Any], str | None], ...] = (
    (
        date(2022, 9, 4),
        "session_done",
        {"kind": "cross", "modality": "elliptical", "stopped_early": True},
        "elliptical",
    ),
    (date(2022, 9, 7), "session_done", {"kind": "cross", "modality": "elliptical", "pain_during": 0}, "elliptical"),
    (date(2022, 9, 9), "checked_in", {"ill": "unwell"}, None),
    (date(2022, 9, 17), "checked_in", {"ill": "none"}, None),
    (date(2022, 9, 20), "session_done", {"kind": "run", "run_minutes": 10, "pain_during": 0}, "run"),
    (date(2022, 9, 22), "session_done", {"kind": "run", "pain_during": 0}, "run"),
)


def read_table(folder: Path, runner: str) -> list[ActivityFacts]:
    """The activities of a runner as the product reads them: each once, on its own day."""
    reports = import_paths([folder / "data" / "activities" / "tables" / TABLES[runner]])
    found = [activity for report in reports for activity in report.activities]
    once = (facts(activity) for activity in merge_duplicates(with_local_dates(found)))
    return [one for one in once if one.local_date is not None]


def breaks_in(found: Sequence[ActivityFacts]) -> tuple[Layoff, ...]:
    """Every pause that ended before the table did."""
    last = max(one.local_date for one in found if one.local_date is not None)
    return tuple(gap for gap in layoffs(found, last + timedelta(days=1)) if gap.next_run is not None)


@dataclass(frozen=True, slots=True)
class RealRun:
    """A run as it was recorded, and what the plan of that morning said about it."""

    on: date
    id: str
    minutes: float
    allowed: bool
    plan_min: float


@dataclass
class Replayed:
    """Each day's decision before and after what was recorded, the runs, and what went against an invariant."""

    mornings: list[Decision] = field(default_factory=list)
    evenings: list[Decision] = field(default_factory=list)
    real: list[RealRun] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def may_run_on(self) -> list[date]:
        """Mornings with leave to run."""
        return [one.on for one in self.mornings if one.running_allowed]

    @property
    def thirty_on(self) -> date | None:
        """The first evening with 30 minutes continuous behind it."""
        return next((one.on for one in self.evenings if one.stage and one.stage.ladder == "road_after_30"), None)

    @property
    def in_plan(self) -> list[RealRun]:
        """Real runs on a morning with leave to run, and no longer than its dose."""
        return [one for one in self.real if one.allowed and one.minutes <= one.plan_min]


class Told(Story):
    """A story that is folded while it is told, with the archive put in it as `opbouw plan` does."""

    def __init__(self, injury: str, onset: date, archive: Sequence[ActivityFacts], **opened: Any) -> None:
        super().__init__(injury, onset, **opened)
        self.daily, self.given = Daily(), 0
        self.newest: Decision | Refusal | None = None
        level = baseline(archive, onset)
        if level is not None:
            self.add("baseline_set", 0, **level.to_event_data())
        self.record(onset, [one for one in archive if one.local_date is not None and one.local_date <= onset])

    def record(self, day: date, found: Iterable[ActivityFacts]) -> list[str]:
        """Import activities on a day; the ids of their events."""
        opening = Opening(self.injury, self.onset, None, day)
        opening.episode = UUID(EPISODE)
        opening.add_activities(found)
        self.events += opening.events
        return [event.id for event in opening.events]

    @property
    def nothing_new(self) -> bool:
        """Whether all that was told is decided on."""
        return self.given == len(self.events)

    def answer(self, day: int | date) -> Decision | Refusal:
        """The decision of a day on what was told so far."""
        fresh, self.given = self.events[self.given :], len(self.events)
        if fresh or self.newest is None or self.newest.on != self.on(day):
            self.daily.tell(*fresh)
            self.newest = self.daily.decide(self.on(day))
        return self.newest


class Replay:
    """One injury from its onset on, with the real recordings of each day.

    Calm: every morning is answered without a complaint, every question in the runner's favour, every real run
    without pain; else only what ``said`` holds is told. With ``follow`` the runner does what is planned, and not what
    was recorded.
    """

    def __init__(
        self,
        story: Told,
        archive: Sequence[ActivityFacts],
        *,
        calm: bool = False,
        follow: bool = False,
        said: Sequence[tuple[date, str, dict[str, Any], str | None]] = (),
    ) -> None:
        self.story, self.calm, self.follow, self.said = story, calm or follow, follow, said
        self.by_day: dict[date, list[ActivityFacts]] = {}
        for one in archive if not follow else ():
            if one.local_date is not None:
                self.by_day.setdefault(one.local_date, []).append(one)
        self.runner = Faithful(story.injury, story.onset.isoformat())
        self.runner.story = story
        self.done = Replayed()
        self.before: Decision | None = None

    def live(self, days: int, *, stop_at_30: bool = False) -> Replayed:
        """Decide every day from the onset on; a day with recordings before and after them."""
        for day in range(days + 1):
            on = self.story.on(day)
            if self.calm:
                self._answer_all(on)
            morning = self._decided(on)
            self._told(on, morning, self._recorded(on) if day else [])
            self.before = morning if self.story.nothing_new else self._decided(on)
            self.done.mornings.append(morning)
            self.done.evenings.append(self.before)
            if stop_at_30 and self.done.thirty_on is not None:
                break
        return self.done

    def _answer_all(self, on: date) -> None:
        if on == self.story.onset:
            self.story.screen(on, why="first")
        self.story.check(on)
        answered: set[str] = set()
        while self.runner._answer((on - self.story.onset).days, self.story.decide(on), answered):
            pass

    def _recorded(self, on: date) -> list[tuple[str, ActivityFacts]]:
        found = self.by_day.get(on, [])
        return list(zip(self.story.record(on, found), found, strict=True))

    def _told(self, on: date, morning: Decision, recorded: list[tuple[str, ActivityFacts]]) -> None:
        """What was done on a day and what was said of it."""
        for event, one in recorded:
            if one.sport in RUNNING:
                self._real_run(morning, event, (one.seconds or 0) / 60)
        for session in morning.today if self.follow else ():
            if session.kind == "run":
                minutes = session.run_minutes or 0
                self.done.real.append(RealRun(on, session.id, minutes, morning.running_allowed, _dose(morning)))
            self.runner._do((on - self.story.onset).days, session, morning, Life(self.story))
        for said_on, kind, data, sport in self.said:
            if said_on == on:
                about = {one.sport: one for _, one in recorded}.get(sport or "")
                linked: dict[str, Any] = (
                    {} if about is None else {"activity": about.id, "minutes": round((about.seconds or 0) / 60, 1)}
                )
                self.story.add(kind, on, **{**data, **linked})

    def _real_run(self, morning: Decision, event: str, minutes: float) -> None:
        self.done.real.append(RealRun(morning.on, event, minutes, morning.running_allowed, _dose(morning)))
        if self.calm:
            said: dict[str, Any] = {
                "kind": "run",
                "modality": "run",
                "minutes": minutes,
                "run_minutes": minutes,
                "activity": event,
            }
            self.story.add("session_done", morning.on, **said, pain_during=0, pain_after=0, effort_rpe=3)

    def _decided(self, on: date) -> Decision:
        decision = self.story.decide(on)
        self.done.broken += [f"{on}: {one}" for one in breaches(self.before, decision, self.story.daily.told)]
        return decision


def _dose(decision: Decision) -> float:
    """Minutes of running in today's plan, or what its limit leaves where none is planned."""
    planned = sum(one.run_minutes or 0 for one in decision.today if one.kind == "run")
    left = next((one.value for one in decision.limits if one.id == "run_minutes"), 0.0)
    return max(planned, left) if decision.running_allowed else 0.0


def calf_of_c(archive: Sequence[ActivityFacts], **how: Any) -> Replay:
    """Runner C's strained calf as the labels tell it: a run that was broken off, named by the runner."""
    told = {"last_run_on": CALF_ONSET.isoformat(), "severity": "limits_running", "spot": "calf", "named_by": "self"}
    story = Told(CALF, CALF_ONSET, archive, **told)
    story.add("goal_set", 0, **MARATHON)
    return Replay(story, archive, **how)


def break_of(archive: Sequence[ActivityFacts], gap: Layoff, injury: str, **how: Any) -> Replay:
    """A pause, as if an injury began on its first day."""
    onset = gap.last_run + timedelta(days=1)
    return Replay(Told(injury, onset, archive, last_run_on=gap.last_run.isoformat()), archive, **how)


def session_cap(runs: Iterable[tuple[date, float]], on: date) -> float:
    """The most minutes for a run by the longest of the 30 days before it.

    model_params session_cap: a tenth more, or up to three minutes more where that is more; with no run in 30 days the
    10 minutes of a first session.
    """
    longest = max((minutes for day, minutes in runs if 1 <= (on - day).days <= 30), default=None)
    return FIRST_SESSION_MIN if longest is None else max(longest * 1.10, longest + min(3.0, longest))


def above_cap(archive: Sequence[ActivityFacts], real: Iterable[RealRun]) -> list[RealRun]:
    """Real runs longer than the session cap gives after the runs that were really done."""
    runs = [(one.local_date, (one.seconds or 0) / 60) for one in archive if one.sport in RUNNING and one.local_date]
    return [one for one in real if one.minutes > session_cap(runs, one.on)]
