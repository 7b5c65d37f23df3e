"""Each rule by which the plan asks to be looked at, at its edge; and whom to see."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.decision import See
from opbouw.core.referral import ask_review, doctor_asked, no_progress_days, see_for_review
from opbouw.core.walk import After, Day, Walk
from tests.core.cases import case_for, case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 60


def _on(day: int) -> date:
    return Story("pfp").on(day)


def _state(story: Story, *runs: tuple[int, str], **more: Any) -> tuple[Case, Walk, Day]:
    """Rebuilding, a step gained yesterday; runs by day with the sign of each."""
    case = case_of(story, TODAY)
    made = [ran(_on(day), 6, signs=(sign,) if sign else ()) for day, sign in runs]
    walk, at = rebuilding(case, "knee_short_bouts", made, 4)
    return case, replace(walk, **{"gained_on": _on(TODAY - 1), "review_since": None, "review_for": ()} | more), at


def _asks(story: Story, *runs: tuple[int, str], **more: Any) -> tuple[str, ...]:
    return ask_review(*_state(story, *runs, **more)).review_for


@pytest.mark.parametrize(
    ("injury", "days"), [("pfp", 21), ("achilles_midportion", 28), ("plantar_fasciopathy", 28), ("bsi_fibula", 21)]
)
def test_no_step_for_weeks_is_looked_at(injury: str, days: int) -> None:
    assert no_progress_days(case_for(injury)) == days
    story = Story(injury)
    assert _asks(story, gained_on=_on(TODAY - days)) == ()
    assert _asks(story, gained_on=_on(TODAY - days - 1)) == ("no_progress",)


def test_no_progress_counts_on_the_ladder_only() -> None:
    long_ago = _on(5)
    assert _asks(Story("pfp"), gained_on=long_ago, phase="keep_running") == ()
    assert _asks(Story("pfp"), gained_on=long_ago, after=After()) == ()
    assert _asks(Story("pfp"), gained_on=None) == ()


@pytest.mark.parametrize(("sign", "code"), [("r_sharp", "sharp_again"), ("r_swelling", "swollen_again")])
def test_the_same_sign_in_the_last_two_runs_is_looked_at(sign: str, code: str) -> None:
    story = Story("pfp")
    assert _asks(story, (50, sign), (53, sign)) == (code,)
    assert _asks(story, (53, sign)) == ()
    assert _asks(story, (47, sign), (50, sign), (53, "")) == ()
    assert _asks(story, (47, ""), (50, sign), (53, sign)) == (code,)
    assert _asks(story, (50, sign), (53, "r_amber")) == ()
    assert _asks(story, (50, sign), (53, sign), reviewed_on=_on(50)) == ()
    assert _asks(story, (50, sign), (53, sign), reviewed_on=_on(49)) == (code,)


@pytest.mark.parametrize("sign", ["r_not_settled_48h", "settled_after_48h"])
def test_three_runs_in_a_fortnight_that_did_not_settle_are_looked_at(sign: str) -> None:
    story = Story("pfp")
    assert _asks(story, (46, sign), (50, sign), (55, sign)) == ("not_settled_often",)
    assert _asks(story, (45, sign), (50, sign), (55, sign)) == ()
    assert _asks(story, (50, sign), (55, sign)) == ()
    assert _asks(story, (46, sign), (50, "r_amber"), (55, sign)) == ()


def _weeks(*means: float) -> Story:
    """Mornings of the weeks up to today, the oldest first."""
    story = Story("pfp")
    for back, pain in enumerate(reversed(means)):
        for day in range(TODAY - 7 * back - 6, TODAY - 7 * back + 1):
            story.check(day, pain_morning=pain)
    return story


def test_three_weeks_each_a_point_sorer_are_looked_at() -> None:
    assert _asks(_weeks(0, 1, 2)) == ("trend_three_weeks",)
    assert _asks(_weeks(1, 1, 2)) == ()
    assert _asks(_weeks(0, 1, 1)) == ()
    assert _asks(_weeks(0, 1, 2), phase="strengthen") == ()
    assert _asks(_weeks(0, 1, 2), reviewed_on=_on(TODAY - 13)) == ()
    assert _asks(_weeks(0, 1, 2), reviewed_on=_on(TODAY - 14)) == ("trend_three_weeks",)


def test_a_week_of_low_energy_is_looked_at() -> None:
    story = Story("pfp")
    story.checks(TODAY - 6, TODAY, energy=2)
    assert _asks(story) == ("energy_low_week",)
    assert _asks(story, reviewed_on=_on(TODAY - 6)) == ()
    assert _asks(story, reviewed_on=_on(TODAY - 7)) == ("energy_low_week",)
    assert _asks(Story("pfp")) == ()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"pain_daily": 1}, True),
        ({"pain_rest": 1}, True),
        ({"pain_daily": 0.5}, True),
        ({}, False),
        ({"pain_daily": None, "pain_rest": None}, False),
    ],
)
def test_bone_that_hurts_in_daily_life_is_for_a_doctor(said: dict[str, Any], asked: bool) -> None:
    story = Story("bsi_fibula")
    story.check(TODAY, **said)
    assert _asks(story) == (("bone_pain_in_daily_life",) if asked else ())


def test_bone_pain_counts_while_rebuilding_or_stopped_and_once_a_day() -> None:
    story = Story("bsi_fibula")
    story.check(TODAY, pain_daily=3)
    asked = ("bone_pain_in_daily_life",)
    assert _asks(story, phase="strengthen", bone_stopped=False) == ()
    assert _asks(story, phase="strengthen", bone_stopped=True) == asked
    assert _asks(story, reviewed_on=_on(TODAY)) == ()
    assert _asks(story, reviewed_on=_on(TODAY - 1)) == asked
    knee = Story("pfp")
    knee.check(TODAY, pain_daily=3)
    assert _asks(knee) == ()


def test_what_is_asked_stands_with_its_first_day_and_once() -> None:
    story = Story("pfp")
    sharp = ((50, "r_sharp"), (53, "r_sharp"))
    case, walk, at = _state(story, *sharp)
    first = ask_review(case, walk, at)
    assert (first.review_since, first.review_for) == (_on(TODAY), ("sharp_again",))
    assert ask_review(case, first, at) is first
    earlier = replace(walk, review_since=_on(40), review_for=("no_progress",))
    more = ask_review(case, earlier, at)
    assert (more.review_since, more.review_for) == (_on(40), ("no_progress", "sharp_again"))
    calm, resting, today = _state(story)
    assert ask_review(calm, resting, today) is resting


def test_a_doctor_before_running_for_bone_and_chest_else_either_when_it_suits() -> None:
    _, walk, _ = _state(Story("pfp"))
    either, bone = replace(walk, review_for=("sharp_again",)), replace(walk, review_for=("bone_pain_in_daily_life",))
    assert (doctor_asked(either), see_for_review(either)) == (False, See("physio_or_doctor", "when_convenient"))
    assert (doctor_asked(bone), see_for_review(bone)) == (True, See("doctor", "before_running"))
