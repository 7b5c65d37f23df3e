"""The activities one by one: a list, a page for each, and what the runner says it was."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from opbouw.activities import ActivityFacts, Merged, merged_views
from opbouw.web.accounts.selectors import account_of
from opbouw.web.activities import naming
from opbouw.web.store import selectors as store
from opbouw.web.twice import wording
from opbouw.web.twice.said import said_by
from opbouw.web.twice.selectors import file_names

ONES_A_PAGE = 60
SHOWN = ("distance_m", "seconds", "run_s", "ascent_m", "heart_rate_bpm", "cadence_spm")


class SportForm(forms.Form):
    """What an activity was."""

    sport = forms.ChoiceField(label=lazy("Kind"), choices=list(wording.SPORTS.items()))


@login_required
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Every activity once, the newest first."""
    views = merged_views(store.recordings_of(request.user), said_by(request.user.pk))
    page = Paginator(views[::-1], ONES_A_PAGE).get_page(request.GET.get("page"))
    names = file_names(request.user)
    context = {"here": "settings", "page": page, "lines": [wording.line(one.activity, names) for one in page]}
    return render(request, "activities/activities.html", context)


@login_required
@require_safe
def activity(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """What is known of one activity, from which recordings, and what it was."""
    view, said = _own(request, activity_id)
    names, one = file_names(request.user), view.activity
    values = [(name, getattr(one, name)) for name in SHOWN]
    context = {
        "here": "settings",
        "one": wording.line(one, names),
        "facts": [(wording.FIELDS[name], wording.value_of(name, value)) for name, value in values if value is not None],
        "recordings": [wording.line(recording, names) for recording in view.recordings],
        "form": SportForm(initial={"sport": one.sport}),
        "said": said,
    }
    return render(request, "activities/activity.html", context)


@login_required
@require_POST
def activity_sport(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Keep what the runner says it was, or let the file decide again."""
    form, back = SportForm(request.POST), request.POST.get("do") == "forget"
    if not back and not form.is_valid():
        return HttpResponseBadRequest()
    try:
        waits = naming.name(account_of(request), activity_id, None if back else form.cleaned_data["sport"])
    except naming.NoSuchActivityError:
        raise Http404 from None
    messages.success(request, _said(back=back, waits=waits))
    return redirect("activity", activity_id=activity_id)


def _said(*, back: bool, waits: bool) -> str:
    kept = _("The file decides again what this was.") if back else _("Kept. It counts as this from now on.")
    later = _("Today's advice stays as careful as it was; from tomorrow your plan reckons with it.")
    return f"{kept} {later}" if waits else kept


def _own(request: HttpRequest, activity_id: UUID) -> tuple[Merged[ActivityFacts], bool]:
    """The activity that has this recording, and whether the runner said what it was."""
    said = said_by(request.user.pk)
    for view in merged_views(store.recordings_of(request.user), said):
        ids = {one.id for one in view.recordings}
        if str(activity_id) in ids:
            return view, not ids.isdisjoint(said.sports)
    raise Http404
