"""The usual morning: the median of the last 14 days not after a run, fixed when rebuilding starts."""

from opbouw.core.journey import walk_the_road
from opbouw.core.pain import usual_morning
from tests.core.cases import case_of
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful


def _mornings(*pains: float | None) -> Story:
    story = Story("achilles_midportion")
    for day, pain in enumerate(pains):
        if pain is not None:
            story.check(day, pain_morning=pain)
    return story


def _usual(story: Story, day: int) -> float:
    return usual_morning(case_of(story, day).diary, story.on(day))


def test_it_is_the_median() -> None:
    assert _usual(_mornings(1, 5, 2), 3) == 2
    assert _usual(_mornings(1, 2, 2, 3), 4) == 2
    assert _usual(_mornings(1, 1, 2, 2), 4) == 1.5


def test_with_fewer_than_three_mornings_it_is_nought() -> None:
    assert _usual(_mornings(3, 3), 2) == 0
    assert _usual(_mornings(3, None, 3, None), 4) == 0


def test_it_looks_fourteen_days_back() -> None:
    early = _mornings(3, 3, 3, *[None] * 20)
    assert _usual(early, 14) == 3
    assert _usual(early, 15) == 0, "only two of the three are left"


def test_the_morning_after_a_run_does_not_count() -> None:
    story = _mornings(1, 1, 1, 4, 1)
    story.run(2, 10)
    assert _usual(story, 5) == 1


def test_a_morning_written_down_late_does_not_raise_it() -> None:
    story = _mornings(0, 0, 0)
    story.check(3, pain_morning=3, late=4)
    story.check(4, pain_morning=3, late=3)
    story.check(5, pain_morning=3, late=3)
    story.check(6, pain_morning=3, late=3)
    assert _usual(story, 12) == 0


def test_it_does_not_rise_once_rebuilding_has_begun() -> None:
    runner = Faithful("achilles_midportion")
    lived = runner.live(30, lambda one: one.phase == "rebuild")
    start = len(lived.days)
    for day in range(start, start + 8):
        runner.story.check(day, pain_morning=1)
    walk = walk_the_road(case_of(runner.story, start + 7)).walk
    assert walk.phase == "rebuild"
    assert walk.usual == 0


def test_it_falls_while_rebuilding() -> None:
    """Usual was 2; after two weeks of calm mornings a morning of 3 is a bad one and no longer 'as usual'."""
    runner = Faithful("achilles_midportion")
    story = runner.story
    for day in range(7):
        story.check(day, pain_morning=2)
    lived = runner.live(30, lambda one: one.phase == "rebuild")
    start = len(lived.days) - 1
    assert walk_the_road(case_of(story, start)).walk.usual == 2
    story.checks(start + 1, start + 20)
    assert (walk_the_road(case_of(story, start + 20)).walk.usual or 0) < 2
    story.run(start + 20, 5)
    story.check(start + 21, pain_morning=3)
    assert "r_next_morning_bad" in codes(story.decide(start + 21))
