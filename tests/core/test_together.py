"""Several injuries at once: one week, the work that suits all, the most careful answer."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

import pytest

from opbouw.core.decision import Decision
from opbouw.core.events import Event
from opbouw.core.together import decide_all
from opbouw.evidence import tables
from tests.core.making import Story, codes
from tests.scenarios.faithful import Faithful

OTHER = "0b9d7a52-5a0c-4d8a-9a2f-51f6f7c8a002"


def _as_other(events: list[Event]) -> list[Event]:
    """The same events as an episode of their own."""
    return [replace(one, id=str(uuid5(UUID(OTHER), one.id)), episode=OTHER) for one in events]


def _lived(injury: str, days: int, onset: str = "2022-08-24") -> list[Event]:
    runner = Faithful(injury, onset)
    runner.live(days)
    return runner.story.events


def _both(one: list[Event], other: list[Event], story: Story, day: int) -> list[Decision]:
    made = decide_all([one, _as_other(other)], story.on(day))
    return [each for each in made if isinstance(each, Decision)]


def _plain(decision: Decision) -> list[Any]:
    return [replace(one, id="") for one in decision.week]


PAIRS = [
    ("achilles_midportion", "pfp"),
    ("calf_strain_gastroc", "low_back_pain"),
    ("hip_joint", "itbs"),
    ("plantar_fasciopathy", "hamstring_strain"),
    ("gluteal_tendinopathy", "morton_neuroma"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_both_share_one_week_of_work_that_suits_both(one: str, other: str) -> None:
    day = 9
    made = _both(_lived(one, day), _lived(other, day), Story(one, "2022-08-24"), day)
    assert _plain(made[0]) == _plain(made[1])
    assert made[0].week
    for session in made[0].week:
        for injury in (one, other):
            if session.modality not in (None, "run"):
                assert tables.modality_matrix[(injury, session.modality or "")].status == "ok"
            for dose in session.exercises:
                row = tables.exercises[dose.id]
                assert dose.id not in tables.injury_exercises[injury].avoid
                assert injury not in row.contraindicated_injuries
                if "mobility_release" in row.exercise_group:
                    assert not set(row.target_region) & set(tables.injuries[injury].body_regions)
    per_day = [(session.on, session.kind) for session in made[0].week]
    assert len(per_day) == len(set(per_day))
    assert len({session.on for session in made[0].week}) <= 6
    assert all(len(session.exercises) <= 6 for session in made[0].week)


def test_each_episode_keeps_its_own_ids() -> None:
    made = _both(_lived("achilles_midportion", 6), _lived("pfp", 6), Story("pfp", "2022-08-24"), 6)
    assert not {one.id for one in made[0].week} & {one.id for one in made[1].week}


def test_a_locked_injury_leaves_no_strength_and_no_running() -> None:
    runner = Faithful("calf_strain_gastroc")
    lived = runner.live(40, lambda one: one.phase == "rebuild")
    day = len(lived.days) - 1
    bone = Story("bsi_femoral_neck", runner.story.onset, named_by="doctor", spot="groin")
    bone.screen(0)
    bone.checks(0, day)
    made = _both(runner.story.events, bone.events, runner.story, day)
    assert [one.verdict for one in made] == ["wait", "wait"]
    assert not any(one.running_allowed for one in made)
    assert not [one for one in made[0].week if one.kind in ("run", "strength", "mobility", "cross")]
    assert "shared_week" in codes(made[0])


def test_runs_stand_on_days_that_both_allow_and_are_the_shortest() -> None:
    runner = Faithful("calf_strain_gastroc")
    lived = runner.live(60, lambda one: one.stage is not None and one.stage.n >= 3)
    other = Faithful("calf_strain_gastroc")
    shorter = other.live(60, lambda one: one.phase == "rebuild")
    day = len(lived.days) - 1
    begin = (lived.days[0].on, shorter.days[0].on)
    assert begin[0] == begin[1]
    for later in range(len(shorter.days), day + 1):
        other.story.check(later)
    alone = [one.decide(day) for one in (runner.story, other.story)]
    made = _both(runner.story.events, other.story.events, runner.story, day)
    days = [{one.on for one in each.week if one.kind == "run"} for each in alone]
    for run in (one for one in made[0].week if one.kind == "run"):
        assert run.on in days[0] & days[1]
        same = [one.run_minutes for each in alone for one in each.week if one.kind == "run" and one.on == run.on]
        assert run.run_minutes == min(minutes for minutes in same if minutes is not None)


def test_strength_waits_while_another_injury_rests_its_region() -> None:
    old = Faithful("achilles_midportion")
    lived = old.live(30, lambda one: one.phase == "strengthen")
    day = len(lived.days) - 1
    fresh = Story("calf_strain_gastroc", old.story.on(day), named_by="physio", spot="calf", severity="limits_running")
    fresh.screen(0)
    fresh.check(0)
    made = _both(old.story.events, fresh.events, old.story, day)
    for session in made[0].week:
        for dose in session.exercises:
            row = tables.exercises[dose.id]
            assert row.phase != 3 or "calf" not in row.target_region


def test_the_order_of_the_logs_changes_nothing() -> None:
    one, other = _lived("hip_joint", 8), _as_other(_lived("itbs", 8))
    on = Story("itbs", "2022-08-24").on(8)
    forward, backward = decide_all([one, other], on), decide_all([other, one], on)
    weeks = [each.week for each in (*forward, *backward[::-1]) if isinstance(each, Decision)]
    assert weeks[0] == weeks[2]
    assert weeks[1] == weeks[3]


def test_one_injury_alone_is_as_before() -> None:
    story = Story("pfp", named_by="physio", spot="knee_anterior")
    story.screen(0)
    story.check(0)
    assert decide_all([story.events], story.on(0)) == (story.decide(0),)
