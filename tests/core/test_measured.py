"""What the gates measure, at its edges: days in a row, counted days, clearances, causes, and tests of both sides."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.answered import days_asked, in_row
from opbouw.core.criteria import Measured
from opbouw.core.flags import Pending
from opbouw.core.looked_into import CHECKS
from opbouw.core.results import measured, newest_on, recorded
from opbouw.evidence import tables
from tests.core.cases import case_for, standing_on
from tests.core.making import Story

DAY = 30
ROWS = tables.criteria


def _story(injury: str = "pfp", **opened: Any) -> Story:
    return Story(injury, **{"side": "left", "severity": "limits_running", "named_by": "physio"} | opened)


def _on(day: int) -> Any:
    return Story("pfp").on(day)


# ---- the worst of so many days in a row


def _row(criterion: str, told: dict[int, dict[str, Any]], day: int = DAY, **at: Any) -> Measured:
    """A daily criterion after check-ins by day; ``late`` days after."""
    story = _story()
    for on, said in told.items():
        story.check(on, **said)
    case, standing = standing_on(story, day)
    return in_row(case, ROWS[criterion], replace(standing, **at))


def test_the_worst_of_three_days_up_to_today_or_yesterday() -> None:
    calm: dict[str, Any] = {"pain_daily": 1}
    three = {28: {"pain_daily": 2}, 29: calm, 30: calm}
    assert _row("ls_daily_2", three) == (2, _on(30))
    assert _row("ls_daily_2", {27: {"pain_daily": 9}, **three}) == (2, _on(30))
    assert _row("ls_daily_2", {27: calm, 28: calm, 29: {"pain_daily": 3}}) == (3, _on(29)), "today is still to come"
    assert _row("ls_daily_2", {26: calm, 27: calm, 28: calm}) == (None, None), "neither today nor yesterday"
    assert _row("ls_daily_2", {28: calm, 30: calm}) == (None, None), "a day without a word"
    assert _row("ls_daily_2", {28: {"pain_daily": None}, 29: calm, 30: calm}) == (None, None)
    assert _row("ls_daily_2", {}) == (None, None)


def test_what_was_told_late_makes_a_day_worse_and_fills_none() -> None:
    calm: dict[str, Any] = {"pain_daily": 1}
    story = _story()
    story.checks(26, 28, **calm)
    story.check(27, late=3, pain_daily=5)
    case, at = standing_on(story, DAY)
    at = replace(at, day=_on(28))
    assert in_row(case, ROWS["ls_daily_2"], at) == (5, _on(28))
    late = _story()
    late.check(26, **calm)
    late.check(27, late=3, **calm)
    late.check(28, **calm)
    case, at = standing_on(late, DAY)
    assert in_row(case, ROWS["ls_daily_2"], replace(at, day=_on(28))) == (None, None)


@pytest.mark.parametrize(
    ("criterion", "said", "value"),
    [
        ("rl_rest_pain", {"pain_rest": 3, "pain_daily": 9}, 3),
        ("ls_daily_2", {"pain_rest": 9, "pain_daily": 3}, 3),
        ("sr_first_step", {"pain_morning": 4}, 4),
        ("rl_night", {"night_pain": True}, 1),
        ("rl_night", {"night_pain": False}, 0),
        ("rl_night", {"night_pain": None}, None),
        ("ls_limp", {"limping": True}, 1),
        ("ls_limp", {"limping": False}, 0),
        ("ls_swelling", {"swelling": "more"}, 1),
        ("ls_swelling", {"swelling": "same"}, 0),
        ("ls_swelling", {"swelling": None}, None),
        ("rk_mornings", {"pain_morning": 1}, 0),  # a point above usual still is usual for a kneecap
        ("rk_mornings", {"pain_morning": 3}, 2),
        ("rk_mornings", {"pain_morning": None}, None),
        ("sr_bone_pain", {"pain_rest": 1, "pain_daily": 2, "pain_morning": 3}, 3),
        ("sr_bone_pain", {"pain_rest": None, "pain_daily": 2, "pain_morning": 3}, None),
    ],
)
def test_what_a_criterion_reads_of_a_day(criterion: str, said: dict[str, Any], value: float | None) -> None:
    told = dict.fromkeys(range(DAY - 13, DAY + 1), said)
    assert _row(criterion, told, usual=0.0)[0] == value


@pytest.mark.parametrize(
    ("injury", "days"), [("pfp", 3), ("achilles_midportion", 3), ("mtss", 5), ("bsi_fibula", 7), ("unknown_overuse", 5)]
)
def test_usual_mornings_before_rebuilding_are_as_many_as_the_tissue_asks(injury: str, days: int) -> None:
    case = case_for(injury)
    assert days_asked(case, ROWS["sr_mornings"]) == days
    assert days_asked(case, ROWS["rk_mornings"]) == 3
    assert days_asked(case, ROWS["sr_daily_achilles"]) == 7
    assert days_asked(case, ROWS["sr_mornings_bone"]) == max(5, days)


# ---- counted, cleared, looked into


def _check(criterion: str, story: Story | None = None, day: int = DAY, **at: Any) -> Measured:
    case, standing = standing_on(story or _story(), DAY)
    row = ROWS[criterion]
    return CHECKS[row.check or ""](case, row, replace(standing, day=_on(day), **at))


def test_signs_open_or_waiting_are_counted_and_answers_grow_old() -> None:
    story = _story()
    story.screen(20)
    _, standing = standing_on(story, DAY)
    flags = standing.flags
    assert _check("ls_flags", story) == (0, _on(20))
    assert _check("ls_flags", story, day=34) == (0, _on(20))
    assert _check("ls_flags", story, day=35) == (None, _on(20))
    assert _check("rl_flags", story, day=27) == (0, _on(20))
    assert _check("rl_flags", story, day=28) == (None, _on(20))
    assert _check("ls_flags", story, flags=replace(flags, new_spot=True)) == (None, _on(20))
    assert _check("ls_flags", story, flags=replace(flags, screened_on=None)) == (None, None)
    both = replace(flags, open=("rf_chest", "rf_dvt"), pending=(Pending("rf_pe", _on(20)),))
    assert _check("ls_flags", story, flags=both) == (3, _on(DAY))
    assert _check("ls_flags", story, flags=replace(flags, pending=both.pending)) == (1, _on(DAY))


def test_days_are_counted_from_the_last_run_the_phase_and_the_last_flare() -> None:
    assert _check("sr_runfree_derived_14", last_run_on=_on(12)) == (18, _on(12))
    assert _check("sr_runfree_derived_14", last_run_on=_on(-9)) == (30, _on(0)), "before the onset nothing counts"
    assert _check("ls_min_days", phase_since=_on(27)) == (3, _on(27))
    assert _check("rk_no_stepback", phase_since=_on(5)) == (25, _on(5))
    assert _check("rk_no_stepback", phase_since=_on(5), step_backs=(_on(9), _on(20))) == (10, _on(20))
    assert _check("rk_goal", days_at_goal=7) == (7, _on(DAY))


def test_a_clearance_meets_its_word_from_its_day_and_with_the_picture_that_is_asked() -> None:
    _, standing = standing_on(_story(), DAY)
    running = replace(standing.allowed, scope=frozenset({"movement", "running"}), valid_until=_on(60))
    later = replace(running, not_before=_on(DAY + 1))
    assert _check("sr_clearance", allowed=running) == (1, _on(60))
    assert _check("ls_clearance", allowed=running) == (0, _on(60))
    assert _check("rl_agreement", allowed=running) == (1, _on(60))
    assert _check("sr_clearance", allowed=later) == (0, _on(60))
    assert _check("sr_clearance", allowed=replace(running, not_before=_on(DAY))) == (1, _on(60))
    assert _check("rl_agreement", allowed=later) == (1, _on(60)), "only running waits for its day"
    assert _check("sr_clearance_high", allowed=running) == (0, _on(60))
    assert _check("sr_clearance_high", allowed=replace(running, healed=True)) == (1, _on(60))
    assert _check("sr_clearance") == (0, None)


@pytest.mark.parametrize(
    ("named_by", "cleared", "seen"),
    [
        ("self", None, 0),
        ("physio", None, 1),
        ("doctor", None, 1),
        ("trainer", None, 0),
        ("self", ("physio", DAY), 1),
        ("self", ("runner", 5), 1),
        ("self", ("trainer", 5), 0),
    ],
)
def test_a_clinician_was_seen_where_one_named_it_or_wrote(
    named_by: str, cleared: tuple[str, int] | None, seen: float
) -> None:
    story = _story(named_by=named_by)
    if cleared is not None:
        role, day = cleared
        story.add("cleared", day, role=role, seen_by="physio", flags=["rf_dvt"])
    assert _check("sr_clearance_advice", story) == (seen, None)
    if cleared is not None and seen:
        assert _check("sr_clearance_advice", story, day=cleared[1] - 1) == (0, None)


def test_a_look_at_the_causes_holds_for_its_days_and_the_newest_counts() -> None:
    story = _story()
    story.add("causes_reviewed", 5, outcome="found", factors=["speed", "hills"])
    assert _check("sr_cause", story, day=4) == (None, None)
    assert _check("sr_cause", story, day=5) == (0, _on(5))
    assert _check("sr_cause", story, day=96) == (None, None)
    assert _check("sr_cause", story, day=95) == (0, _on(5))
    story.add("causes_reviewed", 9, outcome="none_found")
    assert _check("sr_cause", story) == (1, _on(9))
    assert _check("sr_cause", story, day=8) == (0, _on(5))


def test_a_word_about_a_cause_counts_from_its_day() -> None:
    story = _story()
    story.add("causes_reviewed", 5, outcome="found", factors=["speed"])
    story.add("cause_judged", 8, factor="speed", verdict="confirmed")
    story.add("cause_judged", 12, factor="speed", verdict="ruled_out")
    story.add("cause_judged", 20, factor="speed", verdict="suspected")
    assert [_check("sr_cause", story, day=day)[0] for day in (7, 8, 12, 20)] == [0, 1, 1, 0]
    assert [_check("rk_causes", story, day=day) for day in (4, 7, 8, 12, 20)] == [
        (None, None),
        (1, _on(5)),
        (1, _on(5)),
        (0, _on(5)),
        (1, _on(5)),
    ]


def test_causes_of_bone_are_looked_into_by_a_doctor_or_recorded() -> None:
    for role, by_whom, found in (("doctor", None, 1), ("runner", "doctor", 1), ("physio", "physio", None)):
        story = _story("bsi_fibula")
        said: dict[str, Any] = {} if by_whom is None else {"with": by_whom}
        story.add("causes_reviewed", 5, role=role, outcome="none_found", **said)
        assert _check("sr_cause_bone", story)[0] == found
    story = _story("bsi_fibula")
    story.add("tested", 25, test="bone_factors_looked_into", value=1, pain=0, side="none")
    assert _check("sr_cause_bone", story) == (1, _on(25))


def test_the_worst_pain_of_the_runs_of_fourteen_days() -> None:
    story = _story()
    for day, pain in ((16, 9), (17, 2), (20, 1), (25, 0)):
        story.run(day, 5, pain_during=pain)
    assert _check("rk_pain_run_2", story) == (2, _on(25))
    assert _check("rk_pain_run_2", story, day=29) == (9, _on(25))
    assert _check("rk_pain_run_2", story, day=39) == (None, None)
    story.run(26, 5, pain_during=None)
    assert _check("rk_pain_run_2", story) == (None, None)


@pytest.mark.parametrize(
    ("criterion", "test"), [("sr_brisk_morning", "walk_brisk_30"), ("sr_morning_hop", "hop_in_place")]
)
def test_the_morning_after_the_newest_test_is_read(criterion: str, test: str) -> None:
    story = _story()
    for day in (20, 24):
        story.test(day, test, 45)
    story.check(21, pain_morning=9)
    assert _check(criterion, story) == (None, None)
    story.check(25, pain_morning=3)
    assert _check(criterion, story, usual=0.0) == (2, _on(25))
    assert _check(criterion, story, day=24) == (None, None), "its morning is tomorrow"
    assert _check(criterion, story, day=25, usual=0.0) == (2, _on(25))


def test_the_day_after_the_tests_of_the_gate_is_read_and_the_walk_is_none_of_them() -> None:
    story = _story("proximal_hamstring_tendinopathy")
    story.test(20, "single_leg_bridge", 40, sides=True)
    story.test(24, "walk_brisk_30", 45)
    story.check(21, pain_daily=4)
    story.check(25, pain_daily=9)
    assert _check("sr_bridge_24h", story, usual=1.0) == (2, _on(20)), "4, a point above usual and one of tolerance"
    assert _check("sr_bridge_24h", story, usual=9.0) == (0, _on(20))
    assert _check("sr_bridge_24h", story, day=20) == (None, None)
    silent = _story("proximal_hamstring_tendinopathy")
    silent.test(20, "single_leg_bridge", 40, sides=True)
    assert _check("sr_bridge_24h", silent) == (None, None)
    silent.check(21, pain_daily=None, pain_rest=None)
    assert _check("sr_bridge_24h", silent) == (None, None)


# ---- tests


def _tests(criterion: str, *told: tuple[int, str, float | None, float | None], **opened: Any) -> Measured:
    """A test criterion after results: day, side, value, pain; a negative day was written down late."""
    row = ROWS[criterion]
    injury = opened.pop("injury", "pfp")
    story = _story(injury, **opened)
    for day, side, value, pain in told:
        said: dict[str, Any] = {"value": value, "pain": pain}
        known = {key: one for key, one in said.items() if one is not None}
        story.add("tested", abs(day), late=4 if day < 0 else 0, test=row.test or row.check, side=side, **known)
    case, at = standing_on(story, DAY)
    return measured(case, row, at) if row.kind == "test" else recorded(case, row, at)


def test_the_newest_result_of_the_sore_side_holds_and_of_one_day_the_more_careful() -> None:
    assert _tests("sr_sls", (20, "left", 12, 0), (20, "right", 5, 0)) == (12, _on(20))
    assert _tests("sr_sls", (20, "left", 12, 0), (22, "left", 9, 0)) == (9, _on(22))
    assert _tests("sr_sls", (20, "left", 12, 0), (20, "left", 8, 0)) == (8, _on(20))
    assert _tests("sr_sls", (20, "left", 8, 0), (20, "left", 12, 0)) == (8, _on(20))
    assert _tests("sr_sls", (20, "right", 12, 0)) == (None, None), "the sore side was not measured"
    assert _tests("sr_sls", (20, "both", 12, 0)) == (12, _on(20))
    assert _tests("sr_sls", (20, "none", 12, 0)) == (12, _on(20))
    assert _tests("sr_sls", (20, "left", None, 0)) == (None, None)
    assert _tests("sr_sls") == (None, None)
    assert _tests("sr_stairs", (28, "none", 1, 1), (28, "none", 2, 2)) == (2, _on(28)), "where less is better, the most"


def test_two_sore_sides_each_reach_the_number() -> None:
    assert _tests("sr_sls", (20, "left", 12, 0), (22, "right", 11, 0), side="both") == (11, _on(20))
    assert _tests("sr_sls", (20, "left", 12, 0), side="both") == (None, None)
    assert _tests("sr_sls", (20, "left", 12, 0), (20, "right", 11, 0), side=None) == (11, _on(20))
    assert _tests("sr_sls", (20, "none", 12, 0), side=None) == (12, _on(20))
    assert _tests("sr_sls", (20, "none", 12, 0), side="both") == (None, None)


@pytest.mark.parametrize(("pain", "value"), [(0, 12), (2, 12), (2.5, 0), (None, None)])
def test_a_result_with_too_much_pain_fails_and_one_without_its_pain_is_unknown(
    pain: float | None, value: float | None
) -> None:
    """A squat on one leg may hurt 2."""
    found, on = _tests("sr_sls", (20, "left", 12, pain))
    assert (found, on) == (value, None if value is None else _on(20))


def test_where_less_is_better_too_much_pain_fails_by_one_more_than_allowed() -> None:
    assert _tests("sr_ybalance", (20, "left", 90, 0), (22, "right", 87, 5), injury="ankle_sprain_lateral")[0] == 3
    assert _tests("sr_ybalance", (20, "left", 90, 1), (22, "right", 87, 0), injury="ankle_sprain_lateral")[0] == 5
    assert _tests("sr_tibia_press", (25, "left", 1, 9), injury="mtss")[0] == 1, "the value is the pain itself"


def test_the_difference_of_two_sides_needs_both_and_the_pain_of_the_sore_one() -> None:
    two = ((20, "left", 87.0, 0.0), (22, "right", 90.0, 0.0))
    assert _tests("sr_ybalance", *two, injury="ankle_sprain_lateral") == (3, _on(20))
    assert _tests("sr_ybalance", two[0], injury="ankle_sprain_lateral") == (None, None)
    assert _tests("sr_ybalance", two[1], injury="ankle_sprain_lateral") == (None, None)
    assert _tests("sr_ybalance", (20, "left", 87, None), two[1], injury="ankle_sprain_lateral") == (None, None)


@pytest.mark.parametrize(
    ("left", "right", "side", "value"),
    [
        ((9, 0), (10, 0), "left", 90),
        ((9, 0), (10, 0), "right", 1000 / 9),
        ((9, 0), (0, 0), "left", 0),
        ((0, 0), (10, 0), "left", 0),
        ((9, 3), (10, 0), "left", 0),  # the sore side hurt too much
        ((9, 2), (10, 9), "left", 90),  # how the other felt is not asked
        ((9, None), (10, 0), "left", None),
        ((9, 0), None, "left", None),
        (None, (10, 0), "left", None),
        ((9, 0), (10, 0), "both", None),
        ((9, 0), (10, 0), None, None),
    ],
)
def test_the_sore_side_is_compared_with_the_other(
    left: tuple[float, float | None] | None, right: tuple[float, float | None] | None, side: str, value: float | None
) -> None:
    told = [(20 + n, name, *one) for n, (name, one) in enumerate((("left", left), ("right", right))) if one is not None]
    found, _ = _tests("sr_sls_sym", *told, side=side)
    assert found == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize(("value", "share"), [(30, 100), (29, 100 * 29 / 37), (37, 100), (0, 0)])
def test_a_norm_is_reached_at_its_share_rounded_up(value: float, share: float) -> None:
    """The highest norm of 37 where sex and age are not known: 80 percent of it is 29.6, so 30."""
    found, on = _tests("sr_heel_norm", (20, "left", value, 0), injury="achilles_midportion")
    assert found == pytest.approx(share)
    assert on == _on(20)


def test_a_result_told_late_meets_nothing_and_can_fail_what_was_met() -> None:
    assert _tests("sr_sls", (-24, "left", 12, 0)) == (None, None)
    assert _tests("sr_sls", (20, "left", 12, 0), (-24, "left", 9, 0)) == (9, _on(24))
    assert _tests("sr_sls", (20, "left", 12, 0), (-24, "left", 14, 0)) == (12, _on(20))


@pytest.mark.parametrize(
    ("criterion", "days"), [("sr_sls", 14), ("sr_brisk_monitored", 14), ("sr_stairs", 7), ("sr_effusion", 7)]
)
def test_a_test_holds_for_its_days_and_none_from_before_a_flare(criterion: str, days: int) -> None:
    row = ROWS[criterion]
    story = _story("meniscal" if criterion == "sr_effusion" else "pfp")
    name = row.test or ""
    story.test(10, name, 1)
    case, at = standing_on(story, DAY)
    assert newest_on(case, name, row, replace(at, day=_on(10 + days))) == _on(10)
    assert newest_on(case, name, row, replace(at, day=_on(11 + days))) is None
    assert newest_on(case, name, row, replace(at, day=_on(11), tests_from=_on(10))) == _on(10)
    assert newest_on(case, name, row, replace(at, day=_on(11), tests_from=_on(11))) is None


def test_a_check_that_was_recorded_counts_by_its_worst() -> None:
    one = "sr_control"  # knee and pelvis steady: yes
    assert _tests(one, (20, "none", 1, None)) == (1, _on(20))
    assert _tests(one, (20, "none", 0, None), (22, "none", 1, None)) == (1, _on(22)), "the newest day"
    assert _tests(one, (22, "none", 1, None), (22, "none", 0, None)) == (0, _on(22))
    assert _tests(one, (22, "none", None, None)) == (None, None)
    assert _tests("sr_sitting", (22, "none", 1, None), (22, "none", 3, None)) == (3, _on(22))


def test_a_check_of_seven_days_in_a_row_needs_them_all_unless_one_fails() -> None:
    steady = [(day, "none", 0.0, None) for day in range(20, 27)]
    injury = {"injury": "ankle_sprain_lateral"}
    assert _tests("sr_giving_way", *steady, **injury) == (0, _on(26))
    assert _tests("sr_giving_way", *steady[1:], **injury) == (None, _on(26))
    assert _tests("sr_giving_way", *steady[3:], (22, "none", 1, None), **injury) == (1, _on(26))
    assert _tests("sr_giving_way", (19, "none", 1, None), *steady, **injury) == (0, _on(26))
