"""A small log and its days; days with a walk written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from opbouw.core.journey import Journey
from opbouw.core.walk import Ran
from opbouw.forecast.walked import Days, Walked
from tests.core.making import Story


def story(injury: str = "achilles_midportion", **opened: Any) -> Story:
    """An Achilles complaint that a physio named, on the left; 35 km a week at 6:00 is 210 minutes."""
    said = {"side": "left", "severity": "limits_running", "named_by": "physio", "last_run_on": "2026-03-02"}
    made = Story(injury, **{**said, **opened})
    made.add("baseline_set", 0, weekly_km=35, weekly_runs=3, longest_km=14, easy_pace_s_per_km=360)
    return made


def days_of(log: Story, last: int) -> Days:
    """The days from the onset to a day of the story."""
    return Walked(log.events).days(log.on(last))


def with_walk(days: Days, walks: Mapping[int, Mapping[str, Any]]) -> Days:
    """The same days with fields of some walks replaced; each holds from its day on."""
    held: dict[str, Any] = {}
    made: list[Journey] = []
    for number, day in enumerate(days):
        held = held | dict(walks.get(number, {}))
        made.append(replace(day, walk=replace(day.walk, **held)))
    return tuple(made)


def clean_run(on: date, minutes: float, **more: Any) -> Ran:
    """A run that was allowed and went well."""
    good = {"allowed": True, "within_cap": True, "as_shown": True, "clean": True}
    return Ran(**{"on": on, "id": f"run-{on}", "minutes": minutes, "distance_km": None, **good, **more})
