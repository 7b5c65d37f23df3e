"""A guide's choice of another ladder while rebuilding: when it is followed, when it waits, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

from opbouw.core.case import Case
from opbouw.core.dose import run_dose
from opbouw.core.ladder import longest_bout
from opbouw.core.programme import fixed, guides_choice, highest_within, ladders_named, steps_for
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables


def change_ladder(case: Case, walk: Walk, at: Day) -> Walk:
    """Go over to the ladder a guide chose, at a stage that asks no more than the present one; else it waits.

    The clean sessions begin anew, and neither the stage nor the dose of the day is more than it was.
    """
    wanted = awaited_ladder(case, walk, at)
    if wanted is None or walk.steps is None:
        return walk
    now, steps, dose = walk.steps.stages[walk.index], steps_for(case, wanted), run_dose(case, walk, at).value
    highest = highest_within(steps, now.run_min, longest_bout(now))
    for index in range(-1 if highest is None else highest, -1, -1):
        changed = replace(walk, steps=steps, index=index, clean=0)
        if run_dose(case, changed, at).value <= dose:
            return changed
    return walk


def awaited_ladder(case: Case, walk: Walk, at: Day) -> str | None:
    """The ladder a guide chose that the runner is not on yet; None when there is none, or it is not offered."""
    if walk.steps is None or walk.after is not None or walk.rebuild_on is None or walk.phase != "rebuild":
        return None
    chosen = guides_choice(case, at.on)
    days_off = (walk.rebuild_on - (walk.off_from or walk.rebuild_on)).days
    return None if chosen == walk.steps.ladder or fixed(case, days_off) else chosen


def said_of_choice(case: Case, walk: Walk, at: Day) -> tuple[str, str] | None:
    """The reason code about a guide's newest choice and the ladder it names; None without a choice."""
    named = next(ladders_named(case, at.on), None)
    if named is None or walk.steps is None or walk.after is not None:
        return None
    if named == walk.steps.ladder:
        larger = tables.ladders[named].offer == "guide_only"
        return ("guide_ladder_larger_steps" if larger else "guide_ladder"), named
    waits = awaited_ladder(case, walk, at) == named
    return ("guide_ladder_waits" if waits else "guide_ladder_not_offered"), named
