"""What the columns of a table of activities hold: a guess from their names and a sample of their cells."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from opbouw.activities.cells import decimal_comma, to_float
from opbouw.activities.columns import HOURS, KM, METRES, MILES, MINUTES, NAMES, SECONDS, foreign, key, unit
from opbouw.activities.dates import order_of, parse_clock, parse_seconds, parse_when, two_parts
from opbouw.activities.sports import sport_of_text

SAMPLE = 400
# Mean speeds of whole activities, in metres a second: from a slow walk to a fast ride.
_SLOWEST, _FASTEST = 0.6, 17.0
# A median of many runs above this nobody has: what comes out faster in miles was in kilometres.
_FASTEST_USUAL_RUN = 4.35
_MOST_KILOMETRES = 250.0
_SAME_SPEED = 0.15
# Rows closer together than this are samples of one activity.
_CLOSEST_S = 600.0
_MOST_FAILING = 0.2
_RUN = re.compile(r"run|hardlo|lauf|jog", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "--", "---", "n/a", "na", "nan", "null", "none"})
_NUMBERS = ("distance", "heart_rate", "max_heart_rate", "cadence", "stride", "ascent", "descent", "power")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column (from 0) holds what, by role: date, local, clock, sport, distance, seconds, elapsed, heart_rate,
    max_heart_rate, cadence, ascent, descent, power, indoor, gear, number.

    The factors make metres of a distance and seconds of a plain number of time. `day_first` decides 02/03/2026,
    `hours_first` decides 1:30 as a length, `comma` is whether a comma is the decimal sign (None: both occur), `utc`
    whether times without a zone are UTC (else the runner's own), `sport` what every row is where no column says it.
    `doubts` are codes of what is not sure and should be asked; empty means the table can be read as it stands.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    distance_factor: float = KM
    seconds_factor: float = SECONDS
    elapsed_factor: float = SECONDS
    day_first: bool = True
    hours_first: bool = False
    comma: bool | None = None
    utc: bool = False
    sport: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nothing needs to be asked."""
        return not self.doubts


def guess(headers: Sequence[str], rows: Rows) -> ColumnMapping | None:
    """What the columns hold, with its doubts; None when this is no table of activities at all."""
    return _Guess(headers, rows).mapping()


def one_activity(dates: Sequence[str]) -> bool:
    """Whether these dates lie so close in time that their rows are the samples of one activity."""
    instants = [when.instant(None) for text in dates if (when := parse_when(text))]
    known = sorted(instant for instant in instants if instant is not None)
    gaps = [(after - before).total_seconds() for before, after in itertools.pairwise(known)]
    return len(gaps) > 1 and median(gaps) < _CLOSEST_S


