"""Another day for a session: what the week becomes on each day it could move to, or why it does not go there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from opbouw.core.decision import Reason, Session
from opbouw.core.events import Event, SessionMoved
from opbouw.core.fold import Fold
from opbouw.core.journey import Journey
from opbouw.core.log import LogRefused
from opbouw.core.moves import KIND_OF, MOST_DAYS
from opbouw.core.past import trained_on
from opbouw.core.permit import away_on
from opbouw.core.reasons import reason
from opbouw.core.schedule import DAYS, STRENGTH_APART_DAYS
from opbouw.core.times import minutes_on
from opbouw.core.together import decide_together
from opbouw.core.walk import Walk


@dataclass(frozen=True, slots=True)
class Choice:
    """One day for a session: the week as it becomes, or why it does not go there."""

    day: date
    week: tuple[Session, ...] = ()
    why_not: Reason | None = None

    @property
    def open(self) -> bool:
        """Whether the session can move there."""
        return self.why_not is None


def choices(logs: Sequence[Iterable[Event]], today: date, kind: str, from_on: date) -> tuple[Choice, ...]:
    """The days of the week a planned session can move to, its own left out; none when it is not planned.

    :param logs: one log an injury: the week is one for all of them.
    :param kind: the kind of the session: run, strength, cross, walk or mobility.
    :param from_on: the day it stands on now.
    """
    try:
        journeys = [Fold(log).journey(today) for log in logs]
    except LogRefused:
        return ()
    week = decide_together(journeys)[0].week
    if not any(one.on == from_on and one.kind == kind for one in week):
        return ()
    days = (today + timedelta(days=n) for n in range(DAYS))
    near = (day for day in days if 0 < abs((day - from_on).days) <= MOST_DAYS)
    return tuple(_choice(journeys, week, SessionMoved(KIND_OF.get(kind, kind), from_on, day)) for day in near)


def _choice(journeys: list[Journey], week: tuple[Session, ...], move: SessionMoved) -> Choice:
    tried = [replace(one, case=replace(one.case, tried=(move,))) for one in journeys]
    becomes = decide_together(tried)[0].week
    stood, stands = _days(week, move.kind), _days(becomes, move.kind)
    left = not any(move.from_on <= day < move.to_on for day in stands) and move.from_on not in stands
    if move.to_on in stands - stood and left:
        return Choice(move.to_on, becomes)
    return Choice(move.to_on, why_not=reason(_why_not(journeys, week, move)))


def _days(week: Iterable[Session], kind: str) -> set[date]:
    return {one.on for one in week if KIND_OF.get(one.kind, one.kind) == kind}


def _why_not(journeys: list[Journey], week: tuple[Session, ...], move: SessionMoved) -> str:
    """The first rule that keeps the session from that day, in words a runner knows."""
    day = move.to_on
    if day in _days(week, move.kind):
        return "move_stands"
    others = [one for one in week if one.on != move.from_on or KIND_OF.get(one.kind, one.kind) != move.kind]
    if any(away_on(one.case, day) for one in journeys):
        return "move_away"
    if any(minutes_on(one.case, day) <= 0 for one in journeys):
        return "move_no_time"
    runs = {one.on for one in others if one.kind == "run"} | _ran([one.walk for one in journeys])
    if move.kind in ("run", "strength") and any(day + timedelta(days=n) in runs for n in (-1, 1)):
        return "move_beside_run"
    strong = {one.on for one in others if one.kind == "strength"}
    if move.kind == "strength" and any(0 <= abs((day - one).days) < STRENGTH_APART_DAYS for one in strong):
        return "move_beside_strength"
    if any(one.on == day for one in others) or _trained(journeys, day):
        return "move_taken"
    return "move_no_room"


def _ran(walks: Iterable[Walk]) -> set[date]:
    return {run.on for walk in walks for run in walk.ran}


def _trained(journeys: Iterable[Journey], day: date) -> bool:
    return any(trained_on(one.case, day, day) for one in journeys)
