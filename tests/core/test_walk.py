"""The state between two days: what is kept of runs long ago, and what weeks are made of."""

from dataclasses import replace
from datetime import timedelta

from opbouw.core.after30 import step_back
from opbouw.core.caps import longer_next
from opbouw.core.walk import RAN_DAYS, After, remember
from opbouw.core.weeks import down_week, week_minutes, week_start
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story


def test_an_old_run_that_still_waits_for_its_morning_is_kept() -> None:
    story = Story("pfp")
    story.run(0, 5)
    story.check(RAN_DAYS + 5)
    case = case_of(story, RAN_DAYS + 5)
    run = case.diary.runs[0]
    walk, at = rebuilding(case, "knee_short_bouts", [replace(ran(run.on, 5, clean=False), id=run.id)], waiting=(run,))
    assert remember(walk, at.on) == walk
    settled = replace(walk, waiting=())
    assert remember(settled, at.on).ran == ()
    assert remember(settled, at.on).last_before == run.on


def test_weeks_count_from_the_day_rebuilding_began() -> None:
    story = Story("pfp")
    case = case_of(story, 30)
    runs = [ran(story.on(day), minutes) for day, minutes in ((16, 4), (22, 5), (23, 6))]
    walk, at = rebuilding(case, "knee_short_bouts", runs, days_ago=14)
    assert week_start(walk, 1) == story.on(23)
    assert [week_minutes(walk, week) for week in (0, 1, 2)] == [9, 6, 0]
    assert longer_next(walk, story.on(24)), "one run stands in this week already"
    assert not longer_next(walk, story.on(22) + timedelta(days=9))
    assert not down_week(walk, at.on), "no lighter week on the ladder"


def test_stages_back_lead_down_the_ladder_and_never_below_the_first() -> None:
    walk, _ = rebuilding(case_of(Story("pfp"), 30), "knee_short_bouts", index=3)
    assert [step_back(walk, stages) for stages in (1, 3, 9)] == [(2, None), (0, None), (0, None)]
    assert walk.steps is not None
    top = len(walk.steps.stages) - 1
    assert step_back(replace(walk, index=top, after=After()), 2) == (top - 2, None)
    assert step_back(replace(walk, index=top, after=After(hill_up=2)), 1) == (top, After(hill_up=1))
