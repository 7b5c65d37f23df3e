"""The shape of a decision: a week that can be done, a road that runs forward, gates that tell the truth."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from opbouw.core.decision import PHASES
from opbouw.evidence import tables
from tests.journeys.invariants.seen import Check, Seen

ROUNDING = 0.01


def the_week_is_a_week(seen: Seen) -> Iterator[str]:
    """Sessions lie in seven days, each with its own id, and today is the first of them."""
    now = seen.now
    if any(not 0 <= (one.on - now.on).days < 7 for one in now.week) or len({one.id for one in now.week}) < len(
        now.week
    ):
        yield "a session outside the week, or one id twice"
    if tuple(one for one in now.week if one.on == now.on) != now.today:
        yield "today is not the first day of the week"
    if any((one.minutes or 0) <= 0 or (one.run_minutes or 0) > (one.minutes or 0) + ROUNDING for one in now.week):
        yield f"minutes that cannot be: {[(one.kind, one.minutes, one.run_minutes) for one in now.week]}"


def avoided_work_is_out(seen: Seen) -> Iterator[str]:
    """1: no exercise or modality that the injury has to avoid."""
    plan = tables.injury_exercises[seen.told.injury]
    for one in seen.now.week:
        wrong = [dose.id for dose in one.exercises if dose.id in plan.avoid]
        row = tables.modality_matrix.get((seen.told.injury, one.modality or ""))
        if wrong or (one.kind in ("cross", "walk") and row is not None and row.status == "avoid"):
            yield f"{one.kind} {one.modality} {wrong}"


def strength_has_days_between(seen: Seen) -> Iterator[str]:
    """No two strength sessions on one spot on consecutive days."""
    days = sorted(one.on for one in seen.now.week if one.kind == "strength")
    if any((other - one).days < 2 for one, other in pairwise(days)):
        yield f"strength on {days}"


def away_is_away(seen: Seen) -> Iterator[str]:
    """Nothing is planned on days the runner is away."""
    for event in seen.told.of("away_set"):
        for one in seen.now.week if event.id not in seen.told.amended else ():
            if event.data.start <= one.on <= event.data.to and event.on <= seen.now.on:
                yield f"{one.kind} on {one.on}, away from {event.data.start} to {event.data.to}"


def the_road_runs_forward(seen: Seen) -> Iterator[str]:
    """Ranges of the road run from early to late."""
    for one in seen.now.road:
        ends = [end for end in (one.to_low, one.to_mid, one.to_high) if end is not None]
        if ends != sorted(ends):
            yield f"{one.phase}: {ends}"


def gates_tell_the_truth(seen: Seen) -> Iterator[str]:
    """5: a gate ahead stands open only with every blocking criterion met."""
    passed = PHASES.index(seen.now.phase)
    for gate in seen.now.gates:
        unmet = [one.id for one in gate.criteria if one.blocking and one.status != "met"]
        if gate.open and PHASES.index(gate.start) >= passed and unmet:
            yield f"{gate.start} to {gate.to} is open without {unmet}"


CHECKS: tuple[Check, ...] = (
    the_week_is_a_week,
    avoided_work_is_out,
    strength_has_days_between,
    away_is_away,
    the_road_runs_forward,
    gates_tell_the_truth,
)
