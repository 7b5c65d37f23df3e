"""All that the page of progress draws, read once from the days that were walked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.core.journey import Journey
from opbouw.forecast.curves import Curves, curves_of
from opbouw.forecast.moves import Move, moves_of, step_of
from opbouw.forecast.reactions import Reactions, reactions_of
from opbouw.forecast.sides import Sides, sides_of
from opbouw.forecast.weeks import Week, weeks_of

ENOUGH_DAYS = 14  # interface.md 6.7: fewer than 14 days is too little to draw


@dataclass(frozen=True, slots=True)
class Progress:
    """An episode in pictures on one day."""

    on: date
    onset: date
    opened: date
    enough_from: date
    curves: Curves
    reactions: Reactions
    weeks: tuple[Week, ...]
    sides: tuple[Sides, ...]
    moves: tuple[Move, ...]
    step: int | None

    @property
    def enough(self) -> bool:
        """Whether enough days were told to draw them."""
        return self.on >= self.enough_from


def progress_of(days: Sequence[Journey]) -> Progress:
    """The pictures of the days of an episode, the last one today."""
    case = days[-1].case
    opened = case.log.opened.on
    return Progress(
        on=days[-1].at.on,
        onset=case.onset,
        opened=opened,
        enough_from=opened + timedelta(days=ENOUGH_DAYS),
        curves=curves_of(days),
        reactions=reactions_of(days),
        weeks=weeks_of(days),
        sides=sides_of(days[-1]),
        moves=moves_of(days),
        step=step_of(days[-1]),
    )
