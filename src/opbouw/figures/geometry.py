"""Plane geometry of the figures.

Units are about 1 cm. y grows downwards and the floor is y = 0, so up is negative. Directions are degrees clockwise from
straight up: 0 up, 90 the way a figure in the side view faces, 180 down.
"""

import math
from collections.abc import Sequence

Point = tuple[float, float]
SLACK = 0.01  # a straight limb keeps this much bend, so that the joint has a side


def step(start: Point, towards: float, length: float) -> Point:
    """The point at this distance from `start` in this direction."""
    angle = math.radians(towards)
    return start[0] + math.sin(angle) * length, start[1] - math.cos(angle) * length


def heading(start: Point, end: Point) -> float:
    """The direction from one point to another, -180 to 180."""
    return math.degrees(math.atan2(end[0] - start[0], start[1] - end[1]))


def local(origin: Point, towards: float, x: float, y: float) -> Point:
    """Where (x along, y across) of a bone stands in the world."""
    angle = math.radians(towards - 90)
    across, along = math.sin(angle), math.cos(angle)
    return origin[0] + x * along - y * across, origin[1] + x * across + y * along


def turned(angle: float) -> float:
    """The same angle between -180 and 180."""
    return (angle + 180) % 360 - 180


def two_bone(start: Point, goal: Point, first: float, second: float, bend: float) -> tuple[float, float]:
    """Directions of two bones that reach from `start` to `goal`, as far as they can; `bend` +1 or -1 picks the side."""
    distance = min(max(math.dist(start, goal), abs(first - second) + SLACK), first + second - SLACK)
    straight = heading(start, goal)
    inner = math.degrees(math.acos((first**2 + distance**2 - second**2) / (2 * first * distance)))
    joint = step(start, straight + bend * inner, first)
    return straight + bend * inner, heading(joint, step(start, straight, distance))


def number(value: float) -> str:
    """A number with at most one decimal, as short as it can be written."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def smooth(points: Sequence[Point]) -> str:
    """A closed curve through the points (Catmull-Rom written as Bezier), as the data of a path."""
    count = len(points)
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for at in range(count):
        before, here, there, after = (points[(at + k - 1) % count] for k in range(4))
        bend = (
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
        )
        parts.append("C" + " ".join(number(value) for value in (*bend, *there)))
    return "".join(parts) + "Z"
