"""Archives as real runners make them, with a known cause planted before onset, or none.

Deterministic by seed; rows of days and no files, so that thousands take seconds. A runner has a style, seasons, missing
weeks, races, hills, treadmill winters, shoes, nights and tests; a watch that knows cadence and ground contact, or not.
Doses of the planted causes are drawn from ranges a coach would recognise, near onset and never all alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from opbouw.history.beside import Beside, Night, Worn
from opbouw.history.tried import Tried

STYLES = ("steady", "improver", "marathon", "irregular", "trail", "beginner")


@dataclass(frozen=True)
class Recording:
    """One recorded run, as history reads it."""

    id: str
    local_date: date | None
    sport: str
    seconds: float | None
    distance_m: float | None
    start: datetime | None = None
    indoor: bool | None = None
    ascent_m: float | None = None
    cadence_spm: float | None = None
    heart_rate_bpm: float | None = None
    ground_contact_ms: float | None = None
    balance_left_pct: float | None = None


@dataclass
class Outing:
    """One run while it is being made; ``ago`` is days before onset."""

    ago: int
    km: float
    pace: float  # s/km
    climb: float  # m/km
    kind: str = "easy"
    surface: str = "road"
    cadence: float = 1.0  # of what the speed gives
    contact: float = 1.0
    balance: float = 0.0  # points to the left
    heart: float = 1.0


@dataclass(frozen=True)
class Archive:
    """An archive with what was planted in it (None: nothing)."""

    facts: tuple[Recording, ...]
    beside: Beside
    onset: date
    style: str
    planted: str | None


@dataclass
class Runner:
    """One runner with habits; every number is drawn once."""

    rng: Random
    style: str
    weeks: int
    onset: date
    week_km: float = 0.0
    days: int = 0
    pace: float = 0.0
    climb: float = 0.0
    watch: frozenset[str] = frozenset()
    outings: list[Outing] = field(default_factory=list)
    worn: list[Worn] = field(default_factory=list)
    nights: list[Night] = field(default_factory=list)
    tests: list[Tried] = field(default_factory=list)
    cv: float = 0.15
    quality: float = 0.5
    treadmill_winter: float = 0.0


@dataclass(frozen=True)
class Habit:
    """Ranges of a style: weekly km, running days, spread of weeks, fast runs a week, missing weeks, trail share."""

    km: tuple[float, float]
    days: tuple[int, int]
    cv: tuple[float, float]
    quality: tuple[float, float]
    missing: float
    trail: float
    growth: tuple[float, float]  # of volume, a year


HABITS: Mapping[str, Habit] = {
    "steady": Habit((20, 55), (3, 5), (0.08, 0.16), (0.2, 1.0), 0.03, 0.02, (-0.1, 0.1)),
    "improver": Habit((20, 45), (3, 5), (0.10, 0.20), (0.3, 1.2), 0.04, 0.02, (0.15, 0.5)),
    "marathon": Habit((35, 80), (4, 6), (0.10, 0.18), (0.8, 1.6), 0.03, 0.02, (0.0, 0.2)),
    "irregular": Habit((12, 35), (2, 4), (0.25, 0.40), (0.1, 0.7), 0.10, 0.05, (-0.2, 0.2)),
    "trail": Habit((25, 60), (3, 5), (0.15, 0.28), (0.2, 0.8), 0.04, 0.45, (-0.1, 0.2)),
    "beginner": Habit((8, 18), (2, 3), (0.10, 0.22), (0.0, 0.3), 0.06, 0.02, (0.2, 0.6)),
}


def archive(seed: str, planted: str | None, style: str | None = None) -> Archive:
    """One archive; the same seed, cause and style always give the same one."""
    rng = Random(f"{seed}/{planted}/{style}")
    runner = _runner(rng, style or rng.choice(STYLES))
    _train(runner)
    _wear_and_sleep(runner)
    if planted is not None:
        PLANTS[planted](runner)
    return _written(runner, planted)


def _runner(rng: Random, style: str) -> Runner:
    habit = HABITS[style]
    watch = {"cadence"} if rng.random() < 0.8 else set()
    watch |= {"contact", "balance"} if watch and rng.random() < 0.6 else set()
    watch |= {"heart"} if rng.random() < 0.7 else set()
    onset = date(2019, 1, 1) + timedelta(rng.randrange(2400))
    weeks = rng.choice((20, 30, 40, 52, 60, 78, 104))
    made = Runner(rng, style, weeks, onset, watch=frozenset(watch))
    made.week_km, made.days = rng.uniform(*habit.km), rng.randint(*habit.days)
    made.pace = rng.uniform(285, 400) if style != "beginner" else rng.uniform(360, 460)
    made.climb = rng.choice((2.0, 4.0, 7.0, 12.0)) * rng.uniform(0.7, 1.3) * (2 if style == "trail" else 1)
    made.cv, made.quality = rng.uniform(*habit.cv), rng.uniform(*habit.quality)
    made.treadmill_winter = rng.choice((0.0, 0.0, 0.0, 0.3, 0.6))
    return made


def _train(runner: Runner) -> None:
    """The weeks one by one, the oldest first."""
    rng, habit = runner.rng, HABITS[runner.style]
    growth, phase = rng.uniform(*habit.growth), rng.uniform(0, 2 * math.pi)
    race_every = rng.choice((0, 0, 8, 12, 16)) if runner.style != "beginner" else 0
    block_start = rng.randrange(0, runner.weeks)
    slots = sorted(rng.sample(range(7), runner.days))
    for back in reversed(range(runner.weeks)):
        if rng.random() < habit.missing:
            continue
        season = 1 + 0.12 * math.sin(2 * math.pi * back / 52 + phase)
        level = (1 - growth * back / 52) if growth < 0 else 1 / (1 + growth * back / 52)
        week = runner.week_km * season * level * max(0.2, rng.gauss(1, runner.cv))
        if runner.style == "marathon":
            week *= 0.85 + 0.45 * (1 - ((back - block_start) % 18) / 18) * ((back - block_start) % 4 != 0)
        race = bool(race_every) and back % race_every == race_every // 2
        _week(runner, back, week, slots, race)


def _week(runner: Runner, back: int, km: float, slots: list[int], race: bool) -> None:
    rng = runner.rng
    days = [slot for slot in slots if rng.random() > (0.3 if runner.style == "irregular" else 0.08)] or [slots[-1]]
    shares = [rng.uniform(0.75, 1.25) for _ in days]
    km *= len(days) / len(slots)  # a run left out is not made up for
    if len(days) > 1:
        shares[-1] *= 1.3 if runner.style in ("beginner", "irregular") else 1.6
    fast = {place for place in range(len(days) - 1) if rng.random() < runner.quality / max(1, len(days) - 1)}
    improving = 1 + (0.08 if runner.style in ("improver", "beginner") else 0.02) * back / 52
    month = (runner.onset - timedelta(7 * back)).month
    warm = 1.02 if month in (6, 7, 8) else 1.0
    winter = runner.treadmill_winter if month in (12, 1, 2) else 0.0
    for place, (slot, share) in enumerate(zip(days, shares, strict=True)):
        run = Outing(7 * back + 7 - slot, km * share / sum(shares), runner.pace * improving * warm, runner.climb)
        run.pace *= rng.gauss(1, 0.035)
        run.climb *= rng.lognormvariate(0, 0.45)
        run.kind = "fast" if place in fast else "easy"
        if run.kind == "fast":
            run.pace *= rng.uniform(0.86, 0.95)
        if rng.random() < HABITS[runner.style].trail:
            run.surface, run.pace, run.climb = "trail", run.pace * 1.15, run.climb * 1.8
        elif rng.random() < winter:
            run.surface, run.climb = "treadmill", 0.0
        runner.outings.append(run)
    if race and runner.outings:
        last = runner.outings[-1]
        last.pace, last.kind, last.surface = runner.pace * 0.87, "race", "road"


def _wear_and_sleep(runner: Runner) -> None:
    """Two pairs of the usual kind, renewed in time; nights for those who wear the watch in bed."""
    rng = runner.rng
    if rng.random() < 0.5:
        worn = [rng.uniform(0, 300), rng.uniform(0, 300)]
        names = [0, 1]
        for run in sorted(runner.outings, key=lambda one: -one.ago):
            pair = rng.randrange(2)
            if worn[pair] > rng.uniform(550, 690):
                worn[pair], names[pair] = 0.0, max(names) + 1
            worn[pair] += run.km
            on = runner.onset - timedelta(run.ago)
            runner.worn.append(Worn(on, f"pair {names[pair]}", run.km, "daily", 8))
    if rng.random() < 0.5:
        usual, resting = rng.uniform(6.3, 8.0), rng.uniform(44, 60)
        runner.nights = [
            Night(runner.onset - timedelta(ago), rng.gauss(usual, 0.8), rng.gauss(resting, 2.0))
            for ago in range(min(7 * runner.weeks, 200))
            if rng.random() < 0.9
        ]


def recent(runner: Runner, days: int) -> list[Outing]:
    """Runs of the last days before onset."""
    return [run for run in runner.outings if run.ago <= days]


def _longest(runner: Runner, first: int, last: int) -> float:
    return max((run.km for run in runner.outings if first <= run.ago <= last), default=0.0)


def _spike(runner: Runner) -> None:
    rng = runner.rng
    near = [run for run in recent(runner, 20) if run.ago >= 1]
    run = rng.choice(near) if near else _extra(runner, rng.randint(2, 18))
    before = _longest(runner, run.ago + 1, run.ago + 30) or run.km
    run.km = before * rng.uniform(1.4, 2.3)


def _extra(runner: Runner, ago: int) -> Outing:
    km = runner.week_km / max(2, runner.days)
    run = Outing(ago, km, runner.pace * runner.rng.gauss(1, 0.03), runner.climb)
    runner.outings.append(run)
    return run


def _fill(runner: Runner, weeks: int) -> None:
    """No missing week in the last weeks: someone who builds up does run."""
    for back in range(weeks):
        if sum(7 * back < run.ago <= 7 * back + 7 for run in runner.outings) < 2:
            for ago in (2, 4, 6):
                _extra(runner, 7 * back + ago)


def _build_up(runner: Runner) -> None:
    """Two to five weeks to 1.5 to 2.2 of the usual week: longer runs, and for some a day more."""
    rng, weeks, top = runner.rng, runner.rng.randint(2, 5), runner.rng.uniform(1.5, 2.2)
    usual = _usual_week(runner)
    more_days = rng.random() < 0.3
    for back in range(weeks):
        first = 7 * back
        while sum(first < run.ago <= first + 7 for run in runner.outings) < min(runner.days + more_days, 6):
            taken = {run.ago for run in runner.outings}
            _extra(runner, rng.choice([ago for ago in range(first + 1, first + 8) if ago not in taken]))
        week = [run for run in runner.outings if first < run.ago <= first + 7]
        aim = usual * (1 + (top - 1) * (1 - 0.5 * back / weeks)) * rng.uniform(0.93, 1.07)
        scale = max(1.0, aim / sum(run.km for run in week))
        for run in week:
            run.km *= scale


def _usual_week(runner: Runner) -> float:
    weeks = [sum(run.km for run in runner.outings if 7 * b < run.ago <= 7 * b + 7) for b in range(5, 13)]
    full = sorted(week for week in weeks if week > 0)
    return full[len(full) // 2] if full else runner.week_km


def _speed(runner: Runner) -> None:
    rng, days = runner.rng, runner.rng.randint(20, 35)
    runs = recent(runner, days)
    if rng.random() < 0.5:
        factor = rng.uniform(0.90, 0.94)
        for run in runs:
            run.pace, run.heart = run.pace * factor, run.heart * 1.04
    else:
        share = rng.uniform(0.4, 0.7)
        for run in runs:
            if run.kind == "easy" and rng.random() < share:
                run.pace, run.heart, run.kind = run.pace * rng.uniform(0.84, 0.91), run.heart * 1.09, "fast"


def _hills(runner: Runner) -> None:
    days, factor = runner.rng.randint(20, 35), runner.rng.uniform(2.0, 4.0)
    for run in recent(runner, days):
        if run.surface != "treadmill":
            run.climb = max(run.climb * factor, run.climb + runner.rng.uniform(5, 15))
            run.pace *= 1.03


def _monotony(runner: Runner) -> None:
    days = runner.rng.randint(25, 45)
    _fill(runner, 4)
    runs = recent(runner, days)
    km = sum(run.km for run in runs) / len(runs)
    for run in runs:
        run.km, run.kind = km * runner.rng.gauss(1, 0.02), "easy"
        run.pace = runner.pace * runner.rng.gauss(1, 0.02)


def _few_rest_days(runner: Runner) -> None:
    rng, days = runner.rng, runner.rng.randint(14, 28)
    runs = {run.ago: run for run in recent(runner, days)}
    km = sum(run.km for run in runs.values()) * rng.uniform(1.0, 1.35)
    for ago in range(1, days + 1):
        if ago not in runs and rng.random() < 0.92:
            _extra(runner, ago)
    made = recent(runner, days)
    scale = km / sum(run.km for run in made)
    for run in made:
        run.km = max(2.5, run.km * scale)


def _layoff(runner: Runner) -> None:
    """Weeks off, and from the first week back at 0.9 to 1.3 of the usual week."""
    rng = runner.rng
    back, gap = rng.randint(6, 32), rng.randint(20, 70)
    usual = _usual_week(runner)
    runner.outings = [run for run in runner.outings if run.ago >= back + gap or run.ago <= back]
    if not any(run.ago == back for run in runner.outings):
        _extra(runner, back)
    if not any(run.ago == back + gap for run in runner.outings) and back + gap < 7 * runner.weeks:
        _extra(runner, back + gap)
    for first in range(0, back, 7):
        while sum(first < run.ago <= first + 7 for run in runner.outings) < min(3, runner.days):
            _extra(runner, first + rng.randint(1, min(7, back - first)))
        week = [run for run in runner.outings if first < run.ago <= first + 7]
        if back - first >= 7:
            scale = usual * rng.uniform(0.9, 1.3) / sum(run.km for run in week)
            for run in week:
                run.km *= scale


def _cadence(runner: Runner) -> None:
    runner.watch |= {"cadence"}
    factor = 1 + runner.rng.choice((-1, 1)) * runner.rng.uniform(0.04, 0.09)
    for run in recent(runner, runner.rng.randint(20, 35)):
        run.cadence = factor


def _contact(runner: Runner) -> None:
    runner.watch |= {"contact", "cadence"}
    factor = 1 + runner.rng.uniform(0.05, 0.11)
    for run in recent(runner, runner.rng.randint(20, 35)):
        run.contact = factor


def _asymmetry(runner: Runner) -> None:
    runner.watch |= {"balance", "cadence"}
    shift = runner.rng.choice((-1, 1)) * runner.rng.uniform(1.4, 3.2)
    for run in recent(runner, runner.rng.randint(20, 35)):
        run.balance = shift


def _surface(runner: Runner) -> None:
    rng, days, share = runner.rng, runner.rng.randint(20, 35), runner.rng.uniform(0.6, 1.0)
    to = "treadmill" if runner.style == "trail" or rng.random() < 0.5 else "trail"
    for run in recent(runner, days):
        if rng.random() < share and run.surface != to:
            run.surface = to
            run.pace *= 1.0 if to == "treadmill" else 1.12
            run.climb = 0.0 if to == "treadmill" else run.climb * 1.5


def _shoe_change(runner: Runner) -> None:
    _always_worn(runner)
    days, share = runner.rng.randint(14, 35), runner.rng.uniform(0.5, 1.0)
    kind, drop = runner.rng.choice((("minimal", 0), ("plated", 8), ("daily", 2)))
    since = runner.onset - timedelta(days)
    runner.worn = [
        replace(one, shoe="other", kind=kind, drop_mm=drop) if one.on >= since and runner.rng.random() < share else one
        for one in runner.worn
    ]


def _shoe_age(runner: Runner) -> None:
    _always_worn(runner)
    worn, last = runner.rng.uniform(880, 1300), sorted(runner.worn, key=lambda one: one.on, reverse=True)
    kept = []
    for one in last:
        worn -= one.km
        kept.append(replace(one, shoe="old") if worn > 0 else one)
    runner.worn = kept
    if worn > 0:
        runner.worn.append(Worn(min(one.on for one in kept), "old", worn, "daily", 8))


def _always_worn(runner: Runner) -> None:
    runner.worn = [
        Worn(runner.onset - timedelta(run.ago), f"pair {run.ago // 200}", run.km, "daily", 8) for run in runner.outings
    ]


def _sleep(runner: Runner) -> None:
    rng, days = runner.rng, runner.rng.randint(12, 28)
    usual, resting = rng.uniform(6.5, 8.0), rng.uniform(44, 60)
    less, more = rng.uniform(0.9, 1.9), rng.uniform(2, 7)
    runner.nights = [
        Night(
            runner.onset - timedelta(ago),
            rng.gauss(usual - (less if ago <= days else 0), 0.7),
            rng.gauss(resting + (more if ago <= days else 0), 2.0),
        )
        for ago in range(200)
        if rng.random() < 0.9
    ]


def _tested(runner: Runner, test: str, usual: float | None, level: float, behind: float) -> None:
    """Both sides some weeks after the onset: ``level`` in the unit of the test, ``behind`` what the sore one lacks."""
    rng = runner.rng
    other = level * max(0.4, rng.gauss(1.05, 0.15))
    sore = other * (1 - behind) * rng.gauss(1, 0.04)
    runner.tests.append(
        Tried(runner.onset + timedelta(rng.randint(10, 40)), test, round(sore, 1), round(other, 1), 0, usual)
    )


def _weak(runner: Runner) -> None:
    _tested(runner, "heel_raise_single", 28, 28, runner.rng.uniform(0.22, 0.45))


def _stiff(runner: Runner) -> None:
    _tested(runner, "knee_to_wall", None, 11, runner.rng.uniform(0.25, 0.45))


def _usual_tests(runner: Runner) -> None:
    """What three in ten measure at the gate without a weak or stiff side."""
    if not runner.tests and runner.rng.random() < 0.3:
        _tested(runner, "heel_raise_single", 28, 28, 0.0)
        _tested(runner, "knee_to_wall", None, 11, 0.0)


PLANTS: Mapping[str, Callable[[Runner], None]] = {
    "session_spike": _spike,
    "build_up": _build_up,
    "speed": _speed,
    "hills": _hills,
    "monotony": _monotony,
    "surface": _surface,
    "layoff_before": _layoff,
    "cadence": _cadence,
    "ground_contact": _contact,
    "asymmetry": _asymmetry,
    "few_rest_days": _few_rest_days,
    "sleep_energy": _sleep,
    "shoe_change": _shoe_change,
    "shoe_age": _shoe_age,
    "strength_deficit": _weak,
    "mobility_deficit": _stiff,
}


def _written(runner: Runner, planted: str | None) -> Archive:
    """The runs as a watch writes them, some without what it did not measure."""
    rng = runner.rng
    balance = rng.gauss(50, 0.6)
    heart = rng.uniform(138, 152)
    made = []
    for number, run in enumerate(sorted(runner.outings, key=lambda one: -one.ago)):
        speed = 1000 / run.pace
        sport = "treadmill" if run.surface == "treadmill" else "trail" if run.surface == "trail" else "run"
        has = runner.watch
        made.append(
            Recording(
                id=f"r{number}",
                local_date=runner.onset - timedelta(run.ago),
                sport=sport,
                seconds=round(run.km * run.pace),
                distance_m=round(run.km * 1000, 1),
                indoor=run.surface == "treadmill" or None,
                ascent_m=None if run.surface == "treadmill" else round(run.climb * run.km),
                cadence_spm=_if("cadence" in has, (150 + 7 * speed) * run.cadence * rng.gauss(1, 0.012)),
                heart_rate_bpm=_if(
                    "heart" in has, heart * run.heart * (runner.pace / run.pace) ** 0.5 * rng.gauss(1, 0.025)
                ),
                ground_contact_ms=_if("contact" in has, (330 - 25 * speed) * run.contact * rng.gauss(1, 0.015)),
                balance_left_pct=_if("balance" in has, balance + run.balance + rng.gauss(0, 0.35)),
            )
        )
    _usual_tests(runner)
    beside = Beside(tuple(runner.worn), tuple(runner.nights), tests=tuple(runner.tests))
    return Archive(tuple(made), beside, runner.onset, runner.style, planted)


def _if(known: bool, value: float) -> float | None:
    return round(value, 1) if known else None
