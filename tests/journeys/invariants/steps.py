"""5: forward one phase and one stage at a time, never too early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opbouw.core.decision import PHASES
from opbouw.evidence import tables
from tests.journeys.invariants.seen import Check, Seen
from tests.journeys.told import is_late

SILENCE_BACK = 2  # model_params silence_two_back_days: two stages back


def one_phase_at_a_time(seen: Seen) -> Iterator[str]:
    """5: at most one phase forward from one day to the next; an answer taken back in time gives back what it cost."""
    if seen.was is None or seen.told.amended_today(seen.now.on):
        return
    if PHASES.index(seen.now.phase) - PHASES.index(seen.was.phase) > 1 and seen.next_day:
        yield f"from {seen.was.phase} to {seen.now.phase}"


def one_stage_at_a_time(seen: Seen) -> Iterator[str]:
    """5: at most one step up a day, and the change says so; an answer taken back in time gives back what it cost."""
    was, now = seen.was.stage if seen.was else None, seen.now.stage
    if seen.now.stage_change > 1:
        yield f"a change of {seen.now.stage_change}"
    if was is None or now is None or not seen.next_day or (now.ladder != was.ladder and now.ladder != "road_after_30"):
        return
    if seen.told.amended_today(seen.now.on):
        return
    undone = _silence_undone(seen)
    if now.n - was.n > (1 + SILENCE_BACK if undone else 1):
        yield f"from step {was.n} to {now.n}"
    enough = was.clean + 1 >= was.needed or (undone and _answered_runs(seen) >= was.needed)
    if now.n > was.n and now.ladder == was.ladder != "road_after_30" and not enough:
        yield f"step {now.n} after {was.clean} of {was.needed} clean sessions"


def _silence_undone(seen: Seen) -> bool:
    """Whether a run told today, in time, ran in what looked like silence yesterday: then nothing was lost by it."""
    quiet = seen.was is not None and any(one.code.startswith("silence_") for one in seen.was.reasons)
    told = (one.event for one in seen.told.runs if one.on < seen.now.on == one.event.recorded_at.date())
    return quiet and any(not is_late(event) for event in told)


def _answered_runs(seen: Seen) -> int:
    return sum(seen.told.morning_told(run) for run in seen.told.sure_runs())


def steps_need_a_morning(seen: Seen) -> Iterator[str]:
    """5: a step or a phase forward never on a missing morning answer.

    A morning may be told up to two days later: then the phase began on its own day, and that morning counts. A run
    that is taken back in time asks for no morning any more.
    """
    if not seen.next_day or seen.was is None or seen.told.amended_today(seen.now.on):
        return
    forward = PHASES.index(seen.now.phase) > PHASES.index(seen.was.phase)
    was, now = seen.was.stage, seen.now.stage
    up = forward or (was is not None and now is not None and was.ladder == now.ladder and now.n > was.n)
    begun = seen.now.phase_since if forward else seen.now.on
    days = (begun, begun - timedelta(days=1))
    if up and not any(day in seen.told.mornings for day in days):
        yield f"forward to {seen.now.phase} step {now.n if now else 0} without a morning answer"


def minimum_days_pass(seen: Seen) -> Iterator[str]:
    """5: rebuilding begins no earlier than the run-free days of the injury."""
    if seen.was is None or seen.was.phase != "strengthen" or seen.now.phase != "rebuild":
        return
    needed = tables.injuries[seen.told.injury].min_runfree_days or 0
    runs = [one.on for one in seen.told.sure_runs() if one.on < seen.now.on and not one.assisted]
    last = max([*runs, seen.told.opened.data.onset_on])
    if (seen.now.on - last).days < needed:
        yield f"rebuilding {(seen.now.on - last).days} days after a run, {needed} needed"


CHECKS: tuple[Check, ...] = (
    one_phase_at_a_time,
    one_stage_at_a_time,
    steps_need_a_morning,
    minimum_days_pass,
)
