"""Dates and durations as tables write them: five languages, either order, with and without a zone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

# No date or duration is longer; what follows is not read.
_LONGEST = 64
# The beginnings of month names in English, Dutch, German, French, Spanish and Italian, without accents.
_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "mar": 3, "mrt": 3, "maa": 3, "mae": 3, "apr": 4, "avr": 4,
    "abr": 4, "may": 5, "mei": 5, "mai": 5, "mag": 5, "jun": 6, "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7,
    "aug": 8, "aou": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "nov": 11, "dec": 12, "dez": 12,
    "dic": 12,
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[t\s]+(?P<rest>.*))?")
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})[-/.](?P<year>\d{4}|\d{2})(?:[,\s]+(?P<rest>.*))?")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})(?:,?\s+(?P<rest>.*))?")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\.?\s+(?:de\s+)?(?P<month>[a-z]{3,10})\.?,?\s+(?:de\s+)?(?P<year>\d{4})(?:,?\s+(?P<rest>.*))?"
)
_CLOCK = re.compile(
    r"(?:(?:at|om|um|a|alle|las)\s+)?(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?(?:\s*uhr)?"
)
_UNIX = re.compile(r"\d{10}(?:\d{3})?(?:\.0)?")
_PARTS = re.compile(r"(?:(?:1970-01-01[ T])|(?:(?P<days>\d+) days? ))?(?P<first>\d{1,3}):(?P<second>\d{2})"
                    r"(?::(?P<third>\d{2}))?(?:[.,](?P<part>\d+))?")  # fmt: skip
_WORDS = re.compile(
    r"(?:(?P<hours>\d+)\s*(?:h|hr|hrs|hours?|u|uur|uren|std|stunden?)\.?\s*)?"
    r"(?:(?P<minutes>\d+)\s*(?:m|min|mins|minutes?|minuten|minuut|')\.?\s*)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|seconds?|seconden|sek|sekunden|\")\.?)?"
)


@dataclass(frozen=True, slots=True)
class When:
    """A day and, where it was written, the time of that day and its zone. `zone` None: the runner's own clock."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None

    def instant(self, zone: tzinfo | None) -> datetime | None:
        """The UTC instant, in the written zone or else in `zone` (None: UTC); None without a time of day."""
        if self.clock is None:
            return None
        try:
            return datetime.combine(self.day, self.clock, self.zone or zone or UTC).astimezone(UTC)
        except OverflowError:
            return None


def plain(text: str) -> str:
    """Small letters without accents, and every kind of space the same."""
    flat = unicodedata.normalize("NFKD", text.strip().casefold())
    return " ".join("".join(char for char in flat if not unicodedata.combining(char)).split())


def parse_when(text: str, *, day_first: bool = True) -> When | None:
    """What a text says about when, or None. `day_first` decides for 02/03/2026 where neither number is over 12."""
    flat = plain(text[:_LONGEST])
    if _UNIX.fullmatch(flat):
        return _unix(float(flat))
    for pattern in (_YEAR_FIRST, _NUMBERS, _MONTH_FIRST, _DAY_FIRST):
        found = pattern.fullmatch(flat)
        if found:
            day = _day(found, day_first)
            return None if day is None else _with_clock(day, found["rest"])
    return None


def parse_clock(text: str) -> time | None:
    """A time of day ("7:05", "19:05:30", "7.05 PM"), or None."""
    found = _CLOCK.fullmatch(plain(text[:_LONGEST]))
    return _time(found) if found else None


def order_of(text: str) -> bool | None:
    """True for a date with the day first, False with the month first, None when both can be or there is none."""
    found = _NUMBERS.fullmatch(plain(text[:_LONGEST]))
    if not found:
        return None
    a, b = int(found["a"]), int(found["b"])
    if a > 12:
        return True
    if b > 12:
        return False
    return True if found["sep"] in ".-" else None


def parse_seconds(text: str, *, hours_first: bool | None = None) -> float | None:
    """The seconds of "1:02:03", "52:30", "1h 2m 3s", "0 days 00:52:30"; None for anything else.

    Of two parts `hours_first` True reads hours and minutes, otherwise minutes and seconds.
    """
    flat = plain(text[:_LONGEST])
    found = _PARTS.fullmatch(flat)
    if found:
        return _of_parts(found, hours_first=bool(hours_first))
    found = _WORDS.fullmatch(flat)
    if not flat or not found or not any(found.groups()):
        return None
    seconds = float((found["seconds"] or "0").replace(",", "."))
    return 3_600.0 * int(found["hours"] or 0) + 60.0 * int(found["minutes"] or 0) + seconds


def two_parts(text: str) -> bool:
    """Whether a duration has just two parts, so that they can be hours and minutes or minutes and seconds."""
    found = _PARTS.fullmatch(plain(text[:_LONGEST]))
    return found is not None and found["third"] is None


def _of_parts(found: re.Match[str], *, hours_first: bool) -> float:
    first, second, third = int(found["first"]), int(found["second"]), found["third"]
    part = float(f"0.{found['part']}") if found["part"] else 0.0
    days = 86_400.0 * int(found["days"] or 0)
    if third is not None:
        return days + 3_600.0 * first + 60.0 * second + int(third) + part
    return days + (3_600.0 * first + 60.0 * second if hours_first else 60.0 * first + second + part)


def _unix(value: float) -> When | None:
    seconds = value / 1_000.0 if value >= 1e11 else value
    try:
        instant = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return When(instant.date(), instant.time(), UTC)


def _day(found: re.Match[str], day_first: bool) -> date | None:
    groups = found.groupdict()
    year = int(groups["year"]) + (2_000 if len(groups["year"]) == 2 else 0)
    if "a" in groups:
        a, b = int(groups["a"]), int(groups["b"])
        # Points and dashes are written by people who put the day first.
        day, month = (a, b) if ((day_first or groups["sep"] != "/") and b <= 12) or a > 12 else (b, a)
    else:
        month = int(groups["month"]) if groups["month"].isdigit() else _month(groups["month"])
        day = int(groups["day"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3], 0)


def _with_clock(day: date, rest: str | None) -> When | None:
    if not rest:
        return When(day)
    found = _CLOCK.fullmatch(rest)
    clock = _time(found) if found else None
    if found is None or clock is None:
        return None
    return When(day, clock, _zone(found["zone"]))


def _time(found: re.Match[str]) -> time | None:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in {"z", "utc", "gmt"}:
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
