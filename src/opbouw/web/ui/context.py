"""What every template knows: where it is, which pages exist, which colours are chosen."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opbouw.web.ui.views import MOTION_COOKIE, MOTIONS, THEME_COOKIE, THEMES


@dataclass(frozen=True, slots=True)
class Tab:
    """One item of the bar: its route, icon and word."""

    name: str
    icon: str
    word: "str | Promise"
    url: str


_TABS = (
    ("today", "i-today", _("Today")),
    ("plan", "i-plan", _("Plan")),
    ("progress", "i-progress", _("Progress")),
    ("team", "i-together", _("Team")),
    ("settings", "i-more", _("More")),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Values for the layout."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    motion = request.COOKIES.get(MOTION_COOKIE, "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "motion": motion if motion in MOTIONS else "auto",
        "report_url": _address("check_in"),
        "is_example": getattr(getattr(request, "user", None), "is_example", False),
    }


def tabs() -> list[Tab]:
    """The items of the bar whose page exists."""
    return [Tab(*row, url) for row in _TABS if (url := _address(row[0]))]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
