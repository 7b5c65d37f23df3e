"""Which exercises fit this runner today, and what comes in the place of one that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Literal

from opbouw.core.case import Case, bone_open_questions
from opbouw.core.company import Company
from opbouw.core.lighter import recent_flare
from opbouw.core.past import WEEK, sore_spots, works
from opbouw.core.spared import barred, loads, unnamed, unsure, watched
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise, InjuryExercises

MOST, FEWEST = 6, 3
# Derived: what every home has; a track is any flat path, a metronome any phone, and a seat does for a bench.
AT_HOME = frozenset("none wall chair towel cushion hand step mat bench track metronome".split())
INSTEAD = {
    "dumbbell": ("weight", "backpack"),
    "weight": ("dumbbell", "backpack", "none"),
    "backpack": ("dumbbell", "weight"),
    "box": ("chair", "bench"),
    "belt": ("towel", "band"),
    "slider": ("towel",),
    "anchor": ("bench",),
}  # derived: what does the same work; a loose weight may be left out, which only makes it lighter
EITHER = frozenset({("dumbbell", "backpack"), ("foam roller", "hand")})  # cells that name two ways, not two things
Why = Literal["dislikes", "hurt", "equipment", "spot"]


@dataclass(frozen=True, slots=True)
class Fit:
    """All that decides whether an exercise fits, worked out once a day."""

    injury: str
    plan: InjuryExercises
    regions: frozenset[str]
    owned: frozenset[str]
    dislikes: frozenset[str]
    hurt: frozenset[str]
    sore: frozenset[str]
    watched: frozenset[str]
    around: frozenset[str]
    no_release: bool
    jumps: bool
    scope: frozenset[str]
    own_only: bool
    barred: frozenset[str]


@dataclass(frozen=True, slots=True)
class Swap:
    """One exercise that gave its place to another, and why."""

    exercise: str
    instead: str
    why: Why


def fit_for(case: Case, walk: Walk, at: Day, company: Company) -> Fit:
    """What fits on a day, for one injury in the company of others."""
    injury, plan = case.injury, tables.injury_exercises[case.injury.id]
    spots = set(injury.body_regions) | sore_spots(case, at)
    own = set(injury.body_regions) | ({case.log.start.spot} if case.log.start.spot else set())
    bone_open = bool(bone_open_questions(case, at.on))
    return Fit(
        injury=injury.id,
        plan=plan,
        regions=frozenset(spots | company.sore),
        owned=AT_HOME | frozenset(case.availability.equipment or ()),
        dislikes=frozenset(case.availability.dislikes or ()),
        hurt=hurt_lately(case, at),
        sore=sore_spots(case, at) | company.sore,
        watched=watched(case, at),
        around=frozenset(place for spot in own for place in tables.regions[spot].loosen_around),
        no_release=bone_open or unnamed(at) or unsure(case, at, "same_day"),
        jumps=may_jump(case, walk, at) and company.jumps,
        scope=at.allowed.scope,
        own_only=case.bone or plan.needs_agreement or bone_open,
        barred=company.barred | barred(case, walk, at),
    )


def may_jump(case: Case, walk: Walk, at: Day) -> bool:
    """Whether work with impact may be offered: running is allowed, no flare lately, and no bone is in doubt."""
    doubt = bool(bone_open_questions(case, at.on)) or unnamed(at) or walk.bone_stopped
    return walk.running_phase and not doubt and not recent_flare(walk, at.on)


def hurt_lately(case: Case, at: Day) -> frozenset[str]:
    """Exercises that hurt above the limit in the last week: they are swapped."""
    week = works(case, at.on - timedelta(days=WEEK - 1), at.on)
    return frozenset(
        done.id for work in week for done in work.data.exercises or () if (done.pain or 0) > at.limits.hold
    )


def never(fit: Fit, row: Exercise) -> bool:
    """Not for this injury, or not yet: nothing takes its place."""
    if row.id in fit.plan.avoid or row.id in fit.barred or fit.injury in row.contraindicated_injuries:
        return True
    if row.id in fit.plan.locked_until_clearance and ("impact" if row.impact else "strength") not in fit.scope:
        return True
    return row.impact > 0 and not fit.jumps


def swapped(fit: Fit, row: Exercise) -> Why | None:
    """Why another exercise should take its place today; None when it fits."""
    if row.id in fit.hurt:
        return "hurt"
    if fit.sore & set(row.avoid_regions) or loads(row, fit.watched) or _release_on_spot(fit, row):
        return "spot"
    if row.id in fit.dislikes:
        return "dislikes"
    return None if has_equipment(fit.owned, row) else "equipment"


def fits(fit: Fit, row: Exercise) -> bool:
    """Whether an exercise may be done today."""
    return not never(fit, row) and swapped(fit, row) is None


def _release_on_spot(fit: Fit, row: Exercise) -> bool:
    """Release work lies around the spot, never on it; nowhere while bone is not ruled out or a spot has no name."""
    if "mobility_release" not in row.exercise_group:
        return False
    target = set(row.target_region)
    return fit.no_release or bool(fit.regions & target) or not fit.around & target


def has_equipment(owned: frozenset[str], row: Exercise) -> bool:
    """Whether the runner has what an exercise needs, or something that does the same."""
    have = [bool(owned & {need, *INSTEAD.get(need, ())}) for need in row.equipment]
    return any(have) if row.equipment in EITHER else all(have)


@cache
def easier_forms(name: str) -> tuple[str, ...]:
    """The easier forms of an exercise, nearest first."""
    found: list[str] = []
    rows = [tables.exercises[name]]
    while rows:
        names = [one for row in rows for one in row.progression_of if one not in found]
        found += dict.fromkeys(names)
        rows = [tables.exercises[one] for one in dict.fromkeys(names)]
    return tuple(found)


@cache
def siblings(name: str) -> tuple[str, ...]:
    """Exercises of the same phase for the same place, no harder and with no more impact; the nearest in level first."""
    row = tables.exercises[name]
    found = [
        other
        for other in tables.exercises.values()
        if other.id != name
        and other.phase == row.phase
        and other.level <= row.level
        and other.impact <= row.impact
        and set(other.target_region) & set(row.target_region)
    ]
    groups = set(row.exercise_group)
    return tuple(one.id for one in sorted(found, key=lambda one: (not groups & set(one.exercise_group), -one.level)))


def listed(plan: InjuryExercises) -> frozenset[str]:
    """Every exercise of an injury's own lists."""
    return frozenset((*plan.phase2, *plan.upkeep, *(name for level in plan.phase3.values() for name in level)))


