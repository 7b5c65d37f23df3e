"""Work beside running: what grows, what fits the minutes of a day, and one week for several injuries."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from opbouw.core.company import ALONE
from opbouw.core.cross import _plan as cross_plan
from opbouw.core.cross import _session as cross_session
from opbouw.core.decision import Decision, Dose, Refusal, Session
from opbouw.core.doses import minutes_of
from opbouw.core.grown import Grown, Growth, StrengthSoFar, growth, raised, shown
from opbouw.core.journey import walk_the_road
from opbouw.core.loosen import Work
from opbouw.core.schedule import _within_time
from opbouw.core.strengthen import strength_reasons
from opbouw.core.together import _exercises, _with_a_day_off, decide_all
from opbouw.core.upkeep import upkeep_reasons
from opbouw.evidence import tables
from tests.core.cases import case_of, rebuilding, status
from tests.core.making import Story, codes

MONDAY = date(2026, 3, 2)
HEEL = tables.exercises["heel_one_load"]  # 4 x 8, to be loaded
HOLD = tables.exercises["heel_iso_two"]  # 5 x 45 s


# ---- growing


def test_an_exercise_of_another_list_is_kept_in_the_log_and_grows_nothing() -> None:
    story = Story("achilles_midportion", spot="achilles")
    done = [{"id": "juggling", "sets": 3, "reps": 99}, {"id": HEEL.id, "sets": 4, "reps": 8, "pain": 0}]
    story.add("session_done", 1, kind="strength", exercises=done)
    journey = walk_the_road(case_of(story, 1))
    assert set(growth(journey.strength, journey.case, journey.walk, journey.at).exercises) == {HEEL.id}
    assert StrengthSoFar().known == {}


def test_a_load_so_light_that_five_percent_is_no_weight_stays() -> None:
    """5 percent of 4 kg is 0.2 kg, and the smallest step is half a kilogram; of 20 kg it is 1 kg."""
    for load, more in ((4.0, 4.0), (20.0, 21.0)):
        known = Grown(4, 12, None, load, MONDAY, more_load_due=True)
        assert shown(HEEL, known, MONDAY + timedelta(days=2), more_load=True).load_kg == more


def test_at_the_top_of_the_seconds_more_load_is_due_where_there_is_one() -> None:
    """45 s and twice 5 s more is the top: 55."""
    for load, due in ((None, False), (10.0, True)):
        made = raised(HOLD, Grown(5, None, 55, load, MONDAY))
        assert (made.hold_s, made.more_load_due) == (55, due)


def test_without_a_dose_of_its_own_an_exercise_only_gets_more_load() -> None:
    made = raised(HEEL, Grown(4, None, None, 10.0, MONDAY))
    assert (made.reps, made.more_load_due) == (None, True)


# ---- reasons


def _why(grown: Growth, load: float | None, phase: str = "strengthen", **walked: Any) -> list[str]:
    story = Story("achilles_midportion", spot="achilles")
    story.check(30)
    case = case_of(story, 30)
    walk, at = rebuilding(case, "tendon_lower_leg")
    walked |= {"phase": phase}
    walk = replace(walk, **walked)
    work = Work((Dose(HEEL.id, sets=4, reps=8, load_kg=load),))
    return [one.code for one in strength_reasons(case, walk, at, grown, work)]


def test_a_level_lost_in_the_last_week_is_told() -> None:
    on = MONDAY + timedelta(days=30)
    assert "strength_level_down" in _why(Growth(level_down_on=on - timedelta(days=6)), None)
    assert "strength_level_down" not in _why(Growth(level_down_on=on - timedelta(days=7)), None)


def test_more_load_is_told_and_so_is_load_that_waits_for_running() -> None:
    on = MONDAY + timedelta(days=30)
    known = Grown(4, 12, None, 20.0, on - timedelta(days=2), more_load_due=True)
    grown = Growth(exercises={HEEL.id: known})
    assert "strength_load_up" in _why(grown, 21.0)
    assert "strength_load_waits" in _why(grown, 20.0, "rebuild", ups=(on - timedelta(days=6),))
    assert _why(grown, 20.0, "rebuild", ups=(on - timedelta(days=7),)) == ["strength_level"]
    assert _why(grown, None) == ["strength_level"]


@pytest.mark.parametrize(("weeks", "code"), [(0, "upkeep_weeks"), (11.9, "upkeep_weeks"), (12, "upkeep_habit")])
def test_after_twelve_weeks_upkeep_is_a_habit(weeks: float, code: str) -> None:
    story = Story("pfp")
    case = case_of(story, 100)
    walk, at = rebuilding(case, "knee_short_bouts")
    kept = replace(walk, phase="keep_running", since=at.on - timedelta(days=round(7 * weeks)))
    assert [one.code for one in upkeep_reasons(case, kept, at, 1)] == [code]


# ---- the minutes of a day


def test_what_does_not_fit_the_day_loses_an_exercise_or_stays_out() -> None:
    """Four exercises of 2 x 10: in a minute less than they take fit three, in no minutes none; a ride is not cut."""
    four = tuple(Dose(HEEL.id, sets=2, reps=10) for _ in range(4))
    whole, three = minutes_of(four), minutes_of(four[:3])
    session = Session("s", MONDAY, "strength", minutes=whole, exercises=four)
    ride = Session("c", MONDAY, "cross", modality="cycling", minutes=30)
    for minutes, kept in ((whole, [whole]), (whole - 1, [three]), (0, [])):
        story = Story("pfp")
        story.add("availability_set", 0, weekdays={"mon": minutes})
        assert [one.minutes for one in _within_time(case_of(story, 0), [session, ride])] == kept


def test_without_a_modality_of_the_season_there_is_no_cross_training() -> None:
    story = Story("pfp")
    case = case_of(story, 0)
    journey = walk_the_road(case)
    for day, made in ((date(2026, 7, 1), False), (date(2026, 1, 7), True)):
        names = ("xc_skiing",)
        plan = partial(cross_plan, case, journey.at, left=60, wanted=2)
        session = cross_session(case, journey.walk, journey.at, day, names, 60, plan, (), ALONE)
        assert (session is not None) is made


# ---- several injuries


def test_beside_a_log_that_cannot_be_decided_the_other_waits_with_work_of_its_own() -> None:
    knee, nothing = Story("pfp", severity="niggle"), Story("achilles_midportion", spot="elbow")
    knee.screen(0)
    knee.check(0)
    nothing.events = [replace(one, episode="0b9d7a52-5a0c-4d8a-9a2f-51f6f7c8a002") for one in nothing.events]
    alone = knee.decide(0)
    answer, refused = decide_all([knee.events, nothing.events], knee.on(0))
    assert isinstance(refused, Refusal)
    assert isinstance(answer, Decision)
    assert codes(refused) == ["unknown_spot"]
    assert (answer.verdict, answer.running_allowed) == ("wait", False)
    assert [(one.kind, one.minutes) for one in answer.week] == [(one.kind, one.minutes) for one in alone.week]


def test_a_shared_session_needs_room_on_its_day() -> None:
    story = Story("pfp", severity="niggle")
    story.screen(0)
    story.check(0)
    work = (Dose(HEEL.id, sets=2, reps=10),)
    sessions = [
        Session(f"{n}", MONDAY + timedelta(days=n), "mobility", minutes=4, exercises=work, pain_limit=2) for n in (0, 3)
    ]
    decision = replace(story.decide(0), week=tuple(sessions))
    left = {decision.on + timedelta(days=n): 60.0 for n in range(7)}
    assert [one.on for one in _exercises([decision], "mobility", left)] == [one.on for one in sessions]
    left[sessions[0].on] = 0
    assert [one.on for one in _exercises([decision], "mobility", left)] == [one.on for one in sessions[1:]]


def test_the_lightest_day_without_a_run_is_the_day_off() -> None:
    minutes = {0: 20, 1: 30, 2: 15, 3: 25, 4: 15, 5: 40, 6: 5}
    week = [
        Session(f"{n}", MONDAY + timedelta(days=n), "run" if n == 6 else "cross", minutes=count)
        for n, count in minutes.items()
    ]
    assert [one.id for one in _with_a_day_off(week)] == ["0", "1", "3", "4", "5", "6"], "of two as light the first"
    assert _with_a_day_off(week[:6]) == week[:6]
    running = [replace(one, kind="run") for one in week]
    assert _with_a_day_off(running) == running


# ---- tests


def test_a_test_without_its_pain_told_is_no_result_where_sides_are_compared() -> None:
    story = Story("achilles_midportion", side="left", severity="limits_running", named_by="physio")
    story.add("tested", 20, test="heel_raise_single", side="right", value=30, pain=0)
    story.add("tested", 20, test="heel_raise_single", side="left", value=30)
    assert status(story, "sr_heel_other", 21) == ("unknown", None)
    story.add("tested", 21, test="heel_raise_single", side="left", value=27, pain=0)
    assert status(story, "sr_heel_other", 21)[1] == 90


@pytest.mark.parametrize(("pain", "told"), [(0, ("met", 3)), (1, ("not_yet", 5)), (None, ("unknown", None))])
def test_a_balance_that_hurts_is_no_balance_however_even(pain: float | None, told: tuple[str, float | None]) -> None:
    """Left and right may differ 4 cm, without pain; a difference of 3 with pain never meets it."""
    story = Story("ankle_sprain_lateral", side="left", severity="limits_running", named_by="physio")
    story.add("tested", 20, test="y_balance", side="right", value=90, pain=0)
    said: dict[str, Any] = {} if pain is None else {"pain": pain}
    story.add("tested", 20, test="y_balance", side="left", value=87, **said)
    assert status(story, "sr_ybalance", 21) == told
