"""Strength and reach left and right: two bars a test, and a tick where the gate asks the sore side to be."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from opbouw.evidence import tables
from opbouw.forecast.sides import SIDES, Sides
from opbouw.web.progress.drawing import Scale, Table, day_long, told
from opbouw.web.ui import say

LEFT, RIGHT = 52, 318
HIGH, FIRST, BAR = 66, 24, 15
ROOM = 40  # a tick nearer to the end of its bar would cross the number
UNITS = {"reps": lazy("times"), "s": lazy("seconds"), "cm": "cm", "deg": lazy("degrees")}
WORDS = {"left": lazy("left"), "right": lazy("right")}


def drawn(found: Sequence[Sides], today: date) -> dict[str, Any]:
    """What the template draws, with its words and its table."""
    return {
        "title": _title(found),
        "tests": [_test(one, number) for number, one in enumerate(found)],
        "height": HIGH * len(found) + 4,
        "words": "; ".join(_words(one) for one in found) + ".",
        "expired": [say.named(tables.readiness_tests[one.test]) for one in found if not one.valid],
        "table": Table(
            _("Newest result of each test, left and right"),
            [_("Test"), _("Left"), _("Right"), _("Target, sore side"), _("Measured")],
            [_row(one, today) for one in found],
        ),
    }


def _title(found: Sequence[Sides]) -> str:
    asked = [one for one in found if one.reached is not None]
    reached = sum(bool(one.reached) for one in asked)
    if not asked:
        return _("Left beside right")
    if reached == len(asked):
        return ngettext("The sore side reaches its target", "The sore side reaches all %(n)s targets", reached) % {
            "n": reached
        }
    if len(asked) == 1:
        return _("The sore side does not reach its target yet")
    return _("The sore side reaches %(n)s of %(all)s targets") % {"n": reached, "all": len(asked)}


def _test(one: Sides, number: int) -> dict[str, Any]:
    values = [value for value in (one.left, one.right, one.target) if value is not None]
    x = Scale(0, max([*values, 1.0]), LEFT, RIGHT)
    top = HIGH * number + FIRST
    row = tables.readiness_tests[one.test]
    return {
        "name": say.named(row),
        "unit": str(UNITS.get(one.unit, one.unit)),
        "name_y": top - 8,
        "bars": [_bar(one, side, x, top + (BAR + 4) * place) for place, side in enumerate(SIDES)],
    }


def _bar(one: Sides, side: str, x: Scale, top: float) -> dict[str, Any]:
    value, sore = one.value(side), side in one.sore
    tick = x.at(one.target) if sore and one.target is not None else None
    end = LEFT if value is None else x.at(value)
    return {
        "side": str(WORDS[side]),
        "sore": sore,
        "y": top,
        "width": round(end - LEFT, 1),
        "known": value is not None,
        "number": "?" if value is None else say.number(value),
        "number_x": round(max(end, tick if tick is not None and tick - end < ROOM else 0) + 6, 1),
        "text_y": top + 12,
        "tick": tick,
        "tick_y": top - 3,
    }


def _words(one: Sides) -> str:
    said = {
        "test": say.named(tables.readiness_tests[one.test]),
        "left": told(one.left, 1),
        "right": told(one.right, 1),
        "unit": str(UNITS.get(one.unit, one.unit)),
    }
    text = _("%(test)s: left %(left)s, right %(right)s %(unit)s") % said
    if one.target is None:
        return text
    return text + ", " + _("target for the sore side %(target)s") % {"target": say.number(one.target)}


def _row(one: Sides, today: date) -> list[str]:
    name = say.named(tables.readiness_tests[one.test])
    days = sorted({on for on in (one.left_on, one.right_on) if on is not None})
    target = "–" if one.target is None else say.number(one.target)
    measured = ", ".join(day_long(on, today) for on in days)
    unit = str(UNITS.get(one.unit, one.unit))
    return [f"{name} ({unit})", told(one.left, 1), told(one.right, 1), target, measured]
