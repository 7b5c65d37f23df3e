"""A fault in a pose is found, and said where."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.figures import FigureError, movement
from opbouw.figures.motion import Key, between, thinned
from opbouw.figures.pose import Movement, Pose
from opbouw.figures.props import drawn, solid
from opbouw.figures.solve import Placed, solve
from opbouw.figures.sound import joint_angles, problems


def changed(name: str, pose: str, **values: Any) -> Movement:
    """A movement with other values in one pose."""
    found = movement(name)
    one = found.poses[pose]
    numbers = {**one.numbers, **{key: value for key, value in values.items() if isinstance(value, float)}}
    points = {**one.points, **{key: value for key, value in values.items() if isinstance(value, tuple)}}
    return replace(found, poses={**found.poses, pose: Pose(one.id, one.label, numbers, points)})


@pytest.mark.parametrize(
    ("pose", "values", "said"),
    [
        ("top", {"knee_f": -20.0}, "knee_f is -"),
        ("top", {"hand_at_n": (80.0, -128.0)}, "wrist_n is"),
        ("low", {"pin": (2.0, -8.0)}, "inside a prop"),
        ("low", {"pin": (2.0, 6.0)}, "under the floor"),
    ],
)
def test_what_no_body_can_do_is_found(pose: str, values: dict[str, Any], said: str) -> None:
    assert problems(movement("heel_one_slow")) == []
    assert any(said in problem for problem in problems(changed("heel_one_slow", pose, **values)))


def test_a_foot_that_slides_over_the_floor_is_found() -> None:
    slid = problems(changed("calf_stretch_straight", "stretch", pin=(6.0, -7.2)))
    assert any("heel_n is on the floor and slides" in problem for problem in slid)


def test_the_angle_of_a_joint_is_that_between_its_bones() -> None:
    found = movement("heel_one_slow")
    angles = joint_angles("side", solve(found, found.poses["top"]))
    assert (round(angles["hip_f"]), round(angles["knee_f"]), round(angles["ankle_n"])) == (4, 62, -36)


def test_an_unknown_prop_is_named() -> None:
    with pytest.raises(FigureError, match="unknown prop 'swing'"):
        drawn({"type": "swing"})


def test_a_step_is_solid_and_a_band_gives_way() -> None:
    assert solid({"type": "step", "x": -6, "w": 46, "h": 16}) == (-6, -16, 40, 0.0)
    assert solid({"type": "band", "from": "hip", "to": "waist"}) is None


def test_halfway_is_halfway() -> None:
    first = Pose("a", {}, {"knee_n": 10.0}, {"hip": (0.0, 0.0)})
    second = Pose("b", {}, {"knee_n": 30.0}, {"hip": (4.0, -8.0)})
    assert between(first, second, 0.5) == Pose("b", {}, {"knee_n": 20.0}, {"hip": (2.0, -4.0)})


def test_a_moment_on_a_straight_line_is_left_out_and_a_corner_is_kept() -> None:
    keys = [Key(at, Placed(x, 0.0, 0.0)) for at, x in ((0.0, 0.0), (1.0, 5.0), (2.0, 10.0), (3.0, 0.0))]
    assert [key.at for key in thinned(keys)] == [0.0, 2.0, 3.0]


def test_a_movement_that_is_not_there_is_named() -> None:
    with pytest.raises(FigureError, match="handstand: there is no such pose file"):
        movement("handstand")
