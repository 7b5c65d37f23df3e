"""Pain limits whole, the usual morning and stiffness, where pain begins, and a week against the week before."""

from datetime import date, timedelta
from typing import Any

import pytest

from opbouw.core.diary import Diary
from opbouw.core.pain import (
    Match,
    PainLimits,
    known_stiffness,
    known_usual,
    matched,
    pain_limits,
    scope_of,
    starts_earlier,
    stricter,
    usual_morning,
    usual_stiffness,
    week_trend,
)
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story

FIBULA, ACHILLES, PFP = (tables.injuries[one] for one in ("bsi_fibula", "achilles_midportion", "pfp"))


def _diary(story: Story, day: int) -> tuple[Diary, date]:
    case = case_of(story, day)
    return case.diary, case.today


@pytest.mark.parametrize(
    ("injury", "suspected", "limits"),
    [
        ("bsi_fibula", False, PainLimits(0, 0, 0, 0, 0, "bone", True, None)),
        ("pfp", True, PainLimits(0, 0, 0, 0, 0, "joint", False, None)),
        ("unknown_overuse", False, PainLimits(2, 3, 1, 2, 0, "unknown", False, None)),
        ("mtss", False, PainLimits(2, 3, 1, 2, 0, "mtss", False, 240.0)),
        ("pfp", False, PainLimits(2, 3, 2, 2, 1, "joint", False, 60.0)),
        ("achilles_midportion", False, PainLimits(2, 5, 3, 5, 1, "tendon", False, None)),
    ],
)
def test_pain_limits_whole(injury: str, suspected: bool, limits: PainLimits) -> None:
    found = pain_limits(tables.injuries[injury], bone_suspected=suspected)
    assert found == limits
    assert found.bone is limits.bone


def test_a_named_bone_keeps_its_scope_also_while_bone_is_suspected() -> None:
    found = pain_limits(FIBULA, bone_suspected=True)
    assert (found.scope, found.bone) == ("bone", True)


def test_mtss_has_a_scope_of_its_own_and_a_tendon_that_of_its_tissue() -> None:
    assert scope_of(tables.injuries["mtss"]) == "mtss"
    assert scope_of(ACHILLES) == "tendon"


def test_stricter_lowers_each_number_and_raises_none() -> None:
    limits = pain_limits(ACHILLES, bone_suspected=False)
    assert stricter(limits, (1, 3, 2)) == PainLimits(1, 3, 2, 1, 1, "tendon", False, None)
    assert stricter(limits, (9, 9, 9)) == limits


def test_the_usual_morning_is_the_median_of_the_fourteen_days_before() -> None:
    story = Story("achilles_midportion")
    for day, pain in ((1, 5), (6, 1), (7, 2), (14, 4)):
        story.check(day, pain_morning=pain, stiffness_min=10 * pain)
    # of days 1 to 14: 5, 1, 2, 4
    assert usual_morning(*_diary(story, 15)) == 3
    assert usual_stiffness(*_diary(story, 15)) == 30
    # day 1 is fifteen days ago; today's own morning does not count
    story.check(16, pain_morning=9, stiffness_min=90)
    assert usual_morning(*_diary(story, 16)) == 2
    assert usual_stiffness(*_diary(story, 16)) == 20


def test_with_two_mornings_nothing_is_usual_yet() -> None:
    story = Story("achilles_midportion")
    story.check(5, pain_morning=4, stiffness_min=30)
    story.check(6, pain_morning=4, stiffness_min=None)
    assert (usual_morning(*_diary(story, 8)), known_usual(*_diary(story, 8))) == (0, None)
    assert (usual_stiffness(*_diary(story, 8)), known_stiffness(*_diary(story, 8))) == (0, None)
    story.check(7, pain_morning=4, stiffness_min=30)
    assert (usual_morning(*_diary(story, 8)), known_usual(*_diary(story, 8))) == (4, 4)
    assert (usual_stiffness(*_diary(story, 8)), known_stiffness(*_diary(story, 8))) == (0, None)


def test_mornings_after_a_run_are_not_usual() -> None:
    story = Story("achilles_midportion")
    story.checks(1, 3, pain_morning=1)
    story.run(4, 5)
    story.check(5, pain_morning=8)
    assert usual_morning(*_diary(story, 6)) == 1


def _begins(first: float | None, then: float | None, *, days: int = 2) -> float | None:
    story = Story("itbs")
    story.run(40 - days, 10, pain_starts_min=first)
    story.run(40, 10, pain_starts_min=then)
    diary, _ = _diary(story, 40)
    return starts_earlier(diary, diary.runs[-1])


