"""Strengthening: exercises of the level reached, with doses that grow, and kept up after the return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from opbouw.core.case import Case
from opbouw.core.company import ALONE, Company
from opbouw.core.decision import Reason
from opbouw.core.doses import dose_of
from opbouw.core.fitting import MOST, Fit, choose, easier_forms, filled, fit_for, fits, near
from opbouw.core.grown import Growth, shown
from opbouw.core.illness import after_fever
from opbouw.core.loosen import Work
from opbouw.core.past import bad_morning, works
from opbouw.core.reasons import reason
from opbouw.core.sides import ONE_SIDED, first_side
from opbouw.core.spared import agreed, rests_strength
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise

TENDONS = ("tendon", "fascia")
SLOW_S = 6  # derived: the heavy slow rows of the exercise table take six seconds a repetition (3-0-3) or more
DOUBLE_UPGRADE_DAYS = 7  # model_params strength_run_same_week
LOAD_WHILE_REBUILDING_DAYS = 14  # derived: after a week in which running waited for the weights, running has its turn


def strengthening(case: Case, walk: Walk, at: Day, grown: Growth, company: Company = ALONE) -> Work:
    """Three to six exercises; jumps and hops only once running is allowed.

    While keep running the upkeep list, before that the lists up to the level reached. Above the level reached nothing
    is offered: its easier form takes the place.
    """
    if not agreed(case, at) or company.no_strength or rests_strength(case, at):
        return Work()
    plan, fit = tables.injury_exercises[case.injury.id], fit_for(case, walk, at, company)
    by_level = [name for n in range(grown.level, 0, -1) for name in plan.phase3.get(f"level{n}", ())]
    names = _within_level(fit, plan.upkeep, grown.level) if walk.phase == "keep_running" else by_level
    chosen, swaps = choose(fit, names, grown.level)
    calm = [name for name in by_level if not tables.exercises[name].impact]
    pools = (calm, near(fit, 3, lambda row: row.level <= grown.level))
    rows = filled(fit, _without_easier(chosen), pools, grown.level)
    rows = _with_slow_work(case, fit, rows, by_level)[:MOST]
    more = load_may_rise(case, walk, at, grown)
    first, ids = first_side(case, at), {row.id for row in rows}
    doses = tuple(dose_of(row, shown(row, grown.exercises.get(row.id), at.on, more_load=more), first) for row in rows)
    return Work(doses, tuple(one for one in swaps if one.instead in ids))


def _within_level(fit: Fit, names: Sequence[str], level: int) -> list[str]:
    """Each exercise, or its nearest easier form of the level reached."""
    found = []
    for name in names:
        forms = (name, *easier_forms(name))
        fitting = [one for one in forms if tables.exercises[one].level <= level]
        able = next((one for one in fitting if fits(fit, tables.exercises[one])), None)
        found += [able or fitting[0]] if fitting else []
    return list(dict.fromkeys(found))


def _without_easier(rows: list[Exercise]) -> list[Exercise]:
    """Leave out the easier form of an exercise that is in, as long as enough work stays; no jump replaces strength."""
    easier = {name for row in rows if not row.impact for name in row.progression_of}
    kept = [row for row in rows if row.id not in easier]
    return kept if len(kept) >= 3 else rows


def _with_slow_work(case: Case, fit: Fit, rows: list[Exercise], pool: Sequence[str]) -> list[Exercise]:
    """For a tendon or fascia a session begins with slow heavy or held work of the injury's own region."""
    if case.injury.tissue not in TENDONS:
        return rows
    slow = [row for row in rows if _slow_here(fit, row)]
    if not slow:
        more = (tables.exercises[name] for name in pool)
        slow = [row for row in more if _slow_here(fit, row) and fits(fit, row)][:1]
    first = slow[:1]
    return [*first, *(row for row in rows if row not in first)]


def _slow_here(fit: Fit, row: Exercise) -> bool:
    return slow_or_held(row) and bool(fit.regions & set(row.target_region))


def slow_or_held(row: Exercise) -> bool:
    """Whether an exercise is held, or takes six seconds a repetition or more."""
    tempo = row.tempo_down_hold_up
    parts = tempo.split("-")
    return tempo == "hold" or (len(parts) > 1 and sum(int(part) for part in parts) >= SLOW_S)


def load_may_rise(case: Case, walk: Walk, at: Day, grown: Growth) -> bool:
    """Weights or running go up in a week, not both; while rebuilding weights leave every other week to running.

    In the calm week after fever nothing goes up.
    """
    if after_fever(case, at.on):
        return False
    if not walk.running_phase:
        return True
    moved = [*walk.ups, *([walk.after.moved_on] if walk.after and walk.after.moved_on else [])]
    ran_more = any((at.on - on).days < DOUBLE_UPGRADE_DAYS for on in moved)
    raised = grown.load_raised_on
    wait = walk.phase == "rebuild" and raised is not None and (at.on - raised).days < LOAD_WHILE_REBUILDING_DAYS
    return not ran_more and not wait


def rests_today(case: Case, walk: Walk, at: Day, grown: Growth) -> bool:
    """No strength today: limping, pain at night or above the limit, a sore session, the day off after a bad morning.

    Derived: what was done yesterday or today with too much pain gets no second load (as cross-training after a flare).
    """
    if _sore_session(case, at):
        return True
    said = case.diary.answers.get(at.on)
    if said is not None:
        worst = said.worst_by_day
        if said.limping or said.night_pain or (worst is not None and worst > at.limits.hold):
            return True
    last = grown.last
    if last is None or (at.on - last).days > 2:
        return False
    return bad_morning(case, walk, at, last + timedelta(days=1))


def _sore_session(case: Case, at: Day) -> bool:
    """A run, other training or a test of yesterday or today that was sharp, changed the gait or hurt too much."""
    since, most = at.on - timedelta(days=1), at.limits.hold
    runs = case.diary.runs.between(since, at.on)
    done = [one.data for one in works(case, since, at.on)]
    tests = [one for told in case.diary.tests.values() for one in told.between(since, at.on)]
    wrong = [one.sharp or one.gait_changed for one in runs] + [one.sharp_pain or one.gait_changed for one in done]
    pains = [one.pain_during for one in runs] + [one.pain_during for one in done] + [one.pain for one in tests]
    after = [one.pain_after for one in runs] + [one.pain_after for one in done]
    over, over_after = (pain or 0 for pain in pains), (pain or 0 for pain in after)
    return any(wrong) or max(over, default=0) > most or max(over_after, default=0) > max(at.limits.after, most)


def strength_reasons(case: Case, walk: Walk, at: Day, grown: Growth, work: Work) -> list[Reason]:
    """Why these exercises and these doses."""
    found = [reason("strength_level", level=grown.level)]
    if grown.level_down_on is not None and (at.on - grown.level_down_on).days < DOUBLE_UPGRADE_DAYS:
        found.append(reason("strength_level_down", level=grown.level))
    more = load_may_rise(case, walk, at, grown)
    for dose in work.doses:
        found += _about_dose(dose.id, dose.load_kg, grown, more)
    first = next((dose.first_side for dose in work.doses if dose.id in ONE_SIDED and dose.first_side), None)
    return found + ([reason("weaker_side_first", side=first)] if first else [])


def _about_dose(name: str, load_kg: float | None, grown: Growth, more_load: bool) -> list[Reason]:
    known = grown.exercises.get(name)
    if known is None or known.load_kg is None or load_kg is None:
        return []
    if load_kg > known.load_kg:
        return [reason("strength_load_up", exercise=name, load_kg=load_kg)]
    return [reason("strength_load_waits")] if known.more_load_due and not more_load else []
