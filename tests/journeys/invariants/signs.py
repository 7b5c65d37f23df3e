"""4 and 15: warning signs stop everything, and locks stay shut."""

from __future__ import annotations

from collections.abc import Iterator

from opbouw.evidence import tables
from tests.journeys.invariants.seen import Check, Seen
from tests.journeys.told import region_is_high_risk

HOLDS_ANSWERS = ("emergency", "same_day")


def open_signs_stop(seen: Seen) -> Iterator[str]:
    """4: an open sign gives a stop, nothing planned, and whom to see."""
    now = seen.now
    if now.open_flags and (now.verdict != "stop" or now.running_allowed or now.week or now.today or now.see is None):
        yield f"{now.open_flags}: {now.verdict}, running {now.running_allowed}, {len(now.week)} sessions, {now.see}"


def a_yes_stays_open(seen: Seen) -> Iterator[str]:
    """15: a sign answered yes is open until a clearance names it, or the questions are all asked again that day."""
    told = seen.told
    for event in told.of("screened"):
        for flag in (name for name, answer in event.data.answers.items() if answer == "yes"):
            cleared = any(one.on >= event.on and flag in (data.flags or ()) for one, data in told.clearances())
            mistake = any(one.data.why == "mistake" and one.on == event.on for one in told.of("screened"))
            known = flag in tables.red_flags and event.on <= seen.now.on
            if known and not cleared and not mistake and flag not in seen.now.open_flags:
                yield f"{flag} was answered yes on {event.on} and is not open"


def signs_close_by_name(seen: Seen) -> Iterator[str]:
    """15: what was open closes by a clearance of now that names it, or as a mistake on a day without running."""
    for flag in set(seen.was.open_flags if seen.was else ()) - set(seen.now.open_flags):
        named = any(flag in (data.flags or ()) for _, data in seen.told.clearances())
        mistake = any(one.data.why == "mistake" for one in seen.told.of("screened") if one.on == seen.now.on)
        amended = seen.told.amended_today(seen.now.on)
        if not named and not amended and (not mistake or seen.now.running_allowed):
            yield f"{flag} closed by nothing"


def a_lock_stays_shut(seen: Seen) -> Iterator[str]:
    """15: a locked injury is locked until a doctor's clearance of it; locked waits."""
    if not tables.injuries[seen.told.injury].locked_until_clearance:
        return
    told = seen.told.clearances()
    cleared = any(data.seen_by == "doctor" and data.injury == seen.told.injury for _, data in told)
    if not cleared and not seen.now.locked:
        yield "no doctor cleared it, and it is not locked"
    if seen.now.locked and (seen.now.verdict not in ("wait", "stop") or seen.now.see is None):
        yield f"locked and {seen.now.verdict}, see {seen.now.see}"


def locked_work(seen: Seen) -> Iterator[str]:
    """15: behind a lock no running, no impact and no strength; at high risk nothing at all."""
    if not seen.now.locked:
        return
    if seen.now.running_allowed:
        yield "running allowed behind a lock"
    for one in seen.now.week:
        row = tables.modalities.get(one.modality or "")
        impact = row is not None and row.impact_level > 0
        if one.kind in ("run", "strength") or impact or region_is_high_risk(seen.told.injury):
            yield f"{one.kind} {one.modality} behind a lock"


def unknown_signs_hold(seen: Seen) -> Iterator[str]:
    """3: an unknown on an urgent sign, asked last, holds running."""
    newest: dict[str, str] = {}
    for event in seen.told.of("screened"):
        newest |= event.data.answers
    cleared = {flag for _, data in seen.told.clearances() for flag in data.flags or ()}
    for flag, answer in newest.items():
        urgent = flag in tables.red_flags and tables.red_flags[flag].urgency in HOLDS_ANSWERS
        if urgent and answer == "unknown" and flag not in cleared and seen.now.running_allowed:
            yield f"{flag} is unknown and running is allowed"


CHECKS: tuple[Check, ...] = (
    open_signs_stop,
    a_yes_stays_open,
    signs_close_by_name,
    a_lock_stays_shut,
    locked_work,
    unknown_signs_hold,
)
