"""What the runner made of each factor, and what of it stands on the plan."""

from typing import Any

from opbouw.core.events import CauseJudged, CausesReviewed
from opbouw.history.cause_texts import factor_name, factors
from opbouw.history.interview import questions
from opbouw.web.daily.day import Day

OPEN = ("suspected", "confirmed")


def verdicts(day: Day) -> dict[str, str]:
    """The newest word about each factor."""
    return {data.factor: data.verdict for _event, data in day.log.of(CauseJudged)}


def standing(day: Day) -> list[dict[str, Any]]:
    """The factors that are suspected or confirmed and not dealt with, each with what it asks of the plan."""
    lang: Any = day.language
    return [
        {
            "name": factor_name(factor, lang),
            "asks": str(getattr(factors()[factor], f"asks_{lang}")),
            "sure": verdict == "confirmed",
        }
        for factor, verdict in verdicts(day).items()
        if verdict in OPEN and factor in factors()
    ]


def answered_before(day: Day) -> dict[str, str]:
    """The answers of the last time, so that nothing is asked twice."""
    found = day.log.of(CausesReviewed)
    kept = (found[-1][1].extra or {}).get("answers") if found else None
    return {name: str(value) for name, value in (kept or {}).items() if name in questions()}


def reviewed_on(day: Day) -> Any:
    """The day the causes were last looked into; None for never."""
    found = day.log.of(CausesReviewed)
    return found[-1][0].on if found else None
