"""What a way back keeps and drops: runs that wait, the road after thirty minutes, and the run that was answered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.back import early_warning, phase_back, silence, usual_falls
from opbouw.core.case import Case
from opbouw.core.sent_back import off_the_ladder
from opbouw.core.transitions import Edge
from opbouw.core.walk import After, Day, Response, Walk
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 60
FAR = After(longest_min=39, days_per_week=3)


def _on(day: int) -> date:
    return Story("pfp").on(day)


def _state(story: Story, **more: Any) -> tuple[Case, Walk, Day]:
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "knee_short_bouts", [ran(_on(50), 6)], 4)
    return case, replace(walk, **{"response": None, "step_backs": (), "warnings": ()} | more), at


def _ran_today() -> Story:
    story = Story("pfp")
    story.run(TODAY, 5)
    return story


def test_off_the_ladder_no_run_waits_any_more() -> None:
    case, walk, at = _state(_ran_today())
    waits = replace(walk, waiting=tuple(case.diary.runs))
    assert len(waits.waiting) == 1
    assert off_the_ladder(waits, "silence_restart", at).waiting == ()


@pytest.mark.parametrize("days", [8, 15, 29])
def test_silence_keeps_the_run_that_was_answered_today(days: int) -> None:
    case, walk, at = _state(_ran_today())
    run = case.diary.runs[0]
    answered = replace(walk, response=Response(_on(TODAY), "repeat", 0, (), run), ran=(ran(_on(TODAY - days), 6),))
    made = silence(case, replace(answered, rebuild_on=_on(5)), at)
    assert made.response is not None
    assert made.response.run == run


def test_fifteen_days_of_silence_after_thirty_minutes_go_back_on_that_road() -> None:
    """39 minutes, two steps of ten percent back: 35, then 31."""
    case, walk, at = _state(Story("pfp"), after=FAR, rebuild_on=_on(5))
    made = silence(case, replace(walk, ran=(ran(_on(TODAY - 15), 6),)), at)
    assert made.after is not None
    assert made.after.longest_min == 31
    assert made.response is not None
    # three minutes a step: (39 - 30) // 3 = 3 steps, (31 - 30) // 3 = none
    assert made.response.change == -3


def test_a_second_early_warning_goes_back_on_that_road() -> None:
    story = Story("pfp")
    story.checks(40, TODAY - 3)
    story.checks(TODAY - 2, TODAY, pain_morning=3)
    case, walk, at = _state(story, phase="keep_running", after=FAR, warnings=(_on(TODAY - 7),))
    made = early_warning(case, walk, at)
    assert made.after is not None
    assert made.after.longest_min == 31
    assert made.response is not None
    assert made.response.change == -3


def test_a_sore_day_ends_the_wait_for_usual_mornings() -> None:
    story = Story("pfp")
    story.check(TODAY, pain_rest=9)
    made = phase_back(*_state(story, flare_on=_on(55)))
    assert (made.phase, made.flare_on) == ("loosen", None)


def test_a_usual_morning_that_stays_the_same_leaves_the_walk_as_it_is() -> None:
    story = Story("pfp")
    story.checks(56, 58, pain_morning=2, stiffness_min=20)
    case, walk, at = _state(story, usual=2.0, usual_stiffness=20.0)
    assert usual_falls(case, walk, at) is walk


@pytest.mark.parametrize(
    ("edge", "forward"),
    [
        (Edge("a", ("rest",), "loosen", "gate", "x"), True),
        (Edge("a", ("rest",), "rest", "gate", "x"), False),
        (Edge("a", ("loosen",), "rest", "gate", "x"), False),
        (Edge("a", ("rest", "loosen"), "strengthen", "gate", "x"), False),
        (Edge("a", ("rest",), "loosen", "param", "x"), False),
        (Edge("a", ("strengthen", "rebuild"), "rest", "gate", "x"), False),
    ],
)
def test_only_a_gate_from_one_phase_to_a_later_one_leads_forward(edge: Edge, forward: bool) -> None:
    assert edge.forward is forward


def test_a_day_that_does_not_tell_its_pain_is_not_sore_also_for_bone() -> None:
    story = Story("bsi_fibula")
    story.checks(50, TODAY - 3)
    story.checks(TODAY - 2, TODAY, pain_daily=None)
    case, walk, at = _state(story)
    assert phase_back(case, walk, at) is walk
