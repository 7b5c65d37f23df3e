"""A runner's history in one view: level, longest runs, paces, hills, days, breaks, returns, shoes, the unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from opbouw.history.baseline import Baseline, baseline
from opbouw.history.beside import NOTHING, Beside
from opbouw.history.days import HasFacts, Run, Week, day_of, runs_before, weeks_before
from opbouw.history.detectors.rest import longest_streak
from opbouw.history.finding import Finding
from opbouw.history.gaps import Layoff, layoffs_of
from opbouw.history.params import param
from opbouw.history.returns import Return, returns

EFFORTS = ("easy", "steady", "hard")


@dataclass(frozen=True, slots=True)
class Pace:
    """The middle pace (s/km) of the runs of one effort, by heart rate or by the pace itself."""

    effort: str
    s_per_km: int
    runs: int
    by: str


@dataclass(frozen=True, slots=True)
class Hills:
    """Metres of climb a kilometre over the weeks of the old level, and the run with most of it."""

    m_per_km: float
    most: Run


@dataclass(frozen=True, slots=True)
class ShoeLife:
    """A pair: kilometres, the days it was first and last worn, and its age in days on the day of the view."""

    name: str
    km: float
    first_on: date
    last_on: date
    age_days: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the archive says before ``until``; None and ``unknown`` are what it does not say."""

    until: date
    runs: int
    first_on: date | None
    last_on: date | None
    level: Baseline | None
    weeks: tuple[Week, ...]
    longest: tuple[Run, ...]
    longest_30_days: Run | None
    paces: tuple[Pace, ...]
    hills: Hills | None
    days_a_week: float | None
    streak_days: int | None
    breaks: tuple[Layoff, ...]
    returns: tuple[Return, ...]
    shoes: tuple[ShoeLife, ...]
    unknown: tuple[Finding, ...]


def overview(facts: Iterable[HasFacts], until: date, beside: Beside = NOTHING) -> Overview:
    """The history before a day (the onset of an injury, or today)."""
    kept = list(facts)
    runs = runs_before(kept, until)
    weeks = weeks_before(kept, until, int(param("usual_weeks")))
    recent = [run for week in weeks for run in week.runs]
    year = {run.on for run in runs if (until - run.on).days <= param("year_days")}
    around = beside.until(until)
    return Overview(
        until=until,
        runs=len(runs),
        first_on=runs[0].on if runs else None,
        last_on=runs[-1].on if runs else None,
        level=baseline(kept, until),
        weeks=weeks,
        longest=_longest(runs, int(param("longest_shown"))),
        longest_30_days=next(iter(_longest([r for r in runs if (until - r.on).days <= 30], 1)), None),
        paces=paces(recent),
        hills=_hills(recent),
        days_a_week=round(fmean(week.running_days for week in weeks), 1) if weeks else None,
        streak_days=longest_streak(year).days if year else None,
        breaks=layoffs_of(runs, until),
        returns=tuple(returns(runs, until)),
        shoes=_shoes(around, until),
        unknown=tuple(_unknown(kept, runs, recent, around, until)),
    )


def paces(runs: Sequence[Run]) -> tuple[Pace, ...]:
    """Middle paces of easy, steady and hard running: the lower half, the next third, the top sixth of the runs.

    By heart rate where most runs have one, else by the pace itself. Treadmill and trail are left out: a pace there says
    something else. Derived: no source gives shares, and most running is easy.
    """
    road = [
        (pace, run.heart_rate_bpm)
        for run in runs
        if run.surface == "road" and (run.minutes or 0) >= param("speed_min_run_minutes")
        if (pace := run.pace_s_per_km) is not None
    ]
    least = int(param("pace_min_runs"))
    by_heart = sorted((heart, pace) for pace, heart in road if heart is not None)
    if len(by_heart) >= max(least, len(road) / 2):
        return _by_effort([pace for _, pace in by_heart], "heart")
    return _by_effort(sorted((pace for pace, _ in road), reverse=True), "pace") if len(road) >= least else ()


def _by_effort(ordered: Sequence[float], by: str) -> tuple[Pace, ...]:
    half, most = len(ordered) // 2, len(ordered) * 5 // 6
    groups = zip(EFFORTS, (ordered[:half], ordered[half:most], ordered[most:]), strict=True)
    return tuple(Pace(effort, round(median(group)), len(group), by) for effort, group in groups)


def _longest(runs: Sequence[Run], count: int) -> tuple[Run, ...]:
    """By distance, by time where no run has one; the older first when two are equal."""
    by_km = any(run.km is not None for run in runs)
    sized = [(run.run_km if by_km else run.run_minutes, run) for run in runs]
    known = [(size, run) for size, run in sized if size is not None]
    return tuple(run for _, run in sorted(known, key=lambda one: (-one[0], one[1].on))[:count])


def _hills(runs: Sequence[Run]) -> Hills | None:
    """None where no run climbs at all: then altitude was not recorded."""
    found = [run for run in runs if run.surface != "treadmill" and run.ascent_m is not None and run.km]
    km = sum(run.km or 0.0 for run in found)
    metres = sum(run.ascent_m or 0.0 for run in found)
    return Hills(round(metres / km, 1), max(found, key=lambda run: (run.ascent_m or 0, run.on))) if metres else None


def _shoes(beside: Beside, until: date) -> tuple[ShoeLife, ...]:
    """Every pair, the last worn first."""
    before = dict(beside.km_before)
    found = []
    for name in {one.shoe for one in beside.worn}:
        worn = [one for one in beside.worn if one.shoe == name]
        first, last = min(one.on for one in worn), max(one.on for one in worn)
        km = round(before.get(name, 0.0) + sum(one.km for one in worn))
        found.append(ShoeLife(name, km, first, last, (until - first).days))
    return tuple(sorted(found, key=lambda one: (-one.last_on.toordinal(), one.name)))


def _unknown(
    facts: Sequence[HasFacts], runs: Sequence[Run], recent: Sequence[Run], beside: Beside, until: date
) -> Iterable[Finding]:
    """What the archive does not say, each with its numbers."""
    dated = [fact for fact in facts if (on := day_of(fact)) is not None and on < until]
    if len(dated) < len(facts) and (undated := sum(day_of(fact) is None for fact in facts)):
        yield Finding("unknown_day", {"count": undated})
    shares = {
        "unknown_distance": [run.km is None for run in runs],
        "unknown_minutes": [run.minutes is None for run in runs],
        "unknown_heart": [run.heart_rate_bpm is None for run in recent],
        "unknown_cadence": [run.cadence_spm is None for run in recent],
        "unknown_climb": [run.ascent_m is None for run in recent if run.surface != "treadmill"],
    }
    for code, missing in shares.items():
        if any(missing):
            yield Finding(code, {"count": sum(missing), "of": len(missing)})
    if not beside.worn:
        yield Finding("unknown_shoes")
    if not any((until - night.on).days < param("before_days") for night in beside.nights):
        yield Finding("unknown_nights")
