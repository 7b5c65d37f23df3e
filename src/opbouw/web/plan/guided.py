"""What professionals said that holds in the plan: limits with who and when, holds, and gates they signed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opbouw import words
from opbouw.core.case import Case
from opbouw.core.events import Cleared, GuideDecided
from opbouw.core.guides import (
    UNITS_KM,
    UNITS_MIN,
    UNITS_RPE,
    UNITS_RUNS,
    UNITS_WEEK_KM,
    UNITS_WEEK_MIN,
    gate_of,
    standing_holds,
)
from opbouw.core.transitions import GATES
from opbouw.web.daily.day import Day
from opbouw.web.daily.wording import capital, named
from opbouw.web.ui import say


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a professional: who, on which day, what, until when, and why."""

    who: str
    on: date
    what: str
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Guided:
    """All that holds: what stops running or a gate, what bounds the work, and the signatures by gate."""

    holds: tuple[Said, ...]
    limits: tuple[Said, ...]
    signed: Mapping[str, Said]


def guided(day: Day) -> Guided:
    """What professionals said, as it stands today."""
    case = day.case
    return Guided(tuple(_holds(case, day)), tuple(_limits(day)), _signed(day))


def _holds(case: Case, day: Day) -> Iterator[Said]:
    gate = next((name for name, (start, _to) in GATES.items() if start == day.decision["phase"]), None)
    for about in dict.fromkeys((None, gate)):
        for one in standing_holds(case, about, day.today):
            what = _("No running.") if about is None else _gate_word(about)
            yield Said(_who(one.role), one.since, what, one.until, _reason(day, one.since, one.role))


def _gate_word(gate: str) -> str:
    return _("The gate to “%(to)s” stays shut.") % {"to": say.phase_word(GATES[gate][1])}


def _reason(day: Day, on: date, role: str) -> str:
    said = (data for event, data in day.log.of(GuideDecided) if (event.on, event.by.role) == (on, role))
    return next((data.reason for data in said if data.reason and data.decision not in ("sign", "cap", "ladder")), "")


def _limits(day: Day) -> Iterator[Said]:
    """The newest cap of each role and unit, and what the newest clearance bounds."""
    caps: dict[tuple[str, str], Said] = {}
    for event, data in day.log.of(GuideDecided):
        if data.decision != "cap" or data.cap is None or event.on > day.today:
            continue
        caps.pop((event.by.role, data.unit or ""), None)
        if data.until is None or day.today <= data.until:
            what = _cap(data)
            said = Said(_who(event.by.role), event.on, what, data.until, data.reason or "")
            caps[(event.by.role, data.unit or "")] = said
    yield from caps.values()
    yield from _of_clearance(day)


def _cap(data: GuideDecided) -> str:
    amount = {"n": say.number(data.cap or 0)}
    texts = (
        (UNITS_RUNS, _("At most %(n)s runs a week.")),
        (UNITS_KM, _("At most %(n)s km a run.")),
        (UNITS_WEEK_MIN, _("At most %(n)s minutes of running a week.")),
        (UNITS_WEEK_KM, _("At most %(n)s km a week.")),
        (UNITS_RPE, _("Effort at most %(n)s of 10.")),
        (UNITS_MIN, _("At most %(n)s minutes of running a session.")),
    )
    found = next((text for units, text in texts if data.unit in units), texts[-1][1])
    return found % amount


def _of_clearance(day: Day) -> Iterator[Said]:
    found = [(event, data) for event, data in day.log.of(Cleared) if event.on <= day.today]
    if not found:
        return
    event, data = found[-1]
    if data.valid_until is not None and data.valid_until < day.today:
        return
    parts = []
    if data.max_run_min is not None:
        parts.append(_("At most %(n)s minutes of running a session.") % {"n": say.number(data.max_run_min)})
    if data.not_before is not None and data.not_before > day.today:
        parts.append(_("No running before %(day)s.") % {"day": words.when(data.not_before, day.language)})
    if data.body_weight_pct_max is not None:
        parts.append(_("At most %(n)s percent of your body weight.") % {"n": say.number(data.body_weight_pct_max)})
    if parts:
        who = data.seen_name or _who(data.seen_by)
        yield Said(who, data.seen_on or event.on, " ".join(parts), data.valid_until)


def _signed(day: Day) -> dict[str, Said]:
    """The newest signature of each gate, or of a point of it, by the gate it is about."""
    found: dict[str, Said] = {}
    for event, data in day.log.of(GuideDecided):
        gate = gate_of(data.gate)
        if data.decision == "sign" and gate is not None and event.on <= day.today:
            found[gate] = Said(_who(event.by.role), event.on, _signature(data), None, data.reason or "")
    return found


def _signature(data: GuideDecided) -> str:
    if data.gate in GATES:
        return _("The gate")
    return named("criterion", data.gate or "")


def _who(role: str) -> Any:
    return capital(named("role", role))
