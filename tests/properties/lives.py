"""Whole random logs: a virtual runner's first months, and anything at all told in between."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st
from hypothesis import target

from opbouw.core.events import Event
from tests.journeys.journey import Runner
from tests.properties.breaking import Log
from tests.properties.following import follow, known_by
from tests.properties.incidents import INCIDENTS, Moment, writer_for

ONSET = date(2026, 3, 2)
SHORTEST_DAYS, LONGEST_DAYS = 60, 110
POOL = 20
STRIDE = 40  # with 37 injuries and 7 styles every third injury comes with another style
FIRST_SEED = int(os.environ.get("PROVE_SEED", "0"))
LAGS = (0, 0, 0, 0, 1, 2, 3, 5)
RECENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class Life:
    """A log, whose it is, and the day on which it is looked at."""

    log: Log
    injury: str
    today: date

    def __repr__(self) -> str:
        return f"{self.injury} on {self.today}, {len(self.log)} events"

    def newest(self, days: int, *types: str) -> list[Event]:
        """Events of some types about the last days."""
        first = self.today - timedelta(days=days)
        return [one for one in self.log if one.type in types and first < one.on <= self.today]


@cache
def lived(seed: int) -> tuple[Log, str, tuple[int, ...]]:
    """The whole log of a virtual runner, once for each process, and the days on which running was allowed."""
    runner = Runner(seed, ONSET)
    running = runner.live(LONGEST_DAYS).running
    log = tuple(runner.daily.told.events)
    follow(log, ONSET + timedelta(days=LONGEST_DAYS))
    days = sorted({(one - ONSET).days for one in running})
    return log, runner.injury, tuple(one for one in days if one >= SHORTEST_DAYS)


INCIDENT = st.tuples(
    st.integers(0, len(INCIDENTS) - 1), st.integers(0, RECENT_DAYS), st.integers(0, 12), st.integers(0, len(LAGS) - 1)
)


@st.composite
def lives(draw: st.DrawFn, most_incidents: int = 8) -> Life:
    """At least 60 days and, but for silent runners, 80 events; ``target`` steers to longer and fuller ones."""
    whole, injury, running = lived(FIRST_SEED + STRIDE * draw(st.integers(0, POOL - 1)))
    # most often a day with running, for there is most to lose; and often nothing else in the way of it
    anything = st.integers(SHORTEST_DAYS, LONGEST_DAYS)
    days = draw(st.sampled_from(running) | st.sampled_from(running) | anything if running else anything)
    most = draw(st.sampled_from([0, 0, 1, 2, most_incidents]))
    writer = writer_for(whole)
    for kind, back, row, late in draw(st.lists(INCIDENT, max_size=most)):
        INCIDENTS[kind](Moment(writer, whole, injury, days - back, row, LAGS[late]))
    today = ONSET + timedelta(days=days)
    log = known_by((*whole, *(event for _, event in writer.due)), today)
    return Life(log, injury, today)


def steer(life: Life) -> None:
    """Steer the search to longer and fuller logs."""
    target(float(len(life.log)), label="events")
    target(float((life.today - ONSET).days), label="days")
