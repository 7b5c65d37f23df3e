"""The plan: the road, the gates, this week and the next; and what changed in it."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from opbouw.core.events import WEEKDAYS, AvailabilitySet
from opbouw.evidence import tables
from opbouw.web.clues.judged import standing
from opbouw.web.daily import shown
from opbouw.web.daily.card import position
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.views.proposal import last_answer
from opbouw.web.plan import changed, goal, guided, moving, phases, steps, week
from opbouw.web.ui import say


@require_safe
@of_the_day
def plan(request: HttpRequest, day: Day) -> HttpResponse:
    """Where the runner is, what opens each gate, this week and the next."""
    said = guided.guided(day)
    context: dict[str, Any] = {
        "here": "plan",
        "day": day,
        "decision": day.decision,
        "stopped": day.stopped,
        "first_day": day.log.opened.on == day.today,
        "answered": last_answer(day),
        "holds": said.holds,
        "limits": said.limits,
        "position": position(day),
        "changes": [one for one in shown.rules_changes(day, day.today) if not one["silent"]],
        "phases_and_aside": day.drawn("phases", lambda: _phases(day, said)),
    }
    if not day.stopped:
        context |= {"number": week.number_of(day.today), "moves": moving.moves_ahead(day)}
        context["weeks"] = day.drawn("weeks", lambda: _weeks(day))
    return render(request, "plan/plan.html", context)


def _phases(day: Day, said: guided.Guided) -> SafeString:
    context = {
        "stopped": day.stopped,
        "phases": phases.phases(day, said.signed),
        "position": position(day),
        "steps": steps.steps(day),
        "means": _means(day),
        "goal": goal.goal_words(day.decision["goal"]),
        "thumb": goal.thumb(day.decision["rule_of_thumb"]),
        "standing": standing(day),
    }
    return render_to_string("plan/phases.html", context)


def _weeks(day: Day) -> SafeString:
    context = {"week": week.this_week(day), "next_week": week.next_week(day)}
    return render_to_string("plan/weeks.html", {**context, "first_day": day.log.opened.on == day.today})


@require_safe
@of_the_day
def changes(request: HttpRequest, day: Day) -> HttpResponse:
    """What changed in the plan and why, four weeks at a time."""
    found = changed.changes(day, _until(request, day))
    return render(request, "plan/changes.html", {"here": "plan", "day": day, "page": found})


@login_required
@require_safe
def moved(_request: HttpRequest, part: str = "") -> HttpResponse:
    """To the plan, from the addresses it had before."""
    return redirect(f"{reverse('plan')}{part}")


def _until(request: HttpRequest, day: Day) -> date:
    text = request.GET.get("until", "")
    try:
        asked = date.fromisoformat(text) if text else day.today
    except ValueError:
        raise Http404 from None
    return min(max(asked, day.log.opened.on), day.today)


def _means(day: Day) -> dict[str, str]:
    """Days with their minutes, and other sports, as they are set."""
    said = day.log.merged(AvailabilitySet) or AvailabilitySet()
    minutes = said.weekdays or {}
    days = [f"{WEEKDAYS_ABBR[n]} {say.number(minutes[key])}" for n, key in enumerate(WEEKDAYS) if minutes.get(key)]
    sports = [say.named(tables.modalities[one]) for one in said.modalities or () if one in tables.modalities]
    return {"days": ", ".join(days), "sports": ", ".join(sports).capitalize()}
