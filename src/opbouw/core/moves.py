"""Sessions the runner moved to another day: the planner follows where its rules let it, and makes no more of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.diary import days_between
from opbouw.core.events import SessionMoved

MOST_DAYS = 6  # derived: a plan is seven days long
KIND_OF = {"walk": "cross"}  # a walk is planned as cross-training


@dataclass(frozen=True, slots=True)
class Moves:
    """What the runner last said of each day for one kind of work: wanted there, or not."""

    said: Mapping[date, bool] = field(default_factory=dict)

    def wants(self, day: date) -> bool:
        """Whether a session was moved to this day."""
        return self.said.get(day) is True

    def leaves(self, day: date) -> bool:
        """Whether a session was moved away from this day, to a later one."""
        return self.said.get(day) is False


def moves_of(case: Case, kind: str) -> Moves:
    """The moves of one kind of session; the newest word about a day counts.

    A session that moves to a later day leaves every day before that one; one that moves to an earlier day keeps its
    own, for when the earlier day does not have room.
    """
    said: dict[date, bool] = {}
    for move in moves(case):
        if move.kind == KIND_OF.get(kind, kind):
            first, last = sorted((move.from_on, move.to_on))
            said = {day: word for day, word in said.items() if not first <= day <= last}
            said |= dict.fromkeys(days_between(move.from_on, move.to_on - timedelta(days=1)), False)
            said[move.to_on] = True
    return Moves(said)


def moves(case: Case) -> tuple[SessionMoved, ...]:
    """All moves that can be followed, in the order they were said; further than a plan is long is none."""
    told = (*(move for _, move in case.log.of(SessionMoved)), *case.tried)
    return tuple(one for one in told if 0 < abs((one.to_on - one.from_on).days) <= MOST_DAYS)
