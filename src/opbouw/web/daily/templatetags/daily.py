"""The red strip of an open warning sign, and one check of a gate with what to do."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from opbouw import words
from opbouw.web.daily import asked, told, wording
from opbouw.web.daily.day import day_of, language
from opbouw.web.ui import say

register = template.Library()


@register.inclusion_tag("daily/parts/strip.html", takes_context=True)
def stop_strip(context: dict[str, Any]) -> dict[str, Any]:
    """A red strip while a warning sign stands; nothing otherwise. It has no way to close it."""
    request = context.get("request")
    day = day_of(request) if request is not None else None
    return {"stopped": day is not None and day.decision["kind"] == "decision" and day.stopped}


@register.inclusion_tag("daily/parts/asked.html", takes_context=True)
def open_questions(context: dict[str, Any], state: str = "") -> dict[str, Any]:
    """What is open today besides what this state of Today asks itself, each with its page."""
    day = day_of(context["request"])
    return {"asked": asked.open_questions(day, state) if day is not None else []}


@register.filter
def session_title(session: Any) -> str:
    """A planned session in a few words."""
    return say.session_title(session)


@register.filter
def session_detail(session: Any) -> str:
    """The second line of a planned session."""
    return say.session_detail(session)


@register.filter
def session_icon(session: Any) -> str:
    """The icon of a session."""
    return say.session_icon(session)


@register.filter
def done_title(data: Any) -> str:
    """A session as it was done."""
    return told.done_title(data)


@register.filter
def done_detail(data: Any) -> str:
    """What the body said about it."""
    return told.done_detail(data)


@register.filter
def dose(row: Any) -> str:
    """The dose of an exercise."""
    return wording.dose(row)


@register.filter
def planned(run: Any) -> str:
    """The next run of a proposal: its step and its minutes."""
    return wording.planned(run)


@register.filter
def see_word(see: Any) -> str:
    """Whom to see and how soon."""
    return wording.see_word(see)


@register.filter
def look_of(decision: Any) -> str:
    """The class of a decision; a refusal waits."""
    return say.look(decision["verdict"]) if decision["kind"] == "decision" else "wait"


@register.filter
def word_of(decision: Any) -> str:
    """The word of a decision."""
    return say.verdict_word(decision["verdict"]) if decision["kind"] == "decision" else _("Nothing could be decided")


@register.filter
def sentence_of(decision: Any) -> str:
    """The one sentence of a decision; a refusal says its own."""
    if decision["kind"] != "decision":
        return ""
    return say.verdict_sentence(decision["verdict"], decision["phase"])


@register.filter
def day_word(on: Any) -> str:
    """A day inside a sentence or on a button, as the language of the page writes it."""
    return words.when(on, language())