@pytest.mark.parametrize(
    ("first", "then", "days", "earlier"),
    [
        (8, 7, 2, 8),
        (8, 8, 2, None),
        (8, 9, 2, None),
        (8, None, 2, None),
        (None, 3, 2, None),
        (8, 7, 28, 8),  # four weeks back
        (8, 7, 29, None),
        (8, 7, 0, None),  # another run of the same day is not before it
    ],
)
def test_pain_that_begins_earlier_than_in_the_run_before(
    first: float | None, then: float | None, days: int, earlier: float | None
) -> None:
    assert _begins(first, then, days=days) == earlier


def test_a_match_keeps_what_it_was_held_against() -> None:
    assert matched("r_amber", 4, 2) == Match("r_amber", "repeat", 0, 0, 4, 2)
    assert matched("r_limp") == Match("r_limp", "stop_step_back", 1, 1, None, None)
    assert matched("r_green", 1, 2) == Match("r_green", "progress", 0, 0, 1, 2), "a step up is no step back of -1"


def _trend(injury: str, last: list[float], this: list[float], **limits: Any) -> list[Match]:
    """A week of mornings ending on day 13 and one ending on day 20."""
    story = Story(injury)
    for end, week in ((13, last), (20, this)):
        for back, pain in enumerate(week):
            story.check(end - back, pain_morning=pain)
    diary, day = _diary(story, 20)
    return week_trend(diary, day, pain_limits(tables.injuries[injury], bone_suspected=False))


def test_a_week_one_point_sorer_than_the_last_holds_and_tells_both_means() -> None:
    row = tables.pain_rules["r_week_trend"]
    assert row.action == "hold_or_reduce"
    assert _trend("achilles_midportion", [1, 1, 1], [2, 2, 2]) == [
        Match("r_week_trend", "hold_or_reduce", 0, 0, 2.0, 1.0)
    ]
    # (2 + 2 + 3) / 3 = 2.33 and (1 + 1 + 2) / 3 = 1.33
    assert _trend("mtss", [1, 1, 2], [2, 2, 3]) == [Match("r_week_trend", "hold_or_reduce", 0, 0, 2.3, 1.3)]


def test_a_week_less_than_a_point_sorer_says_nothing() -> None:
    assert _trend("achilles_midportion", [1, 1, 1, 1], [2, 2, 2, 1]) == []


def test_each_week_needs_three_mornings_of_its_own_seven_days() -> None:
    assert _trend("achilles_midportion", [1, 1], [2, 2, 2]) == []
    assert _trend("achilles_midportion", [1, 1, 1], [2, 2]) == []
    # a morning of 9 and six of 0 are 1.29 on the mean, one of 8 is 1.14
    assert _trend("achilles_midportion", [9, 0, 0, 0, 0, 0, 0], [1, 1, 1]) == []
    assert _trend("achilles_midportion", [8, 0, 0, 0, 0, 0, 0], [3, 3, 3]) == [
        Match("r_week_trend", "hold_or_reduce", 0, 0, 3.0, 1.1)
    ]


def test_a_calm_morning_written_down_late_takes_no_trend_away() -> None:
    for late, means in ((0, []), (3, [(2.0, 1.0)])):
        story = Story("achilles_midportion")
        story.checks(11, 13, pain_morning=1)
        story.check(16, pain_morning=0, late=late)
        story.checks(18, 20, pain_morning=2)
        diary, day = _diary(story, 20)
        limits = pain_limits(tables.injuries["achilles_midportion"], bone_suspected=False)
        assert [(one.value, one.limit) for one in week_trend(diary, day, limits)] == means


def test_muscle_and_bone_have_no_trend_of_the_week() -> None:
    assert _trend("hamstring_strain", [0, 0, 0], [5, 5, 5]) == []
    assert _trend("bsi_fibula", [0, 0, 0], [5, 5, 5]) == []
    story = Story("pfp")
    story.checks(7, 13, pain_morning=0)
    story.checks(14, 20, pain_morning=5)
    diary, day = _diary(story, 20)
    bone = PainLimits(0, 0, 0, 0, 0, "mtss", bone=True)
    assert week_trend(diary, day, bone) == []
    assert week_trend(diary, day + timedelta(days=7), PainLimits(2, 3, 1, 2, 0, "mtss", bone=False)) == []
