"""What a professional has cleared: which signs a clearance closes, and what all valid ones together allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.core.events import Cleared, Event
from opbouw.core.flags import doctor_needed
from opbouw.core.log import Log
from opbouw.evidence import tables
from opbouw.evidence.rows import Injury

RANK = {"physio": 0, "doctor": 1}


@dataclass(frozen=True, slots=True)
class Permission:
    """What valid clearances allow on a day; ``scope`` is empty without any."""

    scope: frozenset[str]
    seen: bool
    healed: bool
    max_run_min: float | None
    modalities: frozenset[str]
    body_weight_pct_max: float | None
    not_before: date | None
    valid_until: date | None


NOTHING = Permission(frozenset(), False, False, None, frozenset(), None, None, None)


def closes(event: Event, flag: str, since: date, *, doctor_only: bool = False) -> bool:
    """Whether a clearance closes a sign: it names it, was seen no earlier, and by who may; a trainer never may.

    :param doctor_only: bone stress and compartment: only a doctor closes any sign.
    """
    data: Cleared = event.data
    if event.by.role == "trainer" or flag not in (data.flags or ()) or seen_on(event) < since:
        return False
    return data.seen_by == "doctor" or not (doctor_only or doctor_needed(flag))


def seen_on(event: Event) -> date:
    """The day the professional looked; the day of the clearance where that was not told."""
    data: Cleared = event.data
    return data.seen_on or event.on


def permission(log: Log, injury: Injury, day: date, *, ended: date | None = None) -> Permission:
    """What the clearances that hold on a day allow together.

    A later look replaces an earlier one by the same kind of professional, and a doctor's replaces a physio's. Where two
    differ that both hold, such as two of one day, or a physio's after a doctor's, the more careful of the two holds.
    Where one of them has expired all is shut: a look that was replaced does not come back. A later look that lets
    high-risk bone run without healed imaging allows nothing itself, and what stood before runs no more.

    :param ended: a second bone stop; what was seen before or on that day allows nothing any more.
    """
    told = [event for event, data in log.of(Cleared) if _counts(event, data, injury, day)]
    told = [event for event in told if ended is None or seen_on(event) > ended]
    unhealed = [event for event in told if _unhealed(event.data, injury)]
    counted = _newest([event for event in told if event not in unhealed])
    newest = [*counted, *(event for event in _newest(told) if event in unhealed)]  # these allow nothing, but hold back
    if not counted or any(_until(event, event.data, injury) < day for event in newest):
        return NOTHING  # a look that was replaced does not come back
    said: list[Cleared] = [event.data for event in newest]
    scope = frozenset.intersection(*(_scope(one, injury) for one in said))
    modalities = frozenset.intersection(*(frozenset(one.modalities or ()) for one in said))
    return Permission(
        scope=scope,
        seen=bool(scope or modalities),
        healed=any(_healed(event, injury, day) for event in told),
        max_run_min=_least(one.max_run_min for one in said),
        modalities=modalities,
        body_weight_pct_max=_least(one.body_weight_pct_max for one in said),
        not_before=max((one.not_before for one in said if one.not_before is not None), default=None),
        valid_until=min(_until(event, event.data, injury) for event in newest),
    )


def _least(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return min(known, default=None)


def _replaces(other: Event, one: Event) -> bool:
    """Whether another clearance was a later look by the same kind of professional, or by a doctor after a physio."""
    return seen_on(other) > seen_on(one) and RANK[other.data.seen_by] >= RANK[one.data.seen_by]


def _until(event: Event, data: Cleared, injury: Injury) -> date:
    if data.valid_until is not None:
        return data.valid_until
    days = tables.param("valid_days_clearance").value["bone" if injury.tissue == "bone" else "other"]
    return seen_on(event) + timedelta(days=int(days))


def _counts(event: Event, data: Cleared, injury: Injury, day: date) -> bool:
    if event.on > day or data.injury != injury.id or event.by.role == "trainer" or seen_on(event) > day:
        return False
    return data.seen_by == "doctor" or not injury.locked_until_clearance


def _newest(events: list[Event]) -> list[Event]:
    return [one for one in events if not any(_replaces(other, one) for other in events)]


def _unhealed(data: Cleared, injury: Injury) -> bool:
    """Running for high-risk bone without healed imaging: such a word is not taken."""
    return injury.risk_class == "high" and data.imaging != "healed" and "running" in (data.scope or ())


def _scope(data: Cleared, injury: Injury) -> frozenset[str]:
    scope = frozenset(data.scope or ())
    return scope - {"running"} if _unhealed(data, injury) else scope


def _healed(event: Event, injury: Injury, day: date) -> bool:
    return event.data.imaging == "healed" and _until(event, event.data, injury) >= day
