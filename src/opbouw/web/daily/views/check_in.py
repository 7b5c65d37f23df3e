"""The check-in, the morning-after question and a new place: all of them are one kind of answer."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opbouw.core.diary import Answers, Run
from opbouw.core.pain import scope_of
from opbouw.evidence import tables
from opbouw.web.daily import services, wording
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.check_in import PAINS, CheckInForm, MorningForm, NewSpotForm
from opbouw.web.daily.forms.fields import KeyedForm
from opbouw.web.ui import say

STIFF_TISSUES = ("tendon", "fascia")


@require_http_methods(["GET", "POST"])
@of_the_day
def check_in(request: HttpRequest, day: Day) -> HttpResponse:
    """How it is this morning; for an earlier day, how it was."""
    on = _asked_day(request, day)
    run = _run_before(day, on)
    page = {"day": day, "on": on, "is_today": on == day.today, "run": run, "place": place_of(day)}
    if request.method == "GET":
        asked = day.drawn("check_in", lambda: _asked(day, on, run), on)
        needed = day.drawn("check_in_needs", lambda: SafeString(_form(day, on, run).needed()), on)
        return render(request, "daily/check_in.html", {**page, "form": KeyedForm(), "asked": asked, "needed": needed})
    form = _form(day, on, run, request.POST)
    if services.already_kept(day, form.sent_key()):
        return redirect("today")
    if form.is_valid():
        facts = form.facts(on.isoformat(), day.start.spot, run.id if run else None)
        if services.keep_form(request, day, form, facts):
            return _next(request, form, day, on)
    return render(request, "daily/check_in.html", page | _around(day, on, form), status=422)


def _form(day: Day, on: date, run: Run | None, sent: QueryDict | None = None) -> CheckInForm:
    """What is asked of a day, from what is known of it."""
    return CheckInForm(
        sent,
        yesterday=copyable(day, on) if run is None else None,
        swollen=swollen_before(day, on),
        stiff=run is not None and gets_stiff(day),
        watched=followed(day) if on == day.today else (),
        told=told_pains(day, on),
    )


def _around(day: Day, on: date, form: CheckInForm) -> dict[str, Any]:
    return {"form": form, "yesterday": form.yesterday, "told": day.diary.answers.get(on)}


def _asked(day: Day, on: date, run: Run | None) -> SafeString:
    """The fields of a day, nothing chosen: they follow from the log alone."""
    context = {**_around(day, on, _form(day, on, run)), "is_today": on == day.today}
    return render_to_string("daily/parts/check_in.html", context)


@require_http_methods(["GET", "POST"])
@of_the_day
def morning(request: HttpRequest, day: Day) -> HttpResponse:
    """How the morning after a run was, and nothing else; what is sent is kept, when no run waits any more too."""
    on = _asked_day(request, day)
    run = _run_before(day, on)
    form = morning_form(day, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if services.already_kept(day, form.sent_key()):
            return redirect("today")
        if form.is_valid():
            facts = form.facts(on.isoformat(), day.start.spot, run.id if run else None)
            if services.keep_form(request, day, form, facts):
                return redirect("today" if on == day.today else "history")
    elif run is None:
        return redirect("today")
    context = {"form": form, "day": day, "run": run, "place": place_of(day)}
    return render(request, "daily/morning.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@of_the_day
def new_spot(request: HttpRequest, day: Day) -> HttpResponse:
    """Pain at another place: where, and how much. Its warning-sign questions follow."""
    form = NewSpotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if services.already_kept(day, form.sent_key()):
            return redirect("signs")
        if form.is_valid() and services.keep_form(
            request, day, form, form.facts(day.today.isoformat(), day.start.spot)
        ):
            return redirect("signs")
    return render(request, "daily/new_spot.html", {"form": form, "day": day}, status=422 if form.errors else 200)


def _next(request: HttpRequest, form: CheckInForm, day: Day, on: date) -> HttpResponse:
    signs = form.cleaned_data["signs"]
    if "new" in signs:
        return redirect("new_spot")
    if "night" in signs:
        return redirect("signs")
    if on != day.today:
        messages.success(request, _("Saved for that day."))
        return redirect("history")
    return redirect("today")


def _asked_day(request: HttpRequest, day: Day) -> date:
    """The day that is filled in: today, or one of the last fourteen."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return day.today
    return on if day.earliest <= on <= day.today else day.today


def _run_before(day: Day, on: date) -> Run | None:
    """The run this morning answers: the one of the day before that has no answer yet."""
    run = day.waiting_run
    if on == day.today and run is not None:
        return run
    return next(iter(day.diary.runs_on(on - timedelta(days=1))), None) if on != day.today else None


def copyable(day: Day, on: date) -> dict[str, float] | None:
    """Yesterday's three numbers; None after a day with a sign or without a full answer."""
    said = day.diary.answers.get(on - timedelta(days=1))
    if said is None or _has_sign(said):
        return None
    values = {name: getattr(said, name) for name in PAINS}
    whole = all(value is not None and float(value).is_integer() for value in values.values())
    return {name: int(value) for name, value in values.items()} if whole else None


def followed(day: Day) -> list[str]:
    """Other sore spots that have no number of today yet."""
    return [one["about"] for one in day.decision["questions"] if one["id"] == "other_spot"]


def told_pains(day: Day, on: date) -> tuple[str, ...]:
    """Which of the three numbers this day has already."""
    said = day.diary.answers.get(on)
    return tuple(name for name in PAINS if said is not None and getattr(said, name) is not None)


def gets_stiff(day: Day) -> bool:
    """Whether a run is answered by minutes of stiffness too."""
    return scope_of(day.injury) in STIFF_TISSUES


def morning_form(day: Day, data: Mapping[str, Any] | None = None) -> MorningForm:
    """The one question about the morning after a run."""
    return MorningForm(data, stiff=gets_stiff(day))


def _has_sign(said: Answers) -> bool:
    swollen, ill = said.swelling not in (None, "none"), said.ill not in (None, "none")
    return bool(said.limping or said.night_pain or said.new_spot or swollen or ill)


def swollen_before(day: Day, on: date) -> bool:
    """Whether the newest answer before this day told of a swelling."""
    earlier = [said for told, said in sorted(day.diary.answers.items()) if told < on and said.swelling is not None]
    return bool(earlier) and earlier[-1].swelling != "none"


def place_of(day: Day) -> str:
    """The spot in words, with its side."""
    row = tables.regions.get(day.start.spot or "unknown", tables.regions["unknown"])
    return wording.with_side(say.named(row), day.start.side)
