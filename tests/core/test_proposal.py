"""A change to a week already shown asks for an answer, and until then the more careful plan holds."""

from __future__ import annotations

import pytest

from opbouw.core.decision import Decision, Planned, Proposal
from tests.core.making import Story
from tests.scenarios.faithful import Faithful


def _both(proposal: Proposal) -> tuple[Planned, Planned]:
    """What was planned and what it becomes, where both have running."""
    assert proposal.was is not None
    assert proposal.becomes is not None
    return proposal.was, proposal.becomes


def _rebuilding(days: int = 30) -> tuple[Story, int]:
    """A faithful runner with a sore calf, on the second step or beyond; the next day."""
    faithful = Faithful("calf_strain_gastroc", named_by="physio")
    lived = faithful.live(90, lambda one: one.stage is not None and one.stage.n >= 4)
    return faithful.story, (lived.days[-1].on - faithful.story.onset).days


def _flare() -> tuple[Story, int]:
    story, day = _rebuilding()
    while not story.decide(day).running_allowed:
        story.check(day + 1)
        day += 1
    story.run(day, 3, pain_during=5)
    story.check(day + 1, pain_morning=4)
    return story, day


def test_a_step_back_is_proposed_with_what_was_and_what_it_becomes() -> None:
    story, day = _flare()
    before = story.decide(day - 1)
    answer = story.decide(day)
    assert answer.proposal is not None
    was, becomes = _both(answer.proposal)
    assert before.stage is not None
    assert was == Planned(before.stage.n, was.run_minutes)
    assert becomes.n < was.n
    assert answer.proposal.reasons
    assert answer.proposal.reasons[0].code in {one.code for one in answer.reasons} | {"plan_changed"}


def test_the_smaller_plan_holds_before_and_after_every_answer() -> None:
    for answer in (None, "agree", "decline"):
        story, day = _flare()
        proposal = story.decide(day).proposal
        assert proposal is not None
        if answer is not None:
            story.add("proposal_answered", day, proposal=proposal.id, answer=answer)
        later = story.decide(day + 1)
        assert later.stage is not None
        assert later.stage.n <= _both(proposal)[1].n
        assert not later.running_allowed


def _less(answer: Decision) -> list[float]:
    limits = [one for one in answer.limits if one.id == "run_minutes"]
    return [bound.value for limit in limits for bound in limit.others if bound.id == "even_less"] + [
        limit.value for limit in limits if limit.winner == "even_less"
    ]


def test_even_less_takes_a_fifth_off_and_can_be_undone_within_a_day() -> None:
    story, day = _flare()
    proposal = story.decide(day).proposal
    assert proposal is not None
    story.add("proposal_answered", day, proposal=proposal.id, answer="less")
    assert story.decide(day).proposal is None
    found = _less(story.decide(day))
    assert found
    assert found[0] <= 0.8 * _both(proposal)[1].run_minutes + 1e-9
    story.add("proposal_answered", day, proposal=proposal.id, answer="undo", late=0.5)
    assert _less(story.decide(day)) == []
    assert story.decide(day).proposal is not None


def test_an_answer_is_not_undone_after_a_day() -> None:
    story, day = _flare()
    proposal = story.decide(day).proposal
    assert proposal is not None
    story.add("proposal_answered", day, proposal=proposal.id, answer="less")
    story.add("proposal_answered", day + 2, proposal=proposal.id, answer="undo")
    story.check(day + 2)
    assert _less(story.decide(day + 2))


@pytest.mark.parametrize("answer", [None, "agree", "decline"])
def test_a_guide_that_allows_more_waits_for_the_runner(answer: str | None) -> None:
    story, day = _rebuilding()
    story.add("guide_decided", day, role="physio", decision="cap", cap=4, unit="run_min")
    story.check(day + 1)
    capped = story.decide(day + 1)
    story.add("guide_decided", day + 1, role="physio", decision="cap", cap=60, unit="run_min")
    asked = story.decide(day + 1)
    assert asked.proposal is not None
    assert capped.limits[0].value == 3, "steps of three minutes: one bout fits in four"
    assert asked.limits[0].value == 3
    assert asked.limits[0].winner == "as_shown"
    was, becomes = _both(asked.proposal)
    assert becomes.run_minutes > was.run_minutes
    if answer is not None:
        story.add("proposal_answered", day + 1, proposal=asked.proposal.id, answer=answer)
        now = story.decide(day + 1)
        assert now.proposal is None
        assert (now.limits[0].value > 3) is (answer == "agree")
    story.check(day + 2)
    assert (story.decide(day + 2).limits[0].value > 3) is (answer == "agree")


def test_what_was_agreed_to_does_not_hold_back_the_next_change() -> None:
    """Held at 3 minutes until agreed to; a next, larger change holds at what was agreed, not at 3 again."""
    story, day = _rebuilding()
    story.add("guide_decided", day, role="physio", decision="cap", cap=4, unit="run_min")
    story.check(day + 1)
    story.add("guide_decided", day + 1, role="physio", decision="cap", cap=7, unit="run_min")
    first = story.decide(day + 1).proposal
    assert first is not None
    story.add("proposal_answered", day + 1, proposal=first.id, answer="agree")
    agreed = story.decide(day + 1).limits[0].value
    assert agreed > 3
    story.check(day + 2)
    assert story.decide(day + 2).limits[0].value == agreed
    story.add("guide_decided", day + 2, role="physio", decision="cap", cap=60, unit="run_min")
    asked = story.decide(day + 2)
    assert asked.proposal is not None
    assert (asked.limits[0].value, asked.limits[0].winner) == (agreed, "as_shown")


def test_an_answer_to_another_proposal_changes_nothing() -> None:
    story, day = _flare()
    before = story.decide(day)
    story.add("proposal_answered", day, proposal="another", answer="agree")
    assert story.decide(day).proposal == before.proposal
