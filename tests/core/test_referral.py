"""What the plan asks to have looked at, whom, how soon, and what lifts it."""

from typing import Any

import pytest

from opbouw.core.decision import Decision
from opbouw.core.reasons import CODES
from opbouw.core.referral import REFERRALS
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful
from tests.scenarios.story import planned_run


def begun(injury: str, **opened: Any) -> tuple[Story, int]:
    """A faithful runner on the first day of rebuilding."""
    runner = Faithful(injury, **opened)
    lived = runner.live(250, lambda one: one.phase == "rebuild", look_daily=False)
    return runner.story, (lived.days[-1].on - runner.story.onset).days


def next_run(story: Story, day: int, **said: Any) -> int:
    """Calm days until the plan has a run again, then that run."""
    for on in range(day, day + 30):
        story.check(on)
        decision = story.decide(on)
        if any(one.id == "screening" or one.about == "screening" for one in decision.questions):
            story.screen(on)
            decision = story.decide(on)
        minutes = planned_run(decision)
        if minutes:
            story.run(on, minutes, **said)
            return on
    raise AssertionError("no run in thirty days")


def told(decision: Decision) -> list[str]:
    return [code for code in codes(decision) if code.startswith("refer_")]


def test_a_stab_in_two_runs_in_a_row_is_looked_at_and_a_physio_lifts_it() -> None:
    story, day = begun("pfp")
    first = next_run(story, day + 1, sharp_pain=True)
    assert told(story.decide(first)) == []
    second = next_run(story, first + 1, sharp_pain=True)
    decision = story.decide(second)
    assert told(decision) == ["refer_sharp_again"]
    assert decision.see is not None
    assert (decision.see.who, decision.see.how_soon) == ("physio_or_doctor", "when_convenient")
    assert ("clearance", "review") in {(one.id, one.about) for one in decision.questions}
    story.check(second + 9)
    assert not story.decide(second + 9).running_allowed, "no day of rest lifts it"
    story.add("guide_decided", second + 9, role="trainer", decision="cap", cap=5, unit="min")
    assert told(story.decide(second + 9)) == ["refer_sharp_again"], "a trainer does not"
    story.add("cleared", second + 10, injury="pfp", seen_by="physio", scope=["running"])
    story.check(second + 10)
    assert told(story.decide(second + 10)) == []


def test_a_calm_run_in_between_begins_the_row_anew() -> None:
    story, day = begun("pfp")
    first = next_run(story, day + 1, sharp_pain=True)
    calm = next_run(story, first + 1)
    second = next_run(story, calm + 1, sharp_pain=True)
    assert told(story.decide(second)) == []


def test_a_knee_that_swells_after_two_runs_in_a_row_is_looked_at() -> None:
    story, day = begun("pfp")
    first = next_run(story, day + 1)
    story.check(first + 1, swelling="more")
    assert told(story.decide(first + 1)) == []
    second = next_run(story, first + 2)
    story.check(second + 1, swelling="more")
    assert told(story.decide(second + 1)) == ["refer_swollen_again"]


def test_bone_that_hurts_in_walking_while_rebuilding_is_for_a_doctor() -> None:
    story, day = begun("bsi_fibula")
    story.check(day + 1, pain_daily=1)
    decision = story.decide(day + 1)
    assert told(decision) == ["refer_bone_pain_in_daily_life"]
    assert decision.see is not None
    assert (decision.see.who, decision.see.how_soon) == ("doctor", "before_running")
    story.add("guide_decided", day + 2, role="physio", decision="cap", cap=5, unit="min")
    story.check(day + 2)
    assert told(story.decide(day + 2)) == ["refer_bone_pain_in_daily_life"], "a physio does not lift it"


def test_mornings_that_get_sorer_three_weeks_in_a_row_are_looked_at() -> None:
    story, day = begun("achilles_midportion")
    for on in range(1, 22):
        story.check(day + on, pain_morning=(on - 1) // 7)
    assert told(story.decide(day + 14)) == []
    assert "refer_trend_three_weeks" in told(story.decide(day + 21))


@pytest.mark.parametrize("code", REFERRALS)
def test_every_referral_has_a_sentence(code: str) -> None:
    assert ("review" if code == "no_progress" else "refer_" + code) in CODES
