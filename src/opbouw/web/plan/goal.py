"""The goal and the rule of thumb in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opbouw.web.ui import say


def goal_words(goal: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The answer to the goal: feasible, tight or not, and the first date that is."""
    if not goal:
        return None
    verdicts = {
        "feasible": _("Feasible within your limits."),
        "tight": _("Tight. It can just be done if everything stays calm."),
        "not_feasible": _("Not feasible within your limits."),
        "unknown": _("Too early to say."),
    }
    instead = [
        {"what": goal_word(other["kind"], other.get("distance_km")), "on": _day(other.get("on"))}
        for other in goal.get("alternatives") or ()
    ]
    return {
        "what": goal_word(goal["kind"], goal.get("distance_km")),
        "verdict": verdicts[goal["verdict"]],
        "on": _day(goal.get("on")),
        "earliest": _day(goal.get("earliest_on")),
        "instead": instead,
    }


def goal_word(kind: str, distance_km: float | None) -> str:
    """A goal in words; a race by its distance."""
    if kind == "race" and distance_km is not None:
        return f"{say.number(distance_km)}{say.NBSP}km"
    return {
        "pain_free": _("Daily life without pain"),
        "30_minutes": _("30 minutes of running"),
        "old_level": _("My old level"),
    }.get(kind, _("A race"))


def thumb(rule: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The rule of thumb: weeks out, and the day it points to."""
    return {"weeks": say.number(rule["weeks_off"]), "on": _day(rule["back_on"])} if rule else None


def _day(text: Any) -> date | None:
    return text if isinstance(text, date) or text is None else date.fromisoformat(str(text))
