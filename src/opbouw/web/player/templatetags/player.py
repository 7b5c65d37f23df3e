"""Whether a session can be played, for the pages that lead to it."""

from typing import Any

from django import template

from opbouw.web.player.segments import segments

register = template.Library()


@register.filter
def playable(session: Any) -> bool:
    """Whether a player leads through this session: a run with blocks, or exercises."""
    return bool(session) and (bool(session.get("exercises")) or (session["kind"] == "run" and bool(segments(session))))
