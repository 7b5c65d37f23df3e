"""The sentences of the letter, from ``letter.toml``, and how days and numbers are written in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from opbouw.words.fill import MONTHS, NBSP, Amount, list_of, number

SHORT_MARCH = {"nl": "mrt", "en": "Mar"}  # the Dutch shorten maart otherwise than by its first letters
MARCH = 3


@cache
def all_texts(file: str = "letter") -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its key, each with ``en`` and ``nl``; ``file`` is what they are for, letter or report."""
    return tomllib.loads(resources.files("opbouw.exports").joinpath(f"{file}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class On:
    """A day in the letter: ``2 maart``, with its year after ``:year``, ``2 mrt`` after ``:short``."""

    day: date
    lang: str

    def __format__(self, spec: str) -> str:
        month = MONTHS[self.lang][self.day.month - 1]
        if spec == "short":
            month = SHORT_MARCH[self.lang] if self.day.month == MARCH else month[:3]
        return f"{self.day.day}{NBSP}{month}" + (f" {self.day.year}" if spec == "year" else "")


@dataclass(frozen=True, slots=True)
class Said:
    """One language of the letter or the report; KeyError names a key without a sentence."""

    lang: str
    file: str = "letter"

    def __call__(self, key: str, **params: Any) -> str:
        """One sentence with its parameters; days and numbers are written the way of the language."""
        return all_texts(self.file)[key][self.lang].format(
            **{name: self._written(value) for name, value in params.items()}
        )

    def _written(self, value: Any) -> Any:
        if isinstance(value, date):
            return On(value, self.lang)
        return Amount(value, self.lang) if isinstance(value, int | float) else value

    def number(self, value: float | None) -> str:
        """A number, or a dash where nothing was told."""
        return "–" if value is None else number(value, self.lang)

    def short(self, day: date) -> str:
        """A day as short as it gets: ``2 mrt``."""
        return f"{On(day, self.lang):short}"

    def dated(self, day: date, today: date) -> str:
        """A day as short as it gets, with its year where that is another than this one: ``2 mrt 2024``."""
        return self.short(day) if day.year == today.year else f"{self.short(day)} {day.year}"

    def days(self, days: Iterable[date]) -> str:
        """Several days as one: ``2 maart, 9 maart en 14 maart``."""
        return list_of([format(On(day, self.lang)) for day in days], self.lang)
