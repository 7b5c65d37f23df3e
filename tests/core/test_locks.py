"""Limits that are no minutes, and the limit of the day itself."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.decision import Limit
from opbouw.core.locks import locks
from opbouw.core.told_limits import told_limits
from opbouw.core.walk import After
from opbouw.evidence import tables
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story
from tests.scenarios.faithful import Faithful

TODAY = 60


def _story(injury: str = "pfp", **opened: Any) -> Story:
    story = Story(injury, **{"severity": "limits_running", "named_by": "physio"} | opened)
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3, weekly_km=30, longest_km=12, easy_pace_s_per_km=360)
    story.screen(TODAY - 1)
    return story


def _locks(story: Story, after: After | None, phase: str = "rebuild", **more: Any) -> dict[str, Limit]:
    case = case_of(story, TODAY)
    ladder = tables.default_ladders[story.injury].ladder
    walk, at = rebuilding(case, ladder, [ran(story.on(TODAY - 3), 30)], 3)
    found = locks(case, replace(walk, after=after, phase=phase, **more), at)  # type: ignore[arg-type]
    return {one.id: one for one in found}


def test_on_the_ladder_hills_are_shut_and_effort_is_easy() -> None:
    found = _locks(_story(), None)
    assert (found["uphill"].value, found["uphill"].winner) == (0, "hills_last")
    assert (found["downhill"].value, found["downhill"].winner) == (0, "hills_last")
    assert (found["effort"].original, found["effort"].value, found["effort"].winner) == (8, 3, "speed_last")
    assert "easy_pace" not in found


@pytest.mark.parametrize(
    ("step", "phase", "slope", "winner"),
    [
        (0, "rebuild", 0, "hills_last"),
        (1, "rebuild", 3, "hills_last"),
        (3, "rebuild", 5, "hills_last"),
        (5, "rebuild", 5, "hill_ceiling"),
        (5, "keep_running", 8, None),
    ],
)
def test_downhill_comes_back_by_steps_and_no_steeper_than_the_knee_takes(
    step: int, phase: str, slope: float, winner: str | None
) -> None:
    """Downhill steps 3, 3, 5, 5, 8 percent; the knee's ceiling while rebuilding is 5."""
    found = _locks(_story(), After(hill_down=step), phase)
    assert (found["downhill"].value, found["downhill"].winner) == (slope, winner)


def test_a_flare_shuts_hills_and_speed_for_fourteen_days() -> None:
    story = _story()
    after = After(hill_up=3, hill_down=3, speed=5)
    assert _locks(story, after, step_backs=(story.on(TODAY - 14),))["uphill"].value == 6
    shut = _locks(story, after, step_backs=(story.on(TODAY - 13),))
    assert (shut["uphill"].value, shut["uphill"].winner) == (0, "recent_flare")
    assert (shut["effort"].value, shut["effort"].winner) == (4, "recent_flare")


def test_after_fever_and_by_a_guide_effort_is_less() -> None:
    story = _story()
    story.check(TODAY - 5, ill="fever")
    assert _locks(story, After(speed=4))["effort"].value == 3
    other = _story()
    other.add("guide_decided", 10, role="trainer", decision="cap", cap=5, unit="rpe")
    assert (_locks(other, After(speed=4))["effort"].value, _locks(other, After(speed=4))["effort"].winner) == (
        5,
        "guide",
    )


@pytest.mark.parametrize(("pace_step", "percent"), [(None, 50), (0, 50), (1, 60), (4, 90), (5, 100)])
def test_bone_gets_its_pace_back_in_steps(pace_step: int | None, percent: float) -> None:
    after = None if pace_step is None else After(pace_step=pace_step)
    found = _locks(_story("bsi_fibula"), after)["easy_pace"]
    assert found.value == percent
    assert found.winner == ("bone_pace" if percent < 100 else None)


# ---- the day itself


def _today(story: Story, blocked: tuple[str, ...], phase: str = "rebuild", **more: Any) -> Limit:
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "knee_short_bouts", [ran(story.on(TODAY - 3), 12)], 2, **more)
    found = told_limits(case, replace(walk, phase=phase), at, blocked, None, None)  # type: ignore[arg-type]
    return next(one for one in found if one.id == "running_today")


def test_the_heaviest_reason_against_running_wins_the_day_and_the_others_stand_beside_it() -> None:
    found = _today(_story(), ("ill", "day_between_runs"))
    assert (found.original, found.value, found.winner) == (12, 0, "ill")
    assert [one.id for one in found.others] == ["day_between_runs"]


def test_a_day_with_a_run_has_the_dose_of_the_run() -> None:
    found = _today(_story(), ())
    assert (found.original, found.value) == (12, 12)


def test_the_minimum_days_are_a_limit_of_the_first_days() -> None:
    story = _story()
    story.check(2)
    limits = {one.id: one for one in story.decide(2).limits}
    assert limits["running_today"].value == 0
    assert "min_days" in [limits["running_today"].winner, *(one.id for one in limits["running_today"].others)]


def test_running_days_name_the_days_between_the_runners_week_and_the_guide() -> None:
    runner = Faithful("achilles_midportion")
    life = runner.live(120, lambda one: one.phase == "rebuild", look_daily=False)
    day = (life.days[-1].on - runner.story.onset).days
    before = {one.id: one for one in life.days[-1].limits}["running_days"]
    assert (before.original, before.value, before.winner) == (7, 3, "running_days_per_week")
    assert {one.id: one.value for one in before.others} == {"hours_between_runs": 3}, "two days between: days 1, 4, 7"
    runner.story.add("guide_decided", day, role="trainer", decision="cap", cap=2, unit="runs")
    after = {one.id: one for one in runner.story.decide(day).limits}["running_days"]
    assert (after.value, after.winner) == (2, "guide")


def test_every_limit_that_won_is_below_what_it_would_have_been() -> None:
    life = Faithful("pfp").live(90)
    for decision in life.days:
        for limit in decision.limits:
            assert limit.value <= limit.original, (decision.on, limit)
            assert limit.winner is None or limit.value < limit.original
            assert all(one.value >= limit.value for one in limit.others)
