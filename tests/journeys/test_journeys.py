"""Virtual runners live half a year; on every day every invariant that one log can show holds."""

from __future__ import annotations

import os

import pytest

from tests.journeys.invariants import CHECKS
from tests.journeys.journey import DAYS, INJURIES, Runner
from tests.journeys.runners import STYLES

RUNNERS = 518  # each of the 37 injuries with each of the 7 styles, twice
PARTS = 37
MORE = {"search": 5, "quick": 0.15}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 1)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_day_of_any_journey_breaks_an_invariant(part: int) -> None:
    found = []
    for seed in range(part, int(RUNNERS * MORE), PARTS):
        lived = Runner(seed).live(DAYS)
        assert lived.days == DAYS + 1
        found += [f"{seed} {lived.injury} {lived.style} {on}: {what}" for on, what in lived.breaches]
    assert found == []


def test_a_journey_is_the_same_every_time() -> None:
    one, other = Runner(5), Runner(5)
    one.live(30)
    other.live(30)
    assert one.daily.told.events == other.daily.told.events


def test_the_runners_cover_every_injury_and_style_twice() -> None:
    runners = [Runner(seed) for seed in range(RUNNERS)]
    assert {(one.injury, one.style.name) for one in runners} == {(i, s.name) for i in INJURIES for s in STYLES}
    assert len(runners) == 2 * len(INJURIES) * len(STYLES)
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
