"""The road after 30 minutes: one dimension a week in the group's order, and quick bits last of all."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from opbouw.core.after30 import clean_needed_after, days_at_goal, longest_to_come, move_on, speed_tests, step_back
from opbouw.core.case import Case
from opbouw.core.dose import run_dose
from opbouw.core.runs import runs_of_week
from opbouw.core.speed import quick_bits, speed_steps, with_quick_bits
from opbouw.core.walk import After, Day, Walk
from opbouw.evidence import tables
from tests.core.cases import case_for, case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 120


def _story(injury: str = "low_back_pain", **baseline: Any) -> Story:
    story = Story(injury, severity="limits_running", named_by="physio")
    story.add("profile_set", 0, years_running=5)
    said = {"weekly_runs": 3, "weekly_km": 15, "longest_km": 10, "easy_pace_s_per_km": 360} | baseline
    story.add("baseline_set", 0, **said)
    story.screen(TODAY - 1)
    return story


def _weeks(story: Story, minutes: float, weeks: int, per_week: int = 3) -> list[Any]:
    """``per_week`` clean runs of equal minutes in each of the weeks before today."""
    days = [TODAY - 7 * n - 2 * k - 1 for n in range(weeks) for k in range(per_week)]
    return [ran(story.on(day), minutes) for day in sorted(days)]


def _walk(story: Story, after: After, runs: list[Any], **more: Any) -> tuple[Case, Walk, Day]:
    case = case_of(story, TODAY)
    ladder = tables.default_ladders[story.injury].ladder
    walk, at = rebuilding(case, ladder, runs, 99, days_ago=56)
    reached = {"reached_30_on": story.on(TODAY - 30)} | more
    return case, replace(walk, index=len(walk.steps.stages) - 1 if walk.steps else 0, after=after, **reached), at


def test_the_longest_run_grows_by_the_groups_share_and_only_after_two_clean_weeks() -> None:
    """Low back: duration at 0.75 of ten percent, three clean sessions: 40 + 3 = 43."""
    story = _story()
    case, walk, at = _walk(story, After(longest_min=40, clean=3), _weeks(story, 40, 3))
    assert move_on(case, walk, at).after == After(longest_min=43, clean=0, moved_on=at.on, moved="duration")
    assert move_on(case, replace(walk, after=After(longest_min=40, clean=2)), at) is not None
    assert move_on(case, replace(walk, after=After(longest_min=40, clean=2)), at).after == After(40, clean=2)
    runs = [*walk.ran[:-4], replace(walk.ran[-4], clean=False), *walk.ran[-3:]]
    unclean = replace(walk, ran=tuple(runs))
    assert move_on(case, unclean, at).after == walk.after


def test_one_dimension_a_week_and_none_for_two_weeks_after_a_flare() -> None:
    story = _story()
    case, walk, at = _walk(story, After(longest_min=40, clean=9), _weeks(story, 40, 3))
    moved = replace(walk, after=After(longest_min=40, clean=9, moved_on=story.on(TODAY - 6)))
    assert move_on(case, moved, at) == moved
    flared = replace(walk, step_backs=(story.on(TODAY - 13),))
    assert move_on(case, flared, at) == flared


def test_after_a_recurrence_the_longest_run_grows_by_half_as_much() -> None:
    """Low back: 0.75 of ten percent of 80 is 6; half of it is 3. One clean session more is asked: four."""
    story = Story("low_back_pain", severity="limits_running", named_by="physio", recurrence=True)
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3, weekly_km=40, longest_km=20, easy_pace_s_per_km=360)
    for clean, longest in ((3, 80), (4, 83)):
        case, walk, at = _walk(story, After(longest_min=80, clean=clean), _weeks(story, 80, 3))
        after = move_on(case, walk, at).after
        assert after is not None
        assert after.longest_min == longest
    assert case.recurrence


@pytest.mark.parametrize(("pace_step", "moved"), [(0, "pace_to_easy"), (4, "pace_to_easy"), (5, None)])
def test_bone_gets_its_pace_back_before_anything_else(pace_step: int, moved: str | None) -> None:
    """Five steps, from 60 to 100 percent of the usual speed; two clean sessions each."""
    story = _story("bsi_metatarsal_2_4")
    case, walk, at = _walk(story, After(pace_step=pace_step, clean=2), _weeks(story, 30, 1))
    after = move_on(case, walk, at).after
    assert after is not None
    assert (after.moved, after.pace_step) == (moved, pace_step + (moved is not None))
    early = move_on(case, replace(walk, after=After(pace_step=pace_step, clean=1)), at).after
    assert early == After(pace_step=pace_step, clean=1)


def test_a_fourth_day_comes_after_four_clean_weeks_and_never_above_the_usual_number() -> None:
    story = _story(weekly_runs=4)
    case, walk, at = _walk(story, After(clean=12), _weeks(story, 30, 4))
    assert move_on(case, walk, at).after == After(days_per_week=4, moved_on=at.on, moved="frequency")
    three, other, on = _walk(_story(), After(longest_min=60, clean=12), _weeks(_story(), 30, 4))
    assert other.after is not None
    assert (move_on(three, other, on).after or other.after).days_per_week == 3


def test_a_new_running_day_is_short() -> None:
    """The last run of its week: at most 20 minutes and half of a usual one (30): 15."""
    story = _story(weekly_runs=4)
    after = After(days_per_week=4, moved="frequency", moved_on=story.on(TODAY - 8))
    runs = [ran(story.on(TODAY - day), 30) for day in (13, 11, 9, 6, 4, 2)]
    case, walk, at = _walk(story, after, runs)
    found = run_dose(case, walk, at)
    bounds = {one.id: one.value for one in found.others} | {found.winner: found.value}
    assert bounds["new_running_day"] == 15


def test_hills_open_at_eighty_percent_of_the_usual_minutes_and_stop_at_the_groups_ceiling() -> None:
    """Usual 15 km at 6:00 is 90 minutes; three runs of 24 are 72, which is 80 percent."""
    story = _story(longest_km=5)
    enough = _walk(story, After(longest_min=30, clean=4), _weeks(story, 24, 3))
    assert move_on(*enough).after == After(30, hill_up=1, moved_on=enough[2].on, moved="hills_uphill")
    short = _walk(story, After(longest_min=30, clean=4), _weeks(story, 23, 3))
    assert move_on(*short).after == After(30, clean=4)
    steep = _walk(story, After(30, hill_up=2, hill_down=0, clean=4), _weeks(story, 24, 3))
    assert move_on(*steep).after == After(30, hill_up=2, hill_down=1, moved_on=steep[2].on, moved="hills_downhill"), (
        "uphill steps 3, 4, 6 percent; the ceiling of 5 leaves two"
    )


def test_speed_waits_for_two_steps_of_the_first_hill_and_more_clean_sessions() -> None:
    """Low back: uphill first, speed last, three clean sessions."""
    story = _story(longest_km=5)
    runs = _weeks(story, 24, 3)
    early = _walk(story, After(30, hill_up=2, hill_down=4, clean=2), runs)
    assert move_on(*early).after == After(30, hill_up=2, hill_down=4, clean=2)
    old = _walk(story, After(30, hill_up=2, hill_down=4, clean=3), runs)
    assert move_on(*old).after == After(30, hill_up=2, hill_down=4, clean=3), "the tests of the gate are too old"
    assert {one.test for one in speed_tests(*old)} == {
        "walk_brisk_30",
        "single_leg_bridge",
        "side_plank",
        "hop_in_place",
    }
    for name in ("walk_brisk_30", "single_leg_bridge", "side_plank", "hop_in_place"):
        story.test(TODAY - 2, name, 60, sides=tables.readiness_tests[name].both_sides)
    ready = _walk(story, After(30, hill_up=2, hill_down=4, clean=3), runs)
    assert speed_tests(*ready) == ()
    assert move_on(*ready).after == After(30, hill_up=2, hill_down=4, speed=1, moved_on=ready[2].on, moved="speed")


@pytest.mark.parametrize(
    ("injury", "dimension", "needed"),
    [
        ("pfp", "hills_downhill", 3),
        ("pfp", "duration", 2),
        ("achilles_midportion", "speed", 3),
        ("achilles_midportion", "duration", 2),
        ("bsi_fibula", "duration", 3),
    ],
)
def test_clean_sessions_before_a_dimension_moves(injury: str, dimension: str, needed: int) -> None:
    assert clean_needed_after(case_for(injury), dimension) == needed
    assert clean_needed_after(case_for(injury, recurrence=True), dimension) == needed + 1


def test_a_step_back_takes_every_dimension_one_step_and_the_newest_day() -> None:
    story = _story()
    after = After(44, days_per_week=4, pace_step=2, hill_up=1, hill_down=0, speed=3, clean=1, moved="frequency")
    _, walk, _ = _walk(story, after, [])
    _, back = step_back(walk, 1)
    assert back == After(40, days_per_week=3, pace_step=1, hill_up=0, hill_down=0, speed=2, moved="frequency")


def test_a_race_goal_adds_to_the_longest_run_only_in_keep_running() -> None:
    story = _story()
    story.add("goal_set", 0, kind="race", distance_km=21)
    case, walk, _ = _walk(story, After(60), [])
    assert longest_to_come(case, walk) == 60, "10 km at 6:00"
    assert longest_to_come(case, replace(walk, phase="keep_running")) == 126


def test_the_goal_is_held_by_clean_runs_no_longer_than_the_old_longest() -> None:
    """45 minutes: the usual week of 90 minutes is held by two of 48 (95 percent of 90 is 85.5)."""
    story = _story(longest_km=8)
    runs = _weeks(story, 45, 2, per_week=2)
    case, walk, at = _walk(story, After(45), runs)
    assert days_at_goal(case, walk, at.on) == 14
    assert days_at_goal(case, replace(walk, ran=tuple(replace(one, clean=False) for one in runs)), at.on) == 0
    long = [*runs[:-1], replace(runs[-1], minutes=49.0)]
    assert days_at_goal(case, replace(walk, ran=tuple(long)), at.on) == 0, "48 minutes was the old longest run"


# ---- quick bits


def _quick(story: Story, speed: int, days_ago: list[int], minutes: float = 40) -> tuple[Case, Walk, Day]:
    runs = [ran(story.on(TODAY - day), minutes) for day in days_ago]
    return _walk(story, After(40, speed=speed), runs)


def test_the_first_run_of_the_week_has_the_quick_bits_by_hand() -> None:
    """Step 1: 4 x 15 s, at most 5 percent of last week's 120 minutes, halved for this group: 3 minutes, so all four."""
    story = _story()
    case, walk, at = _quick(story, 1, [6, 4, 2])  # today is the first day of a week of rebuilding (56 days in)
    quick = quick_bits(case, walk, at, 36)
    assert quick is not None
    assert (quick.reps, quick.work_s, quick.rest_s, quick.rpe_max) == (4, 15, 60, 5)
    assert (quick.easy_before_min, quick.easy_after_min) == (30, 5)
    intervals = with_quick_bits(quick, 300, 300)
    assert [(one.kind, one.seconds, one.reps) for one in intervals] == [
        ("walk", 300, 1),
        ("run", 1800, 1),
        ("run", 15, 4),
        ("walk", 60, 4),
        ("run", 300, 1),
        ("walk", 300, 1),
    ]
    assert sum(one.seconds * one.reps for one in intervals if one.kind == "run") == 36 * 60


