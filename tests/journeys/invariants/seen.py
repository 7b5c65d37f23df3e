"""One day as a check looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from opbouw.core.decision import Decision, Refusal, Session
from tests.journeys.told import Told

Answer = Decision | Refusal


@dataclass(frozen=True, slots=True)
class Seen:
    """One day: its decision, the one before, and all that was told by then."""

    was: Decision | None
    now: Decision
    told: Told

    @property
    def next_day(self) -> bool:
        """Whether the decision before is that of the day before."""
        return self.was is not None and (self.now.on - self.was.on).days == 1

    @property
    def runs(self) -> list[Session]:
        """Planned runs of the week."""
        return [one for one in self.now.week if one.kind == "run"]

    @property
    def run_today(self) -> float:
        """Run minutes of today's plan."""
        return sum(one.run_minutes or 0 for one in self.now.today if one.kind == "run")


Check = Callable[[Seen], Iterator[str]]
