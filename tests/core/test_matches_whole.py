"""What a run and its morning match, whole: the rule, what it asks, and the numbers it was held against."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from opbouw.core.diary import Answers, Diary, Run
from opbouw.core.matches import (
    Usual,
    after_48_hours,
    amber_again,
    ambers_in_a_row,
    during,
    next_morning,
)
from opbouw.core.pain import Match, PainLimits, pain_limits
from opbouw.core.spots import Watch
from opbouw.core.walk import Walk
from opbouw.evidence import tables
from tests.core.cases import case_of, ran
from tests.core.making import Story

ON = date(2026, 3, 10)
NEXT = date(2026, 3, 11)
MASKED = Match("r_masked_pain", "treat_as_not_valid_test", 0, 0, None, None)


def _limits(injury: str) -> PainLimits:
    return pain_limits(tables.injuries[injury], bone_suspected=False)


def _run(**said: Any) -> Run:
    return Run(id="r", on=ON, run_minutes=10, minutes=10, **{"pain_during": 0, "pain_after": 0} | said)


@pytest.mark.parametrize(
    ("injury", "said", "expected"),
    [
        (
            "bsi_fibula",
            {"pain_after": 3},
            [Match("r_bone_any_pain", "stop_step_back", 1, 2, 3, 0)],
        ),
        # pain that took minutes to settle was there: at least 1, or as sore as was told
        ("bsi_fibula", {"settled_min": 5}, [Match("r_bone_any_pain", "stop_step_back", 1, 2, 1, 0)]),
        (
            "bsi_fibula",
            {"settled_min": 5, "pain_after": 4},
            [Match("r_bone_any_pain", "stop_step_back", 1, 2, 4, 0)],
        ),
        (
            "bsi_fibula",
            {"settled_min": 5, "pain_during": None, "pain_after": None},
            [Match("r_bone_any_pain", "stop_step_back", 1, 2, 1, 0)],
        ),
        ("bsi_fibula", {"settled_min": 0}, []),
        ("bsi_fibula", {"pain_during": None, "pain_after": None}, []),
        ("bsi_fibula", {"pain_after": 0.5}, [Match("r_bone_any_pain", "stop_step_back", 1, 2, 0.5, 0)]),  # any pain
        ("pfp", {"pain_during": 3}, [Match("r_amber", "repeat", 0, 0, 3, 2)]),
        ("pfp", {"pain_during": 4}, [Match("r_above_hold", "stop_step_back", 1, 1, 4, 3)]),
        ("hamstring_strain", {"pain_during": 4}, [Match("r_above_hold", "stop_step_back", 1, 2, 4, 3)]),
        ("pfp", {"gait_changed": True}, [Match("r_limp", "stop_step_back", 1, 1)]),
        ("pfp", {"sharp": True}, [Match("r_sharp", "stop_step_back", 1, 2)]),
        ("pfp", {"painkiller": True}, [MASKED]),
        ("pfp", {"painkiller": False}, []),
        ("pfp", {"pain_after": 3}, [Match("after_session", "repeat", 0, 0, 3, 2)]),
        ("pfp", {"pain_after": 4}, [Match("after_session_red", "step_back", 1, 1, 4, 3)]),
        ("achilles_insertional", {"pain_after": 5}, []),  # after a session up to 5, whatever the limit to hold
        ("achilles_insertional", {"pain_after": 6}, [Match("after_session_red", "step_back", 1, 1, 6, 5)]),
        ("pfp", {"pain_after": None, "pain_course": "after_only"}, [Match("pain_after_not_told", "repeat")]),
        ("pfp", {"pain_after": None}, []),
        ("pfp", {"pain_after": 1, "pain_course": "after_only"}, []),
        ("pfp", {"settled_min": 60}, []),
        ("pfp", {"settled_min": 61}, [Match("settles_late", "repeat", 0, 0, 61, 60)]),
        ("achilles_midportion", {"settled_min": 1440}, []),
        ("pfp", {"settled_min": 1440}, [Match("settles_late", "repeat", 0, 0, 1440, 60)]),
        ("pfp", {"settled_min": 1441}, [Match("settled_after_24h", "repeat_or_lower", 0, 1)]),
        ("pfp", {"settled_min": 2880}, [Match("settled_after_24h", "repeat_or_lower", 0, 1)]),
        ("pfp", {"settled_min": 2881}, [Match("settled_after_48h", "step_back", 1, 2)]),
        ("pfp", {"pain_course": "returns"}, [Match("course_returns_or_stays", "step_back", 1, 2)]),
        ("pfp", {"pain_course": "warms_up"}, [Match("course_warms_up", "hold")]),
        ("pfp", {"pain_during": 2, "pain_course": "builds_up"}, [Match("course_builds_up", "hold")]),
        (
            "pfp",
            {"pain_during": None, "pain_course": "builds_up"},
            [Match("r_sharp", "stop_step_back", 1, 2), Match("course_builds_up", "hold")],
        ),
    ],
)
def test_a_run_matches_with_its_numbers(injury: str, said: dict[str, Any], expected: list[Match]) -> None:
    assert during(_run(**said), _limits(injury)) == expected


def _diary(story: Story, day: int) -> Diary:
    return case_of(story, day).diary


@pytest.mark.parametrize(
    ("told", "run", "masked"),
    [(True, None, True), (True, False, False), (False, None, False), (None, None, False), (False, True, True)],
)
def test_a_painkiller_told_with_the_day_counts_where_the_run_does_not_say(
    told: bool | None, run: bool | None, masked: bool
) -> None:
    story = Story("pfp", onset="2026-03-01")
    story.check(9, painkiller=told)
    assert during(_run(painkiller=run), _limits("pfp"), _diary(story, 9)) == ([MASKED] if masked else [])


def test_without_a_check_in_nothing_says_a_painkiller_was_taken() -> None:
    assert during(_run(), _limits("pfp"), _diary(Story("pfp", onset="2026-03-01"), 9)) == []


def test_pain_that_begins_earlier_repeats_with_both_minutes() -> None:
    story = Story("itbs", onset="2026-03-01")
    story.run(5, 10, pain_starts_min=8)
    story.run(9, 10, pain_starts_min=6)
    diary = _diary(story, 9)
    assert during(diary.runs[-1], _limits("itbs"), diary) == [Match("starts_earlier", "repeat", 0, 0, 6, 8)]
    assert during(diary.runs[0], _limits("itbs"), diary) == []
    assert during(diary.runs[-1], _limits("itbs")) == [], "nothing is known of the run before"


def _morning(injury: str, usual: Usual | None = None, watches: tuple[Watch, ...] = (), **said: Any) -> list[Match]:
    story = Story(injury, onset="2026-03-01")
    story.check(8, swelling="none")
    answers = Answers(on=NEXT, **{"pain_morning": 0} | said)
    return next_morning(_run(), answers, usual or Usual(), _limits(injury), _diary(story, 9), watches)


@pytest.mark.parametrize(
    ("injury", "usual", "said", "expected"),
    [
        ("bsi_fibula", 0, {"pain_morning": 1}, [Match("r_bone_any_pain", "stop_step_back", 1, 2, 1, 0)]),
        ("bsi_fibula", 0, {"pain_rest": 2}, [Match("r_bone_any_pain", "stop_step_back", 1, 2, 2, 0)]),
        (
            "bsi_fibula",
            0,
            {"pain_morning": None, "pain_daily": 3},
            [Match("r_bone_any_pain", "stop_step_back", 1, 2, 3, 0)],
        ),
        ("bsi_fibula", 0, {"pain_morning": None}, []),
        ("bsi_fibula", 0, {"pain_morning": 0.5}, [Match("r_bone_any_pain", "stop_step_back", 1, 2, 0.5, 0)]),
        # achilles: up to 3 the next morning, one above usual still is usual, two above is bad
        ("achilles_midportion", 0, {"pain_morning": 1}, []),
        ("achilles_midportion", 0, {"pain_morning": 2}, [Match("r_next_morning_bad", "step_back", 1, 1, 2, 2)]),
        ("achilles_midportion", 0.5, {"pain_morning": 2}, [Match("morning_above_usual", "repeat", 0, 0, 2, 1.5)]),
        ("achilles_midportion", 1, {"pain_morning": 2}, []),
        ("achilles_midportion", 1, {"pain_morning": 3}, [Match("r_next_morning_bad", "step_back", 1, 1, 3, 3)]),
        ("achilles_midportion", 2, {"pain_morning": 3}, []),
        ("achilles_midportion", 3, {"pain_morning": 4}, [Match("r_next_morning_bad", "step_back", 1, 1, 4, 3)]),
        # mtss has no tolerance, and 1 the next morning
        ("mtss", 0, {"pain_morning": 1}, [Match("morning_above_usual", "repeat", 0, 0, 1, 0)]),
        ("mtss", 0, {"pain_morning": 1.5}, [Match("r_next_morning_bad", "step_back", 1, 1, 1.5, 1)]),
        ("pfp", 1, {"pain_daily": 2}, []),
        ("pfp", 1, {"pain_daily": 3}, [Match("r_not_settled_24h", "repeat_or_lower", 0, 1, 3, 2)]),
        ("pfp", 1, {"pain_rest": 4, "pain_daily": 3}, [Match("r_not_settled_24h", "repeat_or_lower", 0, 1, 4, 2)]),
        ("pfp", 0, {"pain_morning": None}, []),
        ("pfp", 0, {"limping": True}, [Match("r_limp", "stop_step_back", 1, 1)]),
        ("pfp", 0, {"limping": False, "painkiller": True}, [MASKED]),
    ],
)
def test_a_morning_after_matches_with_its_numbers(
    injury: str, usual: float, said: dict[str, Any], expected: list[Match]
) -> None:
    assert _morning(injury, Usual(usual), **said) == expected


@pytest.mark.parametrize(
    ("injury", "usual", "stiffness", "limit"),
    [
        ("achilles_midportion", 0, 10, None),
        ("achilles_midportion", 0, 11, 10),
        ("plantar_fasciopathy", 15, 26, 25),
        ("unknown_overuse", 25, 31, 30),
        ("pfp", 0, 60, None),
        ("achilles_midportion", 0, None, None),
    ],
)
def test_stiffness_is_told_with_its_limit(
    injury: str, usual: float, stiffness: float | None, limit: float | None
) -> None:
    """Ten minutes above usual, and never more than thirty."""
    expected = [] if limit is None else [Match("r_morning_stiffness", "hold", 0, 0, stiffness, limit)]
    assert _morning(injury, Usual(0, usual), stiffness_min=stiffness) == expected


@pytest.mark.parametrize("injury", ["pfp", "ankle_sprain_lateral", "morton_neuroma", "unknown_overuse"])
def test_growing_swelling_is_a_step_back_with_two_days(injury: str) -> None:
    assert _morning(injury, swelling="more") == [Match("r_swelling", "step_back", 1, 2)]


def _swells(*told: str | None) -> bool:
    """The day before the run, its day, and the morning after."""
    story = Story("pfp", onset="2026-03-01")
    for day, swelling in zip((8, 9), told, strict=False):
        if swelling is not None:
            story.check(day, swelling=swelling)
    answers = Answers(on=NEXT, pain_morning=0, swelling=told[2])
    found = next_morning(_run(), answers, Usual(), _limits("pfp"), _diary(story, 9))
    return [one.rule for one in found] == ["r_swelling"]


def test_swelling_counts_as_new_where_nothing_was_told_before() -> None:
    assert _swells(None, None, "same")
    assert not _swells(None, None, "none")
    assert not _swells(None, None, None)
    assert _swells(None, "more", None)
    assert _swells("none", None, "same")
    assert not _swells("same", "same", "same")
    assert _swells("same", "none", "same")


def _watch(pain: float | None, told_on: date = NEXT, spot: str = "foot") -> Watch:
    return Watch(spot, NEXT, datetime(2026, 3, 11, 8, tzinfo=UTC), pain, pain, told_on)


def test_another_spot_that_is_worse_the_next_morning_steps_back_one_and_rests_a_day() -> None:
    worse = Match("spot_worse", "step_back", 1, 1, 3, 1)
    assert _morning("pfp", watches=(_watch(2), _watch(3))) == [replace(worse, value=3)]
    assert _morning("pfp", watches=(_watch(1), _watch(None), _watch(9, ON))) == []


def _walk(*runs: Any) -> Walk:
    return Walk(day=NEXT, phase="rebuild", since=ON, tests_from=ON, last_before=ON, ran=tuple(runs))


def test_a_second_amber_run_in_a_row_asks_for_less() -> None:
    amber = (Match("r_amber", "repeat", 0, 0, 3, 2),)
    before = ran(ON - timedelta(days=3), 10, signs=("r_amber",))
    own = replace(ran(ON, 10), id="r")
    assert amber_again(_walk(before, own), _run(), amber) == [Match("two_ambers", "hold_or_reduce")]
    assert amber_again(_walk(before, own), _run(), (MASKED,)) == []
    assert amber_again(_walk(own), _run(), amber) == []
    calm = ran(ON - timedelta(days=2), 10)
    assert amber_again(_walk(before, calm, own), _run(), amber) == [], "not in a row"
    later = ran(ON + timedelta(days=1), 10, signs=("r_amber",))
    assert amber_again(_walk(own, later), _run(), amber) == [], "a later run is not before it"
    same_day = ran(ON, 10, signs=("r_amber",))
    assert amber_again(_walk(same_day, own), _run(), amber) == [Match("two_ambers", "hold_or_reduce")]


def test_only_the_last_run_says_that_ambers_came_in_a_row() -> None:
    second = ran(ON, 10, signs=("r_amber", "two_ambers"))
    assert ambers_in_a_row(_walk(second))
    assert not ambers_in_a_row(_walk(second, ran(NEXT, 10)))
    assert not ambers_in_a_row(_walk())


def test_a_second_morning_above_usual_is_a_step_back_with_its_numbers() -> None:
    limits = _limits("pfp")
    usual = Usual(1.0)
    assert after_48_hours(Answers(on=NEXT, pain_morning=3), usual, limits) == [
        Match("r_not_settled_48h", "step_back", 1, 2, 3, 2)
    ]
    assert after_48_hours(Answers(on=NEXT, pain_morning=2), usual, limits) == []
    assert after_48_hours(Answers(on=NEXT, pain_morning=None), usual, limits) == []
