"""The page on which a runner sees and corrects what the columns of a table hold."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opbouw.activities import ColumnMapping
from opbouw.activities.reasons import reason_parts
from opbouw.web.activities import columns, laying, selectors
from opbouw.web.activities.forms import ColumnsForm
from opbouw.web.activities.models import Line
from opbouw.web.store import selectors as store
from opbouw.web.store.models import Runner
from opbouw.web.twice.wording import SPORTS
from opbouw.web.ui import say


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive_columns(request: HttpRequest, import_id: UUID, line_id: int) -> HttpResponse:
    """The first rows, what each column seems to hold, and what comes out; kept for every file with these columns."""
    line = selectors.lines_of(request.user).filter(batch=import_id, pk=line_id).exclude(table=None).first()
    runner = store.runner_of(request.user)
    if line is None or line.table is None or runner is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "forget":
        columns.take_back(runner, line.table)
        messages.success(request, _("Your word about these columns is taken back. The files are being read again."))
        return redirect("archive_import", import_id=import_id)
    seen = columns.look(line)
    if seen is None:
        messages.error(request, _("The bytes of this table cannot be read any more. Give the file again."))
        return redirect("archive_import", import_id=import_id)
    told = laying.told_by(runner.pk).get(line.table)
    start = told or seen.mapping or ColumnMapping()
    form = ColumnsForm(seen, start, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") == "save":
        columns.tell(runner, line.table, form.mapping())
        messages.success(request, _("Kept for every file with these columns. What you gave is being read again."))
        return redirect("archive_import", import_id=import_id)
    return render(request, "activities/columns.html", _context(line, form, told, runner))


def _context(line: Line, form: ColumnsForm, told: ColumnMapping | None, runner: Runner) -> dict[str, Any]:
    if form.is_bound:
        mapping = form.mapping() if form.is_valid() else None
    else:
        mapping = form.before if form.before.columns else None
    language = "nl" if (get_language() or "").startswith("nl") else "en"
    out = columns.try_out(form.seen, mapping, ZoneInfo(runner.time_zone)) if mapping else None
    return {
        "here": "settings",
        "line": selectors.line_shown(line),
        "batch": line.batch,
        "form": form,
        "told": told is not None,
        "doubts": [] if told else [reason_parts(doubt, {}, language)[0] for doubt in form.before.doubts],
        "out": out,
        "rows": [_shown(*row) for row in out.rows] if out else [],
    }


def _shown(day: Any, sport: str, metres: float | None, seconds: float | None) -> dict[str, Any]:
    return {
        "day": day,
        "sport": SPORTS.get(sport, SPORTS["other"]),
        "km": "" if metres is None else f"{say.number(metres / 1000, 2)}{say.NBSP}km",
        "minutes": "" if seconds is None else f"{say.number(seconds / 60, 0)}{say.NBSP}min",
    }
