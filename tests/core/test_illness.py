"""Illness by its row: nothing while ill, one whole day well, a calm week after fever, and whom to see."""

import pytest

from opbouw.core.decision import Decision, See
from opbouw.core.illness import FEVER_LASTS_DAYS, UNWELL_LASTS_DAYS
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful


def _rebuilding(injury: str = "pfp") -> tuple[Story, int]:
    runner = Faithful(injury)
    lived = runner.live(250, lambda one: one.phase == "rebuild", look_daily=False)
    return runner.story, (lived.days[-1].on - runner.story.onset).days


def _asks_review(decision: Decision) -> bool:
    return ("clearance", "review") in {(one.id, one.about) for one in decision.questions}


def test_a_cold_or_a_first_day_of_fever_sends_nobody_anywhere() -> None:
    story, day = _rebuilding()
    story.check(day + 1, ill="unwell")
    story.check(day + 2, ill="fever")
    for on in (day + 1, day + 2):
        decision = story.decide(on)
        assert (decision.verdict, decision.week, decision.see) == ("wait", (), None)


@pytest.mark.parametrize(("word", "days"), [("fever", FEVER_LASTS_DAYS), ("unwell", UNWELL_LASTS_DAYS)])
def test_an_illness_that_lasts_is_for_a_doctor_and_says_how_long_it_lasted(word: str, days: int) -> None:
    story, day = _rebuilding()
    for on in range(1, days):
        story.check(day + on, ill=word)
        assert story.decide(day + on).see is None, on
    story.check(day + days, ill=word)
    decision = story.decide(day + days)
    assert decision.see == See("doctor", "when_convenient")
    assert [one.params["days"] for one in decision.reasons if one.code == "ill_lasts"] == [days]


def test_a_day_untold_does_not_end_an_illness_and_a_day_well_does() -> None:
    story, day = _rebuilding()
    story.check(day + 1, ill="fever")
    story.check(day + 3, ill="fever")
    assert story.decide(day + 3).see == See("doctor", "when_convenient")
    other, day = _rebuilding()
    other.check(day + 1, ill="fever")
    other.check(day + 2)
    other.check(day + 3, ill="fever")
    assert other.decide(day + 3).see is None


def test_a_lasting_illness_that_is_over_needs_no_word_of_a_doctor() -> None:
    story, day = _rebuilding()
    for on in range(1, 6):
        story.check(day + on, ill="fever")
    story.checks(day + 6, day + 7)
    decision = story.decide(day + 7)
    assert decision.see is None
    assert not {"ill", "ill_lasts"} & set(codes(decision))
    assert not _asks_review(decision)


def test_chest_symptoms_wait_for_a_doctor_also_when_the_question_about_them_is_no() -> None:
    story, day = _rebuilding()
    story.check(day + 1, ill="chest")
    story.screen(day + 1)
    story.checks(day + 2, day + 9)
    for on in (day + 1, day + 9):
        decision = story.decide(on)
        assert (decision.verdict, decision.running_allowed, decision.week) == ("wait", False, ())
        assert decision.see == See("doctor", "same_day")
        assert "refer_chest_symptoms" in codes(decision)
        assert _asks_review(decision)


def test_a_physio_does_not_lift_chest_symptoms_and_a_doctor_does() -> None:
    story, day = _rebuilding()
    story.check(day + 1, ill="chest")
    story.screen(day + 1)
    story.checks(day + 2, day + 4)
    story.add("cleared", day + 3, injury="pfp", seen_by="physio", scope=["running"])
    assert story.decide(day + 3).see == See("doctor", "same_day")
    story.add("cleared", day + 4, injury="pfp", seen_by="doctor", scope=["running"])
    decision = story.decide(day + 4)
    assert decision.see is None
    assert decision.week


def test_chest_symptoms_are_more_urgent_than_a_lock() -> None:
    story = Story("bsi_femoral_neck")
    story.screen(0)
    story.check(1, ill="chest")
    assert story.decide(1).see == See("doctor", "same_day")


def test_the_week_after_fever_is_easy_in_every_kind_of_work() -> None:
    story, day = _rebuilding()
    story.check(day + 1, ill="fever")
    story.checks(day + 2, day + 8)
    kinds = set()
    for on in range(day + 3, day + 9):  # the seventh day after the fever is the last one
        decision = story.decide(on)
        assert "after_fever" in codes(decision)
        efforts = [(one.kind, one.intensity, one.rpe_max) for one in decision.week if one.on == decision.on]
        assert all(kind == "mobility" or (how, rpe) == ("easy", 3) for kind, how, rpe in efforts), efforts
        kinds |= {kind for kind, _, _ in efforts}
    assert {"run", "strength"} <= kinds
    story.check(day + 9)
    assert "after_fever" not in codes(story.decide(day + 9))
