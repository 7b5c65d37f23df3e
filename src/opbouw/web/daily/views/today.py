"""Today: what to do, and how much."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opbouw.web.daily import card, shown
from opbouw.web.daily.day import Day, of_the_day
from opbouw.web.daily.views.check_in import morning_form
from opbouw.web.daily.views.proposal import last_answer
from opbouw.web.store.models import Runner


@require_safe
@of_the_day
def today(request: HttpRequest, day: Day) -> HttpResponse:
    """One answer for today. A warning sign that stands replaces the whole page."""
    if day.stopped:
        return redirect("stop")
    first = card.card_of(day)
    context = {
        "here": "today",
        "day": day,
        "decision": day.decision,
        "card": first,
        "changes": [one for one in shown.rules_changes(day, day.today) if not one["silent"]],
        "greeting": _greeting(getattr(request, "runner", None)),
        "morning": morning_form(day) if first.state == "morning" else None,
        "yesterday": _yesterday(day) if first.state in {"check_in", "morning"} else None,
        "main": first.main,
        "until": card.rest_until(day),
        "waiting_run": day.waiting_run,
        "see": day.decision["see"],
        "tomorrow": [one for one in day.sessions() if one["on"] == (day.today + timedelta(days=1)).isoformat()],
        "asks": first.state in {"signs", "first", "morning", "check_in", "tell_run"},
        "run_id": next((one["about"] for one in day.decision["questions"] if one["id"] == "pain_during"), ""),
        "answered": last_answer(day),
        "keeps": day.decision["phase"] == "keep_running",
        "why": day.drawn("today_why", lambda: _why(day, first)),
        "where": day.drawn("today_where", lambda: _where(day)),
    }
    return render(request, "daily/today.html", context)


def _why(day: Day, first: card.Card) -> SafeString:
    """The reasons of today, and what would change the answer."""
    limit = first.main["pain_limit"] if first.main else None
    return render_to_string(
        "daily/parts/today_why.html", {"decision": day.decision, "card": first, "pain_limit": limit}
    )


def _where(day: Day) -> SafeString:
    """Where the runner is on the road, and what is open to the next phase."""
    context = {"day": day, "decision": day.decision, "position": card.position(day)}
    return render_to_string("daily/parts/where.html", context)


def _greeting(runner: Runner | None) -> str:
    name = runner.display_name if runner else ""
    hour = timezone.localtime().hour
    words = _("Good morning, %(name)s") if 5 <= hour < 12 else _("Hello, %(name)s")
    return words % {"name": name}


def _yesterday(day: Day) -> dict[str, Any] | None:
    """The decision yesterday began with, when the injury was known yesterday."""
    before = day.today - timedelta(days=1)
    if day.log.opened.on > before:
        return None
    decision = day.before_work(before).decision
    return decision if decision["kind"] == "decision" else None
