"""What guides said that still holds: holds and refusals, caps, and a programme they chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opbouw.core.case import Case
from opbouw.core.transitions import GATES
from opbouw.evidence import tables

RANK = {"trainer": 0, "physio": 1, "doctor": 2}
HOLDS = ("hold", "wait", "refuse")
UNITS_MIN = ("min", "run_min", "minutes")
UNITS_RUNS = ("days", "runs", "runs_per_week")
UNITS_KM = ("km", "kilometres", "distance_km")
UNITS_WEEK_MIN = ("min_per_week", "week_min")
UNITS_WEEK_KM = ("km_per_week", "week_km", "weekly_km")
UNITS_RPE = ("rpe", "effort")
KNOWN_UNITS = frozenset((*UNITS_MIN, *UNITS_RUNS, *UNITS_KM, *UNITS_WEEK_MIN, *UNITS_WEEK_KM, *UNITS_RPE))


@dataclass(frozen=True, slots=True)
class Hold:
    """One standing hold: on which gate or criterion, whose, since when and until when."""

    about: str | None
    role: str
    since: date
    until: date | None


def held(case: Case, gate: str | None, day: date) -> bool:
    """Whether a gate, or running altogether (``gate`` None), is held on a day."""
    return bool(standing_holds(case, gate, day))


def standing_holds(case: Case, gate: str | None, day: date) -> tuple[Hold, ...]:
    """Holds on a gate or running that stand on a day.

    A hold ends by its date, or by a later signature of the same rank or a higher one for the same thing or the whole
    gate. A hold on one criterion holds its gate: a guide may lengthen what a criterion asks, never shorten it. A hold
    on something that is neither a gate nor a criterion holds running.
    """
    standing: list[Hold] = []
    for on, role, word in case.guide_words:
        if on > day or gate_of(word.gate) != gate:
            continue
        if word.decision in HOLDS:
            standing.append(Hold(word.gate, role, on, word.until))
        elif word.decision == "sign":
            lifts = {word.gate} if word.gate != gate else {one.about for one in standing}
            standing = [one for one in standing if one.about not in lifts or RANK[one.role] > RANK[role]]
    return tuple(one for one in standing if one.until is None or day <= one.until)


def gate_of(about: str | None) -> str | None:
    """The gate that a word is about: named itself, or by one of its criteria; None for running altogether."""
    if about in GATES:
        return about
    row = tables.criteria.get(about or "")
    return row.gate if row is not None else None


def guide_caps(case: Case, day: date, units: tuple[str, ...] = UNITS_MIN) -> list[float]:
    """The newest cap of each guide's role that still holds, in one of the units asked for.

    A cap without a unit, or in one that is not known, is read as run minutes: the tightest reading there is.
    """
    newest: dict[str, float] = {}
    for on, role, word in case.guide_words:
        if word.decision != "cap" or word.cap is None or on > day or _unit(word.unit) not in units:
            continue
        newest.pop(role, None)
        if word.until is None or day <= word.until:
            newest[role] = word.cap
    return list(newest.values())


def _unit(said: str | None) -> str:
    return said if said in KNOWN_UNITS else UNITS_MIN[0]
