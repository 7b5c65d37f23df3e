"""What the charts share: scales, paths, dates and tables. 360 units wide; colours and dashes are classes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opbouw.web.ui import say

WIDTH = 360
MOST_TICKS = 6  # more dates have no room beside each other


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places in the drawing, one decimal."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value."""
        span = (self.high - self.low) or 1.0
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)

    def on(self, day: date) -> float:
        """The place of a date, on a scale of ordinals."""
        return self.at(day.toordinal())


def days_scale(first: date, last: date, start: float, end: float) -> Scale:
    """A scale of dates."""
    return Scale(first.toordinal(), max(last, first + timedelta(days=1)).toordinal(), start, end)


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a chart: its caption, heads and rows; the first cell of a row names it."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def line(points: Iterable[tuple[float, float]]) -> str:
    """A path of straight lines through points."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def told(value: float | None, places: int = 0) -> str:
    """A number, or that nobody told it."""
    return _("not told") if value is None else say.number(value, places)


def day_long(on: date, today: date) -> str:
    """A date in words; with its year where that is another one."""
    return date_format(on, "j F" if on.year == today.year else "j F Y")


def day_short(on: date) -> str:
    """A date under an axis."""
    return _month_small(date_format(on, "j M"))


def month_of(on: date) -> str:
    """A month with its year, under an axis."""
    return _month_small(date_format(on, "M ’y"))


def _month_small(text: str) -> str:
    """Dutch months have no capital."""
    return text.lower() if (get_language() or "").startswith("nl") else text


def top_of(values: Iterable[float | None], least: float) -> float:
    """A round number above all values, so that an axis ends on a whole step."""
    most = max([least, *(value for value in values if value is not None)])
    step = next(step for step in (5, 10, 20, 50, 100, 200, 500, 1000) if most <= step * 4)
    return float(-(-most // step) * step)


def month_ticks(first: date, last: date) -> list[date]:
    """First days of months between two dates, so few that their names fit."""
    months = [(first.year, first.month)]
    while months[-1] < (last.year, last.month):
        year, month = months[-1]
        months.append((year + month // 12, month % 12 + 1))
    days = [day for year, month in months if first <= (day := date(year, month, 1)) <= last]
    every = next((step for step in (1, 2, 3, 6, 12) if len(days) <= step * MOST_TICKS), 12)
    return days[::every]
