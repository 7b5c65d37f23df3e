"""12: runs lie apart, and what asks for rest gets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from opbouw.evidence import tables
from tests.journeys.invariants.seen import Check, Seen

MOST_REST_DAYS = 10


def runs_are_48_hours_apart(seen: Seen) -> Iterator[str]:
    """12: two days between one run and the next until 30 minutes continuous."""
    stage = seen.now.stage
    if seen.now.phase == "rebuild" and stage is not None and stage.ladder != "road_after_30":
        near = [one.on for one in seen.told.sure_runs() if 0 <= (seen.now.on - one.on).days < 2]
        if near and seen.now.running_allowed:
            yield f"running is allowed on {seen.now.on} after a run on {max(near)}"
    if not seen.runs or seen.now.phase == "keep_running" or (stage is not None and stage.ladder == "road_after_30"):
        return
    done = [one.on for one in seen.told.sure_runs() if one.on <= seen.now.on]
    days = sorted({*([max(done)] if done else []), *(one.on for one in seen.runs)})
    for one, other in pairwise(days):
        if (other - one).days < 2:
            yield f"runs on {one} and {other}"


def rest_days_are_kept(seen: Seen) -> Iterator[str]:
    """12: no run before the day that a step back named."""
    if seen.was is None or seen.told.amended_today(seen.now.on):
        return
    for one in seen.was.reasons:
        if one.code == "rest_after_step_back" and seen.now.on < date.fromisoformat(one.params["until"]):
            early = [run.on for run in seen.runs if run.on < date.fromisoformat(one.params["until"])]
            if seen.now.running_allowed or early:
                yield f"rest until {one.params['until']}, running {seen.now.running_allowed}, runs {early}"


def bad_runs_bring_rest(seen: Seen) -> Iterator[str]:
    """12: after a run with sharp pain, a changed gait or pain above the limit come the rest days of its rule."""
    limit = tables.injuries[seen.told.injury].pain_hold_max
    for run in seen.told.sure_runs() if seen.now.running_allowed else ():
        days = (seen.now.on - run.on).days
        if 0 <= days <= MOST_REST_DAYS and run.on >= seen.now.phase_since and run.event.type == "session_done":
            said = run.event.data
            held = (
                ("r_sharp", said.sharp_pain),
                ("r_limp", said.gait_changed or said.walked_home),
                ("r_above_hold", said.pain_during is not None and said.pain_during > limit),
            )
            for rule, holds in held:
                if holds and days <= tables.pain_rules[rule].rest_days:
                    yield f"running is allowed {days} days after {rule}"


def a_stop_has_no_run(seen: Seen) -> Iterator[str]:
    """12: a stop keeps the whole week free of running."""
    if seen.now.verdict == "stop" and (seen.now.running_allowed or seen.runs):
        yield f"running {seen.now.running_allowed}, {len(seen.runs)} runs on a stop"


def a_run_needs_leave(seen: Seen) -> Iterator[str]:
    """12: today's plan has a run only when running is allowed, in a phase with running."""
    for one in seen.runs:
        if one.modality == "alterg":
            continue
        if seen.now.phase not in ("rebuild", "keep_running") or (
            one.on == seen.now.on and not seen.now.running_allowed
        ):
            yield f"a run on {one.on} in {seen.now.phase}, running {seen.now.running_allowed}"


def a_wait_has_no_run(seen: Seen) -> Iterator[str]:
    """12: waiting is no running."""
    if seen.now.verdict == "wait" and seen.run_today and seen.now.running_allowed:
        yield "a run on a day that waits"


CHECKS: tuple[Check, ...] = (
    runs_are_48_hours_apart,
    rest_days_are_kept,
    bad_runs_bring_rest,
    a_stop_has_no_run,
    a_run_needs_leave,
    a_wait_has_no_run,
)
