"""Run minutes after every bound, by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from opbouw.core.caps import bounds_on, longest_30
from opbouw.core.dose import proposed_minutes, run_dose
from opbouw.core.guides import guide_caps
from opbouw.core.lighter import rest_factor, tired
from opbouw.core.limits import Bound, limited
from opbouw.core.walk import Ran
from opbouw.core.weeks import week_cap, week_left
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 60


def _story(injury: str = "achilles_midportion") -> Story:
    story = Story(injury, severity="limits_running", named_by="physio")
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3, weekly_km=30, easy_pace_s_per_km=360)
    return story


def _on(days_ago: int) -> date:
    return Story("pfp").on(TODAY - days_ago)


@pytest.mark.parametrize(
    ("longest", "cap"),
    [(2, 4), (3, 6), (5, 8), (10, 13), (20, 23), (27, 30), (40, 44)],
)
def test_the_session_cap_is_ten_percent_or_three_minutes_or_twice(longest: float, cap: float) -> None:
    """max(longest x 1.10, longest + min(3, longest)): 5 -> 8, 20 -> 23, 40 -> 44."""
    case = case_of(_story(), TODAY)
    walk, at = rebuilding(case, "tendon_lower_leg", [ran(_on(20), longest)], 12)
    found = run_dose(case, walk, at)
    bounds = {one.id: one.value for one in found.others}
    got = bounds.get("session_cap", found.value)
    assert got == pytest.approx(cap)


def _session_caps(runs: list[Ran], *, first: bool) -> set[float]:
    case = case_of(_story(), TODAY)
    walk, at = rebuilding(case, "tendon_lower_leg", runs, 12)
    bounds = bounds_on(case, replace(walk, first_done=not first), at, 30)
    return {one.value for one in bounds if one.id == "session_cap"}


def test_the_first_session_of_a_restart_stays_under_the_cap_as_well() -> None:
    """A run of one minute ten days ago: 1 + 1 = 2, whatever the first step of the ladder gives."""
    assert _session_caps([ran(_on(10), 1)], first=True) == {2}
    assert _session_caps([ran(_on(40), 1)], first=True) == set(), "forty days ago is no longer known to the body"


def test_where_no_run_was_tolerated_the_longest_of_them_still_bounds_the_next() -> None:
    """A minute that hurt never gives more than a minute that did not: 2, not the 5 minutes of step 1."""
    assert min(_session_caps([ran(_on(10), 1, stepped_back=True)], first=False)) == 2
    assert min(_session_caps([ran(_on(10), 1)], first=False)) == 2
    assert min(_session_caps([ran(_on(10), 1, allowed=False)], first=True)) == 2
    assert min(_session_caps([ran(_on(10), 20, stepped_back=True)], first=False)) == 5, "step 1, not 23"


def test_the_longest_run_counts_for_thirty_days_and_only_when_it_was_tolerated() -> None:
    case = case_of(_story(), TODAY)
    runs = [
        ran(_on(31), 40),
        ran(_on(30), 12),
        ran(_on(20), 30, allowed=False),
        ran(_on(15), 28, within_cap=False),
        ran(_on(10), 26, stepped_back=True),
        ran(_on(5), 14, clean=False),
    ]
    walk, _ = rebuilding(case, "tendon_lower_leg", runs)
    assert longest_30(walk, case.today) == 14
    assert longest_30(walk, case.today - timedelta(days=6)) == 40


def test_the_first_session_is_the_lower_of_step_one_and_ten_minutes() -> None:
    case = case_of(_story(), TODAY)
    walk, at = rebuilding(case, "tendon_lower_leg", [], 3, days_ago=0)
    found = run_dose(case, replace(walk, first_done=False), at)
    # step 1 is 5 minutes; bouts of two minutes are left out until it fits: 4
    assert (found.original, found.value, found.winner) == (12, 4, "first_session")


def test_the_first_week_is_thirty_minutes_and_ten_for_bone() -> None:
    case = case_of(_story(), TODAY)
    walk, at = rebuilding(case, "tendon_lower_leg", [ran(_on(5), 12), ran(_on(2), 12)], 3, days_ago=5)
    found = run_dose(case, walk, at)
    assert (found.value, found.winner) == (6, "first_week"), "30 - 24 = 6: three bouts of two minutes"
    bone = case_of(_story("bsi_fibula"), TODAY)
    walk, at = rebuilding(bone, "bone_slow", [ran(_on(4), 3), ran(_on(2), 3)], 1, days_ago=4)
    found = run_dose(bone, walk, at)
    assert (found.value, found.winner) == (4, "first_week"), "10 - 6 = 4 of step 2 (5 minutes)"


@pytest.mark.parametrize(
    ("injury", "weeks", "cap"),
    [
        ("achilles_midportion", [20, 20, 20], 30),  # below 60: 10 more
        ("achilles_midportion", [10, 20, 30], 40),  # the last week was clean: 30, and 10 more
        ("achilles_midportion", [60, 60, 60], 72),  # from 60 on: a fifth more
        ("achilles_midportion", [90, 100, 110], 132),
        ("bsi_fibula", [20, 20, 20], 26),  # bone: 6 more
        ("bsi_fibula", [60, 60, 60], 66),  # bone: a tenth more
    ],
)
def test_the_weekly_governor(injury: str, weeks: list[float], cap: float) -> None:
    case = case_of(_story(injury), TODAY)
    # rebuilding began 21 days ago: three whole weeks lie behind; two equal clean runs in each
    runs = [ran(_on(21 - 7 * n - day), minutes / 2) for n, minutes in enumerate(weeks) for day in (0, 3)]
    walk, _ = rebuilding(case, "bone_slow" if case.bone else "tendon_lower_leg", runs, 5, days_ago=21)
    assert week_cap(case, walk, case.today) == pytest.approx(cap)
    assert week_left(case, walk, case.today) == pytest.approx(cap)


def test_a_week_that_was_not_clean_is_no_reference_of_its_own() -> None:
    case = case_of(_story(), TODAY)
    runs = [
        ran(_on(21 - 7 * n - day), minutes / 2, clean=n < 2) for n, minutes in enumerate([10, 20, 30]) for day in (0, 3)
    ]
    walk, _ = rebuilding(case, "tendon_lower_leg", runs, 5, days_ago=21)
    assert week_cap(case, walk, case.today) == pytest.approx(30), "mean of 10, 20, 30 is 20, and 10 more"


def test_a_guides_cap_holds_until_its_day_and_the_lowest_wins() -> None:
    story = _story()
    story.add("guide_decided", 0, role="trainer", decision="cap", cap=12, unit="min")
    story.add("guide_decided", 1, role="physio", decision="cap", cap=9, unit="min", until="2026-03-10")
    story.add("guide_decided", 1, role="runner", decision="cap", cap=2, unit="min")
    assert sorted(guide_caps(case_of(story, 5), story.on(5))) == [9, 12]
    assert guide_caps(case_of(story, 9), story.on(9)) == [12]


def test_a_clearance_caps_the_minutes() -> None:
    story = _story("bsi_fibula")
    story.add("cleared", 55, seen_by="doctor", injury="bsi_fibula", scope=["running"], max_run_min=4)
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "bone_slow", [ran(_on(10), 10)], 3, days_ago=30)
    found = run_dose(case, walk, at)
    assert found.value == 4
    assert found.winner == "clearance"


@pytest.mark.parametrize(
    ("nights", "energy", "factor", "held"),
    [
        ([None, None, None], None, 1.0, False),
        ([8, 8, 8], 3, 1.0, False),
        ([8, 8, 5.9], None, 1.0, True),  # last night below 6: no step up
        ([5, 6, 6.5], None, 0.8, False),  # mean below 6
        ([8, 8, 3.9], None, 0.8, True),  # below 4
        ([8, 8, 8], 2, 0.8, True),
        ([None, None, 5.5], None, 1.0, True),
    ],
)
def test_short_sleep_and_low_energy(
    nights: list[float | None], energy: float | None, factor: float, held: bool
) -> None:
    story = _story()
    for day, hours in enumerate(nights, start=TODAY - 2):
        said = {} if hours is None else {"sleep_h": hours}
        if energy is not None and day == TODAY:
            said["energy"] = energy
        story.check(day, **said)
    case = case_of(story, TODAY)
    assert rest_factor(case, case.today) == factor
    assert tired(case, case.today) is held


def test_a_limit_takes_the_lowest_and_rounds_down_once() -> None:
    found = limited("run_minutes", "min", 12, [Bound("a", 9.9), Bound("b", 30), Bound("c", 10)])
    assert (found.original, found.value, found.winner) == (12, 9, "a")
    assert [(one.id, one.value) for one in found.others] == [("c", 10), ("b", 30)]


def test_a_limit_above_the_proposal_wins_nothing() -> None:
    found = limited("run_minutes", "min", 12, [Bound("a", 12), Bound("b", 30)])
    assert (found.value, found.winner) == (12, None)


def test_a_limit_is_never_below_nought() -> None:
    assert limited("run_minutes", "min", 12, [Bound("a", -5)]).value == 0


# ---- the spot's tissue, people's caps, the first run after a long break


def _bounds(
    story: Story, runs: list[Ran], ladder: str = "tendon_lower_leg", index: int = 12, **more: Any
) -> dict[str, float]:
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, ladder, runs, index, days_ago=more.pop("days_ago", 56))
    walk = replace(walk, **more)
    return {one.id: one.value for one in bounds_on(case, walk, at, proposed_minutes(case, walk, at.on))}


@pytest.mark.parametrize(
    ("minutes", "run_minutes", "km", "left"),
    [
        (20, 20, 3.0, 30 - 20 - 0),  # 3 km at 6:00 are 18 minutes: not quicker than easy
        (20, 20, 4.0, 30 - 20 - 4),  # 4 km are 24 minutes
        (30, 20, 4.0, 30 - 20),  # ten minutes of it walking: one kilometre of it was walked
        (20, None, 4.0, 30 - 20 - 4),  # a watch without answers: all of it counts as running
        (20, 20, None, 30 - 20),
    ],
)
def test_quick_kilometres_leave_less_of_the_week_for_the_spot(
    minutes: float, run_minutes: float | None, km: float | None, left: float
) -> None:
    """A week of 20 counted minutes gives 30; what today's week already had is taken off."""
    story = _story()
    told = story.run(TODAY - 3, minutes, run_minutes=run_minutes, distance_km=km)
    runs = [ran(_on(10), 20), replace(ran(_on(3), 20), id=told)]
    bounds = _bounds(story, runs, days_ago=11)  # this week began four days ago
    assert bounds["tissue_load"] == pytest.approx(left)
    assert bounds["weekly_governor"] == pytest.approx(10)


