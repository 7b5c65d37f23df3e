"""What the head of every page tells the browser: how to install the app, and whose day this is."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from opbouw.web.daily.day import language
from opbouw.web.offline.who import who


def offline(request: HttpRequest) -> dict[str, Any]:
    """The mark, the day and the zone for the page's script; without a mark no script runs."""
    return {
        "offline_who": who(request),
        "offline_lang": language(),
        "offline_zone": timezone.get_current_timezone_name(),
        "offline_today": timezone.localdate().isoformat(),
    }
