"""Settings: language, colours, days, goal, profile, phone numbers, and your data: take it along or delete it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from opbouw.core.events import AvailabilitySet, GoalSet, ProfileSet
from opbouw.web.accounts.models import Account
from opbouw.web.daily import selectors, services
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.settings import (
    AvailabilityForm,
    AwayForm,
    DeleteForm,
    GoalForm,
    NumbersForm,
    ProfileForm,
    SettingForm,
    SideForm,
)
from opbouw.web.daily.models import PhoneNumbers
from opbouw.web.reminders import services as reminders
from opbouw.web.store import selectors as store
from opbouw.web.store.erasure import erase_everything


@login_required
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Everything that can be set, on one page of doors."""
    context = {
        "here": "settings",
        "has_injury": store.current_episode(request.user) is not None,
        "is_owner": getattr(request.user, "is_owner", False),
        "numbers": selectors.phone_numbers(request.user),
    }
    return render(request, "daily/settings.html", context)


@require_http_methods(["GET", "POST"])
@of_the_day
def availability(request: HttpRequest, day: Day) -> HttpResponse:
    """Days, minutes, other sports, what is at home."""
    said = day.log.merged(AvailabilitySet) or AvailabilitySet()
    days = {f"minutes_{name}": minutes for name, minutes in (said.weekdays or {}).items()}
    lists = {"modalities": list(said.modalities or ()), "equipment": list(said.equipment or ())}
    return _set(
        request,
        day,
        AvailabilityForm(request.POST if request.method == "POST" else None, initial={**days, **lists}),
        "availability",
    )


@require_http_methods(["GET", "POST"])
@of_the_day
def goal(request: HttpRequest, day: Day) -> HttpResponse:
    """What to get back to."""
    said = day.log.of(GoalSet)
    last = said[-1][1] if said else None
    initial = {"kind": last.kind, "by": last.on, "distance_km": last.distance_km} if last else {}
    return _set(request, day, GoalForm(request.POST if request.method == "POST" else None, initial=initial), "goal")


@require_http_methods(["GET", "POST"])
@of_the_day
def profile(request: HttpRequest, day: Day) -> HttpResponse:
    """A few words about the runner."""
    said = day.log.merged(ProfileSet) or ProfileSet()
    names = ("birth_year", "sex", "height_cm", "weight_kg", "years_running")
    initial = {name: getattr(said, name) for name in names}
    return _set(
        request, day, ProfileForm(request.POST if request.method == "POST" else None, initial=initial), "profile"
    )


@require_http_methods(["GET", "POST"])
@of_the_day
def side(request: HttpRequest, day: Day) -> HttpResponse:
    """Which side is sore; with it the two legs can be compared."""
    form = SideForm(request.POST if request.method == "POST" else None, opened=day.log.opened)
    return _set(request, day, form, "side")


@require_http_methods(["GET", "POST"])
@of_the_day
def away(request: HttpRequest, day: Day) -> HttpResponse:
    """Days without training."""
    return _set(request, day, AwayForm(request.POST if request.method == "POST" else None), "away")


def _set(request: HttpRequest, day: Day, form: SettingForm, page: str) -> HttpResponse:
    """Show or keep one setting that is part of the log."""
    goal_page = "plan" if page in {"availability", "away"} else "settings"
    if request.method == "POST":
        if services.already_kept(day, form.sent_key()):
            return redirect(goal_page)
        if form.is_valid() and services.keep_form(request, day, form, form.facts(day.today.isoformat())):
            messages.success(request, _("Saved."))
            return redirect(goal_page)
    context = {"here": "settings", "form": form, "day": day, "goal": day.decision.get("goal")}
    return render(request, f"daily/set_{page}.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """Phone numbers for a moment in a hurry."""
    runner = store.runner_of(request.user)
    if runner is None:
        raise Http404
    kept = PhoneNumbers.objects.filter(runner=runner).first() or PhoneNumbers(runner=runner)
    form = NumbersForm(request.POST if request.method == "POST" else None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("settings")
    return render(
        request, "daily/set_numbers.html", {"here": "settings", "form": form}, status=422 if form.errors else 200
    )


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Everything in the log of every injury, one fact a line, as it was written."""
    lines = [
        row.original
        for episode in store.episodes_of(request.user).order_by("opened_at")
        for row in store.event_rows_of(request.user, episode)
    ]
    body = "".join(f"{line}\n" for line in lines)
    response = HttpResponse(body, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="opbouw.jsonl"'
    return response


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def delete_all(request: HttpRequest) -> HttpResponse:
    """Delete all data of this runner, after a typed word and the password."""
    account: Any = request.user
    form = DeleteForm(request.POST if request.method == "POST" else None, account=account)
    if request.method == "POST" and form.is_valid() and isinstance(account, Account):
        erase_everything(account)
        PhoneNumbers.objects.filter(runner__account=account).delete()
        reminders.forget(account.runner)
        messages.success(request, _("All gone. Your account is still here, empty."))
        return redirect("start")
    context = {"here": "settings", "form": form, "word": DeleteForm.wanted()}
    return render(request, "daily/delete.html", context, status=422 if form.errors else 200)
