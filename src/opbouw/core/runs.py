"""The runs of a week: apart from each other, each with the dose its own day allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.decision import Interval, Limit, Session
from opbouw.core.dose import dose_bouts, room_for_running, run_dose, stage_of
from opbouw.core.ids import session_id
from opbouw.core.illness import calmed
from opbouw.core.ladder import as_intervals, cut_bouts, run_minutes, total_minutes
from opbouw.core.moves import moves_of
from opbouw.core.permit import days_per_week, rest_days, running_days
from opbouw.core.programme import choose_ladder, steps_for
from opbouw.core.ran import ALTERG, ASSISTED_DESPITE, assisted_minutes
from opbouw.core.speed import Quick, quick_bits, with_quick_bits
from opbouw.core.times import free
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
HARD_RPE = 7  # cross_hard rpe_hard_from: from here on effort is called hard
APART_UP_TO = (
    3  # derived: three running days a week or fewer leave a day between (no two hard days in a row for one spot)
)
LEAST_RUN_MIN = 9.5  # after 30 minutes continuous a shorter rest of the week is no run worth changing for


def runs_of_week(
    case: Case, walk: Walk, at: Day, days: list[date], blocked: tuple[str, ...]
) -> tuple[list[Session], Limit | None]:
    """Runs of the week, each with the dose its own day allows; and the limit on the next one."""
    stage = stage_of(walk)
    if not walk.running_phase or stage is None:
        return [], None
    first = _first_run_day(case, walk, at, days, blocked)
    shown: Limit | None = None
    made: list[Session] = []
    moves = moves_of(case, "run")
    for day in days:
        if first is None or day < first or not free(case, day) or not _apart(case, walk, day):
            continue
        limit = run_dose(case, walk, replace(at, on=day), room_for_running(case, walk, day))
        shown = shown or limit
        bouts, least = dose_bouts(case, walk, limit.value), LEAST_RUN_MIN if walk.after is not None else 0.0
        if set(blocked) - PASSING or limit.value <= least or not bouts or moves.leaves(day):
            continue
        session = _run_session(case, at, day, stage, bouts, firm=not made and not blocked)
        quick = quick_bits(case, walk, replace(at, on=day), limit.value)
        session = session if quick is None else _with_quick_bits(session, stage, quick)
        made.append(session)
        walk = _as_if_run(walk, session)
    return made, shown or run_dose(case, walk, at)


def assisted_runs(case: Case, walk: Walk, at: Day, days: list[date], blocked: tuple[str, ...]) -> list[Session]:
    """The anti-gravity treadmill where a clearance names it with a body weight: the first step, its days between."""
    share = at.allowed.body_weight_pct_max
    owned = case.availability.modalities is None or ALTERG in case.availability.modalities
    fits = tables.modality_matrix[(case.injury.id, ALTERG)].status != "avoid" and owned
    if walk.phase != "strengthen" or share is None or not fits or set(blocked) - PASSING - ASSISTED_DESPITE:
        return []
    steps = steps_for(case, choose_ladder(case, (at.on - walk.last_run_on).days, at.on))
    stage = steps.stages[0]
    ran = sorted({run.on for run in case.diary.runs.between(at.on - timedelta(days=6), at.on)})
    most = days_per_week(case, walk, at.on)
    made: list[Session] = []
    moves = moves_of(case, "run")
    for day in days:
        minutes = assisted_minutes(case, walk, replace(at, on=day))
        resting = walk.rest_until is not None and day < walk.rest_until
        full = sum((day - on).days < 7 for on in ran) >= most
        apart = (not ran or (day - ran[-1]).days > steps.min_rest_days) and not resting and not full
        waits = not free(case, day) or moves.leaves(day) or (day == at.on and set(blocked) - ASSISTED_DESPITE)
        if minutes <= 0 or not apart or waits:
            continue
        session = _run_session(case, at, day, stage, cut_bouts(stage.bouts, minutes), firm=not made)
        made.append(replace(session, modality=ALTERG, body_weight_pct=share))
        ran.append(day)
    return made


def cut_session(run: Session, run_min: float) -> Session | None:
    """The run with at most ``run_min`` minutes of running, bouts left out from its end; None where none is left."""
    if (run.run_minutes or 0) <= run_min:
        return run
    warm, bouts, cool = _taken_apart(run.intervals)
    kept = cut_bouts(bouts, run_min)
    if not kept:
        return None
    intervals = as_intervals(kept, warm, cool)
    return replace(run, intervals=intervals, minutes=total_minutes(intervals), run_minutes=run_minutes(kept))


def _taken_apart(intervals: tuple[Interval, ...]) -> tuple[int, list[Bout], int]:
    """Warm-up seconds, bouts with the walk after each, and cool-down seconds: `as_intervals` the other way round."""
    parts = list(intervals)
    warm = parts.pop(0).seconds if parts[0].kind == "walk" else 0
    cool = parts.pop().seconds if parts[-1].kind == "walk" and parts[-1].reps == 1 else 0
    bouts: list[Bout] = []
    for part in parts:
        if part.kind == "run":
            bouts.append(Bout(part.seconds, 0, part.reps))
        else:
            bouts[-1] = replace(bouts[-1], walk_s=part.seconds)
    return warm, bouts, cool


def _with_quick_bits(session: Session, stage: LadderStage, quick: Quick) -> Session:
    intervals = with_quick_bits(quick, stage.warmup_walk_s, stage.cooldown_walk_s)
    hard = quick.rpe_max >= HARD_RPE
    return replace(
        session,
        minutes=total_minutes(intervals),
        run_minutes=sum(one.seconds * one.reps for one in intervals if one.kind == "run") / 60,
        intensity="hard" if hard else "steady",
        rpe_max=quick.rpe_max,
        intervals=intervals,
    )


def _apart(case: Case, walk: Walk, day: date) -> bool:
    """Far enough from the last run, and not too many in seven days."""
    recent = running_days(case, walk, day - timedelta(days=6), day)
    if len(recent) >= days_per_week(case, walk, day):
        return False
    if walk.phase == "keep_running" and len(recent & {day - timedelta(days=1), day - timedelta(days=2)}) == 2:
        return False
    few = walk.phase == "rebuild" or days_per_week(case, walk, day) <= APART_UP_TO
    return not recent or (day - max(recent)).days > max(rest_days(case, walk), int(few))


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
        rpe_max=calmed(case, at.on, min(stage.effort_rpe_max, int(tables.param("easy_rpe_max").value))),
        intervals=intervals,
        pain_limit=at.limits.progress,
        firm=firm,
        depends_on=None if firm else "good_response",
    )
