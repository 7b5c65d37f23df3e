"""Why this, today or on an earlier day: proposal, limits, gate and rules behind a decision."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from opbouw.web.daily import because, shown
from opbouw.web.daily.day import Day, of_the_day

ONE_DAY = timedelta(days=1)


@require_safe
@of_the_day
def why(request: HttpRequest, day: Day) -> HttpResponse:
    """All that is behind today's decision, with what was shown earlier today."""
    behind = day.drawn("why", lambda: _of_today(day), shown.numbers(day, day.today))
    return render(request, "daily/why.html", {"here": "today", "on": day.today, "behind": behind})


def _of_today(day: Day) -> SafeString:
    said = {"at": None, "events": len(day.events), "decision": day.decision, "rules": day.decision["rules_version"]}
    context = {"is_today": True, "waits": shown.waits_for_tomorrow(day), "versions": shown.of_day(day, day.today)}
    return _behind(day, day.today, said, context)


@require_safe
@of_the_day
def why_on(request: HttpRequest, day: Day, on: str) -> HttpResponse:
    """A decision of an earlier day as it was shown; made again where nothing was kept."""
    asked = _date(on)
    if asked == day.today:
        return redirect("why")
    if not day.log.opened.on <= asked < day.today:
        raise Http404
    versions = shown.of_day(day, asked)
    number = request.GET.get("shown", "")
    chosen = int(number) - 1 if number.isdecimal() and 0 < int(number) <= len(versions) else -1
    said = versions[chosen] if versions else shown.made_again(day, asked)
    context = {"is_today": False, "kept": bool(versions), "versions": versions}
    behind = _behind(day, asked, said, context)
    return render(request, "daily/why.html", {"here": "today", "on": asked, "behind": behind})


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _behind(day: Day, on: date, said: dict[str, Any], more: dict[str, Any]) -> SafeString:
    decision = said["decision"]
    found = because.reasons(decision)
    context = {
        **more,
        "on": on,
        "said": said,
        "decision": decision,
        "first": found[0] if found else None,
        "others": found[1:],
        "proposal": because.proposal(decision),
        "limits": because.limits(decision),
        "gates": because.gates(decision),
        "changes": shown.rules_changes(day, on),
        "before": on - ONE_DAY if on > day.log.opened.on else None,
        "after": on + ONE_DAY if on < day.today else None,
    }
    return render_to_string("daily/behind.html", context)
