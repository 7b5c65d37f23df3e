"""Sessions: look at what is planned, and tell what was done."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opbouw.core.events import ActivityImported
from opbouw.evidence import tables
from opbouw.web.daily import services, wording
from opbouw.web.daily.card import still_planned
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.session import FORMS, SessionForm
from opbouw.web.ui import say

LOOK_BACK_DAYS = 3  # a session that was not told on its own day can be told as that session for so long
Session = Mapping[str, Any]


@require_safe
@of_the_day
def session(request: HttpRequest, day: Day, session_id: uuid.UUID) -> HttpResponse:
    """One planned session: its blocks or exercises, the pain rule, and how to tell how it went."""
    found = _planned(day, str(session_id))
    if found is None:
        raise Http404
    if day.stopped:
        return redirect("stop")
    context = {
        "here": "today",
        "day": day,
        "session": found,
        "title": say.session_title(found),
        "detail": say.session_detail(found),
        "on": date.fromisoformat(found["on"]),
        "is_today": found["on"] == day.today.isoformat(),
        "checked_in": not day.asks("check_in"),
        "can_move": found in still_planned(day),
        "blocks": wording.blocks(found),
        "exercises": [_exercise(row, found["pain_limit"]) for row in found["exercises"]],
    }
    return render(request, "daily/session.html", context)


@require_http_methods(["GET", "POST"])
@of_the_day
def log_session(request: HttpRequest, day: Day) -> HttpResponse:
    """Tell what was done: a planned session, one of your own, or a run your watch knows."""
    planned = _planned(day, _said(request, "planned"))
    recorded = _recorded(day, _said(request, "activity"))
    kind = planned["kind"] if planned else "run" if recorded else _said(request, "kind")
    if kind not in FORMS:
        return render(request, "daily/choose_kind.html", {"day": day, "here": "today", "planned": _tellable(day)})
    form = FORMS[kind](
        request.POST if request.method == "POST" else None,
        planned=planned,
        earliest=day.earliest,
        today=day.today,
        initial=_initial(request, day, planned, recorded),
    )
    if request.method == "POST":
        if services.already_kept(day, form.sent_key()):
            return redirect("today")
        if form.is_valid() and services.keep_form(request, day, form, _facts(form, recorded)):
            messages.success(request, _("Saved. One question tomorrow morning.") if kind == "run" else _("Saved."))
            return redirect("today")
    context = {
        "form": form,
        "kind": kind,
        "planned": planned,
        "recorded": recorded,
        "title": say.session_title(planned) if planned else wording.kind_word(kind),
    }
    return render(request, "daily/log_session.html", context, status=422 if form.errors else 200)


@require_POST
@of_the_day
def not_done(request: HttpRequest, day: Day, session_id: uuid.UUID) -> HttpResponse:
    """A session that was not done: nothing is written, nothing has to be caught up."""
    found = _planned(day, str(session_id))
    if found is None:
        raise Http404
    messages.info(request, _("Not done? Fine. We move along; catching up is not needed."))
    return redirect("today")


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name, "")


def _planned(day: Day, session_id: str) -> Session | None:
    """A session of this week, or of the last days as it was planned then."""
    if not session_id:
        return None
    found = next((one for one in day.sessions() if one["id"] == session_id), None)
    for back in range(LOOK_BACK_DAYS + 1):
        before = day.today - timedelta(days=back)
        if found is not None or before < day.log.opened.on:
            break
        sessions = day.before_work(before).decision.get("week", ())
        found = next((one for one in sessions if one["id"] == session_id), None)
    return found


def _tellable(day: Day) -> list[Session]:
    """Today's sessions, as choices."""
    return [one for one in day.sessions() if one["on"] == day.today.isoformat()]


def _recorded(day: Day, event_id: str) -> Mapping[str, Any] | None:
    """A recorded run by its event."""
    found = next((one for one in day.log.of(ActivityImported) if one[0].id == event_id), None)
    if found is None:
        return None
    event, data = found
    return {
        "id": event.id,
        "on": event.on,
        "minutes": round(data.seconds / 60) if data.seconds is not None else None,
        "km": round(data.distance_m / 1000, 1) if data.distance_m is not None else None,
    }


def _initial(
    request: HttpRequest, day: Day, planned: Session | None, recorded: Mapping[str, Any] | None
) -> dict[str, Any]:
    if recorded is not None:
        return {"on": recorded["on"], "minutes": recorded["minutes"], "distance_km": recorded["km"]}
    if planned is None:
        return {}
    on = min(date.fromisoformat(planned["on"]), day.today)
    return {"on": on, "how": request.GET.get("how", "")}


def _facts(form: SessionForm, recorded: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    facts = form.facts()
    if recorded is not None:
        facts[0]["data"]["activity"] = recorded["id"]
    return facts


def _exercise(row: Mapping[str, Any], pain_limit: int) -> dict[str, Any]:
    found = tables.exercises.get(row["id"])
    return {
        "id": row["id"],
        "side": row.get("first_side") or row.get("side") or "",
        "name": say.exercise_name(row["id"]),
        "dose": wording.dose(row),
        "cue": wording.cue(found, pain_limit) if found else "",
    }
