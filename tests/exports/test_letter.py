"""The facts of the letter: what happened, what was answered and when, what the plan did, what an answer must name."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opbouw.core.decision import Decision, Session, Verdict
from opbouw.core.log import read_log
from opbouw.exports.letter import SpotSaid, letter_facts, walked, what_is_shut
from tests.core.making import Story
from tests.exports.letters import ONSET, achilles, facts_on
from tests.scenarios.story import FOLDER, read_story

SEEN: dict[str, Any] = {"seen_by": "doctor", "injury": "bsi_tibia_posteromedial", "scope": ["movement"]}


def on(day: int) -> date:
    """A date in March 2026; day 0 is the onset, the 2nd."""
    return date(2026, 3, 2 + day)


def test_a_sign_is_told_with_its_answer_its_day_and_who_wrote_it_down() -> None:
    story = achilles()
    story.screen(8, rf_night_pain="yes")
    (why,) = facts_on(story, 11).whys
    assert (why.kind, why.about, why.since, why.by) == ("sign", "rf_night_pain", on(8), "runner")


def test_a_sign_that_was_closed_and_came_back_stands_since_it_came_back() -> None:
    story = achilles()
    story.screen(2, rf_night_pain="yes")
    story.add("cleared", 4, seen_by="doctor", flags=["rf_night_pain"], injury="achilles_midportion", scope=["movement"])
    story.screen(6, rf_night_pain="yes")
    story.screen(7, rf_night_pain="yes")
    facts = facts_on(story, 9)
    assert [why.since for why in facts.whys] == [on(6)]
    assert facts.shut == "everything"
    assert facts.shut_since == on(6)
    assert facts.needed.earliest == on(6)


def test_the_most_urgent_sign_comes_first() -> None:
    story = achilles()
    story.screen(3, rf_night_pain="yes", rf_dvt="yes")
    facts = facts_on(story, 3)
    assert [why.about for why in facts.whys] == ["rf_dvt", "rf_night_pain"]
    assert facts.see is not None
    assert facts.see.how_soon == "same_day"


def test_a_question_without_yes_or_no_is_told_with_the_day_it_was_left_open() -> None:
    story = achilles()
    story.screen(3, rf_dvt="unknown")
    (why,) = facts_on(story, 6).whys
    assert (why.kind, why.about, why.since) == ("unknown", "rf_dvt", on(3))


def test_an_unknown_answer_that_holds_nothing_is_told_apart_from_one_that_does() -> None:
    story = achilles()
    story.screen(3, rf_dvt="unknown", rf_fluoro="unknown")
    facts = facts_on(story, 6)
    assert [why.about for why in facts.whys] == ["rf_dvt"]
    assert (facts.not_known, facts.fluoro) == (("rf_fluoro",), "unknown")


def test_a_locked_injury_is_told_since_the_opening_and_again_after_a_clearance_ran_out() -> None:
    story = Story("bsi_tibia_posteromedial", ONSET, spot="shin_medial", side="left")
    story.screen(0, why="first")
    assert [(why.kind, why.since) for why in facts_on(story, 3).whys] == [("locked", on(0))]
    story.add("cleared", 4, valid_until=on(9).isoformat(), **SEEN)
    assert [why.kind for why in facts_on(story, 6).whys] == ["not_cleared"]
    assert [(why.kind, why.since) for why in facts_on(story, 12).whys] == [("locked", on(10))]


def test_around_a_pregnancy_the_letter_says_so_and_asks_for_a_word_about_running() -> None:
    story = achilles()
    story.add("profile_set", 2, pregnant_or_postpartum=True, sex="f")
    facts = facts_on(story, 3)
    assert [(why.kind, why.since) for why in facts.whys] == [("pregnant", on(2))]
    assert facts.pregnant is True


@pytest.mark.parametrize(
    ("name", "day", "kind", "days"),
    [("third_flare", 10, "third_flare", 3), ("second_bone_stop_ends_self_management", 12, "bone_second_stop", 2)],
)
def test_a_referral_of_the_plan_itself_names_the_days_it_stands_on(name: str, day: int, kind: str, days: int) -> None:
    told = read_story(FOLDER / f"{name}.toml")
    today = told.story.on(told.start + day)
    facts = letter_facts(walked(read_log(told.story.told_by(today), today)))
    why = facts.whys[0]
    assert (why.kind, why.since, len(why.days)) == (kind, today, days)
    assert why.days[-1] == today
    assert facts.needed.doctor_only == (kind == "bone_second_stop")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_wherever_the_plan_sends_somebody_the_letter_says_why_and_what_an_answer_must_name(path: Any) -> None:
    told = read_story(path)
    for expected in told.expect:
        answer = told.answer(expected)
        if not isinstance(answer, Decision) or answer.see is None or told.also is not None:
            continue
        today = told.story.on(told.start + expected["day"])
        events = told.story.events if expected.get("told") == "everything" else told.story.told_by(today)
        facts = letter_facts(walked(read_log(events, today)))
        assert facts.whys, (path.stem, expected["day"])
        assert facts.see == answer.see
        assert set(answer.open_flags) == {why.about for why in facts.whys if why.about in answer.open_flags}
        assert set(answer.open_flags) <= set(facts.needed.flags)


def test_the_last_days_and_runs_are_told_as_they_were_answered() -> None:
    story = achilles()
    story.checks(1, 9)
    story.check(10, pain_rest=1, pain_daily=2, pain_morning=3, stiffness_min=20, limping=True)
    story.run(9, 12, pain_during=2, pain_after=1, pain_course="warms_up", sharp_pain=True)
    facts = facts_on(story, 10)
    assert [day.on for day in facts.days] == [on(day) for day in range(4, 11)]
    (run,) = facts.runs
    assert (run.on, run.minutes, run.during, run.after, run.next_morning) == (on(9), 12, 2, 1, 3)
    assert (run.course, run.signs) == ("warms_up", ("sharp",))


def test_a_week_before_anything_was_told_is_unknown_and_not_zero() -> None:
    story = achilles(last_run_on="2026-03-01")
    story.run(3, 12)
    facts = facts_on(story, 10)  # 12 March: weeks from 13 and 20 and 27 February and 6 March
    assert [week.minutes for week in facts.weeks] == [None, None, 12.0, 0.0]
    assert [week.more for week in facts.weeks] == [True, True, True, False]


def test_other_spots_are_told_with_their_worst_pain_and_last_day() -> None:
    story = achilles()
    story.check(3, other_spots=[{"spot": "calf", "pain": 4}])
    story.check(5, other_spots=[{"spot": "calf", "pain": 2}])
    assert facts_on(story, 6).other_spots == (SpotSaid("calf", 4.0, on(5)),)


@pytest.mark.parametrize(
    ("said", "days", "asked"), [({}, (), False), ({"painkiller": False}, (), True), ({"painkiller": True}, (4,), True)]
)
def test_painkillers_are_yes_no_or_not_asked(said: dict[str, Any], days: tuple[int, ...], asked: bool) -> None:
    story = achilles()
    story.check(4, **said)
    told = facts_on(story, 5).painkillers
    assert (told.days, told.asked) == (tuple(on(day) for day in days), asked)


def test_a_run_with_a_painkiller_counts_as_a_day_with_one() -> None:
    story = achilles()
    story.run(4, 10, painkiller_8h=True)
    assert facts_on(story, 5).painkillers.days == (on(4),)


def test_where_a_bone_is_at_high_risk_running_asks_for_a_picture_and_a_doctor() -> None:
    story = Story("bsi_femoral_neck", ONSET, spot="groin", side="left")
    story.screen(0, why="first")
    needed = facts_on(story, 2).needed
    assert (needed.imaging, needed.doctor_only, needed.valid_days) == (True, True, 42)
    assert facts_on(story, 2).shut == "everything"


@pytest.mark.parametrize(
    ("verdict", "planned", "locked", "allowed", "wanted"),
    [
        ("wait", False, False, False, "everything"),
        ("wait", True, True, False, "running_impact_strength"),
        ("wait", True, False, False, "running"),
        ("step_back", True, False, False, None),
        ("go_on", True, False, True, None),
        ("go_on", False, False, False, None),
    ],
)
def test_what_is_shut_follows_the_decision(
    verdict: Verdict, planned: bool, locked: bool, allowed: bool, wanted: str | None
) -> None:
    story = achilles()
    story.check(1)
    week = (Session("x", on(1), "mobility"),) if planned else ()
    decision = replace(
        story.decide(1), verdict=verdict, week=week, locked=locked, running_allowed=allowed, see=None, open_flags=()
    )
    assert what_is_shut(decision) == wanted


def test_a_calm_day_has_no_reason_to_see_anybody() -> None:
    story = achilles()
    story.check(1)
    facts = facts_on(story, 1)
    assert (facts.whys, facts.see, facts.shut_since) == ((), None, None)
    assert facts.needed.doctor_only is False


def test_only_the_newest_notes_of_four_weeks_are_told() -> None:
    story = achilles()
    for day in (1, 3, 30, 32):
        story.check(day, note=f"note of day {day}")
    assert [text for _, text in facts_on(story, 33).notes] == ["note of day 30", "note of day 32"]
