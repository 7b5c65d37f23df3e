"""A case, a walk and a day made by hand for the parts of the core that take them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from opbouw.core.case import Case, read_case
from opbouw.core.criteria import Standing
from opbouw.core.gates import status_of
from opbouw.core.journey import walk_the_road
from opbouw.core.ladder import Steps
from opbouw.core.log import read_log
from opbouw.core.onward import standing
from opbouw.core.programme import steps_for
from opbouw.core.walk import Day, Ran, Walk
from opbouw.evidence import tables
from tests.core.making import Story


def case_of(story: Story, day: int = 0) -> Case:
    """The story as a case on a day."""
    return read_case(read_log(story.events, story.on(day)))


def case_for(injury: str, day: int = 0, **opened: Any) -> Case:
    """A case of an injury with nothing but its opening."""
    return case_of(Story(injury, **opened), day)


def ran(on: date, minutes: float, **said: Any) -> Ran:
    """A run that was allowed, within its cap and clean, but for what is said."""
    return Ran(on=on, id=f"{on}", minutes=minutes, distance_km=None, **{"allowed": True, "within_cap": True,
               "as_shown": True, "clean": True} | said)  # fmt: skip


def rebuilding(
    case: Case, ladder: str, runs: Iterable[Ran] = (), index: int = 0, days_ago: int = 60, **more: Any
) -> tuple[Walk, Day]:
    """A walk in rebuilding with the runs given, and its day."""
    journey = walk_the_road(case)
    steps: Steps = steps_for(case, ladder)
    began = case.today - timedelta(days=days_ago)
    walk = replace(
        journey.walk,
        phase="rebuild",
        since=began,
        rebuild_on=began,
        steps=steps,
        index=index,
        first_done=True,
        ran=tuple(runs),
        usual=0.0,
        **more,
    )
    return walk, journey.at


def standing_on(story: Story, day: int, phase: str = "strengthen") -> tuple[Case, Standing]:
    """What the gates look at on a day, in the phase given from the onset on."""
    case = case_of(story, day)
    journey = walk_the_road(case)
    walk = replace(journey.walk, phase=phase, since=story.onset, tests_from=story.onset)  # type: ignore[arg-type]
    return case, standing(case, walk, journey.at)


def status(story: Story, criterion: str, day: int) -> tuple[str, float | None]:
    """Status and value of one criterion on a day."""
    case, at = standing_on(story, day)
    found = status_of(case, tables.criteria[criterion], at)
    return found.status, found.value
