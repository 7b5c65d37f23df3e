"""The road: five phases with their gates, the first week, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opbouw.evidence import tables
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.record import keep_shown
from opbouw.web.ui import say

_SHAPES = {"met": ("yes", "circle-check"), "not_yet": ("no", "circle"), "unknown": ("unk", "question")}


@login_required
@require_safe
def road(request: HttpRequest) -> HttpResponse:
    """Where the runner is, what opens each gate, and this week."""
    episode = selectors.current_episode(request.user)
    if episode is None:
        return redirect("start")
    today = selectors.today_for(request.user)
    language = "nl" if (get_language() or "").startswith("nl") else "en"
    decision = selectors.decision_for(request.user, episode, today, language)
    if isinstance(request.user, Account) and request.method == "GET":
        keep_shown(request.user, episode, today)
    if decision["kind"] == "refusal":
        return render(request, "onboarding/refused.html", {"decision": decision, "here": "road"})
    context = {
        "decision": decision,
        "today": today,
        "phases": phases(decision),
        "goal": goal_words(decision.get("goal")),
        "thumb": _thumb(decision.get("rule_of_thumb")),
        "here": "road",
    }
    return render(request, "onboarding/road.html", context)


def phases(decision: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The five phases in order: passed, now or to come, each with its dates and the gate that leads into it."""
    now = say.PHASES.index(decision["phase"])
    stretches = {stretch["phase"]: stretch for stretch in decision.get("road") or ()}
    gates = {gate["to"]: gate for gate in decision.get("gates") or ()}
    return [
        {
            "number": number + 1,
            "state": "past" if number < now else "now" if number == now else "next",
            "word": say.phase_word(phase),
            "aim": say.phase_aim(phase),
            # Keep running has no end worth a date: it begins where rebuilding ends.
            "span": span(stretches.get(phase)) if phase != say.PHASES[-1] else None,
            "checks": checks(gates.get(phase)) if number > now else [],
            "next_gate": number == now + 1,
        }
        for number, phase in enumerate(say.PHASES)
    ]


def span(stretch: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The dates of a stretch: when it begins, and the range of its end."""
    if not stretch:
        return None
    return {name: _day(stretch.get(name)) for name in ("from", "to_low", "to_mid", "to_high")}


def checks(gate: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """The criteria of a gate in words, with a shape for how each stands."""
    rows = []
    for criterion in gate["criteria"] if gate else ():
        row = tables.criteria.get(criterion["id"])
        css, symbol = _SHAPES[criterion["status"]]
        text = say.in_language(row, "label") if row else criterion["id"]
        rows.append({"css": css, "icon": symbol, "text": text, "status": status_word(criterion["status"])})
    return rows


def status_word(status: str) -> str:
    """How a criterion stands, in words."""
    return {"met": _("Met"), "not_yet": _("Not yet"), "unknown": _("Not measured yet")}[status]


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


def _thumb(rule: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {"weeks": say.number(rule["weeks_off"]), "on": _day(rule["back_on"])} if rule else None


def _day(text: Any) -> date | None:
    return text if isinstance(text, date) or text is None else date.fromisoformat(str(text))
