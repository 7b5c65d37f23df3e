"""Loosening: the muscles around the spot, never the spot itself."""

from __future__ import annotations

from dataclasses import dataclass

from opbouw.core.case import Case
from opbouw.core.company import ALONE, Company
from opbouw.core.decision import Dose
from opbouw.core.doses import dose_of
from opbouw.core.fitting import MOST, Swap, choose, filled, fit_for, near
from opbouw.core.grown import start_of
from opbouw.core.sides import first_side
from opbouw.core.spared import agreed
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables

HIGHEST = 2  # the highest level of loosening in the exercise table


@dataclass(frozen=True, slots=True)
class Work:
    """The exercises of one session, in order, with what was swapped."""

    doses: tuple[Dose, ...] = ()
    swaps: tuple[Swap, ...] = ()


def loosening(case: Case, walk: Walk, at: Day, company: Company = ALONE) -> Work:
    """Three to six exercises of the injury's loosening list; what does not fit is swapped.

    The dose is that of the table (derived: no row says how loosening grows).
    """
    if not agreed(case, at) or company.no_strength:
        return Work()
    fit = fit_for(case, walk, at, company)
    chosen, swaps = choose(fit, tables.injury_exercises[case.injury.id].phase2, HIGHEST)
    rows = filled(fit, chosen, [near(fit, 2, lambda row: True)], HIGHEST)[:MOST]
    first, names = first_side(case, at), {row.id for row in rows}
    doses = tuple(dose_of(row, start_of(row, at.on), first) for row in rows)
    return Work(doses, tuple(one for one in swaps if one.instead in names))
