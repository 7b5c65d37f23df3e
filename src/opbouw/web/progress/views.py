"""The page of progress."""

from heapq import nlargest
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from opbouw.forecast import progress_of
from opbouw.web.daily import past
from opbouw.web.daily.day import AMENDMENTS, Day, of_the_day
from opbouw.web.progress import climb, curves, legs, load, outlook, pains
from opbouw.web.store import selectors

NEWEST = 5


@require_safe
@of_the_day
def progress(request: HttpRequest, day: Day) -> HttpResponse:
    """Fitness and tissue capacity, pain, the forecast and the goal, load, left and right, the ladder, the history."""
    context = {"here": "progress", "on": day.today, "charts": day.drawn("progress", lambda: _charts(day))}
    return render(request, "progress/progress.html", context)


def _charts(day: Day) -> SafeString:
    """The cards of the page: they follow from the log, the day and the language alone."""
    found = selectors.over_days_for(day.account, day.episode, day.today, progress_of)
    context: dict[str, Any] = {
        "enough": found.enough,
        "enough_from": found.enough_from,
        "stopped": bool(day.decision["open_flags"] or day.decision["locked"] or day.decision["verdict"] == "stop"),
        "outlook": outlook.drawn(day.decision, day.today),
        "goal": outlook.goal_answer(day.decision, day.today, day.language),
        "legs": legs.drawn(found.sides, day.today) if found.sides else None,
        "newest": _newest(day),
    }
    if found.enough:
        context["curves"] = curves.drawn(found.curves, day.today)
        context["pains"] = pains.drawn(found.reactions, day.today)
        context["load"] = load.drawn(found.weeks, day.today)
        context["climb"] = climb.drawn(found.moves, found.step, day.today, day.language)
    return render_to_string("progress/charts.html", context)


def _newest(day: Day) -> list[dict[str, Any]]:
    """The last facts that were told, each with its way to be changed."""
    told = (event for event in day.events if event.type not in AMENDMENTS | past.BULK)
    newest = nlargest(NEWEST, told, key=lambda event: (event.on, event.recorded_at, event.id))
    return [{**past.row(day, event), "on": event.on} for event in newest]
