"""The gate and its own tasks: what is met, what is missing, measure it, look into the causes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opbouw import words
from opbouw.core.events import CauseJudged, CausesReviewed
from opbouw.evidence import tables
from opbouw.history import Cause, causes
from opbouw.history.beside import beside, together
from opbouw.history.cause_texts import cause_text, factor_name
from opbouw.history.interview import questions
from opbouw.history.recorded import recorded
from opbouw.web.daily import gate_words, services
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.causes import InterviewForm, JudgeForm
from opbouw.web.daily.forms.measure import MeasureForm, is_known
from opbouw.web.store.beside import beside_of
from opbouw.web.ui import say

MOST_CLUES = 5
STRONG, POSSIBLE = 0.6, 0.3  # three bars, two bars; below that one


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
        "here": "road",
        "day": day,
        "decision": day.decision,
        "next": next((one for one in gates if one["here"]), None),
        "later": [one for one in gates if not one["here"] and not one["past"]],
        "bone": gate_words.bone_tests(day),
        "phase": say.phase_word(now),
        "causes_asked": day.asks("causes"),
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
        "here": "road",
        "form": form,
        "may": may,
        "text": text,
        "name": words.name("question", test, day.language),
        "is_test": test in tables.readiness_tests,
    }
    refused = request.method == "POST" and (bool(form.errors) or not may)
    return render(request, "daily/test.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
@of_the_day
def look_into_causes(request: HttpRequest, day: Day) -> HttpResponse:
    """The interview, the clues in order with what speaks for and against each, and what the runner makes of them."""
    if request.method != "POST":
        form = InterviewForm(initial=_answered_before(day))
        return render(request, "daily/causes.html", {"here": "road", "form": form, "reviewed": _reviewed(day)})
    asked = InterviewForm(request.POST)
    if not asked.is_valid():
        return render(request, "daily/causes.html", {"here": "road", "form": asked}, status=422)
    found = _clues(day, asked.answers())
    factors = [cause.factor for cause in found]
    judging = "judge" in request.POST
    form = JudgeForm(request.POST if judging else None, factors=factors, initial=_judged_before(day))
    if judging:
        if services.already_kept(day, form.sent_key()):
            return redirect("gate")
        if form.is_valid() and services.keep_form(request, day, form, form.facts(day.today.isoformat())):
            messages.success(request, _("Saved: the causes are looked into."))
            return redirect("gate")
    context = {
        "here": "road",
        "form": form,
        "clues": [_shown(cause, form, day) for cause in found],
        "answers": asked.answers().items(),
    }
    return render(request, "daily/clues.html", context, status=422 if form.errors else 200)


def _clues(day: Day, answers: dict[str, str]) -> list[Cause]:
    """At most five factors for which something speaks."""
    events = day.log.events
    around = together(beside(events), beside_of(day.account))
    found = causes(recorded(events), day.start.onset_on, day.injury.id, answers, around)
    return [cause for cause in found if cause.evidence_for][:MOST_CLUES]


def _shown(cause: Cause, form: JudgeForm, day: Day) -> dict[str, Any]:
    lang: Any = day.language
    bars = 3 if cause.strength >= STRONG else 2 if cause.strength >= POSSIBLE else 1
    return {
        "name": factor_name(cause.factor, lang),
        "bars": range(bars),
        "empty": range(3 - bars),
        "word": (_("weak clue"), _("possible"), _("strong clue"))[bars - 1],
        "found": [cause_text(one, lang) for one in cause.evidence_for],
        "against": [cause_text(one, lang) for one in cause.evidence_against],
        "settles": [cause_text(one, lang) for one in cause.settles],
        "asks": [cause_text(one, lang) for one in cause.asks],
        "field": form[f"judge_{cause.factor}"],
    }


def _reviewed(day: Day) -> Any:
    found = day.log.of(CausesReviewed)
    return found[-1][0].on if found else None


def _answered_before(day: Day) -> dict[str, str]:
    """The answers of the last time, so that nothing is asked twice."""
    found = day.log.of(CausesReviewed)
    kept = (found[-1][1].extra or {}).get("answers") if found else None
    return {name: str(value) for name, value in (kept or {}).items() if name in questions()}


def _judged_before(day: Day) -> dict[str, str]:
    return {f"judge_{data.factor}": data.verdict for _event, data in day.log.of(CauseJudged)}
