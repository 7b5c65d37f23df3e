"""What a detector may look at: the running before onset and nothing after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opbouw.history.days import Run, Week
from opbouw.history.gaps import Layoff
from opbouw.history.params import param


@dataclass(frozen=True, slots=True)
class Past:
    """Everything before onset a detector may look at."""

    onset: date
    runs: tuple[Run, ...]
    weeks: tuple[Week, ...]
    layoffs: tuple[Layoff, ...]

    def recent(self) -> list[Run]:
        """Runs of the four weeks before onset."""
        return [run for run in self.runs if (self.onset - run.on).days <= param("recent_days")]

    def before(self) -> list[Run]:
        """Runs of the eight weeks before those."""
        far = param("recent_days") + param("before_days")
        return [run for run in self.runs if param("recent_days") < (self.onset - run.on).days <= far]


def percent_more(ratio: float) -> int:
    """A ratio as whole percent above one."""
    return round((ratio - 1) * 100)
