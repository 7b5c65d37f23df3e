"""The rest of the road, the rule of thumb, the goal's answer and the picture of fitness."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from opbouw.core.decision import PHASES
from opbouw.evidence import tables
from tests.core.making import Story


def _story(injury: str = "achilles_midportion", **opened: Any) -> Story:
    story = Story(injury, **{"side": "left", "severity": "limits_running", "named_by": "physio"} | opened)
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_km=35, weekly_runs=3, longest_km=14, easy_pace_s_per_km=360)
    story.screen(0)
    return story


# ---- road


@pytest.mark.parametrize("injury", list(tables.injuries))
@pytest.mark.parametrize("severity", ["niggle", None])
def test_each_phase_of_the_road_begins_where_the_one_before_it_ends(injury: str, severity: str | None) -> None:
    road = _story(injury, severity=severity).decide(0).road
    assert [one.phase for one in road] == list(PHASES)
    for one in road:
        assert one.to_low is not None
        assert one.to_mid is not None
        assert one.to_high is not None
        assert one.to_low <= one.to_mid <= one.to_high
        assert one.start is not None
        assert one.start <= one.to_low
    for before, after in pairwise(road):
        assert after.start == before.to_low
        for end in ("to_low", "to_mid", "to_high"):
            assert getattr(after, end) >= getattr(before, end)


def test_the_first_run_of_an_achilles_is_never_promised_before_its_run_free_days() -> None:
    road = {one.phase: one for one in _story().decide(0).road}
    assert (road["strengthen"].to_low or date.min) >= date(2026, 3, 9), "seven days for limits running"


def test_bone_is_never_promised_before_its_floor() -> None:
    road = {one.phase: one for one in _story("bsi_navicular").decide(0).road}
    assert (road["strengthen"].to_low or date.min) >= date(2026, 3, 2) + timedelta(days=120)


def test_an_open_sign_takes_the_road_away() -> None:
    story = _story()
    story.screen(1, rf_chest="yes")
    assert story.decide(1).road == ()


def test_a_worse_severity_never_shortens_the_road() -> None:
    ends = [
        _story(severity=severity).decide(0).road[3]
        for severity in ("niggle", "limits_running", "limits_daily_life", "cannot_bear")
    ]
    assert [one.to_low for one in ends] == sorted(one.to_low for one in ends if one.to_low)
    assert [one.to_high for one in ends] == sorted(one.to_high for one in ends if one.to_high)


# ---- two weeks for each week off


def test_two_weeks_of_return_for_each_week_off() -> None:
    story = _story(last_run_on="2026-03-02")
    story.checks(0, 21)
    thumb = story.decide(21).rule_of_thumb
    assert thumb is not None
    assert thumb.weeks_off == 3.0
    assert thumb.back_on == date(2026, 3, 23) + timedelta(weeks=6)


# ---- goal


def _goal(**said: Any) -> Story:
    story = _story()
    story.add("goal_set", 0, **said)
    return story


def test_without_a_goal_there_is_no_answer() -> None:
    assert _story().decide(0).goal is None


def test_a_race_in_two_weeks_is_not_feasible_and_has_two_alternatives() -> None:
    goal = _goal(kind="race", on="2026-03-16", distance_km=10).decide(0).goal
    assert goal is not None
    assert goal.verdict == "not_feasible"
    assert len(goal.alternatives) == 2
    assert goal.earliest_on is not None
    assert goal.earliest_on > date(2026, 3, 16)
    assert all(one.on is None or one.on >= date(2026, 3, 16) for one in goal.alternatives)


def test_a_race_in_two_years_is_feasible() -> None:
    goal = _goal(kind="race", on="2028-03-02", distance_km=10).decide(0).goal
    assert goal is not None
    assert goal.verdict == "feasible"


def test_between_the_earliest_and_the_middle_date_it_is_tight() -> None:
    far = _goal(kind="race", on="2028-03-02", distance_km=10).decide(0).goal
    assert far is not None
    assert far.earliest_on is not None
    tight = _goal(kind="race", on=far.earliest_on.isoformat(), distance_km=10).decide(0).goal
    assert tight is not None
    assert tight.verdict in ("tight", "feasible")
    day_too_soon = far.earliest_on - timedelta(days=1)
    soon = _goal(kind="race", on=day_too_soon.isoformat(), distance_km=10).decide(0).goal
    assert soon is not None
    assert soon.verdict == "not_feasible"


def test_a_longer_race_is_never_sooner() -> None:
    dates = []
    for kilometres in (5, 10, 21.1, 42.2):
        goal = _goal(kind="race", on="2026-03-16", distance_km=kilometres).decide(0).goal
        assert goal is not None
        dates.append(goal.earliest_on)
    assert dates == sorted(dates, key=str)


def test_a_locked_injury_gives_no_promise() -> None:
    story = _story("bsi_femoral_neck")
    story.add("goal_set", 0, kind="race", on="2028-03-02", distance_km=10)
    goal = story.decide(0).goal
    assert goal is not None
    assert goal.verdict == "unknown"
    assert goal.earliest_on is None


# ---- fitness by the lay-off table


@pytest.mark.parametrize(
    ("days", "pct"),
    [(0, 100), (5, 100), (7, 99.4), (14, 97.3), (21, 95.2), (24, 94.3), (28, 93.1), (72, 80), (200, 80)],
)
def test_fitness_without_anything_follows_the_table(days: int, pct: float) -> None:
    """Day 24 lies 3/7 between 0.952 and 0.931: 0.943."""
    fitness = _story(last_run_on="2026-03-02").decide(days).fitness
    assert fitness is not None
    assert fitness.pct == pytest.approx(pct, abs=0.05)
    assert (fitness.days_off, fitness.cross_share) == (days, 0)


def test_as_much_cross_training_as_before_follows_the_other_column() -> None:
    story = _story(last_run_on="2026-03-02")
    for day in range(22):
        story.add("session_done", day, kind="cross", modality="cycling", minutes=120, effort_rpe=5)
    fitness = story.decide(21).fitness
    assert fitness is not None
    assert (fitness.cross_share, fitness.pct) == (1, 97.6)


def test_cross_training_never_raises_a_running_dose() -> None:
    bare, busy = _story(), _story()
    for story in (bare, busy):
        story.checks(0, 9)
    for day in range(10):
        busy.add("session_done", day, kind="cross", modality="cycling", minutes=60, effort_rpe=3, pain_during=0)
    for day in range(10):
        assert busy.decide(day).running_allowed == bare.decide(day).running_allowed
        assert busy.decide(day).phase == bare.decide(day).phase
