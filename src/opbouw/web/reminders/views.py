"""Pages about reminders and the calendar, and what a woken browser asks."""

import uuid
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opbouw.web.daily.day import Day
from opbouw.web.reminders import push, selectors, services
from opbouw.web.reminders.calendar import calendar
from opbouw.web.reminders.forms import ChoiceForm
from opbouw.web.reminders.models import Sent
from opbouw.web.reminders.texts import all_texts, text_of
from opbouw.web.store import selectors as store
from opbouw.web.store.models import Runner

TEST = "reminders_test"  # the mark in the session that a test is on its way


@login_required
@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """What a runner may be reminded of, with every text, a switch and a test."""
    runner = _runner(request)
    kept = selectors.choice_of(runner)
    form = ChoiceForm(request.POST if request.method == "POST" else None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("reminders")
    signing = selectors.signing()
    context = {
        "here": "settings",
        "form": form,
        "choice": kept,
        "browsers": len(selectors.browsers_of(runner)),
        "texts": all_texts(),
        "key": signing.public if signing else "",
    }
    return render(request, "reminders/reminders.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Switch reminders off, or say that none are wanted; on is by the browser that is to be woken."""
    services.switch(_runner(request), False)
    messages.success(request, _("No reminders. You can change that under More whenever you want."))
    return redirect("today" if request.POST.get("from") == "today" else "reminders")


@login_required
@require_POST
def browser(request: HttpRequest) -> HttpResponse:
    """A browser that wants to be woken, or does not any more."""
    runner, endpoint = _runner(request), request.POST.get("endpoint", "")
    if request.POST.get("gone"):
        services.drop_browser(runner, endpoint)
        return JsonResponse({"kept": False})
    try:
        services.add_browser(runner, endpoint)
    except services.NotAServiceError:
        return JsonResponse({"kept": False}, status=422)
    services.switch(runner, True)
    return JsonResponse({"kept": True})


@login_required
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Send a reminder to this runner's browsers now, to see what it looks like."""
    signing = selectors.signing()
    found = services.wake_all(_runner(request), partial(push.wake, signing)) if signing else []
    if push.Outcome.SENT in found:
        request.session[TEST] = True
        messages.success(request, _("Sent. It comes within a minute, if this phone allows it."))
    else:
        messages.info(request, _("It could not be sent. Switch reminders on again on this phone, or try later."))
    return redirect("reminders")


@login_required
@require_safe
def text(request: HttpRequest) -> JsonResponse:
    """What a woken browser shows: the newest reminder of today, or the test that was asked for."""
    runner = _runner(request)
    asked = request.session.pop(TEST, False)
    last = Sent.objects.filter(runner=runner, on_date=store.today_for(request.user)).last()
    with translation.override(runner.language):
        return JsonResponse(text_of("test" if asked else last.kind if last else None)._asdict())


@login_required
@require_http_methods(["GET", "POST"])
def calendar_address(request: HttpRequest) -> HttpResponse:
    """The private address of the calendar: make it, renew it, stop it."""
    runner = _runner(request)
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            services.stop_calendar(runner)
        else:
            services.renew_calendar(runner)
        return redirect("calendar_address")
    found = selectors.calendar_of(runner)
    path = f"/calendar/{found.name}/{selectors.token_of(found.name)}.ics" if found else ""
    context = {"here": "settings", "address": request.build_absolute_uri(path) if path else "", "found": found}
    return render(request, "reminders/calendar.html", context)


@require_safe
def feed(_request: HttpRequest, name: uuid.UUID, token: str) -> HttpResponse:
    """The calendar itself, for whoever has its address; while a warning sign stands it is empty."""
    runner = selectors.runner_at(name, token)
    if runner is None:
        raise Http404
    with timezone.override(ZoneInfo(runner.time_zone)), translation.override(runner.language):
        body = calendar(_sessions(runner), timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = 'inline; filename="opbouw.ics"'
    return response


def _sessions(runner: Runner) -> list[Any]:
    episode = store.current_episode(runner.account)
    if episode is None:
        return []
    day = Day(runner.account, episode, store.today_for(runner.account), runner.language)
    return day.sessions() if day.decision["kind"] == "decision" and not day.stopped else []


def _runner(request: HttpRequest) -> Runner:
    runner = store.runner_of(request.user)
    if runner is None:
        raise Http404
    return runner
