"""Looks for what no drawing may show: joints bent too far, feet that slide, a body in the floor, hands that miss."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from opbouw.figures import props
from opbouw.figures.body import Body, Placed
from opbouw.figures.geometry import Point, local, turned
from opbouw.figures.motion import bodies
from opbouw.figures.pose import Movement
from opbouw.figures.skeleton import base_of, limits, skeleton

REACHED = 0.5  # units a hand or foot may be off its goal
SLID = 0.5  # units a foot on the floor may move from one moment to the next
SUNK = 1.5  # units of an outline that may lie under the floor: the line is that thick
PRESSED = 3.0  # units a body may press into a seat or a step
WHOLE = 0.97  # a limb seen shorter than this points at the viewer; its angles are not those of its joints
JOINTS = ("hip", "knee", "ankle", "shoulder", "elbow", "wrist")


def problems(movement: Movement) -> list[str]:
    """Everything that is wrong with a movement, each named with its second; empty when it can be shown."""
    found: dict[str, str] = {}
    before: tuple[float, Body] | None = None
    for at, body in bodies(movement):
        for what in _at_once(movement, body):
            found.setdefault(what.partition(" is ")[0], f"{what} at {at:.1f} s")
        for what in _slid(movement, before[1], body) if before else ():
            found.setdefault(what.partition(" is ")[0], f"{what} at {at:.1f} s")
        before = (at, body)
    return list(found.values())


def _at_once(movement: Movement, body: Body) -> Iterator[str]:
    yield from _bent(movement.view, body)
    for mark, goal in body.goals.items():
        off = math.dist(body.marks[mark], goal)
        if off > REACHED:
            yield f"{mark} is {off:.1f} from where it should be"
    yield from _sunk(movement, body)


def joint_angles(view: str, body: Body) -> Mapping[str, float]:
    """The angle of each joint whose two bones lie in the plane of the drawing, in degrees."""
    made = {
        "spine": body.bones["chest"].towards - body.bones["pelvis"].towards,
        "neck": body.bones["neck"].towards - body.bones["chest"].towards,
    }
    for side in ("n", "f"):
        sign = -1 if view == "front" and side == "f" else 1
        bone = {
            name: body.bones[f"{name}_{side}"] for name in ("thigh", "shank", "foot", "upper_arm", "forearm", "hand")
        }
        chest, pelvis = body.bones["chest"], body.bones["pelvis"]
        pairs = {
            "hip": (pelvis.towards + 180 - bone["thigh"].towards, bone["thigh"], pelvis),
            "knee": (bone["shank"].towards - bone["thigh"].towards, bone["thigh"], bone["shank"]),
            "ankle": (bone["shank"].towards - 90 - bone["foot"].towards, bone["shank"], bone["foot"]),
            "shoulder": (chest.towards + 180 - bone["upper_arm"].towards, chest, bone["upper_arm"]),
            "elbow": (bone["upper_arm"].towards - bone["forearm"].towards, bone["upper_arm"], bone["forearm"]),
            "wrist": (bone["forearm"].towards - bone["hand"].towards, bone["forearm"], bone["hand"]),
        }
        for joint, (angle, one, two) in pairs.items():
            if one.scale > WHOLE and two.scale > WHOLE:
                made[f"{joint}_{side}"] = sign * angle
        made[f"toe_{side}"] = body.bones[f"foot_{side}"].towards - body.bones[f"toe_{side}"].towards
    return {name: turned(angle) for name, angle in made.items()}


def _bent(view: str, body: Body) -> Iterator[str]:
    ranges = limits(view)
    if view not in ("side", "front"):
        return
    for name, angle in joint_angles(view, body).items():
        low, high = ranges.get(base_of(name), (-180.0, 180.0))
        around = angle + 360 if angle < low - 1 and high > 180 and angle + 360 <= high + 1 else angle
        if not low - 1 <= around <= high + 1:
            yield f"{name} is {angle:.0f} degrees, outside {low:.0f} to {high:.0f},"


def edge(bone: str, view: str, placed: Placed) -> Iterator[Point]:
    """Points of a bone's outline in the world."""
    base = base_of(bone)
    found: Mapping[str, Any] = skeleton()["bones"].get(base, {})
    if view in ("foot", "top"):
        rows = skeleton()[view]["outlines"].get(bone, ())
    elif base == "head":
        rows = skeleton()["head"]["front_face" if view == "front" else "face"]
    elif base == "foot":
        rows = found["front_outline" if view == "front" else "outline"]
    else:
        profile = found.get("front_profile" if view == "front" else "profile", ())
        flip = 1 if base in ("pelvis", "chest", "neck") else -1
        rows = [(x, flip * front) for x, front, _ in profile] + [(x, -flip * back) for x, _, back in profile]
    for x, y in rows:
        yield local((placed.x, placed.y), placed.towards, x * placed.scale, y)


def _sunk(movement: Movement, body: Body) -> Iterator[str]:
    if movement.view not in ("side", "front"):
        return
    blocks = [block for block in map(props.solid, movement.props) if block]
    floor = any(prop["type"] in ("floor", "mat") for prop in movement.props)
    for bone, placed in body.bones.items():
        if movement.view == "front" and base_of(bone) == "toe":
            continue
        for x, y in edge(bone, movement.view, placed):
            if floor and y > SUNK:
                yield f"{bone} is {y:.1f} under the floor"
            for left, top, right, bottom in blocks:
                deep = min(x - left, right - x, y - top, bottom - y + PRESSED)
                if deep > PRESSED:
                    yield f"{bone} is {deep:.1f} inside a prop ({x:.0f}, {y:.0f})"


def _slid(movement: Movement, before: Body, body: Body) -> Iterator[str]:
    """A heel or a ball of a foot that is on the floor at two moments has not moved between them."""
    if movement.view not in ("side", "front"):
        return
    ground = _ground(body) - _ground(before)
    for side in ("n", "f"):
        for mark, reach in ((f"heel_{side}", 0.4), (f"ball_{side}", 2.7 if movement.view == "side" else 0.0)):
            (x0, y0), (x1, y1) = before.marks[mark], body.marks[mark]
            if mark not in movement.slides and y0 > -reach and y1 > -reach and abs(x1 - x0 - ground) > SLID:
                yield f"{mark} is on the floor and slides {x1 - x0 - ground:.1f}"


def _ground(body: Body) -> float:
    """How far the floor has passed under a figure that walks on the spot."""
    return body.bones["ground"].x if "ground" in body.bones else 0.0
