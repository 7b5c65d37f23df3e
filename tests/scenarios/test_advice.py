"""No change of advice by accident: every story and every road of 74 runners advises what was last meant."""

import pytest

from tests.scenarios.advice import RUNNERS, STORIES, kept, of_runner, of_story

MEANT = "when it is meant: `make advice`, and a line in CHANGELOG.md under Changes to advice"


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_advised_as_it_was(name: str) -> None:
    now, then = of_story(name), kept()["stories"].get(name, {})
    assert [part for part in now.keys() | then.keys() if now.get(part) != then.get(part)] == [], MEANT


@pytest.mark.parametrize("seed", RUNNERS)
def test_a_runner_is_advised_as_before(seed: int) -> None:
    now, then = of_runner(seed), kept()["runners"].get(str(seed), {})
    assert [part for part in now.keys() | then.keys() if now.get(part) != then.get(part)] == [], MEANT


def test_nothing_is_kept_of_a_story_that_is_gone() -> None:
    assert set(kept()["stories"]) == set(STORIES)
    assert set(kept()["runners"]) == set(map(str, RUNNERS))
