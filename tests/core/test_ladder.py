"""Entry by the table, rounding, and bouts that are left out."""

from typing import Any

import pytest

from opbouw.core.ladder import cut_bouts, round_down, run_minutes
from opbouw.core.programme import choose_ladder, entry_stage, steps_for
from opbouw.evidence.rows import Bout
from tests.core.cases import case_for, case_of
from tests.core.making import Story


def _entry(injury: str, ladder: str, days_off: int, **opened: Any) -> int:
    case = case_for(injury, **opened)
    return entry_stage(case, steps_for(case, ladder), days_off) + 1


@pytest.mark.parametrize(
    ("severity", "days_off", "step"),
    [  # tendon_lower_leg: 1 5min/60s, 2 8/60, 3 10/120, 4 12/120, 5 15/180, 6 18/240, 7 20/300
        ("niggle", 10, 6),  # up to 10 days: 18 min, bouts to 360 s
        ("niggle", 11, 4),  # 12 min, 120 s
        ("niggle", 21, 4),
        ("niggle", 22, 2),  # 9 min, 60 s
        ("niggle", 28, 2),
        ("niggle", 29, 1),
        ("limits_running", 7, 4),  # 12 min, 120 s
        ("limits_running", 21, 2),  # 9 min, 60 s
        ("limits_running", 22, 1),
        ("limits_daily_life", 7, 1),
        ("cannot_bear", 7, 1),
        (None, 7, 1),
    ],
)
def test_entry_of_an_achilles(severity: str | None, days_off: int, step: int) -> None:
    assert _entry("achilles_midportion", "tendon_lower_leg", days_off, severity=severity) == step


def test_a_calf_strain_and_bone_begin_at_step_one() -> None:
    assert _entry("calf_strain_gastroc", "muscle_easy_first", 5, severity="niggle") == 1
    assert _entry("bsi_fibula", "bone_slow", 5, severity="niggle") == 1


def test_shin_splints_enter_a_band_lower() -> None:
    # 7 days would be 18 min / 360 s; one band lower: 12 min / 120 s: step 4 of shin_mtss (12 min in bouts of 120 s)
    assert _entry("mtss", "shin_mtss", 7, severity="niggle") == 4
    assert _entry("mtss", "shin_mtss", 14, severity="limits_running") == 1


@pytest.mark.parametrize(("starts", "step"), [(None, 1), (10, 1), (17.9, 1), (18, 2), (24, 3), (60, 3)])
def test_itbs_enters_at_half_the_minutes_to_the_first_pain(starts: float | None, step: int) -> None:
    # knee_short_bouts: 6 min, 9 min/60 s, 12 min/120 s; limits running within 10 days: at most 12 min, 120 s
    assert _entry("itbs", "knee_short_bouts", 7, severity="limits_running", pain_starts_min=starts) == step


def test_a_recurrence_begins_at_step_one() -> None:
    assert _entry("achilles_midportion", "tendon_lower_leg", 5, severity="niggle", recurrence=True) == 1


def _runner(injury: str, **opened: Any) -> Story:
    story = Story(injury, **opened)
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3)
    return story


@pytest.mark.parametrize(
    ("injury", "days_off", "ladder"),
    [
        ("achilles_midportion", 30, "tendon_lower_leg"),
        ("achilles_midportion", 85, "gentle_start"),
        ("bsi_fibula", 200, "bone_slow"),
        ("mtss", 20, "shin_mtss"),
        ("cecs", 20, "gentle_start"),
        ("unknown_overuse", 20, "gentle_start"),
    ],
)
def test_the_ladder_by_injury_and_time_off(injury: str, days_off: int, ladder: str) -> None:
    story = _runner(injury, severity="limits_running")
    assert choose_ladder(case_of(story), days_off, story.onset) == ladder


def test_a_short_or_unknown_past_starts_gently_and_needs_one_clean_run_more() -> None:
    unknown = case_for("pfp", severity="niggle")
    assert choose_ladder(unknown, 10, unknown.onset) == "gentle_start"
    assert steps_for(unknown, "gentle_start").clean_needed == 3
    short = Story("pfp")
    short.add("profile_set", 0, years_running=0.5)
    short.add("baseline_set", 0, weekly_runs=3)
    assert choose_ladder(case_of(short), 10, short.onset) == "gentle_start"
    seldom = Story("pfp")
    seldom.add("profile_set", 0, years_running=9)
    seldom.add("baseline_set", 0, weekly_runs=1.5)
    assert choose_ladder(case_of(seldom), 10, seldom.onset) == "gentle_start"


def test_a_guide_chooses_among_the_alternatives_only() -> None:
    story = _runner("achilles_midportion", severity="limits_running")
    story.add("guide_decided", 0, role="physio", decision="ladder", ladder="bone_slow")
    assert choose_ladder(case_of(story), 10, story.onset) == "tendon_lower_leg"
    story.add("guide_decided", 0, role="physio", decision="ladder", ladder="gentle_start")
    assert choose_ladder(case_of(story), 10, story.onset) == "gentle_start"
    story.add("guide_decided", 0, role="runner", decision="ladder", ladder="oxsport_6wk")
    assert choose_ladder(case_of(story), 10, story.onset) == "gentle_start", "the runner is no guide"


def test_rest_days_are_the_longest_of_ladder_injury_and_default() -> None:
    assert steps_for(case_of(_runner("achilles_midportion")), "gentle_start").min_rest_days == 2
    assert steps_for(case_of(_runner("pfp")), "knee_short_bouts").min_rest_days == 1
    assert steps_for(case_of(_runner("bsi_navicular")), "bone_slow").min_rest_days == 2


@pytest.mark.parametrize(
    ("minutes", "rounded"),
    [(0, 0), (-3, 0), (0.49, 0), (0.5, 0.5), (3.74, 3.5), (4.99, 4.5), (5, 5), (5.9, 5), (29.99, 29)],
)
def test_rounding_is_down_to_minutes_and_to_half_minutes_below_five(minutes: float, rounded: float) -> None:
    assert round_down(minutes) == rounded


def test_bouts_are_left_out_from_the_end() -> None:
    five = (Bout(60, 120, 5),)
    assert cut_bouts(five, 3.5) == (Bout(60, 120, 3),)
    assert cut_bouts(five, 5) == five
    mixed = (Bout(600, 60, 2), Bout(180, 0, 1))
    assert run_minutes(cut_bouts(mixed, 22)) == 20
    assert run_minutes(cut_bouts(mixed, 19)) == 10


def test_a_single_bout_is_shortened() -> None:
    assert run_minutes(cut_bouts((Bout(1800, 0, 1),), 20)) == 20
    assert run_minutes(cut_bouts((Bout(1800, 0, 1),), 7.75)) == 7.5


@pytest.mark.parametrize("minutes", [0, 0.25, 1, 2.5, 7, 11.5, 18, 29, 40])
def test_what_is_left_never_exceeds_the_minutes(minutes: float) -> None:
    for bouts in ((Bout(60, 120, 7),), (Bout(600, 60, 2), Bout(240, 0, 1)), (Bout(1800, 0, 1),), (Bout(30, 60, 9),)):
        assert run_minutes(cut_bouts(bouts, minutes)) <= minutes
