"""What would be good to do, by kind of work: cross-training, loosening, strengthening, running."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from opbouw.core.case import Case, bone_open_questions
from opbouw.core.decision import Dose, Limit
from opbouw.core.diary import Work
from opbouw.core.limits import Bound, limited
from opbouw.core.usual import usual_week_min
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise

AT_HOME = frozenset({"none", "wall", "chair", "towel", "cushion", "hand", "step", "mat", "bench"})
WINTER = (11, 12, 1, 2, 3)
CROSS_UNKNOWN_WEEK_MIN = 150.0  # model_params cross_weekly_cap_fraction_of_baseline: baseline unknown
SESSIONS_PER_WEEK = 4
MOST_EXERCISES, FEWEST_EXERCISES = 5, 3
MINUTES_PER_EXERCISE = 4.0
MOBILITY_MINUTES_PER_EXERCISE = 2.0
LEVELS = 5


@dataclass(frozen=True, slots=True)
class CrossPlan:
    """One modality with the minutes of its next session."""

    modality: str
    kind: str
    minutes: Limit
    rpe_max: int
    week_min: float


def modalities(case: Case, at: Day) -> tuple[str, ...]:
    """Cross-training this runner may do now: fits the injury, owned, in season, not sore last week; liked first."""
    rows = [row for row in tables.modality_matrix.values() if row.injury == case.injury.id and row.modality != "alterg"]
    allowed = [row.modality for row in rows if _status_fits(case, row.modality, row.status, row.impact_level, at)]
    owned, likes = case.availability.modalities, case.availability.likes or ()
    have = [name for name in allowed if owned is None or name in owned]
    fine = [name for name in have if name not in (case.availability.dislikes or ()) and _in_season(name, at.on)]
    calm = [name for name in fine if not _sore_lately(case, name, at)]
    return tuple(sorted(calm, key=lambda name: (name not in likes, _impact(name))))


def _status_fits(case: Case, modality: str, status: str, impact: int, at: Day) -> bool:
    if at.locked and (case.injury.risk_class == "high" or impact > 0):
        return False
    if status == "ok":
        return True
    if status == "after_clearance":
        wanted = "impact" if impact else "movement"
        return at.allowed.seen and (modality in at.allowed.modalities or wanted in at.allowed.scope)
    return status == "ask" and modality in at.allowed.modalities


def _impact(modality: str) -> int:
    return tables.modalities[modality].impact_level


def _in_season(modality: str, day: date) -> bool:
    season = tables.modalities[modality].season
    return "all" in season or ("winter" in season and day.month in WINTER)


def _sore_lately(case: Case, modality: str, at: Day) -> bool:
    """Stopped for seven days after pain above the limit."""
    most = tables.param("cross_pain_max").value["bone" if case.bone else "other"]
    week = at.on - timedelta(days=7)
    return any(
        (work.data.pain_during or 0) > most
        for work in case.diary.work
        if work.data.modality == modality and week < work.on <= at.on
    )


def cross_plan(case: Case, at: Day, running_min: float) -> CrossPlan | None:
    """The next cross-training session: fills what ``running_min`` leaves of the week, and grows from what was done."""
    names = modalities(case, at)
    if not names:
        return None
    name = names[0]
    week = _week_target(case, running_min)
    whole = week / tables.modalities[name].run_minute_equivalent
    first = float(tables.param("cross_first_session_min").value)
    original = float(floor(max(whole / SESSIONS_PER_WEEK, min(first, whole))))
    done = [work for work in case.diary.work if work.data.modality == name and work.on <= at.on and work.data.minutes]
    bounds = _cross_bounds(case, name, done, at)
    known = len(done) >= 2
    limit = limited("cross_minutes", "min", original, bounds)
    return CrossPlan(name, "walk" if name == "walking" else "cross", limit, 4 if known else 3, whole)


def _week_target(case: Case, running_min: float) -> float:
    """Run-equivalent minutes a week that are not run yet; never more than the old load."""
    old = CROSS_UNKNOWN_WEEK_MIN if case.baseline.weekly_km is None else usual_week_min(case)
    share = float(tables.param("cross_weekly_cap_fraction_of_baseline").value)
    return max(0.0, old * share - running_min)


def _cross_bounds(case: Case, name: str, done: list[Work], at: Day) -> list[Bound]:
    step = tables.param("cross_step").value
    most = float(tables.param("cross_session_cap_min").value)
    bounds = [Bound("cross_session_cap", 45.0 if _impact(name) else most)]  # model_params cross_session_cap_min
    if not done:
        return [*bounds, Bound("cross_first_session", float(tables.param("cross_first_session_min").value))]
    last = done[-1].data.minutes or 0.0
    bounds.append(Bound("cross_step", max(last * (1 + step["session_pct"] / 100), last + step["session_min_abs"])))
    week = _minutes(done, at.on - timedelta(days=13), at.on - timedelta(days=7))
    if week:
        left = week * (1 + step["week_pct"] / 100) - _minutes(done, at.on - timedelta(days=6), at.on)
        bounds.append(Bound("cross_week", max(left, last)))
    return bounds


def _minutes(done: Iterable[Work], first: date, last: date) -> float:
    return sum(work.data.minutes or 0.0 for work in done if first <= work.on <= last)


# ---- loosening and strengthening


def mobility(case: Case, at: Day) -> tuple[Dose, ...]:
    """Loosening work for the injury: around the spot, never on it."""
    if at.locked or _needs_agreement(case, at):
        return ()
    chosen = [
        row
        for name in tables.injury_exercises[case.injury.id].phase2
        if _fits(case, row := tables.exercises[name], at) and not _release_on_spot(case, row, at)
    ]
    return tuple(_dose(case, row) for row in chosen[:MOST_EXERCISES])


def _needs_agreement(case: Case, at: Day) -> bool:
    return tables.injury_exercises[case.injury.id].needs_agreement and not at.allowed.seen


def _release_on_spot(case: Case, row: Exercise, at: Day) -> bool:
    if "mobility_release" not in row.exercise_group:
        return False
    spots = set(case.injury.body_regions) | ({case.log.start.spot} if case.log.start.spot else set())
    if spots & set(row.target_region):
        return True
    around = {region for spot in spots for region in tables.regions[spot].loosen_around}
    return not around & set(row.target_region) or bool(bone_open_questions(case, at.on))


def _fits(case: Case, row: Exercise, at: Day) -> bool:
    plan = tables.injury_exercises[case.injury.id]
    owned = AT_HOME | set(case.availability.equipment or ())
    spot = case.log.start.spot
    if row.id in plan.avoid or row.id in (case.availability.dislikes or ()):
        return False
    if row.id in plan.locked_until_clearance:
        wanted = "impact" if row.impact else "strength"
        if wanted not in at.allowed.scope:
            return False
    if row.impact and bone_open_questions(case, at.on):
        return False
    return spot not in row.avoid_regions and set(row.equipment) <= owned and not _hurt_lately(case, row.id, at)


def _hurt_lately(case: Case, exercise: str, at: Day) -> bool:
    """An exercise that hurt above the limit the last time is swapped for seven days."""
    week = at.on - timedelta(days=7)
    return any(
        (done.pain or 0) > at.limits.hold
        for work in case.diary.work
        if week < work.on <= at.on
        for done in work.data.exercises or ()
        if done.id == exercise
    )


def strength_level(case: Case, walk: Walk, at: Day) -> int:
    """Level 1 to 5, earned by sessions that were tolerated; two sore ones in 14 days go a level down."""
    rule = tables.param("strength_level_up").value
    level, count, since = 1, 0, None
    sore: list[date] = []
    for work in case.diary.work:
        if work.data.kind != "strength" or work.on > at.on or work.late:
            continue
        since = since or work.on
        if not _tolerated(case, work, at):
            sore = [on for on in sore if (work.on - on).days < 14] + [work.on]
            count = 0
            if len(sore) >= 2:
                level, since, sore = max(1, level - 1), work.on, []
            continue
        count += 1
        if count >= int(rule["min_sessions"]) and (work.on - since).days >= int(rule["min_days"]):
            level, count, since = min(LEVELS, level + 1), 0, work.on
    return level


def _tolerated(case: Case, work: Work, at: Day) -> bool:
    pains = [done.pain for done in work.data.exercises or () if done.pain is not None]
    pains += [pain for pain in (work.data.pain_during, work.data.pain_after) if pain is not None]
    if max(pains, default=0) > at.limits.progress:
        return False
    next_day = case.diary.answers.get(work.on + timedelta(days=1))
    return next_day is None or (next_day.pain_morning or 0) <= max(at.limits.morning, 1)


def strength(case: Case, walk: Walk, at: Day) -> tuple[Dose, ...]:
    """Strengthening work of the level reached; jumps and hops only once running is allowed."""
    if at.locked or _needs_agreement(case, at):
        return ()
    plan = tables.injury_exercises[case.injury.id]
    if walk.phase == "keep_running":
        names = list(plan.upkeep)
    else:
        level = strength_level(case, walk, at)
        names = [name for n in range(level, 0, -1) for name in plan.phase3.get(f"level{n}", ())]
    impact_open = walk.running_phase
    rows = [tables.exercises[name] for name in dict.fromkeys(names)]
    chosen = [row for row in rows if _fits(case, row, at) and (impact_open or not row.impact)]
    return tuple(_dose(case, row) for row in _without_easier(chosen)[:MOST_EXERCISES])


def _without_easier(rows: list[Exercise]) -> list[Exercise]:
    """Leave out the easier form of an exercise that is already in, as long as enough work stays."""
    easier = {name for row in rows for name in row.progression_of}
    kept = [row for row in rows if row.id not in easier]
    return kept if len(kept) >= FEWEST_EXERCISES else rows


def _dose(case: Case, row: Exercise) -> Dose:
    loads = [
        done.load_kg
        for work in case.diary.work
        for done in work.data.exercises or ()
        if done.id == row.id and done.load_kg is not None and (done.pain or 0) <= case.injury.pain_progress_max
    ]
    return Dose(row.id, "both", row.sets, row.reps, row.hold_s, loads[-1] if loads else None, row.tempo_down_hold_up)


def exercise_minutes(doses: tuple[Dose, ...], kind: str) -> float:
    """Minutes for a set of exercises."""
    return len(doses) * (MOBILITY_MINUTES_PER_EXERCISE if kind == "mobility" else MINUTES_PER_EXERCISE)


def strength_per_week(case: Case, walk: Walk) -> int:
    """Strength sessions a week: three for tendon and fascia while building, two for the others and for upkeep."""
    if walk.phase == "keep_running":
        return int(tables.param("keep_running_strength_per_week").value)
    rule = tables.param("strength_sessions_per_week").value
    return int(rule.get(case.injury.tissue, rule["default"]))
