"""Warning signs: the questions, the stop that cannot be dismissed, and the word that opens the plan."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opbouw import words
from opbouw.evidence import tables
from opbouw.web.daily import asked, screening, selectors, services, wording
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.signs import ClearanceForm, SignsForm
from opbouw.web.daily.views.letter import written
from opbouw.web.ui import letters, say


@require_http_methods(["GET", "POST"])
@of_the_day
def signs(request: HttpRequest, day: Day) -> HttpResponse:
    """The questions that are due; or, the same day, all of them again after a slip of the thumb."""
    mistake = request.GET.get("why") == "mistake"
    if mistake and not screening.can_be_mistake(day):
        return redirect("stop" if day.stopped else "today")
    if day.stopped and not mistake:
        return redirect("stop")
    flags = screening.by_urgency(set(screening.region_questions(day))) if mistake else screening.due(day)
    form = SignsForm(request.POST if request.method == "POST" else None, flags=flags or screening.region_questions(day))
    if request.method == "POST":
        if services.already_kept(day, form.sent_key()):
            return redirect("today")
        if form.is_valid():
            facts = form.facts(day.today.isoformat(), "mistake" if mistake else "asked")
            if services.keep_form(request, day, form, facts):
                return redirect("stop" if form.has_yes() else "today")
    context = {"form": form, "mistake": mistake, "due": bool(flags)}
    return render(request, "daily/signs.html", context, status=422 if form.errors else 200)


@require_safe
@of_the_day
def stop(request: HttpRequest, day: Day) -> HttpResponse:
    """A sign stands: what to do now, whom to call, a letter, and the only ways out."""
    if not day.stopped:
        return redirect("today")
    flags = day.decision["open_flags"]
    context = {
        "here": "today",
        "day": day,
        "decision": day.decision,
        "signs": screening.open_signs(day),
        "urgency": screening.urgency(day),
        "doctor": screening.needs_doctor(day),
        "numbers": selectors.phone_numbers(request.user),
        "mistake": screening.can_be_mistake(day),
        "letter": written(day, letters.Choice.of({}, day.language)),
        "sources": words.sources(sorted({one for flag in flags for one in tables.red_flags[flag].source_id})),
        "reasons": [one for one in day.decision["reasons"] if one["code"] != "flag_open"],
    }
    return render(request, "daily/stop.html", context)


@require_http_methods(["GET", "POST"])
@of_the_day
def clearance(request: HttpRequest, day: Day) -> HttpResponse:
    """What a professional said, recorded by the runner."""
    flags = list(day.decision.get("open_flags", ()))
    about = asked.clearance_question(day, request.GET.get("about", ""))
    reported = [on for flag in flags if (on := screening.reported_on(day, flag)) is not None]
    since: date | None = max(reported, default=None)
    form = ClearanceForm(
        request.POST if request.method == "POST" else None, doctor_only=screening.needs_doctor(day), earliest=since
    )
    if request.method == "POST":
        if services.already_kept(day, form.sent_key()):
            return redirect("today")
        if form.is_valid() and services.keep_form(
            request,
            day,
            form,
            form.facts(day.today.isoformat(), day.injury.id, flags + form.also_about(request.GET.get("about", ""))),
        ):
            messages.success(request, _("Written down. What they allow is in your plan from now on."))
            return redirect("today")
    context = {
        "form": form,
        "signs": screening.open_signs(day),
        "doctor": form.doctor_only,
        "about": words.question_text(about, day.language) if about is not None and not flags else "",
        "place": wording.with_side(say.named(tables.regions[day.start.spot or "unknown"]), day.start.side),
    }
    return render(request, "daily/clearance.html", context, status=422 if form.errors else 200)
