"""Pages to read, for everybody: built from the tables, in both languages, without script."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opbouw.evidence import tables
from opbouw.web.daily.day import day_of, language
from opbouw.web.learn import deciding as decided
from opbouw.web.learn import finding, phases
from opbouw.web.learn import injury as injuries
from opbouw.web.ui import say
from opbouw.words import name

MOST_LETTERS = 100


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """What there is to read; with words, the injuries that fit them."""
    typed = request.GET.get("q", "").strip()[:MOST_LETTERS]
    lang = language()
    taken = finding.asked_for(lang, typed).taken
    context = {
        "phases": [{"id": one, "word": say.phase_word(one), "aim": say.phase_aim(one)} for one in say.PHASES],
        "parts": finding.by_part(lang, typed),
        "typed": typed,
        "taken": [(word, ", ".join(near)) for word, near in taken.items()],
        "own": _own(request, lang),
        "count": len(tables.injuries),
    }
    return render(request, "learn/learn.html", {**_frame(request), **context})


@require_safe
def phase(request: HttpRequest, phase: str) -> HttpResponse:
    """One phase of the road."""
    if phase not in say.PHASES:
        raise Http404
    return render(request, "learn/phase.html", {**_frame(request), "phase": phases.page_of(phase, language())})


@require_safe
def injury(request: HttpRequest, injury: str) -> HttpResponse:
    """One injury."""
    row = tables.injuries.get(injury)
    if row is None:
        raise Http404
    return render(request, "learn/injury.html", {**_frame(request), "injury": injuries.page_of(row, language())})


@require_safe
def signs(request: HttpRequest) -> HttpResponse:
    """Every warning sign, how soon somebody should look, and who may clear it."""
    return render(request, "learn/signs.html", {**_frame(request), "groups": decided.signs(language())})


@require_safe
def deciding(request: HttpRequest) -> HttpResponse:
    """How Opbouw decides."""
    return render(request, "learn/deciding.html", {**_frame(request), "it": decided.page_of(language())})


@require_safe
def limits_of_use(request: HttpRequest) -> HttpResponse:
    """What Opbouw is not."""
    return render(request, "learn/not.html", _frame(request))


def _frame(request: HttpRequest) -> dict[str, Any]:
    """The page with the bars for who is logged in, without them for a visitor."""
    bars = request.user.is_authenticated
    return {"layout": "ui/page.html" if bars else "ui/solo.html", "visitor": not bars, "here": "settings"}


def _own(request: HttpRequest, lang: str) -> dict[str, str] | None:
    """The injury and the phase of who reads, where an injury has begun."""
    day = day_of(request) if request.user.is_authenticated else None
    if day is None or day.decision["kind"] != "decision":
        return None
    own = day.start.injury
    return {
        "injury": injuries.sentence_start(name("injury", own, lang)),
        "address": reverse("learn_injury", args=[own]),
        "phase": day.decision["phase"],
        "phase_word": say.phase_word(day.decision["phase"]),
    }
