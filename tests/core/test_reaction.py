"""One run is one flare, however often it is looked at again; which answers judge it, and what it keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from opbouw.core.pain import Match
from opbouw.core.reaction import bone_hurts, judge_waiting, second_morning, step_back, steps_changed
from opbouw.core.spots import Watch
from opbouw.core.walk import After, Day, Ran, Response, Walk
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story


def test_a_sore_morning_told_late_is_one_flare_also_after_a_silence() -> None:
    story = Story("pfp", spot="knee_anterior")
    story.run(10, 5)
    story.check(11, late=4, pain_morning=6)
    case = case_of(story, 20)
    run = case.diary.runs[0]
    counted = Ran(run.on, run.id, 5.0, None, allowed=True, within_cap=True, as_shown=True)
    walk, at = rebuilding(case, "knee_short_bouts", [counted], index=4, waiting=(run,))
    first = judge_waiting(case, walk, at)
    assert first.step_backs == (at.on,)
    assert first.waiting == (run,)
    silent = replace(first, response=Response(at.on, "repeat", 0, (), None, "silence_repeat"))
    again = judge_waiting(case, silent, replace(at, on=at.on + timedelta(days=1)))
    assert again.step_backs == first.step_backs
    assert again.index == first.index


# ---- which answers judge a run

RUN_DAY, LADDER = 40, "knee_short_bouts"


def _on(day: int) -> date:
    return Story("pfp").on(day)


def _judged(tell: Callable[[Story, str], object], today: int = RUN_DAY + 1, **more: Any) -> Walk:
    """A run on day 40, what was told of it, and the walk after it was judged; the run is the second that is known."""
    story = Story("pfp")
    tell(story, story.run(RUN_DAY, 10))
    case = case_of(story, today)
    run = case.diary.runs[0]
    counted = Ran(run.on, run.id, 10.0, None, allowed=True, within_cap=True, as_shown=True)
    walk, at = rebuilding(case, LADDER, [ran(_on(30), 9), counted], 4, waiting=(run,))
    watches = more.pop("watches", ())
    still: dict[str, Any] = {"response": None, "rest_until": None}
    return judge_waiting(case, replace(walk, **still | more), replace(at, flags=replace(at.flags, watches=watches)))


def _rules(walk: Walk) -> tuple[str | None, list[str]]:
    said = walk.response
    return (None, []) if said is None else (said.verdict, [one.rule for one in said.matches])


def test_a_painkiller_told_with_the_day_of_the_run_keeps_it_from_counting() -> None:
    made = _judged(lambda story, run: (story.check(RUN_DAY, painkiller=True), story.check(RUN_DAY + 1)))
    assert _rules(made) == ("repeat", ["r_masked_pain"])
    assert made.clean == 0


def test_another_spot_that_is_worse_the_next_morning_is_a_step_back() -> None:
    at = datetime(2026, 4, 12, 8, tzinfo=UTC)
    watch = Watch("calf", _on(20), at, 2, 2, _on(RUN_DAY + 1))
    made = _judged(lambda story, run: story.check(RUN_DAY + 1), watches=(watch,))
    assert _rules(made) == ("step_back", ["spot_worse"])
    calm = _judged(lambda story, run: story.check(RUN_DAY + 1), watches=(replace(watch, pain=1),))
    assert _rules(calm) == ("go_on", [])


def test_a_morning_told_a_day_later_repeats() -> None:
    made = _judged(lambda story, run: story.check(RUN_DAY + 1, late=1), RUN_DAY + 2)
    assert _rules(made) == ("repeat", ["answered_late"])


def test_answers_of_another_day_that_name_the_run_repeat_it() -> None:
    made = _judged(lambda story, run: story.check(RUN_DAY + 2, for_session=run), RUN_DAY + 2)
    assert _rules(made) == ("repeat", ["answered_late"])
    assert made.waiting == ()


def test_the_next_morning_told_in_time_goes_before_later_answers_that_name_the_run() -> None:
    made = _judged(
        lambda story, run: (story.check(RUN_DAY + 1), story.check(RUN_DAY + 2, for_session=run)), RUN_DAY + 2
    )
    assert _rules(made) == ("go_on", [])


def test_a_calm_next_morning_written_down_late_makes_later_answers_no_earlier() -> None:
    made = _judged(
        lambda story, run: (story.check(RUN_DAY + 1, late=4), story.check(RUN_DAY + 2, for_session=run)), RUN_DAY + 5
    )
    assert _rules(made) == ("repeat", ["answered_late"])


def test_answers_of_the_day_of_the_run_are_no_morning_after_although_they_name_it() -> None:
    made = _judged(lambda story, run: story.check(RUN_DAY, for_session=run), RUN_DAY + 2)
    assert _rules(made) == (None, [])
    assert len(made.waiting) == 1


def test_a_morning_told_in_time_stays_in_time_whatever_is_added_later() -> None:
    made = _judged(lambda story, run: (story.check(RUN_DAY + 1), story.check(RUN_DAY + 1, late=4)), RUN_DAY + 5)
    assert (_rules(made), made.waiting) == (("go_on", []), ())


def test_what_is_added_later_to_a_calm_morning_still_tightens() -> None:
    made = _judged(
        lambda story, run: (story.check(RUN_DAY + 1), story.check(RUN_DAY + 1, late=4, pain_morning=6)), RUN_DAY + 5
    )
    assert _rules(made) == ("step_back", ["r_next_morning_bad"])


def test_a_calm_morning_told_late_that_names_the_run_releases_nothing_beside_answers_without_a_morning() -> None:
    made = _judged(
        lambda story, run: (
            story.check(RUN_DAY + 1, pain_morning=None),
            story.check(RUN_DAY + 1, late=4, for_session=run),
        ),
        RUN_DAY + 5,
    )
    assert (_rules(made), len(made.waiting)) == ((None, []), 1)


# ---- what a run keeps, and the road after the ladder


def test_only_the_run_that_is_judged_is_marked() -> None:
    made = _judged(lambda story, run: story.check(RUN_DAY + 1, pain_morning=6))
    assert made.ran[0] == ran(_on(30), 9)
    assert (made.ran[1].stepped_back, made.ran[1].clean, made.ran[1].signs) == (True, False, ("r_next_morning_bad",))
    calm = _judged(lambda story, run: story.check(RUN_DAY + 1))
    assert calm.ran[0] == ran(_on(30), 9)
    assert (calm.ran[1].stepped_back, calm.ran[1].clean, calm.ran[1].signs) == (False, True, ())


def test_a_run_that_was_clean_or_went_back_stays_so_when_it_is_marked_again() -> None:
    story = Story("pfp")
    story.run(RUN_DAY, 10)
    story.check(RUN_DAY + 2, pain_morning=4)
    case = case_of(story, RUN_DAY + 2)
    run = case.diary.runs[0]
    for back in (False, True):
        counted = Ran(run.on, run.id, 10.0, None, True, True, clean=True, stepped_back=back, signs=("r_amber",))
        walk, at = rebuilding(case, LADDER, [counted], 4)
        made = second_morning(case, walk, at)
        assert made.ran[0].clean
        assert made.ran[0].stepped_back
        assert made.ran[0].signs == ("r_amber", "r_not_settled_48h")


def test_the_second_morning_of_a_run_needs_an_answer() -> None:
    story = Story("pfp")
    story.run(RUN_DAY, 10)
    case = case_of(story, RUN_DAY + 2)
    walk, at = rebuilding(case, LADDER, [ran(_on(RUN_DAY), 10)], 4)
    assert second_morning(case, walk, at) is walk


def test_after_the_ladder_a_flare_takes_a_step_of_the_road() -> None:
    """A longer run and two steps of hills: one step back of each is two steps less."""
    made = _judged(
        lambda story, run: story.check(RUN_DAY + 1, pain_morning=6), after=After(longest_min=33, hill_up=2), index=13
    )
    assert (made.after, made.index) == (After(longest_min=30, hill_up=1), 13)
    assert made.response is not None
    assert made.response.change == -2
    assert steps_changed(replace(made, after=After(hill_up=2)), 13, After(hill_up=1)) == -1


def _deepened(after: After, **morning: Any) -> tuple[Walk, Walk]:
    """A run after which a step was taken back at once, and then its morning."""
    story = Story("pfp")
    story.run(RUN_DAY, 10, pain_during=5)
    story.check(RUN_DAY + 1, **morning)
    case = case_of(story, RUN_DAY + 1)
    run = case.diary.runs[0]
    counted = Ran(run.on, run.id, 10.0, None, allowed=True, within_cap=True, as_shown=True)
    walk, at = rebuilding(case, LADDER, [counted], 13, waiting=(run,), after=after)
    sharp = (Match("r_above_hold", "stop_step_back", 1, 1, 5, 3),)
    first = replace(step_back(case, walk, replace(at, on=_on(RUN_DAY)), run, sharp, 1, 1), waiting=(run,))
    return first, judge_waiting(case, first, at)


def test_a_morning_that_asks_more_takes_another_step_of_the_road_and_names_its_run() -> None:
    first, made = _deepened(After(hill_up=4), pain_morning=6)
    assert (first.after, made.after, made.index) == (After(hill_up=3), After(hill_up=2), 13)
    assert made.response is not None
    assert first.response is not None
    assert (made.response.change, made.response.asked_back, made.response.run) == (-2, 2, first.waiting[0])


def test_a_morning_that_asks_no_more_leaves_the_first_step_of_the_road_where_it_is() -> None:
    first, made = _deepened(After(hill_up=1))
    assert (first.after, made.after, made.index) == (After(), After(), 13)
    assert made.response is not None
    assert (made.response.change, made.response.run) == (-1, first.waiting[0])


# ---- two runs on one day, and bone that hurts without a run


def _beside(**other: Any) -> Walk:
    """A calm morning after a day on which another run was done as well."""
    story = Story("pfp")
    story.run(RUN_DAY, 10)
    story.check(RUN_DAY + 1)
    case = case_of(story, RUN_DAY + 1)
    run = case.diary.runs[0]
    counted = Ran(run.on, run.id, 10.0, None, allowed=True, within_cap=True, as_shown=True)
    second = ran(_on(other.pop("day", RUN_DAY)), 4, **other)
    walk, at = rebuilding(case, LADDER, [second, counted], 4, waiting=(run,))
    return judge_waiting(case, replace(walk, response=None), at)


def test_a_second_run_of_the_day_that_was_as_it_should_be_leaves_the_first_to_count() -> None:
    assert _rules(_beside()) == ("go_on", [])


@pytest.mark.parametrize("other", [{"allowed": False}, {"within_cap": False}, {"stepped_back": True}])
def test_a_second_run_of_the_day_without_leave_too_long_or_too_sore_keeps_the_first_from_counting(
    other: dict[str, Any],
) -> None:
    made = _beside(**other)
    assert _rules(made) == ("repeat", ["run_did_not_count"])
    assert made.clean == 0
    assert _rules(_beside(day=RUN_DAY - 3, **other)) == ("go_on", []), "on another day it says nothing of this one"


def _bone(pain: float, injury: str = "bsi_fibula", **more: Any) -> tuple[Walk, Walk, Day]:
    story = Story(injury)
    story.check(RUN_DAY, pain_daily=pain)
    case = case_of(story, RUN_DAY)
    walk, at = rebuilding(case, "bone_slow", [ran(_on(30), 5)], 4)
    still: dict[str, Any] = {"bone_stopped": False, "response": None, "step_backs": (), "rest_until": None}
    walk = replace(walk, **still | more)
    return walk, bone_hurts(case, walk, at), at


def test_bone_that_hurts_in_daily_life_steps_back_as_a_run_that_hurts_does() -> None:
    walk, made, at = _bone(3)
    match = Match("r_bone_any_pain", "stop_step_back", 1, 2, 3, 0)
    assert made.response == Response(at.on, "step_back", -1, (match,), None, asked_back=1)
    assert (made.index, made.rest_until, made.bone_stopped, made.ran) == (3, _on(RUN_DAY + 3), True, walk.ran)


@pytest.mark.parametrize(
    ("pain", "more"),
    [
        (0, {}),
        (3, {"bone_stopped": True}),
        (3, {"phase": "strengthen"}),
        (3, {"phase": "strengthen", "bone_stopped": True}),
        (3, {"injury": "pfp"}),
        (3, {"injury": "pfp", "phase": "strengthen"}),
    ],
)
def test_without_pain_without_running_or_in_a_stop_bone_asks_no_more(pain: float, more: dict[str, Any]) -> None:
    walk, made, _ = _bone(pain, **more)
    assert made is walk


# ---- mornings told late beside answers that name the run


def _judged_by(story: Story, day: int) -> Walk:
    """A run of day 40 that waits for its morning, judged on a later day."""
    case = case_of(story, day)
    run = case.diary.runs[0]
    counted = Ran(run.on, run.id, 5.0, None, allowed=True, within_cap=True, as_shown=True)
    walk, at = rebuilding(case, "knee_short_bouts", [counted], index=4, waiting=(run,))
    return judge_waiting(case, walk, at)


def _said(walk: Walk) -> tuple[str, list[str]] | None:
    response = walk.response
    return None if response is None else (response.verdict, [match.rule for match in response.matches])


def _run_of_day_40() -> tuple[Story, str]:
    story = Story("pfp", spot="knee_anterior", named_by="physio")
    return story, story.run(40, 5)


def test_a_sore_morning_told_late_counts_beside_a_calm_answer_in_time_that_names_the_run() -> None:
    story, run = _run_of_day_40()
    story.check(42, for_session=run)
    calm = _judged_by(story, 45)
    assert (_said(calm), calm.waiting) == (("repeat", ["answered_late"]), ())
    story.check(41, late=4, pain_morning=6)
    sore = _judged_by(story, 45)
    assert sore.response is not None
    assert sore.response.verdict == "step_back"
    assert sore.waiting == ()


def test_a_calm_morning_told_late_releases_nothing_beside_a_check_in_without_a_morning() -> None:
    story, _ = _run_of_day_40()
    story.check(41, pain_morning=None, stiffness_min=None)
    story.check(41, late=4)
    judged = _judged_by(story, 45)
    assert (_said(judged), len(judged.waiting)) == (("wait", []), 1)


def test_a_morning_told_late_that_names_the_run_makes_a_later_answer_no_earlier() -> None:
    story, run = _run_of_day_40()
    story.check(41, late=4, for_session=run)
    assert len(_judged_by(story, 45).waiting) == 1
    story.check(42, for_session=run)
    judged = _judged_by(story, 45)
    assert (_said(judged), judged.waiting) == (("repeat", ["answered_late"]), ())


def test_a_morning_in_time_is_judged_by_itself_alone_and_by_all_that_names_the_run() -> None:
    story, run = _run_of_day_40()
    story.check(41, for_session=run)
    assert _said(_judged_by(story, 41)) == ("go_on", [])
    story.check(42, for_session=run, limping=True)
    judged = _said(_judged_by(story, 42))
    assert judged is not None
    assert judged[0] == "step_back"


def test_a_morning_told_a_day_later_is_not_made_in_time_by_the_answer_of_that_later_day() -> None:
    story, run = _run_of_day_40()
    story.check(41, late=1)
    story.check(42, for_session=run)
    assert _said(_judged_by(story, 42)) == ("repeat", ["answered_late"])
