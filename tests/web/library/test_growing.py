"""The ladder of a dose is the one the engine climbs, with the runner's own place on it."""

from datetime import date
from typing import Any

from opbouw.evidence import tables
from opbouw.web.library.growing import grows, rules_of, steps_of
from opbouw.web.library.own import Turn, planned

ON = date(2026, 3, 2)


def turn(**dose: Any) -> Turn:
    return Turn(ON, "s", {"sets": 3, "reps": None, "hold_s": None, **dose})


def amounts(exercise: str, *turns: Turn) -> list[tuple[int | None, int | None, bool]]:
    steps = steps_of(tables.exercises[exercise], turns)
    return [(one.dose["reps"], one.dose["hold_s"], one.here) for one in steps]


def test_repetitions_grow_by_two_up_to_two_steps_above_the_table() -> None:
    assert amounts("heel_one_slow") == [(12, None, False), (14, None, False), (16, None, False)]


def test_seconds_grow_by_five() -> None:
    assert amounts("side_plank") == [(None, 30, False), (None, 35, False), (None, 40, False)]


def test_the_dose_of_the_plan_marks_its_step_whatever_the_sets() -> None:
    assert amounts("heel_one_slow", turn(sets=1, reps=14)) == [(12, None, False), (14, None, True), (16, None, False)]


def test_a_dose_between_the_steps_gets_a_step_of_its_own() -> None:
    assert amounts("heel_one_slow", turn(reps=10))[0] == (10, None, True)
    assert amounts("heel_one_slow", turn(reps=13))[1] == (13, None, True)


def test_loosening_and_jumps_stay_as_they_are() -> None:
    assert not grows(tables.exercises["calf_foam"])
    assert not grows(tables.exercises["hop_forward"])
    assert grows(tables.exercises["heel_one_slow"])


def test_a_weight_grows_only_where_one_may_be_held() -> None:
    assert rules_of(tables.exercises["heel_one_slow"])["heavier_pct"] == 5
    assert rules_of(tables.exercises["heel_one_slow"])["most_pct"] == 10
    assert rules_of(tables.exercises["hop_forward"])["heavier_pct"] is None


def test_a_plan_knows_every_turn_of_an_exercise() -> None:
    week: list[dict[str, Any]] = [
        {"id": "a", "on": "2026-03-02", "exercises": [{"id": "bird_dog", "reps": 8}]},
        {"id": "b", "on": "2026-03-04", "kind": "run"},
        {"id": "c", "on": "2026-03-05", "exercises": [{"id": "bird_dog", "reps": 8}, {"id": "clam", "reps": 15}]},
    ]
    found = planned(week)
    assert [(one.on.day, one.session) for one in found["bird_dog"]] == [(2, "a"), (5, "c")]
    assert list(found) == ["bird_dog", "clam"]
