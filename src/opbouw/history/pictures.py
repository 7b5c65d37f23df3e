"""What a small picture of a clue shows: weeks before onset, runs, or a level then and now. Numbers only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from opbouw.history.causes import Cause
from opbouw.history.days import DAYS_IN_WEEK, Run
from opbouw.history.detectors import Past
from opbouw.history.params import param

WEEKS, WEEKS_OF_A_PAUSE, RUNS = 12, 26, 12
PAIRS = (("then", "now"), ("then_pct", "now_pct"), ("then_pace", "now_pace"))
TESTS: Mapping[str, str] = {"strength_deficit": "strength_tests", "mobility_deficit": "mobility_tests"}


@dataclass(frozen=True, slots=True)
class Point:
    """One bar: its day (the first of a week), its value, None where nothing is known, and whether it is the clue."""

    on: date | None
    value: float | None
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """``measure`` says what the numbers are, ``kind`` how to draw them; ``test`` names a readiness test.

    Kinds: weeks, runs, then_now, sides (the sore one and the other), side_usual (the sore one and what is usual).
    """

    kind: str
    measure: str
    points: tuple[Point, ...]
    test: str | None = None


OfWeek = Callable[[Past, date, Sequence[Run]], float | None]


def picture_of(cause: Cause, past: Past) -> Picture | None:
    """The picture of a clue; None where nothing but an answer speaks for it."""
    seen = [one for one in cause.evidence_for if one.code not in ("answer_yes", "loads_spot")]
    if not seen or not cause.known:
        return None
    if cause.factor in TESTS:
        return _sides(cause.factor, past)
    if cause.factor == "monotony":
        last = past.runs[-RUNS:]
        recent = past.onset - timedelta(param("recent_days"))
        return Picture("runs", "run_km", tuple(Point(run.on, run.km, run.on >= recent) for run in last))
    if cause.factor in WEEKLY:
        measure, of_week = WEEKLY[cause.factor](past)
        return _weeks(cause, past, measure, of_week)
    for one in seen:
        for then, now in PAIRS:
            first, second = one.params.get(then), one.params.get(now)
            if isinstance(first, int | float) and isinstance(second, int | float):
                return Picture("then_now", one.code, (Point(None, float(first)), Point(None, float(second), hot=True)))
    return None


def _weeks(cause: Cause, past: Past, measure: str, of_week: OfWeek) -> Picture:
    count = WEEKS_OF_A_PAUSE if cause.factor == "layoff_before" else WEEKS
    firsts = [past.onset - timedelta(DAYS_IN_WEEK * back) for back in range(count, 0, -1)]
    first, last = _when(cause, past)
    points = []
    for on in firsts:
        end = on + timedelta(DAYS_IN_WEEK - 1)
        runs = [run for run in past.runs if on <= run.on <= end]
        known = past.begin is not None and past.begin <= end
        points.append(Point(on, of_week(past, on, runs) if known else None, first <= end and on <= last))
    return Picture("weeks", measure, tuple(points))


def _when(cause: Cause, past: Past) -> tuple[date, date]:
    """The days that are the clue: the pause, the day of the jump, or the weeks the detector calls recent."""
    # the first finding names the clue; later ones may hold the day of the complaint
    named = {name: value for one in reversed(cause.evidence_for) for name, value in one.params.items()}
    start, end, on = named.get("from"), named.get("to"), named.get("on")
    if cause.factor == "layoff_before" and isinstance(start, date) and isinstance(end, date):
        return start + timedelta(1), end - timedelta(1)
    if cause.factor == "session_spike" and isinstance(on, date):
        return on, on
    if cause.factor == "shoe_change" and isinstance(on, date):
        return on, past.onset
    days = "sleep_recent_days" if cause.factor == "sleep_energy" else "recent_days"
    return past.onset - timedelta(param(days)), past.onset


def _by_distance(past: Past) -> bool:
    return any(run.km for run in past.runs)


def _size(past: Past, run: Run) -> float:
    return (run.km if _by_distance(past) else run.minutes) or 0.0


def _longest(past: Past) -> tuple[str, OfWeek]:
    return "longest_km" if _by_distance(past) else "longest_min", lambda past, on, runs: max(
        (_size(past, run) for run in runs), default=0.0
    )


def _volume(past: Past) -> tuple[str, OfWeek]:
    return "week_km" if _by_distance(past) else "week_min", lambda past, on, runs: sum(_size(past, run) for run in runs)


def _days(past: Past) -> tuple[str, OfWeek]:
    return "running_days", lambda past, on, runs: float(len({run.on for run in runs}))


def _climb(past: Past) -> tuple[str, OfWeek]:
    def climb(past: Past, on: date, runs: Sequence[Run]) -> float | None:
        known = [(run.ascent_m, run.km) for run in runs if run.ascent_m is not None and run.km]
        return sum(metres for metres, _ in known) / sum(km for _, km in known) if known else None

    return "climb", climb


def _nights(past: Past) -> tuple[str, OfWeek]:
    name = "sleep_h" if any(night.sleep_h is not None for night in past.beside.nights) else "resting_bpm"

    def mean(past: Past, on: date, runs: Sequence[Run]) -> float | None:
        week = (one for one in past.beside.nights if on <= one.on < on + timedelta(DAYS_IN_WEEK))
        known = [value for one in week if (value := getattr(one, name)) is not None]
        return fmean(known) if known else None

    return name, mean


def _new_pair(past: Past) -> tuple[str, OfWeek]:
    since = past.onset - timedelta(param("shoe_window_days"))
    old = {one.shoe for one in past.beside.worn if one.on < since}

    def share(past: Past, on: date, runs: Sequence[Run]) -> float | None:
        week = [one for one in past.beside.worn if on <= one.on < on + timedelta(DAYS_IN_WEEK)]
        km = sum(one.km for one in week)
        return 100 * sum(one.km for one in week if one.shoe not in old) / km if km else None

    return "new_pair_pct", share


def _on_pair(past: Past) -> tuple[str, OfWeek]:
    recent = past.onset - timedelta(param("recent_days"))
    km: dict[str, float] = {}
    for one in past.beside.worn:
        km[one.shoe] = km.get(one.shoe, 0.0) + (one.km if one.on >= recent else 0.0)
    shoe = max(km, key=lambda name: (km[name], name), default="")
    before = dict(past.beside.km_before).get(shoe, 0.0)

    def worn(past: Past, on: date, runs: Sequence[Run]) -> float | None:
        end = on + timedelta(DAYS_IN_WEEK)
        return before + sum(one.km for one in past.beside.worn if one.shoe == shoe and one.on < end)

    return "pair_km", worn


WEEKLY: Mapping[str, Callable[[Past], tuple[str, OfWeek]]] = {
    "session_spike": _longest,
    "build_up": _volume,
    "layoff_before": _volume,
    "few_rest_days": _days,
    "hills": _climb,
    "sleep_energy": _nights,
    "shoe_change": _new_pair,
    "shoe_age": _on_pair,
}


def _sides(factor: str, past: Past) -> Picture | None:
    """The test in which the sore side is furthest behind the other, or else behind what is usual."""
    tests = [one for one in past.beside.tests if one.test in param(TESTS[factor])]
    held = [(one.sore / against, one, against) for one in tests if (against := one.other or one.usual)]
    if not held:
        return None
    _, one, against = min(held, key=lambda item: (item[0], item[1].test))
    kind = "sides" if one.other else "side_usual"
    return Picture(kind, "test", (Point(one.on, one.sore, hot=True), Point(None, against)), one.test)
