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


def test_what_runs_of_long_ago_leave_behind_is_kept() -> None:
    story = Story("pfp")
    case = case_of(story, 200)
    runs = [
        ran(story.on(60), 9),
        ran(story.on(90), 10, clean=False),
        ran(story.on(100), 11, allowed=False, clean=False),
        ran(story.on(150), 12),
    ]
    walk, at = rebuilding(case, "knee_short_bouts", runs, days_ago=120)
    kept = remember(walk, at.on)
    assert kept.ran == (runs[3],)
    assert (kept.last_before, kept.allowed_before, kept.clean_before) == (story.on(100), story.on(90), 9)
    assert (kept.runs_since, kept.first_run_on) == (story.on(90), story.on(90)), "rebuilding began on day 80"
    edge = remember(replace(walk, ran=(ran(at.on - timedelta(days=RAN_DAYS), 5),)), at.on)
    assert len(edge.ran) == 1
    assert remember(replace(walk, ran=()), at.on).ran == ()
    before = replace(walk, runs_since=story.on(85), last_before=story.on(190))
    assert (remember(before, at.on).runs_since, remember(before, at.on).last_before) == (story.on(85), story.on(190))
    early = remember(replace(walk, ran=(runs[0], runs[3])), at.on)
    assert (early.runs_since, early.first_run_on) == (None, story.on(150))


def test_what_a_walk_says_of_its_runs() -> None:
    story = Story("pfp")
    case = case_of(story, 60)
    runs = [ran(story.on(40), 6), ran(story.on(45), 7, clean=False), ran(story.on(50), 8, allowed=False, clean=False)]
    walk, _ = rebuilding(case, "knee_short_bouts", runs, days_ago=18, last_before=story.on(30))
    assert (walk.last_run_on, walk.last_allowed_on, walk.last_clean_min) == (story.on(50), story.on(45), 6)
    assert walk.first_run_on == story.on(45), "rebuilding began on day 42"
    none = replace(walk, ran=())
    assert (none.last_run_on, none.last_allowed_on, none.last_clean_min) == (story.on(30), story.on(42), None)
    assert none.first_run_on is None
    old = replace(none, allowed_before=story.on(20), clean_before=5.0, rebuild_on=None)
    assert (old.last_allowed_on, old.last_clean_min, old.first_run_on) == (story.on(20), 5, None)
    assert replace(walk, last_before=story.on(55)).last_run_on == story.on(55)
    assert walk.position == 0
    assert walk.steps is not None
    assert replace(walk, after=After(hill_up=2, pace_step=1)).position == len(walk.steps.stages) + 3
    assert replace(walk, steps=None, after=After(), index=3).position == 3
    assert After(longest_min=33, speed=1, hill_down=1).steps == 3
