"""Which pain rules a run matches: each rule at its edge, by the pain model of the injury."""

from datetime import date
from typing import Any

import pytest

from opbouw.core.diary import Answers, Run
from opbouw.core.matches import Usual, during, next_morning
from opbouw.core.pain import PainLimits, pain_limits, strongest
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story

ON = date(2026, 3, 10)
CALM = Usual()


def limits(injury: str) -> PainLimits:
    return pain_limits(tables.injuries[injury], bone_suspected=False)


def run(**said: Any) -> Run:
    return Run(id="r", on=ON, run_minutes=10, minutes=10, **{"pain_during": 0, "pain_after": 0} | said)


def rules(injury: str, **said: Any) -> list[str]:
    return [match.rule for match in during(run(**said), limits(injury))]


@pytest.mark.parametrize(
    ("injury", "said", "expected"),
    [
        ("achilles_midportion", {"pain_during": 2}, []),
        ("achilles_midportion", {"pain_during": 3}, ["r_amber"]),
        ("achilles_midportion", {"pain_during": 5}, ["r_amber"]),
        ("achilles_midportion", {"pain_during": 6}, ["r_above_hold"]),
        ("calf_strain_gastroc", {"pain_during": 2}, ["r_above_hold"]),
        ("bsi_fibula", {"pain_during": 1}, ["r_bone_any_pain", "r_above_hold"]),
        ("bsi_fibula", {"settled_min": 10}, ["r_bone_any_pain"]),
        ("pfp", {"settled_min": 60}, []),
        ("pfp", {"settled_min": 61}, ["settles_late"]),
        ("mtss", {"settled_min": 241}, ["settles_late"]),
        ("achilles_midportion", {"settled_min": 241}, []),
        ("achilles_midportion", {"settled_min": 1441}, ["settled_after_24h"]),
        ("achilles_midportion", {"settled_min": 2881}, ["settled_after_48h"]),
        ("pfp", {"pain_after": 3}, ["after_session"]),
        ("pfp", {"pain_after": 4}, ["after_session_red"]),
        ("pfp", {"pain_after": None, "pain_course": "after_only"}, ["pain_after_not_told"]),
        ("pfp", {"pain_course": "returns"}, ["course_returns_or_stays"]),
        ("pfp", {"pain_during": 1, "pain_course": "stays"}, ["course_returns_or_stays"]),
        ("pfp", {"pain_during": 1, "pain_course": "warms_up"}, ["course_warms_up"]),
        ("pfp", {"pain_during": 2, "pain_course": "builds_up"}, ["course_builds_up"]),
        ("pfp", {"pain_during": 3, "pain_course": "builds_up"}, ["r_sharp", "r_amber", "course_builds_up"]),
        ("pfp", {"pain_during": None, "pain_course": "builds_up"}, ["r_sharp", "course_builds_up"]),
        ("pfp", {"sharp": True}, ["r_sharp"]),
        ("pfp", {"gait_changed": True}, ["r_limp"]),
        ("pfp", {"painkiller": True}, ["r_masked_pain"]),
    ],
)
def test_a_run_matches_the_rules_of_its_injury(injury: str, said: dict[str, Any], expected: list[str]) -> None:
    assert rules(injury, **said) == expected


def test_a_muscle_in_the_red_zone_rests_two_days() -> None:
    assert strongest(during(run(pain_during=4), limits("hamstring_strain"))) == ("stop_step_back", 1, 2)
    assert strongest(during(run(pain_during=6), limits("achilles_midportion"))) == ("stop_step_back", 1, 1)


def test_pain_that_took_two_days_to_settle_is_a_step_back_with_two_days() -> None:
    assert strongest(during(run(settled_min=2881), limits("pfp"))) == ("step_back", 1, 2)


def _story(injury: str, **before: Any) -> Story:
    story = Story(injury, onset=date(2026, 3, 1))
    story.check(8, **before)
    return story


def _morning(story: Story, usual: Usual = CALM, *, on_the_day: dict[str, Any] | None = None, **said: Any) -> list[str]:
    if on_the_day is not None:
        story.check(9, **on_the_day)
    case = case_of(story, 10)
    answers = Answers(on=date(2026, 3, 11), **{"pain_morning": 0} | said)
    return [m.rule for m in next_morning(run(), answers, usual, limits(story.injury), case.diary)]


@pytest.mark.parametrize(
    ("before", "on_the_day", "after", "swells"),
    [
        ("none", None, "same", True),
        ("same", None, "same", False),
        ("same", None, "more", True),
        ("none", "same", "same", True),
        ("none", "same", "none", True),
        ("none", "none", "none", False),
    ],
)
def test_swelling_within_a_day_of_the_run_counts_wherever_it_was_told(
    before: str, on_the_day: str | None, after: str, swells: bool
) -> None:
    that_day = None if on_the_day is None else {"swelling": on_the_day}
    found = _morning(_story("pfp", swelling=before), on_the_day=that_day, swelling=after)
    assert ("r_swelling" in found) is swells


def test_swelling_is_a_rule_of_joints_and_of_what_has_no_name() -> None:
    assert _morning(_story("achilles_midportion"), swelling="more") == []
    assert "r_swelling" in _morning(_story("unknown_overuse"), swelling="more")


def test_a_painkiller_on_the_morning_after_makes_the_run_no_test() -> None:
    assert _morning(_story("pfp"), painkiller=True) == ["r_masked_pain"]
    assert _morning(_story("pfp"), painkiller=False) == []


def test_stiffness_is_held_against_the_runners_own_usual_and_thirty_minutes() -> None:
    story = _story("achilles_midportion")
    assert _morning(story, Usual(0, 15), stiffness_min=25) == []
    assert _morning(story, Usual(0, 15), stiffness_min=26) == ["r_morning_stiffness"]
    assert _morning(story, Usual(0, 60), stiffness_min=31) == ["r_morning_stiffness"]


def test_every_match_has_an_action_of_the_table() -> None:
    known = {*tables.action_order, "treat_as_not_valid_test"}
    for injury in tables.injuries:
        for said in ({"pain_during": 9, "pain_after": 9}, {"sharp": True, "painkiller": True}):
            found = during(run(**said), limits(injury))
            assert all(one.action in known for one in found)
