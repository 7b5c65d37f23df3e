"""What is open today, each question with the page that answers it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opbouw import words
from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.evidence import tables
from opbouw.web.daily.day import Day

DAILY = frozenset({"check_in", "morning_after", "limp_without_pain", "well_again", "swelling_gone"})
COVERED = {  # what the main button of a state of Today asks already
    "signs": ("signs",),
    "first": ("check_in",),
    "check_in": ("check_in",),
    "morning": ("check_in",),
    "tell_run": ("log_session",),
    "clearance": ("clearance:injury",),
    "review": ("clearance:review",),
}
Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the list: a title, what hangs on it, and the way to answer."""

    key: str
    title: str
    detail: str
    url: str
    icon: str = "question"


def open_questions(day: Day, state: str = "") -> list[Asked]:
    """All that is open, the most pressing first, without what the main button of this state asks."""
    found: dict[str, Asked] = {}
    due = [one for one in day.decision.get("questions") or () if one["due"] <= day.today.isoformat()]
    for one in due:
        row = _asked(day, one)
        found.setdefault(row.key, row)
    return [row for key, row in found.items() if not _covered(key, COVERED.get(state, ()))]


def _covered(key: str, asked: Collection[str]) -> bool:
    """Whether a main button asks this already; the check-in asks the other sore spots too."""
    return key in asked or (key.startswith("other_spot:") and "check_in" in asked)


def clearance_url(about: str) -> str:
    """The page to write down what a professional said about this."""
    return f"{reverse('clearance')}?{urlencode({'about': about})}"


def clearance_question(day: Day, about: str) -> Question | None:
    """The open question about a clearance that an address names; None when nothing like it is asked."""
    asked = day.decision.get("questions") or ()
    return next((one for one in asked if one["id"] == "clearance" and one["about"] == about), None)


def _asked(day: Day, one: Question) -> Asked:
    name, about = one["id"], one["about"]
    if name == "screening" or about == "screening":
        return _said("signs", words.question_text(_screening(one), day.language), reverse("signs"), "alert")
    if name == "morning_after" and not day.asks("check_in"):
        return _said("morning", words.question_text(one, day.language), reverse("morning"), "today")
    if name in DAILY:
        return _said("check_in", words.question_text(one, day.language), reverse("check_in"), "today")
    if name == "clearance":
        kind = "injury" if about == day.injury.id else about
        return _said(f"clearance:{kind}", words.question_text(one, day.language), clearance_url(about), "pen")
    if about != "bone_stop" and (name in tables.readiness_tests or name in OWN_CHECKS):
        return _tests(day)
    return _said(*_single(day, one))


def _single(day: Day, one: Question) -> tuple[str, str, str, str]:
    """A question with a page of its own."""
    name, text = one["id"], words.question_text(one, day.language)
    if name == "pain_during":
        return "log_session", text, f"{reverse('log_session')}?{urlencode({'activity': one['about']})}", "run"
    if name == "signature":
        cannot = _("You cannot sign it here yourself. Take the letter along.")
        return f"signature:{one['about']}", f"{text} {cannot}", reverse("letter"), "pen"
    if name == "other_spot":
        return f"other_spot:{one['about']}", text, reverse("check_in"), "spot"
    pages = {"availability": "cal", "side": "spot", "causes": "question"}
    if name in pages:
        return name, text, reverse(name), pages[name]
    return f"test:{name}", text, reverse("test", kwargs={"test": name}), "check"


def _screening(one: Question) -> Question:
    """Many warning signs are one question here: their page asks each of them."""
    return {"id": "screening", "about": None, "due": one["due"]}


def _tests(day: Day) -> Asked:
    asked = {one["id"] for one in day.decision["questions"] if one["about"] != "bone_stop"}
    count = len([name for name in asked if name in tables.readiness_tests or name in OWN_CHECKS])
    title = ngettext("%(n)s short check for the gate", "%(n)s short checks for the gate", count) % {"n": count}
    return Asked("gate", title, _("Each takes a few minutes; one a day is fine."), reverse("tests"), "check")


def _said(key: str, text: str, url: str, icon: str) -> Asked:
    """The first sentence as the title, the rest as its detail."""
    parts = re.split(r"(?<=[?.])\s+", text, maxsplit=1)
    return Asked(key, parts[0], parts[1] if len(parts) > 1 else "", url, icon)
