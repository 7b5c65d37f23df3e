"""A log of ten thousand facts: nothing is lost in it, and it gives the answer of its last days."""

import random
from functools import cache

from opbouw.core.decide import decide
from opbouw.core.decision import Decision
from opbouw.core.events import Event
from opbouw.core.serialize import decision_to_dict
from tests.core.making import Story

DAYS, A_DAY = 2000, 5
LAST = DAYS - 1


@cache
def long_story() -> Story:
    """An Achilles followed for five and a half years, five check-ins a day, the worst of them at three."""
    story = Story("achilles_midportion", "2020-02-29", side="left", severity="niggle", named_by="physio")
    for day in range(DAYS):
        for pain in (0, 3, 1, 2, 0):
            story.check(day, pain_daily=pain)
    return story


def answered(events: list[Event]) -> Decision:
    answer = decide(events, long_story().on(LAST))
    assert isinstance(answer, Decision)
    return answer


def test_ten_thousand_facts_are_decided_on() -> None:
    events = long_story().events
    assert len(events) == 1 + DAYS * A_DAY
    answer = answered(events)
    assert (answer.phase, answer.verdict, answer.running_allowed) == ("rest", "wait", False)


def test_the_worst_of_the_five_answers_of_a_day_counts() -> None:
    """Three days of loosening with daily pain of at most 3 open its gate; a 4 on the third day keeps it shut."""
    story = Story("achilles_midportion", "2020-02-29", side="left", severity="niggle", named_by="physio")
    story.events = [*long_story().events]
    story.screen(LAST - 3)
    assert story.decide(LAST).phase == "strengthen"
    story.check(LAST, pain_daily=4)
    assert story.decide(LAST).phase == "loosen"


def test_one_yes_among_ten_thousand_facts_stays_open_for_years() -> None:
    story = Story("achilles_midportion", "2020-02-29", side="left", severity="niggle", named_by="physio")
    story.events = [*long_story().events]
    story.screen(700, rf_achilles_rupture="yes")
    for day in (800, 1200, LAST):
        story.screen(day)
    answer = answered(story.events)
    assert (answer.verdict, answer.open_flags, answer.today) == ("stop", ("rf_achilles_rupture",), ())


def test_their_order_and_their_doubles_change_nothing() -> None:
    events = [*long_story().events]
    wanted = decision_to_dict(answered(events))
    mixed = [*events, *events[::7]]
    random.Random(29).shuffle(mixed)
    assert decision_to_dict(answered(mixed)) == wanted
