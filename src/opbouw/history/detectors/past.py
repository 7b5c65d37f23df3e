"""What a detector may look at: the running before onset and nothing after it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from opbouw.history.beside import NOTHING, Beside
from opbouw.history.days import HasFacts, Run, Week, first_day, runs_before, weeks_of
from opbouw.history.gaps import Layoff, layoffs_of
from opbouw.history.params import param


@dataclass(frozen=True, slots=True)
class Past:
    """Everything before onset a detector may look at; ``begin`` is the first day the archive says anything about."""

    onset: date
    runs: tuple[Run, ...]
    weeks: tuple[Week, ...]
    layoffs: tuple[Layoff, ...]
    begin: date | None = None
    beside: Beside = NOTHING

    @property
    def covered_days(self) -> int:
        """Days from the first run to onset."""
        return (self.onset - self.runs[0].on).days if self.runs else 0

    @property
    def weeks_known(self) -> int:
        """Weeks with data in the half year before onset."""
        return len(weeks_of(self.runs, self.begin, self.onset, param("coverage_weeks")))

    def at(self, day: date) -> Past:
        """The past as it was on an earlier day, had the complaint begun then."""
        return _past(self.runs[: bisect_left(self.runs, day, key=_on)], day, self.begin, self.beside)

    def between(self, first: int, last: int) -> list[Run]:
        """Runs from ``first`` to ``last`` days before onset, the higher number first."""
        low = bisect_left(self.runs, self.onset - timedelta(first), key=_on)
        high = bisect_left(self.runs, self.onset - timedelta(last - 1), key=_on)
        return list(self.runs[low:high])

    def recent(self) -> list[Run]:
        """Runs of the four weeks before onset."""
        return self.between(param("recent_days"), 1)

    def before(self) -> list[Run]:
        """Runs of the eight weeks before those; back from a pause in the meantime, of the eight weeks before it."""
        recent, days = int(param("recent_days")), int(param("before_days"))
        back = self.comeback()
        if back is not None and back.next_run and (self.onset - back.next_run).days < recent + days // 2:
            recent = (self.onset - back.last_run).days - 1
        return self.between(recent + days, recent + 1)

    def earlier(self) -> tuple[Run, ...]:
        """All runs before those four weeks."""
        return self.runs[: bisect_left(self.runs, self.onset - timedelta(int(param("recent_days"))), key=_on)]

    def comeback(self) -> Layoff | None:
        """The last pause that ended in the weeks before onset, if any."""
        window = param("layoff_window_days")
        ended = [gap for gap in self.layoffs if gap.next_run and (self.onset - gap.next_run).days <= window]
        return ended[-1] if ended else None


def past_of(facts: Iterable[HasFacts], onset: date, beside: Beside = NOTHING) -> Past:
    """The past of an archive before ``onset``."""
    kept = list(facts)
    return _past(runs_before(kept, onset), onset, first_day(kept), beside)


def _past(runs: tuple[Run, ...], onset: date, begin: date | None, beside: Beside) -> Past:
    weeks = weeks_of(runs, begin, onset, param("usual_weeks"))
    return Past(onset, runs, weeks, layoffs_of(runs, onset), begin, beside.until(onset))


def _on(run: Run) -> date:
    return run.on


def percent_more(ratio: float) -> int:
    """A ratio as whole percent above one."""
    return round((ratio - 1) * 100)
