"""What screens show beside their questions: the body, the report of files, the level that was found."""

from collections import Counter
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opbouw.activities import reason_text
from opbouw.web.accounts.models import Account
from opbouw.web.onboarding import forms, places
from opbouw.web.store import selectors
from opbouw.web.ui import say

STATUS_ORDER = ("refused", "taken", "known", "skipped")
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
    """What became of every uploaded file, refused ones first, and the counts."""
    found = list(selectors.uploads_of(account))
    lines = [{**line, **_names(line["path"]), "text": reason_of(line)} for upload in found for line in upload.report]
    counts = Counter(line["status"] for line in lines)
    lines.sort(key=lambda line: STATUS_ORDER.index(line["status"]))
    rows = selectors.activities_of(account)
    return {
        "uploads": found,
        "lines": lines[:MOST_LINES],
        "more": max(0, len(lines) - MOST_LINES),
        "counts": [
            (status_word(status), counts[status])
            for status in ("taken", "known", "skipped", "refused")
            if counts[status]
        ],
        "activities": rows.count(),
        "first": rows.exclude(local_date=None).first(),
        "last": rows.exclude(local_date=None).last(),
    }


def _names(path: str) -> dict[str, str]:
    """A member of an archive by its own name, with the archive beside it."""
    archive, _mark, inner = path.partition("!")
    return {"name": inner.rsplit("/", 1)[-1], "archive": archive} if inner else {"name": path, "archive": ""}


def status_word(status: str) -> str:
    """What became of a file, in a word."""
    return {"taken": _("read"), "known": _("already here"), "skipped": _("no activity"), "refused": _("not readable")}[
        status
    ]


def reason_of(line: dict[str, Any]) -> str:
    """One line of a report in the language of the page."""
    language = "nl" if (get_language() or "").startswith("nl") else "en"
    if line["status"] != "taken" or not line["activities"]:
        return reason_text(line["reason_code"], line["params"], language)
    parts = []
    if line["activities"] > 1:
        parts.append(ngettext("%(n)s activity", "%(n)s activities", line["activities"]) % {"n": line["activities"]})
    if line["distance_m"]:
        parts.append(f"{say.number(line['distance_m'] / 1000)}{say.NBSP}km")
    if line["seconds"]:
        parts.append(f"{say.number(line['seconds'] / 60, 0)}{say.NBSP}min")
    return ", ".join(parts)


def level_of(found: dict[str, Any] | None) -> list[tuple[str, str]]:
    """The old level as pairs of a name and a value."""
    if not found:
        return []
    pairs = []
    if "weekly_km" in found:
        pairs.append((_("Usual week"), f"{say.number(found['weekly_km'])}{say.NBSP}km"))
    if "peak_weekly_km" in found:
        pairs.append((_("Last month before"), f"{say.number(found['peak_weekly_km'])}{say.NBSP}km"))
    pairs.append((_("Runs a week"), say.number(found["weekly_runs"])))
    if "longest_km" in found:
        pairs.append((_("Longest run"), f"{say.number(found['longest_km'])}{say.NBSP}km"))
    if "easy_pace_s_per_km" in found:
        pairs.append((_("Easy pace"), f"{say.pace(found['easy_pace_s_per_km'])}{say.NBSP}/km"))
    return pairs