def test_a_run_with_quick_bits_is_nine_tenths_of_the_last_three() -> None:
    story = _story()
    case, walk, at = _quick(story, 1, [6, 4, 2])
    found = run_dose(case, walk, at)
    bounds = {one.id: one.value for one in found.others} | {found.winner: found.value}
    assert bounds["speed_session"] == pytest.approx(36)


def test_the_plan_shows_the_run_with_its_quick_bits() -> None:
    """36 minutes of running in all; at step 1 the effort may be 5, called steady; at 7 it is called hard."""
    story = _story()
    story.check(TODAY)
    days_ago = [27, 25, 23, 20, 18, 16, 13, 11, 9, 5, 3]
    case, walk, at = _quick(story, 1, days_ago)
    sessions, limit = runs_of_week(case, walk, at, [at.on], ())
    assert limit is not None
    assert [(one.run_minutes, one.intensity, one.rpe_max) for one in sessions] == [(limit.value, "steady", 5)]
    assert [one.seconds for one in sessions[0].intervals if one.kind == "run"][1] == 15
    hard = next(n for n, row in enumerate(speed_steps(case), 1) if row.effort_rpe_max >= 7)
    case, walk, at = _quick(story, hard, days_ago)
    assert [one.intensity for one in runs_of_week(case, walk, at, [at.on], ())[0]] == ["hard"]


