"""What one injury asks of the plan for another: work that does not suit it stays out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opbouw.core.case import bone_open_questions
from opbouw.core.company import ALONE, Company
from opbouw.core.fitting import hurt_lately
from opbouw.core.grown import growth
from opbouw.core.journey import Journey
from opbouw.core.loosen import agreed
from opbouw.core.modalities import modalities
from opbouw.core.past import sore_spots
from opbouw.core.spared import EVERYWHERE, barred, loads, rests_strength, watched
from opbouw.evidence import tables


def company_of(others: Sequence[Journey]) -> Company:
    """The bounds of every other injury together; each one only leaves work out."""
    if not others:
        return ALONE
    suits = [frozenset(_modalities(one)) for one in others]
    return Company(
        modalities=frozenset.intersection(*suits),
        barred=frozenset(name for one in others for name in _barred(one)),
        sore=frozenset(
            spot for one in others for spot in (*sore_spots(one.case, one.at), *one.case.injury.body_regions)
        ),
        calm=any(one.case.bone or one.at.locked or one.at.limits.progress == 0 for one in others),
        no_strength=any(
            bool(one.at.open_flags) or not agreed(one.case, one.at) or rests_strength(one.case, one.at)
            for one in others
        ),
        jumps=all(one.walk.running_phase and not bone_open_questions(one.case, one.at.on) for one in others),
    )


def _modalities(one: Journey) -> Iterable[str]:
    return () if one.at.open_flags else modalities(one.case, one.walk, one.at, ALONE)


def _barred(one: Journey) -> Iterable[str]:
    """Exercises the injury avoids, that wait for its clearance, that hurt, or that load its region above its level."""
    case, plan = one.case, tables.injury_exercises[one.case.injury.id]
    level = 0 if one.walk.phase in ("rest", "loosen") else growth(one.strength, case, one.walk, one.at).level
    places = {*case.injury.body_regions, *sore_spots(case, one.at), EVERYWHERE}
    out = hurt_lately(case, one.at) | barred(one.at)
    spots = watched(case, one.at)
    for row in tables.exercises.values():
        waits = (
            row.id in plan.locked_until_clearance
            and ("impact" if row.impact else "strength") not in one.at.allowed.scope
        )
        heavy = row.phase == 3 and row.level > level and bool(places & set(row.target_region))
        never = row.id in plan.avoid or case.injury.id in row.contraindicated_injuries or row.id in out
        if never or waits or heavy or loads(row, spots):
            yield row.id
