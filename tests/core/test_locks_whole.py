"""Slope, effort and pace as limits, whole: what they would be, what is left, who won, and the others."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.decision import Limit, OtherLimit
from opbouw.core.locks import locks
from opbouw.core.walk import After
from opbouw.evidence import tables
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 60


def _locks(injury: str = "pfp", after: After | None = None, story: Story | None = None, **more: Any) -> list[Limit]:
    told = story or Story(injury, severity="limits_running", named_by="physio")
    case = case_of(told, TODAY)
    ladder = tables.default_ladders[injury].ladder
    walk, at = rebuilding(case, ladder, [ran(told.on(TODAY - 3), 30)], 3)
    return list(locks(case, replace(walk, after=after, step_backs=(), warnings=(), **more), at))


def _by_id(*args: Any, **more: Any) -> dict[str, Limit]:
    return {one.id: one for one in _locks(*args, **more)}


def test_on_the_ladder_the_three_locks_whole() -> None:
    assert _locks() == [
        Limit("uphill", "slope_pct", 10, 0, "hills_last"),
        Limit("downhill", "slope_pct", 8, 0, "hills_last"),
        Limit("effort", "rpe", 8, 3, "speed_last"),
    ]


def test_without_running_there_is_nothing_to_lock() -> None:
    assert _locks(phase="strengthen") == []
    assert _locks(steps=None) == []


def test_bone_has_a_pace_as_well() -> None:
    found = _locks("bsi_fibula")
    assert found[3] == Limit("easy_pace", "pct", 100, 50, "bone_pace")
    assert [one.id for one in found] == ["uphill", "downhill", "effort", "easy_pace"]


@pytest.mark.parametrize(("step", "pace"), [(0, 50), (1, 60), (2, 70), (5, 100), (9, 100)])
def test_bone_gets_its_pace_back_in_steps(step: int, pace: float) -> None:
    assert _by_id("bsi_fibula", After(pace_step=step))["easy_pace"].value == pace


def test_after_the_ladder_a_ceiling_of_the_injury_stands_beside_the_step() -> None:
    found = _by_id(after=After(hill_up=1, hill_down=2))
    up, down = (tables.dimensions[f"hills_{way}hill"]["steps"] for way in ("up", "down"))
    group = next(one for one in tables.road_groups if "pfp" in one.injuries)
    assert (group.uphill_slope_pct_max, group.downhill_slope_pct_max) == (8, 5)
    assert (up[0]["slope_pct_max"], down[1]["slope_pct_max"]) == (3, 3)
    assert found["uphill"] == Limit("uphill", "slope_pct", 10, 3, "hills_last", (OtherLimit("hill_ceiling", 8),))
    assert found["downhill"] == Limit("downhill", "slope_pct", 8, 3, "hills_last", (OtherLimit("hill_ceiling", 5),))


def test_after_the_return_there_is_no_ceiling_and_beyond_the_last_step_the_steepest_stands() -> None:
    found = _by_id(after=After(hill_up=99, hill_down=99), phase="keep_running")
    assert found["uphill"] == Limit("uphill", "slope_pct", 10, 10, None, (OtherLimit("hills_last", 10),))
    assert found["downhill"] == Limit("downhill", "slope_pct", 8, 8, None, (OtherLimit("hills_last", 8),))


def test_a_warning_and_a_flare_shut_hills_and_bring_effort_back_to_easy() -> None:
    today = Story("pfp").on(TODAY)
    case = case_of(Story("pfp", severity="limits_running", named_by="physio"), TODAY)
    walk, at = rebuilding(case, "knee_short_bouts", (), 3)
    open_road = replace(walk, phase="keep_running", after=After(hill_up=99, hill_down=99, speed=99), step_backs=())
    shut = {one.id: one for one in locks(case, replace(open_road, warnings=(today,), step_backs=(today,)), at)}
    others = (OtherLimit("recent_flare", 0), OtherLimit("hills_last", 10))
    assert shut["uphill"] == Limit("uphill", "slope_pct", 10, 0, "early_warning", others)
    effort = (OtherLimit("recent_flare", 4), OtherLimit("speed_last", 8))
    assert shut["effort"] == Limit("effort", "rpe", 8, 4, "early_warning", effort)
    free = {one.id: one for one in locks(case, replace(open_road, warnings=(), step_backs=()), at)}
    assert free["effort"] == Limit("effort", "rpe", 8, 8, None, (OtherLimit("speed_last", 8),))


def test_effort_after_the_ladder_is_easy_until_speed_begins() -> None:
    assert _by_id(after=After())["effort"] == Limit("effort", "rpe", 8, 4, "speed_last")


def test_effort_after_fever_and_by_a_guide() -> None:
    story = Story("pfp", severity="limits_running", named_by="physio")
    story.check(TODAY - 2, ill="fever")
    story.add("guide_decided", 0, role="physio", decision="cap", cap=2, unit="rpe")
    others = (OtherLimit("speed_last", 3), OtherLimit("after_fever", 3))
    assert _by_id(story=story)["effort"] == Limit("effort", "rpe", 8, 2, "guide", others)


def test_the_first_quick_step_asks_its_own_effort_and_beyond_the_ladder_its_last_step_does() -> None:
    """speed_step 1 asks 5, and 8 at the end; every ladder ends easy."""
    assert _by_id(after=After(speed=1))["effort"] == Limit("effort", "rpe", 8, 5, "speed_last")
    assert _by_id(after=After(speed=3))["effort"] == Limit("effort", "rpe", 8, 6, "speed_last")
    assert _by_id(index=99)["effort"] == Limit("effort", "rpe", 8, 3, "speed_last")


def test_the_whole_pace_is_back_after_its_last_step() -> None:
    found = _by_id("bsi_fibula", After(pace_step=5))["easy_pace"]
    assert found == Limit("easy_pace", "pct", 100, 100, None, (OtherLimit("bone_pace", 100),))
