"""Fitness and tissue capacity, worked out by hand from the tables on a log of a few lines."""

from math import exp
from typing import Any

import pytest

from opbouw.core.decision import Decision
from opbouw.core.diary import Run
from opbouw.core.pain import Match
from opbouw.core.walk import Response
from opbouw.forecast.capacity import capacity_by_day
from opbouw.forecast.curves import curves_of
from opbouw.forecast.fitness import fitness_by_day
from tests.core.making import Story
from tests.forecast.walking import clean_run, days_of, story, with_walk


def run(id: str) -> Run:
    """A run, of which only the id matters."""
    return Run(id=id, on=story().on(3), run_minutes=10, minutes=10)


# ---- fitness


@pytest.mark.parametrize(("day", "pct"), [(0, 100.0), (5, 100.0), (6, 99.7), (14, 97.3), (28, 93.1), (72, 80.0)])
def test_without_running_fitness_falls_as_the_lay_off_table_says(day: int, pct: float) -> None:
    assert fitness_by_day(days_of(story(), day))[-1] == pytest.approx(pct)


def test_in_a_break_the_line_ends_where_the_decision_stands() -> None:
    log = story()
    for day in range(1, 28, 2):
        log.add("session_done", day, kind="cross", modality="cycling", minutes=60, effort_rpe=5)
    decision = log.decide(28)
    assert isinstance(decision, Decision)
    assert decision.fitness is not None
    assert decision.fitness.pct > 93.1
    assert fitness_by_day(days_of(log, 28))[-1] == pytest.approx(decision.fitness.pct)


def test_one_run_after_a_break_wins_back_its_share_and_not_all() -> None:
    log = story()
    log.run(28, 30)
    # day 27 lies at 95.2 - 6/7 of 2.1 = 93.4; 30 minutes in two weeks are 15/210 of the usual week; a day closes
    # 1 - exp(-1/42) = 0.023529 of what is missing: 93.4 + 6.6 x 0.023529 x 15/210
    found = fitness_by_day(days_of(log, 28))
    assert found[27] == pytest.approx(93.4)
    assert found[28] == pytest.approx(93.4111, abs=0.0001)


# ---- tissue capacity


@pytest.mark.parametrize(
    ("severity", "start"),
    [("niggle", 80), ("limits_running", 60), ("limits_daily_life", 40), ("cannot_bear", 25), (None, 25)],
)
def test_capacity_begins_by_severity_and_unknown_begins_lowest(severity: str | None, start: float) -> None:
    assert capacity_by_day(days_of(story(severity=severity), 0)) == (start,)


def test_bone_begins_at_most_at_25_and_rest_does_not_raise_it() -> None:
    found = capacity_by_day(days_of(story("bsi_fibula", severity="niggle"), 10))
    assert found[0] == found[10] == 25


def test_in_rest_a_tendon_shrinks_toward_30_with_60_days() -> None:
    assert capacity_by_day(days_of(story(), 10))[-1] == pytest.approx(30 + 30 * exp(-10 / 60))


def _strong(log: Story, **said: Any) -> Story:
    for day in range(11):
        log.add("session_done", day, kind="strength", minutes=20, **said)
    return log


def test_strength_twice_a_week_halves_the_shrinking() -> None:
    found = capacity_by_day(days_of(_strong(story(), pain_during=2), 10))
    assert found[-1] == pytest.approx(30 + 30 * exp(-10 / 120))


@pytest.mark.parametrize("said", [{"pain_during": 3}, {}])
def test_strength_that_hurt_or_was_not_told_of_does_not_help(said: dict[str, Any]) -> None:
    found = capacity_by_day(days_of(_strong(story(), **said), 10))
    assert found[-1] == pytest.approx(30 + 30 * exp(-10 / 60))


def test_a_tolerated_week_lets_it_grow_a_little_and_less_without_strength() -> None:
    log = story()
    ran = clean_run(log.on(5), 210)
    found = capacity_by_day(with_walk(days_of(log, 5), {5: {"ran": (ran,)}}))
    before = 30 + 30 * exp(-4 / 60)
    # a whole usual week tolerated: toward 100, with 112 days, three quarters of it without strength
    assert found[4] == pytest.approx(before)
    assert found[5] == pytest.approx(before + (100 - before) * (1 - exp(-1 / 112)) * 0.75)
    assert found[5] == pytest.approx(58.345, abs=0.001)


