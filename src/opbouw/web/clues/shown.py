"""The clues as the page shows them: ranked, with evidence, a picture, and what nobody can see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from opbouw.activities import ActivityFacts
from opbouw.history import Cause, causes
from opbouw.history.beside import Beside, beside, together
from opbouw.history.cause_texts import cause_text, factor_name, factors
from opbouw.history.days import HasFacts
from opbouw.history.detectors import Past, past_of
from opbouw.history.interview import questions
from opbouw.history.params import param
from opbouw.history.pictures import picture_of
from opbouw.history.recorded import recorded
from opbouw.web.clues.beside import beside_of
from opbouw.web.clues.drawing import drawn
from opbouw.web.clues.judged import verdicts
from opbouw.web.clues.sources import cited, grade_of
from opbouw.web.daily.day import Day
from opbouw.web.readiness.askable import askable
from opbouw.web.store.decided import Remembered

MOST_CLUES, MOST_QUESTIONS = 5, 4
LEAST_UNRANKED = 3  # in thin data a clue never stands alone
OPEN_QUESTIONS = 3  # of what nobody sees yet; the others unfold
STRONG, POSSIBLE = 0.6, 0.3  # three bars, two bars; below that one
TEST_OF = {"strength_deficit": "heel_raise_single", "mobility_deficit": "knee_to_wall"}


_FOUND = Remembered["Found"](32)
_CARDS = Remembered[tuple[dict[str, Any], ...]](32)


@dataclass(frozen=True, slots=True)
class Found:
    """Every factor of one injury, in order, the past they were looked for in, and what files said beside it."""

    past: Past
    causes: tuple[Cause, ...]
    files: Beside

    @property
    def clues(self) -> list[Cause]:
        """At most five factors for which something speaks."""
        return [cause for cause in self.causes if cause.evidence_for][:MOST_CLUES]

    @property
    def beside(self) -> list[Cause]:
        """In thin data, factors that nobody knows yet and that stand beside the clues: never one sole cause."""
        missing = LEAST_UNRANKED - len(self.clues) if self.thin and self.clues else 0
        return [cause for cause in self.causes if not cause.known][: max(0, missing)]

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
    files = beside_of(day.account)

    def found() -> Found:
        facts, onset, around = recorded(day.log.events), day.start.onset_on, around_of(day, files)
        ranked = causes(facts, onset, day.injury.id, answers, around)
        return Found(past_of(facts, onset, around), tuple(ranked), files)

    return _FOUND.get((day.key, frozenset(answers.items()), files), found)


def around_of(day: Day, files: Beside) -> Beside:
    """Shoes, nights and tests: what the runner told first, then what files say."""
    return together(beside(day.log.events), files)


def facts_of(day: Day, own: Iterable[ActivityFacts]) -> list[HasFacts]:
    """Every activity of the runner, those imported and those of the log, each once."""
    own = list(own)
    named = {one.id for one in own}
    return [*own, *(one for one in recorded(day.log.events) if one.id not in named)]


def clues(found: Found, day: Day, answers: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """The cards of the factors for which something speaks; to be read, not changed."""
    key = (day.key, frozenset(answers.items()), found.files)
    return _CARDS.get(key, lambda: tuple(_clue(cause, found, day, answers) for cause in found.clues))


def _clue(cause: Cause, found: Found, day: Day, answers: Mapping[str, str]) -> dict[str, Any]:
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
        "questions": open_questions(cause.factor, answers, lang),
        "asks": [cause_text(one, lang) for one in cause.asks],
        "picture": drawn(picture, f"p-{cause.factor}", day.start.onset_on) if picture else None,
        "confidence": {"low": _("little"), "moderate": _("fair"), "high": _("good")}[cause.confidence],
        "sources": cited(cause.factor),
        "grade": grade_of(cause.factor),
        **_on_plan(cause.factor, day),
    }


def _on_plan(factor: str, day: Day) -> dict[str, Any]:
    """What the runner made of it so far, in words, and a test that would tell more and can be done now."""
    said = {
        "suspected": _("Stands on your plan."),
        "confirmed": _("Stands on your plan."),
        "dealt_with": _("Dealt with: it no longer stands open on your plan."),
        "ruled_out": _("Not this: it does not stand on your plan."),
    }
    unjudged = _("It stands on your plan once you choose “May be” or “This was it”.")
    test = TEST_OF.get(factor, "")
    return {"plan": said.get(verdicts(day).get(factor, ""), unjudged), "test": test if test in askable(day) else ""}


def open_questions(factor: str, answers: Mapping[str, str], lang: Any) -> list[dict[str, str]]:
    """Questions about a factor that are not answered yes or no, to be answered in place."""
    return [
        {"id": one.id, "text": one.text_nl if lang == "nl" else one.text_en, "said": answers.get(one.id, "")}
        for one in questions().values()
        if one.factor == factor and answers.get(one.id) not in ("yes", "no")
    ]


def unknown(cause: Cause, answers: Mapping[str, str], lang: Any) -> dict[str, Any]:
    """A card of a factor that nobody knows yet."""
    return {
        "name": factor_name(cause.factor, lang),
        "factor": cause.factor,
        "questions": open_questions(cause.factor, answers, lang),
        "settles": [cause_text(one, lang) for one in cause.settles],
    }


def looked_at(found: Found, lang: Any) -> list[dict[str, str]]:
    """Factors that were looked at and for which nothing speaks, each with what stands against it."""
    seen = (cause for cause in found.causes if cause.known and not cause.evidence_for)
    return [
        {"name": factor_name(cause.factor, lang), "why": cause_text(cause.evidence_against[0], lang)}
        for cause in seen
        if cause.evidence_against
    ]


def unseen(found: Found, day: Day, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Factors that nobody can see yet, with what would settle each: a question, a test, somebody who looks."""
    lang, may = day.language, askable(day)
    stands = found.beside
    missing = [cause for cause in found.causes if not cause.known and cause not in stands]
    return [
        {
            **unknown(cause, answers, lang),
            "test": TEST_OF.get(cause.factor, "") if TEST_OF.get(cause.factor) in may else "",
        }
        for cause in missing
    ]


def for_physio(found: Found, lang: Any) -> list[str]:
    """Questions to take along: those of the clues, and strength left against right where it was never measured."""
    about = [cause.factor for cause in found.clues]
    known = {cause.factor for cause in found.causes if cause.known}
    about += [factor for factor in TEST_OF if factor not in known and factor not in about]
    return [str(getattr(factors()[factor], f"physio_{lang}")) for factor in about[:MOST_QUESTIONS]]
