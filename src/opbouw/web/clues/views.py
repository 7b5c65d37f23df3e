"""Where the injury came from, and the runner's own history."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opbouw.history import overview
from opbouw.web.clues import judged, own_history, shown
from opbouw.web.daily import services
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.causes import InterviewForm, JudgeForm


@require_http_methods(["GET", "POST"])
@of_the_day
def look_into_causes(request: HttpRequest, day: Day) -> HttpResponse:
    """The interview; sent, the clues in order; and with a judgement, what the runner makes of them is kept."""
    if request.method != "POST":
        form = InterviewForm(initial=judged.answered_before(day))
        context = {"here": "plan", "form": form, "reviewed": judged.reviewed_on(day)}
        return render(request, "clues/interview.html", context)
    asked = InterviewForm(request.POST)
    if not asked.is_valid():
        return render(request, "clues/interview.html", {"here": "plan", "form": asked}, status=422)
    found = shown.found_for(day, asked.answers())
    judging = "judge" in request.POST
    form = _judging(found, day, request.POST if judging else None)
    if judging:
        if services.already_kept(day, form.sent_key()):
            return redirect("gate")
        if form.is_valid() and services.keep_form(request, day, form, form.facts(day.today.isoformat())):
            messages.success(request, _("Saved: the causes are looked into."))
            return redirect("gate")
    return _clues(request, day, found, form, asked.answers())


@require_safe
@of_the_day
def clues(request: HttpRequest, day: Day) -> HttpResponse:
    """The clues with the answers of the last time, to look at again and to judge again."""
    answers = judged.answered_before(day)
    found = shown.found_for(day, answers)
    return _clues(request, day, found, _judging(found, day, None), answers)


@require_safe
@of_the_day
def running_history(request: HttpRequest, day: Day) -> HttpResponse:
    """The running before the injury in one view, and what is not known of it."""
    found = overview(shown.facts_of(day), day.start.onset_on, shown.around_of(day))
    context = {"here": "history", "onset": day.start.onset_on, "story": own_history.told(found, day)}
    return render(request, "clues/history.html", context)


def _judging(found: shown.Found, day: Day, sent: Any) -> JudgeForm:
    before = {f"judge_{factor}": verdict for factor, verdict in judged.verdicts(day).items()}
    return JudgeForm(sent, factors=[cause.factor for cause in found.clues], initial=before)


def _clues(
    request: HttpRequest, day: Day, found: shown.Found, form: JudgeForm, answers: Mapping[str, str]
) -> HttpResponse:
    lang: Any = day.language
    context = {
        "here": "plan",
        "form": form,
        "clues": [{**shown.clue(cause, found, day), "field": form[f"judge_{cause.factor}"]} for cause in found.clues],
        "answers": answers.items(),
        "thin": found.thin,
        "weak": found.weak,
        "weeks": found.past.weeks_known,
        "looked_at": shown.looked_at(found, lang),
        "unseen": shown.unseen(found, lang),
        "physio": shown.for_physio(found, lang),
        "reviewed": judged.reviewed_on(day),
        "stopped": day.stopped,
    }
    return render(request, "clues/clues.html", context, status=422 if form.errors else 200)
