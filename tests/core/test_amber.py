"""Amber signs of each injury, at their edges: what shows, and what just does not."""

from typing import Any

import pytest

from opbouw.core.amber import amber
from opbouw.core.events import parse_event
from tests.core.cases import case_of
from tests.core.making import Story, event_dict

DAY = 20


def _shows(story: Story, day: int = DAY) -> bool:
    case = case_of(story, day)
    return amber(case.log, case.diary, story.injury, case.today)


def _told(injury: str, *days: dict[str, Any], last: int = DAY) -> bool:
    """Check-ins on days in a row, the last of them today."""
    story = Story(injury)
    for day, said in enumerate(days, start=last - len(days) + 1):
        story.check(day, **said)
    return _shows(story)


@pytest.mark.parametrize(
    ("injury", "field"), [("achilles_midportion", "stiffness_min"), ("plantar_fasciopathy", "pain_morning")]
)
@pytest.mark.parametrize(
    ("values", "shows"),
    [
        ((1, 2, 3), True),
        ((2, 2, 3), False),
        ((1, 3, 3), False),
        ((3, 2, 4), False),
        ((None, 2, 3), False),
        ((1, None, 3), False),
        ((0, 1, 2), True),
    ],
)
def test_three_mornings_in_a_row_each_worse(
    injury: str, field: str, values: tuple[float | None, ...], shows: bool
) -> None:
    assert _told(injury, *({field: value} for value in values)) is shows


def test_two_mornings_or_others_than_today_are_no_rise() -> None:
    assert not _told("achilles_midportion", {"stiffness_min": 1}, {"stiffness_min": 2})
    rising = ({"stiffness_min": 1}, {"stiffness_min": 2}, {"stiffness_min": 3})
    assert not _told("achilles_midportion", *rising, last=DAY - 1)


def _tested(injury: str, test: str, value: float | None, pain: float = 0, day: int = DAY) -> bool:
    story = Story(injury)
    data: dict[str, Any] = {"test": test, "pain": pain, "side": "none"}
    story.add("tested", day, **data | ({} if value is None else {"value": value}))
    return _shows(story)


@pytest.mark.parametrize(
    ("injury", "test", "most"),
    [
        ("patellar_tendinopathy", "decline_squat_pain", 5),
        ("pfp", "stairs_painfree", 3),
        ("calf_strain_gastroc", "pain_press_muscle", 0),
        ("quadriceps_strain", "pain_prone_knee_bend", 0),
        ("adductor_strain", "adductor_squeeze", 4),
    ],
)
def test_a_test_of_the_day_that_hurts_more_than_its_number(injury: str, test: str, most: float) -> None:
    assert not _tested(injury, test, most)
    assert _tested(injury, test, most + 1)
    assert _tested(injury, test, 0, pain=most + 1)
    assert not _tested(injury, test, 0, pain=most)
    assert not _tested(injury, test, most + 1, day=DAY - 1), "yesterday's test showed yesterday"


@pytest.mark.parametrize(
    ("injury", "test"),
    [
        ("mtss", "tibia_one_spot"),
        ("ankle_sprain_lateral", "giving_way"),
        ("low_back_pain", "pain_spreading_into_leg"),
        ("morton_neuroma", "tingling_after_walk"),
    ],
)
def test_a_yes_of_the_day_shows_and_a_no_does_not(injury: str, test: str) -> None:
    assert _tested(injury, test, 1)
    assert not _tested(injury, test, 0)


def test_of_a_straight_leg_only_the_pain_counts_not_the_angle() -> None:
    assert not _tested("hamstring_strain", "straight_leg_raise", 80)
    assert not _tested("hamstring_strain", "straight_leg_raise", 80, pain=2)
    assert _tested("hamstring_strain", "straight_leg_raise", 80, pain=3)


@pytest.mark.parametrize("injury", ["tibialis_posterior_tendinopathy", "pfp"])
@pytest.mark.parametrize(
    ("before", "now", "shows"),
    [
        (None, "same", True),
        ("none", "same", True),
        ("same", "same", False),
        ("same", "more", True),
        ("none", "none", False),
        (None, None, False),
        ("unsaid", "same", True),
    ],
)
def test_a_swelling_that_is_new_or_grows(injury: str, before: str | None, now: str | None, shows: bool) -> None:
    story = Story(injury)
    if before is not None:
        story.check(DAY - 1, swelling=None if before == "unsaid" else before)
    if now is not None:
        story.check(DAY, swelling=now)
    assert _shows(story) is shows


def test_a_day_that_says_nothing_of_swelling_shows_none() -> None:
    story = Story("pfp")
    story.check(DAY, swelling=None)
    assert not _shows(story)


