"""Every ladder walked to its end, where it begins, and what a guide may choose."""

from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opbouw.core.dose import run_dose
from opbouw.core.events import SEVERITIES
from opbouw.core.guides_ladder import change_ladder, said_of_choice
from opbouw.core.ladder import as_intervals, longest_bout, run_minutes, steps_of, total_minutes
from opbouw.core.onward import step_up
from opbouw.core.programme import (
    choose_ladder,
    entry_stage,
    highest_within,
    restart_minutes,
    start_by_past,
    start_by_time_off,
    steps_for,
)
from opbouw.core.walk import Response
from opbouw.evidence import tables
from tests.core.cases import case_for, case_of, ran, rebuilding
from tests.core.making import Story

EXECUTABLE = sorted(tables.ladders)


@pytest.mark.parametrize("ladder", EXECUTABLE)
def test_every_stage_adds_up_and_the_last_is_thirty_minutes_at_a_stretch(ladder: str) -> None:
    for stage in steps_of(ladder):
        assert run_minutes(stage.bouts) == stage.run_min
        assert total_minutes(as_intervals(stage.bouts, stage.warmup_walk_s, stage.cooldown_walk_s)) == stage.total_min
        assert stage.effort_rpe_max <= 4
    last = steps_of(ladder)[-1]
    assert [(bout.run_s, bout.reps) for bout in last.bouts] == [(1800, 1)]


@pytest.mark.parametrize("ladder", EXECUTABLE)
def test_a_ladder_that_joins_another_goes_on_at_the_stage_it_names(ladder: str) -> None:
    row = tables.ladders[ladder]
    if row.joins is None:
        assert steps_of(ladder) == row.stage
    else:
        assert steps_of(ladder) == row.stage + steps_of(row.joins.ladder)[row.joins.at - 1 :]


@pytest.mark.parametrize("ladder", [one for one in EXECUTABLE if tables.ladders[one].offer == "any"])
def test_a_ladder_of_our_own_grows_by_small_steps(ladder: str) -> None:
    """run minutes at most 10 percent or 3 minutes more; the longest bout half more, but for 1 to 2 minutes."""
    for one, two in pairwise(tables.ladders[ladder].stage):
        assert two.run_min <= max(one.run_min * 1.10, one.run_min + 3)
        if (longest_bout(one), longest_bout(two)) != (60, 120):
            assert longest_bout(two) <= longest_bout(one) * 1.5 + 1e-9


def _case(injury: str = "low_back_pain", **opened: Any) -> Story:
    story = Story(injury, **{"severity": "limits_running", "named_by": "physio"} | opened)
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3, weekly_km=30, longest_km=12, easy_pace_s_per_km=360)
    story.screen(59)
    return story


@pytest.mark.parametrize("ladder", EXECUTABLE)
def test_clean_sessions_walk_a_ladder_stage_by_stage_to_its_end(ladder: str) -> None:
    story = _case()
    story.checks(40, 60)
    case = case_of(story, 60)
    walk, at = rebuilding(case, ladder, [ran(story.on(57), 30), ran(story.on(53), 30)], 0)
    good = Response(at.on, "go_on", 0, ())
    seen = [0]
    while walk.after is None and len(seen) < 60:
        asked = walk.steps.clean_needed if walk.steps else 0
        short = step_up(case, replace(walk, clean=asked - 1, ups=(), response=good), at)
        assert (short.index, short.after) == (walk.index, None), "one clean session short is no step"
        walk = step_up(case, replace(walk, clean=asked, ups=(), response=good), at)
        assert walk.clean == 0
        seen.append(walk.index)
    stages = len(steps_of(ladder))
    assert seen == [*range(stages), stages - 1], "each stage once, and then the road after 30 minutes"
    assert walk.after is not None
    assert walk.after.longest_min == 30


def test_oxsport_by_hand() -> None:
    """1-1 x15, 2-1 x10, 4-1 x6, 9-1 x3, 15-1 x2, 30: 15, 20, 24, 27, 30, 30 minutes; four sessions a step."""
    assert [one.run_min for one in steps_of("oxsport_6wk")] == [15, 20, 24, 27, 30, 30]
    assert steps_for(case_of(_case(), 60), "oxsport_6wk").clean_needed == 4


