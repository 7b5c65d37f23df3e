"""Bone that hurts: the stop, its second time, and the only way out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from opbouw.core.case import NO_SELF_HOP, Case
from opbouw.core.pain import Match
from opbouw.core.past import works
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables


def bone_stop(walk: Walk, at: Day) -> Walk:
    """Bone pain stops running until its exit; the second time in 14 days ends self-management."""
    half = float(tables.param("bone_stop_exit").value["restart_fraction_of_last_clean_dose_max"])
    tolerated = walk.last_clean_min
    cap = tolerated * half if tolerated is not None else None
    return replace(bone_pain(walk, at), bone_stopped=True, bone_cap_min=cap)


def bone_pain(walk: Walk, at: Day) -> Walk:
    """A day on which bone hurt, noted; the second time in 14 days is sent on (r_bone_any_pain: refer if repeated).

    Before rebuilding this is all a sore run does: no run is planned that it could stop.
    """
    window = int(tables.param("bone_second_stop_window_days").value)
    earlier = walk.bone_stops[:-1] if _goes_on(walk) else walk.bone_stops
    noted = replace(walk, bone_stops=earlier if at.on in earlier else (*earlier, at.on))
    if not any(0 < (at.on - on).days <= window for on in earlier):
        return noted
    return replace(noted, bone_again_on=at.on, referred=walk.sent_on("rf_focal_bone", at.on))


def _goes_on(walk: Walk) -> bool:
    """Whether this pain is that of the newest time: of the same run, or without a run while its stop stands.

    A new run that hurts is a new time, also as long as the stop stands: it was run against advice.
    """
    run = None if walk.response is None else walk.response.run
    if run is None:
        return walk.bone_stopped
    return bool(walk.bone_stops) and run.on <= walk.bone_stops[-1]


def hurts_bone(matches: tuple[Match, ...]) -> bool:
    """Whether one of the matching pain rules is that of bone."""
    return any(one.rule == "r_bone_any_pain" for one in matches)


def bone_sore(case: Case, at: Day) -> bool:
    """Whether bone, or what is held to its limits, hurts on a day without any run."""
    return at.limits.bone and pain_without_run(case, at.on) > 0


def pain_without_run(case: Case, day: date) -> float:
    """The worst pain (0-10) at rest, in daily life, in a test or in other work of a day; 0 where none was told."""
    said, diary = case.diary.answers.get(day), case.diary
    pains = [None if said is None else said.worst_by_day]
    pains += [one.pain for results in diary.tests.values() for one in results.on(day)]
    for work in works(case, day, day):
        pains += [work.data.pain_during, work.data.pain_after, *(done.pain for done in work.data.exercises or ())]
    return max((pain for pain in pains if pain is not None), default=0.0)


def leave_bone_stop(case: Case, walk: Walk, at: Day) -> Walk:
    """The stop of a bone ends on its exit, never on a timer."""
    if not walk.bone_stopped or not bone_exit(case, walk, at):
        return walk
    return replace(walk, bone_stopped=False)


def bone_exit(case: Case, walk: Walk, at: Day) -> bool:
    """Pain-free walking days and, where hopping may be self-tested, a painless hop since the stop."""
    if not bone_days(case, walk, at):
        return False
    if not may_self_hop(case):
        return True
    stopped = walk.bone_stops[-1]
    hops = case.diary.tests_of("hop_in_place").between(stopped + timedelta(days=1), at.on)
    newest = [one for one in hops if one.on == hops[-1].on]
    done = {one.side for one in newest if not one.late and one.value}
    return _both_legs_or_the_sore_one(case) <= done and all(one.pain == 0 for one in newest)


def _both_legs_or_the_sore_one(case: Case) -> set[str | None]:
    """The sides a hop must have been done on: that of the injury, both where it is not one of the two."""
    side = case.log.start.side
    return {side} if side in ("left", "right") else {"left", "right"}


def bone_days(case: Case, walk: Walk, at: Day) -> bool:
    """Three pain-free walking days in a row since the stop, and its rest days."""
    rule = tables.param("bone_stop_exit").value
    stopped = walk.bone_stops[-1]
    if (at.on - stopped).days <= int(rule["rest_days_min"]):
        return False
    days = [at.on - timedelta(days=n) for n in range(int(rule["painfree_walk_days"]))]
    return min(days) > stopped and all(_painless(case, day) for day in days)


def may_self_hop(case: Case) -> bool:
    """Hopping is never self-tested for groin and hip."""
    spots = {case.log.start.spot, *case.injury.body_regions}
    return not spots & NO_SELF_HOP


def _painless(case: Case, day: date) -> bool:
    said = case.diary.timely.get(day)
    if said is None:
        return False
    values = (said.pain_rest, said.pain_daily, said.pain_morning)
    return all(value == 0 for value in values) and not said.limping
