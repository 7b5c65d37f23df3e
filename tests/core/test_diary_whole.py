"""What is told and recorded, whole: every answer and run of the diary, two words about one thing, and rising pain."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from opbouw.core.diary import Answers, Diary, Run, careful, days_between, is_run, read_diary
from opbouw.core.events import SessionDone, parse_event
from opbouw.core.log import read_log
from tests.core.making import ZONE, Story, event_dict

DAY = 10
ON = date(2026, 3, 12)


def _diary(story: Story, day: int = DAY + 9) -> Diary:
    return read_diary(read_log(story.told_by(day), story.on(day)))


SAID: dict[str, Any] = {
    "pain_rest": 1,
    "pain_daily": 2,
    "pain_morning": 3,
    "stiffness_min": 4,
    "stiffness_spread": "one",
    "swelling": "same",
    "limping": True,
    "night_pain": True,
    "ill": "unwell",
    "painkiller": True,
    "new_spot": True,
    "sleep_h": 5,
    "energy": 4,
}


def test_a_check_in_whole() -> None:
    story = Story("pfp")
    story.add("checked_in", DAY, **SAID)
    expected = Answers(ON, **SAID, morning_in_time=True, late=False, morning_told_on=ON)
    assert _diary(story).answers == {ON: expected}
    assert _diary(story).timely == {ON: expected}
    assert expected.worst_by_day == 2


@pytest.mark.parametrize(
    ("late", "in_time", "is_late"), [(0, True, False), (1, False, False), (2, False, False), (3, False, True)]
)
def test_a_morning_is_in_time_on_its_day_and_late_after_two(late: int, in_time: bool, is_late: bool) -> None:
    story = Story("pfp")
    story.add("checked_in", DAY, late=late, pain_morning=1)
    found = _diary(story).answers[ON]
    assert (found.morning_in_time, found.late) == (in_time, is_late)
    assert found.morning_told_on == story.on(DAY + late)
    assert (ON in _diary(story).timely) is not is_late


def test_a_check_in_without_its_morning_told_none() -> None:
    story = Story("pfp")
    story.add("checked_in", DAY, pain_daily=1)
    found = _diary(story).answers[ON]
    assert (found.morning_in_time, found.morning_told_on) == (False, None)


@pytest.mark.parametrize(
    ("instant", "in_time"),
    [
        (datetime(2026, 3, 11, 23, tzinfo=UTC), True),  # past midnight where the runner is
        (datetime(2026, 3, 11, 23, tzinfo=ZONE), False),
        (datetime(2026, 3, 12, 23, tzinfo=UTC), True),
        (datetime(2026, 3, 13, 0, tzinfo=UTC), False),
    ],
)
def test_an_instant_in_utc_may_fall_a_day_earlier(instant: datetime, in_time: bool) -> None:
    story = Story("pfp")
    story.events.append(parse_event(event_dict(9, "checked_in", ON, {"pain_morning": 1}, recorded_at=instant)))
    found = read_diary(read_log(story.events, story.on(DAY + 2))).answers[ON]
    assert (found.morning_in_time, found.morning_told_on) == (in_time, max(ON, instant.date()))


def test_of_two_answers_about_one_day_each_field_keeps_the_more_careful() -> None:
    calm = Answers(ON, 0, 1, 2, 3, "one", "none", False, False, "none", False, False, 8, 5, True, True, ON)
    sore = Answers(ON, 1, 2, 3, 4, "several", "more", True, True, "fever", True, True, 5, 2, False, False, None)
    worst = Answers(ON, 1, 2, 3, 4, "several", "more", True, True, "fever", True, True, 5, 2, True, False, ON)
    assert careful(calm, sore) == careful(sore, calm) == worst
    assert careful(calm, calm) == calm
    unsaid = Answers(ON)
    assert careful(unsaid, replace(sore, late=False)) == careful(sore, unsaid) == sore
    assert careful(replace(unsaid, limping=False), unsaid).limping is False
    assert careful(unsaid, replace(unsaid, limping=False)).limping is False
    tomorrow = ON + timedelta(days=1)
    assert careful(replace(calm, morning_told_on=tomorrow), calm).morning_told_on == ON


def test_answers_that_name_a_run_are_found_by_it_each_by_itself() -> None:
    story = Story("pfp")
    run = story.run(DAY, 10)
    story.check(DAY + 1, for_session=run, pain_morning=1)
    story.check(DAY + 2, for_session=run, pain_morning=4)
    story.check(DAY + 3, pain_morning=9)
    found = _diary(story).for_run
    assert set(found) == {run}
    assert [(one.on, one.pain_morning) for one in found[run]] == [(story.on(DAY + 1), 1), (story.on(DAY + 2), 4)]


# ---- runs


def test_a_run_whole() -> None:
    story = Story("pfp")
    said: dict[str, Any] = {
        "modality": "treadmill",
        "minutes": 30,
        "run_minutes": 12,
        "distance_km": 2.5,
        "intervals": [{"kind": "run", "seconds": 60, "reps": 4}, {"kind": "walk", "seconds": 90},
                      {"kind": "run", "seconds": 120}],
        "effort_rpe": 3,
        "pain_during": 1,
        "pain_after": 2,
        "settled_min": 5,
        "pain_course": "warms_up",
        "pain_starts_min": 7,
        "body_weight_pct": 80,
        "painkiller_8h": False,
        "planned": "p",
        "activity": "a",
    }  # fmt: skip
    name = story.add("session_done", DAY, kind="run", **said)
    told_at = story.events[-1].recorded_at
    assert _diary(story).runs_on(ON) == (
        Run(
            id=name,
            on=ON,
            run_minutes=12,
            minutes=30,
            distance_km=2.5,
            longest_bout_s=120,
            modality="treadmill",
            body_weight_pct=80,
            effort_rpe=3,
            pain_during=1,
            pain_after=2,
            settled_min=5,
            pain_course="warms_up",
            pain_starts_min=7,
            painkiller=False,
            answered=True,
            planned="p",
            activity="a",
            told_at=told_at,
            least_minutes=12,
        ),
    )


def _run(late: float = 0, **said: Any) -> Run:
    story = Story("pfp")
    story.add("session_done", DAY, kind="run", late=late, **said)
    return _diary(story).runs_on(ON)[0]


def test_run_minutes_are_those_told_or_those_of_the_bouts() -> None:
    bouts = [{"kind": "run", "seconds": 60, "reps": 4}, {"kind": "walk", "seconds": 90}, {"kind": "run", "seconds": 90}]
    assert _run(intervals=bouts).run_minutes == 5.5
    assert _run(intervals=bouts).least_minutes == 5.5
    assert _run(intervals=bouts, run_minutes=0).run_minutes == 0
    assert _run(intervals=bouts[1:2]).run_minutes is None
    assert _run().longest_bout_s is None


def test_what_was_sharp_limped_or_cut_short_is_told_by_a_yes_alone() -> None:
    quiet = _run(sharp_pain=False, gait_changed=False, walked_home=False, stopped_early=False)
    assert (quiet.sharp, quiet.gait_changed, quiet.stopped_early, quiet.answered) == (False, False, False, False)
    assert _run(sharp_pain=True).sharp
    assert _run(gait_changed=True).gait_changed
    assert _run(walked_home=True).gait_changed
    assert _run(stopped_early=True).stopped_early
    assert _run(pain_during=0).answered
    assert not _run(pain_after=0).answered
    assert [_run(late=days).late for days in (0, 2, 3)] == [False, False, True]


@pytest.mark.parametrize(
    ("said", "run"),
    [
        ({"kind": "run"}, True),
        ({"kind": "cross", "modality": "bike"}, False),
        ({"kind": "cross", "modality": "treadmill"}, True),
        ({"kind": "cross", "modality": "running"}, True),
        ({"kind": "cross", "modality": "alterg"}, True),
        ({"kind": "strength", "modality": "run"}, False),
        ({"kind": "walk", "run_minutes": 1}, True),
        ({"kind": "walk", "run_minutes": 0}, False),
        ({"kind": "walk"}, False),
    ],
)
def test_whatever_it_was_called_a_session_with_running_in_it_is_a_run(said: dict[str, Any], run: bool) -> None:
    assert is_run(SessionDone(**said)) is run


def test_a_walk_with_bouts_of_running_is_a_run() -> None:
    story = Story("pfp")
    for day, kind in ((1, "run"), (2, "walk")):
        story.add("session_done", day, kind="walk", intervals=[{"kind": kind, "seconds": 30}])
    assert [one.on for one in _diary(story).runs] == [story.on(1)]
    assert [one.on for one in _diary(story).work] == [story.on(2)]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ({"run_minutes": 12, "minutes": 30, "distance_km": 4}, 12),
        ({"minutes": 30, "distance_km": 4}, 30),
        ({"distance_km": 4}, 28),
        ({}, None),
        ({"run_minutes": 0, "minutes": 30}, 0),
    ],
)
def test_the_load_of_a_run_is_the_finest_that_is_known(said: dict[str, float], minutes: float | None) -> None:
    assert _run(**said).load_minutes == minutes


# ---- recordings


def test_a_recording_whole() -> None:
    story = Story("pfp")
    name = story.add("activity_imported", DAY, sport="trail", seconds=1830, distance_m=5500)
    told_at = story.events[-1].recorded_at
    assert _diary(story).runs_on(ON) == (Run(name, ON, None, 30.5, 5.5, activity=name, recorded=True, told_at=told_at),)


def test_a_recording_of_nothing_knows_nothing() -> None:
    story = Story("pfp")
    story.add("activity_imported", DAY, sport="run", id="x")
    found = _diary(story).runs_on(ON)[0]
    assert (found.minutes, found.distance_km, found.activity) == (None, None, "x")


@pytest.mark.parametrize(
    ("told", "seconds", "same"),
    [(30, 35 * 60, True), (30, 36.1 * 60, True), (30, 38 * 60, False), (10, 15 * 60, True), (10, 15.1 * 60, False),
     (60, 75 * 60, True), (60, 76 * 60, False), (60, 48 * 60, True), (60, 47 * 60, False)],
)  # fmt: skip
def test_a_recording_within_five_minutes_or_a_fifth_is_the_same_run(told: float, seconds: float, same: bool) -> None:
    story = Story("pfp")
    story.run(DAY, told)
    story.add("activity_imported", DAY, sport="run", seconds=seconds, distance_m=4000, id="x")
    found = _diary(story).runs_on(ON)
    assert len(found) == (1 if same else 2)
    if same:
        assert (found[0].minutes, found[0].run_minutes) == (max(told, seconds / 60), told)
        assert (found[0].distance_km, found[0].recorded, found[0].activity) == (4, True, "x")


@pytest.mark.parametrize("named", ["id", "event"])
def test_a_run_that_names_its_recording_is_the_same_run_on_whatever_day_it_was_recorded(named: str) -> None:
    story = Story("pfp")
    said: dict[str, Any] = {"id": "x"} if named == "id" else {}
    name = story.add("activity_imported", DAY + 1, sport="run", seconds=600, **said)
    story.run(DAY, 30, distance_km=5, activity="x" if named == "id" else name)
    diary = _diary(story)
    assert diary.runs_on(story.on(DAY + 1)) == ()
    (found,) = diary.runs_on(ON)
    assert (found.recorded, found.minutes, found.distance_km) == (True, 30, 5)


def test_what_was_recorded_up_to_the_onset_or_in_another_sport_is_no_run_of_the_episode() -> None:
    story = Story("pfp")
    story.add("activity_imported", 0, sport="run", seconds=600)
    story.add("activity_imported", 1, sport="ride", seconds=600)
    story.add("activity_imported", 2, sport="treadmill", seconds=600)
    assert [one.on for one in _diary(story).runs] == [story.on(2)]


def test_of_a_run_that_was_corrected_late_the_heavier_and_sorer_reading_stands() -> None:
    story = Story("pfp")
    heavy: dict[str, Any] = {"run_minutes": 20, "minutes": 40, "pain_during": 3, "pain_after": 4, "settled_min": 60}
    signs: dict[str, Any] = {"sharp_pain": True, "gait_changed": True, "stopped_early": True, "painkiller_8h": True}
    first = story.add("session_done", DAY, kind="run", **heavy, pain_starts_min=3, **signs)
    light: dict[str, Any] = {
        "kind": "run",
        "run_minutes": 10,
        "minutes": 20,
        "pain_during": 0,
        "pain_after": 0,
        "settled_min": 1,
    }
    story.add("corrected", DAY + 5, event=first, data=light | {"pain_starts_min": 9, "painkiller_8h": False})
    (found,) = _diary(story).runs_on(ON)
    assert (found.run_minutes, found.minutes, found.pain_during, found.pain_after) == (20, 40, 3, 4)
    assert (found.settled_min, found.pain_starts_min, found.least_minutes) == (60, 3, 10)
    assert (found.sharp, found.gait_changed, found.stopped_early, found.painkiller) == (True, True, True, True)


# ---- what days say together


def test_night_pain_a_new_spot_and_rising_pain_ask_to_rule_bone_out_again() -> None:
    for said, asked in (({"night_pain": True}, True), ({"new_spot": True}, True), ({}, False)):
        story = Story("pfp")
        story.check(DAY, **said)
        assert (_diary(story).bone_alarm(story.on(DAY + 1)) == ON) is asked
        assert _diary(story).bone_alarm(story.on(DAY - 1)) == date.min


@pytest.mark.parametrize(
    ("pains", "starts", "rises"),
    [
        ((0, 1, 2), (None, None, None), True),
        ((0, 1, 1), (None, None, None), False),
        ((1, 1, 2), (None, None, None), False),
        ((1, 2), (None, None), False),
        ((1, 1, 1), (9, 8, 7), True),
        ((1, 1, 1), (9, 9, 7), False),
        ((1, 1, 1), (9, 8, 8), False),
        ((1, 1, 1), (None, 8, 7), False),
        ((None, 1, 2), (None, None, None), False),  # a run without an answer is none of the three
        ((3, 0, 1, 2), (None,) * 4, True),
    ],
)
def test_pain_that_rises_over_two_runs_or_begins_sooner_in_each(
    pains: tuple[float | None, ...], starts: tuple[float | None, ...], rises: bool
) -> None:
    story = Story("pfp")
    for n, (pain, start) in enumerate(zip(pains, starts, strict=True)):
        story.run(DAY + 2 * (n + 1 - len(pains)), 5, pain_during=pain, pain_starts_min=start)
    diary = _diary(story)
    assert diary.rises_on(ON) is rises
    assert (diary.bone_alarm(ON) == ON) is rises


@pytest.mark.parametrize(
    ("late", "rises"),
    [
        ((), False),
        ((2,), True),
        ((1, 2), False),
        ((2, 3), False),
        ((3,), False),
    ],  # of the runs with a pain of 1, 2, 2, 3
)
def test_a_run_told_late_breaks_no_row_of_rising_pain(late: tuple[int, ...], rises: bool) -> None:
    story = Story("pfp")
    for n, pain in enumerate((1, 2, 2, 3)):
        story.run(DAY + 2 * (n - 3), 5, pain_during=pain, late=3 if n in late else 0)
    assert _diary(story).rises_on(ON) is rises


def test_a_run_told_late_makes_a_row_of_rising_pain() -> None:
    story = Story("pfp")
    for n, pain in enumerate((1, 2, 3)):
        story.run(DAY + 2 * (n - 2), 5, pain_during=pain, late=3 if n == 1 else 0)
    assert _diary(story).rises_on(ON)


def test_a_load_above_all_before_it_is_raised_on_its_day() -> None:
    story = Story("pfp")
    for day, load in ((1, 10), (3, 8), (5, 10), (7, 12), (9, 11)):
        done = {"id": "step_down", "sets": 3, "reps": 8, "load_kg": load}
        story.add("session_done", day, kind="strength", minutes=20, exercises=[done, {"id": "other", "sets": 1}])
    diary = _diary(story)
    assert [day for day in range(12) if diary.load_raised(story.on(day), story.on(day))] == [7]
    assert diary.load_raised(story.on(5), story.on(7))


def test_the_newest_answer_to_each_question_holds_and_a_late_no_takes_none_away() -> None:
    story = Story("pfp")
    story.add("screened", 1, answers={"rf_chest": "yes", "rf_dvt": "no"}, why="asked")
    story.add("screened", 2, late=4, answers={"rf_chest": "no", "rf_dvt": "yes"}, why="asked")
    story.add("screened", 9, answers={"rf_chest": "no"}, why="asked")
    diary = _diary(story)
    assert diary.flag_answers(story.on(0)) == {}
    assert diary.flag_answers(story.on(1)) == {"rf_chest": "yes", "rf_dvt": "no"}
    assert diary.flag_answers(story.on(2)) == {"rf_chest": "yes", "rf_dvt": "yes"}
    assert diary.flag_answers(story.on(9)) == {"rf_chest": "no", "rf_dvt": "yes"}


def test_days_near_a_run_and_days_of_illness() -> None:
    story = Story("pfp")
    story.run(5, 5)
    for day, word in ((6, "none"), (7, "unwell"), (9, None)):
        story.check(day, ill=word)
    diary = _diary(story)
    assert [day for day in range(9) if diary.near_run(story.on(day))] == [5, 6]
    assert diary.sick_between(story.on(6), story.on(7))
    assert not diary.sick_between(story.on(8), story.on(9))
    assert not diary.sick_between(story.on(5), story.on(6))
    assert list(days_between(story.on(2), story.on(4))) == [story.on(2), story.on(3), story.on(4)]
