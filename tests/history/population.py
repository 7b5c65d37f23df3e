"""Real histories with a known cause planted in them: the same plants, in runs that people really did."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from opbouw.history.beside import Beside
from tests.history.archives import PLANTS, Archive, Outing, Recording, Runner

# what these recordings can show: no cadence, no shoes, no nights
PLANTABLE = (
    "session_spike",
    "build_up",
    "speed",
    "hills",
    "monotony",
    "surface",
    "layoff_before",
    "few_rest_days",
)
FIRST_YEAR = 2008  # earlier starts are slips of a clock
WEEKS_BEFORE, RUNS_BEFORE = 20, 20  # of history, and of runs in twelve weeks, to call someone a runner


def runners(folder: Path) -> dict[int, list[Recording]]:
    """The runs of each runner, oldest first."""
    found: dict[int, list[Recording]] = defaultdict(list)
    with gzip.open(folder / "data" / "population" / "strava116_dev_half.csv.gz", "rt", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            start = datetime.fromisoformat(row["start_local"])
            if start.year >= FIRST_YEAR:
                found[int(row["athlete"])].append(_recording(number, start.date(), row))
    return {athlete: sorted(runs, key=lambda one: (_day(one), one.id)) for athlete, runs in found.items()}


def _recording(number: int, on: date, row: dict[str, str]) -> Recording:
    metres, seconds, climb, beats = (
        float(row[name]) if row[name] else None
        for name in ("distance_m", "elapsed_s", "elevation_gain_m", "average_hr")
    )
    return Recording(f"p{number}", on, "run", seconds, metres, ascent_m=climb, heart_rate_bpm=beats)


def _day(one: Recording) -> date:
    return one.local_date or date.min


def onsets(runs: Sequence[Recording], rng: Random, count: int) -> list[date]:
    """Days in a running life: enough history behind them, and running in the weeks before."""
    days = sorted({_day(one) for one in runs})
    found: list[date] = []
    for _ in range(20 * count):
        onset = rng.choice(days) + timedelta(1)
        near = [day for day in days if timedelta(0) < onset - day <= timedelta(84)]
        if (onset - days[0]).days >= 7 * WEEKS_BEFORE and len(near) >= RUNS_BEFORE:
            found.append(onset)
        if len(found) == count:
            break
    return found


def real_archive(runs: Sequence[Recording], onset: date, planted: str | None, seed: str) -> Archive:
    """The history of two years before an onset, with a cause planted in it or as it was."""
    kept = [one for one in runs if timedelta(0) < onset - _day(one) <= timedelta(730)]
    if planted is None:
        return Archive(tuple(kept), Beside(), onset, "real", None)
    rng = Random(f"{seed}/{planted}")
    usable = [one for one in kept if one.distance_m and one.seconds and one.distance_m >= 1000]
    runner = Runner(rng, "real", (onset - _day(usable[0])).days // 7 + 1, onset)
    runner.outings = [_outing(one, onset) for one in usable]
    near = [run for run in runner.outings if run.ago <= 84]
    runner.week_km = sum(run.km for run in near) / 12
    runner.days = max(2, min(6, round(len({run.ago for run in near}) / 12)))
    runner.pace, runner.climb = median(run.pace for run in near), median(run.climb for run in near)
    beats = {(onset - _day(one)).days: one.heart_rate_bpm for one in usable}
    PLANTS[planted](runner)
    return Archive(tuple(_written(runner, beats)), Beside(), onset, "real", planted)


def _outing(one: Recording, onset: date) -> Outing:
    km, seconds = (one.distance_m or 0) / 1000, one.seconds or 0
    return Outing((onset - _day(one)).days, km, seconds / km, (one.ascent_m or 0) / km)


def _written(runner: Runner, beats: dict[int, float | None]) -> list[Recording]:
    made = []
    for number, run in enumerate(sorted(runner.outings, key=lambda one: -one.ago)):
        heart = beats.get(run.ago)
        made.append(
            Recording(
                id=f"r{number}",
                local_date=runner.onset - timedelta(run.ago),
                sport="run" if run.surface == "road" else run.surface,
                seconds=round(run.km * run.pace),
                distance_m=round(run.km * 1000, 1),
                indoor=run.surface == "treadmill" or None,
                ascent_m=None if run.surface == "treadmill" else round(run.climb * run.km),
                heart_rate_bpm=None if heart is None else heart * run.heart,
            )
        )
    return made
