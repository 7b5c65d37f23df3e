"""The pain chart of the report as places on a sheet: the page and the PDF draw the same numbers.

360 units wide and 124 high. Each day is a column; pain 0 to 7 above (0 to 10 where it was more), minutes below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from opbouw.exports.letter_texts import Said
from opbouw.exports.report import PAIN_DAYS, PainDay

WIDTH, HEIGHT = 360.0, 124.0
LEFT, RIGHT = 22.0, 318.0  # right of it the names of the bands
TOP, FLOOR = 6.0, 74.0  # of pain
BARS_TOP, BARS_FLOOR = 84.0, 111.0  # of minutes
USUAL_TOP, HIGHEST = 7, 10  # interface.md 10: pain 0-7, 0-10 when needed
LABEL_EVERY = 7


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch of days with the same limit: where it stands and what it is for (go or repeat)."""

    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True, slots=True)
class Point:
    """One pain number: during a run (``kind`` run) or in a morning."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """From a run to the morning after it."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Minutes of running on one day."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis, or a day under the bars."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything to draw, and the same in words."""

    title: str
    alt: str
    bands: tuple[Band, ...]
    names: tuple[Tick, ...]
    scale: tuple[Tick, ...]
    lines: tuple[Line, ...]
    points: tuple[Point, ...]
    bars: tuple[Bar, ...]
    most: Tick | None
    days: tuple[Tick, ...]
    key: tuple[tuple[str, str], ...]
    bands_key: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How days, pain and minutes become places."""

    days: Sequence[PainDay]

    @property
    def step(self) -> float:
        """Width of a day."""
        return (RIGHT - LEFT) / PAIN_DAYS

    @property
    def start(self) -> float:
        """Where the first day begins: a young story stands at the right, under today."""
        return RIGHT - self.step * len(self.days)

    @property
    def top(self) -> int:
        """The highest pain the scale has to show."""
        said = [one for day in self.days for one in (day.during, day.morning) if one is not None]
        return HIGHEST if max(said, default=0) > USUAL_TOP else USUAL_TOP

    @property
    def most(self) -> float:
        """The most minutes of a day; 0 where nobody ran."""
        return max((day.minutes or 0.0 for day in self.days), default=0.0)

    def x(self, place: int) -> float:
        """The middle of a day."""
        return round(self.start + self.step * (place + 0.5), 2)

    def y(self, pain: float) -> float:
        """The height of a pain number."""
        return round(FLOOR - (FLOOR - TOP) * pain / self.top, 2)

    def bands(self) -> tuple[Band, ...]:
        """What goes on and what repeats, by the limits of each day; one rectangle for days with the same limit."""
        return (*self._bands("go"), *self._bands("repeat"))

    def _bands(self, look: str) -> list[Band]:
        found: list[Band] = []
        for place, day in enumerate(self.days):
            low, high = (0, day.progress) if look == "go" else (day.progress, day.hold)
            if high <= low:
                continue
            y, height = self.y(high), round(self.y(low) - self.y(high), 2)
            x = round(self.start + self.step * place, 2)
            last = found[-1] if found else None
            if last and (last.y, last.height) == (y, height) and abs(last.x + last.width - x) < 0.1:  # derived: a hair
                found[-1] = Band(last.x, y, round(x + self.step - last.x, 2), height, look)
            else:
                found.append(Band(x, y, round(self.step, 2), height, look))
        return found

    def points(self) -> tuple[Point, ...]:
        """Pain during runs and in mornings; what was not told has no point."""
        run = [Point(self.x(n), self.y(day.during), "run") for n, day in enumerate(self.days) if day.during is not None]
        said = [
            Point(self.x(n), self.y(day.morning), "morning")
            for n, day in enumerate(self.days)
            if day.morning is not None
        ]
        return (*said, *run)

    def lines(self) -> tuple[Line, ...]:
        """A run and the morning after it, where both were told."""
        pairs = zip(self.days, self.days[1:], strict=False)
        return tuple(
            Line(self.x(n), self.y(one.during), self.x(n + 1), self.y(after.morning))
            for n, (one, after) in enumerate(pairs)
            if one.during is not None and after.morning is not None
        )

    def bars(self) -> tuple[Bar, ...]:
        """Minutes of running, from zero."""
        width, whole = round(self.step * 0.62, 2), BARS_FLOOR - BARS_TOP
        found = []
        for place, day in enumerate(self.days):
            if day.minutes:
                height = round(whole * day.minutes / self.most, 2)
                found.append(Bar(round(self.x(place) - width / 2, 2), round(BARS_FLOOR - height, 2), width, height))
        return tuple(found)

    def labelled(self) -> list[tuple[int, date]]:
        """One day a week, the last one always."""
        last = len(self.days) - 1
        return [(place, day.on) for place, day in enumerate(self.days) if (last - place) % LABEL_EVERY == 0]


def chart_of(days: Sequence[PainDay], said: Said) -> Chart:
    """The chart of these days, with its words."""
    sheet = Sheet(days)
    last = days[-1]
    names = [("band_go", last.progress / 2), ("band_repeat", (last.progress + last.hold) / 2)]
    shown = [(key, pain) for key, pain in names if key == "band_go" or last.hold > last.progress]
    shown.append(("band_back", (last.hold + sheet.top) / 2))
    return Chart(
        title=_title(days, said),
        alt=_alt(days, said),
        bands=sheet.bands(),
        names=tuple(Tick(RIGHT + 4, sheet.y(pain), said(key)) for key, pain in shown),
        scale=tuple(
            Tick(LEFT - 4, sheet.y(pain), str(pain)) for pain in sorted({0, last.progress, last.hold, sheet.top})
        ),
        lines=sheet.lines(),
        points=sheet.points(),
        bars=sheet.bars(),
        most=Tick(LEFT - 4, BARS_TOP, said.number(round(sheet.most))) if sheet.most else None,
        days=tuple(Tick(sheet.x(place), HEIGHT - 3, said.short(on)) for place, on in sheet.labelled()),
        key=tuple((look, said(f"key_{look}")) for look in ("run", "morning", "bar")),
        bands_key=tuple((key.removeprefix("band_"), said(key)) for key, _pain in shown[:-1]),
    )


def _title(days: Sequence[PainDay], said: Said) -> str:
    """The finding: how often, and the highest numbers."""
    runs = sum(day.minutes is not None or day.during is not None for day in days)
    during = max((day.during for day in days if day.during is not None), default=None)
    morning = max((day.morning for day in days if day.morning is not None), default=None)
    told = [said("title_during", pain=during)] if during is not None else []
    told += [said("title_morning", pain=morning)] if morning is not None else []
    start = said("title_runs", count=runs) if runs else said("title_no_runs")
    return f"{start}{': ' if told else ''}{', '.join(told)}"


def _alt(days: Sequence[PainDay], said: Said) -> str:
    """Every number of the chart as a sentence; days of which nothing was told are left out."""
    found = []
    for day in days:
        parts = [said("alt_min", minutes=day.minutes)] if day.minutes is not None else []
        parts += [said("alt_during", pain=day.during)] if day.during is not None else []
        parts += [said("alt_morning", pain=day.morning)] if day.morning is not None else []
        if parts:
            found.append(f"{said.short(day.on)}: {', '.join(parts)}")
    return "; ".join(found) + "." if found else said("alt_nothing")