def test_moen_joins_the_shin_ladder_at_its_sixth_stage() -> None:
    """8, 12, 16 minutes, then 15, 18, 20, 21, 23, 24, 25, 27, 29, 30."""
    assert [one.run_min for one in steps_of("moen_2012_mtss")] == [8, 12, 16, 15, 18, 20, 21, 23, 24, 25, 27, 29, 30]


@pytest.mark.parametrize("injury", list(tables.injuries))
def test_every_injury_has_a_ladder_of_our_own_and_allowed_alternatives(injury: str) -> None:
    row = tables.default_ladders[injury]
    assert tables.ladders[row.ladder].offer == "any"
    assert set(row.alternatives) <= set(tables.ladders)
    assert not (injury.startswith("bsi_") and row.alternatives)


def test_every_other_programme_is_reading_and_says_why() -> None:
    offered = {row.protocol for row in tables.ladders.values()}
    told = {row.protocol for row in tables.excluded_protocols.values()}
    assert told | offered >= set(tables.protocols)
    assert "sunnycoast_22day" in told
    assert not told & set(tables.ladders)


# ---- where it begins


@pytest.mark.parametrize(
    ("longest_km", "days_off", "minutes"),
    [(10, 14, 30), (10, 42, 30), (10, 43, 15), (5, 14, 15), (1, 14, 6), (None, 14, None), (40, 84, 60)],
)
def test_a_restart_halves_the_longest_run_for_every_six_weeks(
    longest_km: float | None, days_off: int, minutes: float | None
) -> None:
    """At 6:00 a km; never under one kilometre; 43 days are more than six weeks."""
    story = Story("pfp")
    said: dict[str, Any] = {} if longest_km is None else {"longest_km": longest_km}
    story.add("baseline_set", 0, easy_pace_s_per_km=360, **said)
    assert restart_minutes(case_of(story), days_off) == minutes


def test_a_short_old_level_starts_lower_than_the_time_off_would() -> None:
    story = Story("achilles_midportion", severity="niggle")
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3, longest_km=4, easy_pace_s_per_km=300)
    case = case_of(story)
    steps = steps_for(case, "tendon_lower_leg")
    assert start_by_time_off(case, steps, 7) == 5, "18 minutes, bouts to six minutes"
    assert start_by_past(case, steps, 7) == 2, "half of 4 km at 5:00 is 10 minutes: step 3"
    assert entry_stage(case, steps, 7) == 2


def test_a_test_that_stands_on_a_signature_starts_one_band_later() -> None:
    case = case_for("achilles_midportion", severity="niggle")
    steps = steps_for(case, "tendon_lower_leg")
    assert entry_stage(case, steps, 7) == 5
    assert entry_stage(case, steps, 7, signed=True) == 3, "12 minutes, bouts of two: as after 11 to 21 days"


@settings(max_examples=60, deadline=None)
@given(
    injury=st.sampled_from(sorted(tables.injuries)),
    severity=st.sampled_from([*SEVERITIES, None]),
    days_off=st.integers(0, 400),
    longest=st.one_of(st.none(), st.floats(1, 40)),
    pace=st.one_of(st.none(), st.floats(200, 600)),
    signed=st.booleans(),
    recurrence=st.booleans(),
)
def test_nobody_starts_above_the_lower_of_two_starts_that_can_be_defended(
    injury: str,
    severity: str | None,
    days_off: int,
    longest: float | None,
    pace: float | None,
    signed: bool,
    recurrence: bool,
) -> None:
    story = Story(injury, severity=severity, recurrence=recurrence)
    known = {"longest_km": longest, "easy_pace_s_per_km": pace}
    said: dict[str, Any] = {key: value for key, value in known.items() if value is not None}
    story.add("baseline_set", 0, weekly_runs=3, **said)
    case = case_of(story)
    steps = steps_for(case, choose_ladder(case, days_off, story.onset))
    found = entry_stage(case, steps, days_off, signed=signed)
    assert found <= start_by_time_off(case, steps, days_off, signed=signed)
    assert found <= start_by_past(case, steps, days_off)
    bands = tables.param("entry_bands_days_off").value
    column = len(SEVERITIES) - 1 if severity is None else SEVERITIES.index(severity)
    most = tables.param("entry_run_min_max").value[sum(days_off > edge for edge in bands)][column]
    assert found == 0 or steps.stages[found].run_min <= most
    if longest is not None and found:
        halved = max(1.0, longest * 0.5 ** max(1, ceil(days_off / 42)))
        assert steps.stages[found].run_min <= halved * (pace or 420) / 60 + 1e-9


