"""Every bound on the next run, one at a time and whole: when it holds and how many minutes it leaves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.caps import bounds_on, longer_next, longest_30
from opbouw.core.limits import Bound
from opbouw.core.walk import After, Change, Less, Ran
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 80


def _on(days_ago: int) -> date:
    return Story("pfp").on(TODAY - days_ago)


def _story(injury: str = "pfp", **baseline: Any) -> Story:
    """A kneecap of somebody who ran 30 km a week at 6:00, 12 km at most."""
    story = Story(injury, severity="limits_running", named_by="physio")
    story.add("profile_set", 0, years_running=5)
    said = {"weekly_runs": 4, "weekly_km": 30, "longest_km": 12, "easy_pace_s_per_km": 360} | baseline
    story.add("baseline_set", 0, **{key: value for key, value in said.items() if value is not None})
    return story


def _bounds(
    runs: list[Ran], *, story: Story | None = None, original: float = 20, ladder: str = "knee_short_bouts", **more: Any
) -> list[Bound]:
    case = case_of(story or _story(), TODAY)
    walk, at = rebuilding(case, ladder, runs, more.pop("index", 6), days_ago=more.pop("days_ago", 56))
    day = more.pop("day", {})
    return bounds_on(case, replace(walk, **more), replace(at, **day), original)


def _of(name: str, *args: Any, **more: Any) -> list[float]:
    return [one.value for one in _bounds(*args, **more) if one.id == name]


def _after(name: str, runs: list[Ran], after: After | None = None, **more: Any) -> list[float]:
    """A bound on the road after 30 minutes, reached 20 days ago."""
    return _of(name, runs, after=after or After(), index=13, **{"reached_30_on": _on(20)} | more)


# ---- whole


def test_on_the_ladder_the_session_the_week_and_its_tissue_bound_a_run() -> None:
    """One run of 20 in the week before the last: 20 + 3; a mean of (0 + 20 + 0) / 3, and 10 more."""
    week = 20 / 3 + 10
    assert _bounds([ran(_on(8), 20)]) == [
        Bound("session_cap", 23),
        Bound("weekly_governor", week),
        Bound("tissue_load", week),
    ]


def test_after_the_ladder_the_share_of_the_week_and_the_old_longest_bound_it_too() -> None:
    """Weeks of 60: 72. The first run of the week is its short one: half of what the long one leaves over two."""
    runs = [ran(_on(day), 30) for day in (19, 17, 12, 10, 5, 3)]
    assert _bounds(runs, after=After(), index=13, reached_30_on=_on(20), days_ago=21) == [
        Bound("session_cap", 33),
        Bound("weekly_governor", 72),
        Bound("tissue_load", 72),
        Bound("share_of_week", 21),
        Bound("old_longest", 72),
    ]


def test_the_first_run_of_all_has_bounds_of_its_own() -> None:
    assert _bounds([], first_done=False, days_ago=0, last_before=_on(20)) == [
        Bound("first_session", 6),
        Bound("first_week", 30),
        Bound("tissue_load", 30),
    ]


def test_people_a_change_and_even_less_come_last() -> None:
    story = _story()
    story.add("guide_decided", 0, role="physio", decision="cap", cap=18)
    case = case_of(story, TODAY)
    _, at = rebuilding(case, "knee_short_bouts")
    change = Change("c", "code", _on(1), None, None, hold_min=11)
    found = _bounds(
        [ran(_on(5), 20)],
        story=story,
        day={"allowed": replace(at.allowed, max_run_min=17)},
        bone_cap_min=9.0,
        change=change,
        less=(Less("c", 7, _on(-1)),),
    )
    assert found[3:] == [
        Bound("clearance", 17),
        Bound("guide", 18),
        Bound("bone_restart", 9),
        Bound("as_shown", 11),
        Bound("even_less", 7),
    ]


# ---- one session


def test_the_longest_run_is_that_of_thirty_days_and_a_run_of_no_minutes_is_none() -> None:
    case = case_of(_story(), TODAY)

    def longest(*runs: Ran) -> float | None:
        walk, at = rebuilding(case, "knee_short_bouts", runs)
        return longest_30(walk, at.on)

    assert longest(ran(_on(30), 12)) == 12
    assert longest(ran(_on(31), 12)) is None
    assert longest(ran(_on(5), 0)) is None
    assert longest(ran(_on(5), 1)) == 1
    assert longest(ran(_on(9), 14), ran(_on(5), 8)) == 14


@pytest.mark.parametrize(
    ("longest", "cap"), [(0.5, 1), (1, 2), (2, 4), (3, 6), (4, 7), (29, 32), (30, 33), (31, 34.1), (60, 66)]
)
def test_a_run_is_a_tenth_or_three_minutes_longer_than_the_longest_and_never_twice_over(
    longest: float, cap: float
) -> None:
    assert _of("session_cap", [ran(_on(5), longest)]) == [pytest.approx(cap)]


def test_without_a_run_in_thirty_days_the_first_step_bounds_it() -> None:
    assert _of("session_cap", []) == [6]
    assert _of("session_cap", [ran(_on(31), 20)]) == [6]
    assert _of("session_cap", [], steps=None) == []
    assert _of("session_cap", [ran(_on(5), 20, allowed=False)]) == [23, 6]
    assert _of("session_cap", [ran(_on(9), 28, stepped_back=True), ran(_on(5), 20)]) == [23], "only what was tolerated"


@pytest.mark.parametrize(("ladder", "minutes"), [("knee_short_bouts", 6), ("tendon_lower_leg", 5), ("short_break", 10)])
def test_the_first_session_is_the_first_step_and_ten_minutes_at_most(ladder: str, minutes: float) -> None:
    assert _of("first_session", [], ladder=ladder, first_done=False) == [minutes]
    assert _of("first_session", [], ladder=ladder, first_done=True) == []
    assert _of("first_session", [], steps=None, first_done=False) == []


@pytest.mark.parametrize(("days_off", "minutes"), [(28, []), (29, [36]), (42, [36]), (43, [18]), (200, [6])])
def test_a_first_session_after_four_weeks_off_is_a_part_of_the_old_longest(days_off: int, minutes: list[float]) -> None:
    """12 km halved once for every six weeks begun, never below one: 6, 3 and 1 km at 6:00."""
    assert _of("silence_restart", [], first_done=False, last_before=_on(days_off)) == minutes


def test_where_the_old_longest_is_not_known_a_long_break_says_nothing_more() -> None:
    story = _story(longest_km=None)
    assert _of("silence_restart", [], story=story, first_done=False, last_before=_on(50)) == []
    assert _of("silence_restart", [], first_done=True, last_before=_on(50)) == []


@pytest.mark.parametrize(("days", "bound"), [(1, [20]), (7, [20]), (8, [])])
def test_in_the_week_after_a_fever_no_run_is_longer_than_the_longest(days: int, bound: list[float]) -> None:
    story = _story()
    story.check(TODAY - days, ill="fever")
    assert _of("after_fever", [ran(_on(5), 20)], story=story) == bound
    assert _of("after_fever", [], story=story) == []


# ---- the week


def test_in_the_first_week_what_is_left_of_it_bounds_the_run() -> None:
    found = _bounds([ran(_on(3), 8)], days_ago=3)
    assert [one for one in found if one.id != "session_cap"] == [Bound("first_week", 22), Bound("tissue_load", 22)]
    assert _of("weekly_governor", [ran(_on(7), 8)], days_ago=7) == [18], "8 and 10 more"


def test_what_this_week_had_is_taken_off() -> None:
    assert _of("weekly_governor", [ran(_on(9), 20), ran(_on(2), 12)], days_ago=10) == [18]


def _weeks(*minutes: float, each: int = 1) -> list[Ran]:
    """Runs of equal minutes in weeks that ended yesterday and each week before; the last is the newest."""
    return [
        ran(_on(7 * back - 2 * k - 1), one / each)
        for back, one in zip(range(len(minutes), 0, -1), minutes, strict=True)
        for k in range(each)
    ]


def test_the_long_run_is_half_the_week_and_the_others_share_the_rest() -> None:
    """Weeks of 60 give 72: the long one half of it, or as long as was reached; the two others share what is left."""
    runs = _weeks(60, 60, 60, each=2)
    assert _after("share_of_week", runs, days_ago=21) == [pytest.approx((72 - 30) / 2)]
    assert _after("share_of_week", runs, After(longest_min=50), days_ago=21) == [pytest.approx((72 - 36) / 2)]
    begun = [*runs, ran(_on(2), 20)]  # the second run of the week is its long one
    assert _after("share_of_week", begun, After(longest_min=50), days_ago=23) == [pytest.approx(36)]
    assert _after("share_of_week", begun, After(longest_min=31), days_ago=23) == [pytest.approx(31)]
    assert _of("share_of_week", runs, days_ago=21) == []


def test_a_week_of_one_run_is_not_shared_with_none() -> None:
    runs = _weeks(60, 60, 60, each=2)
    assert _after("share_of_week", runs, After(days_per_week=1), days_ago=21) == [pytest.approx(72 - 30)]


def test_before_the_road_after_thirty_minutes_the_share_takes_its_first_step() -> None:
    assert _of("share_of_week", _weeks(60, 60, 60, each=2), days_ago=21, reached_30_on=_on(5)) == [pytest.approx(21)]


@pytest.mark.parametrize(
    ("days", "more", "share"),
    [
        ((26, 24, 19, 17, 12, 10, 5, 3), {}, 42 / 1),  # two a week held over four weeks: the other one has the rest
        ((28, 26, 24, 19, 17, 12, 10, 5, 1), {}, 42 / 1.25),  # yesterday is one of them
        ((27, 26, 24, 20, 19, 17, 13, 12, 10, 6, 5, 3), {}, 42 / 2),  # three: as the plan says
        ((29, 26, 24, 19, 17, 12, 10, 5, 3), {}, 42 / 1),  # 29 days ago is longer than four weeks
        ((28, 26, 24, 19, 17, 12, 10, 5, 3), {}, 42 / 1.25),  # nine in four weeks: 2.25 a week
        ((26, 24, 19, 17, 12, 10, 5, 3, 0), {}, 42 / 1),  # today is no day before it
        ((26, 24, 19, 17, 12, 10, 5, 3), {"step_backs": (28,)}, 42 / 2),
        ((26, 24, 19, 17, 12, 10, 5, 3), {"step_backs": (29,)}, 42 / 1),
        ((26, 24, 19, 17, 12, 10, 5, 3), {"days_ago": 28}, 42 / 1),
        ((26, 24, 19, 17, 12, 10, 5, 3), {"days_ago": 27, "second": True}, 30),
    ],
)
def test_who_runs_fewer_days_than_planned_shares_the_week_over_those(
    days: tuple[int, ...], more: dict[str, Any], share: float
) -> None:
    """Every week has 60 minutes whatever the number of runs, so that the next has 72 and the long one 30 of them."""
    week = [sum(7 * n < day <= 7 * n + 7 for day in days if day <= 28) for n in range(4)]
    runs = [ran(_on(day), 60 / week[(day - 1) // 7] if 0 < day <= 28 else 0) for day in days]
    second = more.pop("second", False)
    back = tuple(_on(day) for day in more.pop("step_backs", ()))
    found = _after("share_of_week", runs, step_backs=back, **{"days_ago": 28} | more)
    assert found == [pytest.approx(share)] or second


def test_the_second_run_of_a_week_is_its_longer_one() -> None:
    case = case_of(_story(), TODAY)

    def longer(*days: int) -> bool:
        walk, at = rebuilding(case, "knee_short_bouts", [ran(_on(day), 5) for day in days], days_ago=11)
        return longer_next(walk, at.on)

    assert not longer()
    assert longer(4), "this week began four days ago"
    assert not longer(5)
    assert not longer(4, 2)
    assert not longer(0), "the run of today is the one that is asked about"


# ---- after thirty minutes


@pytest.mark.parametrize(
    ("days", "bound"),
    [((20, 6), [40]), ((20, 7), []), ((20, 1), [40]), ((20, 0), []), ((6,), [])],
)
def test_a_new_longest_run_comes_once_in_seven_days(days: tuple[int, ...], bound: list[float]) -> None:
    runs = [ran(_on(day), 40 if day == days[-1] else 30) for day in days]
    assert _after("new_longest_per_7_days", runs) == bound


def test_where_none_was_tolerated_there_is_no_longest_to_stay_at() -> None:
    runs = [ran(_on(20), 30, stepped_back=True), ran(_on(6), 40, stepped_back=True)]
    assert _after("new_longest_per_7_days", runs) == []


@pytest.mark.parametrize(("weeks", "bound"), [(0, []), (3, []), (4, [15]), (5, []), (8, [15])])
def test_every_fourth_week_is_three_quarters(weeks: int, bound: list[float]) -> None:
    assert _after("down_week", [], reached_30_on=_on(7 * weeks), days_ago=56) == bound


def test_the_old_longest_bounds_a_run_until_the_return_and_is_never_below_thirty() -> None:
    assert _after("old_longest", []) == [72]
    assert _after("old_longest", [], story=_story(longest_km=3)) == [30]
    assert _after("old_longest", [], phase="keep_running") == []
    assert _of("old_longest", []) == []


def test_a_run_with_quick_bits_is_nine_tenths_of_the_last_three() -> None:
    """The first of its week, four days after the last first one; the last three had 30, 40 and 20 minutes."""
    runs = [ran(_on(day), minutes) for day, minutes in ((12, 40), (10, 30), (7, 40), (5, 20))]
    assert _after("speed_session", runs, After(speed=1), days_ago=56 - 56 % 7) == [pytest.approx(27)]
    assert _after("speed_session", runs, After(speed=0)) == []
    assert _after("speed_session", runs[2:], After(speed=1)) == []


@pytest.mark.parametrize(
    ("after", "days", "bound"),
    [
        (After(days_per_week=4, moved="frequency", moved_on=_on(9)), (6, 4, 2), [15]),
        (After(days_per_week=4, moved="frequency", moved_on=_on(9)), (4, 2), []),
        (After(days_per_week=4, moved="frequency", moved_on=_on(9)), (7, 4, 2), []),  # one of them a week ago
        (After(days_per_week=4, moved="frequency", moved_on=_on(9)), (6, 4, 0), [15]),
        (After(days_per_week=4, moved="frequency", moved_on=_on(9)), (6, 4, 3, 2), [15]),
        (After(days_per_week=4, moved="duration", moved_on=_on(9)), (6, 4, 2), []),
        (After(days_per_week=4, moved="frequency"), (6, 4, 2), []),
        (After(days_per_week=4, moved_on=_on(9)), (6, 4, 2), []),
    ],
)
def test_a_day_more_in_the_week_begins_with_half_a_run(after: After, days: tuple[int, ...], bound: list[float]) -> None:
    assert _after("new_running_day", [ran(_on(day), 30) for day in days], after) == bound


def test_a_new_day_is_at_most_twenty_minutes_and_half_of_the_runs_of_thirty_days() -> None:
    new = After(days_per_week=1, moved="frequency", moved_on=_on(9))
    assert _after("new_running_day", [ran(_on(5), 60)], new) == [20]
    assert _after("new_running_day", [ran(_on(5), 36)], new) == [18]
    assert _after("new_running_day", [ran(_on(5), 36), ran(_on(1), 24)], new) == [15]
    assert _after("new_running_day", [], new) == [15], "thirty minutes where none is known"
    assert _after("new_running_day", [ran(_on(31), 10), ran(_on(30), 20), ran(_on(5), 36)], new) == [14]
    assert _after("new_running_day", [ran(_on(5), 36), ran(_on(0), 4)], new) == [18], "today is still being run"
    assert _after("new_running_day", [ran(_on(5), 36)], new, story=_story("bsi_fibula")) == [9], "bone: half of it"


# ---- people and body


@pytest.mark.parametrize(
    ("unit", "cap", "bound"),
    [
        ("min", 9, 9),
        ("km", 2, 12),  # at 6:00
        ("min_per_week", 40, 40 - 20),
        ("min_per_week", 10, 0),
        ("km_per_week", 5, 30 - 20),
        ("km_per_week", 2, 0),
    ],
)
def test_a_guides_cap_is_told_in_minutes_of_this_run(unit: str, cap: float, bound: float) -> None:
    """Twenty minutes were run six days ago; those of seven days ago count no more."""
    story = _story()
    story.add("guide_decided", 0, role="trainer", decision="cap", cap=cap, unit=unit)
    assert _of("guide", [ran(_on(7), 15), ran(_on(6), 20)], story=story) == [bound]


@pytest.mark.parametrize(("unit", "bound"), [("km", 20), ("km_per_week", 0)])
def test_kilometres_of_a_guide_at_an_unknown_pace_are_quick_ones(unit: str, bound: float) -> None:
    """4 km at 5:00 are 20 minutes."""
    story = _story(easy_pace_s_per_km=None)
    story.add("guide_decided", 0, role="trainer", decision="cap", cap=4, unit=unit)
    assert _of("guide", [ran(_on(5), 20)], story=story) == [bound]


def test_too_little_sleep_or_energy_takes_a_fifth_off() -> None:
    story = _story()
    story.check(TODAY, energy=2)
    assert _of("sleep_energy", [], story=story) == [16]
    assert _of("sleep_energy", []) == []


def test_mornings_that_rise_over_the_week_take_a_fifth_off() -> None:
    story = _story()
    story.checks(TODAY - 13, TODAY - 7)
    story.checks(TODAY - 6, TODAY, pain_morning=1)
    assert _of("week_trend", [], story=story) == [16]
    assert _of("week_trend", []) == []


def test_two_ambers_in_a_row_take_a_fifth_off() -> None:
    assert _of("two_ambers", [ran(_on(5), 20, signs=("two_ambers",))]) == [16]
    assert _of("two_ambers", [ran(_on(5), 20)]) == []


@pytest.mark.parametrize(("days", "bound"), [(0, [16]), (6, [16]), (7, [])])
def test_an_early_warning_takes_a_fifth_off_for_a_week(days: int, bound: list[float]) -> None:
    assert _of("early_warning", [], warnings=(_on(days),)) == [pytest.approx(one) for one in bound]
