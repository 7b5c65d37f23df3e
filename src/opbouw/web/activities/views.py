"""The archive of a runner: give files, follow their reading, cancel, go on, and take a whole import back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opbouw import words
from opbouw.web.accounts.selectors import account_of
from opbouw.web.activities import levels, selectors, services, undoing
from opbouw.web.activities.models import Import
from opbouw.web.store import selectors as store

LINES_A_PAGE = 60


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest) -> HttpResponse:
    """Everything that was given, and the place to give more."""
    if request.method == "POST":
        made = take(request)
        return redirect("archive_import", import_id=made.pk) if made else redirect("archive")
    found = Paginator(selectors.imports_of(request.user), LINES_A_PAGE).get_page(request.GET.get("page"))
    rows = store.activities_of(request.user)
    dated = rows.exclude(local_date=None)
    context = {
        "here": "settings",
        "page": found,
        "imports": [selectors.shown(one) for one in found],
        "activities": rows.count(),
        "first": dated.first(),
        "last": dated.last(),
    }
    return render(request, "activities/archive.html", context)


def take(request: HttpRequest) -> Import | None:
    """Keep the files of a form and queue their reading; None, with a message, when there is nothing or no room."""
    files = request.FILES.getlist("files")
    runner = store.runner_of(request.user)
    if runner is None:
        raise Http404
    if not files:
        messages.warning(request, _("Choose one or more files first."))
        return None
    try:
        return services.give(runner, files)
    except OSError:
        messages.error(request, _("The server could not keep these files: it may be full. None of them is read."))
        return None


@login_required
@require_safe
def archive_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """How an import goes or went, and what became of each file."""
    batch = _own(request, import_id)
    page = Paginator(selectors.lines_of(request.user, [batch]), LINES_A_PAGE).get_page(request.GET.get("page"))
    shown = selectors.shown(batch)
    context = {
        "here": "settings",
        **shown,
        "page": page,
        "lines": [selectors.line_shown(line) for line in page],
        "offer": _offer(request, batch) if shown["state"] == "done" else [],
    }
    return render(request, "activities/import.html", context)


@login_required
@require_POST
def archive_cancel(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Stop reading; what was read stays."""
    services.cancel(_own(request, import_id))
    return _back(request, import_id)


@login_required
@require_POST
def archive_go_on(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Read the rest."""
    services.go_on(_own(request, import_id))
    return _back(request, import_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive_undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take a whole import back, after a page that says what becomes other."""
    batch = _own(request, import_id)
    if batch.state == "undone":
        return redirect("archive_import", import_id=import_id)
    if request.method == "POST":
        waits = undoing.undo(batch)
        messages.success(
            request,
            _("Taken back. Today's advice stays as careful as it was; from tomorrow your plan is decided without it.")
            if waits
            else _("Taken back. Your plan was decided again without it."),
        )
        return redirect("archive")
    found = undoing.outcome(batch)
    language = "nl" if (get_language() or "").startswith("nl") else "en"
    context = {
        "here": "settings",
        "batch": batch,
        "found": found,
        "levels": _side_by_side(found.was, found.becomes),
        "changes": [words.change_in_words(one, language) for one in found.changes],
    }
    return render(request, "activities/undo.html", context)


@login_required
@require_POST
def archive_level(request: HttpRequest) -> HttpResponse:
    """Have the plan reckon with the level that the archive says."""
    episode = store.current_episode(request.user)
    if episode is None:
        raise Http404
    levels.accept(account_of(request), episode)
    messages.success(request, _("Your plan now reckons with the old level from your archive."))
    return redirect("archive")


def _back(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """To the page the button was on: that of the import, or the question of the beginning that asks for files."""
    beginning = reverse("onboarding_step", kwargs={"slug": "before"})
    if request.POST.get("next") == beginning:
        return redirect(beginning)
    return redirect("archive_import", import_id=import_id)


def _offer(request: HttpRequest, batch: Import) -> list[dict[str, str]]:
    """The level of the archive beside that of the plan, where they differ; the newest import alone knows the first."""
    episode, newest = store.current_episode(request.user), selectors.imports_of(request.user).first()
    if episode is None or not batch.level or batch != newest:
        return []
    now = levels.now(account_of(request), episode)
    return _side_by_side(now, {**(now or {}), **batch.level}) if levels.differs(batch.level, now) else []


def _side_by_side(was: dict[str, Any] | None, becomes: dict[str, Any] | None) -> list[dict[str, str]]:
    """Two levels as rows of what, was and becomes; the rows that are the same left out."""
    before, after = dict(selectors.level_pairs(was)), dict(selectors.level_pairs(becomes))
    nothing = _("not known")
    rows = [
        {"what": what, "was": before.get(what, nothing), "now": after.get(what, nothing)}
        for what in dict.fromkeys([*before, *after])
    ]
    return [row for row in rows if row["was"] != row["now"]]


def _own(request: HttpRequest, import_id: UUID) -> Import:
    found = selectors.own_import(request.user, import_id)
    if found is None:
        raise Http404
    return found
