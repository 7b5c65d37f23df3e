"""A readiness test or an own check: left and right, the value, the pain."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from opbouw import words
from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.evidence import tables
from opbouw.web.daily.day import Day, language
from opbouw.web.daily.forms.fields import KeyedForm, Ruler
from opbouw.web.daily.services import part_key
from opbouw.web.ui.choices import one_of
from opbouw.web.ui.fields import NumberField

BOUNDS = {"reps": 500, "s": 3600, "min": 300, "cm": 500, "deg": 180, "contacts": 2000}
GRADES = (("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"))


def unit_of(test: str) -> str:
    """What a test or check is measured in."""
    if test in tables.readiness_tests:
        return tables.readiness_tests[test].unit
    return next(one.unit for one in tables.criteria.values() if one.check == test)


def is_known(test: str) -> bool:
    """Whether a person can measure this: a test of the tables, or a check of their own."""
    return test in tables.readiness_tests or test in OWN_CHECKS


def sides_of(day: Day, test: str) -> tuple[str, ...]:
    """The sides in the order to measure them; ``none`` for a test without sides.

    The sound side first, so that the sore one has something to be compared with. Derived: the tables ask for both
    sides and give no order.
    """
    row = tables.readiness_tests.get(test)
    if row is None or not row.both_sides:
        return ("none",)
    return ("right", "left") if day.start.side == "left" else ("left", "right")


class MeasureForm(KeyedForm):
    """One test: a value for each side it has, and the pain with it."""

    def __init__(self, *args: Any, test: str, sides: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.test, self.unit, self.sides = test, unit_of(test), sides
        row = tables.readiness_tests.get(test)
        for side in self.sides:
            self.fields[f"value_{side}"] = self._value(side)
            if row is not None and self.unit not in ("pain_0_10", "grade"):
                self.fields[f"pain_{side}"] = Ruler(label=self._label(_("Pain"), side))

    def _label(self, word: str, side: str) -> str:
        return f"{word}, {words.name('side', side, language())}" if side != "none" else word

    def _value(self, side: str) -> forms.Field:
        name = words.name("unit_name", self.unit, language())
        label = self._label(name[:1].upper() + name[1:], side)
        if self.unit == "pain_0_10":
            return Ruler(label=label)
        if self.unit == "bool":
            return one_of(_("Your answer"), [("1", _("Yes")), ("0", _("No"))])
        if self.unit == "grade":
            return one_of(label, GRADES)
        return NumberField(label=label, low=0, high=BOUNDS[self.unit], whole=self.unit in ("reps", "contacts"))

    def parts(self) -> list[dict[str, Any]]:
        """The fields by side, for the page."""
        return [
            {
                "side": side,
                "word": words.name("side", side, language()),
                "value": self[f"value_{side}"],
                "pain": self[f"pain_{side}"] if self._asks_pain(side) else None,
            }
            for side in self.sides
        ]

    def _asks_pain(self, side: str) -> bool:
        return f"pain_{side}" in self.fields

    def facts(self, on: str) -> list[dict[str, Any]]:
        """One event for each side; the key of the form makes their ids."""
        return [
            {"id": part_key(self.fact_key(), side) if number else str(self.fact_key()), "type": "tested", "on": on}
            | {"data": self._said(side)}
            for number, side in enumerate(self.sides)
        ]

    def _said(self, side: str) -> dict[str, Any]:
        value = float(self.cleaned_data[f"value_{side}"])
        said: dict[str, Any] = {"test": self.test, "value": value, "side": side}
        if self._asks_pain(side):
            said["pain"] = self.cleaned_data[f"pain_{side}"]
        elif self.unit == "pain_0_10":
            said["pain"] = value
        return said
