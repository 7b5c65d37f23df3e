"""Recordings put together by activity: the likeliest pairs first, and what the runner said before anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Generic

from opbouw.activities.likeness import MOST_ZONES_S, ORDER, Likeness, Recorded, Recording, likeness

# Nothing further apart can be one activity: the most that zones differ, and the slack of a clock.
WINDOW = timedelta(seconds=MOST_ZONES_S + 600)

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What the runner said about recordings (their ids): two activities, or one, or that it was a walk."""

    apart: frozenset[Pair] = frozenset()
    together: frozenset[Pair] = frozenset()
    sports: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group(Generic[Recorded]):
    """Recordings of one activity, the first begun first, and how each pair that joined them was seen."""

    recordings: tuple[Recorded, ...]
    seen: tuple[tuple[str, str, Likeness], ...] = field(default=())


def grouped(found: Iterable[Recorded], said: Said | None = None) -> list[Group[Recorded]]:
    """Every recording in one group, the groups in order of time; alone in it when nothing is like it."""
    said = said or Said()
    ordered = sorted(found, key=_in_time)
    joining = _Joining(ordered, said)
    for edge in sorted(_edges(ordered, said), key=_likeliest_first):
        joining.join(edge)
    return joining.groups()


def _in_time(one: Recording) -> tuple[datetime, str]:
    """By start; a recording of which only the day is known at the end of its day, one without any at the very end."""
    if one.start is not None:
        return one.start, one.id
    if one.local_date is None:
        return datetime.max.replace(tzinfo=UTC), one.id
    return datetime.combine(one.local_date, time.max, UTC), one.id


Edge = tuple[int, int, Likeness]


def _edges(ordered: Sequence[Recorded], said: Said) -> Iterator[Edge]:
    """Pairs that are like each other, as places in the order of time."""
    for at, other in (*_near_in_time(ordered), *_of_one_day(ordered)):
        like = _alike(ordered[at], ordered[other], said)
        if like is not None:
            yield at, other, like
    places = {one.id: at for at, one in enumerate(ordered)}
    for pair in said.together:
        if len(pair) == 2 and pair <= places.keys():
            at, other = sorted(places[name] for name in pair)
            yield at, other, Likeness("told", 1.0)


def _alike(one: Recorded, other: Recorded, said: Said) -> Likeness | None:
    """How they are alike by what their files call them, or else by what the runner calls them."""
    found = likeness(one, other)
    if found is None and (one.id in said.sports or other.id in said.sports):
        found = likeness(_as_said(one, said), _as_said(other, said))
    return found


def _as_said(one: Recorded, said: Said) -> Recorded:
    return replace(one, sport=said.sports.get(one.id, one.sport))  # type: ignore[type-var] # both kinds are dataclasses


def _near_in_time(ordered: Sequence[Recorded]) -> Iterator[tuple[int, int]]:
    timed = [(at, one.start) for at, one in enumerate(ordered) if one.start is not None]
    for place, (at, start) in enumerate(timed):
        for other, later in timed[place + 1 :]:
            if later - start > WINDOW:
                break
            yield at, other


def _of_one_day(ordered: Sequence[Recorded]) -> Iterator[tuple[int, int]]:
    """Each recording of which only the day is known, with every other of that day."""
    by_day: dict[date, list[int]] = {}
    for at, one in enumerate(ordered):
        if one.local_date is not None:
            by_day.setdefault(one.local_date, []).append(at)
    for members in by_day.values():
        for at, other in combinations(members, 2):
            if ordered[at].start is None or ordered[other].start is None:
                yield at, other


def _likeliest_first(edge: Edge) -> tuple[int, float, int, int]:
    at, other, like = edge
    return ORDER.index(like.how), -like.strength, at, other


class _Joining(Generic[Recorded]):
    """Groups as they grow. A group has one whole, its longest recording: what joins is like it or of its course."""

    def __init__(self, ordered: Sequence[Recorded], said: Said) -> None:
        self._ordered, self._said = ordered, said
        self._of = {at: [at] for at in range(len(ordered))}
        self._seen: dict[int, list[Edge]] = {at: [] for at in range(len(ordered))}

    def join(self, edge: Edge) -> None:
        at, other, like = edge
        first, second = self._of[at], self._of[other]
        if first is second or not self._may(first, second, like):
            return
        members, seen = [*first, *second], [*self._seen[at], *self._seen[other], edge]
        for member in members:
            self._of[member], self._seen[member] = members, seen

    def _may(self, first: Sequence[int], second: Sequence[int], like: Likeness) -> bool:
        pairs = [(self._ordered[at], self._ordered[other]) for at in first for other in second]
        if any(frozenset((one.id, other.id)) in self._said.apart for one, other in pairs):
            return False
        if like.how == "told":
            return True
        if any(_two_rows_of_one_log(one, other) for one, other in pairs):
            return False
        return like.proven or _alike(self._whole(first), self._whole(second), self._said) is not None

    def _whole(self, members: Sequence[int]) -> Recorded:
        """The longest by the clock; one that tells its time before one that only tells its day."""
        return max((self._ordered[at] for at in members), key=lambda one: (_seconds(one), one.id))

    def groups(self) -> list[Group[Recorded]]:
        found = []
        for first in range(len(self._ordered)):
            members = sorted(self._of[first])
            if members[0] == first:
                told = [(self._ordered[at].id, self._ordered[other].id, like) for at, other, like in self._seen[first]]
                found.append(Group(tuple(self._ordered[at] for at in members), tuple(told)))
        return found


def _seconds(one: Recording) -> float:
    return (one.end - one.start).total_seconds() if one.start is not None and one.end is not None else -1.0


def _two_rows_of_one_log(a: Recording, b: Recording) -> bool:
    return a.file_hash == b.file_hash and a.start is None and b.start is None
