"""The page of what was recorded twice, and the two buttons on it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opbouw.web.accounts.models import Account
from opbouw.web.twice import selectors, services, wording

CARDS_A_PAGE = 20


@login_required
@require_safe
def recordings(request: HttpRequest) -> HttpResponse:
    """What was taken as one with what came from where, what is kept apart, and what only the runner can tell."""
    found, names = selectors.recordings_for(request.user), selectors.file_names(request.user)
    page = Paginator(found.together, CARDS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "settings",
        "page": page,
        "cards": [wording.card(view, names) for view in page],
        "apart": [wording.pair(*pair, names) for pair in found.apart],
        "perhaps": [wording.pair(*pair, names) for pair in found.perhaps],
    }
    return render(request, "twice/recordings.html", context)


@login_required
@require_POST
def say(request: HttpRequest, first: uuid.UUID, second: uuid.UUID) -> HttpResponse:
    """Keep the runner's word about a pair."""
    said = {"two": services.say_two, "one": services.say_one}.get(request.POST.get("verdict", ""))
    if said is None:
        return HttpResponseBadRequest()
    if not isinstance(request.user, Account) or not said(request.user, first, second):
        raise Http404
    done = {"two": _("Kept as two activities."), "one": _("Taken as one activity.")}
    messages.success(request, done[request.POST["verdict"]])
    return redirect("recordings")
