"""Ways back and standing still, at their edges: usual mornings, referrals, signs, sore days, silence, early warning."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from opbouw.core.back import (
    back_to_rest,
    clear_referrals,
    daily_limit,
    early_warning,
    phase_back,
    silence,
    usual_falls,
)
from opbouw.core.case import Case
from opbouw.core.events import parse_event
from opbouw.core.pain import Match
from opbouw.core.sent_back import guide_back, off_the_ladder
from opbouw.core.walk import After, Day, Response, Walk
from tests.core.cases import case_for, case_of, ran, rebuilding
from tests.core.making import ZONE, Story, event_dict

TODAY = 60


def _on(day: int) -> date:
    return Story("pfp").on(day)


def _state(story: Story, **more: Any) -> tuple[Case, Walk, Day]:
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "knee_short_bouts", [ran(_on(50), 6)], 4)
    still: dict[str, Any] = {"response": None, "rest_until": None, "step_backs": (), "flare_on": None}
    return case, replace(walk, **still | {"gained_on": _on(50), "warnings": (), "referred": ()} | more), at


# ---- the usual morning may only fall


def _usual(pain: float | None, stiff: float | None, **more: Any) -> tuple[float | None, float | None]:
    story = Story("pfp")
    for day in (56, 57, 58):
        story.check(day, pain_morning=pain, stiffness_min=stiff)
    made = usual_falls(*_state(story, **{"usual": 2.0, "usual_stiffness": 20.0} | more))
    return made.usual, made.usual_stiffness


def test_the_usual_morning_falls_and_never_rises() -> None:
    assert _usual(1, 10) == (1, 10)
    assert _usual(2, 20) == (2, 20)
    assert _usual(3, 30) == (2, 20)
    assert _usual(None, 10) == (2, 10)
    assert _usual(1, None) == (1, 20)
    assert _usual(1, 10, usual=None) == (None, 20)
    assert _usual(1, 10, usual_stiffness=None) == (1, None)
    assert _usual(1, 10, phase="strengthen") == (2, 20)


# ---- what lifts a referral


def _reviewed(tell: dict[str, Any] | None, review_for: tuple[str, ...] = ("sharp_again",), injury: str = "pfp") -> bool:
    story = Story(injury)
    if tell is not None:
        told: dict[str, Any] = {"day": 58, "role": "physio"} | tell
        story.add(told.pop("type", "cleared"), told.pop("day"), **told)
    made = clear_referrals(*_state(story, review_since=_on(55), review_for=review_for))
    lifted = made.review_since is None
    assert (made.review_for, made.reviewed_on, made.gained_on) == (
        ((), _on(TODAY), _on(TODAY)) if lifted else (review_for, None, _on(50))
    )
    return lifted


@pytest.mark.parametrize(
    ("tell", "either", "doctor"),
    [
        (None, False, False),
        ({"seen_by": "physio", "scope": ["running"]}, True, False),
        ({"seen_by": "doctor", "role": "doctor", "scope": ["running"]}, True, True),
        ({"seen_by": "doctor", "role": "trainer", "scope": ["running"]}, False, False),
        ({"seen_by": "doctor", "role": "runner", "scope": ["running"]}, True, True),
        ({"seen_by": "physio", "day": 54, "scope": ["running"]}, False, False),
        ({"seen_by": "physio", "day": 55, "scope": ["running"]}, True, False),
        ({"seen_by": "physio", "seen_on": "2026-04-25", "scope": ["running"]}, False, False),  # day 54
        ({"type": "guide_decided", "decision": "cap", "cap": 9}, True, False),
        ({"type": "guide_decided", "role": "doctor", "decision": "cap", "cap": 9}, True, True),
        ({"type": "guide_decided", "role": "trainer", "decision": "cap", "cap": 9}, False, False),
        ({"type": "guide_decided", "day": 54, "decision": "cap", "cap": 9}, False, False),
        ({"type": "guide_decided", "day": 55, "decision": "cap", "cap": 9}, True, False),
    ],
)
def test_a_look_since_lifts_what_was_asked(tell: dict[str, Any] | None, either: bool, doctor: bool) -> None:
    assert _reviewed(tell) is either
    assert _reviewed(tell, ("bone_pain_in_daily_life",)) is doctor


def test_a_look_on_its_own_day_counts_and_a_later_one_not_yet() -> None:
    assert _reviewed({"seen_by": "physio", "day": TODAY, "scope": ["running"]})
    assert _reviewed({"type": "guide_decided", "day": TODAY, "decision": "cap", "cap": 9})


@pytest.mark.parametrize(
    ("injury", "tell", "left"),
    [
        ("pfp", {"seen_by": "physio", "flags": ["rf_no_improve"]}, ("rf_focal_bone",)),
        ("pfp", {"seen_by": "physio", "flags": ["rf_focal_bone"]}, ("rf_no_improve", "rf_focal_bone")),
        ("pfp", {"seen_by": "doctor", "flags": ["rf_no_improve", "rf_focal_bone"]}, ()),
        ("pfp", {"seen_by": "physio", "flags": ["rf_no_improve"], "day": 54}, ("rf_no_improve", "rf_focal_bone")),
        ("pfp", {"seen_by": "physio", "flags": ["rf_no_improve"], "day": 55}, ("rf_focal_bone",)),
        ("pfp", {"seen_by": "physio", "flags": ["rf_no_improve"], "day": TODAY}, ("rf_focal_bone",)),
        ("bsi_fibula", {"seen_by": "physio", "flags": ["rf_no_improve"]}, ("rf_no_improve", "rf_focal_bone")),
    ],
)
def test_a_referral_of_the_plan_closes_as_a_sign_does(injury: str, tell: dict[str, Any], left: tuple[str, ...]) -> None:
    story = Story(injury)
    story.add("cleared", tell.get("day", 58), **{"role": "physio"} | {k: v for k, v in tell.items() if k != "day"})
    referred = (("rf_no_improve", _on(55)), ("rf_focal_bone", _on(55)))
    case, walk, at = _state(story, referred=referred, step_backs=(_on(55),), waiting=())
    made = clear_referrals(case, walk, at)
    assert tuple(flag for flag, _ in made.referred) == left
    if len(left) == 2:
        assert made is walk
    else:
        rest = off_the_ladder(walk, "sign_closed", at)
        assert made == replace(rest, referred=made.referred, gained_on=None, step_backs=())


# ---- signs and locks


def test_a_sign_a_lock_or_a_clearance_of_today_ends_all_phases() -> None:
    _, walk, at = _state(Story("pfp"))
    rest = replace(off_the_ladder(walk, "sign_or_lock", at), gained_on=None)
    cleared = replace(at, flags=replace(at.flags, cleared_on=at.on))
    earlier = replace(at, flags=replace(at.flags, cleared_on=_on(TODAY - 1)))
    assert back_to_rest(walk, at) is walk
    assert back_to_rest(walk, earlier) is walk
    assert back_to_rest(walk, replace(at, open_flags=("rf_chest",))) == rest
    assert back_to_rest(walk, replace(at, locked=True)) == rest
    assert back_to_rest(walk, cleared) == rest
    resting = replace(walk, phase="rest")
    assert back_to_rest(resting, replace(at, locked=True)) is resting, "its day stays the day it began"
    assert back_to_rest(resting, cleared) == rest


def test_off_the_ladder_begins_anew() -> None:
    case, walk, at = _state(Story("pfp"), clean=2, after=After())
    assert case.diary.runs.newest(at.on) is None
    made = off_the_ladder(walk, "silence_restart", at)
    assert (made.phase, made.since, made.tests_from) == ("strengthen", _on(TODAY), _on(TODAY))
    assert (made.steps, made.after, made.clean, made.waiting) == (None, None, 0, ())
    with pytest.raises(KeyError, match="early_warning_again does not start in rebuild"):
        off_the_ladder(walk, "early_warning_again", at)


# ---- sore days


def _sore(days: int = 1, phase: str = "rebuild", before: tuple[int, ...] = (), **said: Any) -> Walk:
    story = Story("pfp")
    story.checks(50, TODAY - days)
    story.checks(TODAY - days + 1, TODAY, **said)
    return phase_back(*_state(story, phase=phase, step_backs=tuple(_on(TODAY - n) for n in before)))


@pytest.mark.parametrize(
    ("days", "said", "code"),
    [
        (1, {"pain_rest": 3}, None),
        (1, {"pain_rest": 4}, "rest_pain"),
        (1, {"pain_rest": None}, None),
        (2, {"pain_daily": 3}, None),
        (3, {"pain_daily": 3}, "daily_pain"),
        (3, {"pain_daily": 2}, None),
        (3, {"pain_daily": None}, None),
        (1, {"limping": True}, None),
        (2, {"limping": True}, "limping"),
        (3, {"limping": True, "pain_daily": 9}, "daily_pain"),
        (3, {"limping": True, "pain_daily": 9, "pain_rest": 9}, "rest_pain"),
        (2, {"limping": None}, None),
    ],
)
def test_sore_days_lead_back_to_loosening(days: int, said: dict[str, Any], code: str | None) -> None:
    """flare_to_phase_back: rest pain, three days of daily pain above the limit, two days of limping."""
    made = _sore(days, **said)
    assert (made.phase_back_code, made.phase) == (code, "loosen" if code else "rebuild")
    if code:
        assert made.response == Response(_on(TODAY), "step_back", 0, (), None, code)
        assert (made.step_backs, made.flare_on, made.referred, made.since) == ((_on(TODAY),), None, (), _on(TODAY))


def test_from_loosening_or_rest_sore_days_lead_nowhere() -> None:
    assert _sore(phase="loosen", pain_rest=9).phase_back_code is None
    assert _sore(phase="strengthen", pain_rest=9).phase == "loosen"
    assert _sore(phase="keep_running", pain_rest=9).phase == "loosen"


def test_a_day_that_was_not_told_leads_nowhere() -> None:
    case, walk, at = _state(Story("pfp"))
    assert phase_back(case, walk, at) is walk


@pytest.mark.parametrize(
    ("before", "kept", "third"),
    [
        ((28, 1), (28, 1), True),
        ((29, 1), (1,), False),
        ((0,), (), False),
        ((10,), (10,), False),
        ((20, 10, 5), (20, 10, 5), True),
    ],
)
def test_the_third_flare_in_four_weeks_is_looked_at(
    before: tuple[int, ...], kept: tuple[int, ...], third: bool
) -> None:
    made = _sore(before=before, pain_rest=9)
    assert made.step_backs == (*(_on(TODAY - n) for n in kept), _on(TODAY))
    assert made.referred == ((("rf_no_improve", _on(TODAY)),) if third else ())


def test_the_daily_limit_is_that_of_the_gate() -> None:
    assert daily_limit(case_for("pfp")) == 2
    assert daily_limit(case_for("bsi_fibula")) == 0


# ---- silence


def _silent(days: int, **more: Any) -> tuple[Walk, Walk]:
    case, walk, at = _state(Story("pfp"), clean=2, **{"rebuild_on": _on(10)} | more)
    walk = replace(walk, ran=(ran(_on(TODAY - days), 6),))
    return walk, silence(case, walk, at)


@pytest.mark.parametrize("days", [1, 7, 9, 14, 16, 28, 30])
def test_on_other_days_silence_changes_nothing(days: int) -> None:
    walk, made = _silent(days)
    assert made is walk


def test_eight_days_of_silence_repeat_the_step() -> None:
    _, made = _silent(8)
    assert made.response == Response(_on(TODAY), "repeat", 0, (), None, "silence_repeat")
    assert (made.index, made.clean) == (4, 0)


def test_fifteen_days_of_silence_are_two_steps_back() -> None:
    _, made = _silent(15)
    assert made.response == Response(_on(TODAY), "step_back", -2, (), None, "silence_two_back")
    assert (made.index, made.clean, made.after) == (2, 0, None)


def test_twenty_nine_days_of_silence_begin_anew_in_strengthening() -> None:
    _, made = _silent(29, first_done=True)
    assert made.response == Response(_on(TODAY), "step_back", 0, (), None, "silence_restart")
    assert (made.phase, made.first_done, made.gained_on, made.steps) == ("strengthen", False, None, None)


@pytest.mark.parametrize("days", [8, 15, 29])
def test_silence_keeps_what_today_already_answered(days: int) -> None:
    matches = (Match("r_amber", "repeat"),)
    today = Response(_on(TODAY), "repeat", 0, matches)
    _, made = _silent(days, response=today)
    assert made.response is not None
    assert made.response.matches == matches
    _, made = _silent(days, response=replace(today, on=_on(TODAY - 1)))
    assert made.response is not None
    assert made.response.matches == ()


def test_a_step_back_of_today_is_not_made_a_repeat() -> None:
    back = Response(_on(TODAY), "step_back", -1, ())
    walk, made = _silent(8, response=back)
    assert made == replace(walk, clean=0)


@pytest.mark.parametrize("more", [{"phase": "strengthen"}, {"rebuild_on": None}])
def test_only_a_runner_who_may_run_is_silent(more: dict[str, Any]) -> None:
    walk, made = _silent(15, **more)
    assert made is walk


# ---- an early warning


def _warned(mornings: float = 3, **more: Any) -> tuple[Walk, Walk]:
    story = Story("pfp")
    story.checks(40, TODAY - 3)
    story.checks(TODAY - 2, TODAY, pain_morning=mornings)
    case, walk, at = _state(story, **{"phase": "keep_running", "after": After(longest_min=30)} | more)
    return walk, early_warning(case, walk, at)


def test_sore_mornings_after_the_return_are_an_early_warning() -> None:
    walk, made = _warned(warnings=(_on(TODAY - 28),))
    assert made.response == Response(_on(TODAY), "repeat", 0, (), None, "early_warning")
    assert (made.warnings, made.phase, made.index) == ((_on(TODAY - 28), _on(TODAY)), "keep_running", walk.index)


@pytest.mark.parametrize("days", [0, 6])
def test_a_warning_of_this_week_is_not_given_again(days: int) -> None:
    walk, made = _warned(warnings=(_on(TODAY - days),))
    assert made is walk


@pytest.mark.parametrize("days", [7, 27])
def test_the_second_warning_in_four_weeks_is_the_way_back(days: int) -> None:
    walk, made = _warned(warnings=(_on(TODAY - days),))
    assert walk.steps is not None
    last = len(walk.steps.stages) - 1
    assert (made.phase, made.since, made.rebuild_on, made.gained_on) == ("rebuild", *(_on(TODAY),) * 3)
    assert (made.index, made.after, made.warnings) == (last - 2, None, (_on(TODAY - days), _on(TODAY)))
    assert made.response is not None
    assert (made.response.verdict, made.response.code, made.response.on) == (
        "step_back",
        "early_warning_again",
        _on(TODAY),
    )
    assert made.response.change == made.position - walk.position


def test_calm_mornings_or_another_phase_warn_of_nothing() -> None:
    walk, made = _warned(mornings=0)
    assert made is walk
    walk, made = _warned(phase="rebuild")
    assert made is walk


# ---- a guide who shuts a gate


@pytest.mark.parametrize(
    ("gate", "phase"),
    [("rest_loosen", "rest"), ("loosen_strengthen", "loosen"), ("strengthen_rebuild", "strengthen"), (None, None)],
)
def test_a_guide_who_holds_a_gate_leads_back_before_it(gate: str | None, phase: str | None) -> None:
    story = Story("pfp")
    if gate is not None:
        story.add("guide_decided", 59, role="physio", decision="hold", gate=gate)
    else:
        story.add("guide_decided", 59, role="physio", decision="cap", cap=9)
    case, walk, at = _state(story)
    made = guide_back(case, walk, at)
    if phase is None:
        assert made is walk
        return
    assert made.response == Response(_on(TODAY), "step_back", 0, (), None, "guide_shut_gate")
    assert (made.phase, made.since, made.gained_on, made.steps) == (phase, _on(TODAY), None, None)


def test_the_last_gate_shut_leads_back_to_rebuilding_on_the_same_step() -> None:
    story = Story("pfp")
    story.add("guide_decided", 59, role="physio", decision="hold", gate="rebuild_keep")
    case, walk, at = _state(story, phase="keep_running", after=After())
    made = guide_back(case, walk, at)
    response = Response(_on(TODAY), "step_back", 0, (), None, "guide_shut_gate")
    assert made == replace(walk, phase="rebuild", since=_on(TODAY), response=response)
    rebuild = replace(walk, phase="rebuild")
    assert guide_back(case, rebuild, at) is rebuild, "that gate is still ahead"
    quiet, walking, today = _state(Story("pfp"))
    assert guide_back(quiet, walking, today) is walking


# ---- the road after thirty minutes, and what is left behind


def test_two_steps_back_after_a_silence_or_a_second_warning_are_taken_on_the_road() -> None:
    _, made = _silent(15, after=After(hill_up=3), index=13)
    assert (made.after, made.index) == (After(hill_up=1), 13)
    assert made.response is not None
    assert made.response.change == -2
    _, made = _warned(warnings=(_on(TODAY - 7),), after=After(hill_up=3), index=13)
    assert (made.after, made.index) == (After(hill_up=1), 13)
    assert made.response is not None
    assert made.response.change == -2


@pytest.mark.parametrize("days", [8, 15, 29])
def test_silence_keeps_the_run_that_todays_answer_was_about(days: int) -> None:
    story = Story("pfp")
    story.run(50, 6)
    run = case_of(story, TODAY).diary.runs[0]
    _, made = _silent(days, response=Response(_on(TODAY), "repeat", 0, (), run))
    assert made.response is not None
    assert made.response.run == run


def test_no_run_waits_for_its_morning_once_the_ladder_is_left() -> None:
    story = Story("pfp")
    story.run(59, 6)
    case, walk, at = _state(story)
    waiting = replace(walk, waiting=tuple(case.diary.runs))
    assert off_the_ladder(waiting, "silence_restart", at).waiting == ()


def test_sore_days_end_a_flare_that_was_waited_out() -> None:
    story = Story("pfp")
    story.check(TODAY, pain_rest=4)
    made = phase_back(*_state(story, flare_on=_on(55)))
    assert (made.phase_back_code, made.flare_on) == ("rest_pain", None)


@pytest.mark.parametrize(("pain", "code"), [(0, None), (None, None), (1, "daily_pain")])
def test_any_daily_pain_of_bone_for_three_days_leads_back_and_none_does_not(
    pain: float | None, code: str | None
) -> None:
    story = Story("bsi_fibula")
    story.checks(TODAY - 2, TODAY, pain_daily=pain)
    assert phase_back(*_state(story)).phase_back_code == code


def test_the_daily_limit_is_that_of_the_gate_to_strengthening_and_of_no_other() -> None:
    """A tendon may hurt 3 a day in strengthening, and 2 before it runs again."""
    assert daily_limit(case_for("achilles_midportion")) == 3


# ---- when a look was written down


@pytest.mark.parametrize(("first", "lifted"), [("look", False), ("told", True)])
@pytest.mark.parametrize("told", ["check", "run"])
def test_a_look_of_the_day_itself_counts_only_when_it_knew_what_that_day_told(
    told: str, first: str, lifted: bool
) -> None:
    story = Story("pfp")

    def tell() -> None:
        story.check(55) if told == "check" else story.run(55, 5)

    if first == "told":
        tell()
    story.add("cleared", 55, role="physio", seen_by="physio", scope=["running"])
    if first == "look":
        tell()
    made = clear_referrals(*_state(story, review_since=_on(55), review_for=("sharp_again",)))
    assert (made.review_since is None) is lifted


def test_a_look_of_the_same_instant_did_not_know_it_yet() -> None:
    story = Story("pfp")
    eight = datetime(2026, 4, 26, 8, tzinfo=ZONE)
    cleared = {"seen_by": "physio", "scope": ["running"]}
    story.events += [
        parse_event(event_dict(90, "checked_in", _on(55), {"pain_rest": 0}, recorded_at=eight)),
        parse_event(event_dict(91, "cleared", _on(55), cleared, "physio", recorded_at=eight)),
    ]
    assert clear_referrals(*_state(story, review_since=_on(55), review_for=("sharp_again",))).review_since is not None
