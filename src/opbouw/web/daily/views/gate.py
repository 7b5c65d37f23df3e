"""The gate and its own tasks: what is met, what is missing, measure it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opbouw import words
from opbouw.evidence import tables
from opbouw.web.daily import gate_words, services
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.measure import MeasureForm, is_known
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


@require_http_methods(["GET", "POST"])
@of_the_day
def test(request: HttpRequest, day: Day, test: str) -> HttpResponse:
    """Record one readiness test or own check."""
    if not is_known(test):
        raise Http404
    if day.stopped:
        return redirect("stop")
    may = test in gate_words.askable(day)
    form = MeasureForm(request.POST if request.method == "POST" else None, test=test)
    if request.method == "POST" and may:
        if services.already_kept(day, form.sent_key()):
            return redirect("gate")
        if form.is_valid() and services.keep_form(request, day, form, form.facts(day.today.isoformat())):
            messages.success(request, _("Saved. The gate counts it at once."))
            return redirect("gate")
    text = words.question_text({"id": test, "about": None, "due": day.today.isoformat()}, day.language)
    context = {
        "here": "plan",
        "form": form,
        "may": may,
        "text": text,
        "name": words.name("question", test, day.language),
        "is_test": test in tables.readiness_tests,
    }
    refused = request.method == "POST" and (bool(form.errors) or not may)
    return render(request, "daily/test.html", context, status=422 if refused else 200)
