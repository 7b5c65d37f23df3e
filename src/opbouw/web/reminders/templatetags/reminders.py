"""The one question whether reminders are wanted, asked once there is a plan."""

from typing import Any

from django import template

from opbouw.web.reminders import selectors
from opbouw.web.store.selectors import runner_of

register = template.Library()


@register.inclusion_tag("reminders/parts/offer.html", takes_context=True)
def reminders_offer(context: dict[str, Any]) -> dict[str, Any]:
    """Asks once, where this server can send and nobody answered yet; the example runner is not asked."""
    request = context["request"]
    runner = runner_of(request.user) if selectors.signing() and not request.user.is_example else None
    return {"asks": runner is not None and not selectors.was_asked(runner), "request": request}
