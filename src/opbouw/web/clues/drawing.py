"""Small pictures as inline SVG: places of bars, and the same in words. 360 units wide; colours are classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opbouw.evidence import tables
from opbouw.history.pictures import Picture, Point
from opbouw.web.ui import say

WIDTH, LEFT, RIGHT = 360, 28, 350
TOP, FLOOR = 42.0, 146.0
MOST_NUMBERS = 13  # more bars have no room for a number on each

# What the numbers are, and their unit, by the measure of the picture.
WHAT: Mapping[str, "tuple[str | Promise, str | Promise]"] = {
    "longest_km": (lazy("Longest run a week"), "km"),
    "longest_min": (lazy("Longest run a week"), "min"),
    "week_km": (lazy("Distance a week"), "km"),
    "week_min": (lazy("Running minutes a week"), "min"),
    "running_days": (lazy("Running days a week"), lazy("days")),
    "climb": (lazy("Climb a kilometre"), "m"),
    "sleep_h": (lazy("Sleep a night"), lazy("hours")),
    "resting_bpm": (lazy("Heart rate at rest"), lazy("beats a minute")),
    "new_pair_pct": (lazy("Share of distance on the new pair"), "%"),
    "pair_km": (lazy("Kilometres on the pair"), "km"),
    "run_km": (lazy("Your last runs"), "km"),
    "cadence_up": (lazy("Steps a minute at the same speed"), ""),
    "cadence_down": (lazy("Steps a minute at the same speed"), ""),
    "contact_longer": (lazy("Time on the ground at the same speed"), "ms"),
    "balance_shifted": (lazy("Left share of the time on the ground"), "%"),
    "surface_treadmill": (lazy("Share of running on a treadmill"), "%"),
    "surface_trail": (lazy("Share of running on trails"), "%"),
    "surface_road": (lazy("Share of running on the road"), "%"),
    "speed_share": (lazy("Share of distance that was fast"), "%"),
    "speed_pace": (lazy("Middle pace, minutes a kilometre"), ""),
    "speed_heart": (lazy("Share of runs with a high heart rate"), "%"),
    "history_km": (lazy("Distance a week"), "km"),
}
UNITS = {"reps": lazy("times"), "s": lazy("seconds"), "cm": "cm", "deg": lazy("degrees")}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and its words; ``y`` None where nothing is known."""

    x: float
    width: float
    y: float | None
    height: float
    hot: bool
    number: str
    label: str

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + self.width / 2

    @property
    def above(self) -> float:
        """Where its number stands."""
        return (FLOOR if self.y is None else self.y) - 5


def drawn(picture: Picture, place: str, onset: date | None = None) -> dict[str, Any]:
    """What the template draws: bars with their places, a title, and every number in words.

    :param place: a name for the picture that no other on the page has.
    """
    title, unit = _what(picture)
    points = picture.points
    bars = _bars(points, picture, unit)
    return {
        "id": place,
        "title": title,
        "unit": unit,
        "bars": bars,
        "words": _words(picture, bars, unit),
        "onset": onset if picture.kind == "weeks" else None,
        "left": LEFT,
        "right": RIGHT,
        "floor": FLOOR,
        "hatched": any(bar.hot and bar.y is not None for bar in bars),
    }


def _what(picture: Picture) -> tuple[str, str]:
    if picture.test is not None:
        row = tables.readiness_tests[picture.test]
        return say.named(row), str(UNITS.get(row.unit, row.unit))
    title, unit = WHAT[picture.measure]
    return str(title), str(unit)


def _bars(points: Sequence[Point], picture: Picture, unit: str) -> list[Bar]:
    most = max((point.value or 0.0 for point in points), default=0.0) or 1.0
    step = (RIGHT - LEFT - 8) / len(points)
    width = min(60.0, step * 0.68)
    every = 1 if len(points) <= MOST_NUMBERS else 4
    found = []
    for place, point in enumerate(points):
        height = 0.0 if point.value is None else (FLOOR - TOP) * point.value / most
        x = LEFT + 4 + step * place + (step - width) / 2
        y = None if point.value is None else round(FLOOR - height, 1)
        shown = len(points) <= MOST_NUMBERS or point.value == most
        label = _label(picture, place, point) if place % every == 0 or len(points) <= 2 else ""
        number = _number(picture, point.value) if shown else ""
        found.append(Bar(round(x, 1), round(width, 1), y, round(height, 1), point.hot, number, label))
    return found


def _number(picture: Picture, value: float | None) -> str:
    if value is None:
        return "?"
    if picture.measure == "speed_pace":
        return say.pace(value)
    return say.number(value, 1 if value < 20 and value % 1 else 0)


def _label(picture: Picture, place: int, point: Point) -> str:
    if picture.kind == "then_now":
        return _("before") if place == 0 else _("last 4 weeks")
    if picture.kind in ("sides", "side_usual"):
        other = _("the other") if picture.kind == "sides" else _("usual")
        return _("sore side") if place == 0 else other
    if point.on is None or (picture.kind == "runs" and place % 3) or (picture.kind == "weeks" and place % 2):
        return ""
    return date_format(point.on, "j-n")


def _words(picture: Picture, bars: Sequence[Bar], unit: str) -> str:
    """The picture as a sentence: each value, what is not known, and which of them are the clue."""
    said = [_spoken(picture, point, place, unit) for place, point in enumerate(picture.points)]
    hot = [_day(point) for point in picture.points if point.hot and point.on and picture.kind == "weeks"]
    text = ", ".join(said) + "."
    if hot and len(hot) < len(picture.points):
        text += " " + _("The clue is hatched: %(first)s to %(last)s.") % {"first": hot[0], "last": hot[-1]}
    return text


def _spoken(picture: Picture, point: Point, place: int, unit: str) -> str:
    value = _("not known") if point.value is None else f"{_number(picture, point.value)} {unit}".strip()
    label = _day(point) if picture.kind in ("weeks", "runs") else _label(picture, place, point)
    return f"{label}: {value}"


def _day(point: Point) -> str:
    return date_format(point.on, "j F") if point.on else ""
