"""The week to take along: on paper, in the calendar, on the watch."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opbouw.exports.weekpage import pdf_of, week_page
from opbouw.exports.workout import NoBlocksError, workout
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.store import selectors
from opbouw.web.ui import letters, say


@require_safe
@of_the_day
def along(request: HttpRequest, day: Day) -> HttpResponse:
    """What can be taken along, and how it gets onto a watch."""
    if day.stopped:
        return redirect("stop")
    context = {
        "here": "plan",
        "day": day,
        "runs": [_run(one) for one in day.sessions() if _has_blocks(one)],
        "empty": not day.sessions(),
        **letters.choices(letters.Choice(day.language, letters.NAMES[0])),
    }
    return render(request, "plan/along.html", context)


@require_safe
@of_the_day
def week_pdf(request: HttpRequest, day: Day) -> HttpResponse:
    """The week on one page, to tick and to write on."""
    if day.stopped:
        return redirect("stop")
    chosen = letters.Choice.of(request.GET, day.language)
    runner = selectors.runner_of(request.user)
    page = week_page(day.decision, chosen.lang, letters.shown_name(runner.display_name if runner else "", chosen))
    return letters.file_of(request, lambda: pdf_of(page), day.today, "plan")


@require_safe
@of_the_day
def watch_file(request: HttpRequest, day: Day, session_id: uuid.UUID) -> HttpResponse:
    """One planned run as a workout for a watch."""
    if day.stopped:
        return redirect("stop")
    found = next((one for one in day.sessions() if one["id"] == str(session_id)), None)
    if found is None:
        raise Http404
    try:
        made = workout(found, day.language)
    except NoBlocksError:
        raise Http404 from None
    return _file(made, "application/vnd.ant.fit", f"opbouw-{found['on']}.fit")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _has_blocks(session: Any) -> bool:
    return any(part["kind"] == "run" for part in session["intervals"])


def _run(session: Any) -> dict[str, Any]:
    return {
        "id": session["id"],
        "on": session["on"],
        "title": say.session_title(session),
        "detail": say.session_detail(session),
        "firm": session["firm"],
    }
