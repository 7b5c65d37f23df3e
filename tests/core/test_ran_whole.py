"""A run as it was done, whole: whether it was allowed, within its cap and as shown, and what it asks at once."""

from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.dose import dose_bouts, proposed_minutes, room_for_running, run_dose, stage_of
from opbouw.core.pain import Match
from opbouw.core.ran import assisted, assisted_minutes, count_run
from opbouw.core.walk import After, Day, Ran, Response, Walk
from opbouw.evidence.rows import Bout
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 40
SHOWN = 14  # the fourth step of the kneecap's ladder: bouts of two minutes


def _on(day: int) -> Any:
    return Story("pfp").on(day)


def _well(injury: str = "pfp", day: int = TODAY, late: float = 0, **said: Any) -> tuple[Case, Walk, Day]:
    """Rebuilding on a day on which all is well, and the run that was told of it."""
    story = Story(injury, severity="limits_running", named_by="physio", side="left")
    story.add("profile_set", 0, years_running=5)
    story.screen(TODAY - 2)
    story.checks(25, TODAY)
    story.run(day, said.pop("minutes", 30), late=late, **{"run_minutes": SHOWN} | said)
    case = case_of(story, TODAY + int(late))
    walk, at = rebuilding(case, "knee_short_bouts", [ran(_on(30), 14), ran(_on(33), 14)], 3, clean=1)
    fine = Response(_on(37), "go_on", 0, ())
    walk = replace(walk, response=fine, rest_until=None, flare_on=None, step_backs=(), ups=(), waiting=())
    return case, walk, replace(at, on=_on(TODAY))


def _counted(**said: Any) -> tuple[Ran, Walk]:
    case, walk, at = _well(**said)
    made = count_run(case, walk, at, case.diary.runs[0])
    return made.ran[-1], made


def test_a_run_as_it_was_shown_whole() -> None:
    case, walk, at = _well(distance_km=2)
    run = case.diary.runs[0]
    assert (run_dose(case, walk, at).value, proposed_minutes(case, walk, at.on)) == (SHOWN, SHOWN)
    made = count_run(case, walk, at, run)
    counted = Ran(_on(TODAY), run.id, SHOWN, 2, allowed=True, within_cap=True, as_shown=True)
    assert made.ran == (*walk.ran, counted)
    assert made.waiting == (run,)
    assert made.response == Response(_on(TODAY), "wait", 0, (), run, "morning_after_due")
    assert made == replace(walk, ran=made.ran, waiting=made.waiting, response=made.response)


@pytest.mark.parametrize(
    ("minutes", "within", "as_shown"),
    [(13, True, False), (14, True, True), (14.9, True, True), (15, True, True), (17.9, True, True), (18, False, True)],
)
def test_minutes_within_every_bound_count_and_fewer_than_shown_do_not(
    minutes: float, within: bool, as_shown: bool
) -> None:
    """The longest of 30 days was 14: 17 at most, whole minutes; the step showed 14."""
    counted, _ = _counted(run_minutes=minutes)
    assert (counted.minutes, counted.within_cap, counted.as_shown) == (minutes, within, as_shown)


def test_a_run_of_which_no_minutes_are_known_counts_as_what_was_shown_and_is_no_step() -> None:
    counted, _ = _counted(run_minutes=None, minutes=None)
    assert (counted.minutes, counted.within_cap, counted.as_shown, counted.allowed) == (SHOWN, False, False, True)


def test_a_recorded_length_alone_is_load_and_no_run_as_shown() -> None:
    counted, _ = _counted(run_minutes=None, minutes=14)
    assert (counted.minutes, counted.within_cap, counted.as_shown) == (14, True, False)


@pytest.mark.parametrize(("seconds", "as_shown"), [(119, False), (120, True), (840, True)])
def test_bouts_are_as_long_as_those_of_the_step(seconds: float, as_shown: bool) -> None:
    counted, _ = _counted(intervals=[{"kind": "run", "seconds": seconds}])
    assert counted.as_shown is as_shown


