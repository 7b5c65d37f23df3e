"""The form about the columns of a table: a choice for each column, and what its units and dates mean."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.activities import ColumnMapping, Look
from opbouw.activities.telling import MEASURES, units_of, with_units
from opbouw.web.twice.wording import SPORTS

ROLE_WORDS: "dict[str, str | Promise]" = {
    "": lazy("not used"),
    "date": lazy("Day, with or without the time"),
    "clock": lazy("Time of day"),
    "local": lazy("Day and time on your own clock"),
    "sport": lazy("Kind of activity"),
    "distance": lazy("Distance"),
    "seconds": lazy("Time in motion"),
    "elapsed": lazy("Time by the clock"),
    "heart_rate": lazy("Heart rate, average"),
    "max_heart_rate": lazy("Heart rate, highest"),
    "cadence": lazy("Steps a minute"),
    "ascent": lazy("Metres of climb"),
    "descent": lazy("Metres down"),
    "power": lazy("Power"),
    "indoor": lazy("Indoors: yes or no"),
    "gear": lazy("Shoes"),
    "number": lazy("Number of the activity"),
}
_DISTANCES: "dict[str, str | Promise]" = {
    "km": lazy("kilometres"),
    "m": lazy("metres"),
    "mi": lazy("miles"),
    "yd": lazy("yards"),
}
_TIMES: "dict[str, str | Promise]" = {"s": lazy("seconds"), "min": lazy("minutes"), "h": lazy("hours")}
_TWO_PARTS = {"minutes": lazy("1 minute and 30 seconds"), "hours": lazy("1 hour and 30 minutes")}
_ORDERS = {"day": lazy("the day: 2 March"), "month": lazy("the month: 3 February")}
_COMMAS = {"": lazy("see it number by number"), "comma": lazy("a comma: 5,8"), "point": lazy("a point: 5.8")}
_CLOCKS = {"own": lazy("your own clock"), "utc": lazy("world time (UTC)")}
_UNITS = ("distance", "time", "two_parts", "order", "comma", "clock")
_NO_SPORT = ("", lazy("not known"))


def _one_of(label: Any, words: "Mapping[str, Any]", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.items()), **more)


class ColumnsForm(forms.Form):
    """A choice for each column of a table, and how to read its units; starts from what the columns seem to hold."""

    distance = _one_of(lazy("Distances are in"), _DISTANCES)
    time = _one_of(lazy("A length of time that is a plain number is in"), _TIMES)
    two_parts = _one_of(lazy("1:30 as a length of time is"), _TWO_PARTS)
    order = _one_of(lazy("In 02/03/2026 comes first"), _ORDERS)
    comma = _one_of(lazy("The decimal sign is"), _COMMAS, required=False)
    clock = _one_of(lazy("Times without a zone are by"), _CLOCKS)
    sport = forms.ChoiceField(label=lazy("Where no column says the kind, it is"), required=False)

    def __init__(self, seen: Look, mapping: ColumnMapping, data: Any = None) -> None:
        super().__init__(data, initial=_initial(mapping))
        self.label_suffix = ""
        self.seen, self.before = seen, mapping
        choice = self.fields["sport"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [_NO_SPORT, *SPORTS.items()]
        roles = {at: role for role, at in mapping.columns.items()}
        for at, name in enumerate(seen.header):
            label = name.strip() or _("Column %(n)s") % {"n": at + 1}
            self.fields[f"column_{at}"] = _one_of(label, ROLE_WORDS, required=False, initial=roles.get(at, ""))

    def columns(self) -> list[dict[str, Any]]:
        """Each column: its field, and its first cells."""
        rows = self.seen.rows
        return [
            {"field": self[f"column_{at}"], "cells": [row[at] for row in rows[:3] if at < len(row) and row[at].strip()]}
            for at in range(len(self.seen.header))
        ]

    def units(self) -> list[Any]:
        """The fields about the table as a whole."""
        return [self[name] for name in (*_UNITS, "sport")]

    def clean(self) -> dict[str, Any]:
        """A day and a distance or a time are needed, and no two columns hold the same."""
        said = super().clean() or self.cleaned_data
        taken: dict[str, int] = {}
        for at in range(len(self.seen.header)):
            role = said.get(f"column_{at}", "")
            if role and role in taken:
                self.add_error(f"column_{at}", _("Another column holds this too. Choose it for one of them."))
            elif role:
                taken[role] = at
        if "date" not in taken:
            self.add_error(None, _("Say which column holds the day."))
        if not taken.keys() & MEASURES:
            self.add_error(None, _("Say which column holds the distance, or the time."))
        self.taken = taken
        return said

    def mapping(self) -> ColumnMapping:
        """What was told, after a check."""
        said, before = self.cleaned_data, self.before
        # A clock in another unit than the time in motion is kept as it was seen, where nothing else was told.
        same = said["time"] == units_of(before)["time"] and self.taken.get("elapsed") == before.columns.get("elapsed")
        told = {name: said[name] for name in _UNITS} | ({} if same else {"elapsed": said["time"]})
        return replace(with_units(before, told), columns=self.taken, sport=said["sport"], doubts=())


def _initial(mapping: ColumnMapping) -> dict[str, Any]:
    return {**units_of(mapping), "sport": mapping.sport}
