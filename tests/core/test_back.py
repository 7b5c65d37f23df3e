"""Ways back: a referral that is closed, sore days, a guide who shuts the last gate, and bone that hurt."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from opbouw.core.back import clear_referrals, phase_back, silence
from opbouw.core.bone import bone_days
from opbouw.core.case import Case
from opbouw.core.decision import Verdict
from opbouw.core.explain import _went_back
from opbouw.core.reaction import limp_later
from opbouw.core.sent_back import guide_back
from opbouw.core.walk import After, Day, Response, Walk
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

DAY = 40


def _rebuilding(story: Story, ladder: str = "knee_short_bouts", **more: Any) -> tuple[Case, Walk, Day]:
    case = case_of(story, DAY)
    walk, at = rebuilding(case, ladder, more.pop("runs", ()), index=4, **more)
    return case, walk, at


# ---- a referral of the plan itself


@pytest.mark.parametrize(
    ("flags", "seen_by", "closed"),
    [(["rf_no_improve"], "physio", True), (["rf_chest"], "doctor", False), ([], "doctor", False)],
)
def test_a_third_flare_is_closed_by_a_look_that_names_it_and_the_road_begins_at_rest(
    flags: list[str], seen_by: str, closed: bool
) -> None:
    story = Story("pfp")
    story.add("cleared", DAY, role=seen_by, seen_by=seen_by, flags=flags)
    referred = (("rf_no_improve", story.on(DAY - 2)),)
    case, walk, at = _rebuilding(story, referred=referred, step_backs=(story.on(DAY - 2),))
    after = clear_referrals(case, walk, at)
    assert (after.referred, after.phase) == (((), "rest") if closed else (referred, "rebuild"))
    assert after.step_backs == (() if closed else walk.step_backs)


# ---- sore days


@pytest.mark.parametrize(("days", "back"), [(2, None), (3, "daily_pain")])
def test_three_days_of_daily_pain_above_the_limit_lead_back_to_loosening(days: int, back: str | None) -> None:
    """Daily pain of a kneecap may be 2; with pain 4 on three days in a row loosening begins again."""
    story = Story("pfp")
    story.checks(0, DAY - days)
    story.checks(DAY - days + 1, DAY, pain_daily=4)
    case, walk, at = _rebuilding(story)
    after = phase_back(case, walk, at)
    assert after.phase_back_code == back
    assert after.phase == ("rebuild" if back is None else "loosen")
    if back is not None:
        told = [(one.code, dict(one.params)) for one in _went_back(case, back)]
        assert told == [("back_daily_pain", {"limit": 2})]


def test_a_limp_after_a_run_whose_morning_still_waits_is_judged_with_that_morning() -> None:
    story = Story("pfp")
    story.run(DAY - 2, 6)
    story.check(DAY, limping=True)
    run = case_of(story, DAY).diary.runs[0]
    runs = [replace(ran(run.on, 6), id=run.id)]
    case, walk, at = _rebuilding(story, runs=runs, waiting=(run,))
    assert limp_later(case, walk, at) == walk
    settled = replace(walk, waiting=())
    assert limp_later(case, settled, at).index < settled.index


# ---- silence


@pytest.mark.parametrize(
    ("verdict", "told"), [("step_back", None), ("repeat", "silence_repeat"), (None, "silence_repeat")]
)
def test_eight_days_of_silence_say_no_less_than_the_step_back_of_that_day(
    verdict: Verdict | None, told: str | None
) -> None:
    """Eight days after the last run the step is done again; a step back told on that very day stays the answer."""
    story = Story("pfp")
    said = None if verdict is None else Response(story.on(DAY), verdict, 0, ())
    case, walk, at = _rebuilding(story, runs=[ran(story.on(DAY - 8), 6)], clean=1, response=said)
    after = silence(case, walk, at)
    assert after.clean == 0
    assert after.response is not None
    assert (after.response.verdict, after.response.code) == ("step_back" if told is None else "repeat", told)


# ---- a guide


@pytest.mark.parametrize(("gate", "phase"), [("rebuild_keep", "rebuild"), ("strengthen_rebuild", "strengthen")])
def test_a_physio_shuts_a_gate_that_was_passed(gate: str, phase: str) -> None:
    story = Story("pfp")
    story.add("guide_decided", DAY, role="physio", decision="refuse", gate=gate)
    case, walk, at = _rebuilding(story)
    kept = replace(walk, phase="keep_running", after=After(longest_min=45))
    after = guide_back(case, kept, at)
    assert (after.phase, after.since) == (phase, at.on)
    assert after.after == (After(longest_min=45) if gate == "rebuild_keep" else None)
    assert after.response is not None
    assert after.response.code == "guide_shut_gate"


# ---- bone


@pytest.mark.parametrize(("untold", "free"), [(None, True), (DAY - 1, False), (DAY - 3, True)])
def test_a_day_without_a_word_is_no_painless_walking_day(untold: int | None, free: bool) -> None:
    """Three days in a row up to today; what was before them does not matter."""
    story = Story("bsi_metatarsal_2_4")
    for day in range(DAY - 9, DAY + 1):
        if day != untold:
            story.check(day)
    case, walk, at = _rebuilding(story, "bone_slow", bone_stops=(at_stop := story.on(DAY - 10),), bone_stopped=True)
    assert at_stop + timedelta(days=10) == at.on
    assert bone_days(case, walk, at) is free
