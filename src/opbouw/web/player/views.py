"""The page of a player: the session of today as data, and the form in which it ends."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.forms.session import FORMS
from opbouw.web.player import work
from opbouw.web.player.segments import segments, steady
from opbouw.web.player.today import open_to_play
from opbouw.web.ui import say


@require_safe
@of_the_day
def play(request: HttpRequest, day: Day, session_id: uuid.UUID) -> HttpResponse:
    """Lead through a session of today. What may not be done today has no player: its own page says why."""
    if day.stopped:
        return redirect("stop")
    found = next((one for one in open_to_play(day) if one["id"] == str(session_id)), None)
    if found is None:
        return redirect("session", session_id=session_id)
    context: dict[str, Any] = {
        "day": day,
        "session": found,
        "title": say.session_title(found),
        "form": FORMS[found["kind"]](None, planned=found, earliest=day.earliest, today=day.today),
        "ruler": range(11),
    }
    if found["exercises"]:
        return render(request, "player/work.html", {**context, "exercises": work.exercises(day, found)})
    return render(request, "player/run.html", {**context, **_run(day, found)})


def _run(day: Day, session: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a run, a walk or a ride shows more: its blocks, its bouts in few words, the step."""
    even, title = steady(session), say.session_title(session)
    blocks = even or segments(session)
    return {
        "segments": blocks,
        "steady": bool(even),
        "runs": sum(one.kind == "run" for one in blocks),
        "bouts": title.partition(", ")[2] or title,
        "detail": say.session_detail(session),
        "stage": None if even else day.decision["stage"],
    }
