"""The page of a player: the session of today as data, and the form in which it ends."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opbouw.web.daily import card
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.session import FORMS
from opbouw.web.player.segments import segments
from opbouw.web.player.templatetags.player import playable
from opbouw.web.ui import say


@require_safe
@of_the_day
def play(request: HttpRequest, day: Day, session_id: uuid.UUID) -> HttpResponse:
    """Lead through a session of today. What may not be done today has no player: its own page says why."""
    if day.stopped:
        return redirect("stop")
    found = next((one for one in card.open_sessions(day) if one["id"] == str(session_id)), None)
    if found is None or day.asks("check_in") or not playable(found):
        return redirect("session", session_id=session_id)
    form = FORMS[found["kind"]](None, planned=found, earliest=day.earliest, today=day.today)
    context: dict[str, Any] = {
        "day": day,
        "session": found,
        "title": (title := say.session_title(found)),
        "bouts": title.partition(", ")[2] or title,
        "detail": say.session_detail(found),
        "form": form,
        "stage": day.decision["stage"] if found["kind"] == "run" else None,
        "segments": (blocks := segments(found)),
        "runs": sum(one.kind == "run" for one in blocks),
        "ruler": range(11),
    }
    return render(request, "player/run.html", context)
