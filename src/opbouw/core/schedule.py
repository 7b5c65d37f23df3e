"""Seven days around the runner's own days: runs apart, strength with the run, cross-training between, one day off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.company import ALONE, Company
from opbouw.core.cross import CrossPlan, CrossWeek, cross_week
from opbouw.core.decision import Limit, Reason, Session
from opbouw.core.doses import minutes_of, shortened
from opbouw.core.grown import Growth
from opbouw.core.ids import session_id
from opbouw.core.illness import calm_rpe, chest_unseen, ill
from opbouw.core.loosen import Work, loosening
from opbouw.core.moves import moves, moves_of
from opbouw.core.past import WEEK, days_with, trained_on
from opbouw.core.permit import blockers, pregnant_unseen
from opbouw.core.reasons import reason
from opbouw.core.rhythm import due_days
from opbouw.core.runs import assisted_runs, runs_of_week
from opbouw.core.spared import spared_reasons, unsure
from opbouw.core.strengthen import rests_today, strength_reasons, strengthening
from opbouw.core.times import free, minutes_on
from opbouw.core.transitions import WORK
from opbouw.core.upkeep import strength_per_week, upkeep_reasons
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables

DAYS = 7
ORDER = {"run": 0, "strength": 1, "walk": 2, "cross": 2, "mobility": 3}
STRENGTH_APART_DAYS = 2  # model_params strength_min_hours_between_same_region
MOST_MIN = {"strength": 40.0, "mobility": 20.0}  # derived: a longer session beside the other work is not kept up
LOOSENING_WITH_RUNNING = 3  # derived: once running is back loosening is kept to as many days as strength has at most


@dataclass(frozen=True, slots=True)
class Plan:
    """The week with the limits that shaped it and the reasons for its work beside running."""

    week: tuple[Session, ...]
    run_limit: Limit | None
    cross: CrossPlan | None
    blocked: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """The days to plan and what already stands on them."""

    days: tuple[date, ...]
    runs: tuple[Session, ...]
    off: date | None

    @property
    def running(self) -> frozenset[date]:
        """Days with a run in the plan."""
        return frozenset(one.on for one in self.runs)


def plan_week(case: Case, walk: Walk, at: Day, grown: Growth, company: Company = ALONE) -> Plan:
    """Sessions of today and the six days after."""
    blocked = blockers(case, walk, at)
    if nothing_planned(case, walk, at):
        return Plan((), None, None, blocked)
    days = [at.on + timedelta(days=n) for n in range(DAYS)]
    runs, limit = runs_of_week(case, walk, at, days, blocked)
    runs = runs or assisted_runs(case, walk, at, days, blocked)
    running = {one.on for one in runs}
    week = Week(tuple(days), tuple(runs), day_off(case, at, days, running))
    strong, why_strong = _strength(case, walk, at, week, grown, company)
    cross = _cross(case, walk, at, week, company)
    loose, why_loose = _loosening(case, walk, at, week, [*strong, *cross.sessions], company)
    everything = sorted([*runs, *strong, *cross.sessions, *loose], key=lambda one: (one.on, ORDER[one.kind]))
    reasons = (*spared_reasons(case, at), *cross.reasons, *why_strong, *why_loose)
    return Plan(tuple(_within_time(case, everything)), limit, cross.next, blocked, reasons)


def nothing_planned(case: Case, walk: Walk, at: Day) -> bool:
    """Whether all work waits: a sign or one that may be an emergency, illness, chest symptoms or pregnancy unseen."""
    return bool(
        at.open_flags
        or unsure(case, at, "emergency")
        or ill(case, at.on)
        or chest_unseen(walk)
        or pregnant_unseen(case, at.on)
    )


def day_off(case: Case, at: Day, days: Sequence[date], running: Collection[date]) -> date | None:
    """One day of any seven without training: a day without time, else the runner's shortest day that has no run.

    A day to which the runner moved a session is taken last.

    After six days of training in a row it is today, unless a run stands there.
    """
    before = trained_on(case, at.on - timedelta(days=WEEK - 1), at.on)
    open_days = [day for day in days if day not in running and not (day == at.on and day in before)]
    if len(before - {at.on}) == WEEK - 1 and at.on in open_days:
        return at.on
    if any(not free(case, day) for day in days):
        return None
    wanted = {move.to_on for move in moves(case)}
    open_days = [day for day in open_days if day not in wanted] or open_days
    return max(open_days, key=lambda day: (-minutes_on(case, day), day.weekday()), default=None)


# ---- strength


def _strength(
    case: Case, walk: Walk, at: Day, week: Week, grown: Growth, company: Company
) -> tuple[list[Session], list[Reason]]:
    if "strength" not in WORK[walk.phase]:
        return [], []
    work = strengthening(case, walk, at, grown, company)
    if not work.doses:
        return [], []
    per_week = strength_per_week(case, walk, at, grown)
    rests = company.rests or rests_today(case, walk, at, grown)
    runs_before = {one.on for one in walk.ran if (at.on - one.on).days <= 1}
    may = _beside_runs(case, week, week.running | runs_before, lambda day: rests and day == at.on)
    done = days_with(case, at.on - timedelta(days=WEEK - 1), at.on, "strength")
    days = due_days(week.days, per_week, may, done, moves_of(case, "strength"), apart=STRENGTH_APART_DAYS)
    calm = lowest(calm_rpe(case, at.on), company.rpe_max)
    made = [one for day in days if (one := _session(case, day, "strength", work, at, _room(case, week, day), calm))]
    reasons = [*upkeep_reasons(case, walk, at, per_week), *strength_reasons(case, walk, at, grown, work)]
    return made, [*reasons, *_swaps(work)] if made else upkeep_reasons(case, walk, at, per_week)


def _beside_runs(
    case: Case, week: Week, runs: Collection[date], rests: Callable[[date], bool]
) -> Callable[[date], bool]:
    """Strength comes on the day of a run, after it, or with a day between: no two hard days in a row for one spot."""

    def may(day: date) -> bool:
        beside = any(day + timedelta(days=n) in runs for n in (-1, 1))
        return free(case, day) and day != week.off and not rests(day) and (day in runs or not beside)

    return may


def _room(case: Case, week: Week, day: date) -> float:
    """Minutes that the run of a day leaves."""
    return minutes_on(case, day) - sum(one.minutes or 0 for one in week.runs if one.on == day)


def lowest(*rpes: int | None) -> int | None:
    """The lowest of some efforts (0-10); None bounds nothing."""
    return min((rpe for rpe in rpes if rpe is not None), default=None)


def _session(
    case: Case, day: date, kind: str, work: Work, at: Day, room_min: float, calm: int | None
) -> Session | None:
    doses = shortened(work.doses, min(room_min, MOST_MIN[kind]))
    if not doses:
        return None
    return Session(
        id=session_id(case, day, kind),
        on=day,
        kind=kind,
        minutes=minutes_of(doses),
        intensity="easy" if kind == "mobility" or calm else "steady",
        rpe_max=calm,
        exercises=doses,
        pain_limit=at.limits.progress,
    )


def _swaps(work: Work) -> list[Reason]:
    return [reason(f"swap_{one.why}", exercise=one.exercise, instead=one.instead) for one in work.swaps]


# ---- cross-training and loosening


def _cross(case: Case, walk: Walk, at: Day, week: Week, company: Company) -> CrossWeek:
    ran = {run.on for run in case.diary.runs.on(at.on)}
    taken = week.running | ran | ({week.off} if week.off else set())
    minutes = sum(one.run_minutes or 0 for one in week.runs)
    return cross_week(case, walk, at, week.days, lambda day: free(case, day) and day not in taken, minutes, company)


def _loosening(
    case: Case, walk: Walk, at: Day, week: Week, others: Sequence[Session], company: Company
) -> tuple[list[Session], list[Reason]]:
    """As often as its exercises ask for; once running is back on three days a week, and none in keep running.

    Derived: in keep running the upkeep exercises are enough.
    """
    if "mobility" not in WORK[walk.phase]:
        return [], []
    work = loosening(case, walk, at, company)
    if not work.doses:
        return [], []
    asked = min(tables.exercises[dose.id].frequency_per_week or WEEK for dose in work.doses)
    per_week = LOOSENING_WITH_RUNNING if walk.running_phase else min(WEEK, asked)
    strong = {one.on for one in others if one.kind == "strength"}
    done = days_with(case, at.on - timedelta(days=WEEK - 1), at.on, "mobility")
    taken = strong | {week.off}
    moves = moves_of(case, "mobility")
    days = due_days(week.days, per_week, lambda day: free(case, day) and day not in taken, done, moves)
    made = []
    for day in days:
        room = _room(case, week, day) - sum(one.minutes or 0 for one in others if one.on == day)
        session = _session(case, day, "mobility", work, at, room, lowest(calm_rpe(case, at.on), company.rpe_max))
        made += [session] if session else []
    return made, _swaps(work) if made else []


def _within_time(case: Case, sessions: Sequence[Session]) -> list[Session]:
    """Keep what fits the minutes of the day, in order of weight; a run is never shortened by the clock."""
    left: dict[date, float] = {}
    kept: list[Session] = []
    for one in sessions:
        room = left.setdefault(one.on, minutes_on(case, one.on))
        minutes = one.minutes or 0
        if minutes <= room:
            kept.append(one)
            left[one.on] = room - minutes
        elif one.exercises and (doses := shortened(one.exercises, room)):
            kept.append(replace(one, exercises=doses, minutes=minutes_of(doses)))
            left[one.on] = room - minutes_of(doses)
    return kept
