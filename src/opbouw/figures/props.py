"""The things an exercise needs, drawn plainly: floor, wall, step, chair, band, roller, ball, weight and more."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from opbouw.figures.geometry import number
from opbouw.figures.pose import FigureError
from opbouw.figures.solve import BAND

Prop = Mapping[str, Any]
GROUND = 300  # marks on a floor that passes reach this far to both sides
BRICK = 14  # the courses of a wall are this far apart


def drawn(prop: Prop) -> str:
    """The shape of a prop; one that moves is drawn around its own origin.

    :raises FigureError: a type of prop that is not known.
    """
    draw = KINDS.get(prop["type"])
    if draw is None:
        raise FigureError(f"unknown prop {prop['type']!r}; known are {', '.join(KINDS)}")
    return draw(prop)


def solid(prop: Prop) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of what no body can go through; None for what gives way."""
    if prop["type"] in ("step", "box"):
        return prop["x"], -prop["h"], prop["x"] + prop["w"], 0.0
    if prop["type"] == "chair":
        return prop["x"], -prop["h"], prop["x"] + prop["w"], -prop["h"] + 4
    if prop["type"] == "wall":
        left = prop["x"] if prop.get("side", 1) > 0 else prop["x"] - 6
        return left, -float(prop["h"]), left + 6, 0.0
    return None


def extent(prop: Prop) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of a prop that stands still, as far as it should be in the picture."""
    box = solid(prop)
    if prop["type"] == "chair":
        return prop["x"], -float(prop.get("back", prop["h"])), prop["x"] + prop["w"], 0.0
    if prop["type"] in ("board", "cushion"):
        return prop["x"], -float(prop["h"]), prop["x"] + prop["w"], 0.0
    if "box" in prop:
        left, top, right, bottom = prop["box"]
        return left, top, right, bottom
    if prop["type"] == "post":
        return prop["x"], -float(prop["h"]), prop["x"], 0.0
    if prop["type"] in ("floor", "mat"):
        return (prop["x0"], 0.0, prop["x1"], 3.0) if "x0" in prop else None
    return box


def _floor(prop: Prop) -> str:
    return f'<path class="floor" d="M{number(prop["x0"])} 0H{number(prop["x1"])}"/>'


def _ground(prop: Prop) -> str:
    """A floor that passes under somebody who walks: the marks on it show its way."""
    marks = "".join(f"M{x} 3l-4 5" for x in range(-GROUND, GROUND, prop["every"]))
    return f'<path class="joint" d="{marks}"/>'


def _mat(prop: Prop) -> str:
    x, wide = number(prop["x0"]), number(prop["x1"] - prop["x0"])
    return f'<rect class="mat" x="{x}" y="0" width="{wide}" height="3" rx="1.5"/>'


def _bed(prop: Prop) -> str:
    """A mat from above."""
    left, top, right, bottom = prop["box"]
    return f'<rect class="bed" x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="6"/>'


def _wall(prop: Prop) -> str:
    x, high = prop["x"], prop["h"]
    left = x if prop.get("side", 1) > 0 else x - 6
    courses = "".join(f"M{left} {-y}h6" for y in range(12, high, BRICK))
    return (
        f'<rect class="wall" x="{left}" y="{-high}" width="6" height="{high}"/>'
        f'<path class="floor" d="M{x} 0V{-high}"/><path class="joint" d="{courses}"/>'
    )


def _box(prop: Prop) -> str:
    x, wide, high = prop["x"], prop["w"], prop["h"]
    return f'<rect class="prop" x="{x}" y="{-high}" width="{wide}" height="{high}" rx="1.5"/>'


def _chair(prop: Prop) -> str:
    """A seat with legs; a back on the left, on the right, or none."""
    x, high, wide = prop["x"], prop["h"], prop["w"]
    legs = f"M{x + 2} {-high}V0M{x + wide - 2} {-high}V0"
    back = ""
    if prop.get("back"):
        at = x + 1.5 if prop.get("side", -1) < 0 else x + wide - 1.5
        back = f"M{at} {-high}V{-prop['back']}"
    seat = f'<rect class="prop" x="{x}" y="{-high}" width="{wide}" height="4" rx="1.5"/>'
    return f'<path class="stick" d="{legs}{back}"/>{seat}'


def _board(prop: Prop) -> str:
    """A wedge: high behind (left), low in front."""
    x, wide, high = prop["x"], prop["w"], prop["h"]
    return f'<path class="prop" d="M{x} 0V{-high}L{x + wide} 0Z"/>'


def _band(prop: Prop) -> str:
    kind = "cord" if prop["type"] in ("towel", "belt") else "elastic-band"
    high = prop.get("wide", 3)
    return f'<rect class="{kind}" y="{number(-high / 2)}" width="{number(BAND)}" height="{number(high)}"/>'


def _roller(prop: Prop) -> str:
    r = prop["r"]
    ends = [(r * 0.72 * math.cos(math.radians(a)), r * 0.72 * math.sin(math.radians(a))) for a in range(0, 360, 60)]
    spokes = "".join(f"M0 0L{number(x)} {number(y)}" for x, y in ends)
    return (
        f'<circle class="prop" r="{r}"/><circle class="hole" r="{number(r * 0.45)}"/><path class="joint" d="{spokes}"/>'
    )


def _ball(prop: Prop) -> str:
    x, y, r = prop.get("x", 0), prop.get("y", 0), prop["r"]
    seam = f"M{number(x - r * 0.9)} {number(y - r * 0.3)}q{number(r)} {number(r * 0.8)} {number(r * 1.8)} 0"
    return f'<circle class="prop" cx="{x}" cy="{y}" r="{r}"/><path class="joint" d="{seam}"/>'


def _dumbbell(prop: Prop) -> str:
    """In the fist, its bar across the hand, seen from its end in the side view."""
    x, y = prop.get("x", 5), prop.get("y", 0)
    if prop.get("long"):
        return (
            f'<path class="stick" d="M{x} {y - 9}V{y + 9}"/>'
            f'<rect class="weight" x="{x - 4}" y="{y - 13}" width="8" height="6" rx="1.5"/>'
            f'<rect class="weight" x="{x - 4}" y="{y + 7}" width="8" height="6" rx="1.5"/>'
        )
    return f'<circle class="weight" cx="{x}" cy="{y}" r="6"/><circle class="hole" cx="{x}" cy="{y}" r="2"/>'


def _weight(prop: Prop) -> str:
    """A block that lies on or hangs from a limb."""
    x, y, wide, high = prop.get("x", 0), prop.get("y", 0), prop["w"], prop["h"]
    return f'<rect class="weight" x="{x}" y="{y}" width="{wide}" height="{high}" rx="2"/>'


def _bag(prop: Prop) -> str:
    """A backpack on the chest's bone, behind the back."""
    return '<rect class="prop" x="6" y="-22" width="26" height="13" rx="5"/><path class="joint" d="M12 -15h14"/>'


