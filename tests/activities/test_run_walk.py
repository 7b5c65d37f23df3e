"""Run and walk parts: the labelled session, generated sessions of several runners and devices, and what is unknown."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opbouw.activities import Activity, facts, read_activity, run_walk, write_fit, write_gpx
from opbouw.activities.runwalk import Column, RunWalk, ran, run_seconds
from tests.activities.making import START, ten_minutes

# Five minutes of walking, then three rounds of three minutes of running and one and a half of walking, and five more.
PLAN = (("walk", 300), ("run", 180), ("walk", 90), ("run", 180), ("walk", 90), ("run", 180), ("walk", 300))


def gaits(plan: tuple[tuple[str, int], ...] = PLAN) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True for every second of running."""
    return np.concatenate([np.full(seconds, kind == "run") for kind, seconds in plan])


def session(
    seed: int,
    *,
    run_m_s: float = 2.8,
    walk_m_s: float = 1.5,
    every_s: int = 1,
    places: bool = False,
    steps: bool = False,
    noise_m: float = 2.0,
    plan: tuple[tuple[str, int], ...] = PLAN,
) -> dict[str, Column]:
    """A session as a device records it, with noise."""
    dice = np.random.default_rng(seed)
    running = gaits(plan)
    speed = np.where(running, run_m_s, walk_m_s) * (1 + dice.normal(0, 0.06, running.size))
    metres = np.cumsum(speed)
    at = np.arange(0, running.size, every_s)
    columns: dict[str, Column] = {"time_s": at.astype(np.float64)}
    if steps:
        columns["cadence_spm"] = np.where(running, 158.0, 112.0)[at] + dice.normal(0, 5, at.size)
    if places:
        off = np.convolve(dice.normal(0, noise_m, running.size), np.ones(10) / 10, "same")
        columns["lat"] = 52 + (metres + off)[at] / 111_195.0
        columns["lon"] = np.full(at.size, 5.0)
    if not steps and not places:
        columns["distance_m"] = np.maximum.accumulate(metres[at] + dice.normal(0, noise_m, at.size))
    return columns


def right(found: RunWalk, running: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """The share of the seconds in the gait they were in."""
    told = np.zeros(running.size, np.bool_)
    for part in found.parts:
        if part.kind == "run":
            told[round(part.from_s) : round(part.to_s)] = True
    return float((told == running).mean())


STYLES: dict[str, dict[str, Any]] = {
    "watch": {"steps": True},
    "phone": {"places": True, "every_s": 3},
    "distance only": {"every_s": 5},
    "treadmill, steps only": {"steps": True, "every_s": 2},
    "slow runner": {"run_m_s": 2.15, "walk_m_s": 1.3, "places": True},
    "brisk walker": {"run_m_s": 2.9, "walk_m_s": 1.85, "places": True},
    "poor reception": {"places": True, "noise_m": 8.0, "every_s": 2},
}


@pytest.mark.parametrize("style", STYLES)
def test_the_parts_of_a_session_are_found(style: str) -> None:
    for seed in range(10):
        found = run_walk(session(seed, **STYLES[style]))
        assert found is not None
        assert right(found, gaits()) >= 0.95
        assert found.run_s == pytest.approx(540, abs=45)
        assert [part.kind for part in found.parts] == [kind for kind, _ in PLAN]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["run", "walk"])
def test_in_a_steady_run_or_walk_there_is_no_other_part(style: str, kind: str) -> None:
    found = run_walk(session(1, **{**STYLES[style], "plan": ((kind, 1_500),)}))
    assert found is not None
    assert [part.kind for part in found.parts] == [kind]


def test_a_bit_of_running_of_half_a_minute_is_found_by_steps() -> None:
    found = run_walk(session(1, steps=True, plan=(("walk", 120), ("run", 30), ("walk", 120))))
    assert found is not None
    assert found.run_s == pytest.approx(30, abs=10)


def test_standing_at_a_crossing_is_no_running() -> None:
    columns = session(1, plan=(("run", 300), ("walk", 60), ("run", 300)), walk_m_s=0.0, noise_m=0.5)
    found = run_walk(columns)
    assert found is not None
    assert found.run_s == pytest.approx(600, abs=20)


def test_what_was_not_recorded_is_unknown_and_no_part() -> None:
    columns = session(1, steps=True)
    kept = (columns["time_s"] < 900) | (columns["time_s"] > 1_000)
    found = run_walk({name: values[kept] for name, values in columns.items()})
    assert found is not None
    assert found.unknown_s == pytest.approx(100, abs=10)
    assert found.run_s + found.walk_s + found.unknown_s == pytest.approx(1_320, abs=10)


# Ten minutes of running, a pause, and ten more.
HALF_S, PAUSE_S = 600, 240


def paused_run(drift_m: float, every_s: int = 5) -> Activity:
    """A run of twenty minutes at 2.5 m/s with a pause of four in which nothing is written and no timer ran."""
    half = np.arange(0, HALF_S + 1, every_s, dtype=np.float64)
    times = np.concatenate([half, half + HALF_S + PAUSE_S])
    metres = np.concatenate([half, half + HALF_S]) * 2.5 + np.where(times > HALF_S, drift_m, 0.0)
    columns = {"time_s": times, "lat": 52 + metres / 111_195.0, "lon": np.full(times.size, 5.0), "distance_m": metres}
    return Activity(
        sport="run",
        start=START,
        seconds=2.0 * HALF_S,
        elapsed_s=2.0 * HALF_S + PAUSE_S,
        distance_m=3_000.0,
        columns=columns,
    )


