"""Every outline of the figures, drawn once and used by all: limbs, head, clothes, and the places where it works."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from opbouw.figures.geometry import Point, number, smooth
from opbouw.figures.skeleton import muscle, skeleton

Row = tuple[float, float, float]  # along the bone, reach to the front, reach to the back
UPWARD = frozenset({"pelvis", "chest", "neck", "head"})  # on these +y is the front
CLOSE = {"foot": ("shin", "rear", "fore", "small", "big"), "top": ("shin", "sole", "t1", "t2", "t3", "t4", "t5")}
LENS = 6  # parts a muscle's edge is drawn in


def name_of(view: str, shape: str) -> str:
    """The id of an outline: ``side-thigh``."""
    return f"{view}-{shape}"


@cache
def outlines(view: str) -> Mapping[str, str]:
    """All outlines seen from this side, as path data by name."""
    if view in CLOSE:
        parts = {name: skeleton()[view]["outlines"][name] for name in CLOSE[view]}
        marks: Mapping[str, Sequence[Sequence[float]]] = skeleton()[view]["marks"]
        drawn = {name: _drawn(rows) for name, rows in {**parts, **marks}.items()}
        return drawn | {f"{name}-hatch": _hatch_inside([(x, y) for x, y in rows]) for name, rows in marks.items()}
    made = {bone: _bone(bone, view) for bone in skeleton()["bones"] if not (view == "front" and bone == "toe")}
    made |= {kind: _cloth(kind, view) for kind in skeleton()["clothes"]}
    head, prefix = skeleton()["head"], "front_" if view == "front" else ""
    made |= {"head": _drawn(head[f"{prefix}face"]), "hair": _drawn(head[f"{prefix}hair"]), "bun": _drawn(head["bun"])}
    for name in skeleton()["muscles"]:
        made[name], made[f"{name}-hatch"] = _muscle(name, view)
    return made


def _drawn(rows: Sequence[Sequence[float]]) -> str:
    return smooth([(row[0], row[1]) for row in rows])


def _rows(bone: str, view: str) -> list[Row]:
    found = skeleton()["bones"][bone]
    return [(x, front, back) for x, front, back in found["front_profile" if view == "front" else "profile"]]


def _bone(bone: str, view: str) -> str:
    if bone == "foot":
        return _drawn(skeleton()["bones"]["foot"]["front_outline" if view == "front" else "outline"])
    return smooth(_around(_rows(bone, view), bone in UPWARD, caps=(True, True)))


def _around(rows: Sequence[Row], upward: bool, caps: tuple[bool, bool]) -> list[Point]:
    """The points around a profile, with round ends where asked."""
    sign = 1 if upward else -1
    (x0, front0, back0), (x1, front1, back1) = rows[0], rows[-1]
    points = [(x, sign * front) for x, front, _ in rows]
    if caps[1]:
        points.append((x1 + (front1 + back1) / 2 * 0.92, sign * (front1 - back1) / 2))
    points += [(x, -sign * back) for x, _, back in reversed(rows)]
    if caps[0]:
        points.append((x0 - (front0 + back0) / 2 * 0.92, sign * (front0 - back0) / 2))
    return points


def _at(rows: Sequence[Row], x: float, column: int) -> float:
    """The reach of a profile at any place along the bone."""
    if x <= rows[0][0]:
        return rows[0][column]
    for before, after in pairwise(rows):
        if x <= after[0]:
            return before[column] + (after[column] - before[column]) * (x - before[0]) / (after[0] - before[0])
    return rows[-1][column]


def _cut(bone: str, view: str, start: float, end: float, grow: float) -> list[Row]:
    rows = _rows(bone, view)
    places = [start, *(row[0] for row in rows if start < row[0] < end), end]
    return [(x, _at(rows, x, 1) + grow, _at(rows, x, 2) + grow) for x in places]


def _cloth(kind: str, view: str) -> str:
    cloth = skeleton()["clothes"][kind]
    rows = _cut(cloth["bone"], view, cloth["x0"], cloth["x1"], cloth["grow"])
    return smooth(_straight_hems(_around(rows, upward=False, caps=(cloth["x0"] < 0, False))))


def _straight_hems(points: Sequence[Point]) -> list[Point]:
    """Points close to each corner keep the edges straight."""
    made: list[Point] = []
    for here, there in zip(points, [*points[1:], points[0]], strict=True):
        made.append(here)
        if math.dist(here, there) > 4:
            made += [(here[0] + (there[0] - here[0]) * t, here[1] + (there[1] - here[1]) * t) for t in (0.12, 0.88)]
    return made


def _muscle(name: str, view: str) -> tuple[str, str]:
    """A lens along one side of the bone, and its hatching."""
    found = muscle(name)
    rows = _cut(found["bone"], view, found["x0"], found["x1"], -1.3)
    upward = 1 if found["bone"] in UPWARD else -1
    column, sign = {"front": (1, upward), "back": (2, -upward), "down": (1, -1), "up": (1, 1)}[found["side"]]
    places = [found["x0"] + (found["x1"] - found["x0"]) * part / LENS for part in range(LENS + 1)]
    outer = [(x, sign * _at(rows, x, column)) for x in places]
    bulge = found.get("depth", 1.15)
    inner = [(x, y * (1 - bulge * math.sin(math.pi * part / LENS) ** 0.8)) for part, (x, y) in enumerate(outer)]
    return smooth(outer + inner[-2:0:-1]), _hatch(outer, inner)


def _hatch(outer: Sequence[Point], inner: Sequence[Point]) -> str:
    """Slanting strokes across the lens, so that the place is seen without colour."""
    strokes = []
    first, last = outer[0][0], outer[-1][0]
    for count in range(1, int((last - first) / 2.6)):
        x = first + 2.6 * count
        near = _between(outer, x)
        far = _between(inner, min(x + 2.2, last))
        strokes.append(f"M{number(x)} {number(near)}L{number(min(x + 2.2, last))} {number(far)}")
    return "".join(strokes)


def _hatch_inside(corners: Sequence[Point]) -> str:
    """Strokes across a shape of any form."""
    edges = list(pairwise([*corners, corners[0]]))
    strokes = []
    first, last = min(x for x, _ in corners), max(x for x, _ in corners)
    for count in range(1, int((last - first) / 3.2) + 1):
        x = first + 3.2 * count
        cuts = [y0 + (y1 - y0) * (x - x0) / (x1 - x0) for (x0, y0), (x1, y1) in edges if (x0 <= x) != (x1 <= x)]
        if len(cuts) >= 2:
            strokes.append(f"M{number(x)} {number(min(cuts))}V{number(max(cuts))}")
    return "".join(strokes)


def _between(points: Sequence[Point], x: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]
