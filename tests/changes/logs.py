"""The logs that two versions decide: every scenario story, the example runner, and virtual runners."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from opbouw.core.events import Event, event_to_dict, parse_event
from opbouw.demo import events as example
from tests.journeys.journey import INJURIES, Runner
from tests.scenarios.story import FOLDER, read_story

EXAMPLES = (date(2026, 3, 2), date(2026, 7, 15), date(2026, 11, 22))
JOURNEY_DAYS = 90
ALL_DAYS_OF_THE_LAST, THEN_EVERY = 21, 5  # a long log: its last weeks whole, before that a day in five


@dataclass(frozen=True, slots=True)
class Case:
    """One log with the days on which it is decided."""

    name: str
    title: str
    events: tuple[Event, ...]

    def days(self) -> list[date]:
        """The days to decide, from the first that something was written down to the last."""
        written = [event.recorded_at.date() for event in self.events]
        first, last = min(written), max(written)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        near = last - timedelta(days=ALL_DAYS_OF_THE_LAST)
        return [day for number, day in enumerate(days) if day > near or number % THEN_EVERY == 0]


def all_cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Every log there is."""
    yield from stories(sorted(folder.glob("*.toml")))
    for on in EXAMPLES:
        events = tuple(parse_event(raw) for raw in example(on))
        yield Case(f"example {on}", f"The example runner up to {on}", events)
    yield from journeys(range(len(INJURIES)))


def stories(paths: Iterable[Path]) -> Iterator[Case]:
    """Scenario stories, the second injury of one as a log of its own; a story that fails is a test that fails."""
    for path in paths:
        try:
            told = read_story(path)
        except AssertionError as problem:
            print(f"left out: the rules of now do not get to the end of {path.stem} ({problem})", file=sys.stderr)
            continue
        yield Case(f"story {told.id}", told.title, tuple(told.story.events))
        if told.also is not None:
            yield Case(f"story {told.id}, second injury", told.title, tuple(told.also.events))


def journeys(seeds: Iterable[int]) -> Iterator[Case]:
    """Virtual runners, one an injury."""
    for seed in seeds:
        runner = Runner(seed)
        lived = runner.live(JOURNEY_DAYS)
        title = f"Virtual runner {seed} ({lived.injury}, {lived.style.replace('_', ' ')})"
        yield Case(f"journey {seed}", title, tuple(runner.daily.told.events))


def write_cases(cases: Iterable[Case], path: Path) -> int:
    """Write logs with their days as JSON Lines, for the dump; gives how many."""
    found = list(cases)
    with path.open("w", encoding="utf-8") as file:
        for case in found:
            raw: dict[str, Any] = {"name": case.name, "title": case.title}
            raw["days"] = [day.isoformat() for day in case.days()]
            raw["events"] = [event_to_dict(event) for event in case.events]
            file.write(json.dumps(raw, ensure_ascii=False) + "\n")
    return len(found)
