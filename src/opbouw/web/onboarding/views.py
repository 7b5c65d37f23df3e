"""From the first visit to the road: two doors, six questions, a stop where a warning sign stands."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from opbouw.evidence import tables
from opbouw.exports.letter import walked
from opbouw.exports.letter_words import Letter
from opbouw.history.baseline import Baseline
from opbouw.web.accounts.selectors import account_of, has_owner
from opbouw.web.activities import selectors as imports
from opbouw.web.activities import undoing
from opbouw.web.activities import views as archive
from opbouw.web.onboarding import drafts, finish, pictures, steps
from opbouw.web.onboarding.models import Draft
from opbouw.web.store import selectors
from opbouw.web.store.example import open_example
from opbouw.web.store.models import Runner
from opbouw.web.ui import letters, say

ADULT_YEARS = 18


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Two doors: look around, or begin with your own injury. Somebody on the road sees the way there."""
    own = selectors.current_episode(request.user)
    has_draft = Draft.objects.filter(runner__account_id=request.user.pk or 0).exclude(answers={}).exists()
    context = {"has_owner": has_owner(), "hide_example": True, "episode": own, "has_draft": has_draft}
    return render(request, "onboarding/start.html", context)


@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """Log the visitor in as the example runner."""
    account = open_example(timezone.localdate(), (get_language() or "en")[:2])
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("today_or_road")


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """The door to one's own injury: an account first, then the first question that is still open."""
    if not request.user.is_authenticated or getattr(request.user, "is_example", False):
        return redirect("login" if has_owner() else "first_account")
    if selectors.current_episode(request.user):
        return redirect("today_or_road")
    return _go_on(drafts.draft_of(_runner(request)))


@login_required
@require_GET
def today_or_road(request: HttpRequest) -> HttpResponse:
    """The screen of the day, or the start when there is no injury yet."""
    if not selectors.current_episode(request.user):
        return redirect("start")
    try:
        return redirect(reverse("today"))
    except NoReverseMatch:
        return redirect("plan")


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One screen of questions."""
    if slug not in steps.STEPS:
        raise Http404
    if selectors.current_episode(request.user):
        return redirect("today_or_road")
    draft = drafts.draft_of(_runner(request))
    if not steps.may_open(slug, draft.answers):
        return _go_on(draft)
    here = steps.STEPS[slug]
    form = here.form(
        request.POST if request.method == "POST" else None,
        answers=draft.answers,
        initial=_initial(request, draft, slug),
    )
    if request.method == "POST" and form.is_valid():
        return _answered(request, draft, slug, form.kept())
    context = {"form": form, "step": here, "previous": steps.before(slug), **_around(request, draft, slug)}
    return render(request, f"onboarding/{_template(slug)}.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def stop(request: HttpRequest) -> HttpResponse:
    """A warning sign stands: no plan, and what to do now."""
    draft = drafts.draft_of(_runner(request))
    flags = steps.open_flags(draft.answers)
    if not flags:
        return _go_on(draft)
    urgency = tables.red_flags[flags[0]].urgency
    signs = [
        {
            "question": say.in_language(tables.red_flags[flag], "question"),
            "what": say.in_language(tables.flag_texts[flag], "what"),
            "how_soon": say.in_language(tables.flag_texts[flag], "how_soon"),
        }
        for flag in flags
    ]
    doctor = steps.needs_doctor(draft.answers)
    first = next(slug for slug in steps.SIGNS if flags[0] in draft.answers.get(slug, {}))
    return render(
        request, "onboarding/stop.html", {"signs": signs, "urgency": urgency, "doctor": doctor, "first": first}
    )


@login_required
@require_safe
def letter(request: HttpRequest) -> HttpResponse:
    """The letter of a beginning that stopped, with the answers given so far."""
    draft = drafts.draft_of(_runner(request))
    if not steps.stopped(draft.answers):
        return _go_on(draft)
    chosen = _letter_choice(request)
    shown = letters.on_page(_written(draft, chosen), chosen, reverse("onboarding_letter_pdf"))
    return render(request, "onboarding/letter.html", shown)


@login_required
@require_safe
def letter_pdf(request: HttpRequest) -> HttpResponse:
    """The same letter as a file."""
    draft = drafts.draft_of(_runner(request))
    if not steps.stopped(draft.answers):
        return _go_on(draft)
    today = selectors.today_for(request.user)
    return letters.as_file(request, _written(draft, _letter_choice(request)), today, "onboarding_letter")


@login_required
@require_GET
def too_young(request: HttpRequest) -> HttpResponse:
    """Under 18: no plan, and whom to see."""
    return render(request, "onboarding/too_young.html")


@login_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take the files of an archive; they are read behind the page."""
    archive.take(request)
    return redirect("onboarding_step", slug="before")


