"""Pairs of recordings: of one run in every way that happens, and of two runs that look alike. All seeded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from opbouw.activities import Activity
from tests.activities.outings import (
    BELT,
    FOOTPOD,
    PHONE,
    STRAP,
    WATCH,
    Dice,
    Outing,
    outing,
    recorded,
    row_of,
    told,
    way,
)

Pair = tuple[Activity, Activity]
DEVICES = (PHONE, WATCH, FOOTPOD, STRAP)
HOUR = 3_600.0


def _morning(dice: Dice) -> datetime:
    minutes = int(dice.integers(5 * 60, 12 * 60))
    return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=int(dice.integers(0, 300)), minutes=minutes, seconds=17)


def _run(dice: Dice, stops: int = 1) -> Outing:
    return outing(dice, _morning(dice), stops=stops)


def _two(dice: Dice) -> tuple[int, int]:
    first, second = dice.choice(len(DEVICES), 2, replace=False)
    return int(first), int(second)


def _seeing_shape(dice: Dice) -> tuple[int, int]:
    """Two devices with something in common to compare."""
    pairs = ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (1, 1))
    return pairs[int(dice.integers(len(pairs)))]


def gps_and_footpod(dice: Dice) -> Pair:
    """A phone in the pocket and a watch with a foot pod, started some seconds apart."""
    run = _run(dice)
    return recorded(dice, run, PHONE, late_s=int(dice.integers(0, 25))), recorded(dice, run, FOOTPOD)


def an_hour_off(dice: Dice) -> Pair:
    """One of two clocks an hour ahead or behind: summer time."""
    run, (a, b) = _run(dice), _seeing_shape(dice)
    clock = HOUR * float(dice.choice([-1, 1]))
    return recorded(dice, run, DEVICES[a]), recorded(
        dice, run, DEVICES[b], clock_s=clock, late_s=int(dice.integers(0, 20)), name="second"
    )


def an_hour_off_with_nothing_in_common(dice: Dice) -> Pair:
    """A phone with places and no heart rate, a strap with heart rate and no places, an hour apart."""
    run = _run(dice)
    return recorded(dice, run, PHONE), recorded(dice, run, STRAP, clock_s=HOUR, late_s=int(dice.integers(0, 20)))


def hours_off(dice: Dice) -> Pair:
    """One of two clocks still in the zone of a journey: 2 to 12 hours, some with a half."""
    run, (a, b) = _run(dice), _seeing_shape(dice)
    clock = 1_800.0 * float(dice.integers(4, 25)) * float(dice.choice([-1, 1]))
    return recorded(dice, run, DEVICES[a]), recorded(dice, run, DEVICES[b], clock_s=clock, name="second")


def hours_off_in_a_table(dice: Dice) -> Pair:
    """The table of an account in another zone than the files: only sizes in common."""
    run = _run(dice)
    file = recorded(dice, run, DEVICES[int(dice.integers(4))])
    shifted = recorded(dice, run, WATCH, clock_s=HOUR * float(dice.integers(1, 11)))
    return file, row_of(dice, shifted)


def drift(dice: Dice) -> Pair:
    """Clocks that are seconds to two minutes apart."""
    run, (a, b) = _run(dice), _two(dice)
    off = float(dice.uniform(-120, 120))
    return recorded(dice, run, DEVICES[a]), recorded(dice, run, DEVICES[b], clock_s=off)


def late_and_early(dice: Dice) -> Pair:
    """One started up to ten minutes late, or stopped up to ten minutes early, of runs of half an hour and more."""
    run = outing(dice, _morning(dice), km=float(dice.uniform(6, 14)), stops=1)
    a, b = _two(dice)
    late, early = sorted((0, int(dice.integers(30, 590))), reverse=bool(dice.integers(2)))
    return recorded(dice, run, DEVICES[a]), recorded(dice, run, DEVICES[b], late_s=late, early_s=early)


def pauses_cut(dice: Dice) -> Pair:
    """Three stops, kept by one and cut by the other."""
    run, (a, b) = _run(dice, stops=3), _two(dice)
    return recorded(dice, run, DEVICES[a]), recorded(dice, run, DEVICES[b], cut_pauses=True)


def long_pause_in_a_table(dice: Dice) -> Pair:
    """A table that tells only the time in motion of a run with long stops."""
    run = _run(dice, stops=5)
    return recorded(dice, run, WATCH), row_of(dice, recorded(dice, run, PHONE, cut_pauses=True))


def treadmill(dice: Dice) -> Pair:
    """On a treadmill: a watch that tells no distance, and the belt or a foot pod that does."""
    run = _run(dice)
    other = recorded(dice, run, FOOTPOD, late_s=int(dice.integers(0, 60)))
    return recorded(dice, run, BELT), other


def row_and_file(dice: Dice) -> Pair:
    """The row of a table and the file it is of."""
    run = _run(dice)
    file = recorded(dice, run, DEVICES[int(dice.integers(4))], cut_pauses=bool(dice.integers(2)))
    return file, row_of(dice, file)


def log_and_file(dice: Dice) -> Pair:
    """A line in a log of days, and the file of that run."""
    run = _run(dice)
    return recorded(dice, run, WATCH), told(dice, run, run.start.date())


def log_with_hour_and_file(dice: Dice) -> Pair:
    """A line in a log with the hour, rounded to a quarter."""
    run = _run(dice)
    return recorded(dice, run, WATCH), told(dice, run, run.start.date(), clock=True)


def ten_minutes_apart(dice: Dice) -> Pair:
    """Two runs over the same way, ten minutes of rest between them; now and then begun an hour apart."""
    km = float(dice.uniform(2, 9))
    along = way(dice, 1_000 * km)
    pace = float(dice.uniform(2.4, 3.6))
    first = outing(dice, _morning(dice), km=km, pace=pace, along=along)
    again = first.start + timedelta(seconds=first.seconds + 600)
    second = outing(dice, again, km=km, pace=pace * float(dice.uniform(0.97, 1.03)), along=along)
    kind = DEVICES[int(dice.integers(4))]
    return recorded(dice, first, kind), recorded(dice, second, kind)


def an_hour_apart(dice: Dice) -> Pair:
    """The same round twice, begun an hour apart to the minute, on one watch or on a watch and a phone."""
    km = float(dice.uniform(3, 8))
    along = way(dice, 1_000 * km)
    pace = float(dice.uniform(2.6, 3.6))
    first = outing(dice, _morning(dice), km=km, pace=pace, along=along)
    again = first.start + timedelta(hours=1, seconds=float(dice.uniform(-30, 30)))
    second = outing(dice, again, km=km, pace=pace * float(dice.uniform(0.98, 1.02)), along=along)
    a, b = ((1, 1), (0, 1), (1, 2), (2, 2), (3, 3))[int(dice.integers(5))]
    return recorded(dice, first, DEVICES[a]), recorded(dice, second, DEVICES[b])


def warm_up_and_session(dice: Dice) -> Pair:
    """A warm-up and the session in files of their own, a minute between them; or that session and its cool-down."""
    first = outing(dice, _morning(dice), km=float(dice.uniform(1, 3)))
    begun = first.start + timedelta(seconds=first.seconds + float(dice.uniform(5, 90)))
    second = outing(dice, begun, km=float(dice.uniform(1, 8)))
    kind = DEVICES[int(dice.integers(4))]
    pair = recorded(dice, first, kind), recorded(dice, second, kind)
    return pair if dice.integers(2) else (row_of(dice, pair[0]), row_of(dice, pair[1]))


def next_day(dice: Dice) -> Pair:
    """Somebody's equal run on the next day at the same hour, from a shared file or a row."""
    km = float(dice.uniform(4, 12))
    along = way(dice, 1_000 * km)
    pace = float(dice.uniform(2.6, 3.6))
    first = outing(dice, _morning(dice), km=km, pace=pace, along=along)
    begun = first.start + timedelta(days=1, seconds=float(dice.uniform(-60, 60)))
    second = outing(dice, begun, km=km, pace=pace * float(dice.uniform(0.99, 1.01)), along=along)
    a, b = recorded(dice, first, WATCH), recorded(dice, second, PHONE)
    return (a, b) if dice.integers(2) else (row_of(dice, a), row_of(dice, b))


