"""One run is one flare, however often it is looked at again."""

from dataclasses import replace
from datetime import timedelta

from opbouw.core.reaction import judge_waiting
from opbouw.core.walk import Ran, Response, Walk
from tests.core.cases import case_of, rebuilding
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


def _judged(story: Story, day: int) -> Walk:
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
    calm = _judged(story, 45)
    assert (_said(calm), calm.waiting) == (("repeat", ["answered_late"]), ())
    story.check(41, late=4, pain_morning=6)
    sore = _judged(story, 45)
    assert sore.response is not None
    assert sore.response.verdict == "step_back"
    assert sore.waiting == ()


def test_a_calm_morning_told_late_releases_nothing_beside_a_check_in_without_a_morning() -> None:
    story, _ = _run_of_day_40()
    story.check(41, pain_morning=None, stiffness_min=None)
    story.check(41, late=4)
    judged = _judged(story, 45)
    assert (_said(judged), len(judged.waiting)) == (("wait", []), 1)


def test_a_morning_told_late_that_names_the_run_makes_a_later_answer_no_earlier() -> None:
    story, run = _run_of_day_40()
    story.check(41, late=4, for_session=run)
    assert len(_judged(story, 45).waiting) == 1
    story.check(42, for_session=run)
    judged = _judged(story, 45)
    assert (_said(judged), judged.waiting) == (("repeat", ["answered_late"]), ())


def test_a_morning_in_time_is_judged_by_itself_alone_and_by_all_that_names_the_run() -> None:
    story, run = _run_of_day_40()
    story.check(41, for_session=run)
    assert _said(_judged(story, 41)) == ("go_on", [])
    story.check(42, for_session=run, limping=True)
    judged = _said(_judged(story, 42))
    assert judged is not None
    assert judged[0] == "step_back"
