"""What was measured last, and until when it counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opbouw import words
from opbouw.core.diary import Test
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion
from opbouw.web.daily.day import Day
from opbouw.web.readiness.form import unit_of
from opbouw.web.ui import say

PAIN = "pain_0_10"
LESS_IS_BETTER = (PAIN, "grade")


@dataclass(frozen=True, slots=True)
class Last:
    """The newest result of each side; ``until`` is the last day the oldest of them counts."""

    results: tuple[Test, ...]
    on: date
    until: date

    def old(self, today: date) -> bool:
        """Whether a side of it no longer counts."""
        return self.until < today


def last_of(day: Day, test: str, sides: Sequence[str], rows: Iterable[Criterion]) -> Last | None:
    """The newest results of a test; None where it was never done."""
    done = [one for one in day.diary.tests_of(test).until(day.today) if one.value is not None]
    of_sides = [[one for one in done if _is_of(one, side)] for side in sides]
    found = tuple(max(rows, key=_newest_and_careful) for rows in of_sides if rows)
    if not found:
        return None
    first = min(one.on for one in found)
    return Last(found, max(one.on for one in found), first + timedelta(days=days_valid(test, rows)))


def _newest_and_careful(one: Test) -> tuple[date, float, float]:
    """Of several results on one day the more careful counts, as the gate reads them."""
    worse = 1 if less_is_better(one.test) else -1
    return one.on, worse * (one.value or 0), one.pain or 0


def less_is_better(test: str) -> bool:
    """Whether lower is better: for pain and swelling, and for an own check that hopes for a low number or no."""
    if test in tables.readiness_tests:
        return unit_of(test) in LESS_IS_BETTER
    row = next(one for one in tables.criteria.values() if one.check == test)
    return row.op == "<=" or (row.op == "==" and row.value == 0)


def _is_of(one: Test, side: str) -> bool:
    return one.side in (side, "both") or (side == "none" and one.side is None)


def days_valid(test: str, rows: Iterable[Criterion]) -> int:
    """How many days a result counts: the fewest that the test and its criteria ask (model_params, gate_criteria)."""
    days = tables.param("valid_days_tests").value
    return min([int(days.get(test, days["default"])), *(row.valid_days for row in rows)])


def too_sore(day: Day, last: Last, rows: Iterable[Criterion]) -> str:
    """Why a result that looks good does not count: it hurt more than a point of the gate allows; else empty."""
    sore = ("left", "right") if day.start.side not in ("left", "right") else (day.start.side,)
    pains = [one.pain for one in last.results if one.pain is not None and one.side in (*sore, "none", None)]
    most = [row.pain_max for row in rows if row.pain_max is not None and row.test and unit_of(row.test) != PAIN]
    if not pains or not most or max(pains) <= min(most):
        return ""
    said = {"pain": say.number(max(pains)), "most": say.number(min(most))}
    return _("It hurt %(pain)s of 10 and the gate allows %(most)s, so it does not count as met.") % said


def last_words(day: Day, test: str, last: Last) -> str:
    """The newest results in words, such as: left 25 times, right 27 times, on 14 November."""
    unit = unit_of(test)
    said = [_one(day, one, unit) for one in last.results]
    return _("%(results)s, on %(day)s") % {"results": ", ".join(said), "day": date_format(last.on, "j F")}


def _one(day: Day, one: Test, unit: str) -> str:
    side = words.name("side", one.side, day.language) + " " if one.side in ("left", "right") else ""
    if unit == "bool":
        return _("yes") if one.value else _("no")
    told = f"{side}{words.amount(one.value, unit, day.language)}"
    if unit == PAIN or not one.pain:
        return told
    return _("%(result)s with pain %(pain)s") % {"result": told, "pain": words.amount(one.pain, PAIN, day.language)}


def until_words(day: Day, last: Last, *, counts: bool) -> str:
    """Until when it counts; or that it counts no longer, and why."""
    on = {"day": date_format(last.until, "j F")}
    if last.old(day.today):
        return _("Expired: it counted up to %(day)s.") % on
    if not counts:
        return _("No longer counts: after a flare-up or a step back everything is measured again.")
    return _("Counts up to %(day)s.") % on