@pytest.mark.parametrize(
    ("cap", "unit", "bound"),
    [
        (9, "min", 9),
        (2, "km", 12),  # at 6:00 a km
        (30, "min_per_week", 10),  # 20 minutes were run in the last seven days
        (4, "km_per_week", 4),  # 24 minutes, 20 of them run
        (5, "miles", 5),  # a unit nobody knows is read as minutes
        (7, None, 7),
    ],
)
def test_a_guides_cap_in_each_unit(cap: float, unit: str | None, bound: float) -> None:
    story = _story()
    said: dict[str, Any] = {} if unit is None else {"unit": unit}
    story.add("guide_decided", 0, role="physio", decision="cap", cap=cap, **said)
    assert _bounds(story, [ran(_on(10), 20), ran(_on(3), 20)])["guide"] == pytest.approx(bound)


def test_kilometres_at_an_unknown_pace_give_few_minutes() -> None:
    story = Story("achilles_midportion", severity="limits_running", named_by="physio")
    story.add("guide_decided", 0, role="physio", decision="cap", cap=2, unit="km")
    assert _bounds(story, [ran(_on(3), 20)])["guide"] == pytest.approx(10), "2 km at 5:00"


def test_after_a_long_break_the_first_run_is_a_part_of_the_old_longest() -> None:
    """60 days off are more than six weeks: 4 km halved twice is 1 km, at 6:00."""
    story = _story()
    story.add("baseline_set", 1, longest_km=4)
    bounds = _bounds(story, [], "muscle_easy_first", 3, first_done=False)
    assert bounds["silence_restart"] == pytest.approx(6)
    assert bounds["first_session"] == pytest.approx(7)


def test_a_heavier_runner_starts_with_three_kilometres_also_when_the_pace_is_unknown() -> None:
    """3 km at the 7:00 of an unknown pace are 21 minutes of the first week's 30."""
    story = Story("achilles_midportion", severity="limits_running", named_by="physio")
    story.add("profile_set", 0, years_running=5, height_cm=170, weight_kg=95)
    bounds = _bounds(story, [], days_ago=0, first_done=False)
    assert bounds["first_week"] == pytest.approx(21)
