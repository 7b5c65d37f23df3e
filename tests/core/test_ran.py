"""A run as it was done: on the anti-gravity treadmill, before the episode was opened, and what it counts for."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.case import read_case
from opbouw.core.journey import Journey, walk_the_road
from opbouw.core.log import read_log
from tests.core.making import Story

DAY = 50


def _cleared(*modalities: str) -> Story:
    """A stress injury of the heel bone in strengthening; the doctor allows movement, strength and what is named."""
    story = Story("bsi_calcaneus", side="left", spot="heel", severity="limits_running", named_by="doctor")
    said: dict[str, Any] = {"seen_by": "doctor", "injury": "bsi_calcaneus", "scope": ["movement", "strength"]}
    said |= {"modalities": list(modalities), "body_weight_pct_max": 60, "valid_until": "2026-08-01"}
    story.add("cleared", 0, **said)
    for day in range(0, DAY + 1, 7):
        story.screen(day)
    story.checks(0, DAY)
    return story


def _after(story: Story, day: int = DAY) -> Journey:
    return walk_the_road(read_case(read_log(story.told_by(day), story.on(day))))


def _in_the_air(story: Story, minutes: float = 3, share: float = 60, **said: Any) -> None:
    story.run(DAY, minutes, modality="alterg", body_weight_pct=share, **said)


def test_the_first_step_in_the_air_as_the_doctor_allows_it_is_no_run_on_the_ground() -> None:
    """Step 1 of the bone ladder is 3 minutes: its morning is asked, the days without a run go on."""
    story = _cleared("alterg")
    _in_the_air(story)
    walk = _after(story).walk
    assert walk.ran == ()
    assert walk.waiting_for is not None
    assert walk.response is not None
    assert (walk.response.verdict, walk.response.code) == ("wait", "morning_after_due")
    assert walk.bone_stops == ()


def test_bone_pain_in_the_air_is_a_stop_as_on_the_ground() -> None:
    story = _cleared("alterg")
    _in_the_air(story, pain_during=1)
    walk = _after(story).walk
    assert walk.bone_stops == (story.on(DAY),)
    assert walk.ran == ()


@pytest.mark.parametrize(
    ("minutes", "share", "modalities"), [(4, 60, ("alterg",)), (3, 61, ("alterg",)), (3, 60, ("rowing",))]
)
def test_more_than_the_clearance_says_is_a_run_that_was_not_allowed(
    minutes: float, share: float, modalities: tuple[str, ...]
) -> None:
    story = _cleared(*modalities)
    _in_the_air(story, minutes, share)
    walk = _after(story).walk
    assert [(one.on, one.allowed) for one in walk.ran] == [(story.on(DAY), False)]
    assert walk.last_run_on == story.on(DAY)


def test_a_run_between_the_onset_and_the_opening_counts_for_the_days_and_asks_no_morning() -> None:
    story = Story("pfp", "2026-03-02", severity="niggle")
    opening = story.events[0]
    later = Story("pfp", "2026-03-10", severity="niggle").events[0]
    story.events[0] = replace(opening, on=later.on, recorded_at=later.recorded_at)
    story.add("session_done", 4, late=4, kind="run", minutes=20, run_minutes=20)
    walk = _after(story, 8).walk
    assert [(one.on, one.minutes) for one in walk.ran] == [(story.on(4), 20)]
    assert walk.waiting == ()
    assert walk.last_run_on == story.on(4)
