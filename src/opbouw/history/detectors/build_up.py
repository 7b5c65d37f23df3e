"""Weeks that grew: a rise over weeks, never the acute to chronic ratio."""

from __future__ import annotations

from datetime import timedelta
from statistics import fmean, median

from opbouw.history.days import Week
from opbouw.history.detectors.past import Past, percent_more
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


def build_up(past: Past) -> Clue:
    """The last four weeks against the middle of the eight before them; in minutes where distance is unknown."""
    unit = "km" if any(run.km for run in past.runs) else "min"
    recent = [week for week in past.weeks if week.back < param("peak_weeks")]
    before = [week for week in past.weeks if week.back >= param("peak_weeks")]
    if not recent or len(before) < param("build_up_min_weeks_before"):
        return CANNOT_SEE
    now, then = fmean(_volume(w, unit) for w in recent), median(_volume(w, unit) for w in before)
    if then == 0:
        return CANNOT_SEE
    numbers: dict[str, Value] = {
        "from": before[-1].first,
        "to": past.onset - timedelta(1),
        "then": round(then, 1),
        "now": round(now, 1),
        "unit": unit,
        "percent": abs(percent_more(now / then)),
    }
    strength = on_line(param("build_up_strength"), round(now / then - 1, 4))
    if strength == 0:
        return Clue(against=(Finding("build_up_flat" if now >= then else "build_up_less", numbers),))
    top = max(recent, key=lambda week: (_volume(week, unit), week.first))
    highest = Finding("build_up_top_week", {"on": top.first, "size": round(_volume(top, unit), 1), "unit": unit})
    return Clue(strength, (Finding("build_up_rise", numbers), highest))


def _volume(week: Week, unit: str) -> float:
    return week.km if unit == "km" else week.minutes
