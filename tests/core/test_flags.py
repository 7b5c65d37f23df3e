"""Warning-sign questions: which belong where, who may close them, which comes first; and clearances, whole."""

from datetime import date
from typing import Any

import pytest

from opbouw.core.clearances import NOTHING, Permission, closes, permission, seen_on
from opbouw.core.decision import See
from opbouw.core.events import Event, parse_event
from opbouw.core.flags import (
    bone_questions_for,
    doctor_needed,
    hold_when_unknown,
    most_urgent_first,
    questions_for,
    see_for_flags,
)
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import Story, event_dict

ALL = ["movement", "strength", "impact", "running"]
PFP, ANKLE, HIP = (tables.injuries[one] for one in ("pfp", "bsi_fibula", "hip_flexor"))
EVERYWHERE = {one.id for one in tables.red_flags.values() if "all" in one.regions}


def test_the_questions_are_those_for_all_and_those_of_the_region() -> None:
    assert set(questions_for(PFP, None)) == EVERYWHERE | {"rf_locked_knee", "rf_fluoro"}
    assert set(questions_for(PFP, "knee_anterior")) == set(questions_for(PFP, None))
    assert set(questions_for(PFP, "calf")) == set(questions_for(PFP, None)) | {
        "rf_pe",
        "rf_acute_compartment",
        "rf_dvt",
        "rf_achilles_rupture",
        "rf_nerve",
        "rf_cecs",
    } | set(tables.regions["calf"].bone_questions) | set(tables.regions["calf"].other_questions)


def test_an_unknown_place_asks_every_question_in_the_order_of_the_table() -> None:
    assert questions_for(PFP, "unknown") == tuple(tables.red_flags)


def test_bone_questions_are_those_of_the_spot_where_a_fingertip_finds_bone() -> None:
    assert bone_questions_for(PFP, "knee_anterior") == frozenset()
    both = frozenset(tables.regions["groin"].bone_questions) | frozenset(tables.regions["hip_anterior"].bone_questions)
    assert tables.regions["groin"].palpation_bone_risk
    assert bone_questions_for(HIP, "groin") == frozenset(tables.regions["groin"].bone_questions)
    assert bone_questions_for(HIP, None) == both
    midfoot = frozenset(tables.regions["midfoot"].bone_questions)
    assert midfoot
    assert bone_questions_for(PFP, "midfoot") == midfoot


@pytest.mark.parametrize(
    ("flag", "doctor"),
    [("rf_chest", True), ("rf_dvt", True), ("rf_night_pain", True), ("rf_limp_48h", False), ("rf_no_improve", False)],
)
def test_a_physio_closes_only_what_a_physio_may(flag: str, doctor: bool) -> None:
    assert doctor_needed(flag) is doctor


def test_not_knowing_holds_running_for_urgent_and_bone_questions() -> None:
    assert hold_when_unknown("rf_chest", frozenset())
    assert hold_when_unknown("rf_dvt", frozenset())
    assert not hold_when_unknown("rf_night_pain", frozenset())
    assert hold_when_unknown("rf_night_pain", frozenset({"rf_night_pain"}))


def test_the_most_urgent_comes_first_and_says_whom_to_see() -> None:
    mixed = ("rf_no_improve", "rf_night_pain", "rf_dvt", "rf_pe", "rf_chest")
    assert most_urgent_first(mixed) == ("rf_chest", "rf_pe", "rf_dvt", "rf_night_pain", "rf_no_improve")
    assert see_for_flags(mixed) == See("emergency", "emergency")
    assert see_for_flags(("rf_no_improve", "rf_night_pain")) == See("doctor", "before_running")
    assert see_for_flags(("rf_no_improve",)) == See("physio_or_doctor", "before_running")
    assert see_for_flags(("rf_limp_48h", "rf_hot_joint")) == See("doctor", "same_day")


# ---- what a clearance closes


def _cleared(role: str = "physio", **said: Any) -> Event:
    data = {"seen_by": "physio", "flags": ["rf_limp_48h"], "injury": "pfp"} | said
    return parse_event(event_dict(1, "cleared", date(2026, 3, 10), data, role))


@pytest.mark.parametrize(
    ("event", "flag", "doctor_only", "closed"),
    [
        (_cleared(), "rf_limp_48h", False, True),
        (_cleared(), "rf_limp_48h", True, False),
        (_cleared(), "rf_no_improve", False, False),
        (_cleared(flags=None), "rf_limp_48h", False, False),
        (_cleared("trainer"), "rf_limp_48h", False, False),
        (_cleared("trainer", seen_by="doctor"), "rf_limp_48h", False, False),
        (_cleared("runner"), "rf_limp_48h", False, True),
        (_cleared(flags=["rf_chest"]), "rf_chest", False, False),
        (_cleared(flags=["rf_chest"], seen_by="doctor"), "rf_chest", False, True),
        (_cleared(flags=["rf_limp_48h"], seen_by="doctor"), "rf_limp_48h", True, True),
        (_cleared(seen_on="2026-03-08"), "rf_limp_48h", False, True),
        (_cleared(seen_on="2026-03-07"), "rf_limp_48h", False, False),  # seen before the sign showed
    ],
)
def test_a_clearance_closes_a_sign_it_names_that_was_there(
    event: Event, flag: str, doctor_only: bool, closed: bool
) -> None:
    assert closes(event, flag, date(2026, 3, 8), doctor_only=doctor_only) is closed


def test_the_doctor_only_rule_is_asked_for() -> None:
    assert closes(_cleared(), "rf_limp_48h", date(2026, 3, 8))


