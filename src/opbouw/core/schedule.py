"""Seven days around the runner's own days: runs apart, strength with the run, cross-training between, one day off."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.decision import Dose, Limit, Session
from opbouw.core.dose import dose_bouts, room_for_running, run_dose, stage_of
from opbouw.core.ladder import (
    as_intervals,
    choose_ladder,
    cut_bouts,
    round_down,
    run_minutes,
    steps_of,
    total_minutes,
)
from opbouw.core.permit import away_on, blockers, days_per_week, ill, pregnant_unseen, rest_days
from opbouw.core.propose import (
    SESSIONS_PER_WEEK,
    CrossPlan,
    cross_plan,
    exercise_minutes,
    mobility,
    strength,
    strength_per_week,
)
from opbouw.core.ran import ALTERG, ASSISTED_DESPITE, assisted_minutes
from opbouw.core.times import minutes_on
from opbouw.core.walk import Day, Ran, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Bout, LadderStage

PASSING = frozenset(
    {
        "rest_after_step_back",
        "day_between_runs",
        "running_days",
        "morning_missing",
        "check_in_old",
        "away",
        "mornings_not_usual",
        "pain_today",
        "flag_mistake_today",
    }
)  # blockers that a day or an answer can lift within the week; all others keep the week free of running
DAYS = 7
LEAST_CROSS_MIN = 10.0  # a shorter ride is no session worth changing for
LEAST_RUN_MIN = 9.5  # after 30 minutes continuous a shorter rest of the week is no run worth changing for


@dataclass(frozen=True, slots=True)
class Plan:
    """The week with the limits that shaped it."""

    week: tuple[Session, ...]
    run_limit: Limit | None
    cross: CrossPlan | None
    blocked: tuple[str, ...]


def session_id(case: Case, day: date, kind: str) -> str:
    """The same session has the same id on every machine."""
    return str(uuid.uuid5(uuid.UUID(case.log.opened.episode), f"{day.isoformat()}:{kind}"))


def plan_week(case: Case, walk: Walk, at: Day) -> Plan:
    """Sessions of today and the six days after."""
    blocked = blockers(case, walk, at)
    if at.open_flags or ill(case, at.on) or pregnant_unseen(case, at.on):
        return Plan((), None, None, blocked)
    days = [at.on + timedelta(days=n) for n in range(DAYS)]
    runs, limit = _runs(case, walk, at, days, blocked)
    runs = runs or _assisted_runs(case, walk, at, days, blocked)
    off = _day_off(case, days, {one.on for one in runs})
    strong = _strength(case, walk, at, days, [one.on for one in runs], off)
    cross = cross_plan(case, at, sum(one.run_minutes or 0 for one in runs))
    crossed = _cross(case, walk, at, days, {one.on for one in runs}, off, cross)
    loose = _mobility(case, walk, at, days, {one.on for one in strong}, off)
    order = {"run": 0, "strength": 1, "walk": 2, "cross": 2, "mobility": 3}
    everything = sorted([*runs, *strong, *crossed, *loose], key=lambda one: (one.on, order[one.kind]))
    return Plan(tuple(_within_time(case, everything)), limit, cross, blocked)


def _free(case: Case, day: date) -> bool:
    return minutes_on(case, day) > 0 and not away_on(case, day)


def _runs(
    case: Case, walk: Walk, at: Day, days: list[date], blocked: tuple[str, ...]
) -> tuple[list[Session], Limit | None]:
    """Runs of the week, each with the dose its own day allows; and the limit on the next one."""
    if not walk.running_phase or walk.steps is None:
        return [], None
    first = _first_run_day(case, walk, at, days, blocked)
    shown: Limit | None = None
    made: list[Session] = []
    for day in days:
        if first is None or day < first or not _free(case, day) or not _apart(case, walk, day):
            continue
        limit = run_dose(case, walk, replace(at, on=day), room_for_running(case, walk, day))
        shown = shown or limit
        if set(blocked) - PASSING or limit.value <= (LEAST_RUN_MIN if walk.after is not None else 0.0):
            continue
        stage, bouts = stage_of(walk), dose_bouts(case, walk, limit.value)
        if stage is None or not bouts:
            continue
        session = _run_session(case, at, day, stage, bouts, firm=not made and not blocked)
        made.append(session)
        walk = _as_if_run(walk, session)
    return made, shown or run_dose(case, walk, at)


def _assisted_runs(case: Case, walk: Walk, at: Day, days: list[date], blocked: tuple[str, ...]) -> list[Session]:
    """The anti-gravity treadmill where a clearance names it with a body weight: the first step, a day between."""
    share = at.allowed.body_weight_pct_max
    owned = case.availability.modalities is None or ALTERG in case.availability.modalities
    fits = tables.modality_matrix[(case.injury.id, ALTERG)].status != "avoid" and owned
    if walk.phase != "strengthen" or share is None or not fits or set(blocked) - PASSING - ASSISTED_DESPITE:
        return []
    stage = steps_of(choose_ladder(case, (at.on - walk.last_run_on).days, at.on))[0]
    last = case.diary.runs[-1].on if case.diary.runs else None
    made: list[Session] = []
    for day in days:
        minutes = assisted_minutes(case, walk, replace(at, on=day))
        resting = walk.rest_until is not None and day < walk.rest_until
        apart = (last is None or (day - last).days >= 2) and not resting
        if minutes <= 0 or not _free(case, day) or not apart or (day == at.on and set(blocked) - ASSISTED_DESPITE):
            continue
        session = _run_session(case, at, day, stage, cut_bouts(stage.bouts, minutes), firm=not made)
        made.append(replace(session, modality=ALTERG, body_weight_pct=share))
        last = day
    return made


def _apart(case: Case, walk: Walk, day: date) -> bool:
    """Far enough from the last run, and not too many in seven days."""
    recent = {one.on for one in walk.ran if 0 <= (day - one.on).days < 7}
    if len(recent) >= days_per_week(case, walk, day):
        return False
    least = max(rest_days(case, walk), 1 if walk.phase == "rebuild" else 0)
    return not recent or (day - max(recent)).days > least


def _as_if_run(walk: Walk, session: Session) -> Walk:
    """The week after a planned run, as if it went well: later days depend on that, and say so."""
    ran = Ran(session.on, session.id, session.run_minutes or 0.0, None, allowed=True, within_cap=True)
    return replace(walk, ran=(*walk.ran, ran), first_done=True)


def _first_run_day(case: Case, walk: Walk, at: Day, days: list[date], blocked: tuple[str, ...]) -> date | None:
    """The first day on which running may be proposed."""
    start = at.on if not blocked else at.on + timedelta(days=1)
    if walk.rest_until is not None:
        start = max(start, walk.rest_until)
    since_last = walk.last_run_on + timedelta(days=rest_days(case, walk) + 1)
    if walk.ran:
        start = max(start, since_last)
    return start if start <= days[-1] else None


def _run_session(case: Case, at: Day, day: date, stage: LadderStage, bouts: tuple[Bout, ...], *, firm: bool) -> Session:
    intervals = as_intervals(bouts, stage.warmup_walk_s, stage.cooldown_walk_s)
    return Session(
        id=session_id(case, day, "run"),
        on=day,
        kind="run",
        modality="run",
        minutes=total_minutes(intervals),
        run_minutes=run_minutes(bouts),
        intensity="easy",
        rpe_max=min(stage.effort_rpe_max, int(tables.param("easy_rpe_max").value)),
        intervals=intervals,
        pain_limit=at.limits.progress,
        firm=firm,
        depends_on=None if firm else "good_response",
    )


def _day_off(case: Case, days: list[date], running: set[date]) -> date | None:
    """One day without any training: a day the runner has no time, else the last free of running."""
    if any(not _free(case, day) for day in days):
        return None
    fitting = [day for day in days[1:] if day not in running]
    return max(fitting, key=lambda day: (-minutes_on(case, day), day.weekday()), default=None)


def _done_today(case: Case, at: Day, *kinds: str) -> bool:
    return any(work.data.kind in kinds for work in case.diary.work.on(at.on))


def _strength(
    case: Case, walk: Walk, at: Day, days: list[date], running: list[date], off: date | None
) -> list[Session]:
    if walk.phase in ("rest", "loosen"):
        return []
    doses = strength(case, walk, at)
    if not doses:
        return []
    done = [work.on for work in case.diary.work if work.data.kind == "strength"]
    last = max((on for on in done if on <= at.on), default=None)
    wanted = strength_per_week(case, walk)
    candidates = [day for day in running if day != off] if len(running) >= wanted else days
    made: list[Session] = []
    for day in candidates:
        hours_apart = last is None or (day - last).days >= 2
        if len(made) >= wanted or day == off or not _free(case, day) or not hours_apart:
            continue
        last = day
        made.append(_exercise_session(case, day, "strength", doses, at.limits.progress))
    return made


def _exercise_session(case: Case, day: date, kind: str, doses: tuple[Dose, ...], pain: int) -> Session:
    return Session(
        id=session_id(case, day, kind),
        on=day,
        kind=kind,
        minutes=exercise_minutes(doses, kind),
        intensity="easy" if kind == "mobility" else "steady",
        exercises=doses,
        pain_limit=pain,
    )


def _cross(
    case: Case, walk: Walk, at: Day, days: list[date], running: set[date], off: date | None, plan: CrossPlan | None
) -> list[Session]:
    if plan is None or plan.minutes.value < LEAST_CROSS_MIN:
        return []
    pain = int(tables.param("cross_pain_max").value["bone" if case.bone else "other"])
    done = _done_today(case, at, "cross", "walk")
    free = [
        day for day in days if day not in running and day != off and _free(case, day) and not (done and day == at.on)
    ]
    wanted = min(SESSIONS_PER_WEEK, int((plan.week_min - LEAST_CROSS_MIN) // plan.minutes.value) + 1)
    return [
        Session(
            id=session_id(case, day, plan.kind),
            on=day,
            kind=plan.kind,
            modality=plan.modality,
            minutes=min(plan.minutes.value, round_down(minutes_on(case, day))),
            intensity="easy",
            rpe_max=plan.rpe_max,
            pain_limit=pain,
        )
        for day in spread(free, wanted)
    ]


def spread(days: list[date], wanted: int) -> list[date]:
    """At most ``wanted`` of the days, evenly over them, the first one included."""
    if wanted <= 0 or not days:
        return []
    if wanted >= len(days):
        return days
    return [days[len(days) * n // wanted] for n in range(wanted)]


def _mobility(case: Case, walk: Walk, at: Day, days: list[date], strong: set[date], off: date | None) -> list[Session]:
    if walk.phase == "rest":
        return []
    doses = mobility(case, at)
    if not doses:
        return []
    free = [day for day in days if day != off and day not in strong and _free(case, day)]
    fresh = [day for day in free if day != at.on or not _done_today(case, at, "mobility")]
    return [_exercise_session(case, day, "mobility", doses, at.limits.progress) for day in fresh]


def _within_time(case: Case, sessions: Iterable[Session]) -> list[Session]:
    """Keep what fits the minutes of the day, in order of weight; a run is never shortened by the clock."""
    left: dict[date, float] = {}
    kept: list[Session] = []
    for one in sessions:
        room = left.setdefault(one.on, minutes_on(case, one.on))
        minutes = one.minutes or 0
        if minutes <= room:
            kept.append(one)
            left[one.on] = room - minutes
        elif one.exercises and room >= 8:
            share = max(2, int(len(one.exercises) * room / minutes))
            doses = one.exercises[:share]
            kept.append(replace(one, exercises=doses, minutes=exercise_minutes(doses, one.kind)))
            left[one.on] = 0
    return kept
