"""What screens show beside their questions: the body, the report of files, the level that was found."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from opbouw.web.accounts.models import Account
from opbouw.web.activities import selectors
from opbouw.web.onboarding import forms, places
from opbouw.web.store import selectors as store

STATUS_ORDER = ("taken", "known", "skipped", "refused")
MOST_LINES = 60


def views(chosen: str | None) -> list[dict[str, Any]]:
    """The front and the back of the body with their dots."""
    dots = [{"dot": dot, "checked": dot.value == chosen} for dot in places.dots()]
    return [
        {"id": "front", "word": _("Front"), "sides": (_("right"), _("left")), "dots": _of(dots, "front")},
        {"id": "back", "word": _("Back"), "sides": (_("left"), _("right")), "dots": _of(dots, "back")},
    ]


def _of(dots: list[dict[str, Any]], view: str) -> list[dict[str, Any]]:
    return [one for one in dots if one["dot"].view == view]


def place_of(answers: forms.Answers) -> str:
    """The chosen place in words."""
    area, side = answers["where"]["place"].split(":")
    return places.spoken(area, side)


def report_of(account: Account) -> dict[str, Any]:
    """What became of every file that was given, those that could not be read first, and the counts."""
    batches = list(selectors.imports_of(account).filter(undone_at=None))
    lines = selectors.lines_of(account, batches)
    counts = Counter(lines.order_by().values_list("status", flat=True))
    rows = store.activities_of(account)
    first = lines[:MOST_LINES]
    return {
        "imports": [selectors.shown(one) for one in batches],
        "reading": selectors.still_reading(account),
        "lines": [selectors.line_shown(line) for line in first],
        "more": max(0, counts.total() - MOST_LINES),
        "counts": [(selectors.status_word(one), counts[one]) for one in STATUS_ORDER if counts[one]],
        "activities": rows.count(),
        "first": rows.exclude(local_date=None).first(),
        "last": rows.exclude(local_date=None).last(),
    }
