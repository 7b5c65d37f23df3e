"""The next gate in words: how each point stands, and what to do about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opbouw import words
from opbouw.core.answered import days_asked
from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion
from opbouw.web.daily.day import Day
from opbouw.web.daily.wording import named
from opbouw.web.ui import say

SHAPES = {"met": ("yes", "circle-check"), "not_yet": ("no", "circle"), "unknown": ("unk", "question")}
BONE = ("bone", "bone_stop")
HALF_AN_HOUR = frozenset({"walk_brisk_30"})  # the walk itself
Status = Mapping[str, Any]


def points(day: Day, gate: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every point of a gate: its words, how it stands, and the way to it."""
    standing = {one["id"]: one["status"] for one in gate["criteria"]}
    return [_point(day, one, standing) for one in gate["criteria"]]


def _point(day: Day, one: Status, standing: Mapping[str, str]) -> dict[str, Any]:
    row = tables.criteria[one["id"]]
    css, icon = SHAPES[one["status"]]
    signed = one.get("signed_by")
    return {
        "css": css,
        "icon": icon,
        "status": named("status", one["status"]),
        "text": say.in_language(row, "label"),
        "measured": _measured(day, one),
        "signed": _("Signed by %(who)s.") % {"who": named("role", signed)} if signed else "",
        "advice": not one["blocking"],
        **({} if one["status"] == "met" else _what_to_do(day, row, one, standing)),
    }


def _measured(day: Day, one: Status) -> str:
    """The value found, in words; empty where nothing was measured or the label says it all."""
    said_by_label = one["unit"] in ("bool", "count") or (one["unit"] == "pain_points" and one["status"] == "met")
    if one["value"] is None or said_by_label:
        return ""
    row = tables.criteria[one["id"]]
    unit = "pct" if row.against in ("other_side_pct", "norm_pct") else one["unit"]
    told = _("now %(value)s") % {"value": words.amount(one["value"], unit, day.language)}
    on = one.get("on")
    if not on or row.kind == "days":
        return told
    return _("%(value)s, on %(day)s") % {"value": told, "day": date_format(date.fromisoformat(on), "j F")}


def _what_to_do(day: Day, row: Criterion, one: Status, standing: Mapping[str, str]) -> dict[str, str]:
    """A sentence, and a link where there is something to fill in."""
    waits = [name for name in row.requires if standing.get(name) != "met"]
    if waits:
        first = say.in_language(tables.criteria[waits[0]], "label")
        return {"do": _("First: %(what)s") % {"what": first}, "url": "", "go": ""}
    if row.against == "other_side_pct" and day.start.side not in ("left", "right"):
        return _about_sides(day)
    if row.kind == "test" or row.check in OWN_CHECKS:
        url = reverse("test", kwargs={"test": row.test or row.check or ""})
        long = _("Takes half an hour.") if row.test in HALF_AN_HOUR else _("Takes a few minutes.")
        return {"do": long, "url": url, "go": _("Measure it")}
    if row.kind == "cause":
        return {"do": _("Look at what may have brought it."), "url": reverse("causes"), "go": _("Look into the causes")}
    if row.kind == "clearance":
        return {
            "do": _("A professional looks and says so."),
            "url": reverse("clearance"),
            "go": _("Write down what was said"),
        }
    if row.check == "open_red_flags":
        return {"do": _("Answer the questions again."), "url": reverse("signs"), "go": _("To the questions")}
    if row.kind == "days":
        return {"do": _("This counts by itself."), "url": "", "go": ""}
    return {"do": _daily(day, row), "url": "", "go": ""}


def _about_sides(day: Day) -> dict[str, str]:
    """Two legs can only be compared when one of them is sore."""
    if day.start.side == "both":
        do = _("With two sore sides there is nothing to compare with. Ask your physio or doctor to look and sign.")
        return {"do": do, "url": reverse("letter"), "go": _("A letter to take along")}
    do = _("First tell which side is sore.")
    return {"do": do, "url": reverse("side"), "go": _("Choose the side")}


def _daily(day: Day, row: Criterion) -> str:
    """Where the answer comes from: the check-in, or each run."""
    if row.check == "pain_during_run_max_14d":
        return _("Every run tells this.")
    days = days_asked(day.case, row)
    if days > 1:
        return _("The check-in tells this: %(days)s days in a row.") % {"days": days}
    return _("The check-in tells this.")


def bone_tests(day: Day) -> list[dict[str, str]]:
    """Tests that are asked to know whether bone plays a part."""
    return [
        {"text": named("test", one["id"]), "url": reverse("test", kwargs={"test": one["id"]})}
        for one in day.decision["questions"]
        if one["about"] in BONE and one["id"] in tables.readiness_tests
    ]