def test_a_small_tolerated_dose_keeps_it_and_one_that_was_not_clean_does_not() -> None:
    log = story()
    days = days_of(log, 6)
    kept = capacity_by_day(with_walk(days, {2: {"ran": (clean_run(log.on(2), 10),)}}))
    lost = capacity_by_day(with_walk(days, {2: {"ran": (clean_run(log.on(2), 10, clean=False),)}}))
    assert kept[6] == kept[1]
    assert lost[6] == pytest.approx(30 + 30 * exp(-6 / 60))


def test_a_flare_costs_points_once_and_more_only_when_the_same_run_turns_out_worse() -> None:
    log = story()
    amber = Response(log.on(3), "repeat", 0, (Match("r_amber", "repeat", value=4, limit=2),), run("a"))
    again = Response(log.on(4), "repeat", 0, (Match("r_amber", "repeat", value=4, limit=2),), run("a"))
    worse = Response(log.on(5), "step_back", -1, (Match("r_limp", "stop_step_back", 1),), run("a"))
    ran = {"ran": (clean_run(log.on(0), 10),)}  # keeps the rest level
    days = with_walk(days_of(log, 5), {0: ran, 3: {"response": amber}, 4: {"response": again}, 5: {"response": worse}})
    assert capacity_by_day(days) == (60, 60, 60, 55, 55, 50)


def test_an_answer_that_came_late_is_no_flare() -> None:
    log = story()
    late = Response(log.on(3), "repeat", 0, (Match("answered_late", "repeat"),), run("a"))
    ran = {"ran": (clean_run(log.on(0), 10),)}
    assert capacity_by_day(with_walk(days_of(log, 3), {0: ran, 3: {"response": late}})) == (60, 60, 60, 60)


def test_a_bone_stop_costs_25_points_and_never_more_than_there_is() -> None:
    log = story("bsi_fibula")
    stop = Response(log.on(2), "step_back", -1, (Match("r_bone_any_pain", "stop_step_back", 1),), run("a"))
    days = with_walk(days_of(log, 2), {2: {"response": stop, "bone_stops": (log.on(2),)}})
    assert capacity_by_day(days) == (25, 25, 0)


# ---- the two beside each other


def test_the_points_stand_a_week_apart_and_the_last_is_today() -> None:
    found = curves_of(days_of(story(), 17))
    assert [one.week for one in found.points] == [0, 1, 2, pytest.approx(17 / 7)]
    assert found.today.on == story().on(17)
    assert found.lowest_fitness == found.today
    assert found.tissue == "tendon"


def test_fitness_is_called_ahead_at_15_points_for_three_days() -> None:
    # a niggle begins at 80, so 20 points ahead, on the first days there are not three yet
    assert not curves_of(days_of(story(severity="niggle"), 1)).ahead
    assert curves_of(days_of(story(severity="niggle"), 2)).ahead


def test_a_gap_that_opened_yesterday_is_not_ahead_yet() -> None:
    log = story("calf_strain_gastroc", severity="niggle")
    flare = Response(log.on(2), "step_back", -1, (Match("r_limp", "stop_step_back", 1),), run("a"))
    # running stays at 100; a tolerated usual week pulls a muscle from 80 toward 100 with 56 days, above 85 by day 28
    ran = tuple(clean_run(log.on(day), 60) for day in range(31))
    calm = with_walk(days_of(log, 30), {0: {"ran": ran}})
    sore = with_walk(days_of(log, 30), {0: {"ran": ran}, 29: {"response": flare}})
    assert fitness_by_day(calm)[-1] == 100
    assert capacity_by_day(calm)[28] > 85
    assert capacity_by_day(sore)[-1] < 85
    assert not curves_of(sore).ahead


def test_five_years_still_give_few_points() -> None:
    days = days_of(story(), 400)
    found = curves_of(days)
    assert len(found.points) <= 28
    assert found.points[-1].on == days[-1].at.on


def test_without_an_old_level_the_curve_says_that_the_usual_week_is_not_known() -> None:
    log = Story("achilles_midportion", side="left", severity="niggle", named_by="physio")
    assert not curves_of(days_of(log, 3)).usual_known
    assert curves_of(days_of(story(), 3)).usual_known
