"""Criteria read from the daily answers: the worst of so many days in a row, ending today or yesterday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.criteria import Measured, Standing
from opbouw.core.diary import Answers
from opbouw.evidence import tables
from opbouw.evidence.rows import Criterion

Read = Callable[[Answers, Standing], float | None]


def days_asked(case: Case, row: Criterion) -> int:
    """Days in a row that a criterion asks; usual mornings before rebuilding: as many as the tissue asks, if more."""
    if row.gate != "strengthen_rebuild" or row.check != "pain_morning_above_usual":
        return row.days_in_row
    mornings = tables.param("gate_usual_mornings_in_row").value
    return max(row.days_in_row, int(mornings.get(case.tissue_key, mornings["other"])))


def in_row(case: Case, row: Criterion, at: Standing) -> Measured:
    """The worst value over the days asked for in a row; a missing day breaks the row."""
    read = DAILY[row.check or ""]
    ends = (at.day, at.day - timedelta(days=1))
    end = next((day for day in ends if day in case.diary.timely), None)
    if end is None:
        return None, None
    values: list[float] = []
    for back in range(days_asked(case, row)):
        value = _of_day(case, end - timedelta(days=back), at, read)
        if value is None:
            return None, None
        values.append(value)
    today = case.diary.answers.get(at.day)
    newest = read(today, at) if today is not None else None
    return max([*values, *([] if newest is None else [newest])]), end


def _of_day(case: Case, day: date, at: Standing, read: Read) -> float | None:
    """What a day says when it was told in time; what was told late can only make it worse."""
    timely = case.diary.timely.get(day)
    said = None if timely is None else read(timely, at)
    everything = None if said is None else read(case.diary.answers[day], at)
    return None if said is None or everything is None else max(said, everything)


def above_usual(answers: Answers, at: Standing) -> float | None:
    """Points of morning pain above what still counts as usual; 0 when it is usual."""
    if answers.pain_morning is None:
        return None
    return max(0.0, answers.pain_morning - at.usual - at.limits.tolerance)


def _yes(value: bool | None) -> float | None:
    return None if value is None else float(value)


def _any_pain(answers: Answers, at: Standing) -> float | None:
    values = [answers.pain_rest, answers.pain_daily, answers.pain_morning]
    return None if any(value is None for value in values) else max(value for value in values if value is not None)


DAILY: dict[str, Read] = {
    "pain_rest": lambda answers, at: answers.pain_rest,
    "pain_daily": lambda answers, at: answers.pain_daily,
    "pain_first_steps": lambda answers, at: answers.pain_morning,
    "night_pain": lambda answers, at: _yes(answers.night_pain),
    "limping": lambda answers, at: _yes(answers.limping),
    "swelling_growing": lambda answers, at: None if answers.swelling is None else float(answers.swelling == "more"),
    "pain_morning_above_usual": above_usual,
    "pain_site_any": _any_pain,
}
