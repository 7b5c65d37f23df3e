"""A run of the day as it was done: what it counts for, and what its own answers ask at once."""

from __future__ import annotations

from dataclasses import replace

from opbouw.core.bone import bone_pain, bone_stop, hurts_bone
from opbouw.core.case import Case
from opbouw.core.diary import Run
from opbouw.core.dose import dose_bouts, room_for_running, run_dose
from opbouw.core.guides import guide_caps
from opbouw.core.ladder import round_down, steps_of
from opbouw.core.limits import lowest_bound
from opbouw.core.matches import during
from opbouw.core.pain import STEP_BACK_ACTIONS, strongest
from opbouw.core.permit import blockers
from opbouw.core.programme import choose_ladder
from opbouw.core.reaction import step_back
from opbouw.core.walk import Day, Ran, Response, Walk

ALTERG = "alterg"
ASSISTED_DESPITE = frozenset({"phase_without_running", "no_clearance_for_running"})


def count_run(case: Case, walk: Walk, at: Day, run: Run) -> Walk:
    """Take a run as it was done: what it counts for, and what its own answers ask at once."""
    if assisted(case, walk, at, run):
        return _assisted(case, walk, at, run)
    dose = run_dose(case, walk, at)
    allowed = not blockers(case, walk, at) and dose.value > 0 and not run.late
    known = run.load_minutes
    minutes = dose.value if known is None else known
    within = known is not None and round_down(minutes) <= max(dose.value, lowest_bound(dose))
    room = room_for_running(case, walk, at.on)
    shown = min(dose.value, room) if room else dose.value
    enough = (
        run.least_minutes is not None
        and min(minutes, run.least_minutes) >= shown
        and _bout_fits(case, walk, run, shown)
    )
    counted = Ran(
        on=run.on,
        id=run.id,
        minutes=minutes,
        distance_km=run.distance_km,
        allowed=allowed,
        within_cap=within,
        as_shown=enough,
    )
    walk = replace(walk, ran=(*walk.ran, counted), first_done=walk.first_done or (allowed and walk.running_phase))
    if run.on < case.log.opened.on:
        return walk  # history: it counts for the run-free days, and nobody can say any more how the morning after was
    matches = tuple(during(run, at.limits, case.diary))
    action, back, rest = strongest(matches)
    walk = replace(walk, waiting=(*walk.waiting, run))
    if not walk.running_phase:
        walk = replace(walk, tests_from=max(walk.tests_from, run.on), response=Response(at.on, "wait", 0, matches, run))
        return bone_pain(walk, at) if hurts_bone(matches) else walk
    if action in STEP_BACK_ACTIONS:
        return step_back(case, walk, at, run, matches, max(1, back), rest)
    return replace(walk, response=Response(at.on, "wait", 0, matches, run, "morning_after_due"))


def assisted(case: Case, walk: Walk, at: Day, run: Run) -> bool:
    """A run on the anti-gravity treadmill as a clearance allows it: no run on the ground, no days start anew."""
    share, minutes = at.allowed.body_weight_pct_max, run.load_minutes
    if run.modality != ALTERG or share is None or minutes is None or run.body_weight_pct is None:
        return False
    free = not set(blockers(case, walk, at)) - ASSISTED_DESPITE
    return free and run.body_weight_pct <= share and minutes <= assisted_minutes(case, walk, at)


def assisted_minutes(case: Case, walk: Walk, at: Day) -> float:
    """Minutes on the anti-gravity treadmill: the first step of the ladder, within the clearance and guides' caps."""
    if ALTERG not in at.allowed.modalities:
        return 0.0
    first = steps_of(choose_ladder(case, (at.on - walk.last_run_on).days, at.on))[0]
    caps = [*guide_caps(case, at.on), *([] if at.allowed.max_run_min is None else [at.allowed.max_run_min])]
    early = at.allowed.not_before is not None and at.on < at.allowed.not_before
    return 0.0 if early else min([float(first.run_min), *caps])


def _assisted(case: Case, walk: Walk, at: Day, run: Run) -> Walk:
    """Its response is asked and judged as of any run; it counts for no step. Bone pain stops it as well."""
    matches = tuple(during(run, at.limits, case.diary))
    walk = replace(walk, waiting=(*walk.waiting, run))
    if hurts_bone(matches):
        return bone_stop(replace(walk, response=Response(at.on, "step_back", 0, matches, run)), at)
    return replace(walk, response=Response(at.on, "wait", 0, matches, run, "morning_after_due"))


def _bout_fits(case: Case, walk: Walk, run: Run, shown: float) -> bool:
    """A run told in intervals counts for the stage only with bouts as long as the stage's longest."""
    if run.longest_bout_s is None or walk.steps is None or walk.after is not None:
        return True
    longest = max((bout.run_s for bout in dose_bouts(case, walk, shown)), default=0)
    return run.longest_bout_s >= longest
