"""How small things are written in the terminal: days, ranges, paces, exercises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opbouw.cli.texts import text
from opbouw.words import amount, name, number
from opbouw.words.fill import MONTHS, WEEKDAYS

WAYS = {"go_on": "green", "repeat": "yellow", "step_back": "yellow", "wait": "blue", "stop": "red"}
SHORT_MONTH, SHORT_DAY = 3, {"nl": 2, "en": 3}
SHORTENED_OTHERWISE = {"maart": "mrt"}


def short_day(day: date | str | None, lang: str, *, year: bool = False) -> str:
    """A day such as ``Mon 2 Mar``; unknown is said as unknown."""
    if day is None:
        return number(None, lang)
    on = date.fromisoformat(day) if isinstance(day, str) else day
    weekday = "" if year else f"{WEEKDAYS[lang][on.weekday()][: SHORT_DAY[lang]]} "
    month = MONTHS[lang][on.month - 1]
    return f"{weekday}{on.day} {SHORTENED_OTHERWISE.get(month, month[:SHORT_MONTH])}{f' {on.year}' if year else ''}"


def day_range(low: str | None, high: str | None, lang: str) -> str:
    """Two days as a range, one day when they are the same."""
    first, last = (short_day(day, lang, year=True) for day in (low, high))
    if first == last:
        return first
    same_year = low is not None and high is not None and low[:4] == high[:4]
    return f"{first[:-5] if same_year else first} – {last}"


def pace(seconds_per_km: float | None, lang: str) -> str:
    """A pace such as 6:05 per km."""
    if seconds_per_km is None:
        return number(None, lang)
    whole = round(seconds_per_km)
    return text("pace", lang, pace=f"{whole // 60}:{whole % 60:02d}")


def exercise_line(dose: Mapping[str, Any], lang: str) -> str:
    """One exercise with its dose: ``- Heel raise, 3 x 12, left``."""
    hold = amount(dose["hold_s"], "s", lang) if dose["hold_s"] else ""
    reps = " x ".join(number(dose[key], lang) for key in ("sets", "reps") if dose[key])
    load = f"{number(dose['load_kg'], lang)} kg" if dose["load_kg"] else ""
    side = name("side", dose["side"], lang) if dose["side"] and dose["side"] != "none" else ""
    return "- " + ", ".join(part for part in (name("exercise", dose["id"], lang), reps, hold, load, side) if part)


def length(seconds: float | None, lang: str) -> str:
    """A duration such as 1 h 05 or 34 min."""
    if seconds is None:
        return number(None, lang)
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"
