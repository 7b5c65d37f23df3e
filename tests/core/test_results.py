"""Readiness tests where something is missing, both sides are sore, or the runner is on an edge of a norm."""

from typing import Any

import pytest

from opbouw.core.criteria import asked
from opbouw.core.results import norm_median
from tests.core.cases import case_for, case_of, status
from tests.core.making import Story

DAY = 30


def _story(injury: str, **opened: Any) -> Story:
    return Story(injury, **{"side": "left", "severity": "limits_running", "named_by": "physio"} | opened)


def test_two_sore_sides_make_the_number_that_only_advised_count() -> None:
    """The side plank compares left and right; with two sore sides each must reach the 60 seconds."""
    one = {row.id: row.blocking for row in asked(case_for("itbs", side="left"), "strengthen_rebuild")}
    two = {row.id: row.blocking for row in asked(case_for("itbs", side="both"), "strengthen_rebuild")}
    assert one["sr_sideplank"] is True
    assert one["sr_sideplank_60"] is False
    assert "sr_sideplank" not in two
    assert two["sr_sideplank_60"] is True


def test_two_sore_sides_are_not_compared_in_the_y_balance_either() -> None:
    story = _story("ankle_sprain_lateral", side="both")
    for side in ("left", "right"):
        story.add("tested", DAY - 1, test="y_balance", side=side, value=90, pain=0)
    assert status(story, "sr_ybalance", DAY) == ("unknown", None)


@pytest.mark.parametrize("told", [("left",), ("right",), ("none",)])
def test_two_sore_sides_want_both_legs_measured(told: tuple[str, ...]) -> None:
    story = _story("calf_strain_gastroc", side="both")
    for side in told:
        story.add("tested", DAY - 1, test="heel_raise_single", side=side, value=30, pain=0)
    assert status(story, "sr_heel_25", DAY) == ("unknown", None)
    for side in ("left", "right"):
        story.add("tested", DAY - 1, test="heel_raise_single", side=side, value=30, pain=0)
    assert status(story, "sr_heel_25", DAY) == ("met", 30)


def test_a_test_of_the_left_only_stays_unknown_where_sides_are_compared() -> None:
    story = _story("achilles_midportion")
    story.add("tested", DAY - 1, test="heel_raise_single", side="left", value=40, pain=0)
    assert status(story, "sr_heel_other", DAY) == ("unknown", None)


@pytest.mark.parametrize(("birth_year", "median"), [(1986, 27), (1985, 24)])
def test_until_the_birthday_the_younger_age_may_hold(birth_year: int, median: float) -> None:
    """In 2026 someone of 1986 is 39 or 40: 27 repeats for 30 to 39, 24 for 40 to 49; the higher counts."""
    story = _story("achilles_midportion")
    story.add("profile_set", 0, sex="f", birth_year=birth_year)
    assert norm_median(case_of(story, DAY), "heel_raise_single", story.on(DAY)) == median


def test_a_new_profile_changes_the_norm_from_its_day_on() -> None:
    story = _story("achilles_midportion")
    story.add("tested", 10, test="heel_raise_single", side="left", value=20, pain=0)
    assert status(story, "sr_heel_norm", 12)[0] == "not_yet", "80 percent of 37, up: 30"
    story.add("profile_set", 12, sex="m", birth_year=1956)
    assert status(story, "sr_heel_norm", 12)[0] == "met", "a man of 69 or 70: 80 percent of 19, up: 16"


def test_a_result_before_a_flare_no_longer_holds() -> None:
    story = _story("calf_strain_gastroc")
    story.add("tested", 10, test="knee_to_wall", side="left", value=10, pain=0)
    story.add("tested", 10, test="knee_to_wall", side="right", value=10, pain=0)
    assert status(story, "sr_knee_wall", 12)[0] == "met"
    assert status(story, "sr_knee_wall", 25)[0] == "unknown", "older than fourteen days"


# ---- causes


def _reviewed(outcome: str, *factors: str, role: str = "runner", **judged: str) -> tuple[str, float | None]:
    story = _story("pfp")
    story.add("causes_reviewed", 4, role=role, outcome=outcome, factors=list(factors))
    for factor, verdict in judged.items():
        story.add("cause_judged", 4, factor=factor, verdict=verdict)
    return status(story, "sr_cause", 5)


@pytest.mark.parametrize("verdict", ["confirmed", "dealt_with"])
def test_a_cause_that_is_found_and_acted_on_opens_the_cause_gate(verdict: str) -> None:
    assert _reviewed("found", "speed", "hills", speed=verdict) == ("met", 1)


def test_a_clue_that_is_only_suspected_is_no_cause_found() -> None:
    assert _reviewed("found", "speed") == ("not_yet", 0)
    assert _reviewed("found", "speed", speed="suspected") == ("not_yet", 0)
    assert _reviewed("found") == ("not_yet", 0)


def test_every_clue_ruled_out_is_none_found() -> None:
    assert _reviewed("found", "speed", "hills", speed="ruled_out", hills="ruled_out") == ("met", 1)
    assert _reviewed("found", "speed", "hills", speed="ruled_out") == ("not_yet", 0)


@pytest.mark.parametrize("role", ["runner", "trainer", "physio", "doctor"])
def test_a_person_may_say_that_none_was_found(role: str) -> None:
    assert _reviewed("none_found", role=role) == ("met", 1)


@pytest.mark.parametrize("role", ["import", "system"])
def test_a_machine_may_not(role: str) -> None:
    assert _reviewed("none_found", role=role) == ("unknown", None)


def test_a_recurrence_takes_half_as_many_days_again_before_loosening() -> None:
    story = _story("pfp", recurrence=True)
    assert status(story, "rl_min_days_calm", 4)[0] == "not_yet", "3 days times 1.5 is 4.5, up: 5"
    assert status(story, "rl_min_days_calm", 5)[0] == "met"
