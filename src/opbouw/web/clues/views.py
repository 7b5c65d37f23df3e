"""Where the injury came from, and the runner's own history."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opbouw.history import overview
from opbouw.web.clues import judged, own_history, shown
from opbouw.web.clues.beside import beside_of
from opbouw.web.daily import services
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.causes import InterviewForm, JudgeForm
from opbouw.web.daily.forms.fields import KeyedForm
from opbouw.web.store.selectors import history_of


@require_safe
@of_the_day
def cause_questions(request: HttpRequest, day: Day) -> HttpResponse:
    """All questions of the interview under their headings; sent, they lead to the board."""
    return _interview(request, day)


@require_http_methods(["GET", "POST"])
@of_the_day
def causes(request: HttpRequest, day: Day) -> HttpResponse:
    """The board of clues: an answer in place makes the order anew, and what the runner makes of it is kept."""
    if request.method != "POST":
        answers = judged.answered_before(day)
        found = shown.found_for(day, answers)
        if not answers and not found.past.weeks_known and judged.reviewed_on(day) is None:
            return _interview(request, day)
        return _board(request, day, found, answers)
    asked = InterviewForm(_with_answer(request.POST))
    if not asked.is_valid():
        return render(request, "clues/interview.html", {"here": "progress", "form": asked}, status=422)
    found = shown.found_for(day, asked.answers())
    judging = "judge" in request.POST
    form = _judging(found, day, request.POST, kept=judging)
    if judging:
        if services.already_kept(day, form.sent_key()):
            return redirect("causes")
        if form.is_valid() and services.keep_form(request, day, form, form.facts(day.today.isoformat())):
            messages.success(request, _("Saved: the causes are looked into."))
            return redirect("causes")
    return _board(request, day, found, asked.answers(), form)


def _interview(request: HttpRequest, day: Day) -> HttpResponse:
    form = InterviewForm(initial=judged.answered_before(day))
    return render(
        request, "clues/interview.html", {"here": "progress", "form": form, "reviewed": judged.reviewed_on(day)}
    )


def _with_answer(sent: QueryDict) -> QueryDict:
    """What was sent, with the answer that was tapped in place written into it: ``longer_run:yes``."""
    question, _colon, answer = sent.get("answer", "").partition(":")
    if not question:
        return sent
    changed = sent.copy()
    changed[question] = answer
    return changed


@require_safe
@of_the_day
def running_history(request: HttpRequest, day: Day) -> HttpResponse:
    """The running before the injury in one view, and what is not known of it."""
    own, files = tuple(history_of(day.account)), beside_of(day.account)

    def story() -> SafeString:
        onset = day.start.onset_on
        found = overview(shown.facts_of(day, own), onset, shown.around_of(day, files))
        return render_to_string("clues/story.html", {"onset": onset, "story": own_history.told(found, day)})

    context = {"here": "progress", "story": day.drawn("running_history", story, own, files)}
    return render(request, "clues/history.html", context)


def _judging(found: shown.Found, day: Day, sent: Any, *, kept: bool = False) -> JudgeForm:
    """The judgements to fill in; what was chosen and not saved yet stays chosen."""
    factors = [cause.factor for cause in found.clues]
    before = {f"judge_{factor}": verdict for factor, verdict in judged.verdicts(day).items()}
    if kept:
        return JudgeForm(sent, factors=factors)
    chosen = {name: sent[name] for name in (f"judge_{factor}" for factor in factors) if sent and name in sent}
    return JudgeForm(None, factors=factors, initial=before | chosen)


def _board(
    request: HttpRequest, day: Day, found: shown.Found, answers: Mapping[str, str], sent: JudgeForm | None = None
) -> HttpResponse:
    """The board; the cards are drawn anew only for a form that was sent, with what was chosen in it."""

    def cards() -> SafeString:
        return _cards(day, found, sent or _judging(found, day, None), answers)

    form = sent or KeyedForm()
    by = (found.files, frozenset(answers.items()))
    context = {
        "here": "progress",
        "form": form,
        "clues": found.clues,
        "cards": cards() if sent else day.drawn("cards", cards, *by),
        "answers": answers.items(),
        "unsaved": dict(answers) != judged.answered_before(day),
        "thin": found.thin,
        "weak": found.weak,
        "weeks": found.past.weeks_known,
        "reviewed": judged.reviewed_on(day),
        "aside": day.drawn("causes", lambda: _aside(day, found, answers), *by),
    }
    return render(request, "clues/causes.html", context, status=422 if form.errors else 200)


def _cards(day: Day, found: shown.Found, form: JudgeForm, answers: Mapping[str, str]) -> SafeString:
    """The clues in their order, each with its questions and with what the runner makes of it."""
    lang: Any = day.language
    context = {
        "thin": found.thin,
        "clues": [{**one, "field": form[f"judge_{one['factor']}"]} for one in shown.clues(found, day, answers)],
        "beside": [shown.unknown(cause, answers, lang) for cause in found.beside],
    }
    return render_to_string("clues/cards.html", context)


def _aside(day: Day, found: shown.Found, answers: Mapping[str, str]) -> SafeString:
    """What stands beside the board: what was looked at, what nobody can see, and what to ask the physio."""
    lang: Any = day.language
    unseen = shown.unseen(found, day, answers)
    context = {
        "weeks": found.past.weeks_known,
        "looked_at": shown.looked_at(found, lang),
        "unseen": unseen[: shown.OPEN_QUESTIONS],
        "unseen_more": unseen[shown.OPEN_QUESTIONS :],
        "physio": shown.for_physio(found, lang),
    }
    return render_to_string("clues/beside.html", context)
