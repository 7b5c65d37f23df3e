"""Minimum run-free days by tissue and severity, from model_params and the injury's own row, by hand."""

import pytest

from opbouw.core.case import runfree_days_needed
from tests.core.cases import case_for, status
from tests.core.making import Story

SEVERITIES = ("niggle", "limits_running", "limits_daily_life", "cannot_bear")
DAYS = {  # niggle, limits running, limits daily life, cannot bear
    "achilles_midportion": (3, 7, 14, 21),
    "plantar_fasciopathy": (3, 7, 14, 21),
    "pfp": (3, 7, 14, 21),
    "ankle_sprain_lateral": (3, 7, 14, 21),
    "morton_neuroma": (3, 7, 14, 21),
    "itbs": (3, 7, 14, 21),
    "mtss": (7, 14, 21, 28),
    "unknown_overuse": (7, 14, 21, 28),
    "calf_strain_gastroc": (5, 8, 15, 20),  # row 5 x 1, 1.5, 3, 4, up
    "calf_strain_soleus": (7, 11, 21, 28),  # row 7
    "hamstring_strain": (4, 6, 12, 16),  # row 4
    "adductor_strain": (3, 5, 9, 12),  # row 3
    "hip_flexor": (4, 6, 12, 16),  # no row: 4
    "bsi_tibia_posteromedial": (28, 28, 28, 28),
    "bsi_femoral_shaft": (42, 42, 42, 42),
    "bsi_sesamoid": (60, 60, 60, 60),
    "bsi_femoral_neck": (90, 90, 90, 90),
    "bsi_navicular": (120, 120, 120, 120),
}
CASES = [(injury, severity, days[n]) for injury, days in DAYS.items() for n, severity in enumerate(SEVERITIES)]


@pytest.mark.parametrize(("injury", "severity", "days"), CASES)
def test_days_by_injury_and_severity(injury: str, severity: str, days: int) -> None:
    assert runfree_days_needed(case_for(injury, severity=severity)) == days


@pytest.mark.parametrize(("injury", "days"), [(injury, days[3]) for injury, days in DAYS.items()])
def test_an_unknown_severity_takes_the_longest(injury: str, days: int) -> None:
    assert runfree_days_needed(case_for(injury)) == days


def test_a_recurrence_takes_half_as_long_again_rounded_up() -> None:
    assert runfree_days_needed(case_for("achilles_midportion", severity="limits_running", recurrence=True)) == 11
    assert runfree_days_needed(case_for("calf_strain_gastroc", severity="limits_running", recurrence=True)) == 12
    assert runfree_days_needed(case_for("bsi_tibia_posteromedial", severity="niggle", recurrence=True)) == 42


def _since_last_run(story: Story, day: int) -> float | None:
    return status(story, "rl_min_days_calm", day)[1]


def test_the_days_count_from_the_later_of_onset_and_last_run() -> None:
    assert _since_last_run(Story("pfp", last_run_on="2026-02-20"), 5) == 5
    story = Story("pfp", last_run_on="2026-03-04")
    assert _since_last_run(story, 5) == 3
    story.run(4, 10)
    assert _since_last_run(story, 5) == 1


def test_a_run_from_the_watch_starts_the_days_again_too() -> None:
    story = Story("pfp")
    story.add("activity_imported", 3, sport="treadmill", seconds=1200)
    story.add("activity_imported", 4, sport="cycle", seconds=3600)
    assert _since_last_run(story, 6) == 3
