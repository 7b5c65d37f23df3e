"""How much of the world a drawing shows: the whole movement with its props, and a little air."""

from collections.abc import Iterator, Mapping
from functools import cache
from math import cos, pi, sin
from typing import Any

from opbouw.figures.body import Placed
from opbouw.figures.geometry import Point, local
from opbouw.figures.motion import between, bodies
from opbouw.figures.pose import Movement
from opbouw.figures.props import extent
from opbouw.figures.reading import movement
from opbouw.figures.skeleton import skeleton
from opbouw.figures.solve import solve
from opbouw.figures.sound import edge

AIR = 6.0
Box = tuple[float, float, float, float]


@cache
def frame(name: str) -> Box:
    """Left, top, width and height of what is shown; as the pose file says, or as large as the movement needs."""
    found = movement(name)
    if found.viewbox:
        left, top, wide, high = found.viewbox
        return left, top, wide, high
    points = list(_points(found))
    left, right = min(x for x, _ in points) - AIR, max(x for x, _ in points) + AIR
    floor = [0.0] if any(prop["type"] == "floor" for prop in found.props) else []
    top, bottom = min(y for _, y in points) - AIR, max([*floor, *(y for _, y in points)]) + AIR
    return round(left), round(top), round(right) - round(left), round(bottom) - round(top)


def _points(found: Movement) -> Iterator[Point]:
    for prop in found.props:
        yield from _corners(prop)
    moving = [(prop["at"], prop.get("reach", prop.get("r", 0.0))) for prop in found.props if "at" in prop]
    for _, body in bodies(found):
        for name, reach in moving:
            x, y = body.marks[name]
            if name != "ground":
                yield from ((x - reach, y - reach), (x + reach, y + reach))
        for bone, placed in body.bones.items():
            yield from edge(bone, found.view, placed)
            if bone == "head":
                yield from _hair(found, placed)
            if bone.startswith("hand_"):
                yield body.marks[f"fingers_{bone[-1]}"]
    yield from way(found)


def _hair(found: Movement, placed: Placed) -> Iterator[Point]:
    """The hair with its bun, which reaches further than the head."""
    front = found.view == "front"
    shapes = ["front_hair"] if front else ["hair", *(["bun"] if found.bun else [])]
    for shape in shapes:
        for x, y in skeleton()["head"][shape]:
            yield local((placed.x, placed.y), placed.towards, x, y)


def way(found: Movement) -> list[Point]:
    """The points of the arrow that shows which way the movement goes; none when it has no arrow."""
    trace = found.trace
    if trace is None:
        return []
    start, end = found.poses[trace.start], found.poses[trace.end]
    if trace.round is not None:
        (x, y), (wide, high) = solve(found, end).marks[trace.point], trace.round
        turns = (2 * pi * part / 16 for part in range(14))  # open where the arrow ends, so that it is seen to go around
        return [(x + trace.offset[0] + wide * sin(turn), y + trace.offset[1] - high * cos(turn)) for turn in turns]
    marks = [solve(found, between(start, end, part / 8)).marks[trace.point] for part in range(9)]
    return [(x + trace.offset[0], y + trace.offset[1]) for x, y in marks]


def _corners(prop: Mapping[str, Any]) -> Iterator[Point]:
    box = extent(prop)
    if box:
        yield box[0], box[1]
        yield box[2], box[3]


def along_floor(name: str, margin: float) -> tuple[float, float]:
    """Where a floor or mat begins and ends when the pose file does not say."""
    left, _, wide, _ = frame(name)
    return left + margin, left + wide - margin
