"""The library: browse and search, one exercise, hide and bring back, and a sheet to print."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise
from opbouw.exports.exercises import pdf_of
from opbouw.web.daily import services
from opbouw.web.daily.day import Day, language, of_the_day
from opbouw.web.library import asked, paper, shown
from opbouw.web.library.hiding import HideForm
from opbouw.web.library.own import own_of
from opbouw.web.ui import letters, say

ROWS_A_PAGE = 12  # with their drawings 20 kB on a second visit
HERE = "plan"


@login_required
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The exercises that fit what is asked, those of the runner's plan first."""
    own, wanted = own_of(request), asked.asked(request.GET)
    rows = asked.fitting(wanted, own)
    page: Page[Exercise] = Paginator(rows, ROWS_A_PAGE).get_page(wanted.page)
    cards = [shown.card(row, own) for row in page.object_list]
    choices = asked.choices(language(), own)
    context = {
        "here": HERE,
        "asked": wanted,
        "narrowed": asked.told(wanted, choices),
        "count": len(rows),
        "all": len(tables.exercises),
        "choices": choices,
        "groups": _groups(cards),
        "page": page,
        "next": _address(request, page.next_page_number()) if page.has_next() else "",
        "previous": _address(request, page.previous_page_number()) if page.has_previous() else "",
        "key": HideForm().initial["key"],
    }
    return render(request, "library/library.html", context)


def _groups(cards: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The cards under a heading each: those of the plan, those that were hidden, all others."""
    mine = [one for one in cards if one["dose"] and not one["hidden"]]
    gone = [one for one in cards if one["hidden"]]
    rest = [one for one in cards if one not in mine and one not in gone]
    other = _("All other exercises") if mine or gone else _("Exercises")
    return [(word, part) for word, part in ((_("In your plan"), mine), (other, rest), (_("Hidden"), gone)) if part]


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"


@login_required
@require_safe
def exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """One exercise in full."""
    row, own = _row(exercise), own_of(request)
    context = {"here": HERE, "own": own, "one": shown.whole(row, own), "key": HideForm().initial["key"]}
    return render(request, "library/exercise.html", context)


def _row(exercise: str) -> Exercise:
    if exercise not in tables.exercises:
        raise Http404
    return tables.exercises[exercise]


@require_POST
@of_the_day
def hide(request: HttpRequest, day: Day, exercise: str) -> HttpResponse:
    """Hide an exercise, or bring it back; the plan follows."""
    row, hidden = _row(exercise), request.POST.get("do") != "back"
    back = redirect("library_exercise", exercise=row.id)
    form = HideForm(request.POST)
    if services.already_kept(day, form.sent_key()) or not form.is_valid():
        return back
    facts = form.facts(day, row.id, hidden)
    if facts and services.keep_form(request, day, form, facts):
        text = _("Hidden: %(name)s. Your plan goes on without it.") if hidden else _("%(name)s is back.")
        messages.success(request, text % {"name": say.named(row)})
    return back


@login_required
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """What to print: today's exercises, this week's, or a choice."""
    return _sheet(request, paper.asked(request.GET, language()), "")


@login_required
@require_safe
def sheet_pdf(request: HttpRequest) -> HttpResponse:
    """The chosen exercises as a file; without one the choice again, with what to do."""
    own, wanted = own_of(request), paper.asked(request.GET, language())
    chosen = paper.chosen(wanted, own)
    problem = paper.problem(chosen, own)
    if problem:
        return _sheet(request, wanted, problem)
    on = paper.today(request)
    made = paper.made(request, chosen, wanted, own, on)
    return letters.file_of(request, lambda: pdf_of(made), on, reverse("library_sheet"))


def _sheet(request: HttpRequest, wanted: paper.Asked, problem: str) -> HttpResponse:
    context = {"here": HERE, "problem": problem, **paper.form(wanted, own_of(request))}
    return render(request, "library/sheet.html", context, status=422 if problem else 200)