def test_after_the_ladder_bouts_are_not_asked() -> None:
    case, walk, at = _well(run_minutes=30, intervals=[{"kind": "run", "seconds": 60}])
    road = replace(walk, after=After(), index=13, ran=(ran(_on(30), 30), ran(_on(33), 30)))
    assert count_run(case, road, at, case.diary.runs[0]).ran[-1].as_shown


def test_a_run_on_a_day_without_leave_or_told_late_was_not_allowed() -> None:
    case, walk, at = _well()
    run = case.diary.runs[0]
    for held in (replace(walk, rest_until=_on(TODAY + 1)), replace(walk, bone_stopped=True)):
        assert not count_run(case, held, at, run).ran[-1].allowed
    assert not count_run(case, walk, at, replace(run, late=True)).ran[-1].allowed
    assert count_run(case, walk, at, run).ran[-1].allowed


def test_a_run_where_the_week_leaves_nothing_was_not_allowed() -> None:
    case, walk, at = _well()
    full = replace(walk, bone_cap_min=0.0)
    assert not count_run(case, full, at, case.diary.runs[0]).ran[-1].allowed


def test_the_first_run_with_leave_is_the_first_of_all() -> None:
    case, walk, at = _well(run_minutes=6)
    run, new = case.diary.runs[0], replace(walk, first_done=False)
    assert count_run(case, new, at, run).first_done
    assert not count_run(case, replace(new, bone_stopped=True), at, run).first_done
    assert not count_run(case, replace(new, phase="strengthen"), at, run).first_done
    assert count_run(case, replace(walk, bone_stopped=True), at, run).first_done, "it was done before"


def test_a_run_that_hurts_steps_back_at_once_and_still_waits_for_its_morning() -> None:
    case, walk, at = _well(pain_during=5)
    run = case.diary.runs[0]
    made = count_run(case, walk, at, run)
    match = Match("r_above_hold", "stop_step_back", 1, 1, 5, 3)
    assert made.response == Response(_on(TODAY), "step_back", -1, (match,), run, asked_back=1)
    assert (made.index, made.waiting, made.rest_until) == (2, (run,), _on(TODAY + 2))
    assert made.ran[-1].stepped_back


def test_an_amber_run_waits_with_what_it_matched() -> None:
    case, walk, at = _well(pain_during=3)
    made = count_run(case, walk, at, case.diary.runs[0])
    assert made.response is not None
    assert (made.response.verdict, [one.rule for one in made.response.matches]) == ("wait", ["r_amber"])
    assert made.index == 3


def test_a_run_before_rebuilding_makes_tests_begin_anew_and_steps_nowhere() -> None:
    case, walk, at = _well(pain_during=5)
    run = case.diary.runs[0]
    early = replace(walk, phase="strengthen", tests_from=_on(20))
    made = count_run(case, early, at, run)
    match = Match("r_above_hold", "stop_step_back", 1, 1, 5, 3)
    assert made.response == Response(_on(TODAY), "wait", 0, (match,), run)
    assert (made.tests_from, made.index, made.waiting) == (_on(TODAY), 3, (run,))
    later = count_run(case, replace(early, tests_from=_on(TODAY + 1)), at, run)
    assert later.tests_from == _on(TODAY + 1)


# ---- the anti-gravity treadmill


def _air(share: float | None = 60, minutes: float = 3, **allowed: Any) -> tuple[bool, Walk, Walk]:
    case, walk, at = _well(modality="alterg", body_weight_pct=share, run_minutes=minutes)
    said: dict[str, Any] = {"modalities": frozenset({"alterg"}), "body_weight_pct_max": 60.0, "seen": True}
    at = replace(at, allowed=replace(at.allowed, **said | allowed))
    run = case.diary.runs[0]
    return assisted(case, walk, at, run), walk, count_run(case, walk, at, run)


