"""The order of the questions, what is asked next, and where a beginning stops."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from opbouw.core.flags import doctor_needed
from opbouw.evidence import tables
from opbouw.web.onboarding import forms

URGENCY = ("emergency", "same_day", "before_running")


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: its address, the question it belongs to (0 is the welcome), its title and its form."""

    slug: str
    number: int
    title: "str | Promise"
    form: type[forms.Question]


STEPS = {
    step.slug: step
    for step in (
        Step("welcome", 0, lazy("Good that you are here"), forms.WelcomeForm),
        Step("where", 1, lazy("Where is it?"), forms.WhereForm),
        Step("what", 1, lazy("A bit more precisely"), forms.WhatForm),
        Step("since", 2, lazy("Since when, and how bad?"), forms.SinceForm),
        Step("signs-now", 3, lazy("Signs that cannot wait"), forms.SignsNowForm),
        Step("signs-soon", 3, lazy("Signs to have looked at today"), forms.SignsSoonForm),
        Step("signs-before", 3, lazy("Signs to have looked at before you run"), forms.SignsBeforeForm),
        Step("seen", 4, lazy("Has somebody looked at it?"), forms.SeenForm),
        Step("before", 5, lazy("What did you do before?"), forms.BeforeForm),
        Step("level", 5, lazy("Your old level"), forms.LevelForm),
        Step("possible", 6, lazy("What is possible?"), forms.PossibleForm),
        Step("you", 6, lazy("A few words about you"), forms.YouForm),
    )
}
ORDER = tuple(STEPS)
SIGNS = tuple(slug for slug in ORDER if slug.startswith("signs-"))


def screen_answers(answers: forms.Answers) -> dict[str, str]:
    """All warning-sign answers given so far."""
    return {flag: said for slug in SIGNS for flag, said in answers.get(slug, {}).items()}


def open_flags(answers: forms.Answers) -> list[str]:
    """Warning signs answered with yes, the most urgent first."""
    found = [flag for flag, said in screen_answers(answers).items() if said == "yes"]
    return sorted(found, key=lambda flag: URGENCY.index(tables.red_flags[flag].urgency))


def stopped(answers: forms.Answers) -> bool:
    """Whether a warning sign stands and nobody said what is allowed."""
    return bool(open_flags(answers)) and not was_seen(answers)


def was_seen(answers: forms.Answers) -> bool:
    """Whether a professional looked and said what is allowed; urgent and bone signs need a doctor."""
    seen = answers.get("seen", {})
    if not seen.get("scope") or seen.get("seen_by") not in {"physio", "doctor"}:
        return False
    return seen["seen_by"] == "doctor" or not needs_doctor(answers)


def needs_doctor(answers: forms.Answers) -> bool:
    """Whether only a doctor's word counts for the signs that stand."""
    return any(doctor_needed(flag) for flag in open_flags(answers))


def next_slug(answers: forms.Answers) -> str:
    """The first screen without an answer; `stop` when a sign stands; `done` when all is answered."""
    if stopped(answers):
        return "stop"
    return next((slug for slug in ORDER if slug not in answers), "done")


def before(slug: str) -> str | None:
    """The screen before this one."""
    at = ORDER.index(slug)
    return ORDER[at - 1] if at else None


def following(slug: str, answers: forms.Answers) -> str:
    """Where to go after a screen was answered: on to what is open, to a stop, or `done` after the last one."""
    if slug in {*SIGNS, "seen"} and stopped(answers):
        return "stop"
    open_next = next_slug(answers)
    return open_next if open_next != "done" or slug == ORDER[-1] else ORDER[ORDER.index(slug) + 1]


def may_open(slug: str, answers: forms.Answers) -> bool:
    """Whether a screen can be shown: those before it are answered, and no sign stands in the way."""
    if slug == "seen" and open_flags(answers):
        return True
    if stopped(answers) and slug not in answers:
        return False
    if stopped(answers) and ORDER.index(slug) > ORDER.index("seen"):
        return False
    return all(earlier in answers for earlier in ORDER[: ORDER.index(slug)])


def forget_later(answers: dict[str, Any], slug: str) -> None:
    """Another place asks other questions: drop the answers that were about the old one."""
    if slug == "where":
        for later in ("what", *SIGNS, "seen"):
            answers.pop(later, None)
    if slug == "what":
        for later in SIGNS:
            answers.pop(later, None)