class _Guess:
    """The guess in the making: columns found so far, and the doubts."""

    def __init__(self, headers: Sequence[str], rows: Rows) -> None:
        self.headers = headers
        self.rows = rows
        self.keys = [key(header) for header in headers]
        self.foreign = any(foreign(header) for header in headers)
        self.columns: dict[str, int] = {}
        self.doubts: list[str] = []
        self.comma: bool | None = None

    def mapping(self) -> ColumnMapping | None:
        self._find_columns()
        if "date" not in self.columns or not self.columns.keys() & {"distance", "seconds"} or self._samples():
            return None
        day_first = self._day_first()
        seconds_factor, hours_first = self._time("seconds")
        elapsed_factor, _ = self._time("elapsed")
        distance_factor = self._distance(seconds_factor, hours_first)
        if not self._says_sport():
            self.columns.pop("sport", None)
            self.doubts.append("doubt_sport")
        if len({text for text in self._texts("person") if text}) > 1:
            self.doubts.append("doubt_people")
        columns = {role: at for role, at in self.columns.items() if role not in {"person", "stride"}}
        said = unit(self.headers[columns["date"]])
        return ColumnMapping(
            columns,
            distance_factor,
            seconds_factor,
            elapsed_factor,
            day_first,
            hours_first,
            self.comma,
            utc=said is not None and said[0] == "utc",
            doubts=tuple(self.doubts),
        )

    def _find_columns(self) -> None:
        self._put("date", lambda text: parse_when(text) is not None)
        self._put("local", lambda text: parse_when(text) is not None)
        for role in ("person", "sport", "indoor", "gear", "number"):
            self._put(role, bool)
        votes = [vote for row in self.rows for text in row if (vote := decimal_comma(text)) is not None]
        self.comma = None if not votes else votes.count(True) > votes.count(False)
        for role in _NUMBERS:
            self._put(role, lambda text: to_float(text) is not None)
        for role in ("seconds", "elapsed"):
            self._put(role, lambda text: to_float(text) is not None or parse_seconds(text) is not None)
        if not any((when := parse_when(text)) and when.clock for text in self._texts("date")):
            self._put("clock", lambda text: parse_clock(text) is not None)

    def _put(self, role: str, holds: Callable[[str], bool]) -> None:
        """The first column with a name of this role whose cells are of its kind."""
        taken = set(self.columns.values())
        for name in NAMES[role]:
            for at, found in enumerate(self.keys):
                if found == name and at not in taken and self._holds(at, holds):
                    self.columns[role] = at
                    return

    def _holds(self, at: int, holds: Callable[[str], bool]) -> bool:
        texts = [text for row in self.rows if at < len(row) and (text := row[at].strip()).casefold() not in _NOTHING]
        failing = sum(1 for text in texts if not holds(text))
        return bool(texts) and failing <= _MOST_FAILING * len(texts)

    def _texts(self, role: str) -> list[str]:
        at = self.columns.get(role)
        return [] if at is None else [row[at].strip() if at < len(row) else "" for row in self.rows]

    def _floats(self, role: str) -> list[float | None]:
        return [to_float(text, comma=self.comma) for text in self._texts(role)]

    def _says_sport(self) -> bool:
        """Whether the column of sports holds sports: "easy" and "long" are not."""
        texts = [text for text in self._texts("sport") if text]
        known = sum(1 for text in texts if sport_of_text(text)[0] != "other")
        return bool(texts) and 2 * known >= len(texts)

    def _samples(self) -> bool:
        return one_activity(self._texts("date"))

    def _day_first(self) -> bool:
        texts = [text for text in self._texts("date") if text]
        orders = {order for text in texts if (order := order_of(text)) is not None}
        if len(orders) == 1:
            return orders.pop()
        unknown = any("/" in text and not text[:4].isdigit() for text in texts)
        if unknown and any(text.casefold().endswith(("am", "pm")) for text in texts):
            return False
        if len(orders) > 1 or (unknown and not self.foreign):
            self.doubts.append("doubt_date_order")
        return True

    def _time(self, role: str) -> tuple[float, bool]:
        """The seconds in one of a plain number, and whether two parts are hours and minutes."""
        texts = [text for text in self._texts(role) if text.casefold() not in _NOTHING]
        if not texts:
            return SECONDS, False
        if all(to_float(text, comma=self.comma) is None for text in texts):
            return SECONDS, self._hours_first(role, texts)
        said = unit(self.headers[self.columns[role]])
        if said is not None and said[0] == "time":
            return said[1], False
        fits = [one for one in (SECONDS, MINUTES, HOURS) if self._plausible(role, one, hours_first=False)]
        if len(fits) != 1 and role == "seconds":
            self.doubts.append("doubt_duration_unit")
        return (fits or [SECONDS])[0], False

    def _hours_first(self, role: str, texts: Sequence[str]) -> bool:
        if not any(two_parts(text) for text in texts):
            return False
        fits = [first for first in (False, True) if self._plausible(role, SECONDS, hours_first=first)]
        if len(fits) != 1 and role == "seconds":
            self.doubts.append("doubt_duration_unit")
        return fits == [True]

    def _plausible(self, role: str, factor: float, *, hours_first: bool) -> bool:
        """Whether the median speed is one that people have, at the unit of distance that is most likely."""
        said = self._said_distance() or self._likely_distance()
        speeds = [speed for speed in self._speeds(role, factor, hours_first, said) if speed]
        return bool(speeds) and _SLOWEST <= median(speeds) <= _FASTEST

    def _speeds(self, role: str, factor: float, hours_first: bool, metres: float) -> list[float | None]:
        pairs = zip(self._floats("distance"), self._lengths(role, factor, hours_first), strict=False)
        return [distance * metres / seconds if distance and seconds else None for distance, seconds in pairs]

    def _lengths(self, role: str, factor: float, hours_first: bool) -> list[float | None]:
        texts = zip(self._texts(role), self._floats(role), strict=True)
        return [parse_seconds(text, hours_first=hours_first) if n is None else n * factor for text, n in texts]

    def _said_distance(self) -> float | None:
        at = self.columns.get("distance")
        said = None if at is None else unit(self.headers[at])
        return said[1] if said is not None and said[0] == "distance" else None

    def _likely_distance(self) -> float:
        known = [value for value in self._floats("distance") if value]
        return METRES if known and median(known) > _MOST_KILOMETRES else KM

    def _distance(self, factor: float, hours_first: bool) -> float:
        """Metres in one of the distance column; miles are only assumed where steps or speeds prove them."""
        if "distance" not in self.columns:
            return KM
        said, likely = self._said_distance(), self._likely_distance()
        if said is not None or likely == METRES or self.foreign or self.comma:
            return said or likely
        speeds = self._speeds("seconds", factor, hours_first, KM)
        by_steps = self._by_steps(speeds)
        if by_steps is not None:
            return by_steps
        runs = [speed for speed, text in zip(speeds, self._texts("sport"), strict=False) if speed and _RUN.search(text)]
        if len(runs) >= 3 and median(runs) * MILES / KM > _FASTEST_USUAL_RUN:
            return KM
        self.doubts.append("doubt_distance_unit")
        return KM

    def _by_steps(self, speeds: Sequence[float | None]) -> float | None:
        """Steps a minute times metres a step is a speed that needs no unit of distance."""
        rows = zip(speeds, self._floats("cadence"), self._floats("stride"), strict=False)
        ratios = [cadence / 60.0 * stride / speed for speed, cadence, stride in rows if speed and cadence and stride]
        fits = [one for one in (KM, MILES) if ratios and abs(median(ratios) * KM / one - 1.0) <= _SAME_SPEED]
        return fits[0] if fits else None
