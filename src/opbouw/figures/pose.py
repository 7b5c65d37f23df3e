"""A movement as data: its poses, the order they come in, what is needed beside the body, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from opbouw.figures.geometry import Point

LANGUAGES = ("nl", "en")
VIEWS = ("side", "front", "foot", "top")


class FigureError(ValueError):
    """A pose file that does not say what it should, or asks of a body what none can do."""


@dataclass(frozen=True, slots=True)
class Pose:
    """One position: angles in degrees and lengths as numbers, places as points, and what it is called in the strip."""

    id: str
    label: Mapping[str, str]
    numbers: Mapping[str, float]
    points: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class Turn:
    """One part of the loop: `move` to reach the pose and `hold` there, in seconds or as a word of the dose.

    A movement is slow at both ends; `even` keeps one pace, as of the ground under a walker.
    """

    pose: str
    move: float | str = 0.0
    hold: float | str = 0.0
    even: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """The landmark whose way from one pose to another is the arrow of the strip; ``round`` (half width and height of
    the circle as it is seen from this side) where it goes around instead."""

    point: str
    start: str
    end: str
    offset: Point
    round: Point | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """One exercise or readiness test as it is drawn, from one side."""

    id: str
    exercise: str
    view: str
    viewbox: tuple[float, ...]
    main: str
    alt: Mapping[str, str]
    poses: Mapping[str, Pose]
    sequence: tuple[Turn, ...]
    pin_point: str = ""
    highlight: tuple[str, ...] = ()
    props: tuple[Mapping[str, Any], ...] = ()
    spare: Mapping[str, Any] | None = None
    order: tuple[tuple[str, ...], ...] = ()
    slides: tuple[str, ...] = ()
    works: str = "right"  # the side that works as it is drawn; for the other side it is mirrored
    presses: bool = False  # what is marked is pressed, and need not be felt
    close: tuple[str, ...] = ()  # of a close-up: the landmarks that must be in the picture
    trace: Trace | None = None
    bun: bool = True
    reviewed_by: str = ""
    reviewed_on: str = ""
    family: str = field(default="")

    @property
    def named(self) -> tuple[Pose, ...]:
        """The poses of the strip, in their order."""
        return tuple(pose for pose in self.poses.values() if pose.label)

    def mirrored_for(self, side: str | None) -> bool:
        """Whether it must be mirrored to show a side: when that is not the one that works as it is drawn."""
        return side in ("left", "right") and side != self.works
