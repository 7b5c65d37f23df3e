"""A runner who answers everything and does what is planned gets back to running, with every injury."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from opbouw.core.decide import decide
from opbouw.core.decision import Decision
from opbouw.evidence import tables
from tests.core.making import ZONE, codes
from tests.scenarios.faithful import Faithful, Life, kept, thirty_minutes

# by risk class: about twice what the ladders and floors add up to
MOST_DAYS = {"low": 130, "moderate": 220, "high": 330}


def _runs_were_allowed(life: Life) -> None:
    allowed = {one.on for one in life.days if one.running_allowed}
    assert {on for on, _ in life.ran} <= allowed


def _runs_are_apart(life: Life) -> None:
    """48 hours until 30 minutes continuous: at least one calendar day between two runs."""
    days = [on for on, _ in life.ran]
    assert all((later - earlier).days >= 2 for earlier, later in pairwise(days))


def _one_phase_and_one_stage_a_day(days: list[Decision]) -> None:
    order = ("rest", "loosen", "strengthen", "rebuild", "keep_running")
    for before, after in pairwise(days):
        assert order.index(after.phase) - order.index(before.phase) <= 1
        if before.stage and after.stage and before.stage.ladder == after.stage.ladder != "road_after_30":
            assert after.stage.n - before.stage.n <= 1


def _every_day_is_explained(life: Life) -> None:
    for one in life.days:
        assert one.reasons, one.on
        assert all(limit.winner for limit in one.limits if limit.value < limit.original - 1)


@pytest.mark.parametrize("injury", list(tables.injuries))
def test_a_faithful_runner_reaches_thirty_minutes_with_every_injury(injury: str) -> None:
    most = MOST_DAYS[tables.injuries[injury].risk_class]
    life = Faithful(injury).live(most, thirty_minutes, look_daily=False)
    assert thirty_minutes(life.days[-1]), (life.days[-1].phase, codes(life.days[-1]))
    assert max(minutes for _, minutes in life.ran) >= 30
    _runs_were_allowed(life)
    _runs_are_apart(life)
    _every_day_is_explained(life)


@pytest.mark.slow
@pytest.mark.parametrize("injury", ["calf_strain_gastroc", "achilles_midportion", "bsi_tibia_posteromedial"])
def test_the_whole_road_leads_on_to_keep_running(injury: str) -> None:
    """With 30 minutes three times a week as the goal, so that the road ends within the year."""
    runner = Faithful(injury)
    runner.story.add("goal_set", 0, kind="30_minutes")
    life = runner.live(300, kept)
    assert kept(life.days[-1]), (life.days[-1].phase, codes(life.days[-1]))
    phases = list(dict.fromkeys(one.phase for one in life.days))
    assert phases == ["rest", "loosen", "strengthen", "rebuild", "keep_running"]
    _runs_were_allowed(life)
    _one_phase_and_one_stage_a_day(life.days)
    _every_day_is_explained(life)


def test_a_calf_strain_of_24_august_runs_thirty_minutes_and_replays_day_by_day() -> None:
    """Every day decided again on what was known by its end gives the same answer in any order of the log."""
    life = Faithful("calf_strain_gastroc", "2022-08-24").live(130, thirty_minutes)
    assert life.days[0].on == date(2022, 8, 24)
    assert life.day_of(lambda one: one.phase == "rebuild") == 9  # 5 days x 1.5, up: 8; the walk's morning: day 9
    before = life.days[-1].on - timedelta(days=1)
    known = [e for e in life.story.events if e.on <= before and e.recorded_at.astimezone(ZONE).date() <= before]
    assert decide(reversed(known), before) == decide(known, before)


def test_no_run_is_ever_planned_before_the_gates_of_a_calf_strain() -> None:
    life = Faithful("calf_strain_gastroc", "2022-08-24").live(8)
    assert all(one.kind != "run" for decision in life.days for one in decision.week)


def test_a_femoral_neck_waits_ninety_days_however_good_it_feels() -> None:
    life = Faithful("bsi_femoral_neck").live(95, lambda one: one.phase == "rebuild")
    assert len(life.days) - 1 >= 90
    assert not any(one.running_allowed for one in life.days[:90])


def test_an_unknown_injury_named_by_the_runner_still_reaches_thirty_minutes() -> None:
    life = Faithful("unknown_overuse", named_by="self", spot="shin_medial").live(200, thirty_minutes, look_daily=False)
    assert thirty_minutes(life.days[-1]), (life.days[-1].phase, codes(life.days[-1]))


@pytest.mark.parametrize("severity", ["niggle", "limits_daily_life", "cannot_bear", None])
def test_every_severity_of_an_achilles_gets_through(severity: str | None) -> None:
    life = Faithful("achilles_midportion", severity=severity).live(160, thirty_minutes, look_daily=False)
    assert thirty_minutes(life.days[-1]), (life.days[-1].phase, codes(life.days[-1]))


@pytest.mark.parametrize("side", ["right", "both", None])
def test_every_side_of_a_calf_strain_gets_through(side: str | None) -> None:
    life = Faithful("calf_strain_gastroc", side=side).live(160, thirty_minutes, look_daily=False)
    assert thirty_minutes(life.days[-1]), (life.days[-1].phase, codes(life.days[-1]))
