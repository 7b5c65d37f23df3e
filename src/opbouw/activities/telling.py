"""The words in which a person tells what a table means: a name for each column, and a word for each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from opbouw.activities.columns import HOURS, KM, METRES, MILES, MINUTES, SECONDS, YARDS
from opbouw.activities.guessing import ColumnMapping

# What a column can hold, besides nothing that counts.
ROLES = (
    "date", "local", "clock", "sport", "distance", "seconds", "elapsed", "heart_rate", "max_heart_rate", "cadence",
    "ascent", "descent", "power", "indoor", "gear", "number",
)  # fmt: skip
# One of these at least, or a row says nothing.
MEASURES = frozenset({"distance", "seconds", "elapsed"})
_TIMES: Mapping[str, float] = MappingProxyType({"s": SECONDS, "min": MINUTES, "h": HOURS})
# What is told about a table as a whole, each with its words; the first word is what holds where nothing is told.
UNITS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "distance": MappingProxyType({"km": KM, "m": METRES, "mi": MILES, "yd": YARDS}),
        "time": _TIMES,
        "elapsed": _TIMES,
        "two_parts": MappingProxyType({"minutes": False, "hours": True}),
        "order": MappingProxyType({"day": True, "month": False}),
        "comma": MappingProxyType({"": None, "comma": True, "point": False}),
        "clock": MappingProxyType({"own": False, "utc": True}),
    }
)
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "distance": "distance_factor",
        "time": "seconds_factor",
        "elapsed": "elapsed_factor",
        "two_parts": "hours_first",
        "order": "day_first",
        "comma": "comma",
        "clock": "utc",
    }
)


def column_names(header: Sequence[str]) -> tuple[str, ...]:
    """A name of its own for every column: "column 3" for one without, "Time (2)" for the second of two alike.

    >>> column_names(["Date", "Time", "", "Time"])
    ('Date', 'Time', 'column 3', 'Time (2)')
    """
    found: list[str] = []
    for at, given in enumerate(header, start=1):
        name = own = " ".join(given.split()) or f"column {at}"
        times = 1
        while own in found:
            times += 1
            own = f"{name} ({times})"
        found.append(own)
    return tuple(found)


def units_of(mapping: ColumnMapping) -> dict[str, str]:
    """The word for each unit of a mapping."""
    return {
        name: next(
            (word for word, value in words.items() if value == getattr(mapping, _FIELDS[name])), next(iter(words))
        )
        for name, words in UNITS.items()
    }


def with_units(mapping: ColumnMapping, told: Mapping[str, str]) -> ColumnMapping:
    """The mapping as these words tell; what is not among them stays. KeyError names a word that is none."""
    values: dict[str, Any] = {_FIELDS[name]: UNITS[name][word] for name, word in told.items()}
    return replace(mapping, **values)
