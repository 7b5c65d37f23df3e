"""1 and 8: nothing exceeds a hard limit, and every limited number names its winner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opbouw.evidence import tables
from tests.journeys.invariants.seen import Check, Seen

SHORT_STEP_MIN = 3.0  # engine.md, order of work 6
CAP_SHARE = 1.10
FIRST_SESSION_MIN = 10.0
ROUNDING = 0.01
SPOKEN = ("run_minutes", "cross_minutes")  # numbers of the plan that is shown


def limits_only_tighten(seen: Seen) -> Iterator[str]:
    """1: a limited number never exceeds its proposal nor any bound on it."""
    for one in seen.now.limits:
        if not 0 <= one.value <= one.original + ROUNDING:
            yield f"{one.id} {one.value} of {one.original}"
        if any(one.value > other.value + ROUNDING for other in one.others):
            yield f"{one.id} {one.value} above {one.others}"


def winners_are_named(seen: Seen) -> Iterator[str]:
    """8: a number that was lowered by more than rounding names the limit that did it, and says so."""
    said = {one.code for one in seen.now.reasons}
    for one in seen.now.limits:
        if one.winner is None and one.original - one.value >= 1:
            yield f"{one.id} went from {one.original} to {one.value} by nobody"
        if one.winner is not None and one.id in SPOKEN and f"limit_{one.winner}" not in said:
            yield f"{one.winner} won {one.id} and no reason says so"


def today_is_within_its_limit(seen: Seen) -> Iterator[str]:
    """1: today's run is within the limited minutes."""
    for one in seen.now.limits:
        if one.id == "run_minutes" and seen.run_today > one.value + ROUNDING:
            yield f"{seen.run_today} min planned, limit {one.value}"


def session_cap(seen: Seen) -> Iterator[str]:
    """1: a run is at most a tenth, or three minutes, above the longest of 30 days, whatever those runs were."""
    if not seen.run_today or seen.now.stage is None:
        return
    longest = seen.told.longest_since(seen.now.on - timedelta(days=30), seen.now.on)
    if longest is None:
        first = tables.ladders.get(seen.now.stage.ladder)
        most = min(FIRST_SESSION_MIN, first.stage[0].run_min) if first is not None else FIRST_SESSION_MIN
    else:
        most = max(longest * CAP_SHARE, longest + min(SHORT_STEP_MIN, longest))
    if seen.run_today > most + ROUNDING:
        yield f"{seen.run_today} min after a longest of {longest}"


def running_days_a_week(seen: Seen) -> Iterator[str]:
    """1: no seven days with a planned run hold more running days than the bounds say.

    The days a runner has bound what is planned only: a run moved to another day leaves the next week as it was.
    """
    limit = next((one for one in seen.now.limits if one.id == "running_days"), None)
    if limit is None:
        return
    done = {one.on for one in seen.told.sure_runs()}
    planned = {one.on for one in seen.runs}
    bounds = [one.value for one in limit.others]
    most = min(bounds, default=limit.value) if limit.winner == "availability" else limit.value
    for day in planned:
        week = {day - timedelta(days=n) for n in range(7)}
        if len(week & (done | planned)) > most:
            yield f"{len(week & (done | planned))} running days to {day}, limit {most}"
    if len(planned) > limit.value:
        yield f"{len(planned)} runs planned in seven days, limit {limit.value}"


def guides_cap(seen: Seen) -> Iterator[str]:
    """14: the newest cap in minutes of each guide holds until its day."""
    caps: dict[str, float] = {}
    for one in seen.told.of("guide_decided"):
        word = one.data
        known = one.by.role in ("trainer", "physio", "doctor") and one.id not in seen.told.amended
        if known and word.decision == "cap" and word.cap is not None and (word.unit or "min") == "min":
            caps.pop(one.by.role, None)
            if word.until is None or seen.now.on <= word.until:
                caps[one.by.role] = word.cap
    if seen.run_today > min(caps.values(), default=seen.run_today):
        yield f"{seen.run_today} min planned, guides say {caps}"


CHECKS: tuple[Check, ...] = (
    limits_only_tighten,
    winners_are_named,
    today_is_within_its_limit,
    session_cap,
    running_days_a_week,
    guides_cap,
)
