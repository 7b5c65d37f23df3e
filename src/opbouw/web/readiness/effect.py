"""What a result that was just kept did to the gate, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opbouw.evidence import tables
from opbouw.web.daily.day import Day
from opbouw.web.daily.wording import named
from opbouw.web.readiness.askable import test_of
from opbouw.web.ui import say


def effect(before: Day, after: Day, test: str) -> list[str]:
    """Each point of the gate that looks at the test, and how far the gate is from open."""
    start = before.decision["phase"]
    gate = next((one for one in after.decision["gates"] if one["from"] == start), None)
    points = [one for one in gate["criteria"] if test_of(tables.criteria[one["id"]]) == test] if gate else []
    if gate is None or not points:
        return [_("Saved. It counts from now on, and is no point of this gate.")]
    return [_("Saved."), *(_point(one) for one in points), _gate(gate, after.decision["phase"] != start)]


def _point(one: Mapping[str, Any]) -> str:
    said = {"what": say.in_language(tables.criteria[one["id"]], "label"), "status": named("status", one["status"])}
    return _("%(status)s: %(what)s.") % said


def _gate(gate: Mapping[str, Any], passed: bool) -> str:
    to = say.phase_word(gate["to"])
    if passed or gate["open"]:
        return _("The gate to “%(to)s” is open.") % {"to": to}
    left = sum(one["blocking"] and one["status"] != "met" for one in gate["criteria"])
    text = ngettext(
        "%(left)s point still closes the gate to “%(to)s”.", "%(left)s points still close the gate to “%(to)s”.", left
    )
    return text % {"left": left, "to": to}
