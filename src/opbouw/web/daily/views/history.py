"""The history: every event with its date, and correcting or taking back what was told."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opbouw.core.events import Event
from opbouw.web.daily import past, services
from opbouw.web.daily.day import EDITABLE_DAYS, Day, of_the_day
from opbouw.web.daily.forms.history import CorrectForm, WithdrawForm

DAYS_A_PAGE = 21


@require_safe
@of_the_day
def history(request: HttpRequest, day: Day) -> HttpResponse:
    """All that was told, by day, the newest first."""
    page = Paginator(past.days_of(day), DAYS_A_PAGE).get_page(request.GET.get("page"))

    def told() -> SafeString:
        context = {"day": day, "page": page, "told": past.in_words(day, page), "open_days": _open_days(day)}
        return render_to_string("daily/told.html", {**context, "days": EDITABLE_DAYS})

    told_days = day.drawn("history", told, page.number)
    return render(request, "daily/history.html", {"here": "progress", "told": told_days})


@require_http_methods(["GET", "POST"])
@of_the_day
def correct(request: HttpRequest, day: Day, event_id: uuid.UUID) -> HttpResponse:
    """Change the numbers of one event; the first version stays visible."""
    event = _event(day, event_id)
    if not past.can_correct(day, event):
        raise Http404
    now, versions = past.versions_of(day, event)
    form = CorrectForm(request.POST if request.method == "POST" else None, data=now.data)
    if request.method == "POST":
        if services.already_kept(day, form.sent_key()):
            return redirect("history")
        if form.is_valid() and services.keep_form(
            request, day, form, form.facts(day.today.isoformat(), event.id, past.data_now(day, event))
        ):
            messages.success(request, _("Changed. The first version stays visible in your history."))
            return redirect("history")
    context = {"here": "progress", "form": form, "row": past.row(day, event), "event": event, "versions": versions}
    return render(request, "daily/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@of_the_day
def withdraw(request: HttpRequest, day: Day, event_id: uuid.UUID) -> HttpResponse:
    """Take one event back; it stays visible as taken back."""
    event = _event(day, event_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and services.already_kept(day, form.sent_key()):
        return redirect("history")
    if not past.can_withdraw(day, event):
        raise Http404
    if (
        request.method == "POST"
        and form.is_valid()
        and services.keep_form(request, day, form, form.facts(day.today.isoformat(), event.id))
    ):
        messages.success(request, _("Taken back. It stays visible in your history."))
        return redirect("history")
    context = {"here": "progress", "form": form, "row": past.row(day, event), "event": event}
    return render(request, "daily/withdraw.html", context, status=422 if form.errors else 200)


def _event(day: Day, event_id: uuid.UUID) -> Event:
    found = past.find(day, str(event_id))
    if found is None:
        raise Http404
    return found


def _open_days(day: Day) -> list[date]:
    """The last days without a check-in, which can still be filled in."""
    first = max(day.log.opened.on, day.earliest)
    days = [day.today - timedelta(days=back) for back in range(1, EDITABLE_DAYS + 1)]
    return [one for one in days if one >= first and one not in day.diary.answers][:3]
