"""Factors and findings in words, Dutch and English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

from opbouw.evidence.tables import tables
from opbouw.history.finding import Finding, Value
from opbouw.history.interview import questions

Lang = Literal["nl", "en"]
_MONTHS_NL = "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december"
_MONTHS_EN = "January,February,March,April,May,June,July,August,September,October,November,December"
MONTHS = {"nl": tuple(re.split(",", _MONTHS_NL)), "en": tuple(re.split(",", _MONTHS_EN))}
UNITS = {
    "nl": {"reps": "keer", "s": "seconden", "deg": "graden"},
    "en": {"reps": "times", "s": "seconds", "deg": "degrees"},
}
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: its name, what would settle it, what it asks for, a question for a physio, and which load drivers of
    an injury it is."""

    id: str
    driver: list[str]
    name_en: str
    name_nl: str
    settles_en: str
    settles_nl: str
    asks_en: str
    asks_nl: str
    physio_en: str
    physio_nl: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("opbouw.history").joinpath("cause_texts.toml").read_text(encoding="utf-8"))


@cache
def factors() -> Mapping[str, Factor]:
    """Every factor by id, in the order of the method's headings."""
    return {row["id"]: Factor(**row) for row in _table()["factor"]}


@cache
def finding_templates() -> Mapping[str, Mapping[str, str]]:
    """Sentence templates of findings by code, each with ``en`` and ``nl``."""
    found: dict[str, dict[str, str]] = _table()["finding"]
    return found


def factor_name(factor: str, lang: Lang) -> str:
    """The name of a factor on screen."""
    return str(getattr(factors()[factor], f"name_{lang}"))


def cause_text(finding: Finding | Mapping[str, Any], lang: Lang) -> str:
    """The sentence of a finding, or of its ``to_dict`` form; KeyError names a code without a sentence."""
    code, params = _parts(finding)
    if code in ("answer_yes", "answer_no"):
        return str(getattr(questions()[str(params["question"])], f"{code.removeprefix('answer_')}_{lang}"))
    if code in ("settles", "asks"):
        return str(getattr(factors()[str(params["factor"])], f"{code}_{lang}"))
    return finding_templates()[code][lang].format(**{k: _shown(k, v, lang) for k, v in params.items()})


def _parts(finding: Finding | Mapping[str, Any]) -> tuple[str, Mapping[str, Value]]:
    if isinstance(finding, Finding):
        return finding.code, finding.params
    return str(finding["code"]), finding["params"]


def _shown(name: str, value: Value, lang: Lang) -> str:
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        value = date.fromisoformat(value)
    if name == "test":
        return str(getattr(tables.readiness_tests[str(value)], f"name_{lang}"))
    if name == "unit":
        return UNITS[lang].get(str(value), str(value))
    if isinstance(value, date):
        return f"{value.day} {MONTHS[lang][value.month - 1]} {value.year}"
    if name.endswith("_pace"):
        return "{}:{:02}".format(*divmod(round(float(value)), 60))
    if isinstance(value, float):
        number = f"{value:.1f}".removesuffix(".0")
        return number.replace(".", ",") if lang == "nl" else number
    return str(value)
