"""The gate: what is met and what is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opbouw.web.daily import gate_words
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.ui import say


@require_safe
@of_the_day
def gate(request: HttpRequest, day: Day) -> HttpResponse:
    """What opens the next gate, and what still closes later ones."""
    now = day.decision["phase"]
    gates = [
        {
            "from": say.phase_word(one["from"]),
            "to": say.phase_word(one["to"]),
            "open": one["open"],
            "points": gate_words.points(day, one),
            "here": one["from"] == now,
            "past": say.PHASES.index(one["from"]) < say.PHASES.index(now),
        }
        for one in day.decision["gates"]
    ]
    context = {
        "here": "plan",
        "day": day,
        "decision": day.decision,
        "next": next((one for one in gates if one["here"]), None),
        "later": [one for one in gates if not one["here"] and not one["past"]],
        "bone": gate_words.bone_tests(day),
        "phase": say.phase_word(now),
        "causes_asked": day.asks("causes"),
        "causes_known": any(event.type == "causes_reviewed" for event in day.log.events),
    }
    return render(request, "daily/gate.html", context)