@login_required
@require_POST
def remove_upload(request: HttpRequest, import_id: Any) -> HttpResponse:
    """Take what was given at once back, with what was read from it."""
    found = imports.own_import(request.user, import_id)
    if found is None:
        raise Http404
    undoing.undo(found)
    return redirect("onboarding_step", slug="before")


def _answered(request: HttpRequest, draft: Draft, slug: str, kept: dict[str, Any]) -> HttpResponse:
    if _is_minor(slug, kept):
        return redirect("too_young")
    if slug == "level":
        level = _found_level(request, draft)
        kept["found"] = level.to_event_data() if level else None
    draft = drafts.keep(draft.runner, slug, kept)
    following = steps.following(slug, draft.answers)
    if following != "done":
        return redirect("onboarding_stop") if following == "stop" else redirect("onboarding_step", slug=following)
    finish.finish(account_of(request), draft, selectors.today_for(request.user))
    return redirect("plan")


def _letter_choice(request: HttpRequest) -> letters.Choice:
    return letters.Choice.of(request.GET, "nl" if (get_language() or "").startswith("nl") else "en")


def _written(draft: Draft, chosen: letters.Choice) -> Letter:
    now = timezone.localtime(timezone=ZoneInfo(draft.runner.time_zone))
    return letters.written(walked(finish.log_so_far(draft, now)), draft.runner.display_name, chosen)


def _is_minor(slug: str, kept: dict[str, Any]) -> bool:
    if slug == "welcome":
        return bool(kept.get("adult") == "no")
    born = kept.get("birth_year") if slug == "you" else None
    return born is not None and timezone.localdate().year - born <= ADULT_YEARS


def _go_on(draft: Draft) -> HttpResponse:
    slug = steps.next_slug(draft.answers)
    if slug == "stop":
        return redirect("onboarding_stop")
    return redirect("onboarding_step", slug="you" if slug == "done" else slug)


def _initial(request: HttpRequest, draft: Draft, slug: str) -> dict[str, Any]:
    if slug in draft.answers:
        return dict(draft.answers[slug])
    level = _found_level(request, draft) if slug == "level" else None
    return level.to_event_data() if level else {}


def _found_level(request: HttpRequest, draft: Draft) -> Baseline | None:
    """The old level in the archive; while it is being read, half of it would be a level that was never there."""
    return None if imports.still_reading(request.user) else finish.found_level(account_of(request), draft.answers)


def _around(request: HttpRequest, draft: Draft, slug: str) -> dict[str, Any]:
    """What a screen shows beside its questions."""
    if slug == "where":
        chosen = draft.answers.get("where", {}).get("place")
        return {"views": pictures.views(request.POST.get("place") or chosen)}
    if slug == "what":
        return {"place": pictures.place_of(draft.answers)}
    if slug == "before":
        return pictures.report_of(account_of(request))
    if slug == "level":
        level = _found_level(request, draft)
        return {
            "found": imports.level_pairs(level.to_event_data() if level else None),
            "without_km": level.without_km if level else 0,
            "reading": imports.still_reading(request.user),
        }
    if slug == "seen":
        return {"signs_open": bool(steps.open_flags(draft.answers)), "doctor": steps.needs_doctor(draft.answers)}
    return {}


def _template(slug: str) -> str:
    return "signs" if slug in steps.SIGNS else slug


def _runner(request: HttpRequest) -> Runner:
    runner = selectors.runner_of(request.user)
    if runner is None:
        raise Http404
    return runner