def log_of_the_next_day(dice: Dice) -> Pair:
    """The file of one day and a line about an equal run on the next."""
    first = _run(dice)
    return recorded(dice, first, WATCH), told(dice, first, first.start.date() + timedelta(days=1))


def brick(dice: Dice) -> Pair:
    """A run straight after a ride, both on one watch."""
    ride = outing(dice, _morning(dice), km=float(dice.uniform(15, 40)), pace=8.0, sport="cycle")
    run = outing(dice, ride.start + timedelta(seconds=ride.seconds + 120), km=float(dice.uniform(3, 8)))
    return recorded(dice, ride, WATCH), recorded(dice, run, WATCH)


def same_route_daily(dice: Dice) -> Pair:
    """The way to work and back on one day, at nearly the same pace, nine hours apart to some minutes."""
    km = float(dice.uniform(4, 10))
    along = way(dice, 1_000 * km)
    pace = float(dice.uniform(2.6, 3.6))
    there = outing(dice, _morning(dice), km=km, pace=pace, along=along)
    evening = there.start + timedelta(hours=9, seconds=float(dice.uniform(-900, 900)))
    back = (along[0][::-1], along[1][::-1]) if dice.integers(2) else along
    home = outing(dice, evening, km=km, pace=pace * float(dice.uniform(0.97, 1.03)), along=back)
    a, b = ((1, 1), (0, 1), (2, 2), (3, 3))[int(dice.integers(4))]
    return recorded(dice, there, DEVICES[a]), recorded(dice, home, DEVICES[b])


