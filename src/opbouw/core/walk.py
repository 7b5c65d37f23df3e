"""Where a runner stands on the road on one day: the value that each day of an episode turns into the next."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from math import floor

from opbouw.core.clearances import Permission
from opbouw.core.decision import Phase, Planned, Verdict
from opbouw.core.diary import Run
from opbouw.core.flags import FlagState
from opbouw.core.ladder import Steps
from opbouw.core.pain import Match, PainLimits
from opbouw.core.transitions import WORK
from opbouw.evidence import tables

THIRTY_MINUTES = 30.0  # road_after_30: the road begins at 30 minutes continuous
LONGEST_OF_ALL = 600.0  # derived: ten hours, longer than any run a road leads to


@dataclass(frozen=True, slots=True)
class Ran:
    """One run as it counted: its minutes, and whether it was allowed, within its cap, the dose shown, and clean.

    ``signs`` are the ids of the pain rules its response matched.
    """

    on: date
    id: str
    minutes: float
    distance_km: float | None
    allowed: bool
    within_cap: bool
    as_shown: bool = False
    clean: bool = False
    stepped_back: bool = False
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class After:
    """The road after 30 minutes continuous: one dimension moves at a time."""

    longest_min: float = THIRTY_MINUTES
    days_per_week: int = 3
    pace_step: int = 0
    hill_up: int = 0
    hill_down: int = 0
    speed: int = 0
    clean: int = 0
    moved_on: date | None = None
    moved: str | None = None

    @property
    def steps(self) -> int:
        """How many steps were taken after the ladder."""
        longer = bisect_right(_longer_runs(), self.longest_min) - 1
        return self.pace_step + self.hill_up + self.hill_down + self.speed + longer


@cache
def _longer_runs() -> tuple[float, ...]:
    """The longest run step by step (minutes), at the most a step may add: one step of the road is one step here."""
    rule, found = tables.dimensions["duration"], [THIRTY_MINUTES]
    while found[-1] < LONGEST_OF_ALL:
        step = min(found[-1] * int(rule["step_pct_max"]) / 100, float(rule["step_min_max_abs"]))
        found.append(float(floor(found[-1] + max(1.0, step))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Response:
    """What the body's reaction asks for: the verdict of the last run and the rules behind it."""

    on: date
    verdict: Verdict
    change: int
    matches: tuple[Match, ...]
    run: Run | None = None
    code: str | None = None
    asked_back: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a week already shown; ``hold_min`` is the smaller run that holds until a larger one is agreed to."""

    id: str
    code: str
    on: date
    was: Planned | None
    becomes: Planned | None
    hold_min: float | None = None
    answer: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Less:
    """Even less, as the runner asked in answer to a change: minutes, and the day on which it ends."""

    change: str
    minutes: float
    until: date


@dataclass(frozen=True, slots=True)
class Walk:
    """The state after a day."""

    day: date
    phase: Phase
    since: date
    tests_from: date
    last_before: date
    steps: Steps | None = None
    index: int = 0
    clean: int = 0
    gained_on: date | None = None
    ups: tuple[date, ...] = ()
    step_backs: tuple[date, ...] = ()
    rest_until: date | None = None
    usual: float | None = None
    usual_stiffness: float | None = None
    waiting: tuple[Run, ...] = ()
    flare_on: date | None = None
    bone_stops: tuple[date, ...] = ()
    bone_stopped: bool = False
    bone_again_on: date | None = None  # the newest second time: what was cleared before it holds no longer
    bone_cap_min: float | None = None
    referred: tuple[tuple[str, date], ...] = ()
    review_since: date | None = None
    review_for: tuple[str, ...] = ()
    reviewed_on: date | None = None
    response: Response | None = None
    ran: tuple[Ran, ...] = ()  # of the last RAN_DAYS days, and those that still wait for their morning
    first_done: bool = False
    rebuild_on: date | None = None
    after: After | None = None
    warnings: tuple[date, ...] = ()
    reached_30_on: date | None = None
    phase_back_code: str | None = None
    allowed_before: date | None = None
    clean_before: float | None = None
    runs_since: date | None = None
    off_from: date | None = None
    change: Change | None = None
    less: tuple[Less, ...] = ()

    @property
    def last_run_on(self) -> date:
        """The newest run so far, allowed or not; before any, the last one before the injury."""
        return max(self.last_before, self.ran[-1].on) if self.ran else self.last_before

    @property
    def last_allowed_on(self) -> date | None:
        """The newest run that was allowed, or the start of rebuilding: silence counts from here."""
        allowed = next((one.on for one in reversed(self.ran) if one.allowed), self.allowed_before)
        return max((on for on in (allowed, self.rebuild_on) if on is not None), default=None)

    @property
    def last_clean_min(self) -> float | None:
        """Minutes of the newest clean run."""
        return next((one.minutes for one in reversed(self.ran) if one.clean), self.clean_before)

    @property
    def first_run_on(self) -> date | None:
        """The first run since rebuilding began."""
        if self.rebuild_on is None or self.runs_since is not None:
            return self.runs_since
        return next((one.on for one in self.ran if one.on >= self.rebuild_on), None)

    @property
    def position(self) -> int:
        """The step as a number: on the ladder, or beyond it after 30 minutes."""
        beyond = len(self.steps.stages) + self.after.steps if self.steps and self.after else None
        return self.index if beyond is None else beyond

    def sent_on(self, sign: str, on: date) -> tuple[tuple[str, date], ...]:
        """What the plan sends on, with a sign that it sees itself; each sign once, with its newest day."""
        return (*(one for one in self.referred if one[0] != sign), (sign, on))

    @property
    def waiting_for(self) -> Run | None:
        """The oldest run whose morning after is not answered yet."""
        return self.waiting[0] if self.waiting else None

    @property
    def running_phase(self) -> bool:
        """Whether this phase has running in it."""
        return "run" in WORK[self.phase]


@dataclass(frozen=True, slots=True)
class Day:
    """What holds on one day, beside the walk: signs, clearances, pain limits."""

    on: date
    flags: FlagState
    allowed: Permission
    limits: PainLimits
    open_flags: tuple[str, ...]
    locked: bool


def rebuilding(walk: Walk, phase: Phase, day: date) -> Walk:
    """The walk on the day rebuilding begins: its weeks and its first run count from here, the break ends here."""
    return replace(walk, phase=phase, since=day, rebuild_on=day, runs_since=None, off_from=walk.last_run_on)


RAN_DAYS = 60  # no rule looks further back over single runs; what is older is kept in sums


def remember(walk: Walk, day: date) -> Walk:
    """Drop runs that no rule looks at any more, and keep what they leave behind."""
    limit = day - timedelta(days=RAN_DAYS)
    if not walk.ran or walk.ran[0].on >= limit:
        return walk
    waiting = {run.id for run in walk.waiting}
    old = [one for one in walk.ran if one.on < limit and one.id not in waiting]
    if not old:
        return walk
    since = walk.rebuild_on
    return replace(
        walk,
        ran=tuple(one for one in walk.ran if one.on >= limit or one.id in waiting),
        last_before=max(walk.last_before, old[-1].on),
        allowed_before=next((one.on for one in reversed(old) if one.allowed), walk.allowed_before),
        clean_before=next((one.minutes for one in reversed(old) if one.clean), walk.clean_before),
        runs_since=walk.runs_since or next((one.on for one in old if since is not None and one.on >= since), None),
    )
