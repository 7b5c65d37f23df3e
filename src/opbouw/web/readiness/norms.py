"""What is usual for somebody of this age and sex, where the tables say so, and which number the gate uses."""

from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from opbouw import words
from opbouw.core.results import norm_median
from opbouw.evidence import tables
from opbouw.evidence.rows import Norm
from opbouw.web.daily.day import Day
from opbouw.web.ui import say

SEX = {"f": "female", "m": "male"}
DECADE = 9  # years between the first and the last age of a band


def norms_of(day: Day, test: str) -> dict[str, Any] | None:
    """The norms of a test by age and sex, and the number that counts here; None where the tables have none."""
    row = tables.readiness_tests.get(test)
    medians = [one for one in row.norm if one.median is not None and one.sex] if row else []
    if row is None or not medians:
        return None
    case = day.case
    sex, born = SEX.get(case.profile.sex or ""), case.profile.birth_year
    usual = norm_median(case, test, day.today)
    wanted = next((one for one in tables.criteria.values() if _uses(one, test, case.injury.id)), None)
    return {
        "usual": words.amount(usual, row.unit, day.language),
        "needed": words.amount(ceil(usual * wanted.value / 100), row.unit, day.language) if wanted else "",
        "rows": _by_age(medians),
        "sexes": [_("women"), _("men")],
        "careful": _careful(sex is None, born is None),
        "source": say.source_names(row.source_id),
    }


def _uses(one: Any, test: str, injury: str) -> bool:
    return bool(one.test == test and one.against == "norm_pct" and one.holds_for(injury))


def _by_age(medians: list[Norm]) -> list[tuple[str, list[str]]]:
    """Decade by decade, women and men."""
    ages = sorted({(one.age_min or 0, one.age_max or 0) for one in medians})
    return [
        (f"{low}-{high}", [_median(medians, low, high, sex) for sex in ("female", "male")])
        for low, high in ages
        if high - low <= DECADE
    ]


def _median(medians: list[Norm], low: int, high: int, sex: str) -> str:
    found = (one.median for one in medians if (one.sex, one.age_min, one.age_max) == (sex, low, high))
    value = next(found, None)
    return "?" if value is None else say.number(value, 0)


def _careful(no_sex: bool, no_age: bool) -> list[str]:
    """Which careful reading was taken (gate_criteria, norm_sex_unknown and norm_age_unknown)."""
    said = [_("Your sex is not known here, so the higher number counts.")] if no_sex else []
    return [*said, _("Your age is not known here, so the highest number counts.")] if no_age else said
