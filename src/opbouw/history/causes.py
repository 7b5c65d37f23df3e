"""Possible causes, ranked, with evidence for and against. Clues, never proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opbouw.evidence.tables import tables
from opbouw.history.beside import NOTHING, Beside
from opbouw.history.cause_texts import Factor, factors
from opbouw.history.days import HasFacts
from opbouw.history.detectors import DETECTORS, TIMELESS, Past, past_of
from opbouw.history.earlier import in_return, seen_before
from opbouw.history.finding import CANNOT_SEE, Clue, Finding
from opbouw.history.interview import Said, check_answers, said_about
from opbouw.history.params import param

CONFIDENCE = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class Cause:
    """One factor that may have played a part: strength 0-1, confidence low, moderate or high.

    ``known`` is False when neither the archive nor an answer says anything; ``settles`` is what would decide,
    ``asks`` the action or limit it asks for.
    """

    factor: str
    strength: float
    confidence: str
    evidence_for: tuple[Finding, ...]
    evidence_against: tuple[Finding, ...]
    settles: tuple[Finding, ...]
    asks: tuple[Finding, ...]
    known: bool

    def to_dict(self) -> dict[str, Any]:
        """The cause as ``opbouw causes --json`` prints it."""
        return {
            "factor": self.factor,
            "strength": self.strength,
            "confidence": self.confidence,
            "for": [finding.to_dict() for finding in self.evidence_for],
            "against": [finding.to_dict() for finding in self.evidence_against],
            "settles": [finding.to_dict() for finding in self.settles],
            "asks": [finding.to_dict() for finding in self.asks],
        }


def causes(
    facts: Iterable[HasFacts],
    onset: date,
    injury: str | None = None,
    answers: Mapping[str, str] | None = None,
    beside: Beside = NOTHING,
) -> list[Cause]:
    """Every factor, the strongest clue first; what nobody can see yet stands last with strength 0.

    Only days before ``onset`` count. ``injury`` weighs a factor by how much it loads that tissue; ``answers`` are
    interview answers (yes, no, unknown), ``beside`` the shoes and nights where they are known. With under five weeks
    of data nothing is ranked and confidence is low.
    Raises AnswerError for an answer the interview does not know, KeyError for an injury the tables do not have.
    """
    given = answers or {}
    check_answers(given)
    past = past_of(facts, onset, beside)
    drivers = tables.injuries[injury].load_drivers if injury is not None else None
    seen = in_return(past, {factor: _seen(factor, past) for factor in DETECTORS})
    found = [_cause(factor, seen.get(factor.id, CANNOT_SEE), past, drivers, given) for factor in factors().values()]
    if _thin(past):
        return found
    return sorted(found, key=lambda cause: (-cause.strength, -CONFIDENCE.index(cause.confidence), not cause.known))


def _thin(past: Past) -> bool:
    return past.weeks_known < int(param("thin_weeks"))


def _cause(
    factor: Factor, seen: Clue, past: Past, drivers: Mapping[str, int] | None, answers: Mapping[str, str]
) -> Cause:
    said = said_about(factor.id, answers)
    strength, weight = _combined(seen, said), _driver_weight(factor, drivers)
    found = seen.found + (said.found if said else ())
    against = seen.against + (said.against if said else ())
    if found and weight is not None:
        strength *= weight[0]
        found, against = (*found, *weight[1]), (*against, *weight[2])
    if found and _thin(past):
        strength = min(strength, param("thin_strength_max"))
        against = (*against, Finding("thin_data", {"weeks": past.weeks_known}))
    about = {"factor": factor.id}
    return Cause(
        factor=factor.id,
        strength=round(strength, 2),
        confidence=_confidence(factor.id, seen, past),
        evidence_for=found,
        evidence_against=against,
        settles=(Finding("settles", about),),
        asks=(Finding("asks", about),),
        known=seen.known or said is not None,
    )


def _seen(factor: str, past: Past) -> Clue:
    """What the archive and the tests show."""
    if factor in TIMELESS:
        return DETECTORS[factor](past)
    back = past.comeback() if factor == "layoff_before" else None
    return seen_before(DETECTORS[factor], past, back.last_run if back else None)


def _combined(seen: Clue, said: Said | None) -> float:
    """Two clues together say more than each alone and never reach certainty."""
    if said is None:
        return seen.strength
    return (1 - (1 - seen.strength) * (1 - said.strength)) * said.weaker_by


def _driver_weight(
    factor: Factor, drivers: Mapping[str, int] | None
) -> tuple[float, tuple[Finding, ...], tuple[Finding, ...]] | None:
    """Weight on strength with its evidence for and against; None without an injury or a driver for this factor."""
    if drivers is None or not factor.driver:
        return None
    most = max(drivers.get(name, 0) for name in factor.driver)
    weight = float(param("driver_weight")["at_most_0" if most <= 0 else f"at_{most}"])
    loads = (Finding("loads_spot"),) if most >= max(drivers.values()) else ()
    spares = (Finding("spares_spot"),) if most <= 0 else ()
    return weight, loads, spares


def _confidence(factor: str, seen: Clue, past: Past) -> str:
    """What the factor's evidence allows, lowered by few weeks of data; an answer alone is memory."""
    if not seen.known or _thin(past):
        return str(param("confidence_max")["interview"])
    best = str(param("confidence_max")[factor])
    return min(best, "moderate", key=CONFIDENCE.index) if past.weeks_known < param("full_weeks") else best
