"""A body that has been placed: where each bone and landmark is."""

from dataclasses import dataclass, field

from opbouw.figures.geometry import Point


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a bone or a moving prop is: its joint, its direction, and how much of its length is seen."""

    x: float
    y: float
    towards: float
    scale: float = 1.0


@dataclass(slots=True)
class Body:
    """Bones and moving props, landmarks, and which landmarks were asked to be where."""

    bones: dict[str, Placed] = field(default_factory=dict)
    marks: dict[str, Point] = field(default_factory=dict)
    goals: dict[str, Point] = field(default_factory=dict)
