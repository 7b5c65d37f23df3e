"""A weak or stiff side from the tests in a log, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from opbouw.core.events import Event, parse_event
from opbouw.history import Cause, causes
from opbouw.history.beside import Beside, beside
from opbouw.history.cause_texts import cause_text
from opbouw.history.tried import Tried, tried
from tests.history.making import ONSET, steady

LATER = ONSET + timedelta(30)


def log(side: str | None, *tests: dict[str, Any], **profile: Any) -> list[Event]:
    """An injury, who has it, and tests a month later."""
    opened = {"injury": "achilles_midportion", "onset_on": ONSET.isoformat()} | ({"side": side} if side else {})
    told = [("episode_opened", ONSET, opened)] + ([("profile_set", ONSET, profile)] if profile else [])
    told += [("tested", date.fromisoformat(one.pop("on", LATER.isoformat())), one) for one in tests]
    return [
        parse_event(
            {
                "id": str(UUID(int=number)),
                "episode": str(UUID(int=99)),
                "type": kind,
                "on": on.isoformat(),
                "recorded_at": f"{on}T12:{number:02}:00+01:00",
                "by": {"role": "runner"},
                "v": 1,
                "data": data,
            }
        )
        for number, (kind, on, data) in enumerate(told)
    ]


def heel(side: str, value: float, **more: Any) -> dict[str, Any]:
    return {"test": "heel_raise_single", "side": side, "value": value, **more}


def clue(events: list[Event], factor: str = "strength_deficit") -> Cause:
    found = causes(steady(12), ONSET, beside=beside(events))
    return next(one for one in found if one.factor == factor)


def codes(cause: Cause) -> tuple[list[str], list[str]]:
    return [one.code for one in cause.evidence_for], [one.code for one in cause.evidence_against]


def test_a_sore_side_far_behind_the_other_is_a_clue_that_says_it_was_measured_afterwards() -> None:
    found = clue(log("left", heel("left", 18), heel("right", 25)))
    # 72 percent of the other where 90 is asked: a fifth short, two fifths of the way from 0.3 to 0.55
    assert found.strength == 0.4
    assert codes(found) == (["deficit_side"], ["deficit_after"])
    assert found.evidence_for[0].params["percent"] == 72
    assert found.known
    assert "Kuitheffen op één been, op 1 april 2026: je zere kant haalde 72 procent" in cause_text(
        found.evidence_for[0], "nl"
    )


def test_a_sore_side_that_keeps_up_stands_against() -> None:
    found = clue(log("left", heel("left", 23), heel("right", 25)))
    assert found.strength == 0
    assert codes(found) == ([], ["deficit_equal"])


def test_the_norm_is_that_of_age_and_sex_and_unknown_without_one_of_them() -> None:
    alone = heel("left", 18)
    # a man of 44 or 45: in the middle 28, of which the gate asks 80 percent, 22.4; 18 is 0.196 short: half of 0.396
    assert clue(log("left", dict(alone), birth_year=1981, sex="m")).strength == 0.2
    assert codes(clue(log("left", dict(alone), birth_year=1981, sex="m")))[0] == ["deficit_age"]
    for profile in ({"birth_year": 1981}, {"sex": "m"}, {"sex": "unknown", "birth_year": 1981}):
        assert not clue(log("left", dict(alone), **profile)).known


def test_while_a_birthday_leaves_two_ages_the_lower_norm_counts() -> None:
    # 39 or 40 in 2026: 32 or 28
    (one,) = tried(log("left", heel("left", 18), birth_year=1986, sex="m"))
    assert one.usual == 28


def test_two_sore_sides_are_not_compared_and_the_weaker_one_is_held_against_the_number() -> None:
    for side in ("both", None):
        bridge = [
            {"test": "single_leg_bridge", "side": leg, "value": value} for leg, value in (("left", 24), ("right", 60))
        ]
        (one,) = tried(log(side, *map(dict, bridge)))
        assert (one.sore, one.other) == (24, None)
        # 30 seconds asked: a fifth short, and half of what a side behind the other would say
        assert clue(log(side, *bridge)).strength == 0.2
    assert codes(clue(log("left", {"test": "single_leg_bridge", "side": "left", "value": 30}))) == (
        [],
        ["deficit_number_fits"],
    )


def test_pain_in_the_test_halves_what_it_says() -> None:
    calm, sore = (clue(log("left", heel("left", 18, pain=pain), heel("right", 25))) for pain in (2, 3))
    assert (calm.strength, sore.strength) == (0.4, 0.2)
    assert "deficit_pain" in codes(sore)[1]


def test_only_results_of_near_days_are_compared_and_the_newest_counts() -> None:
    early = heel("left", 10, on=ONSET.isoformat())
    (one,) = tried(log("left", early, heel("right", 25), heel("left", 24)))
    assert one == Tried(LATER, "heel_raise_single", 24, 25)
    (apart,) = tried(log("left", heel("left", 10, on=ONSET.isoformat()), heel("right", 25)))
    assert apart == Tried(ONSET, "heel_raise_single", 10)


def test_a_stiff_ankle_is_a_clue_to_mobility_and_not_to_strength() -> None:
    wall = {"test": "knee_to_wall", "value": 7.2}
    events = log("right", {**wall, "side": "right"}, {**wall, "side": "left", "value": 10})
    found = clue(events, "mobility_deficit")
    assert codes(found)[0] == ["deficit_side", "deficit_number"]
    # 72 of 90 percent, and 7.2 of 9 cm: both a fifth short, two fifths of the way from 0.2 to 0.4
    assert found.strength == 0.28
    assert not clue(events).known


@pytest.mark.parametrize("other", ["single_leg_stance", "hop_in_place", "decline_squat_pain", "no_such_test"])
def test_balance_pain_and_unknown_tests_say_nothing_of_strength(other: str) -> None:
    events = log("left", {"test": other, "side": "left", "value": 1}, {"test": other, "side": "right", "value": 10})
    assert not clue(events).known
    assert not clue(events, "mobility_deficit").known


def test_a_test_of_the_other_side_alone_says_nothing() -> None:
    assert beside(log("left", heel("right", 5))) == Beside()