@pytest.mark.parametrize("drift_m", [0.0, 25.0])
@pytest.mark.parametrize("write", [write_fit, write_gpx])
def test_a_pause_is_no_running_whether_or_not_the_file_has_a_timer(write: Any, drift_m: float) -> None:
    found = facts(read_activity(write(paused_run(drift_m))))
    assert (found.seconds, found.elapsed_s) == (1_200.0, 1_440.0)
    assert found.run_s == pytest.approx(1_200, abs=10)
    assert found.run_m == pytest.approx(3_000 + drift_m, abs=drift_m + 10)


def test_a_gap_in_which_somebody_moved_is_unknown_and_no_pause() -> None:
    columns = paused_run(drift_m=PAUSE_S * 2.5).columns
    found = run_walk(columns)
    assert found is not None
    assert found.unknown_s == pytest.approx(PAUSE_S, abs=15)
    assert facts(read_activity(write_gpx(paused_run(drift_m=PAUSE_S * 2.5)))).seconds == 1_440.0


def test_many_short_pauses_leave_the_running_known() -> None:
    columns = session(1, run_m_s=2.8, every_s=5, plan=(("run", 2_400),), noise_m=0.5)
    stops = np.floor(columns["time_s"] / 120)
    found = run_walk({**columns, "time_s": columns["time_s"] + 40 * stops})
    assert found is not None
    assert (found.unknown_s, found.walk_s) == (0.0, 0.0)
    assert found.run_s == pytest.approx(2_400 - 19 * 5, abs=10)  # the five seconds in which each pause began


def test_a_pause_does_not_hide_the_walking_beside_it() -> None:
    columns = session(2, every_s=5, noise_m=0.5)
    found = run_walk({**columns, "time_s": columns["time_s"] + 240.0 * (columns["time_s"] >= 600)})
    assert found is not None
    assert found.run_s == pytest.approx(540, abs=30)
    assert found.walk_s == pytest.approx(780, abs=30)


@pytest.mark.parametrize("names", [("time_s",), ("time_s", "heart_rate_bpm"), ("cadence_spm",)])
def test_without_steps_and_speed_nothing_is_said(names: tuple[str, ...]) -> None:
    columns = {name: values for name, values in ten_minutes().columns.items() if name in names}
    assert run_walk(columns) is None
    assert run_seconds(columns) is None


def test_with_a_third_unknown_nothing_is_said() -> None:
    columns = session(1, steps=True)
    columns["cadence_spm"][400:850] = np.nan
    assert run_walk(columns) is None


def test_with_a_tenth_unknown_there_are_parts_and_no_minutes_to_count_by() -> None:
    columns = session(1, steps=True)
    columns["cadence_spm"][400:540] = np.nan
    assert run_walk(columns) is not None
    assert run_seconds(columns) is None


def test_the_facts_of_all_that_may_be_a_run_say_how_much_was_run() -> None:
    for sport in ("run", "walk", "other"):
        assert facts(ten_minutes(sport=sport)).run_s == pytest.approx(600, abs=5)
    assert facts(ten_minutes(sport="cycle")).run_s is None
    assert facts(ten_minutes(columns={})).run_s is None


def test_the_metres_that_were_run_are_those_of_the_run_parts() -> None:
    # Five minutes of walking at 1.5 m/s, ten of running at 3 m/s, five of walking: 450 + 1,800 + 450 m.
    times = np.arange(0.0, 1_201.0)
    metres = np.interp(times, [0, 300, 900, 1_200], [0, 450, 2_250, 2_700])
    seconds, share = ran({"time_s": times, "distance_m": metres})
    assert seconds == pytest.approx(600, abs=15)
    assert share == pytest.approx(1_800 / 2_700, abs=0.02)
    whole = ten_minutes(columns={"time_s": times, "distance_m": metres}, distance_m=3_000.0)
    # What the device says it was in all, 3,000 m, is shared out the same way.
    assert facts(whole).run_m == pytest.approx(2_000, abs=60)


def test_without_a_distance_along_the_way_nobody_knows_which_metres_were_run() -> None:
    seconds, share = ran({name: values for name, values in session(1, steps=True).items() if name != "distance_m"})
    assert seconds is not None
    assert share is None


@pytest.mark.shared
def test_the_labelled_session_is_split_as_the_runner_was_told(shared: Path) -> None:
    path = shared / "data" / "injury" / "run_walk_intervals_ground_truth.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    instants = [datetime.fromisoformat(row["Time"]).timestamp() for row in rows]
    times = np.array(instants) - instants[0]
    running = np.array([row["Stage"].isdigit() for row in rows])
    found = run_walk({"time_s": times, "distance_m": np.array([float(row["Distance"]) for row in rows])})
    assert found is not None
    told = np.zeros(times.size, np.bool_)
    for part in found.parts:
        if part.kind == "run":
            told |= (times >= part.from_s) & (times < part.to_s)
    assert float((told == running).mean()) >= 0.95
    # 180 + 300 + 180 + 300 seconds by the app; the runner takes some seconds to change.
    assert found.run_s == pytest.approx(960, abs=30)
    assert [part.kind for part in found.parts] == ["walk", "run", "walk", "run", "walk", "run", "walk", "run", "walk"]
    changes = np.array([part.from_s for part in found.parts[1:]])
    labelled = times[1:][running[1:] != running[:-1]]
    assert float(np.abs(changes - labelled).max()) <= 15
