"""Running days of a week that is back to running: apart where they can be, never three in a row."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from opbouw.core.journey import walk_the_road
from opbouw.core.runs import runs_of_week
from opbouw.core.walk import After, Ran
from tests.core.cases import case_of
from tests.properties.making import story_until


@pytest.mark.parametrize(("per_week", "gaps"), [(2, {2}), (3, {2}), (4, {1, 2}), (6, {1, 2})])
def test_few_runs_leave_a_day_between_and_many_never_stand_on_three_days_in_a_row(
    per_week: int, gaps: set[int]
) -> None:
    days = _planned(per_week)
    assert len(days) == min(per_week, 4)
    assert {(later - day).days for day, later in pairwise(days)} == gaps
    assert not any(day + timedelta(days=1) in days and day + timedelta(days=2) in days for day in days)


def _planned(per_week: int) -> list[date]:
    story, day = story_until("achilles_midportion", "30_minutes")
    one = walk_the_road(case_of(story, day))
    first = one.at.on + timedelta(days=10)
    ran = tuple(Ran(first - timedelta(days=n), f"{n}", 30.0, None, True, True, clean=True) for n in (28, 21, 14, 9))
    walk = replace(
        one.walk, phase="keep_running", since=first, after=After(days_per_week=per_week), ran=ran, rest_until=None
    )
    made, _ = runs_of_week(one.case, walk, replace(one.at, on=first), [first + timedelta(days=n) for n in range(7)], ())
    return [session.on for session in made]
