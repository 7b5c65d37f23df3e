"""3: an unknown answer, a sore day or a sore bone never gives a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opbouw.core.events import Event
from opbouw.evidence import tables
from tests.journeys.invariants.seen import Check, Seen
from tests.journeys.told import ToldRun, is_late


def a_missing_morning_holds(seen: Seen) -> Iterator[str]:
    """3, 5: a run whose morning after was never answered holds the next run, and is no reason to go on."""
    running = [one for one in seen.told.sure_runs() if one.on < seen.now.on]
    last: ToldRun | None = max(running, key=lambda one: one.on, default=None)
    if last is None or seen.now.phase not in ("rebuild", "keep_running") or seen.told.morning_told(last):
        return
    if last.on < seen.now.phase_since or _joined_to_another(last, running):
        return
    if seen.now.running_allowed or seen.now.verdict == "go_on":
        yield f"the morning after {last.on} is not told: {seen.now.verdict}, running {seen.now.running_allowed}"


def _joined_to_another(run: ToldRun, runs: list[ToldRun]) -> bool:
    """A run told and recorded is one run, and may be answered under either name."""
    return sum(one.on == run.on for one in runs) > 1


def a_bone_that_hurt_waits_for_its_exit(seen: Seen) -> Iterator[str]:
    """3: after a run that hurt a bone nobody runs before its rest days and the painless days in a row since."""
    hurt = [one for one in seen.told.sure_runs() if one.on < seen.now.on and _hurt_a_bone(seen, one)]
    if not hurt or not seen.now.running_allowed:
        return
    rule, last = tables.param("bone_stop_exit").value, max(one.on for one in hurt)
    calm = {one.on for one in seen.told.of("checked_in") if last < one.on and _painless(one)}
    row = int(rule["painfree_walk_days"])
    in_a_row = any(all(day - timedelta(days=n) in calm for n in range(row)) for day in calm)
    if not in_a_row or (seen.now.on - last).days <= int(rule["rest_days_min"]):
        yield f"running after the bone hurt on {last}, painless days {sorted(calm)[-row:]}"


def _hurt_a_bone(seen: Seen, run: ToldRun) -> bool:
    data = run.event.data
    told = run.event.type == "session_done" and (data.pain_during or data.pain_after)
    return seen.told.injury.startswith("bsi_") and bool(told)


def _painless(event: Event) -> bool:
    said = event.data
    values = (said.pain_rest, said.pain_daily, said.pain_morning)
    return not is_late(event) and not said.limping and all(one == 0 for one in values)


def sore_days_have_no_run(seen: Seen) -> Iterator[str]:
    """3: who limps, is ill or was woken by pain does not run that day."""
    for one in seen.told.of("checked_in"):
        if one.on != seen.now.on or one.id in seen.told.amended or not seen.now.running_allowed:
            continue
        if one.data.limping or one.data.night_pain or one.data.ill not in (None, "none"):
            yield f"running allowed on a day with {one.data}"


CHECKS: tuple[Check, ...] = (
    a_missing_morning_holds,
    a_bone_that_hurt_waits_for_its_exit,
    sore_days_have_no_run,
)
