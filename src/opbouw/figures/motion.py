"""The movement in time: the seconds of the dose, what lies between the poses, and which moments are worth keeping."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from opbouw.evidence import tables
from opbouw.figures.body import Body, Placed
from opbouw.figures.geometry import turned
from opbouw.figures.pose import FigureError, Movement, Pose
from opbouw.figures.solve import BAND, solve

SAMPLES = 10  # of each movement between two poses
LONGEST_HOLD_S = 10.0  # a longer hold is shown shortened: the words tell the seconds
SHOWN_HOLD_S = 4.0
TOLERANCE = 0.5  # units and degrees a kept moment may differ from the movement itself


@dataclass(frozen=True, slots=True)
class Moment:
    """A pose at a time, in seconds from the start of the loop."""

    at: float
    pose: Pose


@dataclass(frozen=True, slots=True)
class Key:
    """Where one bone is at a time of the loop."""

    at: float
    placed: Placed


def dose_seconds(exercise: str) -> Mapping[str, float]:
    """Seconds of the words ``down``, ``hold`` and ``up`` of an exercise's dose; a long hold is shortened.

    A readiness test has no dose, so its figure says its own seconds.
    """
    row = tables.exercises.get(exercise)
    if row is None:
        return {}
    counted = re.fullmatch(r"(\d+)-(\d+)-(\d+)", row.tempo_down_hold_up)
    if counted:
        return dict(zip(("down", "hold", "up"), map(float, counted.groups()), strict=True))
    held = float(row.hold_s or 0)
    return {"hold": held if held <= LONGEST_HOLD_S else SHOWN_HOLD_S} if held else {}


def moments(movement: Movement) -> tuple[Moment, ...]:
    """One loop, sampled; the first and the last moment are the same pose."""
    made, now, last = [], 0.0, movement.poses[movement.sequence[0].pose]
    made.append(Moment(now, last))
    for turn in movement.sequence:
        pose, moving = movement.poses[turn.pose], _seconds(movement, turn.move)
        if moving:
            for count in range(1, SAMPLES + 1):
                part = count / SAMPLES
                made.append(Moment(now + moving * part, between(last, pose, part if turn.even else eased(part))))
            now += moving
        held = _seconds(movement, turn.hold)
        if held:
            now += held
            made.append(Moment(now, pose))
        last = pose
    return tuple(made)


def loop_seconds(movement: Movement) -> float:
    """How long one loop takes."""
    return moments(movement)[-1].at


def _seconds(movement: Movement, said: float | str) -> float:
    if not isinstance(said, str):
        return float(said)
    found = dose_seconds(movement.exercise)
    if said not in found:
        raise FigureError(f"{movement.id}: the dose of {movement.exercise} has no {said!r}")
    return found[said]


def eased(part: float) -> float:
    """Slow at both ends: 0 to 1."""
    return part * part * (3 - 2 * part)


def between(first: Pose, second: Pose, part: float) -> Pose:
    """The pose at this part of the way."""
    numbers = {key: value + (second.numbers[key] - value) * part for key, value in first.numbers.items()}
    points = {
        key: (x + (second.points[key][0] - x) * part, y + (second.points[key][1] - y) * part)
        for key, (x, y) in first.points.items()
    }
    return Pose(second.id, {}, numbers, points)


def bodies(movement: Movement) -> tuple[tuple[float, Body], ...]:
    """The solved figure at every moment of the loop."""
    return tuple((moment.at, solve(movement, moment.pose)) for moment in moments(movement))


def tracks(movement: Movement) -> Mapping[str, tuple[Key, ...]]:
    """The kept moments of each bone that moves."""
    found: dict[str, list[Key]] = {}
    for at, body in bodies(movement):
        for name, placed in body.bones.items():
            keys = found.setdefault(name, [])
            keys.append(Key(at, _onwards(keys[-1].placed if keys else placed, placed)))
    return {name: thinned(keys) for name, keys in found.items() if _moves(keys)}


def _onwards(before: Placed, now: Placed) -> Placed:
    """The same place, its direction counted on from the one before: no spinning back through 360."""
    return Placed(now.x, now.y, before.towards + turned(now.towards - before.towards), now.scale)


def _values(placed: Placed) -> tuple[float, float, float, float]:
    return placed.x, placed.y, placed.towards, placed.scale * BAND


def _moves(keys: Sequence[Key]) -> bool:
    rows = [_values(key.placed) for key in keys]
    return any(max(column) - min(column) >= 0.2 for column in zip(*rows, strict=True))


def thinned(keys: Sequence[Key]) -> tuple[Key, ...]:
    """Without the moments that lie on a straight line between those that are kept."""
    kept = {0, len(keys) - 1}
    spans = [(0, len(keys) - 1)]
    while spans:
        first, last = spans.pop()
        worst, place = max(((_error(keys, first, at, last), at) for at in range(first + 1, last)), default=(0.0, 0))
        if worst > TOLERANCE:
            kept.add(place)
            spans += [(first, place), (place, last)]
    return tuple(keys[place] for place in sorted(kept))


def _error(keys: Sequence[Key], first: int, at: int, last: int) -> float:
    start, here, end = keys[first], keys[at], keys[last]
    part = (here.at - start.at) / (end.at - start.at)
    rows = zip(_values(start.placed), _values(here.placed), _values(end.placed), strict=True)
    return max(abs(now - (a + (b - a) * part)) for a, now, b in rows)