# ---- a guide's choice


def _chosen(ladder: str, day: int = 55, role: str = "physio", injury: str = "pfp") -> Story:
    story = _case(injury)
    story.add("guide_decided", day, role=role, decision="ladder", ladder=ladder)
    return story


def test_a_running_change_of_ladder_lands_on_a_stage_that_asks_no_more() -> None:
    """knee_short_bouts 5 (16 min in bouts of 2) to steady_builder: 12 min in bouts of 2 is its highest that fits."""
    story = _chosen("steady_builder")
    case = case_of(story, 60)
    walk, at = rebuilding(case, "knee_short_bouts", [ran(story.on(56), 16)], 4)
    changed = change_ladder(case, replace(walk, clean=1), at)
    assert changed.steps is not None
    assert (changed.steps.ladder, changed.index, changed.clean) == ("steady_builder", 2, 0)
    assert said_of_choice(case, changed, at) == ("guide_ladder", "steady_builder")


def test_a_ladder_that_begins_above_the_present_stage_waits() -> None:
    """trials_military begins with 9 minutes in bouts of three."""
    story = _chosen("trials_military")
    case = case_of(story, 60)
    walk, at = rebuilding(case, "knee_short_bouts", [ran(story.on(56), 12)], 2)
    assert change_ladder(case, walk, at) == walk
    assert said_of_choice(case, walk, at) == ("guide_ladder_waits", "trials_military")
    later = replace(walk, index=5)
    changed = change_ladder(case, later, at)
    assert changed.steps is not None
    assert changed.steps.ladder == "trials_military"
    assert said_of_choice(case, changed, at) == ("guide_ladder_larger_steps", "trials_military")


def test_a_ladder_that_is_not_offered_changes_nothing_and_is_said() -> None:
    for ladder in ("nhs_c25k", "my_own_ladder"):
        story = _chosen(ladder)
        case = case_of(story, 60)
        walk, at = rebuilding(case, "knee_short_bouts", [], 2)
        assert change_ladder(case, walk, at) == walk
        assert said_of_choice(case, walk, at) == ("guide_ladder_not_offered", ladder)


@settings(max_examples=80, deadline=None)
@given(
    injury=st.sampled_from([name for name, row in tables.default_ladders.items() if row.alternatives]),
    place=st.integers(0, 15),
    longest=st.integers(1, 40),
    which=st.integers(0, 3),
)
def test_a_change_of_ladder_never_raises_the_dose_of_the_day(injury: str, place: int, longest: int, which: int) -> None:
    row = tables.default_ladders[injury]
    story = _chosen(row.alternatives[which % len(row.alternatives)], injury=injury)
    case = case_of(story, 60)
    walk, at = rebuilding(case, row.ladder, [ran(story.on(50), longest)], 0)
    walk = replace(walk, index=min(place, len(steps_of(row.ladder)) - 1))
    changed = change_ladder(case, walk, at)
    assert run_dose(case, changed, at).value <= run_dose(case, walk, at).value
    assert walk.steps is not None
    assert changed.steps is not None
    now, then = walk.steps.stages[walk.index], changed.steps.stages[changed.index]
    assert longest_bout(then) <= longest_bout(now)


def test_the_highest_stage_within_minutes_and_bout_by_hand() -> None:
    steps = steps_for(case_of(_case(), 60), "steady_builder")  # 6, 9, 12 (120 s), 15 (180), 18 (240), ...
    assert highest_within(steps, 12, 60) == 1
    assert highest_within(steps, 15) == 3
    assert highest_within(steps, 5) is None
