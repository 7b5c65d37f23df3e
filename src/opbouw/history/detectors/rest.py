"""Little rest between runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.history.days import Run
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


@dataclass(frozen=True, slots=True)
class _Streak:
    days: int
    first: date
    last: date


def few_rest_days(past: Past) -> Clue:
    """Running days in a row and running days a week, the last four weeks against the eight before."""
    recent, before = {r.on for r in past.recent()}, {r.on for r in past.before()}
    if not recent:
        return CANNOT_SEE
    streak, per_week = longest_streak(recent), len(recent) / (param("recent_days") / 7)
    by_streak = on_line(param("rest_streak_strength"), streak.days)
    by_week = on_line(param("rest_days_strength"), per_week)
    numbers: dict[str, Value] = {"from": streak.first, "to": streak.last, "days": streak.days}
    week_numbers: dict[str, Value] = {"days": round(per_week, 1), "weeks": param("recent_days") // 7}
    if max(by_streak, by_week) == 0:
        return Clue(against=(Finding("rest_enough", week_numbers | {"streak": streak.days}),))
    found = [Finding("rest_streak", numbers)] if by_streak else []
    found += [Finding("rest_per_week", week_numbers)] if by_week else []
    if not before:
        return Clue(max(by_streak, by_week), tuple(found))
    habit_week, habit = len(before) / (param("before_days") / 7), longest_streak(before)
    denser = max(
        by_streak * on_line(param("rest_streak_more"), streak.days - habit.days),
        by_week * on_line(param("rest_week_more"), per_week - habit_week),
    )
    denser *= on_line(
        param("rest_longer_days"), _per_day(past.recent(), len(recent)) / _per_day(past.before(), len(before))
    )
    used_to = Finding("rest_habit", {"days": round(habit_week, 1), "streak": habit.days})
    return Clue(denser, tuple(found), (used_to,) if denser < max(by_streak, by_week) else ())


def _per_day(runs: Sequence[Run], days: int) -> float:
    """Minutes a running day, kilometres where no time is known."""
    return sum(run.minutes or run.km or 0.0 for run in runs) / days


def longest_streak(days: set[date]) -> _Streak:
    """The longest row of consecutive days, the latest when two are equal; ``days`` holds at least one."""
    best = current = _Streak(1, min(days), min(days))
    for day in sorted(days)[1:]:
        joined = day - current.last == timedelta(1)
        current = _Streak(current.days + 1, current.first, day) if joined else _Streak(1, day, day)
        best = current if current.days >= best.days else best
    return best