def _swollen(*runs: tuple[int, str | None]) -> bool:
    """Runs with the swelling told on the day after each."""
    story = Story("peroneal_tendinopathy")
    for day, swelling in runs:
        story.run(day, 5)
        if swelling is not None:
            story.check(day + 1, swelling=swelling)
    return _shows(story)


@pytest.mark.parametrize(
    ("runs", "shows"),
    [
        (((15, "same"), (19, "same")), True),
        (((15, "more"), (19, "more")), True),
        (((15, "none"), (19, "same")), False),
        (((15, "same"), (19, "none")), False),
        (((15, None), (19, "same")), False),
        (((19, "same"),), False),
        (((13, "same"), (18, "same")), False),  # the last run was not yesterday
        (((10, "none"), (15, "same"), (19, "same")), True),  # the last two count
    ],
)
def test_swollen_after_each_of_the_last_two_runs(runs: tuple[tuple[int, str | None], ...], shows: bool) -> None:
    assert _swollen(*runs) is shows


def test_runs_of_more_than_four_weeks_ago_are_not_the_last_two() -> None:
    story = Story("peroneal_tendinopathy")
    for day in (12, 39):
        story.run(day, 5)
        story.check(day + 1, swelling="same")
    assert _shows(story, 40)
    story = Story("peroneal_tendinopathy")
    for day in (11, 39):
        story.run(day, 5)
        story.check(day + 1, swelling="same")
    assert not _shows(story, 40)


@pytest.mark.parametrize("injury", ["mtss", "itbs"])
def test_pain_that_begins_sooner_in_todays_run(injury: str) -> None:
    for minute, shows in ((6, True), (8, False), (9, False)):
        story = Story(injury)
        story.run(DAY - 3, 10, pain_starts_min=8)
        story.run(DAY, 10, pain_starts_min=minute)
        assert _shows(story) is shows
        assert not _shows(_without_today(story)), "nothing was run today"


def _without_today(story: Story) -> Story:
    made = Story(story.injury)
    made.events = story.told_by(DAY - 1)
    return made


@pytest.mark.parametrize(
    ("born", "stiff", "shows"),
    [
        (1986, 31, True),  # 40 this year: the birthday may still be to come
        (1985, 31, False),
        (2000, 30, False),
        (None, 31, True),
        (2000, None, False),
        (2000, 31, True),
    ],
)
def test_a_stiff_back_of_someone_under_forty(born: int | None, stiff: float | None, shows: bool) -> None:
    story = Story("low_back_pain")
    said: dict[str, Any] = {"years_running": 5} if born is None else {"birth_year": born}
    story.add("profile_set", 0, **said)
    story.check(DAY, stiffness_min=stiff)
    assert _shows(story) is shows


def test_a_stiff_back_without_any_profile_is_taken_as_young() -> None:
    story = Story("low_back_pain")
    story.check(DAY, stiffness_min=31)
    assert _shows(story)
    assert not _shows(_without_today(story))


def test_an_injury_without_amber_signs_shows_none() -> None:
    assert not _told("hip_joint", {"swelling": "more", "stiffness_min": 90, "pain_morning": 9})


def test_a_test_without_a_number_shows_by_its_pain_alone() -> None:
    assert not _tested("calf_strain_gastroc", "pain_press_muscle", None)
    assert _tested("calf_strain_gastroc", "pain_press_muscle", None, pain=1)
    assert not _tested("morton_neuroma", "tingling_after_walk", None)


def test_a_run_of_today_is_none_of_the_last_two_that_swelled() -> None:
    story = Story("peroneal_tendinopathy")
    for day in (15, 19):
        story.run(day, 5)
        story.check(day + 1, swelling="same")
    story.run(DAY, 5)
    assert _shows(story)


def test_an_age_told_later_makes_no_earlier_day_old() -> None:
    story = Story("low_back_pain")
    story.check(DAY, stiffness_min=31)
    story.add("profile_set", DAY + 5, birth_year=1950)
    case = case_of(story, DAY + 5)
    assert amber(case.log, case.diary, "low_back_pain", story.on(DAY))


def test_what_was_told_on_opening_holds_for_the_days_before_it() -> None:
    """Opened five days after the onset; the stiff morning of the onset was that of somebody of 76."""
    story = Story("low_back_pain")
    opened = parse_event(event_dict(0, "episode_opened", story.on(5), {
        "injury": "low_back_pain", "onset_on": story.onset.isoformat()}))  # fmt: skip
    story.events = [opened]
    story.add("profile_set", 5, birth_year=1950)
    story.check(2, late=4, stiffness_min=31)
    case = case_of(story, 6)
    assert case.log.opened.on == story.on(5)
    assert not amber(case.log, case.diary, "low_back_pain", story.on(2))
