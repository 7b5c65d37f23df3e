from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opbouw.history import Layoff, layoffs, load_by_day
from tests.history.making import ONSET, Fact, run, steady


def day(before: int) -> date:
    return ONSET - timedelta(before)


def test_fourteen_days_between_two_runs_is_a_layoff_and_thirteen_is_not() -> None:
    assert layoffs([run(20, 5), run(6, 5)], day(5)) == (Layoff(day(20), day(6), 14),)
    assert layoffs([run(20, 5), run(7, 5)], day(6)) == ()


def test_a_layoff_that_still_lasts_has_no_next_run() -> None:
    assert layoffs([run(30, 5)], ONSET) == (Layoff(day(30), None, 30),)


def test_an_empty_archive_has_no_layoffs() -> None:
    assert layoffs([], ONSET) == ()


def test_a_run_is_impact_and_fitness_by_its_minutes() -> None:
    (found,) = load_by_day([run(2, 10, 60)], ONSET)
    assert (found.on, found.run_min, found.impact_min, found.fitness_au) == (day(2), 60, 60, 180)  # 60 min x RPE 3


def test_cycling_counts_for_fitness_and_never_for_impact() -> None:
    (found,) = load_by_day([run(2, 20, 60, sport="cycle")], ONSET)
    assert (found.run_min, found.impact_min) == (0, 0)
    assert found.fitness_au == pytest.approx(120.6)  # 60 min x 0.67 x RPE 3


def test_walking_is_part_of_the_impact_and_depends_on_the_tissue() -> None:
    walk = [run(2, 5, 60, sport="walk")]
    assert load_by_day(walk, ONSET)[0].impact_min == pytest.approx(24.0)  # 60 x 0.4
    assert load_by_day(walk, ONSET, "achilles")[0].impact_min == pytest.approx(30.0)  # 60 x 0.5
    assert load_by_day(walk, ONSET)[0].fitness_au == pytest.approx(39.6)  # 60 x 0.33 x RPE 2


def test_the_walking_in_a_run_walk_session_counts_as_walking() -> None:
    session = replace(run(2, 4, 30), run_s=20 * 60.0)
    (found,) = load_by_day([session], ONSET)
    assert found.run_min == 20
    assert found.impact_min == pytest.approx(24.0)  # 20 + 10 x 0.4
    assert found.fitness_au == pytest.approx(66.6)  # 20 x RPE 3 + 10 x 0.33 x RPE 2


@pytest.mark.parametrize(("ran", "minutes"), [(None, 30), (float("nan"), 30), (-1.0, 30), (2_400.0, 30), (0.0, 0)])
def test_where_nothing_tells_run_from_walk_all_minutes_are_running(ran: float | None, minutes: int) -> None:
    (found,) = load_by_day([replace(run(2, 4, 30), run_s=ran)], ONSET)
    assert found.run_min == minutes


def test_a_session_with_long_walks_is_slow_and_still_a_run() -> None:
    # 13:00 per km is a walk, unless the steps say that half an hour of it was run.
    assert load_by_day([run(2, 5, 65)], ONSET) == ()
    assert load_by_day([replace(run(2, 5, 65), run_s=1_800.0)], ONSET)[0].run_min == 30


def test_two_activities_of_one_day_are_added() -> None:
    (found,) = load_by_day([run(2, 10, 60), run(2, 20, 60, sport="cycle")], ONSET)
    assert found.run_min == 60
    assert found.fitness_au == pytest.approx(300.6)


def test_a_run_that_cannot_be_true_is_no_load() -> None:
    assert load_by_day([run(2, 10, 5)], ONSET) == ()


def test_days_come_in_order_and_only_before_the_given_day() -> None:
    found = load_by_day([*reversed(steady(2)), run(0, 10)], ONSET)
    assert [load.on for load in found] == [day(d) for d in (12, 10, 8, 5, 3, 1)]


def test_strength_work_has_no_measure_here() -> None:
    assert load_by_day([Fact("a", day(2), "strength", None, 1800)], ONSET) == ()
