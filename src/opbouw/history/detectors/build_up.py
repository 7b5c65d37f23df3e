"""Weeks that grew: a rise over weeks, never the acute to chronic ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean, median

from opbouw.history.days import Run, Week
from opbouw.history.detectors.change import outside, spread
from opbouw.history.detectors.past import Past, percent_more
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


@dataclass(frozen=True, slots=True)
class _Rise:
    weeks: int
    then: float
    now: float
    strength: float


def build_up(past: Past) -> Clue:
    """The last four and two weeks against the middle of the eight before; in minutes where more runs tell those."""
    recent = [week for week in past.weeks if week.back < param("peak_weeks")]
    before = _reference(past)
    unit = _unit([run for week in (*recent, *before) for run in week.runs])
    if not recent or len(before) < param("build_up_min_weeks_before"):
        return CANNOT_SEE
    rises = _rises(recent, before, unit)
    if not rises:
        return CANNOT_SEE
    top = max(rises, key=lambda rise: (rise.strength, rise.weeks))
    numbers: dict[str, Value] = {
        "from": before[-1].first,
        "to": past.onset - timedelta(1),
        "then": round(top.then, 1),
        "now": round(top.now, 1),
        "unit": unit,
        "percent": abs(percent_more(top.now / top.then)),
        "weeks": top.weeks,
    }
    if top.strength == 0:
        return Clue(against=(Finding("build_up_flat" if top.now >= top.then else "build_up_less", numbers),))
    highest = max(recent, key=lambda week: (_volume(week, unit), week.first))
    size: dict[str, Value] = {"on": highest.first, "size": round(_volume(highest, unit), 1), "unit": unit}
    found = (Finding("build_up_rise", numbers), Finding("build_up_top_week", size))
    by_days = _more_days(recent, before)
    return Clue(top.strength * by_days, found, () if by_days == 1 else (Finding("build_up_by_days"),))


def _unit(runs: Sequence[Run]) -> str:
    """Kilometres, unless more of the runs tell their minutes: a distance nobody measured is not a week of less."""
    known_km, known_minutes = sum(run.km is not None for run in runs), sum(run.minutes is not None for run in runs)
    return "min" if known_minutes > known_km else "km"


def _reference(past: Past) -> list[Week]:
    """The eight weeks before the last four; after a pause those before the pause, for a return is no growth."""
    back = past.comeback()
    if back is None:
        return [week for week in past.weeks if week.back >= param("peak_weeks")]
    earlier = past.at(back.last_run + timedelta(1))
    return list(earlier.weeks[: param("usual_weeks") - param("peak_weeks")])


def _rises(recent: Sequence[Week], before: Sequence[Week], unit: str) -> list[_Rise]:
    volumes = [_volume(week, unit) for week in before]
    then = median(volumes)
    if then == 0:
        return []
    sd = max(spread(volumes), param("build_up_least_spread") * then)
    jump, at = _one_jump(recent, unit)
    found = []
    for count, points in param("build_up_strength").items():
        last = [_volume(week, unit) - (jump if week is at else 0) for week in recent if week.back < int(count)]
        if len(last) == int(count):
            now = fmean(last)
            sure = outside(now - then, sd, len(last), len(volumes), "growth_gate")
            strength = float(on_line(points, round(now / then - 1, 4))) * sure
            found.append(_Rise(len(last), then, now, strength))
    return found


def _one_jump(recent: Sequence[Week], unit: str) -> tuple[float, Week | None]:
    """How far the longest run stands above the next, and its week: one jump is no growth of weeks."""
    sizes = sorted((_size(run, unit), week.back) for week in recent for run in week.runs)
    if len(sizes) < 2:
        return 0.0, None
    (second, _), (longest, back) = sizes[-2:]
    return longest - second, next(week for week in recent if week.back == back)


def _size(run: Run, unit: str) -> float:
    return (run.km if unit == "km" else run.minutes) or 0.0


def _more_days(recent: Sequence[Week], before: Sequence[Week]) -> float:
    """Where weeks grew only by running on more days, the rest between runs says it; 1 where each day grew too."""
    days, earlier = fmean(week.running_days for week in recent), fmean(week.running_days for week in before)
    if days - earlier < param("rest_more_days") or earlier == 0:
        return 1.0
    longer = _per_day(recent) / _per_day(before) if _per_day(before) else 1.0
    return float(on_line(param("build_up_by_days"), longer))


def _per_day(weeks: Sequence[Week]) -> float:
    days = sum(week.running_days for week in weeks)
    return sum(week.minutes or week.km for week in weeks) / days if days else 0.0


def _volume(week: Week, unit: str) -> float:
    return week.km if unit == "km" else week.minutes
