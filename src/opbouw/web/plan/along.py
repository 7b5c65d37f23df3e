"""The week to take along: on paper, in the calendar, on the watch."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opbouw.exports.typeset import TypesetError, pdf_of
from opbouw.exports.weekpage import week_page
from opbouw.exports.workout import NoBlocksError, workout
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.logs import log as told
from opbouw.web.store import selectors
from opbouw.web.ui import say
from opbouw.web.ui.letters import NAMES, Choice, choices


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
        "chosen": Choice(day.language, NAMES[0]),
        **choices(),
    }
    return render(request, "plan/along.html", context)


@require_safe
@of_the_day
def week_pdf(request: HttpRequest, day: Day) -> HttpResponse:
    """The week on one page, to tick and to write on."""
    if day.stopped:
        return redirect("stop")
    chosen = Choice.of(request.GET, day.language)
    runner = selectors.runner_of(request.user)
    who = chosen.who(runner.display_name if runner else "")
    try:
        made = pdf_of(week_page(day.decision, chosen.lang, who))
    except TypesetError:
        told.error("week_pdf_failed")
        messages.error(request, _("The PDF could not be made just now. Print this page with your browser."))
        return redirect("plan")
    return _file(made, "application/pdf", f"opbouw-{day.today.isoformat()}.pdf")


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
