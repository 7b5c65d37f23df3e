"""Weeks of rebuilding in minutes, and what asks for less on one day, each at its edges."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.lighter import quiet, recent_flare, rest_factor, tired, warned
from opbouw.core.walk import Ran, Walk
from opbouw.core.weeks import (
    clean_week,
    down_week,
    first_week_left,
    minutes_between,
    new_longest_within,
    tissue_left,
    week_cap,
    week_left,
    week_minutes,
    week_number,
    week_start,
)
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 80


def _on(days_ago: int) -> date:
    return Story("pfp").on(TODAY - days_ago)


def _story(injury: str = "pfp", **profile: Any) -> Story:
    story = Story(injury, severity="limits_running", named_by="physio")
    story.add("profile_set", 0, **{"years_running": 5} | profile)
    story.add("baseline_set", 0, weekly_runs=3, weekly_km=30, longest_km=12, easy_pace_s_per_km=360)
    return story


def _state(
    runs: list[Ran], story: Story | None = None, ladder: str = "knee_short_bouts", days_ago: int = 21, **more: Any
) -> tuple[Case, Walk]:
    case = case_of(story or _story(), TODAY)
    walk, _ = rebuilding(case, ladder, runs, 4, days_ago=days_ago)
    return case, replace(walk, **more)


# ---- minutes and weeks


def test_minutes_between_two_days_count_both_and_whatever_was_allowed() -> None:
    _, walk = _state([ran(_on(9), 1), ran(_on(8), 2), ran(_on(5), 4, allowed=False), ran(_on(4), 8), ran(_on(3), 16)])
    assert minutes_between(walk, _on(8), _on(4)) == 14


def test_weeks_count_from_nought_on_the_day_rebuilding_began() -> None:
    _, walk = _state([], days_ago=14)
    assert [week_number(walk, _on(ago)) for ago in (15, 14, 8, 7, 1, 0)] == [0, 0, 0, 1, 1, 2]
    assert (week_start(walk, 0), week_start(walk, 2)) == (_on(14), _on(0))
    before = replace(walk, rebuild_on=None, since=_on(10))
    assert (week_number(before, _on(0)), week_start(before, 1)) == (0, _on(3))


def test_the_minutes_of_a_week_are_all_or_only_those_that_count() -> None:
    runs = [
        ran(_on(15), 1),
        ran(_on(14), 2),
        ran(_on(12), 4, allowed=False),
        ran(_on(10), 8, within_cap=False),
        ran(_on(8), 16, clean=False),
        ran(_on(7), 32),
    ]
    _, walk = _state(runs)
    assert week_minutes(walk, 1) == 30
    assert week_minutes(walk, 1, counted=True) == 18


def test_a_clean_week_has_two_runs_and_none_that_was_not_clean() -> None:
    def clean(*runs: Ran) -> bool:
        return clean_week(_state(list(runs))[1], _on(1))

    assert clean(ran(_on(7), 5), ran(_on(1), 5))
    assert not clean(ran(_on(8), 5), ran(_on(1), 5))
    assert not clean(ran(_on(7), 5), ran(_on(0), 5))
    assert not clean(ran(_on(7), 5), ran(_on(4), 5, clean=False), ran(_on(1), 5))
    assert clean(ran(_on(8), 5, clean=False), ran(_on(7), 5), ran(_on(1), 5), ran(_on(0), 5, clean=False))


# ---- the weekly governor


def _cap(*weeks: float, injury: str = "pfp", clean: bool = True, each: int = 2) -> float:
    """The cap of the week that begins today after weeks of so many minutes."""
    days = 7 * len(weeks)
    runs = [
        ran(_on(days - 7 * n - 3 * k), minutes / each, clean=clean)
        for n, minutes in enumerate(weeks)
        for k in range(each)
    ]
    case, walk = _state(runs, _story(injury), "bone_slow" if injury.startswith("bsi") else "knee_short_bouts", days)
    return week_cap(case, walk, _on(0))


@pytest.mark.parametrize(
    ("weeks", "cap"),
    [
        ((20,), 30),
        ((20, 40), 50),  # the last week was clean: 40, and ten more
        ((40, 20), 40),  # the mean of 30
        ((90, 30, 30, 30), 40),  # only the last three weeks
        ((30, 60, 30), 50),
        ((58, 58, 58), 68),
        ((60, 60, 60), 72),
        ((100, 100, 100), 120),
    ],
)
def test_a_week_may_have_what_the_last_ones_had_and_a_little_more(weeks: tuple[float, ...], cap: float) -> None:
    assert _cap(*weeks) == pytest.approx(cap)


def test_a_last_week_that_was_not_clean_or_of_one_run_is_no_measure() -> None:
    assert _cap(20, 40, clean=False) == pytest.approx(40)
    assert _cap(20, 40, each=1) == pytest.approx(40)


def test_minutes_without_leave_or_beyond_their_cap_are_no_measure_and_weeks_without_a_run_are_nought() -> None:
    fine = [ran(_on(7), 10), ran(_on(4), 10)]
    for more in (ran(_on(2), 40, allowed=False), ran(_on(2), 40, within_cap=False)):
        case, walk = _state([*fine, more], days_ago=7)
        assert week_cap(case, walk, _on(0)) == pytest.approx(30)
    case, walk = _state([], days_ago=14)
    assert week_cap(case, walk, _on(0)) == 10


def test_a_run_of_the_last_day_belongs_to_its_week() -> None:
    runs = [ran(_on(14), 20), ran(_on(7), 15), ran(_on(4), 15), ran(_on(1), 10, clean=False)]
    case, walk = _state(runs, days_ago=14)
    assert week_cap(case, walk, _on(0)) == pytest.approx(40), "the mean of 20 and 40, and ten more"


def test_bone_adds_less() -> None:
    assert _cap(20, 20, injury="bsi_fibula") == pytest.approx(26)
    assert _cap(60, 60, injury="bsi_fibula") == pytest.approx(66)


@pytest.mark.parametrize(
    ("injury", "ladder", "cap"),
    [
        ("pfp", "knee_short_bouts", 30),
        ("pfp", "gentle_start", 10),
        ("pfp", "short_break", 40),
        ("bsi_fibula", "bone_slow", 10),
        ("pfp", None, 30),
    ],
)
def test_the_first_week_has_a_cap_of_its_own(injury: str, ladder: str | None, cap: float) -> None:
    case, walk = _state([], _story(injury), ladder or "knee_short_bouts", 0)
    walk = walk if ladder else replace(walk, steps=None)
    assert week_cap(case, walk, _on(0)) == cap
    assert first_week_left(case, walk, _on(0)) == cap


def test_what_was_run_this_week_is_taken_off_and_never_more_than_all() -> None:
    for this, left in ((0, 30), (12, 18), (99, 0)):
        case, walk = _state([ran(_on(11), 20), ran(_on(2), this)], days_ago=12)
        assert week_left(case, walk, _on(0)) == left


@pytest.mark.parametrize(
    ("runs", "left"),
    [
        ([], 30),
        ([(6, 8)], 22),
        ([(7, 8)], None),
        ([(6, 8), (3, 9)], 13),
        ([(6, 30), (3, 9)], 0),
        ([(9, 8), (6, 8)], 22),  # a run before rebuilding began is none of this week
    ],
)
def test_the_first_week_lasts_seven_days_from_its_first_run(runs: list[tuple[int, float]], left: float | None) -> None:
    case, walk = _state([ran(_on(day), minutes) for day, minutes in runs], days_ago=8)
    assert first_week_left(case, walk, _on(0)) == left


@pytest.mark.parametrize(
    ("height", "weight", "left"), [(170, 90, 18), (170, 86, 30), (200, 120, 30), (200, 121, 18), (None, 121, 30)]
)
def test_above_a_mass_index_of_thirty_the_first_week_has_three_kilometres(
    height: float | None, weight: float, left: float
) -> None:
    """3 km at 6:00; 120 kg over 2 m are 30 exactly, which is not above."""
    said: dict[str, Any] = {"weight_kg": weight} | ({} if height is None else {"height_cm": height})
    case, walk = _state([], _story(**said), days_ago=0)
    assert first_week_left(case, walk, _on(0)) == left
    gentle = replace(walk, steps=None if walk.steps is None else replace(walk.steps, ladder="gentle_start"))
    assert first_week_left(case, gentle, _on(0)) == 10, "the lower of both"


@pytest.mark.parametrize(("weeks", "lighter"), [(0, False), (1, False), (3, False), (4, True), (6, False), (8, True)])
def test_every_fourth_week_on_the_road_is_lighter(weeks: int, lighter: bool) -> None:
    _, walk = _state([], days_ago=70, reached_30_on=_on(7 * weeks))
    assert down_week(walk, _on(0)) is lighter
    assert not down_week(replace(walk, reached_30_on=None), _on(0))
    assert not down_week(replace(walk, reached_30_on=_on(0)), _on(28))


@pytest.mark.parametrize(
    ("runs", "new"),
    [
        ([(20, 30), (6, 31)], True),
        ([(20, 30), (6, 30)], False),
        ([(20, 30), (7, 31)], False),
        ([(20, 30), (1, 31)], True),
        ([(20, 30), (0, 31)], False),
        ([(6, 31)], False),
        ([(36, 30), (6, 20)], False),
        ([(37, 30), (20, 10), (6, 20)], True),
        ([(36, 30), (20, 10), (6, 20)], False),
        ([(20, 30), (6, 31), (2, 20)], True),
        ([(6, 30), (6, 31)], False),
    ],
)
def test_a_new_longest_run_is_longer_than_all_of_the_thirty_days_before_it(
    runs: list[tuple[int, float]], new: bool
) -> None:
    _, walk = _state([ran(_on(day), minutes) for day, minutes in runs])
    assert new_longest_within(walk, _on(0), 6) is new


# ---- the spot's tissue


def _tissue(*, day: int = 2, counted: bool = True, pace: bool = True, rebuilt: bool = True, **run: Any) -> float:
    """What 20 minutes leave beside a run of this week; without more said 20 minutes of 4 km: 4 unseen."""
    story = _story() if pace else Story("pfp", severity="limits_running", named_by="physio")
    told = story.run(TODAY - day, **{"minutes": 20, "run_minutes": 20, "distance_km": 4} | run)
    runs = [replace(ran(_on(day), 20), id=told)] if counted else []
    case, walk = _state(runs, story, days_ago=11)
    return tissue_left(case, walk if rebuilt else replace(walk, rebuild_on=None), _on(0), 20)


def test_quick_kilometres_of_this_week_are_taken_off() -> None:
    assert _tissue() == 16
    assert _tissue(day=4) == 16, "this week began four days ago"
    assert _tissue(day=5) == 20
    assert _tissue(day=0) == 16
    assert _tissue(counted=False) == 20
    assert _tissue(pace=False) == 20
    assert _tissue(rebuilt=False) == 20
    assert _tissue(rebuilt=False, day=0) == 16
    assert _tissue(distance_km=3) == 20
    assert _tissue(distance_km=None) == 20
    assert _tissue(distance_km=9) == 0
    assert _tissue(minutes=30, distance_km=5) == 16, "ten minutes of walking are one of the five"
    assert _tissue(minutes=200, distance_km=4) == 20


# ---- what asks for less


@pytest.mark.parametrize(
    ("nights", "energy", "factor", "held"),
    [
        ((6, 6, 6), None, 1, False),
        ((6, 6, 5.9), None, 0.8, True),
        ((5, 5, 8), None, 1, False),
        ((4, 5, 8), None, 0.8, False),
        ((None, 4, 5), None, 1, True),  # two nights are no mean of three
        ((8, 8, 4), None, 1, True),
        ((9, 9, 3.9), None, 0.8, True),
        ((8, 8, 8), 2, 0.8, True),
        ((8, 8, 8), 3, 1, False),
        ((8, 8, None), 1, 0.8, True),
    ],
)
def test_short_nights_and_low_energy_take_a_fifth_off_and_hold_the_step(
    nights: tuple[float | None, ...], energy: float | None, factor: float, held: bool
) -> None:
    story = _story()
    for ago, hours in zip((2, 1, 0), nights, strict=True):
        said: dict[str, Any] = {"sleep_h": hours} | ({"energy": energy} if energy is not None and ago == 0 else {})
        story.check(TODAY - ago, **said)
    case = case_of(story, TODAY)
    assert rest_factor(case, case.today) == factor
    assert tired(case, case.today) is held


def test_three_nights_are_the_mean_however_many_were_told() -> None:
    story = _story()
    for ago, hours in ((3, 9), (2, 5), (1, 5), (0, 7)):
        story.check(TODAY - ago, sleep_h=hours)
    case = case_of(story, TODAY)
    assert rest_factor(case, case.today) == 0.8


def test_a_day_that_was_not_told_asks_for_nothing_less() -> None:
    story = _story()
    story.checks(TODAY - 3, TODAY - 1, sleep_h=3, energy=1)
    case = case_of(story, TODAY)
    assert rest_factor(case, case.today) == 1
    assert tired(case, case.today) is False


def test_a_warning_holds_seven_days_and_a_flare_fourteen() -> None:
    case, walk = _state([])
    assert [warned(replace(walk, warnings=(_on(ago),)), _on(0)) for ago in (0, 6, 7, -1)] == [True, True, False, False]
    assert [recent_flare(replace(walk, step_backs=(_on(ago),)), _on(0)) for ago in (0, 13, 14)] == [True, True, False]
    assert warned(replace(walk, warnings=(_on(20), _on(3))), _on(0))
    assert recent_flare(replace(walk, step_backs=(_on(20), _on(3))), _on(0))
    assert not quiet(case, walk, _on(0))
    assert quiet(case, replace(walk, warnings=(_on(1),)), _on(0))
    assert quiet(case, replace(walk, step_backs=(_on(1),)), _on(0))
    story = _story()
    story.check(TODAY - 3, ill="fever")
    assert quiet(case_of(story, TODAY), walk, _on(0))