def test_the_day_of_the_look_is_that_of_the_clearance_unless_told() -> None:
    assert seen_on(_cleared()) == date(2026, 3, 10)
    assert seen_on(_cleared(seen_on="2026-03-07")) == date(2026, 3, 7)


# ---- what clearances allow


def _allowed(day: int, *told: dict[str, Any], injury: str = "pfp", ended: int | None = None) -> Permission:
    story = Story(injury)
    for one in told:
        data: dict[str, Any] = {"seen_by": "doctor", "injury": injury, "scope": ALL, "day": 5, "role": "doctor"} | one
        story.add("cleared", data.pop("day"), **data)
    log = case_of(story, max(day, *(one.get("day", 5) for one in told)) if told else day).log
    stop = None if ended is None else story.on(ended)
    return permission(log, tables.injuries[injury], story.on(day), ended=stop)


def _on(day: int) -> date:
    return Story("pfp").on(day)


def test_without_a_clearance_nothing_was_seen() -> None:
    assert _allowed(5) == NOTHING == Permission(frozenset(), False, False, None, frozenset(), None, None, None)


def test_a_clearance_whole() -> None:
    found = _allowed(
        9,
        {
            "scope": ["running"],
            "modalities": ["alterg"],
            "max_run_min": 8,
            "body_weight_pct_max": 60,
            "not_before": "2026-03-20",
            "imaging": "healed",
        },
    )
    assert found == Permission(
        frozenset({"running"}), True, True, 8, frozenset({"alterg"}), 60, date(2026, 3, 20), _on(95)
    )


def test_modalities_alone_were_seen_and_an_empty_look_was_not() -> None:
    assert _allowed(9, {"scope": None, "modalities": ["cycling"]}).seen
    assert not _allowed(9, {"scope": None}).seen
    assert _allowed(9, {"imaging": "none"}).healed is False


def test_of_two_that_hold_the_more_careful_of_each_number() -> None:
    found = _allowed(
        9,
        {"max_run_min": 8, "body_weight_pct_max": 70, "not_before": "2026-03-20", "valid_until": "2026-05-01"},
        {"max_run_min": 12, "body_weight_pct_max": 60, "not_before": "2026-03-25", "scope": ["running"]},
    )
    assert found == Permission(
        frozenset({"running"}), True, False, 8, frozenset(), 60, date(2026, 3, 25), date(2026, 5, 1)
    )


@pytest.mark.parametrize(
    ("one", "seen"),
    [
        ({}, True),
        ({"day": 9}, True),
        ({"day": 10}, False),
        ({"injury": "itbs"}, False),
        ({"role": "trainer"}, False),
        ({"valid_until": "2026-03-11"}, True),  # the ninth day
        ({"valid_until": "2026-03-10"}, False),
        ({"seen_on": "2026-03-11", "day": 9}, True),
        ({"seen_by": "physio"}, True),
    ],
)
def test_which_clearances_count_on_the_ninth_day(one: dict[str, Any], seen: bool) -> None:
    assert _allowed(9, one).seen is seen


def test_a_clearance_ends_after_its_days_from_the_look() -> None:
    assert _allowed(95, {}).seen
    assert not _allowed(96, {}).seen
    assert not _allowed(95, {"seen_on": "2026-03-06"}).seen, "seen on day 4: 90 days are over on day 95"
    assert _allowed(47, {}, injury="bsi_fibula").seen
    assert not _allowed(48, {}, injury="bsi_fibula").seen


def test_a_locked_injury_is_cleared_by_a_doctor_and_high_risk_by_healed_imaging() -> None:
    assert not _allowed(9, {"seen_by": "physio"}, injury="bsi_fibula").seen
    assert not _allowed(9, {"imaging": "none"}, injury="bsi_navicular").seen
    assert _allowed(9, {"imaging": "healed"}, injury="bsi_navicular").seen
    assert _allowed(9, {"scope": ["movement"], "imaging": "none"}, injury="bsi_navicular").seen
    assert _allowed(9, {"scope": None, "modalities": ["cycling"]}, injury="bsi_navicular").seen


def test_a_later_look_replaces_by_rank() -> None:
    early, late = {"day": 5, "max_run_min": 5}, {"day": 8, "max_run_min": 20}
    assert _allowed(9, early, late).max_run_min == 20
    assert _allowed(9, early, late | {"seen_by": "physio"}).max_run_min == 5
    assert _allowed(9, early | {"seen_by": "physio"}, late).max_run_min == 20
    assert _allowed(9, early | {"seen_by": "physio"}, late | {"seen_by": "physio"}).max_run_min == 20
    assert _allowed(9, early, late | {"day": 5}).max_run_min == 5, "of one day the more careful"


def test_healed_once_is_healed() -> None:
    assert _allowed(9, {"imaging": "healed"}, {"day": 8}).healed


@pytest.mark.parametrize(("ended", "seen"), [(4, True), (5, False), (6, False), (None, True)])
def test_what_was_seen_by_the_day_of_a_second_stop_allows_nothing(ended: int | None, seen: bool) -> None:
    assert _allowed(9, {}, injury="bsi_fibula", ended=ended).seen is seen


def test_a_spot_where_no_bone_lies_near_asks_no_bone_question_of_its_neighbours() -> None:
    """A fingertip finds bone at the inner side of the knee, not at the outer."""
    meniscus = tables.injuries["meniscal"]
    assert set(meniscus.body_regions) == {"knee_medial", "knee_lateral"}
    assert bone_questions_for(meniscus, "knee_lateral") == frozenset()
    assert bone_questions_for(meniscus, "knee_medial") == frozenset(tables.regions["knee_medial"].bone_questions)
