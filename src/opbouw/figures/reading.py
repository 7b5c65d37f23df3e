"""Reads the pose files, and says which one is wrong and how.

A file names the movement it is ``like`` (only what differs is written), the ``start`` positions it is built on, its
poses and their sequence. `docs/figures.md` tells every key.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from opbouw.figures.geometry import Point
from opbouw.figures.pose import LANGUAGES, VIEWS, FigureError, Movement, Pose, Trace, Turn

TOLD = ("id", "label_nl", "label_en", "pin_point")  # of a pose; all else places the body
NEEDED = ("view", "main", "alt_nl", "alt_en", "pose", "sequence")


@cache
def names() -> tuple[str, ...]:
    """Names of all pose files: an exercise id, or that and the side it is seen from (``clam.top``)."""
    folder = resources.files("opbouw.figures").joinpath("data", "poses")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def movement(name: str) -> Movement:
    """One movement by the name of its file.

    :raises FigureError: says which file, what is wrong there, and what is expected.
    """
    raw = _merged(name)
    missing = [key for key in NEEDED if not raw.get(key)]
    if missing:
        raise FigureError(f"{name}: {', '.join(missing)} missing")
    if raw["view"] not in VIEWS:
        raise FigureError(f"{name}: view is {raw['view']!r}, expected one of {', '.join(VIEWS)}")
    shared = _shared(name, raw)
    poses = _poses(name, raw, shared)
    sequence = tuple(Turn(**turn) for turn in raw["sequence"])
    _check_sequence(name, raw["main"], poses, sequence)
    return Movement(
        id=name,
        exercise=name.partition(".")[0],
        view=raw["view"],
        viewbox=tuple(raw.get("viewbox", ())),
        main=raw["main"],
        alt={lang: raw[f"alt_{lang}"] for lang in LANGUAGES},
        poses=poses,
        sequence=sequence,
        pin_point=shared.get("pin_point", ""),
        highlight=tuple(raw.get("highlight", ())),
        props=_props(raw),
        spare=raw.get("spare"),
        order=tuple(tuple(limb) for limb in raw.get("order", ())),
        slides=tuple(raw.get("slides", ())),
        works=raw.get("works", "right"),
        presses=raw.get("presses", False),
        close=tuple(raw.get("close", ())),
        trace=_trace(name, raw.get("trace"), poses),
        bun=raw.get("bun", True),
        reviewed_by=raw.get("reviewed_by", ""),
        reviewed_on=raw.get("reviewed_on", ""),
        family=raw["family"],
    )


@cache
def _read(name: str) -> Mapping[str, Any]:
    place = resources.files("opbouw.figures").joinpath("data", *f"{name}.toml".split("/"))
    try:
        return MappingProxyType(tomllib.loads(place.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise FigureError(f"{name}: there is no such pose file") from None
    except tomllib.TOMLDecodeError as problem:
        raise FigureError(f"{name}: not a TOML file: {problem}") from problem


def _merged(name: str) -> dict[str, Any]:
    """A file over the one it is like; poses and what they share are laid over by key."""
    own = dict(_read(f"poses/{name}"))
    if "like" not in own:
        return {**own, "family": name}
    below = _merged(own.pop("like"))
    base = {**below.get("base", {}), **own.pop("base", {})}
    laid = {**below, **own, "base": base, "start": [*below.get("start", ()), *own.get("start", ())]}
    if "each" in own:  # what differs, by pose
        laid["pose"] = [{**pose, **own["each"].get(pose["id"], {})} for pose in below["pose"]]
    return laid


def _shared(name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What all poses have in common: the positions the movement is built on, and its own base."""
    starts = _read("starts")
    shared: dict[str, Any] = {}
    for start in raw.get("start", ()):
        if start not in starts:
            raise FigureError(f"{name}: start {start!r} is not in starts.toml")
        shared |= starts[start]
    shared |= raw.get("base", {})
    return shared


def _poses(name: str, raw: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Pose]:
    made = {one["id"]: _pose(name, {**shared, **one}) for one in raw["pose"]}
    numbers = sorted({key for pose in made.values() for key in pose.numbers})
    return {one: _whole(name, pose, numbers, made.values()) for one, pose in made.items()}


def _pose(name: str, values: Mapping[str, Any]) -> Pose:
    numbers: dict[str, float] = {}
    points: dict[str, Point] = {}
    for key, value in values.items():
        if key in TOLD or value is False:  # false takes back what a start or a parent said
            continue
        if isinstance(value, list) and len(value) == 2:
            points[key] = (float(value[0]), float(value[1]))
        elif isinstance(value, int | float):
            numbers[key] = float(value)
        else:
            raise FigureError(f"{name}: {key} of pose {values['id']} is neither a number nor a place")
    label = {lang: values[f"label_{lang}"] for lang in LANGUAGES if f"label_{lang}" in values}
    if label and len(label) != len(LANGUAGES):
        raise FigureError(f"{name}: pose {values['id']} has a label in one language only")
    return Pose(values["id"], label, numbers, points)


def _whole(name: str, pose: Pose, numbers: list[str], poses: Iterable[Pose]) -> Pose:
    """Every pose says the same things, so that all between them is known; an angle that is not said is 0."""
    for other in poses:
        lacking = sorted(set(other.points) - set(pose.points))
        if lacking:
            raise FigureError(f"{name}: pose {pose.id} lacks {', '.join(lacking)}, which pose {other.id} has")
    world = [key for key in numbers if key.startswith(("foot_", "hand_")) and key not in pose.numbers]
    if world:
        raise FigureError(f"{name}: pose {pose.id} lacks {', '.join(world)}, which another pose has")
    short = {key: 1.0 if key.startswith(("short_", "bend_")) else 0.0 for key in numbers}
    return Pose(pose.id, pose.label, {**short, **pose.numbers}, pose.points)


def _check_sequence(name: str, main: str, poses: Mapping[str, Pose], sequence: tuple[Turn, ...]) -> None:
    unknown = {turn.pose for turn in sequence} | {main}
    if unknown - set(poses):
        raise FigureError(f"{name}: no pose {', '.join(sorted(unknown - set(poses)))}")
    if not _same(poses[sequence[0].pose], poses[sequence[-1].pose]):
        raise FigureError(f"{name}: the sequence must end where it began")


def _props(raw: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """What is needed; under every figure lies a floor, unless it is told otherwise."""
    props = tuple(raw.get("prop", ()))
    floor = raw.get("floor", raw["view"] != "top") and not any(prop["type"] == "floor" for prop in props)
    return ({"type": "floor"}, *props) if floor else props


def _same(first: Pose, last: Pose) -> bool:
    """Whether a loop can go on from one to the other: what turns may have gone round, what walks may have come on."""
    numbers = all(
        (value - last.numbers[key]) % 360 == 0 if key.endswith("_turn") else value == last.numbers[key]
        for key, value in first.numbers.items()
    )
    return numbers and all(value == last.points[key] for key, value in first.points.items() if key != "ground")


def _trace(name: str, raw: Mapping[str, Any] | None, poses: Mapping[str, Pose]) -> Trace | None:
    if raw is None:
        return None
    if {raw["from"], raw["to"]} - set(poses):
        raise FigureError(f"{name}: the trace goes from or to a pose that is not there")
    x, y = raw["offset"]
    wide, high = raw.get("round", (0, 0))
    return Trace(raw["point"], raw["from"], raw["to"], (float(x), float(y)), (wide, high) if wide else None)
