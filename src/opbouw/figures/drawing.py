"""A movement as SVG: moving, still, as a strip for print, and the keyframes that move it.

The drawing has no style of its own: every part has a class, the page's style sheet gives the colours of the theme.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html import escape

from opbouw.figures import props
from opbouw.figures.body import Body, Placed
from opbouw.figures.frame import along_floor, frame, way
from opbouw.figures.geometry import Point, heading, number, step
from opbouw.figures.motion import loop_seconds, tracks
from opbouw.figures.outlines import UPWARD, name_of, outlines
from opbouw.figures.pose import Movement, Pose
from opbouw.figures.skeleton import base_of, muscle, skeleton
from opbouw.figures.solve import solve

NEAR_ARM = ("upper_arm_n", "forearm_n", "hand_n")
FAR_ARM = ("upper_arm_f", "forearm_f", "hand_f")
TRUNK = ("neck", "head", "pelvis", "chest")
ORDER = {
    "side": (
        FAR_ARM,
        ("toe_f", "foot_f", "thigh_f", "shank_f"),
        TRUNK,
        ("toe_n", "foot_n", "thigh_n", "shank_n"),
        NEAR_ARM,
    ),
    "front": (("thigh_f", "shank_f", "foot_f"), ("thigh_n", "shank_n", "foot_n"), TRUNK, FAR_ARM, NEAR_ARM),
    "foot": (("shin", "rear", "small", "fore", "big"),),
    "top": (("t5", "t4", "t3", "t2", "t1", "sole"), ("shin",)),
}
FLAT = {"floor": 3.0, "mat": 8.0}  # what lies under the whole figure, and how far from the edge of the picture
LOOK = {"foot": "shoe", "toe": "shoe", "pelvis": "shorts", "chest": "shirt"}
CLOTHES = {"thigh": ("pants", "shorts"), "upper_arm": ("sleeve", "shirt"), "shank": ("sock", "sock")}
NAMES_OF_PARTS = re.compile(r'class="b-\w+" ')  # by which keyframes find them; a still has none, and is half of a page


class Drawing:
    """One movement; `outlines_at` is the address of the file with the outlines, empty when they stand in the page."""

    def __init__(self, movement: Movement, outlines_at: str = "") -> None:
        self.movement = movement
        self.outlines_at = outlines_at

    @cached_property
    def _stretched(self) -> frozenset[str]:
        """What is ever seen shorter or longer than it is: its transform carries a scale."""
        bodies = [solve(self.movement, pose) for pose in self.movement.poses.values()]
        return frozenset(name for body in bodies for name, placed in body.bones.items() if placed.scale != 1.0)

    def animated(self, lang: str) -> str:
        """The loop; without its keyframes it is a correct still of the main pose."""
        movement = self.movement
        inside = self._inside(movement.poses[movement.main])
        return self._svg(f"fig-anim f-{css_name(movement.id)}", inside, self._named(lang))

    def still(self, lang: str, pose: str = "", hidden: bool = False, trace: bool = False) -> str:
        """One pose, the main one unless another is named; `hidden` where a text beside it says the same."""
        inside = NAMES_OF_PARTS.sub("", self._inside(self.movement.poses[pose or self.movement.main]))
        arrow = self._arrow() if trace else ""
        return self._svg("fig-still", inside + arrow, 'aria-hidden="true"' if hidden else self._named(lang))

    def strip(self, lang: str) -> str:
        """The named poses beside each other, numbered, for print and for who switched motion off."""
        named = self.movement.named
        cells = [
            f"<li>{self.still(lang, pose.id, hidden=True, trace=pose is named[-1])}"
            f"<span><b>{place}</b> {escape(pose.label[lang])}</span></li>"
            for place, pose in enumerate(named, 1)
        ]
        return f'<ol class="fig-strip">{"".join(cells)}</ol>'

    def keyframes(self) -> str:
        """The style sheet that moves the drawing: one set per part that moves; nothing where less motion is asked."""
        name, total = css_name(self.movement.id), loop_seconds(self.movement)
        made = []
        for part, keys in tracks(self.movement).items():
            rows = "".join(
                f"{number(100 * key.at / total)}%{{transform:{self._transform(part, key.placed, css=True)}}}"
                for key in keys
            )
            made.append(
                f"@keyframes {name}-{part}{{{rows}}}"
                f".f-{name} .b-{part}{{animation:{name}-{part} {number(total)}s linear infinite}}"
            )
        return "".join(made)

    def _svg(self, look: str, inside: str, named: str) -> str:
        box = " ".join(number(value) for value in frame(self.movement.id))
        return f'<svg class="{look}" viewBox="{box}" {named}>{inside}</svg>'

    def _named(self, lang: str) -> str:
        return f'role="img" aria-label="{escape(self.movement.alt[lang])}"'

    def _inside(self, pose: Pose) -> str:
        body = solve(self.movement, pose)
        behind = "".join(self._prop(place, body, front=False) for place in range(len(self.movement.props)))
        before = "".join(self._prop(place, body, front=True) for place in range(len(self.movement.props)))
        return behind + "".join(self._limbs(body)) + before + self._spare(body)

    def _transform(self, part: str, placed: Placed, css: bool = False) -> str:
        x, y, angle = number(placed.x), number(placed.y), number(placed.towards - 90)
        scale = f"scale({placed.scale:.3g},1)" if part in self._stretched else ""
        return (
            f"translate({x}px,{y}px)rotate({angle}deg){scale}" if css else f"translate({x} {y})rotate({angle}){scale}"
        )

    def _at(self, part: str, body: Body) -> str:
        return f'class="b-{part}" transform="{self._transform(part, body.bones[part])}"'

    def _use(self, shape: str, look: str = "") -> str:
        look = f' class="{look}"' if look else ""
        return f'<use href="{self.outlines_at}#{name_of(self.movement.view, shape)}"{look}/>'

    def _limbs(self, body: Body) -> Iterator[str]:
        """Limb by limb, from far to near; what lies over the trunk comes before the near arm."""
        order = self.movement.order or ORDER[self.movement.view]
        glowing = False
        for limb in order:
            if not glowing and limb[0] == "upper_arm_n":
                yield self._trunk_glow(body)
                glowing = True
            if "head" in limb and self.movement.view == "side" and self.movement.bun:
                yield f"<g {self._at('head', body)}>{self._use('bun', 'hair')}</g>"
            yield self._limb(limb, body)
        if not glowing:
            yield self._trunk_glow(body)

    def _limb(self, limb: Sequence[str], body: Body) -> str:
        """First all lines, then all fills: the joints show no seams."""
        parts = [bone for bone in limb if not (self.movement.view == "front" and base_of(bone) == "toe")]
        lines = "".join(f"<g {self._at(bone, body)}>{self._use(base_of(bone))}</g>" for bone in parts)
        fills = "".join(self._fill(bone, body) for bone in parts)
        far = self.movement.view == "side" and limb[-1].endswith("_f")
        return f'<g class="limb{" far" if far else ""}"><g class="ln">{lines}</g>{fills}</g>'

    def _fill(self, bone: str, body: Body) -> str:
        base = base_of(bone)
        extra = "".join(self._extra(bone, base))
        return f"<g {self._at(bone, body)}>{self._use(base, LOOK.get(base, 'skin'))}{extra}</g>"

    def _extra(self, bone: str, base: str) -> Iterator[str]:
        if self.movement.view in ("foot", "top"):
            yield from self._close_marks(bone)
            return
        if base in CLOTHES:
            yield self._use(*CLOTHES[base])
        if base == "head":
            yield self._use("hair", "hair")
            if self.movement.view == "side":
                x, y = skeleton()["head"]["ear"]
                yield f'<circle class="ear" cx="{x}" cy="{y}" r="1.9"/>'
        if base not in UPWARD:
            yield from self._glow(bone, base)

    def _glow(self, bone: str, base: str) -> Iterator[str]:
        for item in self.movement.highlight:
            name, _, side = item.partition(":")
            if muscle(name)["bone"] == base and (not side or bone.endswith(f"_{side}")):
                flip = ' transform="scale(1 -1)"' if self.movement.view == "front" and bone.endswith("_f") else ""
                marks = self._use(name, "hi") + self._use(f"{name}-hatch", "hatch")
                yield f"<g{flip}>{marks}</g>" if flip else marks

    def _trunk_glow(self, body: Body) -> str:
        """What works in seat and trunk lies over the near leg, which would hide it."""
        if self.movement.view in ("foot", "top"):
            return ""
        made = []
        for bone in ("pelvis", "chest"):
            marks = "".join(self._glow(bone, bone))
            if marks:
                made.append(f"<g {self._at(bone, body)}>{marks}</g>")
        return "".join(made)

    def _close_marks(self, bone: str) -> Iterator[str]:
        marks: Mapping[str, str] = skeleton()[self.movement.view].get("on", {})
        for name, at in marks.items():
            if at == bone and name in self.movement.highlight:
                yield self._use(name, "hi") + self._use(f"{name}-hatch", "hatch")
            elif at == bone and name.startswith("line"):
                yield self._use(name, "joint")

    def _prop(self, place: int, body: Body, front: bool) -> str:
        prop = self.movement.props[place]
        if prop.get("front", "on" in prop or "from" in prop) is not front:
            return ""
        if prop["type"] in FLAT and "x0" not in prop:
            start, end = along_floor(self.movement.id, FLAT[prop["type"]])
            prop = {**prop, "x0": start, "x1": end}
        part = prop.get("at") or prop.get("on") or (f"band{place}" if "from" in prop else "")
        return f"<g {self._at(part, body)}>{props.drawn(prop)}</g>" if part else props.drawn(prop)

    def _spare(self, body: Body) -> str:
        """The place to skip: a ring with a slash."""
        spare = self.movement.spare
        if spare is None:
            return ""
        x, y = spare["x"], spare["y"]
        ring = f'<circle cx="{x}" cy="{y}" r="5"/><path d="M{number(x - 3.4)} {number(y - 3.4)}l6.8 6.8"/>'
        return f'<g {self._at(spare["bone"], body)}><g class="spare">{ring}</g></g>'

    def _arrow(self) -> str:
        """The way of one landmark from pose to pose."""
        points = way(self.movement)
        return f'<path class="arrow" d="{_arrow_path(points)}"/>' if points else ""


def _arrow_path(points: Sequence[Point]) -> str:
    tip, towards = points[-1], heading(points[-2], points[-1])
    left, right = step(tip, towards + 150, 5), step(tip, towards - 150, 5)
    line, head = ("M" + "L".join(f"{number(x)} {number(y)}" for x, y in part) for part in (points, (left, tip, right)))
    return line + head


def css_name(name: str) -> str:
    """The name of a movement in a style sheet: a dot there would mean something else."""
    return name.replace(".", "-")


def outline_file() -> str:
    """One SVG with every outline, to be linked by all figures of all pages."""
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{"".join(map(outline_defs, ORDER))}</defs></svg>'


def outline_defs(view: str) -> str:
    """The outlines of one view, for inside a page or a file."""
    return "".join(f'<path id="{name_of(view, shape)}" d="{data}"/>' for shape, data in outlines(view).items())


def standalone(movement: Movement, lang: str, style: str, pose: str = "", trace: bool = False) -> str:
    """A still that needs no page: outlines and style inside, for print and documents; with ``trace`` its arrow."""
    still = Drawing(movement).still(lang, pose, trace=trace)
    head, _, rest = still.partition(">")
    xmlns = head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{xmlns}><style>{style}</style><defs>{outline_defs(movement.view)}</defs>{rest}"
