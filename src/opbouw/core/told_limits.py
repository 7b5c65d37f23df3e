"""Every limit of a decision as an object: what it would have been, what it is, which limit won, and the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from opbouw.core.case import Case, runfree_days_needed
from opbouw.core.decision import Limit
from opbouw.core.dose import proposed_minutes, room_for_running, run_dose
from opbouw.core.guides import UNITS_RUNS, guide_caps
from opbouw.core.limits import Bound, limited
from opbouw.core.locks import locks
from opbouw.core.onward import holds_on_step
from opbouw.core.permit import rest_days
from opbouw.core.programme import choose_ladder
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables

WEEK = 7


def told_limits(
    case: Case, walk: Walk, at: Day, blocked: tuple[str, ...], run: Limit | None, cross: Limit | None
) -> tuple[Limit, ...]:
    """All limits of a day; ``run`` bounds the next run and ``cross`` the next cross-training, where there is one."""
    found: list[Limit] = []
    if run is not None:
        found += [run, _days(case, walk, at)]
    found.append(_today(case, walk, at, blocked))
    if cross is not None:
        found.append(cross)
    if walk.steps is not None and walk.after is None and walk.clean >= walk.steps.clean_needed:
        found.append(_step(case, walk, at))
    return (*found, *locks(case, walk, at))


def _today(case: Case, walk: Walk, at: Day, blocked: tuple[str, ...]) -> Limit:
    """Run minutes of this very day: none for the heaviest of the reasons against, else those of the dose."""
    bounds = [Bound(code, 0.0) for code in blocked]
    if (at.on - max(case.onset, walk.last_run_on)).days < runfree_days_needed(case) and not walk.running_phase:
        bounds.append(Bound("min_days", 0.0))
    if bounds or not walk.running_phase:
        return limited("running_today", "min", _proposal(case, walk, at), bounds)
    return replace(run_dose(case, walk, at, room_for_running(case, walk, at.on)), id="running_today")


def _proposal(case: Case, walk: Walk, at: Day) -> float:
    """What would come next if nothing limited it; before rebuilding the first step of the ladder."""
    if walk.running_phase:
        return proposed_minutes(case, walk, at.on)
    ladder = choose_ladder(case, (at.on - walk.last_run_on).days, at.on)
    return float(tables.ladders[ladder].stage[0].run_min)


def _days(case: Case, walk: Walk, at: Day) -> Limit:
    """Running days in seven: the most of the road, the days between, the days the runner has, and guides' caps."""
    return limited("running_days", "days per 7 days", float(WEEK), _day_bounds(case, walk, at))


def _day_bounds(case: Case, walk: Walk, at: Day) -> Iterator[Bound]:
    most = walk.after.days_per_week if walk.after else int(tables.param("running_days_per_week_default").value)
    yield Bound("running_days_per_week", float(most))
    apart = rest_days(case, walk)
    if apart:
        yield Bound("hours_between_runs", float((WEEK + apart) // (apart + 1)))
    if case.availability.weekdays is not None:
        yield Bound("availability", float(sum(minutes > 0 for minutes in case.availability.weekdays.values())))
    yield from (Bound("guide", float(int(cap))) for cap in guide_caps(case, at.on, UNITS_RUNS))


def _step(case: Case, walk: Walk, at: Day) -> Limit:
    """The step of the ladder: one more when its clean sessions are in, unless something holds it."""
    n = float(walk.index + 1)
    return limited("stage", "step", n + 1, [Bound(code, n) for code in holds_on_step(case, walk, at)], rounded=False)
