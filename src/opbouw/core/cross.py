"""Cross-training: what running leaves of the usual week, built up from what was done, and never impact."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import floor
from statistics import median

from opbouw.core.case import Case
from opbouw.core.company import Company
from opbouw.core.decision import Limit, Reason, Session
from opbouw.core.events import SessionDone
from opbouw.core.ids import session_id
from opbouw.core.illness import after_fever, calmed
from opbouw.core.ladder import round_down
from opbouw.core.lighter import tired
from opbouw.core.limits import Bound, limited
from opbouw.core.modalities import CROSS_KINDS, impact, in_season, liked, modalities, paused
from opbouw.core.moves import moves_of
from opbouw.core.past import WEEK, works
from opbouw.core.programme import short_past
from opbouw.core.reasons import reason
from opbouw.core.rhythm import due_days
from opbouw.core.spared import unsure
from opbouw.core.times import minutes_on
from opbouw.core.usual import usual_week_min
from opbouw.core.walk import Day, Walk
from opbouw.core.weeks import minutes_between
from opbouw.evidence import tables

CROSS_UNKNOWN_WEEK_MIN = 150.0  # model_params cross_weekly_cap_fraction_of_baseline: baseline unknown
SESSIONS_UNKNOWN = 4  # derived: usual runs a week not known
MOST_SESSIONS = 6  # model_params cross_rest_days_per_week
LEAST_CROSS_MIN = 10.0  # derived: a shorter ride is no session worth changing for
IMPACT_SESSION_CAP_MIN = 45.0  # model_params cross_session_cap_min, impact level 1
KNOWN_FIRST_MIN, KNOWN_SHARE = 30.0, 0.5  # model_params cross_first_session_min, known modality
KNOWN_WEEKS = 12  # derived: the weeks from which the usual level is read
KNOWN_TIMES = 2  # derived: twice done without pain is no longer new
STARTED_DAYS = 70  # derived: cross-training of the last 12 weeks, older than the first 14 days
AWAY_FROM_IT_DAYS = 28  # derived: after four weeks without it a modality begins again
WEEKS_BEFORE = 3  # derived: a week ill or away is no measure for the next one
MOST_PAIN = 10  # derived: the top of the scale, which bounds nothing
EASY_RPE_NEW, EASY_RPE, STEADY_RPE = 3, 4, 6  # steady derived: cross_training_credit counts up to 6, hard is from 7
SPORT_OF = {
    "cycling": ("cycle",),
    "swimming": ("swim",),
    "walking": ("walk", "hike"),
    "elliptical": ("elliptical",),
    "skating": ("skate",),
    "xc_skiing": ("ski",),
    "rowing": ("row",),
}


@dataclass(frozen=True, slots=True)
class CrossPlan:
    """One modality with the minutes of its next session and the limit that won.

    ``known`` from before or by now; ``settled`` when it was done twice lately without any pain.
    """

    modality: str
    kind: str
    minutes: Limit
    known: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class CrossWeek:
    """The cross-training of the week: its sessions, the plan of the first, and why."""

    sessions: tuple[Session, ...] = ()
    next: CrossPlan | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Ride:
    """One session of cross-training, done or planned: run-equivalent minutes and effort."""

    on: date
    modality: str
    minutes: float
    rpe: float


def cross_week(
    case: Case,
    walk: Walk,
    at: Day,
    days: Sequence[date],
    may: Callable[[date], bool],
    running_min: float,
    company: Company,
) -> CrossWeek:
    """Sessions for the days that ``may`` have one; ``running_min`` of running is planned in the week."""
    names = modalities(case, walk, at, company)
    pauses = _pause_reasons(case, walk, at)
    if not names:
        return CrossWeek(reasons=(*pauses, reason("no_cross_fits")))
    running = running_min + minutes_between(walk, at.on, at.on)
    left = max(0.0, old_week(case) - running)
    wanted = sessions_wanted(case, left)
    plan_of = cache(lambda name: _plan(case, at, name, left, max(1, wanted)))
    first = plan_of(_turn(case, at, names, ())[0])
    rides = rides_done(case, at.on - timedelta(days=WEEK - 1), at.on)
    made: list[Session] = []
    for day in due_days(days, wanted, may, {ride.on for ride in rides}, moves_of(case, "cross")):
        session = _session(case, walk, at, day, _turn(case, at, names, rides), left, plan_of, rides, company)
        if session is not None:
            made.append(session)
            rides = (*rides, Ride(day, session.modality or "", session.minutes or 0, session.rpe_max or 0))
    return CrossWeek(tuple(made), first, (*_reasons(made, running), *pauses))


def old_week(case: Case) -> float:
    """Run-equivalent minutes a week that cross-training may fill: never more than the old load."""
    old = CROSS_UNKNOWN_WEEK_MIN if case.baseline.weekly_km is None else usual_week_min(case)
    return old * float(tables.param("cross_weekly_cap_fraction_of_baseline").value)


def sessions_wanted(case: Case, left_min: float) -> int:
    """As many sessions as the runner used to run, fewer where little time is left to fill."""
    usual = case.baseline.weekly_runs
    most = SESSIONS_UNKNOWN if usual is None else min(MOST_SESSIONS, max(1, floor(usual)))
    if left_min <= 0:
        return 0
    return max(1, min(most, floor(left_min / float(tables.param("cross_first_session_min").value))))


def rides_done(case: Case, first: date, last: date) -> tuple[Ride, ...]:
    """Cross-training that was done, oldest first; effort as told, else easy."""
    found = works(case, first, last, *CROSS_KINDS)
    return tuple(Ride(one.on, modality_of(one.data), one.data.minutes or 0, _effort_of(one.data)) for one in found)


def modality_of(done: SessionDone) -> str:
    """The modality of a session; a walk without one is walking."""
    return done.modality or ("walking" if done.kind == "walk" else "")


def _effort_of(done: SessionDone) -> float:
    return EASY_RPE if done.effort_rpe is None else done.effort_rpe


def credit(ride: Ride) -> float:
    """Run-equivalent minutes of a session; for fitness only, its impact stays nought."""
    row = tables.modalities.get(ride.modality)
    return 0.0 if row is None else ride.minutes * row.run_minute_equivalent


def _turn(case: Case, at: Day, names: tuple[str, ...], rides: Sequence[Ride]) -> tuple[str, ...]:
    """Whose turn it is: what was done longest ago comes first, so that the week varies; then the rest in order."""
    done = rides or rides_done(case, at.on - timedelta(days=WEEK - 1), at.on)
    last = {ride.modality: ride.on for ride in done}
    turns = sorted(liked(case, names), key=lambda name: last.get(name, date.min))
    return (*turns, *(name for name in names if name not in turns))


# ---- one session


def _session(
    case: Case,
    walk: Walk,
    at: Day,
    day: date,
    names: tuple[str, ...],
    left: float,
    plan_of: Callable[[str], CrossPlan],
    rides: tuple[Ride, ...],
    company: Company,
) -> Session | None:
    name = next((one for one in names if in_season(one, day)), None)
    if name is None:
        return None
    plan = plan_of(name)
    week = [ride for ride in rides if 0 <= (day - ride.on).days < WEEK]
    room = (left - sum(credit(ride) for ride in week)) / tables.modalities[name].run_minute_equivalent
    grown = week_room(case, day, rides)
    room = room if grown is None else min(room, grown)
    minutes = round_down(min(plan.minutes.value, minutes_on(case, day), room))
    if minutes < LEAST_CROSS_MIN:
        return None
    intensity, rpe = effort(case, walk, at, day, plan, rides, company)
    return Session(
        id=session_id(case, day, plan.kind),
        on=day,
        kind=plan.kind,
        modality=name,
        minutes=minutes,
        intensity=intensity,
        rpe_max=rpe,
        pain_limit=min(cross_pain_max(at), MOST_PAIN if company.cross_pain_max is None else company.cross_pain_max),
    )


def _plan(case: Case, at: Day, name: str, left: float, wanted: int) -> CrossPlan:
    """Minutes for the next session of a modality: its share of the week, within what it has grown to."""
    original = float(floor(left / wanted / tables.modalities[name].run_minute_equivalent))
    since = at.on - timedelta(days=AWAY_FROM_IT_DAYS)
    done = [ride for ride in rides_done(case, since, at.on) if ride.modality == name and ride.minutes]
    calm = _times_without_pain(case, name, since, at.on)
    bounds = _bounds(case, name, done, at, grows=calm == len(done))
    settled = calm >= KNOWN_TIMES
    known = settled or usual_session(case, name) is not None
    limit = limited("cross_minutes", "min", original, bounds)
    return CrossPlan(name, "walk" if name == "walking" else "cross", limit, known, settled)


def cross_pain_max(at: Day) -> int:
    """The most pain (0-10) during cross-training."""
    return int(tables.param("cross_pain_max").value["bone" if at.limits.bone else "other"])


def _times_without_pain(case: Case, name: str, first: date, last: date) -> int:
    """How often it was done and told to be without pain; what was not told during it is not known."""
    found = [one.data for one in works(case, first, last, *CROSS_KINDS) if modality_of(one.data) == name]
    return sum(bool(one.minutes) and one.pain_during == 0 and not one.pain_after for one in found)


def _bounds(case: Case, name: str, done: Sequence[Ride], at: Day, *, grows: bool) -> list[Bound]:
    most = float(tables.param("cross_session_cap_min").value)
    bounds = [Bound("cross_session_cap", IMPACT_SESSION_CAP_MIN if impact(name) else most)]
    if not done:
        return [*bounds, Bound("cross_first_session", first_session(case, name))]
    step = tables.param("cross_step").value
    last = done[-1].minutes
    grown = max(last * (1 + step["session_pct"] / 100), last + step["session_min_abs"])
    bounds.append(Bound("cross_step", grown if grows else last))
    room = week_room(case, at.on, rides_done(case, at.on - timedelta(days=WEEK - 1), at.on))
    return bounds if room is None else [*bounds, Bound("cross_week", max(0.0, room))]


def week_room(case: Case, day: date, rides: Collection[Ride]) -> float | None:
    """Minutes that the seven days up to ``day`` may still have, with the ``rides`` done and planned in them.

    A fifth more than the fullest of the three weeks before; None in the first two weeks, or the first two after a pause
    of four (derived: a week that is not whole yet is no measure).
    """
    before = rides_done(case, day - timedelta(days=(WEEKS_BEFORE + 1) * WEEK - 1), day - timedelta(days=WEEK))
    begun = min((ride.on for ride in before if ride.minutes), default=day)
    if (day - begun).days < 2 * WEEK - 1:
        return None
    weeks: defaultdict[int, float] = defaultdict(float)
    for ride in before:
        weeks[(day - ride.on).days // WEEK] += ride.minutes
    most = max(weeks.values()) * (1 + tables.param("cross_step").value["week_pct"] / 100)
    return float(most - sum(ride.minutes for ride in rides if 0 <= (day - ride.on).days < WEEK))


def first_session(case: Case, name: str) -> float:
    """The first session: 20 minutes of something new; of something known at most 30 and half the usual session."""
    usual = usual_session(case, name)
    if usual is None:
        return float(tables.param("cross_first_session_min").value)
    return min(KNOWN_FIRST_MIN, usual * KNOWN_SHARE)


def usual_session(case: Case, name: str) -> float | None:
    """Usual minutes of a modality in the twelve weeks before the onset; None where it was done less than twice."""
    events = case.log.by_type.get("activity_imported", [])
    first = bisect_left(events, case.onset - timedelta(days=WEEK * KNOWN_WEEKS), key=lambda event: event.on)
    until = bisect_left(events, case.onset, key=lambda event: event.on)
    known = [
        event.data.seconds / 60
        for event in events[first:until]
        if event.data.sport in SPORT_OF.get(name, ()) and event.data.seconds
    ]
    return float(median(known)) if len(known) >= KNOWN_TIMES else None


# ---- how hard


def effort(
    case: Case, walk: Walk, at: Day, day: date, plan: CrossPlan, rides: Collection[Ride], company: Company
) -> tuple[str, int]:
    """Intensity by the talk test with its highest effort (RPE 0-10): mostly easy, one steady and one hard a week.

    Hard sessions come only when the rule has room (none in the first 14 days, two a week, 48 hours apart); derived on
    the careful side: one a week, only before running returns, only without impact, never for bone.
    """
    easy = ("easy", min(calmed(case, at.on, EASY_RPE if plan.known else EASY_RPE_NEW), company.rpe_max or EASY_RPE))
    if not plan.settled or company.calm or only_easy(case, walk, at):
        return easy
    rule = tables.param("cross_hard").value
    week = [ride for ride in rides if 0 <= (day - ride.on).days < WEEK]
    if any(ride.rpe > EASY_RPE and (day - ride.on).days * 24 < rule["min_hours_between"] for ride in week):
        return easy
    hard = [ride for ride in week if ride.rpe >= rule["rpe_hard_from"]]
    if not hard and len(week) >= 2 and _hard_may(case, walk, day, plan):
        return "hard", int(rule["rpe_hard_from"])
    if not any(ride.rpe > EASY_RPE and ride not in hard for ride in week):
        return "steady", STEADY_RPE
    return easy


def only_easy(case: Case, walk: Walk, at: Day) -> bool:
    """Bone, a lock, too little rest, fever, a sign that may be there, or a flare that is not over.

    Derived: no second load on a sore spot, and unknown takes the careful branch.
    """
    bone = case.bone or at.limits.progress == 0 or at.locked or unsure(case, at, "same_day")
    return bone or walk.flare_on is not None or tired(case, at.on) or after_fever(case, at.on)


def _hard_may(case: Case, walk: Walk, day: date, plan: CrossPlan) -> bool:
    rule = tables.param("cross_hard").value
    last = day - timedelta(days=int(rule["none_first_days"]))
    first = max(case.onset, last - timedelta(days=STARTED_DAYS))
    started = last >= first and bool(works(case, first, last, *CROSS_KINDS))
    return started and not walk.running_phase and not impact(plan.modality) and not short_past(case)


# ---- why


def _reasons(made: Sequence[Session], running: float) -> list[Reason]:
    if not made:
        return []
    first = made[0]
    found = [reason("cross_keeps_fitness", modality=first.modality, minutes=first.minutes)]
    found.append(reason(f"cross_{first.intensity}", rpe=first.rpe_max))
    if running > 0:
        found.append(reason("cross_shrinks", minutes=round(running)))
    return found


def _pause_reasons(case: Case, walk: Walk, at: Day) -> tuple[Reason, ...]:
    found = sorted(paused(case, walk, at).items())
    return tuple(reason("cross_rests", modality=name, until=until.isoformat()) for name, until in found)
