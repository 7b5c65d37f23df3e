"""What an open groin question and other sore spots keep out of the work beside running."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from opbouw.core.case import Case
from opbouw.core.decision import Reason
from opbouw.core.reasons import reason
from opbouw.core.spots import SOMEWHERE
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise

# rf_bone_groin, rf_fn_displaced: a yes stops all impact and weight-bearing work; until it is answered it counts as yes
GROIN_QUESTIONS = frozenset({"rf_bone_groin", "rf_fn_displaced"})
EVERYWHERE = "all"  # target of exercises that load the whole leg
STRENGTHENING = 3  # column phase of the exercise table


def groin_asked(at: Day) -> bool:
    """Whether a question about the hip as bone still waits for a yes or no."""
    return not GROIN_QUESTIONS.isdisjoint((*at.flags.missing, *(one.id for one in at.flags.pending)))


@cache
def groin_places() -> frozenset[str]:
    """The regions with the groin question: groin, hip, pelvis, the front of the thigh, and a region unknown."""
    return frozenset(row.id for row in tables.regions.values() if GROIN_QUESTIONS & set(row.bone_questions))


def agreed(case: Case, at: Day) -> bool:
    """Whether exercises may be offered at all: under a lock, or where a clinician must agree, only after that."""
    return not at.locked and (at.allowed.seen or not tables.injury_exercises[case.injury.id].needs_agreement)


def unsure(case: Case, at: Day, urgency: str) -> bool:
    """Whether a warning sign of this urgency was answered with "I do not know" and waits for a yes or no."""
    said = case.diary.flag_answers(at.on)
    waiting = (one.id for one in at.flags.pending if said.get(one.id) == "unknown")
    return any(tables.red_flags[flag].urgency == urgency for flag in waiting)


def rests_strength(case: Case, at: Day) -> bool:
    """Whether strength waits altogether.

    The open groin question is about the injury's own region; or (derived: unknown takes the careful branch) a sign that
    would send the runner to a doctor today may be there.
    """
    if unsure(case, at, "same_day"):
        return True
    start = case.log.start.spot
    own = (
        {*case.injury.body_regions} if start in (None, SOMEWHERE) else {*case.injury.body_regions, start} - {SOMEWHERE}
    )
    return groin_asked(at) and bool(own & groin_places())


def off_the_feet(at: Day) -> bool:
    """Whether cross-training stays off the feet (impact level 0), and nothing jumps."""
    return groin_asked(at)


def watched(case: Case, at: Day) -> frozenset[str]:
    """Other spots that are followed, outside the injury's own regions, for which its own lists speak."""
    return frozenset(one.spot for one in at.flags.watches) - {*case.injury.body_regions, case.log.start.spot}


def unnamed(at: Day) -> bool:
    """Whether something hurts at a place that was not named: nothing jumps, nothing is released."""
    return any(one.spot == SOMEWHERE for one in at.flags.watches)


def loads(row: Exercise, places: Iterable[str]) -> bool:
    """Whether an exercise strengthens one of some places, or the whole leg."""
    wanted = {*places}
    return row.phase == STRENGTHENING and bool(wanted) and bool({*wanted, EVERYWHERE} & set(row.target_region))


def barred(case: Case, walk: Walk, at: Day) -> frozenset[str]:
    """Exercises that have to wait: what jumps, and what strengthens a place that may not be loaded now.

    An open groin question spares hip and groin; while a bone stop stands the bone's own region is spared (engine.md,
    order of work 3: any pain at the spot is a stop) with all that waited for its clearance.
    """
    places = (groin_places() if groin_asked(at) else frozenset()) | (_bone_places(case) if walk.bone_stopped else set())
    waits = tables.injury_exercises[case.injury.id].locked_until_clearance if walk.bone_stopped else ()
    if not places:
        return frozenset(waits)
    rows = tables.exercises.values()
    return frozenset(waits) | {row.id for row in rows if row.impact > 0 or loads(row, places)}


def _bone_places(case: Case) -> frozenset[str]:
    start = case.log.start.spot
    return frozenset(case.injury.body_regions) | ({start} if start is not None else set())


def spared_reasons(case: Case, at: Day) -> list[Reason]:
    """What is kept out today, and why."""
    groin = [reason("groin_spared")] if groin_asked(at) else []
    return groin + [reason("spot_spared", region=spot) for spot in sorted(watched(case, at) - {SOMEWHERE})]