def _cushion(prop: Prop) -> str:
    x, wide, high = prop["x"], prop["w"], prop["h"]
    return f'<rect class="mat" x="{x}" y="{-high}" width="{wide}" height="{high}" rx="{number(high / 2)}"/>'


def _post(prop: Prop) -> str:
    """Something firm that a band is tied to or that a hand holds."""
    return f'<path class="stick" d="M{prop["x"]} 0V{-prop["h"]}"/>'


def _plate(prop: Prop) -> str:
    """What feet push away in a machine, with its discs behind it."""
    high = prop.get("h", 50)
    return (
        f'<rect class="weight" x="5" y="{-high / 2 + 8}" width="7" height="{high - 16}" rx="2"/>'
        f'<rect class="prop" x="0" y="{-high / 2}" width="5" height="{high}" rx="1.5"/>'
    )


def _slider(prop: Prop) -> str:
    wide = prop.get("w", 18)
    return f'<rect class="weight" x="{-wide / 2}" y="-1.2" width="{wide}" height="2.4" rx="1.2"/>'


def _hand(prop: Prop) -> str:
    """A hand that helps, large, as the drawings of a foot are: fingers at its origin, the wrist away from them."""
    size = f"scale({prop['size']})" if "size" in prop else ""
    place = f"translate({prop.get('x', 0)} {prop.get('y', 0)})rotate({prop.get('turn', 0)}){size}"
    shape = (
        "M-4 4C-4 -2 8 -5 22 -6C34 -11 48 -10 56 -7L84 -8V10L58 11C50 18 36 18 28 14"
        "C22 20 12 22 6 19C4 16 10 12 16 11C8 11 -2 9 -4 4Z"
    )
    fingers = '<path class="joint" d="M2 1C10 -1 18 -1 26 0M6 6C14 5 20 5 27 6"/>'
    return f'<g transform="{place}"><path class="hand" d="{shape}"/>{fingers}</g>'


def _line(prop: Prop) -> str:
    """A plain outline for what has no shape of its own here: a machine's frame, a rope, a hand."""
    return f'<path class="{prop.get("look", "stick")}" d="{prop["d"]}"/>'


KINDS: dict[str, Callable[[Prop], str]] = {
    "floor": _floor,
    "ground": _ground,
    "mat": _mat,
    "bed": _bed,
    "wall": _wall,
    "step": _box,
    "box": _box,
    "chair": _chair,
    "board": _board,
    "band": _band,
    "belt": _band,
    "towel": _band,
    "roller": _roller,
    "ball": _ball,
    "dumbbell": _dumbbell,
    "weight": _weight,
    "bag": _bag,
    "cushion": _cushion,
    "post": _post,
    "plate": _plate,
    "slider": _slider,
    "hand": _hand,
    "line": _line,
}