@dataclass(frozen=True)
class Maker:
    """A kind of pair: how it is made, and whether it is one activity."""

    make: Callable[[Dice], Pair]
    one: bool

    @property
    def name(self) -> str:
        """In words."""
        return self.make.__name__.replace("_", " ")


ONE = (
    gps_and_footpod,
    an_hour_off,
    an_hour_off_with_nothing_in_common,
    hours_off,
    hours_off_in_a_table,
    drift,
    late_and_early,
    pauses_cut,
    long_pause_in_a_table,
    treadmill,
    row_and_file,
    log_and_file,
    log_with_hour_and_file,
)
TWO = (
    ten_minutes_apart,
    an_hour_apart,
    warm_up_and_session,
    next_day,
    log_of_the_next_day,
    brick,
    same_route_daily,
)
KINDS = (*(Maker(make, True) for make in ONE), *(Maker(make, False) for make in TWO))


def pairs(kind: Maker, seed: int, count: int) -> Iterator[Pair]:
    """So many pairs of a kind; the same for the same seed."""
    dice = np.random.default_rng([seed, KINDS.index(kind)])
    for _ in range(count):
        yield kind.make(dice)


def archive(seed: int, days: int = 80) -> tuple[list[Activity], dict[str, int]]:
    """Weeks of one runner with a watch, a phone, a table and a log, and the number of the run each recording is of.

    Three ways from home, some days with two runs, ten days of phone and table in the zone of a journey.
    """
    dice = np.random.default_rng(seed)
    ways = [way(dice, 9_000.0) for _ in range(3)]
    found: list[Activity] = []
    run_of: dict[str, int] = {}
    for day in range(days):
        begun = datetime(2026, 3, 2, 6, 40, tzinfo=UTC) + timedelta(days=day, minutes=float(dice.uniform(0, 25)))
        runs = [outing(dice, begun, km=float(dice.uniform(4, 8)), along=ways[day % 3], stops=1)]
        if dice.random() < 0.25:
            again = begun + timedelta(seconds=runs[0].seconds + 600)
            runs.append(outing(dice, again, km=float(dice.uniform(4, 8)), along=ways[day % 3]))
        for run in runs:
            recordings = _recordings(dice, run, 5 * HOUR if 30 <= day < 40 else 0.0)
            number = len(set(run_of.values()))
            run_of |= {one.id: number for one in recordings}
            found += recordings
    return found, run_of


def _recordings(dice: Dice, run: Outing, clock_s: float) -> list[Activity]:
    watch = recorded(dice, run, WATCH, late_s=int(dice.integers(0, 30)))
    recordings = [watch]
    if dice.random() < 0.6:
        late = int(dice.integers(0, 240)) if dice.random() < 0.3 else 0
        drifted = clock_s + float(dice.uniform(-60, 60))
        recordings.append(recorded(dice, run, PHONE, late_s=late, clock_s=drifted))
    if dice.random() < 0.5:
        shifted = recorded(dice, run, WATCH, clock_s=clock_s)
        recordings.append(row_of(dice, shifted))
    return recordings
