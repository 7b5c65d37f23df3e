"""A fault in a pose is found, and said where."""

import re
from dataclasses import replace
from typing import Any

import pytest

from opbouw.figures import FigureError, movement, reading, standalone
from opbouw.figures.body import Placed
from opbouw.figures.motion import Key, between, moments, thinned
from opbouw.figures.pose import Movement, Pose, Turn
from opbouw.figures.props import drawn, solid
from opbouw.figures.solve import solve
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


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"sequence": [{"pose": "high"}, {"pose": "low", "move": 1}]}, "the sequence must end where it began"),
        ({"main": "middle"}, "no pose middle"),
        ({"view": "behind"}, "view is 'behind', expected one of side, front, foot, top"),
        ({"alt_nl": ""}, "alt_nl missing"),
        ({"start": ["handstand"]}, "start 'handstand' is not in starts.toml"),
        ({"base": {"knee_n": "bent"}}, "knee_n of pose high is neither a number nor a place"),
        ({"base": {"label_nl": "alleen Nederlands"}}, "has a label in one language only"),
        ({"trace": {"point": "hip", "from": "high", "to": "top", "offset": [0, 0]}}, "a pose that is not there"),
    ],
)
def test_a_file_that_does_not_say_what_it_should_is_named_with_the_fault(
    raw: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {**dict(reading._read("poses/squat_two")), **raw}
    if "base" in raw:
        whole["pose"] = [{"id": "high"}, {"id": "low"}]
    real = reading._read
    monkeypatch.setattr(reading, "_read", lambda name: whole if name == "poses/wrong" else real(name))
    with pytest.raises(FigureError, match=re.escape(said)) as caught:
        reading.movement.__wrapped__("wrong")
    assert str(caught.value).startswith("wrong: ")


def test_a_goal_of_the_ball_needs_the_direction_of_the_foot() -> None:
    one = movement("soleus_seated").poses["down"]
    numbers = {key: value for key, value in one.numbers.items() if key != "foot_n"}
    with pytest.raises(FigureError, match="ball_at_n needs foot_n"):
        solve(movement("soleus_seated"), Pose("down", {}, numbers, one.points))


def test_a_word_that_the_dose_does_not_have_is_named() -> None:
    wrong = replace(movement("side_plank"), sequence=(Turn("down"), Turn("up", "down"), Turn("down", 1.0)))
    with pytest.raises(FigureError, match="the dose of side_plank has no 'down'"):
        moments(wrong)


def test_a_still_for_paper_needs_nothing_from_elsewhere() -> None:
    still = standalone(movement("split_squat"), "en", ".skin { fill: none }")
    assert still.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "<style>.skin { fill: none }</style>" in still
    used = set(re.findall(r'href="#([\w-]+)"', still))
    assert used
    assert used <= set(re.findall(r'id="([\w-]+)"', still))
