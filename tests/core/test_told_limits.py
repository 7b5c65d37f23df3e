"""All limits of a day as they are told: id, unit, what it would have been, what is left, who won, and the others."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.decision import Limit, OtherLimit
from opbouw.core.told_limits import told_limits
from opbouw.core.walk import After, Day, Walk
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

RUN = Limit("run_minutes", "min", 12.0, 12.0, None)
CROSS = Limit("cross_minutes", "min", 30.0, 20.0, "guide")


def _story(**opened: Any) -> Story:
    story = Story("achilles_midportion", named_by="physio", **{"severity": "limits_running"} | opened)
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3, weekly_km=30, easy_pace_s_per_km=360)
    return story


def _on_step_four(story: Story, day: int = 60, **more: Any) -> tuple[Case, Walk, Day]:
    case = case_of(story, day)
    return (case, *rebuilding(case, "tendon_lower_leg", [ran(story.on(day - 20), 12)], 3, days_ago=60, **more))


def _told(case: Case, walk: Walk, at: Day, *blocked: str) -> dict[str, Limit]:
    return {one.id: one for one in told_limits(case, walk, at, blocked, RUN, None)}


def test_the_limits_of_a_day_stand_in_their_order() -> None:
    case, walk, at = _on_step_four(_story(), clean=2)
    found = told_limits(case, walk, at, (), RUN, CROSS)
    assert [one.id for one in found] == [
        "run_minutes",
        "running_days",
        "running_today",
        "cross_minutes",
        "stage",
        "uphill",
        "downhill",
        "effort",
    ]
    assert (found[0], found[3]) == (RUN, CROSS)


def test_without_a_next_run_or_session_their_limits_are_left_out() -> None:
    case, walk, at = _on_step_four(_story(), clean=0)
    ids = [one.id for one in told_limits(case, walk, at, (), None, None)]
    assert ids == ["running_today", "uphill", "downhill", "effort"]


def test_the_step_is_told_once_its_clean_sessions_are_in_and_not_after_the_ladder() -> None:
    case, walk, at = _on_step_four(_story(), clean=2)
    assert "stage" in _told(case, walk, at)
    assert "stage" not in _told(case, replace(walk, clean=1), at)
    assert "stage" not in _told(case, replace(walk, after=After()), at)


def test_the_step_stays_where_something_holds_it() -> None:
    case, walk, at = _on_step_four(_story(), clean=2)
    held = tuple(OtherLimit(code, 4.0) for code in ("check_in_old", "last_response"))
    assert _told(case, walk, at)["stage"] == Limit("stage", "step", 5.0, 4.0, "screening_old", held)


def test_running_today_is_nought_for_the_heaviest_reason_against() -> None:
    case, walk, at = _on_step_four(_story())
    other = OtherLimit("review", 0.0)
    assert _told(case, walk, at, "ill", "review")["running_today"] == Limit(
        "running_today", "min", 12.0, 0.0, "ill", (other,)
    )


def test_running_today_is_the_dose_of_the_day_where_nothing_is_against_it() -> None:
    case, walk, at = _on_step_four(_story())
    # 60 days after 2026-03-02 is a Friday; ten minutes of walking around and 9 of step one leave it room for no more
    story = _story()
    story.add("availability_set", 0, weekdays={"fri": 21, "mon": 60})
    short, _, _ = _on_step_four(story)
    assert _told(case, walk, at)["running_today"].value == 12
    found = _told(short, walk, at)["running_today"]
    # 5 + 5 minutes around; 2 run, 1.5 walk: three bouts are 10.5 of the 11 that are left
    assert (found.value, found.winner) == (6, "availability")


@pytest.mark.parametrize(("day", "winner"), [(6, "min_days"), (7, None)])
def test_before_rebuilding_the_run_free_days_hold_and_the_first_step_is_what_would_come(
    day: int, winner: str | None
) -> None:
    """Achilles, limits running: seven run-free days; step one of its ladder is 5 minutes."""
    case, walk, at = _on_step_four(_story(), day)
    resting = replace(walk, phase="rest", steps=None, ran=(), last_before=case.onset)
    left = 0.0 if winner else 5.0
    assert _told(case, resting, at)["running_today"] == Limit("running_today", "min", 5.0, left, winner)


def test_in_rebuilding_the_run_free_days_no_longer_hold() -> None:
    case, walk, at = _on_step_four(_story(), 60)
    yesterday = replace(walk, ran=(ran(at.on, 12),))
    assert _told(case, yesterday, at)["running_today"].winner != "min_days"


def test_running_days_are_three_and_apart_as_the_ladder_asks() -> None:
    case, walk, at = _on_step_four(_story())
    # two days between: (7 + 2) // 3 = 3
    others = (OtherLimit("hours_between_runs", 3.0),)
    assert _told(case, walk, at)["running_days"] == Limit(
        "running_days", "days per 7 days", 7.0, 3.0, "running_days_per_week", others
    )


def test_running_days_after_the_ladder_are_those_of_the_road() -> None:
    case, walk, at = _on_step_four(_story(), after=After(days_per_week=2))
    found = _told(case, walk, at)["running_days"]
    # one day between for this injury: (7 + 1) // 2 = 4
    assert (found.value, found.winner) == (2, "running_days_per_week")
    assert found.others == (OtherLimit("hours_between_runs", 4.0),)


def test_running_days_know_the_days_the_runner_has_and_a_guides_cap() -> None:
    story = _story()
    story.add("availability_set", 0, weekdays={"mon": 1, "wed": 40, "sat": 0})
    story.add("guide_decided", 0, role="physio", decision="cap", cap=1, unit="runs_per_week")
    found = _told(*_on_step_four(story))["running_days"]
    assert (found.value, found.winner) == (1, "guide")
    assert found.others == (
        OtherLimit("availability", 2.0),
        OtherLimit("running_days_per_week", 3.0),
        OtherLimit("hours_between_runs", 3.0),
    )


def test_with_two_rest_days_and_a_remainder_the_days_are_whole() -> None:
    case, walk, at = _on_step_four(_story())
    assert walk.steps is not None
    apart = replace(walk, steps=replace(walk.steps, min_rest_days=3))
    # (7 + 3) // 4 = 2
    assert _told(case, apart, at)["running_days"].winner == "hours_between_runs"
    assert _told(case, apart, at)["running_days"].others == (OtherLimit("running_days_per_week", 3.0),)
    assert _told(case, apart, at)["running_days"].value == 2


def test_what_would_come_in_rebuilding_is_the_step_of_that_day() -> None:
    """The longer run of the road is its longest, a shorter one seven tenths of it: the day decides which comes."""
    case, walk, at = _on_step_four(_story(), after=After(longest_min=40))
    week = replace(walk, ran=(ran(at.on, 20),), rebuild_on=at.on)
    first = replace(week, ran=())
    assert _told(case, first, at, "ill")["running_today"].original == 28.0
    later = replace(at, on=case.today)
    begun = replace(walk, rebuild_on=case.today - timedelta(days=3), ran=(ran(case.today - timedelta(days=3), 20),))
    assert _told(case, begun, later, "ill")["running_today"].original == 40.0


def test_a_guide_who_names_another_ladder_moves_the_first_step() -> None:
    """The tendon's own ladder begins with 5 minutes, the one the physio names with 2."""
    story = _story()
    story.add("guide_decided", 5, role="physio", decision="ladder", ladder="physioadvisor_19")
    case, walk, at = _on_step_four(story, 8)
    resting = replace(walk, phase="rest", steps=None, ran=(), last_before=case.onset)
    assert _told(case, resting, at)["running_today"].original == 2


def test_a_step_above_the_fourth_is_whole() -> None:
    """Step 5 of 13: from five on minutes lose their halves, steps are whole anyway."""
    case, walk, at = _on_step_four(_story(), clean=2)
    later = replace(walk, index=6)
    assert (_told(case, later, at)["stage"].original, _told(case, later, at)["stage"].value) == (8.0, 7.0)