def test_in_the_air_within_the_clearance_no_run_is_counted_and_its_morning_is_asked() -> None:
    held, walk, made = _air()
    assert held
    assert made.ran == walk.ran
    assert made.response is not None
    assert (made.response.verdict, made.response.code, made.bone_stopped) == ("wait", "morning_after_due", False)
    assert made.waiting == (made.response.run,)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ({"share": 60}, True),
        ({"share": 61}, False),
        ({"share": None}, False),
        ({"minutes": 6}, True),  # the first step of the ladder
        ({"minutes": 7}, False),
        ({"max_run_min": 3}, True),
        ({"max_run_min": 2}, False),
        ({"body_weight_pct_max": None}, False),
        ({"modalities": frozenset({"rowing"})}, False),
        ({"not_before": _on(TODAY)}, True),
        ({"not_before": _on(TODAY + 1)}, False),
    ],
)
def test_only_as_light_as_short_and_as_late_as_the_clearance_says(said: dict[str, Any], holds: bool) -> None:
    held, walk, made = _air(**said)
    assert held is holds
    assert (len(made.ran) == len(walk.ran)) is holds


def test_in_the_air_a_phase_without_running_is_no_hindrance_and_anything_else_is() -> None:
    case, walk, at = _well(modality="alterg", body_weight_pct=50, run_minutes=3)
    allowed = replace(at.allowed, modalities=frozenset({"alterg"}), body_weight_pct_max=60.0, seen=True)
    at, run = replace(at, allowed=allowed), case.diary.runs[0]
    assert assisted(case, replace(walk, phase="strengthen"), at, run)
    assert not assisted(case, replace(walk, bone_stopped=True), at, run)
    assert not assisted(case, walk, at, replace(run, modality="run"))
    assert not assisted(case, walk, at, replace(run, run_minutes=None, minutes=None))
    assert assisted_minutes(case, walk, at) == 6
    capped = replace(at, allowed=replace(allowed, max_run_min=2.5))
    assert assisted_minutes(case, walk, capped) == 2.5
    assert assisted_minutes(case, walk, replace(at, allowed=replace(allowed, modalities=frozenset()))) == 0


# ---- the bouts and the room of a day


def test_the_bouts_of_a_step_are_left_out_from_its_end_where_the_minutes_are_fewer() -> None:
    case, walk, _ = _well()
    stage = stage_of(walk)
    assert stage is not None
    assert stage.run_min == SHOWN
    assert dose_bouts(case, walk, SHOWN) == stage.bouts
    assert dose_bouts(case, walk, 99) == stage.bouts
    assert sum(one.reps * one.run_s for one in dose_bouts(case, walk, 8)) == 480
    assert dose_bouts(case, walk, 0) == ()
    assert dose_bouts(case, replace(walk, steps=None), 8) == ()
    assert dose_bouts(case, replace(walk, after=After()), 12.5) == (Bout(750, 0, 1),)
    assert stage_of(replace(walk, steps=None)) is None
    assert proposed_minutes(case, replace(walk, steps=None), _on(TODAY)) == 0


def test_the_room_of_a_day_is_what_the_walking_leaves() -> None:
    story = Story("pfp")
    story.add("availability_set", 0, weekdays={"sat": 20, "sun": 40})
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "knee_short_bouts", (), 3)
    stage = stage_of(walk)
    assert stage is not None
    around = (stage.warmup_walk_s + stage.cooldown_walk_s) / 60
    road = replace(walk, after=After(), index=13)
    assert at.on.weekday() == 5
    assert room_for_running(case, road, at.on) == 20 - around
    assert room_for_running(case, road, _on(TODAY + 1)) == 40 - around
    assert room_for_running(case, road, _on(TODAY + 2)) == 0
    fits = room_for_running(case, walk, at.on)
    assert fits is not None
    assert 0 < fits < SHOWN
    assert room_for_running(case_of(Story("pfp"), TODAY), walk, at.on) is None
    assert room_for_running(case, replace(walk, steps=None), at.on) is None
