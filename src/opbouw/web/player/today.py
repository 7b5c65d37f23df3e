"""Which sessions of today a player may lead through."""

from collections.abc import Mapping
from typing import Any

from opbouw.web.daily import card
from opbouw.web.daily.day import Day
from opbouw.web.player.templatetags.player import playable


def open_to_play(day: Day) -> list[Mapping[str, Any]]:
    """Sessions of today with a player: after the check-in, not done yet, and no sign that stops all work."""
    if day.stopped or day.asks("check_in"):
        return []
    return [one for one in card.open_sessions(day) if playable(one)]
