"""The list of tests, and the page that measures one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from opbouw import words
from opbouw.evidence import tables
from opbouw.web.daily import gate_words, services
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.readiness import askable, standing
from opbouw.web.readiness.effect import effect
from opbouw.web.readiness.form import MeasureForm, is_known, sides_of
from opbouw.web.readiness.norms import norms_of
from opbouw.web.readiness.results import last_of, last_words, too_sore, until_words
from opbouw.web.readiness.ways import WAYS, figure_of
from opbouw.web.ui import say
from opbouw.words.fill import lower_first


@require_safe
@of_the_day
def tests(request: HttpRequest, day: Day) -> HttpResponse:
    """Every test of the gate of this phase with its state; and those of the next gate that has any."""
    gate, later = standing.gate_of_now(day), standing.next_with_tests(day)
    rows = standing.of_gate(day, gate) if gate else []
    context = {
        "here": "progress",
        "to": say.phase_word(gate["to"]) if gate else "",
        "rows": rows,
        "met": sum(row["state"] == "met" for row in rows),
        "bone": gate_words.bone_tests(day),
        "later_to": say.phase_word(later["to"]) if later else "",
        "later": standing.of_gate(day, later) if later else [],
    }
    return render(request, "readiness/tests.html", context)


@require_http_methods(["GET", "POST"])
@of_the_day
def test(request: HttpRequest, day: Day, test: str) -> HttpResponse:
    """Measure and record one readiness test or own check."""
    if not is_known(test):
        raise Http404
    if day.stopped:
        return redirect("stop")
    may = test in askable.askable(day)
    form = MeasureForm(request.POST if request.method == "POST" else None, test=test, sides=sides_of(day, test))
    if request.method == "POST" and may:
        if services.already_kept(day, form.sent_key()):
            return redirect("tests")
        if form.is_valid() and services.keep_form(request, day, form, form.facts(day.today.isoformat())):
            return _kept(request, day, test)
    refused = request.method == "POST" and (bool(form.errors) or not may)
    context = {"here": "progress", "form": form, "may": may, "refused": refused, **_about(day, test, form)}
    return render(request, "readiness/test.html", context, status=422 if refused else 200)


def _kept(request: HttpRequest, day: Day, test: str) -> HttpResponse:
    """Say at once what the result did to the gate; a result that stops everything leads there."""
    after = Day(day.account, day.episode, day.today, day.language)
    if after.stopped:
        return redirect("stop")
    messages.success(request, " ".join(effect(day, after, test)))
    return redirect("tests")


def _about(day: Day, test: str, form: MeasureForm) -> dict[str, Any]:
    """Everything the page says about a test beside its form."""
    asked = standing.asked_of(day, test)
    rows = [tables.criteria[one["id"]] for one in asked]
    last = last_of(day, test, form.sides, rows)
    row, way = tables.readiness_tests.get(test), WAYS.get(test)
    counts = last is not None and bool(asked) and standing.state_of(asked, last, day) != "expired"
    return {
        "test": test,
        "name": standing.name_of(test),
        "how": say.in_language(row, "how") if row else _own_check(day, test),
        "is_test": row is not None,
        "way": way,
        "figure": figure_of(test),
        "seen": form.sides[0] if row else day.start.side,
        "ends": lower_first(str(way.stops)) if way else "",
        "compared": any(one.against == "other_side_pct" for one in rows) and day.start.side in ("left", "right"),
        "sore": day.start.side,
        "points": standing.points_of(day, test),
        "pain_max": min((one.pain_max for one in rows if one.pain_max is not None), default=None),
        "enough": _enough(asked) if way and way.enough else None,
        "norms": norms_of(day, test),
        "last": last_words(day, test, last) if last else "",
        "until": until_words(day, last, counts=counts or not asked) if last else "",
        "again": last is not None and last.on == day.today,
        "too_sore": too_sore(day, last, rows) if last and counts else "",
        "source": say.source_names(row.source_id) if row else "",
        "grade": row.evidence_level if row else "",
    }


def _own_check(day: Day, test: str) -> str:
    return words.question_text({"id": test, "about": None, "due": day.today.isoformat()}, day.language)


def _enough(asked: list[standing.Status]) -> float | None:
    """The number at which a side ends: the highest the gate asks, where it asks for no more than a number."""
    rows = [(tables.criteria[one["id"]], one["needed"]) for one in asked]
    return max((needed for row, needed in rows if row.against == "absolute" and row.op == ">="), default=None)
