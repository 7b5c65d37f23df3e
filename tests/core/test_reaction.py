"""One run is one flare, however often it is looked at again."""

from dataclasses import replace
from datetime import timedelta

from opbouw.core.reaction import judge_waiting
from opbouw.core.walk import Ran, Response
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
