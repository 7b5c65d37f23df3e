"""The clues as the page shows them: ranked, with evidence, a picture, and what nobody can see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from opbouw.activities import ActivityFacts
from opbouw.history import Cause, causes
from opbouw.history.beside import Beside, beside, together
from opbouw.history.cause_texts import cause_text, factor_name, factors
from opbouw.history.days import HasFacts
from opbouw.history.detectors import Past, past_of
from opbouw.history.params import param
from opbouw.history.pictures import picture_of
from opbouw.history.recorded import recorded
from opbouw.web.clues.beside import beside_of
from opbouw.web.clues.drawing import drawn
from opbouw.web.daily.day import Day
from opbouw.web.store import selectors

MOST_CLUES, MOST_QUESTIONS = 5, 4
STRONG, POSSIBLE = 0.6, 0.3  # three bars, two bars; below that one
TEST_OF = {"strength_deficit": "heel_raise_single", "mobility_deficit": "knee_to_wall"}


@dataclass(frozen=True, slots=True)
class Found:
    """Every factor of one injury, in order, and the past they were looked for in."""

    past: Past
    causes: tuple[Cause, ...]

    @property
    def clues(self) -> list[Cause]:
        """At most five factors for which something speaks."""
        return [cause for cause in self.causes if cause.evidence_for][:MOST_CLUES]

    @property
    def weak(self) -> bool:
        """Whether there are clues and none of them stands out."""
        return bool(self.clues) and max(one.strength for one in self.clues) < param("stands_out")

    @property
    def thin(self) -> bool:
        """Whether there are too few weeks for an order."""
        return self.past.weeks_known < int(param("thin_weeks"))


def found_for(day: Day, answers: Mapping[str, str]) -> Found:
    """What the archive, the nights, the shoes, the tests and the answers say about the injury of today."""
    events = day.log.events
    facts, around = recorded(events), around_of(day)
    onset = day.start.onset_on
    ranked = causes(facts, onset, day.injury.id, answers, around)
    return Found(past_of(facts, onset, around), tuple(ranked))


def around_of(day: Day) -> Beside:
    """Shoes, nights and tests: what the runner told first, then what files say."""
    return together(beside(day.log.events), beside_of(day.account))


def facts_of(day: Day) -> list[HasFacts]:
    """Every activity of the runner, those of the log and those imported since, each once."""
    own: list[ActivityFacts] = selectors.history_of(day.account)
    named = {one.id for one in own}
    return [*own, *(one for one in recorded(day.log.events) if one.id not in named)]


def clue(cause: Cause, found: Found, day: Day) -> dict[str, Any]:
    """One card."""
    lang: Any = day.language
    bars = 3 if cause.strength >= STRONG else 2 if cause.strength >= POSSIBLE else 1
    picture = picture_of(cause, found.past)
    return {
        "factor": cause.factor,
        "name": factor_name(cause.factor, lang),
        "bars": range(bars),
        "empty": range(3 - bars),
        "word": (_("weak clue"), _("possible"), _("strong clue"))[bars - 1],
        "found": [cause_text(one, lang) for one in cause.evidence_for],
        "against": [cause_text(one, lang) for one in cause.evidence_against],
        "settles": [cause_text(one, lang) for one in cause.settles],
        "asks": [cause_text(one, lang) for one in cause.asks],
        "picture": drawn(picture, f"p-{cause.factor}", day.start.onset_on) if picture else None,
        "confidence": {"low": _("little"), "moderate": _("fair"), "high": _("good")}[cause.confidence],
    }


def looked_at(found: Found, lang: Any) -> list[dict[str, str]]:
    """Factors that were looked at and for which nothing speaks, each with what stands against it."""
    seen = (cause for cause in found.causes if cause.known and not cause.evidence_for)
    return [
        {"name": factor_name(cause.factor, lang), "why": cause_text(cause.evidence_against[0], lang)}
        for cause in seen
        if cause.evidence_against
    ]


def unseen(found: Found, lang: Any) -> list[dict[str, str]]:
    """Factors that nobody can see yet, with what would settle each, and a test where one does."""
    return [
        {
            "name": factor_name(cause.factor, lang),
            "how": cause_text(cause.settles[0], lang),
            "test": TEST_OF.get(cause.factor, ""),
        }
        for cause in found.causes
        if not cause.known
    ]


def for_physio(found: Found, lang: Any) -> list[str]:
    """Questions to take along: those of the clues, and strength left against right where it was never measured."""
    about = [cause.factor for cause in found.clues]
    known = {cause.factor for cause in found.causes if cause.known}
    about += [factor for factor in TEST_OF if factor not in known and factor not in about]
    return [str(getattr(factors()[factor], f"physio_{lang}")) for factor in about[:MOST_QUESTIONS]]
