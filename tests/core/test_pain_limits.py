"""Pain limits by injury: the stricter of its row and its pain model, read from the tables by hand."""

import pytest

from opbouw.core.pain import Match, pain_limits, strongest
from opbouw.evidence import tables

LIMITS = {  # progress, hold, next morning, after the session, tolerance over usual
    "achilles_midportion": (2, 5, 3, 5, 1),
    "achilles_insertional": (2, 4, 3, 5, 1),
    "plantar_fasciopathy": (2, 5, 3, 5, 1),
    "patellar_tendinopathy": (2, 5, 3, 5, 1),
    "proximal_hamstring_tendinopathy": (2, 4, 3, 5, 1),
    "gluteal_tendinopathy": (2, 5, 3, 5, 1),
    "tibialis_posterior_tendinopathy": (2, 4, 2, 5, 1),
    "peroneal_tendinopathy": (2, 4, 3, 5, 1),
    "foot_extensor_tendinopathy": (2, 4, 2, 5, 1),
    "mtss": (2, 3, 1, 2, 0),
    "pfp": (2, 3, 2, 2, 1),
    "itbs": (2, 3, 2, 2, 1),
    "meniscal": (2, 3, 2, 2, 1),
    "hip_joint": (2, 3, 2, 2, 1),
    "ankle_sprain_lateral": (2, 3, 2, 2, 1),
    "calf_strain_gastroc": (1, 1, 0, 1, 1),  # the amber zone: "hold; not for calf strain"
    "calf_strain_soleus": (1, 1, 0, 1, 1),
    "hamstring_strain": (1, 3, 1, 1, 1),
    "quadriceps_strain": (1, 3, 1, 1, 1),
    "adductor_strain": (1, 3, 2, 1, 1),
    "hip_flexor": (1, 3, 2, 1, 1),
    "low_back_pain": (2, 3, 3, 2, 1),
    "morton_neuroma": (2, 3, 2, 2, 0),
    "cecs": (1, 3, 1, 1, 1),
    "unknown_overuse": (2, 3, 1, 2, 0),
}


@pytest.mark.parametrize("injury", list(LIMITS))
def test_the_stricter_of_row_and_model_holds(injury: str) -> None:
    found = pain_limits(tables.injuries[injury], bone_suspected=False)
    assert (found.progress, found.hold, found.morning, found.after, found.tolerance) == LIMITS[injury]
    assert not found.bone


@pytest.mark.parametrize("injury", [one for one in tables.injuries if one.startswith("bsi_")])
def test_bone_stress_allows_no_pain_at_all(injury: str) -> None:
    found = pain_limits(tables.injuries[injury], bone_suspected=False)
    assert (found.progress, found.hold, found.morning, found.after, found.tolerance) == (0, 0, 0, 0, 0)
    assert found.bone


@pytest.mark.parametrize("injury", list(LIMITS))
def test_as_long_as_bone_is_not_out_nothing_may_hurt(injury: str) -> None:
    found = pain_limits(tables.injuries[injury], bone_suspected=True)
    assert (found.progress, found.hold, found.morning, found.after) == (0, 0, 0, 0)


def test_every_injury_has_its_limits_here() -> None:
    assert {*LIMITS, *(one for one in tables.injuries if one.startswith("bsi_"))} == set(tables.injuries)


def test_the_most_careful_action_wins_with_the_most_stages_and_days() -> None:
    matches = [
        Match("r_amber", "repeat"),
        Match("r_next_morning_bad", "step_back", 1, 1),
        Match("course_returns_or_stays", "step_back", 1, 2),
        Match("r_not_settled_24h", "repeat_or_lower", 0, 1),
    ]
    assert strongest(matches) == ("step_back", 1, 2)
    assert strongest(reversed(matches)) == ("step_back", 1, 2)


def test_above_the_limit_and_a_bad_morning_is_two_stages() -> None:
    assert strongest([Match("r_above_hold", "stop_step_back", 1, 1), Match("r_next_morning_bad", "step_back", 1, 1)])[
        1
    ] == (2)


def test_without_a_match_the_runner_goes_on() -> None:
    assert strongest([]) == ("progress", 0, 0)


def test_a_run_on_a_painkiller_never_goes_on() -> None:
    assert strongest([Match("r_masked_pain", "treat_as_not_valid_test")])[0] != "progress"
