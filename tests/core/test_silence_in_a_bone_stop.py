"""A bone stop does not shield from the days without a run: they count on, and the stop stays what is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from opbouw.core.back import silence
from opbouw.core.journey import walk_the_road
from opbouw.core.walk import Ran
from tests.core.cases import case_of
from tests.properties.making import story_until


@pytest.mark.parametrize(("days", "phase", "back"), [(15, "rebuild", 2), (29, "strengthen", None)])
def test_the_days_count_while_a_bone_stop_stands(days: int, phase: str, back: int | None) -> None:
    story, day = story_until("bsi_tibia_posteromedial", "stage_3")
    one = walk_the_road(case_of(story, day))
    last = one.at.on - timedelta(days=days)
    walk = replace(
        one.walk,
        bone_stopped=True,
        bone_stops=(last,),
        rebuild_on=last,
        ran=(Ran(last, "run", 10.0, None, True, True),),
        index=5,
    )
    silent = silence(one.case, walk, one.at)
    assert silent.phase == phase
    assert silent.bone_stopped
    assert silent.response is walk.response
    assert back is None or silent.index == 5 - back
