"""What rules bone out: every question no, a fingertip and a hop without pain, and nothing since that asks again."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from opbouw.core.case import bone_open_questions, limits_on, runfree_days_needed, spot_bone_questions
from opbouw.core.flags import bone_questions_for
from opbouw.core.pain import BONE_LIMITS
from opbouw.core.spots import Watch
from opbouw.evidence import tables
from tests.core.cases import case_for, case_of
from tests.core.making import Story

DAY = 20


def _story(spot: str = "calf", injury: str = "calf_strain_gastroc", **opened: Any) -> Story:
    story = Story(injury, spot=spot, **opened)
    story.screen(1)
    return story


def _open(story: Story, day: int = DAY) -> tuple[str, ...]:
    case = case_of(story, day)
    return bone_open_questions(case, case.today)


def test_a_self_named_calf_is_bone_until_a_fingertip_and_a_hop_say_otherwise() -> None:
    story = _story()
    assert _open(story) == ("bone_palpation", "hop_in_place")
    story.test(5, "bone_palpation", 0)
    assert _open(story) == ("hop_in_place",)
    story.test(6, "hop_in_place", 15)
    assert _open(story) == ()


def test_each_bone_question_that_is_not_answered_no_stays_open() -> None:
    story = Story("calf_strain_gastroc", spot="calf")
    asked = sorted(bone_questions_for(tables.injuries["calf_strain_gastroc"], "calf"))
    assert _open(story) == (*asked, "bone_palpation", "hop_in_place")
    story.add("screened", 1, answers={asked[0]: "no", asked[1]: "unknown", asked[2]: "yes"}, why="asked")
    assert _open(story)[: len(asked) - 1] == tuple(asked[1:])


def test_a_name_of_a_professional_or_bone_itself_asks_nothing() -> None:
    for by, opened in (("physio", True), ("doctor", True), ("trainer", False), ("self", False)):
        assert (_open(_story(named_by=by)) == ()) is opened
    assert _open(Story("bsi_fibula")) == ()
    assert _open(Story("unknown_overuse", named_by="doctor")) != (), "a doctor who does not know rules nothing out"
    assert _open(_story("knee_anterior", "pfp")) == (), "no bone lies near a kneecap"


def test_hopping_is_never_tried_for_a_groin() -> None:
    assert _open(_story("groin", "adductor_strain")) == ("bone_palpation",)
    assert _open(_story("calf", "adductor_strain")) == ("bone_palpation", "hop_in_place")


@pytest.mark.parametrize(
    ("results", "open"),
    [
        (((5, 0, 0),), False),
        (((5, 1, 0),), True),
        (((5, 0, 0), (7, 1, 0)), True),
        (((5, 1, 0), (7, 0, 0)), False),
        (((7, 0, 0), (7, 1, 0)), True),  # of one day the sorer counts
        (((5, 1, 0), (7, 0, 4)), True),  # told late it rules nothing out
        (((5, 0, 0), (7, 1, 4)), True),
    ],
)
def test_the_newest_fingertip_counts(results: tuple[tuple[int, float, float], ...], open: bool) -> None:
    story = _story()
    for day, value, late in results:
        story.add("tested", day, late=late, test="bone_palpation", value=value, pain=0, side="none")
    assert ("bone_palpation" in _open(story)) is open


@pytest.mark.parametrize("said", [{"night_pain": True}, {"new_spot": True}])
@pytest.mark.parametrize(("day", "open"), [(9, False), (10, True), (11, True)])
def test_night_pain_or_a_new_spot_asks_for_both_tests_again(said: dict[str, Any], day: int, open: bool) -> None:
    """The tests were on day 10: what is told on that very day asks again as well."""
    story = _story()
    story.test(10, "bone_palpation", 0)
    story.test(10, "hop_in_place", 15)
    story.check(day, **said)
    assert _open(story) == (("bone_palpation", "hop_in_place") if open else ())


# ---- other spots


def _spot(spot: str, story: Story, own: str = "calf", since: int = 5) -> tuple[str, ...]:
    case = case_of(story, DAY)
    at = datetime(2026, 3, 7, 8, tzinfo=UTC)
    return spot_bone_questions(case, (Watch(spot, story.on(since), at, 2, 2, story.on(since)),), case.today)


def test_another_spot_where_bone_is_near_is_ruled_out_by_tests_since_it_began() -> None:
    story = _story()
    no = dict.fromkeys(tables.regions["heel"].bone_questions, "no")
    assert _spot("heel", story)[-2:] == ("bone_palpation", "hop_in_place")
    story.add("screened", 2, answers=no, why="asked")
    assert _spot("heel", story) == ("bone_palpation", "hop_in_place")
    story.test(5, "bone_palpation", 0)
    story.test(6, "hop_in_place", 15)
    assert _spot("heel", story) == ("bone_palpation",), "the day it began is not after it"
    story.test(6, "bone_palpation", 0)
    assert _spot("heel", story) == ()
    assert _spot("knee_anterior", _story()) == ()


@pytest.mark.parametrize(
    ("spot", "own", "hop"), [("heel", "calf", True), ("groin", "calf", False), ("heel", "groin", False)]
)
def test_a_hop_is_not_tried_with_a_groin_or_hip_in_it(spot: str, own: str, hop: bool) -> None:
    found = _spot(spot, _story(own, "adductor_strain"))
    assert ("hop_in_place" in found) is hop
    assert "bone_palpation" in found


def test_while_bone_is_not_ruled_out_nothing_may_hurt_and_another_spot_makes_limits_stricter() -> None:
    story = _story()
    case = case_of(story, DAY)
    limits = limits_on(case, case.today, ())
    assert (limits.progress, limits.hold, limits.morning) == BONE_LIMITS
    named = case_of(_story(named_by="physio"), DAY)
    free = limits_on(named, named.today, ())
    assert (free.progress, free.hold) == (1, 1)
    at = datetime(2026, 3, 7, 8, tzinfo=UTC)
    watch = Watch("knee_anterior", story.on(5), at, 2, 2, story.on(5))
    tendon = case_for("achilles_midportion", named_by="physio", spot="achilles")
    alone, beside = (limits_on(tendon, tendon.today, watches) for watches in ((), (watch,)))
    assert (alone.progress, alone.hold, alone.morning, alone.after) == (2, 5, 3, 5)
    assert (beside.progress, beside.hold, beside.morning, beside.after) == (2, 3, 1, 2)
    assert replace(beside, hold=5, morning=3, after=5) == alone


# ---- days without a run


@pytest.mark.parametrize(
    ("injury", "severity", "recurrence", "days"),
    [
        ("pfp", "niggle", None, 3),
        ("pfp", "cannot_bear", None, 21),
        ("pfp", None, None, 21),
        ("mtss", "limits_running", None, 14),
        ("hamstring_strain", "limits_running", None, 6),  # 4 days times 1.5
        ("bsi_fibula", "niggle", None, 28),
        ("bsi_fibula", "niggle", True, 42),
    ],
)
def test_days_without_a_run_before_the_first(
    injury: str, severity: str | None, recurrence: bool | None, days: int
) -> None:
    told: dict[str, Any] = {"severity": severity, "recurrence": recurrence}
    said = {key: one for key, one in told.items() if one is not None}
    assert runfree_days_needed(case_for(injury, **said)) == days
