"""The week: around the runner's days, runs apart, one day off, nothing that does not suit the injury."""

from datetime import date
from typing import Any

import pytest

from opbouw.core.decision import Decision
from opbouw.core.serialize import decision_to_dict
from opbouw.evidence import tables
from tests.core.making import Story
from tests.scenarios.faithful import Faithful

CONTRACT = {  # contract.md, Decision
    "kind", "on", "rules_version", "phase", "verdict", "stage_change", "running_allowed", "stage", "today", "week",
    "road", "rule_of_thumb", "gates", "limits", "reasons", "questions", "proposal", "goal", "baseline", "fitness",
    "see", "before_limits",
}  # fmt: skip


def _rebuilding(injury: str = "calf_strain_gastroc", **weekdays: float) -> tuple[Story, int]:
    runner = Faithful(injury)
    if weekdays:
        runner.story.add("availability_set", 0, weekdays=weekdays)
    lived = runner.live(60, lambda one: one.phase == "rebuild")
    return runner.story, len(lived.days) - 1


def _morning(story: Story, day: int) -> Decision:
    story.check(day)
    return story.decide(day)


def test_a_decision_has_the_parts_of_the_contract() -> None:
    story, day = _rebuilding()
    made = decision_to_dict(_morning(story, day + 2))
    assert set(made) >= CONTRACT
    run = next(one for one in made["week"] if one["kind"] == "run")
    assert set(run) >= {
        "id", "on", "kind", "modality", "minutes", "run_minutes", "intensity", "rpe_max", "intervals", "exercises",
        "pain_limit", "firm", "depends_on",
    }  # fmt: skip
    assert set(made["stage"]) >= {"ladder", "n", "of", "clean", "needed", "last_tolerated_run_min"}
    assert set(made["gates"][0]) >= {"from", "to", "open", "criteria"}
    assert set(made["gates"][0]["criteria"][0]) >= {
        "id", "status", "value", "needed", "unit", "on", "signable_by", "source_ids",
    }  # fmt: skip
    assert set(made["reasons"][0]) >= {"code", "params", "text", "source_ids", "grade"}
    assert set(made["limits"][0]) >= {"id", "unit", "original", "value", "winner", "others"}
    assert set(made["road"][0]) >= {"phase", "from", "to_low", "to_mid", "to_high", "basis"}


def test_the_week_stays_on_the_days_the_runner_has() -> None:
    story, day = _rebuilding(mon=45, wed=45, fri=45, sun=90)
    for later in range(day + 1, day + 8):
        decision = _morning(story, later)
        assert {one.on.weekday() for one in decision.week} <= {0, 2, 4, 6}


def test_what_is_planned_fits_the_minutes_of_its_day() -> None:
    story, day = _rebuilding(mon=40, tue=15, wed=40, thu=15, fri=40, sat=15, sun=40)
    minutes = (40, 15, 40, 15, 40, 15, 40)
    for later in range(day + 1, day + 8):
        decision = _morning(story, later)
        for on in {one.on for one in decision.week}:
            assert sum(one.minutes or 0 for one in decision.week if one.on == on) <= minutes[on.weekday()]


def test_one_day_a_week_is_free_of_training() -> None:
    story, day = _rebuilding()
    decision = _morning(story, day + 2)
    assert len({one.on for one in decision.week}) <= 6


def test_a_run_comes_before_strength_on_one_day() -> None:
    story, day = _rebuilding()
    for later in range(day + 1, day + 9):
        decision = _morning(story, later)
        for on in {one.on for one in decision.week}:
            kinds = [one.kind for one in decision.week if one.on == on]
            if "run" in kinds:
                assert kinds[0] == "run"
        assert [one.on for one in decision.week] == sorted(one.on for one in decision.week)


def test_today_is_the_part_of_the_week_that_is_today() -> None:
    story, day = _rebuilding()
    for later in range(day + 1, day + 6):
        decision = _morning(story, later)
        assert decision.today == tuple(one for one in decision.week if one.on == decision.on)


def test_only_the_next_run_is_firm() -> None:
    story, day = _rebuilding()
    story.check(day + 1)
    decision = _morning(story, day + 2)
    firm = [one.firm for one in decision.week if one.kind == "run"]
    assert firm[0] is True
    assert not any(firm[1:])
    assert all(one.depends_on for one in decision.week if one.kind == "run" and not one.firm)


def test_away_keeps_the_days_free() -> None:
    story, day = _rebuilding()
    away: dict[str, Any] = {"from": story.on(day + 2).isoformat(), "to": story.on(day + 4).isoformat()}
    story.add("away_set", day + 1, why="holiday", **away)
    decision = _morning(story, day + 1)
    gone = {story.on(day + n) for n in (2, 3, 4)}
    assert not gone & {one.on for one in decision.week}


@pytest.mark.parametrize("injury", list(tables.injuries))
def test_cross_training_suits_the_injury_from_day_nought(injury: str) -> None:
    story = Story(injury, side="left", severity="limits_running")
    story.screen(0)
    story.check(0)
    for one in story.decide(0).week:
        assert one.kind != "run"
        if one.modality is not None:
            row = tables.modality_matrix[(injury, one.modality)]
            assert row.status == "ok"
            assert not (tables.injuries[injury].locked_until_clearance and row.impact_level)
        if tables.injuries[injury].risk_class == "high":
            pytest.fail("nothing until a first clearance")


def test_a_sore_modality_rests_for_a_week() -> None:
    story = Story("achilles_midportion", severity="limits_running", named_by="physio")
    story.add("availability_set", 0, modalities=["cycling"])
    story.screen(0)
    story.checks(0, 9)
    assert any(one.modality == "cycling" for one in story.decide(0).week)
    story.add("session_done", 0, kind="cross", modality="cycling", minutes=20, pain_during=3)
    assert not any(one.modality == "cycling" for one in story.decide(1).week)
    assert any(one.modality == "cycling" for one in story.decide(8).week)


def test_the_first_session_of_a_modality_is_twenty_minutes() -> None:
    story = Story("achilles_midportion", severity="limits_running", named_by="physio")
    story.add("availability_set", 0, modalities=["cycling"])
    story.add("baseline_set", 0, weekly_km=60, easy_pace_s_per_km=360)
    story.screen(0)
    story.check(0)
    first = next(one for one in story.decide(0).week if one.modality == "cycling")
    assert first.minutes == 20
    assert first.rpe_max == 3


def test_a_foam_roller_never_lies_on_the_sore_spot() -> None:
    for injury in tables.injuries:
        runner = Faithful(injury)
        lived = runner.live(30, lambda one: one.phase == "loosen")
        spot = runner.story.spot
        for session in lived.days[-1].week:
            for dose in session.exercises:
                row = tables.exercises[dose.id]
                if "mobility_release" in row.exercise_group:
                    assert spot not in row.target_region, (injury, dose.id)


def test_jumps_wait_for_running() -> None:
    runner = Faithful("achilles_midportion")
    lived = runner.live(30, lambda one: one.phase == "strengthen")
    for session in lived.days[-1].week:
        assert all((tables.exercises[dose.id].impact or 0) == 0 for dose in session.exercises)


def test_the_same_session_has_the_same_id_every_day() -> None:
    story, day = _rebuilding()
    one, other = _morning(story, day + 1), _morning(story, day + 2)
    ids = {(s.on, s.kind): s.id for s in one.week}
    assert all(ids.get((s.on, s.kind), s.id) == s.id for s in other.week)
    assert one.on == date.fromordinal(other.on.toordinal() - 1)
