"""Answers from the queue get a plain reply: kept or not. And a phone is wiped when its runner leaves."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from opbouw.web.accounts.models import Account
from opbouw.web.offline.who import who
from opbouw.web.store import selectors
from opbouw.web.store.models import EventRow

FROM_QUEUE = "X-Opbouw-Queue"
WHO = "X-Opbouw-Who"
LEAVING = frozenset({"logout", "delete_all"})
WIPE = '"cache", "storage"'
TRY_AGAIN = frozenset({403, 429, 500, 502, 503, 504})  # an old token or a tired server: the answer waits


class PhoneCopies:
    """Marks pages with whose they are, answers the queue, and has a browser forget everything at sign-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.headers.get(FROM_QUEUE):
            response = _reply(request, response)
        response[WHO] = who(request)
        match = request.resolver_match
        if request.method == "POST" and response.status_code == 302 and match and match.view_name in LEAVING:
            response["Clear-Site-Data"] = WIPE
        return response


def _reply(request: HttpRequest, response: HttpResponse) -> JsonResponse:
    """Whether the log holds what was sent now, and where the runner goes from here."""
    goal = response.get("Location", "") if response.status_code == 302 else ""
    account = request.user
    if not isinstance(account, Account) or goal.startswith(resolve_url(settings.LOGIN_URL)):
        return JsonResponse({"state": "login"})
    if response.status_code in TRY_AGAIN:
        return JsonResponse({"state": "again"})
    row = _kept(account, request)
    if row is None:
        return JsonResponse({"state": "refused"})
    return JsonResponse({"state": "kept", "where": goal or resolve_url("today"), "note": _note(account, row)})


def _kept(account: Account, request: HttpRequest) -> EventRow | None:
    """The fact this form stands for: under its key, or the answer to its proposal."""
    episode = selectors.current_episode(account)
    if episode is None:
        return None
    rows = selectors.event_rows_of(account, episode)
    proposal = request.POST.get("proposal")
    if proposal:
        answers = rows.filter(type="proposal_answered", data__proposal=proposal)
        return answers.filter(data__answer=request.POST.get("answer", "")).last()
    try:
        return rows.filter(event_id=uuid.UUID(request.POST.get("key", ""))).first()
    except ValueError:
        return None


def _note(account: Account, row: EventRow) -> str:
    """What the runner should know about an answer that came beside another one."""
    others = selectors.event_rows_of(account, row.episode).filter(type="checked_in", on_date=row.on_date)
    if row.type == "checked_in" and others.exclude(pk=row.pk).exists():
        return _("You told this day already. Of two answers the more careful one counts.")
    return ""
