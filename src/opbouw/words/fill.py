"""How a value is written in a sentence: numbers, dates, units, and the texts of a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

LANGUAGES = ("nl", "en")
NBSP = "\u00a0"
WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS_NL = "januari februari maart april mei juni juli augustus september oktober november december"
_MONTHS_EN = "January February March April May June July August September October November December"
MONTHS = {"nl": tuple(_MONTHS_NL.split()), "en": tuple(_MONTHS_EN.split())}


@cache
def texts(lang: str) -> Mapping[str, Mapping[str, str]]:
    """Every sentence and name of a language, by table and key.

    :raises ValueError: for a language that is not written.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r} is not written; choose one of {', '.join(LANGUAGES)}")
    raw = resources.files("opbouw.words").joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: MappingProxyType(table) for name, table in tomllib.loads(raw).items()})


def number(value: float | None, lang: str) -> str:
    """A number with at most one decimal, none where it is whole; unknown is said as unknown."""
    if value is None:
        return texts(lang)["text"]["unknown"]
    shown = f"{value:.1f}".removesuffix(".0")
    shown = "0" if shown == "-0" else shown
    return shown.replace(".", ",") if lang == "nl" else shown


def when(day: date | str, lang: str, *, year: bool = False) -> str:
    """A day such as ``maandag 2 maart``; with ``year`` also its year.

    :param day: a date, or its ISO form.
    :raises ValueError: for a text that is no ISO date.
    """
    texts(lang)
    day = date.fromisoformat(day) if isinstance(day, str) else day
    said = f"{WEEKDAYS[lang][day.weekday()]} {day.day} {MONTHS[lang][day.month - 1]}"
    return f"{said} {day.year}" if year else said


def amount(value: float | None, unit: str, lang: str) -> str:
    """A number with its unit, such as ``2,5 min`` or ``1 dag``; KeyError for a unit without a word."""
    return format(Amount(value, lang), texts(lang)["unit"][unit])


def list_of(parts: list[str], lang: str) -> str:
    """Several words as one: ``a, b en c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {texts(lang)['text']['and']} {parts[-1]}"


def lower_first(text: str) -> str:
    """A name inside a sentence: a small letter, unless the first word is written with capitals (AlterG, Y-balance)."""
    first = text.split(" ", 1)[0]
    ordinary = first[1:2].isalpha() or not first[1:]
    return text[:1].lower() + text[1:] if ordinary and first[1:] == first[1:].lower() else text


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a sentence; its format spec is ``one|more``, a unit, and after ``;`` what a zero is called."""

    value: float | None
    lang: str

    def __format__(self, spec: str) -> str:
        unit, _, zero = spec.partition(";")
        if zero and self.value == 0:
            return zero
        one, _, more = unit.partition("|")
        word = more if more and self.value != 1 else one
        return f"{number(self.value, self.lang)}{NBSP}{word}" if word else number(self.value, self.lang)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a sentence; the format spec ``year`` adds its year."""

    on: date | str
    lang: str

    def __format__(self, spec: str) -> str:
        return when(self.on, self.lang, year=spec == "year")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence; the format spec chooses another form of it, such as ``question``."""

    forms: Mapping[str, str]

    def __format__(self, spec: str) -> str:
        return self.forms[spec]
