"""One episode decided day by day while it is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from opbouw.core.decide import decide_day
from opbouw.core.decision import Decision, Refusal
from opbouw.core.events import Event
from opbouw.core.fold import Fold
from tests.journeys.told import Told


class Daily:
    """A log that grows, with the decision of any day from the last one on."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.told, self.fold = Told(), Fold()
        self.tell(*events)

    def tell(self, *events: Event) -> None:
        """Add what was told now."""
        self.told.tell(*events)
        self.fold.tell(events)

    def decide(self, day: date) -> Decision | Refusal:
        """The decision of a day on all that was told so far."""
        return decide_day(self.fold, day)
