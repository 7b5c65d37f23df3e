"""What one injury asks of the plan for another: work that does not suit it stays out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opbouw.core.company import ALONE, Company
from opbouw.core.cross import cross_pain_max, only_easy
from opbouw.core.fitting import hurt_lately, may_jump
from opbouw.core.grown import Growth, growth
from opbouw.core.illness import calm_rpe
from opbouw.core.journey import Journey
from opbouw.core.modalities import modalities
from opbouw.core.past import sore_spots
from opbouw.core.spared import EVERYWHERE, agreed, barred, loads, rests_strength, watched
from opbouw.core.strengthen import rests_today
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
        calm=any(only_easy(one.case, one.walk, one.at) for one in others),
        no_strength=any(
            bool(one.at.open_flags) or not agreed(one.case, one.at) or rests_strength(one.case, one.at)
            for one in others
        ),
        rests=any(rests_today(one.case, one.walk, one.at, _grown(one)) for one in others),
        jumps=all(may_jump(one.case, one.walk, one.at) for one in others),
        rpe_max=min((rpe for one in others if (rpe := calm_rpe(one.case, one.at.on)) is not None), default=None),
        cross_pain_max=min(cross_pain_max(one.at) for one in others),
    )


def _grown(one: Journey) -> Growth:
    return growth(one.strength, one.case, one.walk, one.at)


def _modalities(one: Journey) -> Iterable[str]:
    return () if one.at.open_flags else modalities(one.case, one.walk, one.at, ALONE)


def _barred(one: Journey) -> Iterable[str]:
    """Exercises the injury avoids, that wait for its clearance, that hurt, or that load its region above its level."""
    case, plan = one.case, tables.injury_exercises[one.case.injury.id]
    level = 0 if one.walk.phase in ("rest", "loosen") else _grown(one).level
    places = {*case.injury.body_regions, *sore_spots(case, one.at), EVERYWHERE}
    out = hurt_lately(case, one.at) | barred(case, one.walk, one.at)
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