def instead_of(fit: Fit, row: Exercise, taken: Iterable[str], most_level: int) -> Exercise | None:
    """The nearest easier form, else another exercise for the same place; for bone only from the injury's own lists."""
    own, used = listed(fit.plan), set(taken)
    others = siblings(row.id)
    order = (*easier_forms(row.id), *(one for one in others if one in own), *(one for one in others if one not in own))
    for name in dict.fromkeys(order):
        other = tables.exercises[name]
        if name in used or other.level > most_level or other.phase != row.phase or (fit.own_only and name not in own):
            continue
        if fits(fit, other) and (name in own or not fit.regions & set(other.avoid_regions)):
            return other
    return None


def choose(fit: Fit, names: Iterable[str], most_level: int) -> tuple[list[Exercise], list[Swap]]:
    """The exercises that fit, each one that does not swapped where something else may take its place."""
    wanted = [tables.exercises[name] for name in dict.fromkeys(names)]
    wanted = [row for row in wanted if not never(fit, row)]
    whys = {row.id: swapped(fit, row) for row in wanted}
    stay = [row.id for row in wanted if whys[row.id] is None]
    chosen: list[Exercise] = []
    swaps: list[Swap] = []
    for row in wanted:
        why = whys[row.id]
        if why is None:
            chosen.append(row)
            continue
        there = next((name for name in easier_forms(row.id) if name in stay), None)
        if there is not None:
            swaps.append(Swap(row.id, there, why))
            continue
        other = instead_of(fit, row, [*stay, *(one.id for one in chosen)], min(most_level, row.level))
        if other is not None:
            chosen.append(other)
            swaps.append(Swap(row.id, other.id, why))
    return chosen, swaps


def filled(fit: Fit, chosen: Sequence[Exercise], pools: Iterable[Iterable[str]], most_level: int) -> list[Exercise]:
    """With fewer than three: more work for the same region, first from the injury's own lists."""
    found = list(chosen)
    for pool in pools:
        for name in pool:
            row = tables.exercises[name]
            if len(found) >= FEWEST:
                return found
            may = row.id not in {one.id for one in found} and row.level <= most_level and fits(fit, row)
            if may and (name in listed(fit.plan) or not (fit.own_only or fit.regions & set(row.avoid_regions))):
                found.append(row)
    return found


def near(fit: Fit, phase: int, keep: Callable[[Exercise], bool]) -> list[str]:
    """Exercises of a phase for the injury's own region, then for the muscles around it, the lightest first."""
    return [row.id for row in _for_places(fit.regions, fit.around, phase) if keep(row)]


@cache
def _for_places(regions: frozenset[str], around: frozenset[str], phase: int) -> tuple[Exercise, ...]:
    places = regions | around
    rows = [
        row
        for row in tables.exercises.values()
        if row.phase == phase and row.impact == 0 and places & set(row.target_region)
    ]
    return tuple(sorted(rows, key=lambda row: (not regions & set(row.target_region), row.level)))
