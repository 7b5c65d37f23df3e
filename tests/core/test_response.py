"""What the body's reaction to a run does to the walk: repeats, counts, steps back, and what a later day adds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.diary import Run
from opbouw.core.matches import Usual
from opbouw.core.pain import Match
from opbouw.core.reaction import judge_waiting, limp_later, second_morning, step_back, steps_changed, usual_of
from opbouw.core.walk import After, Day, Ran, Response, Walk
from tests.core.cases import case_of, rebuilding
from tests.core.making import Story

RUN_DAY, LADDER = 40, "knee_short_bouts"
SHARP = Match("r_sharp", "stop_step_back", 1, 2)
BAD = Match("r_next_morning_bad", "step_back", 1, 1, 6, 2)


def _on(day: int) -> date:
    return Story("pfp").on(day)


def _counted(run: Run, **said: Any) -> Ran:
    flags = {"allowed": True, "within_cap": True, "as_shown": True} | said
    return Ran(run.on, run.id, run.load_minutes or 0.0, None, **flags)


def _waits(
    morning: dict[str, Any] | None,
    *,
    injury: str = "pfp",
    today: int = RUN_DAY + 1,
    index: int = 4,
    counted: dict[str, Any] | None = None,
    run: dict[str, Any] | None = None,
    **more: Any,
) -> tuple[Case, Walk, Day, Run]:
    """A run on day 40 that waits for its morning, and that morning."""
    story = Story(injury)
    story.run(RUN_DAY, 10, **run or {})
    if morning is not None:
        story.check(RUN_DAY + 1, **morning)
    case = case_of(story, today)
    told = case.diary.runs[0]
    walk, at = rebuilding(case, LADDER, [_counted(told, **counted or {})], index, waiting=(told,))
    return case, replace(walk, **{"response": None, "rest_until": None} | more), at, told


def _judged(*args: Any, **more: Any) -> Walk:
    case, walk, at, _ = _waits(*args, **more)
    return judge_waiting(case, walk, at)


def test_a_calm_morning_counts_the_run() -> None:
    case, walk, at, run = _waits({}, clean=1, bone_cap_min=4.0)
    made = judge_waiting(case, walk, at)
    assert made.response == Response(_on(41), "go_on", 0, (), run)
    assert (made.clean, made.waiting, made.bone_cap_min, made.index) == (2, (), None, 4)
    assert made.ran == (replace(walk.ran[0], clean=True),)


def test_a_calm_morning_counts_on_the_road_after_the_ladder_too() -> None:
    made = _judged({}, after=After(clean=1), clean=3)
    assert made.after == After(clean=2)
    assert made.clean == 4


@pytest.mark.parametrize(
    ("counted", "code"),
    [
        ({"allowed": False}, "run_without_leave"),
        ({"within_cap": False}, "run_did_not_count"),
        ({"as_shown": False}, "less_than_shown"),
        ({"allowed": False, "within_cap": False}, "run_without_leave"),
    ],
)
def test_a_calm_run_that_was_not_the_dose_is_repeated(counted: dict[str, Any], code: str) -> None:
    case, walk, at, run = _waits({}, counted=counted, clean=1)
    made = judge_waiting(case, walk, at)
    assert made.response == Response(_on(41), "repeat", 0, (Match(code, "repeat"),), run)
    assert (made.clean, made.ran[0].clean) == (1, False)


def test_a_run_nobody_counted_is_repeated() -> None:
    case, walk, at, run = _waits({})
    made = judge_waiting(case, replace(walk, ran=()), at)
    assert made.response == Response(_on(41), "repeat", 0, (Match("run_without_leave", "repeat"),), run)


def test_the_last_step_counts_only_when_it_was_run_whole() -> None:
    case, walk, at, run = _waits({})
    assert walk.steps is not None
    last = len(walk.steps.stages) - 1
    short = judge_waiting(case, replace(walk, index=last), at)
    assert short.response == Response(_on(41), "repeat", 0, (Match("last_step_short", "repeat"),), run)
    nearly = replace(walk, index=last, ran=(replace(walk.ran[0], minutes=29.0),))
    told = judge_waiting(case, nearly, at).response
    assert told == Response(_on(41), "repeat", 0, (Match("last_step_short", "repeat"),), run)
    whole = replace(walk, index=last, ran=(replace(walk.ran[0], minutes=30.0),))
    assert walk.steps.stages[-1].run_min == 30
    assert judge_waiting(case, whole, at).response == Response(_on(41), "go_on", 0, (), run)
    before = judge_waiting(case, replace(walk, index=last - 1), at)
    assert before.response == Response(_on(41), "go_on", 0, (), run)


def test_before_its_next_day_a_run_waits_and_without_a_morning_too() -> None:
    case, walk, at, _ = _waits(None, today=RUN_DAY)
    assert judge_waiting(case, walk, at) is walk
    case, walk, at, _ = _waits(None)
    assert judge_waiting(case, walk, at) is walk


@pytest.mark.parametrize(
    ("run", "codes"),
    [
        ({"stopped_early": True}, ["stopped_early"]),
        ({"pain_during": None}, ["pain_not_told"]),
    ],
)
def test_what_is_not_told_keeps_a_calm_run_from_counting(run: dict[str, Any], codes: list[str]) -> None:
    made = _judged({}, run=run)
    assert made.response is not None
    assert (made.response.verdict, made.response.change) == ("repeat", 0)
    assert [one.rule for one in made.response.matches] == codes
    assert made.rest_until is None
    assert made.ran[0].signs == tuple(codes)


def test_a_run_told_late_does_not_count() -> None:
    story = Story("pfp")
    story.check(RUN_DAY + 1)
    story.run(RUN_DAY, 10, late=3)
    case = case_of(story, RUN_DAY + 3)
    run = case.diary.runs[0]
    walk, at = rebuilding(case, LADDER, [_counted(run)], 4, waiting=(run,))
    assert run.late
    made = judge_waiting(case, walk, at)
    assert made.response == Response(_on(43), "repeat", 0, (Match("answered_late", "repeat"),), run)


def test_amber_repeats_the_step() -> None:
    case, walk, at, run = _waits({}, run={"pain_during": 3}, rest_until=_on(30))
    made = judge_waiting(case, walk, at)
    assert made.response == Response(_on(41), "repeat", 0, (Match("r_amber", "repeat", 0, 0, 3, 2),), run)
    assert (made.rest_until, made.index, made.waiting) == (_on(30), 4, ())


def test_a_day_too_sore_repeats_with_a_day_of_rest() -> None:
    """r_not_settled_24h: repeat or lower, one day without a run: the next may come the day after it."""
    made = _judged({"pain_daily": 2})
    assert made.response is not None
    assert made.response.verdict == "repeat"
    assert made.rest_until == _on(43)


def test_a_day_of_rest_leaves_a_longer_rest_that_was_asked_before() -> None:
    sore = {"pain_daily": 2}
    assert _judged(sore, rest_until=_on(50)).rest_until == _on(50)
    assert _judged(sore, rest_until=_on(42)).rest_until == _on(43)
    before = {"phase": "strengthen", "rest_until": _on(50)}
    assert _judged({"pain_morning": 6}, **before).rest_until == _on(50)
    assert _judged({"pain_morning": 6}, **before | {"rest_until": _on(42)}).rest_until == _on(43)


def test_a_bad_morning_is_a_flare_with_its_step_and_its_day() -> None:
    case, walk, at, run = _waits({"pain_morning": 6}, clean=2)
    made = judge_waiting(case, walk, at)
    assert made.response == Response(_on(41), "step_back", -1, (BAD,), run, asked_back=1)
    assert (made.index, made.clean, made.flare_on, made.tests_from) == (3, 0, _on(41), _on(41))
    assert (made.rest_until, made.step_backs, made.waiting) == (_on(43), (_on(41),), ())
    assert made.ran == (replace(walk.ran[0], stepped_back=True, signs=("r_next_morning_bad",)),)


def test_outside_rebuilding_a_bad_morning_asks_for_rest_and_no_step() -> None:
    case, walk, at, run = _waits({"pain_morning": 6}, phase="strengthen")
    made = judge_waiting(case, walk, at)
    assert made.response == Response(_on(41), "step_back", 0, (BAD,), run)
    assert (made.rest_until, made.index, made.step_backs, made.flare_on) == (_on(43), 4, (), None)


def test_a_morning_told_late_tightens_and_keeps_waiting() -> None:
    story = Story("pfp")
    story.run(RUN_DAY, 10)
    story.check(RUN_DAY + 1, late=4, pain_morning=6)
    case = case_of(story, RUN_DAY + 5)
    run = case.diary.runs[0]
    walk, at = rebuilding(case, LADDER, [_counted(run)], 4, waiting=(run,))
    made = judge_waiting(case, walk, at)
    assert (made.index, made.waiting) == (3, (run,))


def test_a_calm_morning_told_late_releases_nothing() -> None:
    story = Story("pfp")
    story.run(RUN_DAY, 10)
    story.check(RUN_DAY + 1, late=4)
    case = case_of(story, RUN_DAY + 5)
    run = case.diary.runs[0]
    walk, at = rebuilding(case, LADDER, [_counted(run)], 4, waiting=(run,))
    assert judge_waiting(case, walk, at) is walk


# ---- a flare, its second and its third


def _back(earlier: tuple[int, ...], back: int = 1, rest: int = 1, **more: Any) -> Walk:
    case, walk, at, run = _waits({}, index=5, **more)
    walk = replace(walk, step_backs=tuple(_on(41 - one) for one in earlier))
    return step_back(case, walk, at, run, (BAD,), back, rest)


@pytest.mark.parametrize(
    ("earlier", "back", "rest", "index", "until", "third"),
    [
        ((), 1, 1, 4, 43, False),
        ((), 2, 2, 3, 44, False),
        ((28,), 1, 1, 3, 45, False),  # the second within 28 days: two steps and three days
        ((29,), 1, 1, 4, 43, False),
        ((10,), 3, 5, 2, 47, False),
        ((20, 10), 1, 1, 4, 49, True),  # the third: seven days, and to be seen
        ((30, 10), 1, 1, 3, 45, False),
        ((20, 10), 1, 9, 4, 51, True),
        ((25, 20, 10), 1, 1, 4, 49, True),
        ((0,), 1, 1, 4, 43, False),  # the same day is the same flare
    ],
)
def test_flares_within_four_weeks_ask_for_more(
    earlier: tuple[int, ...], back: int, rest: int, index: int, until: int, third: bool
) -> None:
    made = _back(earlier, back, rest)
    assert (made.index, made.rest_until) == (index, _on(until))
    assert made.referred == ((("rf_no_improve", _on(41)),) if third else ())
    assert made.response is not None
    wanted = Match("r_third_flare", "stop_and_refer", 0, max(7, rest))
    assert made.response.matches == ((BAD, wanted) if third else (BAD,))
    assert made.response.change == index - 5


def test_flares_out_of_the_window_are_forgotten_and_todays_stands_once() -> None:
    assert _back((29, 28, 0)).step_backs == (_on(13), _on(41))


def test_a_longer_rest_that_was_asked_before_stays() -> None:
    assert _back((), rest_until=_on(60)).rest_until == _on(60)
    assert _back((), rest_until=_on(42)).rest_until == _on(43)


def test_nothing_is_lost_at_the_first_step() -> None:
    case, walk, at, run = _waits({}, index=0)
    made = step_back(case, walk, at, run, (BAD,), 1, 1)
    assert made.index == 0
    assert made.response == Response(_on(41), "step_back", 0, (BAD,), run, asked_back=1)
    assert steps_changed(walk, 3, None) == 3


def test_pain_of_a_bone_stops_it() -> None:
    bone = Match("r_bone_any_pain", "stop_step_back", 1, 2, 2, 0)
    case, walk, at, run = _waits({})
    assert step_back(case, walk, at, run, (bone,), 1, 2).bone_stopped
    assert not step_back(case, walk, at, run, (BAD,), 1, 2).bone_stopped


# ---- looked at again


def _again(run_said: dict[str, Any], morning: dict[str, Any], **more: Any) -> tuple[Walk, Walk]:
    """A run that went back at once, then its morning: the walk before and after that morning."""
    case, walk, at, run = _waits(morning, run=run_said)
    first = step_back(case, walk, replace(at, on=_on(RUN_DAY)), run, (SHARP,), 1, 2)
    first = replace(first, waiting=(run,), **more)
    return first, judge_waiting(case, first, at)


def test_a_morning_that_asks_no_more_adds_nothing() -> None:
    first, made = _again({"sharp_pain": True}, {})
    assert (made.index, made.step_backs, made.rest_until) == (3, (_on(40),), _on(43))
    assert made.response is not None
    assert (made.response.on, made.response.change, made.response.asked_back) == (_on(41), -1, 1)
    assert made.response.matches == (SHARP,)
    assert first.response is not None
    assert made.waiting == ()


def test_a_morning_that_asks_one_step_more_adds_it_and_its_days() -> None:
    """Above the limit to hold and a bad morning: two steps. One was taken; rest one day from today."""
    _, made = _again({"pain_during": 5}, {"pain_morning": 6})
    assert (made.index, made.step_backs, made.rest_until) == (2, (_on(40),), _on(43))
    assert made.response is not None
    assert (made.response.verdict, made.response.change, made.response.asked_back) == ("step_back", -2, 2)


def test_a_morning_that_asks_more_after_a_short_rest_makes_it_longer() -> None:
    _, made = _again({"pain_during": 5}, {"pain_morning": 6}, rest_until=_on(41))
    assert made.rest_until == _on(43)
    _, made = _again({"pain_during": 5}, {"pain_morning": 6}, rest_until=None)
    assert made.rest_until == _on(43)
    _, made = _again({"sharp_pain": True}, {}, rest_until=None)
    assert made.rest_until == _on(41)


def test_where_the_answer_to_the_run_was_replaced_no_step_is_taken_twice() -> None:
    other = Response(_on(40), "repeat", 0, (), None, "silence_repeat")
    _, made = _again({"pain_during": 5}, {"pain_morning": 6}, response=other)
    assert made.index == 3
    assert made.response is not None
    assert (made.response.change, made.response.asked_back) == (0, 2)


# ---- the second morning, and a limp on a later day


def _second(morning: float | None, *, injury: str = "pfp", counted: dict[str, Any] | None = None, **more: Any) -> Walk:
    story = Story(injury)
    story.run(RUN_DAY, 10)
    story.check(RUN_DAY + 2, pain_morning=morning)
    case = case_of(story, RUN_DAY + 2)
    run = case.diary.runs[0]
    walk, at = rebuilding(case, LADDER, [_counted(run, **counted or {})], 4)
    return second_morning(case, replace(walk, response=None, **more), at)


def test_a_second_morning_above_usual_steps_back_with_two_days() -> None:
    made = _second(2)
    assert made.response is not None
    assert made.response.matches == (Match("r_not_settled_48h", "step_back", 1, 2, 2, 1),)
    assert (made.index, made.rest_until, made.ran[0].signs) == (3, _on(45), ("r_not_settled_48h",))


def test_a_second_morning_at_usual_says_nothing() -> None:
    assert _second(1).response is None
    assert _second(2, usual=1.0).response is None
    assert _second(None).response is None
    assert _second(2, phase="strengthen").response is None
    assert _second(1, injury="bsi_fibula").response is None


def test_a_run_that_went_back_already_only_keeps_the_sign() -> None:
    made = _second(2, counted={"stepped_back": True})
    assert (made.index, made.response, made.ran[0].signs) == (4, None, ("r_not_settled_48h",))


def test_only_the_run_of_two_days_ago_has_its_second_morning_today() -> None:
    story = Story("pfp")
    story.run(RUN_DAY, 10)
    story.check(RUN_DAY + 3, pain_morning=5)
    case = case_of(story, RUN_DAY + 3)
    walk, at = rebuilding(case, LADDER, [_counted(case.diary.runs[0])], 4)
    assert second_morning(case, walk, at) is walk


def _limps(day: int = RUN_DAY + 3, *, limping: bool | None = True, waits: bool = False, **more: Any) -> Walk:
    story = Story("pfp")
    story.run(RUN_DAY, 10)
    story.check(day, limping=limping)
    case = case_of(story, day)
    run = case.diary.runs[0]
    counted = more.pop("counted", {})
    walk, at = rebuilding(case, LADDER, [_counted(run, **counted)], 4, waiting=(run,) if waits else ())
    return limp_later(case, replace(walk, response=None, **more), at)


def test_a_limp_on_a_later_day_counts_for_the_run_before_it() -> None:
    made = _limps()
    assert made.response is not None
    assert made.response.matches == (Match("r_limp", "stop_step_back", 1, 1),)
    assert (made.index, made.rest_until, made.ran[0].stepped_back) == (3, _on(45), True)


def test_a_limp_counts_once_for_a_run_and_only_since_the_phase_began() -> None:
    assert _limps(limping=False).response is None
    assert _limps(limping=None).response is None
    assert _limps(counted={"stepped_back": True}).response is None
    assert _limps(RUN_DAY).response is None
    assert _limps(waits=True).response is None
    assert _limps(phase="strengthen").response is None
    assert _limps(ran=()).response is None
    assert _limps(since=_on(RUN_DAY + 1)).response is None
    assert _limps(since=_on(RUN_DAY)).response is not None


def test_the_usual_of_a_walk_is_nought_before_it_is_fixed() -> None:
    walk = Walk(day=_on(0), phase="rebuild", since=_on(0), tests_from=_on(0), last_before=_on(0))
    assert usual_of(walk) == Usual(0.0, 0.0)
    assert usual_of(replace(walk, usual=1.5, usual_stiffness=20.0)) == Usual(1.5, 20.0)