def test_no_quick_bits_too_soon_too_tired_or_in_the_second_run() -> None:
    story = _story()
    case, walk, at = _quick(story, 1, [7, 4, 2])
    second = replace(walk, rebuild_on=at.on - timedelta(days=58))
    assert quick_bits(case, second, at, 36) is None, "the week began two days ago with a run"
    near = replace(walk, ran=walk.ran[-1:])
    assert quick_bits(case, near, at, 36) is None, "the last first run of a week was two days ago"
    flared = replace(walk, step_backs=(at.on - timedelta(days=10),))
    assert quick_bits(case, flared, at, 36) is None
    story.check(TODAY, sleep_h=5)
    assert quick_bits(case_of(story, TODAY), walk, at, 36) is None


def test_without_room_for_the_easy_run_around_them_there_are_none() -> None:
    story = _story()
    case, walk, at = _quick(story, 1, [6, 4, 2])
    assert quick_bits(case, walk, at, 15) is None
    assert quick_bits(case, walk, at, 15.25) is not None


def test_muscle_gets_run_throughs_in_place_of_strides() -> None:
    steps = speed_steps(case_for("hamstring_strain"))
    assert [one.kind for one in steps[:6]] == [*["run_through"] * 5, "tempo"]
    assert [one.work_s for one in steps[:5]] == [20, 23, 20, 17, 15], "60 m at 3, 80 m at 3.6, 4.2, 4.8 and 5.4 m/s"
    assert len(steps) == 5 + 8
    assert speed_steps(case_for("pfp")) == tables.speed_steps


def test_a_longer_run_is_one_step_however_many_minutes_it_adds() -> None:
    """30, 33, 36, 39, 42, 46, 50, 55, 60: the steps of the table, one by one; between two of them the lower counts."""
    steps = [After(longest_min=minutes).steps for minutes in (30, 33, 36, 39, 42, 46, 50, 55, 60)]
    assert steps == list(range(9))
    assert tables.dimensions["duration"]["example_longest_min"] == (33, 36, 39, 42, 46, 50, 55, 60)
    assert After(longest_min=54).steps == 6
