"""What one day raises by itself, whole: each question with the instant of the fact that raised it, and the memory."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from opbouw.core.flags import bone_questions_for, questions_for
from opbouw.core.noticed import SUDDEN, Memory, Place, Raised, energy_low_week, raised
from opbouw.evidence import tables
from tests.core.cases import case_of
from tests.core.making import ZONE, Story

DAY = 20
SPOTS = {"pfp": "knee_anterior", "calf_strain_gastroc": "calf", "adductor_strain": "groin", "bsi_fibula": "calf"}


def _place(injury: str, spot: str | None = None, *, bone: bool = False) -> Place:
    row, where = tables.injuries[injury], spot or SPOTS[injury]
    questions = bone_questions_for(row, where) if bone else frozenset[str]()
    return Place(row, frozenset({where}), frozenset(questions_for(row, where)), questions)


def _day(story: Story, before: Memory | None = None, place: Place | None = None) -> tuple[Memory, list[Raised]]:
    case = case_of(story, DAY)
    return raised(before or Memory(), case.log, case.diary, place or _place(story.injury), case.today)


def _asks(injury: str, before: Memory | None = None, **said: Any) -> set[str]:
    story = Story(injury)
    story.check(DAY, **said)
    return {flag for _, flag in _day(story, before)[1]}


def _at(line: int) -> datetime:
    """The moment of a line of a story: 08:00 of today, a second a line."""
    return datetime(2026, 3, 22, 8, 0, line, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("injury", "known", "rest", "flags"),
    [
        ("pfp", None, 9, set()),  # nothing known before: not new
        ("pfp", 0, 2, set()),
        ("pfp", 0, 3, {"rf_night_pain"}),
        ("pfp", 2, 3, {"rf_night_pain"}),
        ("pfp", 3, 4, set()),
        ("bsi_fibula", 0, 1, {"rf_night_pain"}),
        ("bsi_fibula", 0, 0, set()),
        ("bsi_fibula", 1, 2, set()),
        ("pfp", 0, None, set()),
        ("calf_strain_gastroc", None, 7, {"rf_acute_compartment"}),
        ("calf_strain_gastroc", None, 6, set()),
        ("calf_strain_gastroc", 7, 7, set()),
        ("calf_strain_gastroc", 6, 7, {"rf_acute_compartment"}),
        ("calf_strain_gastroc", 7, 8, {"rf_acute_compartment"}),
    ],
)
def test_new_pain_at_rest(injury: str, known: float | None, rest: float | None, flags: set[str]) -> None:
    assert _asks(injury, Memory(rest_pain=known), pain_rest=rest) == flags


@pytest.mark.parametrize(
    ("injury", "before", "said", "flags"),
    [
        ("pfp", None, {"night_pain": True}, {"rf_night_pain"}),
        ("pfp", None, {"ill": "chest"}, {"rf_chest"}),
        ("pfp", None, {"ill": "fever"}, set()),
        ("calf_strain_gastroc", None, {"ill": "chest"}, {"rf_chest", "rf_pe"}),
        ("adductor_strain", None, {"limping": True}, {"rf_bone_groin"}),
        ("adductor_strain", 19, {"limping": True}, set()),
        ("adductor_strain", None, {"night_pain": True}, {"rf_night_pain", "rf_bone_groin"}),
        ("pfp", 19, {"limping": True}, set()),
        ("pfp", 18, {"limping": True}, {"rf_limp_48h"}),
        ("pfp", 18, {"limping": False}, set()),
        ("pfp", None, {"stiffness_min": 31, "stiffness_spread": "several"}, {"rf_inflammatory"}),
        ("pfp", None, {"stiffness_min": 30, "stiffness_spread": "several"}, set()),
        ("pfp", None, {"stiffness_min": None, "stiffness_spread": "several"}, set()),
        ("pfp", None, {"stiffness_min": 31, "stiffness_spread": "one"}, set()),
        ("pfp", None, {"swelling": "same", "ill": "unwell"}, {"rf_hot_joint"}),
        ("pfp", None, {"swelling": "more", "ill": "fever"}, {"rf_hot_joint"}),
        ("pfp", None, {"swelling": "none", "ill": "fever"}, set()),
        ("pfp", None, {"swelling": "more"}, set()),
        ("calf_strain_gastroc", None, {"swelling": "more"}, {"rf_dvt"}),
        ("calf_strain_gastroc", None, {"swelling": "same"}, set()),
    ],
)
def test_what_an_answer_asks(injury: str, before: int | None, said: dict[str, Any], flags: set[str]) -> None:
    since = None if before is None else Story("pfp").on(before)
    assert _asks(injury, Memory(limping_since=since), **said) == flags


def test_a_swelling_that_was_not_there_is_new() -> None:
    assert _asks("calf_strain_gastroc", Memory(swelling="none"), swelling="same") == {"rf_dvt"}
    assert _asks("calf_strain_gastroc", Memory(swelling="same"), swelling="same") == set()


def test_an_unknown_place_asks_what_any_region_would() -> None:
    somewhere = replace(_place("pfp", "unknown"), questions=frozenset(tables.red_flags))
    story = Story("pfp")
    story.check(DAY, swelling="more")
    assert [flag for _, flag in _day(story, place=somewhere)[1]] == ["rf_dvt"]


@pytest.mark.parametrize(
    ("injury", "first", "second", "flag"),
    [
        ("pfp", {}, {"night_pain": True}, "rf_night_pain"),
        ("pfp", {"pain_rest": 2}, {"pain_rest": 3}, "rf_night_pain"),
        ("calf_strain_gastroc", {"pain_rest": 6}, {"pain_rest": 7}, "rf_acute_compartment"),
        ("calf_strain_gastroc", {}, {"ill": "chest"}, "rf_chest"),
        ("calf_strain_gastroc", {}, {"ill": "chest"}, "rf_pe"),
        ("adductor_strain", {}, {"limping": True}, "rf_bone_groin"),
        ("adductor_strain", {}, {"night_pain": True}, "rf_bone_groin"),
        ("calf_strain_gastroc", {}, {"swelling": "more"}, "rf_dvt"),
        ("pfp", {"swelling": "same"}, {"swelling": "same", "ill": "fever"}, "rf_hot_joint"),
        ("pfp", {"swelling": "same"}, {"swelling": "same", "ill": "unwell"}, "rf_hot_joint"),
        ("calf_strain_gastroc", {}, {"swelling": "same"}, "rf_dvt"),
        ("bsi_fibula", {"pain_rest": 0}, {"pain_rest": 1}, "rf_night_pain"),
        ("bsi_fibula", {"pain_rest": None}, {"pain_rest": 1}, "rf_night_pain"),
    ],
)
def test_a_question_is_asked_from_the_first_check_in_that_said_it(
    injury: str, first: dict[str, Any], second: dict[str, Any], flag: str
) -> None:
    story = Story(injury)
    story.check(DAY, **first)
    story.check(DAY, **second)
    story.check(DAY, **second)
    found = _day(story, Memory(rest_pain=0, swelling="none"))[1]
    assert [at for at, name in found if name == flag] == [_at(2)]


def test_a_limp_of_two_days_is_asked_from_the_check_in_that_told_it() -> None:
    story = Story("pfp")
    story.check(DAY)
    story.check(DAY, limping=True)
    found = _day(story, Memory(limping_since=story.on(DAY - 2)))[1]
    assert found == [(_at(2), "rf_limp_48h")]


def test_stiffness_is_asked_from_the_first_check_in() -> None:
    story = Story("pfp")
    story.check(DAY)
    story.check(DAY, stiffness_min=40, stiffness_spread="several")
    assert _day(story)[1] == [(_at(1), "rf_inflammatory")]


# ---- what is remembered


def test_the_memory_keeps_what_was_told_last() -> None:
    story = Story("pfp")
    before = Memory(rest_pain=3, limping_since=story.on(10), swelling="same", no_better_asked_on=story.on(5))
    story.check(DAY, pain_rest=1, swelling="none", limping=False)
    assert _day(story, before)[0] == Memory(1, None, "none", story.on(5), None)
    silent = Story("pfp")
    silent.check(DAY, pain_rest=None, swelling=None, limping=None)
    assert _day(silent, before)[0] == before
    nothing = Story("pfp")
    assert _day(nothing, before)[0] == before


def test_a_limp_begins_on_its_first_day_also_in_a_run() -> None:
    story = Story("pfp")
    story.check(DAY, limping=True)
    assert _day(story)[0].limping_since == story.on(DAY)
    assert _day(story, Memory(limping_since=story.on(18)))[0].limping_since == story.on(18)
    ran = Story("pfp")
    ran.run(DAY, 5, gait_changed=True)
    assert _day(ran)[0].limping_since == ran.on(DAY)
    ran.check(DAY, limping=False)
    assert _day(ran)[0].limping_since == ran.on(DAY)


# ---- sessions and tests


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"sharp_pain": True, "walked_home": True}, True),
        ({"sharp_pain": True, "walked_home": False}, False),
        ({"sharp_pain": False, "walked_home": True}, False),
    ],
)
def test_a_stab_and_a_walk_home_ask_what_comes_suddenly(said: dict[str, Any], asks: bool) -> None:
    story = Story("pfp")
    story.run(DAY, 5, **said)
    place = replace(_place("pfp"), questions=frozenset(tables.red_flags))
    found = _day(story, place=place)[1]
    assert found == ([(_at(1), flag) for flag in SUDDEN] if asks else [])


@pytest.mark.parametrize(
    ("injury", "test", "value", "asks"),
    [
        ("pfp", "tibia_one_spot", 1, True),
        ("pfp", "tibia_one_spot", 0, False),
        ("pfp", "bone_palpation", 1, True),
        ("pfp", "bone_palpation", 0, False),
        ("pfp", "hop_in_place", 9, False),
        ("bsi_fibula", "bone_palpation", 3, False),
    ],
)
def test_a_tender_spot_asks_about_bone(injury: str, test: str, value: float, asks: bool) -> None:
    story = Story(injury)
    story.add("tested", DAY, test=test, value=value, pain=0, side="none")
    place = replace(_place(injury), questions=frozenset(tables.red_flags))
    assert _day(story, place=place)[1] == ([(_at(1), "rf_focal_bone")] if asks else [])


def test_pain_that_rises_over_two_runs_asks_the_bone_questions() -> None:
    story = Story("adductor_strain", "2026-03-02", spot="groin")
    for day, pain in ((14, 0), (17, 1), (DAY, 2)):
        story.run(day, 5, pain_during=pain)
    case = case_of(story, DAY)
    assert case.diary.rises_on(case.today)
    place = _place("adductor_strain", "groin", bone=True)
    assert _day(story, place=place)[1] == [(_at(3), flag) for flag in sorted(place.bone_questions)]
    assert _day(story, place=replace(place, bone_questions=frozenset()))[1] == []


# ---- no better, and a week of low energy


def _no_better(first: float, last: float, *, days: int = 14, before: Memory | None = None, answers: int = 3) -> bool:
    """Answers of the first days after the last run, ``days`` ago, and of the last ones."""
    story = Story("pfp")
    start = DAY - days
    story.run(start, 5)
    for day in range(start, start + answers):
        story.check(day, pain_morning=first)
    for day in range(DAY - answers + 1, DAY + 1):
        story.check(day, pain_morning=last)
    memory, found = _day(story, before)
    asked = "rf_no_improve" in {flag for _, flag in found}
    assert (memory.no_better_asked_on == story.on(DAY)) is asked
    return asked


def test_two_weeks_of_rest_without_getting_better() -> None:
    assert _no_better(3, 3)
    assert _no_better(3, 4)
    assert not _no_better(3, 2)
    assert not _no_better(0, 0)
    assert not _no_better(0, 3), "nothing hurt at first: no measure of better"
    assert not _no_better(3, 3, days=13)
    assert _no_better(3, 3, days=15)
    assert not _no_better(3, 3, days=15, answers=2)
    asked = Story("pfp").on(DAY - 13)
    assert not _no_better(3, 3, before=Memory(no_better_asked_on=asked))
    assert _no_better(3, 3, before=Memory(no_better_asked_on=asked - timedelta(days=1)))


def test_the_fortnight_counts_from_the_last_run_that_was_told() -> None:
    story = Story("pfp", last_run_on="2026-03-01")
    for day in (0, 1, 2, 18, 19, DAY):
        story.check(day, pain_daily=4)
    assert [flag for _, flag in _day(story)[1]] == ["rf_no_improve"]


def _low(*energies: tuple[int, float | None]) -> bool:
    """Energy by how many days ago."""
    story = Story("pfp")
    for ago, energy in energies:
        story.check(DAY - ago, energy=energy)
    case = case_of(story, DAY)
    return energy_low_week(case.diary, case.today)


def test_a_week_of_low_energy_is_low_from_end_to_end() -> None:
    assert _low((6, 2), (3, 2), (0, 2))
    assert _low((6, 1), (3, 2), (0, 1))
    assert not _low((6, 2), (3, 3), (0, 2))
    assert not _low((6, 2), (0, 2)), "two answers are no week"
    assert not _low((5, 2), (3, 2), (0, 2))
    assert not _low((6, 2), (3, 2), (1, 2)), "nothing was told today"
    assert _low((7, 5), (6, 2), (3, 2), (0, 2))
    assert _low((6, 2), (5, None), (3, 2), (0, 2))
    assert not _low()


def test_a_better_day_written_down_late_ends_no_week_of_low_energy() -> None:
    story = Story("pfp")
    for day in (DAY - 6, DAY - 3, DAY):
        story.check(day, energy=2)
    for late in (0, 3):
        story.check(DAY - 4, energy=5, late=late)
        case = case_of(story, DAY)
        assert energy_low_week(case.diary, case.today) is (late == 3)
        story.events.pop()


def test_a_worse_beginning_written_down_late_makes_no_fortnight_better() -> None:
    for late in (0, 3):
        story = Story("pfp")
        story.run(DAY - 14, 5)
        story.check(DAY - 14, pain_morning=9, late=late)
        story.checks(DAY - 13, DAY - 11, pain_morning=3)
        story.checks(DAY - 2, DAY, pain_morning=3)
        assert ("rf_no_improve" in {flag for _, flag in _day(story)[1]}) is (late == 3)


def test_a_day_without_a_limp_written_down_late_ends_no_limp() -> None:
    for late in (0, 3):
        story = Story("pfp")
        story.check(DAY - 3, limping=False, late=late)
        case, since = case_of(story, DAY), story.on(DAY - 4)
        memory, _ = raised(Memory(limping_since=since), case.log, case.diary, _place("pfp"), story.on(DAY - 3))
        assert memory.limping_since == (since if late == 3 else None)


def test_low_energy_asks_about_eating_once_a_week() -> None:
    story = Story("pfp")
    for day in (14, 17, DAY):
        story.check(day, energy=2)
    memory, found = _day(story)
    assert found == [(_at(3), "rf_reds")]
    assert memory.energy_asked_on == story.on(DAY)
    assert _day(story, Memory(energy_asked_on=story.on(DAY - 6)))[1] == []
    assert _day(story, Memory(energy_asked_on=story.on(DAY - 7)))[1] == [(_at(3), "rf_reds")]
    assert _day(Story("pfp"))[1] == []


def test_low_energy_is_asked_from_the_check_in_whatever_was_written_down_before_it_that_day() -> None:
    story = Story("pfp")
    for day in (14, 17):
        story.check(day, energy=2)
    story.add("profile_set", DAY, years_running=5)
    story.check(DAY, energy=2)
    assert _day(story)[1] == [(_at(4), "rf_reds")]


def test_a_stab_in_a_run_that_hurt_more_than_the_last_two_asks_both_its_questions() -> None:
    story = Story("adductor_strain", spot="groin")
    for day, pain in ((14, 0), (17, 1)):
        story.run(day, 5, pain_during=pain)
    story.run(DAY, 5, pain_during=2, sharp_pain=True, walked_home=True)
    place = replace(_place("adductor_strain", "groin", bone=True), questions=frozenset(tables.red_flags))
    found = _day(story, place=place)[1]
    assert found == [(_at(3), flag) for flag in (*SUDDEN, *sorted(place.bone_questions))]


def test_a_question_for_all_regions_belongs_to_none_by_name() -> None:
    knee = _place("pfp")
    assert not knee.of_region("rf_dvt")
    assert not knee.of_region("rf_chest")
    assert _place("calf_strain_gastroc").of_region("rf_dvt")
    assert replace(knee, regions=frozenset({"unknown"})).of_region("rf_dvt")


def _fortnight(first: float, between: float, last: float, told: int = 3) -> bool:
    """A run 20 days ago; three mornings after it, three in the middle, and ``told`` up to today."""
    story = Story("pfp")
    story.run(0, 5)
    story.checks(1, 3, pain_morning=first)
    story.checks(10, 12, pain_morning=between)
    story.checks(DAY - told + 1, DAY, pain_morning=last)
    return "rf_no_improve" in {flag for _, flag in _day(story)[1]}


def test_no_better_is_the_last_three_answers_against_the_first_three_and_nothing_between() -> None:
    assert not _fortnight(3, 9, 2)
    assert _fortnight(1, 0, 1), "a point from beginning to end is no better"
    assert not _fortnight(0.5, 9, 0)


def test_two_answers_after_a_fortnight_of_silence_are_too_few_to_say() -> None:
    story = Story("pfp")
    story.run(0, 5)
    story.checks(1, 3, pain_morning=3)
    story.checks(DAY - 1, DAY, pain_morning=5)
    assert _day(story)[1] == []
