"""What holds for every drawn movement: no body is asked what none can do, nothing slides or sinks, the dose is kept."""

import gzip
import math

import pytest

from opbouw.core.gate_questions import OWN_CHECKS
from opbouw.evidence import tables
from opbouw.figures import Drawing, fallback, figures_of, movement, names
from opbouw.figures.body import Placed
from opbouw.figures.frame import frame, way
from opbouw.figures.library import excused
from opbouw.figures.motion import LONGEST_HOLD_S, bodies, dose_seconds, loop_seconds, moments, tracks
from opbouw.figures.pose import LANGUAGES
from opbouw.figures.props import KINDS
from opbouw.figures.skeleton import skeleton
from opbouw.figures.solve import solve
from opbouw.figures.sound import problems

MOST_BYTES = 7_000  # drawing, strip and keyframes of an exercise together, compressed
MOST_SHOWN_S = 20.0
every = pytest.mark.parametrize("name", names())


@every
def test_no_joint_bends_too_far_no_foot_slides_nothing_sinks_and_every_hand_is_where_it_is_said(name: str) -> None:
    assert problems(movement(name)) == []


@every
def test_the_loop_is_whole_counts_of_the_dose(name: str) -> None:
    drawn = movement(name)
    row, seconds = tables.exercises.get(drawn.exercise), loop_seconds(drawn)
    if row is None:
        assert 1 <= seconds <= MOST_SHOWN_S, "a test has no dose"
        return
    count = sum(dose_seconds(drawn.exercise).values())
    if row.tempo_down_hold_up[0].isdigit():
        assert count == sum(map(int, row.tempo_down_hold_up.split("-")))
        assert math.isclose(seconds / count, round(seconds / count))
        assert seconds >= count
    elif row.hold_s and row.hold_s <= LONGEST_HOLD_S and row.tempo_down_hold_up == "hold":
        assert row.hold_s < seconds <= row.hold_s + MOST_SHOWN_S


@every
def test_the_loop_ends_as_it_began(name: str) -> None:
    (_, first), (_, last) = bodies(movement(name))[0], bodies(movement(name))[-1]
    moving = {"ground"}  # marks on the floor come round at another mark
    for part in set(first.bones) - moving:
        assert math.dist(_place(first.bones[part]), _place(last.bones[part])) < 0.01, part


def _place(placed: Placed) -> tuple[float, float]:
    return placed.x, placed.y


@every
def test_the_words_are_there_in_both_languages(name: str) -> None:
    drawn = movement(name)
    for lang in LANGUAGES:
        assert 20 <= len(drawn.alt[lang]) <= 260
        assert drawn.alt[lang].endswith(".")
        assert all(pose.label[lang] for pose in drawn.named)
    assert drawn.alt["nl"] != drawn.alt["en"]
    assert len(drawn.named) >= 2


@every
def test_every_muscle_and_bone_a_movement_names_is_one_of_the_skeleton(name: str) -> None:
    drawn = movement(name)
    known = set(skeleton()["muscles"]) | set(skeleton()["foot"]["marks"]) | set(skeleton()["top"]["marks"])
    assert {item.partition(":")[0] for item in drawn.highlight} <= known
    parts = set(bodies(drawn)[0][1].bones)
    assert {bone for limb in drawn.order for bone in limb} <= parts
    assert {prop["type"] for prop in drawn.props} <= set(KINDS)
    assert {prop["on"] for prop in drawn.props if "on" in prop} <= parts
    assert drawn.spare is None or drawn.spare["bone"] in parts
    assert drawn.works in ("left", "right")
    assert drawn.trace is None or drawn.trace.point in bodies(drawn)[0][1].marks


@every
def test_a_drawing_with_its_strip_and_keyframes_is_small_and_always_the_same(name: str) -> None:
    drawing = Drawing(movement(name), "/figures/outlines.svg")
    whole = (drawing.animated("nl") + drawing.strip("nl") + drawing.keyframes()).encode()
    again = Drawing(movement(name), "/figures/outlines.svg")
    assert whole == (again.animated("nl") + again.strip("nl") + again.keyframes()).encode()
    assert len(gzip.compress(whole, mtime=0)) <= MOST_BYTES


@every
def test_what_is_drawn_lies_inside_the_picture(name: str) -> None:
    drawn = movement(name)
    left, top, wide, high = frame(name)
    shown = ("head", "hip", "knee", "ankle", "wrist", "fingers", "elbow", "heel", "big_tip", "t1", "t5")
    for at, body in bodies(drawn):
        for mark, (x, y) in body.marks.items():
            if mark.startswith(drawn.close or shown) and not (drawn.view == "front" and mark.startswith("heel")):
                assert left <= x <= left + wide, (mark, at)
                assert top <= y <= top + high, (mark, at)
    for x, y in way(drawn):
        assert left <= x <= left + wide, "arrow"
        assert top <= y <= top + high, "arrow"


@every
def test_something_moves(name: str) -> None:
    assert tracks(movement(name))


@pytest.mark.parametrize("exercise", tables.exercises)
def test_every_exercise_has_a_figure_or_says_why_not(exercise: str) -> None:
    drawn = bool(figures_of(exercise))
    assert drawn != bool(fallback(exercise, "nl"))
    assert drawn != bool(fallback(exercise, "en"))


def test_every_figure_belongs_to_an_exercise_or_a_test_and_none_is_excused_as_well() -> None:
    drawn = {movement(name).exercise for name in names()}
    assert drawn <= {*tables.exercises, *tables.readiness_tests, *OWN_CHECKS}
    assert not drawn & excused()


def test_a_heel_raise_takes_three_seconds_up_and_three_down() -> None:
    found = moments(movement("heel_one_slow"))
    assert next(one.at for one in found if one.pose.id == "top" and one.at >= 3.0) == 3.0
    assert found[-1].at == 6.0


def test_a_long_hold_is_shown_shortened() -> None:
    assert dose_seconds("side_plank") == {"hold": 4.0}
    assert dose_seconds("quad_set") == {"hold": 5.0}


def test_an_arrow_goes_around_where_the_movement_does() -> None:
    """A foot that circles is seen from the side: the arrow is an open ring, and the strip says so in words."""
    drawn = movement("ankle_pumps")
    assert drawn.trace is not None
    assert drawn.trace.round == (7.0, 15.0)
    x, y = solve(drawn, drawn.poses["around"]).marks["ball_n"]
    around = [(one[0] - x - 13, one[1] - y + 3) for one in way(drawn)]
    assert all(abs((across / 7) ** 2 + (down / 15) ** 2 - 1) < 1e-9 for across, down in around)
    assert math.dist(around[0], (0, -15)) < 1e-9
    assert math.dist(around[0], around[-1]) > 5, "open, so that it is seen to go around"
    assert drawn.named[-1].label["en"].startswith("circles")
