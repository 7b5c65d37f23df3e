"""What must hold for every input, over whole random logs (engine.md): one test a sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.properties import beside_running, days, injuries_together, monotone, same, tightening
from tests.properties.lives import lived
from tests.properties.registry import PROPERTIES

MODULES = (beside_running, days, injuries_together, monotone, same, tightening)
FEWEST = 40


@pytest.mark.parametrize("sentence", PROPERTIES)
def test_over_whole_random_logs(sentence: str) -> None:
    PROPERTIES[sentence]()


def test_there_are_enough_properties() -> None:
    assert len(PROPERTIES) >= FEWEST
    assert all(module.__doc__ for module in MODULES)


def test_the_lives_are_long_and_full() -> None:
    log, _, running = lived(0)
    assert running
    assert (log[-1].on - log[0].on).days >= 60
    assert len(log) >= 80
    assert all(one.recorded_at <= other.recorded_at or one.on != other.on for one, other in pairwise(log[:3]))
