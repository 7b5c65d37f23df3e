"""Illness day by day, at its edges: how long it lasts, when it is over, and what fever leaves behind."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.decision import See
from opbouw.core.illness import (
    after_fever,
    calm_rpe,
    calmed,
    chest,
    chest_unseen,
    days_ill,
    ill,
    lasts,
    see_for_illness,
)
from opbouw.core.walk import Walk
from tests.core.cases import case_of, rebuilding
from tests.core.making import Story

DAY = 60
Told = dict[int, str | None]


def _story(told: Told, away: tuple[int, int, str] | None = None) -> Story:
    """What was told of being ill, by how many days ago; and a time away with why."""
    story = Story("pfp")
    for ago in sorted(told, reverse=True):
        story.check(DAY - ago, ill=told[ago])
    if away is not None:
        first, last, why = away
        span: dict[str, Any] = {"from": story.on(DAY - first).isoformat(), "to": story.on(DAY - last).isoformat()}
        story.add("away_set", 0, why=why, **span)
    return story


def _case(told: Told, away: tuple[int, int, str] | None = None) -> Case:
    return case_of(_story(told, away), DAY)


@pytest.mark.parametrize(
    ("told", "sick"),
    [
        ({}, False),
        ({0: "none"}, False),
        ({0: "unwell"}, True),
        ({0: "fever"}, True),
        ({1: "unwell"}, True),  # nothing told since
        ({1: "unwell", 0: "none"}, True),  # the first day well is not whole yet
        ({2: "unwell", 1: "none"}, False),
        ({2: "unwell", 1: "none", 0: "none"}, False),
        ({5: "unwell", 1: "none", 0: None}, False),
        ({3: "unwell", 2: "none", 1: "unwell", 0: "none"}, True),
        ({5: "unwell", 2: None, 1: None}, True),  # days that say nothing of it end nothing
        ({28: "fever"}, True),
        ({29: "fever"}, False),  # a longer silence has its own rule
    ],
)
def test_ill_until_a_whole_day_well_was_told(told: Told, sick: bool) -> None:
    case = _case(told)
    assert ill(case, case.today) is sick


@pytest.mark.parametrize(
    ("away", "told", "sick"),
    [
        ((3, 0, "ill"), {}, True),
        ((0, 0, "ill"), {0: "none"}, True),
        ((0, -3, "ill"), {}, True),
        ((3, 1, "ill"), {}, True),  # over, and nobody said so
        ((3, 1, "ill"), {0: "none"}, True),
        ((4, 2, "ill"), {1: "none"}, False),
        ((4, 2, "ill"), {3: "none"}, True),  # told before it ended
        ((-1, -3, "ill"), {}, False),  # still to come
        ((3, 0, "holiday"), {}, False),
        ((3, 1, "holiday"), {}, False),
        ((40, 28, "ill"), {}, True),
        ((40, 29, "ill"), {}, False),
    ],
)
def test_away_for_illness_is_ill_until_it_is_told_to_be_over(
    away: tuple[int, int, str], told: Told, sick: bool
) -> None:
    case = _case(told, away)
    assert ill(case, case.today) is sick


@pytest.mark.parametrize(
    ("told", "fever", "any_", "lasting"),
    [
        ({}, 0, 0, 0),
        ({0: "none"}, 0, 0, 0),
        ({0: "fever"}, 1, 1, 0),
        ({1: "fever", 0: "fever"}, 2, 2, 0),
        ({2: "fever", 1: "fever", 0: "fever"}, 3, 3, 3),
        ({2: "chest", 0: "chest"}, 3, 3, 3),  # a day untold between does not end it
        ({2: "fever", 1: "none", 0: "fever"}, 1, 1, 0),
        ({6: "unwell", 0: "unwell"}, 0, 7, 7),
        ({5: "unwell", 0: "unwell"}, 0, 6, 0),
        ({8: "unwell", 2: "fever", 0: "fever"}, 3, 9, 9),
        ({8: "unwell", 2: "fever", 1: "unwell"}, 1, 8, 8),
        ({6: "unwell", 1: "unwell", 0: "none"}, 0, 0, 0),  # over
        ({6: "unwell", 1: "unwell", 0: None}, 0, 6, 0),
        ({28: "fever", 0: "fever"}, 29, 29, 29),
        ({29: "fever", 0: "fever"}, 1, 1, 0),  # four weeks are looked back
    ],
)
def test_days_ill_count_from_the_first_to_the_last_sick_day(told: Told, fever: int, any_: int, lasting: int) -> None:
    """Three days of fever, or seven of feeling unwell, are too long to wait for."""
    case = _case(told)
    assert days_ill(case, case.today, "fever", "chest") == fever
    assert days_ill(case, case.today, "unwell", "fever", "chest") == any_
    assert lasts(case, case.today) == lasting


@pytest.mark.parametrize(
    ("told", "calm"),
    [
        ({0: "fever"}, True),
        ({0: "chest"}, True),
        ({7: "fever", 0: "none"}, True),
        ({8: "fever", 0: "none"}, False),
        ({7: "unwell", 0: "unwell"}, False),
        ({8: "fever", 7: "unwell"}, False),
        ({}, False),
    ],
)
def test_the_seven_days_after_fever_are_calm(told: Told, calm: bool) -> None:
    case = _case(told)
    assert after_fever(case, case.today) is calm
    assert calm_rpe(case, case.today) == (3 if calm else None)
    assert calmed(case, case.today, 6) == (3 if calm else 6)
    assert calmed(case, case.today, 2) == 2


def _walk(case: Case, **more: Any) -> Walk:
    walk, _ = rebuilding(case, "knee_short_bouts")
    return replace(walk, **more)


def test_chest_symptoms_of_a_day_stand_until_somebody_looked_that_day_or_later() -> None:
    case = _case({1: "fever", 0: "chest"})
    today = case.today
    on = Story("pfp").on
    assert chest(case, _walk(case), today)
    assert chest(case, _walk(case, reviewed_on=on(DAY - 1)), today)
    assert not chest(case, _walk(case, reviewed_on=on(DAY)), today)
    assert not chest(case, _walk(case), on(DAY - 1)), "fever is no chest symptom"
    assert not chest(case, _walk(case), on(DAY - 2)), "nothing was told"


def test_whom_to_see_for_an_illness() -> None:
    long, short = _case({2: "fever", 0: "fever"}), _case({0: "fever"})
    assert see_for_illness(short, _walk(short), short.today) is None
    assert see_for_illness(long, _walk(long), long.today) == See("doctor", "when_convenient")
    unseen = _walk(long, review_for=("chest_symptoms",))
    assert chest_unseen(unseen)
    assert see_for_illness(long, unseen, long.today) == See("doctor", "same_day")
    assert see_for_illness(short, replace(unseen), short.today) == See("doctor", "same_day")
    assert not chest_unseen(_walk(long, review_for=("sharp_again",)))
