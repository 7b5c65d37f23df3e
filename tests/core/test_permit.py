"""May this runner run today? From a day on which all is well, one thing at a time is changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.flags import Pending
from opbouw.core.onward import holds_on_step, step_up, strength_raised, ups_allowed
from opbouw.core.permit import (
    blockers,
    days_per_week,
    exit_mornings,
    exit_mornings_needed,
    not_cleared,
    pain_today,
    pregnant_unseen,
    rest_days,
    running_days,
    screening_again,
    screening_due,
    sore_spot,
    swelling_not_gone,
)
from opbouw.core.spots import Watch
from opbouw.core.walk import After, Day, Response, Walk
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

TODAY = 40
Told = Callable[[Story], object]
State = tuple[Case, Walk, Day]


def _on(day: int) -> date:
    return Story("pfp").on(day)


def _well(injury: str = "pfp", tell: Told | None = None, *, checks: bool = True, **opened: Any) -> State:
    """Rebuilding on its fifth step, screened two days ago, calm mornings, the last run ten days ago."""
    story = Story(injury, **{"severity": "limits_running", "named_by": "physio", "side": "left"} | opened)
    story.add("profile_set", 0, years_running=5)
    story.screen(TODAY - 2)
    if checks:
        story.checks(30, TODAY)
    if tell is not None:
        tell(story)
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "knee_short_bouts", [ran(_on(30), 6)], 4, clean=2)
    fine = Response(_on(31), "go_on", 0, ())
    return case, replace(walk, response=fine, rest_until=None, flare_on=None, step_backs=(), ups=(), waiting=()), at


def test_a_day_on_which_all_is_well_has_nothing_against_it() -> None:
    assert blockers(*_well()) == ()
    assert holds_on_step(*_well()) == ()


def _flags(**changed: Any) -> Callable[[Walk, Day], tuple[Walk, Day]]:
    return lambda walk, at: (walk, replace(at, flags=replace(at.flags, **changed)))


def _walk(**changed: Any) -> Callable[[Walk, Day], tuple[Walk, Day]]:
    return lambda walk, at: (replace(walk, **changed), at)


def _day(**changed: Any) -> Callable[[Walk, Day], tuple[Walk, Day]]:
    return lambda walk, at: (walk, replace(at, **changed))


PENDING = (Pending("rf_night_pain", date(2026, 4, 10)),)
SORE = Watch("foot", date(2026, 4, 9), datetime(2026, 4, 9, 8, tzinfo=UTC), 3, 3, date(2026, 4, 9))


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        (_day(open_flags=("rf_chest",)), ("open_flag",)),
        (_day(locked=True), ("locked",)),
        (_flags(pending=PENDING), ("flag_question",)),
        (_flags(screened_on=None), ("screening_missing",)),
        (_flags(new_spot=True), ("screening_due",)),
        (_flags(mistake_on=_on(TODAY)), ("flag_mistake_today",)),
        (_flags(mistake_on=_on(TODAY - 1)), ()),
        (_flags(watches=(SORE,)), ("other_spot",)),
        (_flags(watches=(replace(SORE, pain=2),)), ()),
        (_flags(watches=(replace(SORE, pain=None),)), ("other_spot",)),
        (_walk(phase="strengthen"), ("phase_without_running",)),
        (_walk(review_since=_on(30)), ("review",)),
        (_walk(bone_stopped=True), ("bone_stop",)),
        (_walk(bone_stops=(_on(TODAY - 1),)), ("screening_due",)),
        (_walk(bone_stops=(_on(TODAY - 2),)), ()),  # answered again that day
        (_walk(rest_until=_on(TODAY + 1)), ("rest_after_step_back",)),
        (_walk(rest_until=_on(TODAY)), ()),
        (_walk(flare_on=_on(30)), ("mornings_not_usual",)),
        (_walk(ran=(ran(_on(TODAY - 1), 6),)), ("day_between_runs",)),
        (_walk(ran=(ran(_on(TODAY - 2), 6),)), ()),
        (_walk(ran=tuple(ran(_on(TODAY - n), 6) for n in (6, 4, 2))), ("running_days",)),
        (_walk(ran=tuple(ran(_on(TODAY - n), 6) for n in (7, 4, 2))), ()),
    ],
)
def test_each_thing_against_a_run_has_its_own_code(
    changed: Callable[[Walk, Day], tuple[Walk, Day]], codes: tuple[str, ...]
) -> None:
    case, walk, at = _well()
    assert blockers(case, *changed(walk, at)) == codes


@pytest.mark.parametrize(
    ("tell", "codes"),
    [
        (lambda s: s.check(TODAY, ill="unwell"), ("ill",)),
        (lambda s: s.check(TODAY, pain_morning=3), ("pain_today",)),
        (lambda s: s.add("away_set", 35, **{"from": _on(TODAY).isoformat(), "to": _on(TODAY).isoformat()}), ("away",)),
        (lambda s: s.add("guide_decided", 35, role="physio", decision="hold"), ("guide_hold",)),
        (lambda s: s.add("profile_set", 35, pregnant_or_postpartum=True), ("pregnant",)),
        (
            lambda s: s.add("cleared", 35, role="doctor", seen_by="doctor", injury="pfp", scope=["movement"]),
            ("no_clearance_for_running",),
        ),
    ],
)
def test_what_is_told_against_a_run_has_its_own_code(tell: Told, codes: tuple[str, ...]) -> None:
    assert blockers(*_well(tell=tell)) == codes


def test_a_run_that_waits_for_its_morning_keeps_the_next_away() -> None:
    case, walk, at = _well(tell=lambda s: s.run(30, 6))
    assert blockers(case, replace(walk, waiting=tuple(case.diary.runs)), at) == ("morning_missing",)


@pytest.mark.parametrize(("last", "old"), [(TODAY - 3, False), (TODAY - 4, True)])
def test_a_check_in_holds_for_three_days(last: int, old: bool) -> None:
    assert blockers(*_well(tell=lambda s: s.check(last), checks=False)) == (("check_in_old",) if old else ())


def test_a_meniscus_that_swelled_waits_until_the_swelling_is_told_to_be_gone() -> None:
    swelled = ran(_on(30), 6, signs=("r_swelling",))

    def waits(*told: tuple[int, str | None], injury: str = "meniscal", ran_so: Any = swelled) -> bool:
        story = Story(injury)
        for day, swelling in told:
            story.check(day, swelling=swelling)
        case = case_of(story, TODAY)
        walk, at = rebuilding(case, "knee_short_bouts", [ran_so], 4)
        return swelling_not_gone(case, walk, at.on)

    assert waits()
    assert waits((35, "same"))
    assert not waits((35, "none"))
    assert waits((35, "none"), (38, "same"))
    assert not waits((35, "same"), (38, "none"))
    assert not waits((35, "none"), (38, None))
    assert not waits(injury="pfp")
    assert not waits(ran_so=ran(_on(30), 6))


def test_a_meniscus_that_swelled_has_its_code() -> None:
    case, walk, at = _well("meniscal", lambda s: s.check(TODAY, swelling="same"))
    swelled = replace(walk, ran=(ran(_on(30), 6, signs=("r_swelling",)),))
    assert blockers(case, swelled, replace(at, flags=replace(at.flags, amber_on=None))) == ("swelling_not_gone",)


# ---- the warning-sign questions


def test_a_step_back_or_an_amber_sign_asks_the_questions_again() -> None:
    _, walk, at = _well()
    assert not screening_again(walk, at)
    assert not screening_again(replace(walk, step_backs=(_on(TODAY - 2),)), at), "answered that day"
    assert screening_again(replace(walk, step_backs=(_on(TODAY - 1), _on(20))), at)
    amber = replace(at, flags=replace(at.flags, amber_on=_on(TODAY)))
    assert screening_again(walk, amber)
    never = replace(at, flags=replace(at.flags, screened_on=None))
    assert not screening_again(replace(walk, step_backs=(_on(TODAY - 1),)), never)
    assert not screening_due(replace(walk, bone_stops=(_on(TODAY - 1),)), never)
    assert screening_due(replace(walk, bone_stops=(_on(5), _on(TODAY - 1))), at)
    assert not screening_due(replace(walk, bone_stops=(_on(TODAY - 9), _on(TODAY - 3))), at)


def test_without_another_spot_none_is_sore() -> None:
    assert not sore_spot(_well()[2])


# ---- a clearance that keeps running shut, and pregnancy


def test_a_clearance_opens_running_from_its_day_and_by_its_scope() -> None:
    case, _, at = _well()

    def shut(injury: Case = case, **allowed: Any) -> bool:
        return not_cleared(injury, replace(at, allowed=replace(at.allowed, **allowed)))

    assert not shut()
    assert shut(scope=frozenset({"movement"}))
    assert not shut(scope=frozenset({"movement", "running"}))
    assert shut(scope=frozenset({"running"}), not_before=_on(TODAY + 1))
    assert not shut(scope=frozenset({"running"}), not_before=_on(TODAY))
    locked = case_of(Story("bsi_fibula"), TODAY)
    assert locked.injury.locked_until_clearance
    assert shut(locked)
    assert not shut(locked, scope=frozenset({"running"}))


@pytest.mark.parametrize(
    ("cleared", "waits"),
    [
        (None, True),
        ({"day": 30, "flags": ["rf_pregnant"]}, False),
        ({"day": 30, "scope": ["running"], "injury": "pfp"}, False),
        ({"day": 30, "scope": ["movement"], "injury": "pfp"}, True),
        ({"day": 30, "flags": ["rf_chest"]}, True),
        ({"day": 30, "flags": ["rf_pregnant"], "role": "trainer"}, True),
        ({"day": 9, "flags": ["rf_pregnant"]}, True),  # before it was said, on day 10
        ({"day": 10, "flags": ["rf_pregnant"]}, False),
        ({"day": 30, "flags": ["rf_pregnant"], "valid_until": "2026-04-11"}, False),
        ({"day": 30, "flags": ["rf_pregnant"], "valid_until": "2026-04-10"}, True),
    ],
)
def test_pregnant_waits_for_a_professional(cleared: dict[str, Any] | None, waits: bool) -> None:
    story = Story("pfp")
    story.add("profile_set", 10, pregnant_or_postpartum=True)
    if cleared is not None:
        said = {"role": "physio", "seen_by": "physio"} | cleared
        day = said.pop("day")
        story.add("cleared", day, **said)
    case = case_of(story, TODAY)
    assert pregnant_unseen(case, case.today) is waits


def test_a_clearance_for_a_pregnancy_holds_for_the_days_of_the_table() -> None:
    """valid_days_clearance, other: 90 days."""
    story = Story("pfp")
    story.add("profile_set", 1, pregnant_or_postpartum=True)
    story.add("cleared", 10, role="physio", seen_by="physio", flags=["rf_pregnant"])
    case = case_of(story, 120)
    assert not pregnant_unseen(case, story.on(100))
    assert pregnant_unseen(case, story.on(101))
    assert pregnant_unseen(case, story.on(9))


def _pregnant(said: int, cleared: int, day: int, *, more: int | None = None) -> bool:
    story = Story("pfp")
    story.add("cleared", cleared, role="physio", seen_by="physio", flags=["rf_pregnant"])
    story.add("profile_set", said, pregnant_or_postpartum=True)
    if more is not None:
        story.add("profile_set", more, years_running=4)
    return pregnant_unseen(case_of(story, TODAY), story.on(day))


def test_a_look_counts_from_the_day_it_was_last_said_until_the_day_asked() -> None:
    assert _pregnant(10, 5, 10), "seen before it was said"
    assert not _pregnant(10, 10, 10)
    assert not _pregnant(10, 12, 12)
    assert not _pregnant(10, 5, 8), "on day 8 it was not said yet: any look since the onset counts"
    assert not _pregnant(10, 20, 35, more=30), "another word of the profile is no new pregnancy"


def test_who_is_not_pregnant_waits_for_nobody() -> None:
    assert not pregnant_unseen(case_of(Story("pfp"), TODAY), _on(TODAY))
    story = Story("pfp")
    story.add("profile_set", 1, pregnant_or_postpartum=False)
    assert not pregnant_unseen(case_of(story, TODAY), _on(TODAY))


# ---- today's own answers


@pytest.mark.parametrize(
    ("said", "usual", "sore"),
    [
        ({}, None, False),
        ({"pain_morning": 1}, None, False),
        ({"pain_morning": 2}, None, True),  # two above usual
        ({"pain_morning": 2}, 0.5, False),
        ({"pain_morning": 3}, 1.5, True),  # above the 2 of a kneecap
        ({"pain_morning": 3}, 3.0, False),  # as usual
        ({"pain_morning": 4}, 3.0, True),  # above usual and above the limit
        ({"pain_daily": 2}, None, False),
        ({"pain_daily": 3}, None, True),
        ({"pain_rest": 3, "pain_daily": 0}, None, True),
        ({"limping": True}, None, True),
        ({"night_pain": True}, None, True),
        ({"swelling": "more"}, None, True),
        ({"swelling": "same"}, None, False),
        ({"pain_morning": None, "pain_daily": None, "pain_rest": None}, None, False),
    ],
)
def test_todays_answers_may_be_too_sore_for_a_run(said: dict[str, Any], usual: float | None, sore: bool) -> None:
    story = Story("pfp", named_by="physio")
    story.check(TODAY, **said)
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "knee_short_bouts")
    assert at.limits.progress == 2
    assert pain_today(case, replace(walk, usual=usual), at) is sore


def test_bone_takes_no_pain_at_all_today() -> None:
    story = Story("bsi_fibula")
    story.check(TODAY, pain_daily=1)
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "bone_slow")
    assert pain_today(case, walk, at)


def test_a_day_that_was_not_told_is_not_sore() -> None:
    case = case_of(Story("pfp"), TODAY)
    walk, at = rebuilding(case, "knee_short_bouts")
    assert pain_today(case, walk, at) is False


# ---- after a flare


def _exits(mornings: dict[int, float | None], *, injury: str = "pfp", flare: int | None = 35, usual: float = 0) -> bool:
    story = Story(injury, named_by="physio")
    for day, pain in mornings.items():
        story.check(day, pain_morning=pain)
    case = case_of(story, TODAY)
    walk, at = rebuilding(case, "knee_short_bouts")
    return exit_mornings(case, replace(walk, flare_on=None if flare is None else _on(flare), usual=usual), at)


@pytest.mark.parametrize(
    ("mornings", "out"),
    [
        ({}, False),
        ({39: 0, 40: 0}, True),
        ({39: 0, 40: 1}, True),  # one above usual still is usual for a kneecap
        ({39: 0, 40: 2}, False),
        ({38: 0, 39: 0}, True),  # today's morning is still to come
        ({38: 0, 39: 0, 40: 5}, True),
        ({37: 0, 38: 0}, False),
        ({38: 0, 40: 0}, False),
        ({39: None, 40: 0}, False),
    ],
)
def test_two_usual_mornings_in_a_row_end_a_flare(mornings: dict[int, float | None], out: bool) -> None:
    assert _exits(mornings) is out


def test_the_mornings_come_after_the_flare() -> None:
    calm: dict[int, float | None] = {38: 0, 39: 0, 40: 0}
    assert _exits(calm, flare=38)
    assert not _exits(calm, flare=39)
    assert _exits({}, flare=None)
    assert _exits({39: 3, 40: 3}, usual=2)
    assert not _exits({39: 3, 40: 3}, usual=1)


@pytest.mark.parametrize(
    ("injury", "mornings"),
    [("pfp", 2), ("achilles_midportion", 2), ("bsi_fibula", 3), ("mtss", 3), ("unknown_overuse", 3)],
)
def test_strict_tissue_asks_three_mornings(injury: str, mornings: int) -> None:
    assert exit_mornings_needed(case_of(Story(injury), 1)) == mornings


def test_three_mornings_are_three_in_a_row() -> None:
    assert not _exits({39: 0, 40: 0}, injury="mtss")
    assert _exits({38: 0, 39: 0, 40: 0}, injury="mtss")


# ---- days between and days in a week


def test_days_between_runs_are_those_of_the_ladder_then_of_the_injury() -> None:
    case, walk, _ = _well("achilles_midportion")
    assert walk.steps is not None
    assert rest_days(case, replace(walk, steps=replace(walk.steps, min_rest_days=2))) == 2
    assert rest_days(case, replace(walk, after=After())) == case.injury.min_rest_days_between_runs
    assert rest_days(case, replace(walk, steps=None)) == 1
    assert rest_days(case, replace(walk, phase="keep_running", after=After())) == 0
    bone, walking, _ = _well("bsi_fibula")
    assert rest_days(bone, replace(walking, phase="keep_running", after=After())) == 1


def test_after_the_return_two_days_in_a_row_are_enough() -> None:
    case, walk, at = _well()
    back = replace(walk, phase="keep_running", after=After(days_per_week=6))
    two = tuple(ran(_on(TODAY - n), 6) for n in (2, 1))
    assert blockers(case, replace(back, ran=two), at) == ("day_between_runs",)
    assert blockers(case, replace(back, ran=two[1:]), at) == ()
    apart = (ran(_on(TODAY - 3), 6), ran(_on(TODAY - 1), 6))
    assert blockers(case, replace(back, ran=apart), at) == ()


def test_a_run_before_rebuilding_keeps_its_day_too() -> None:
    case, walk, at = _well()
    assert blockers(case, replace(walk, ran=(), last_before=_on(TODAY - 1)), at) == ("day_between_runs",)
    assert blockers(case, replace(walk, ran=(), last_before=_on(TODAY - 2)), at) == ()


def test_a_run_of_today_counts_in_its_week() -> None:
    case, walk, at = _well()
    runs = tuple(ran(_on(TODAY - n), 6) for n in (5, 3, 0))
    assert "running_days" in blockers(case, replace(walk, ran=runs), at)
    two = tuple(ran(_on(TODAY - n), 6) for n in (5, 0))
    assert "running_days" not in blockers(case, replace(walk, ran=two), at)


def test_days_of_running_are_those_counted_and_those_told() -> None:
    case, walk, _ = _well(tell=lambda s: (s.run(33, 6), s.run(36, 6), s.run(37, 6)))
    counted = replace(walk, ran=(ran(_on(32), 6), ran(_on(33), 6), ran(_on(35), 6), ran(_on(37), 6)))
    assert running_days(case, counted, _on(33), _on(36)) == {_on(33), _on(35), _on(36)}


def test_a_guides_days_and_the_roads_days_bound_the_week() -> None:
    case, walk, at = _well(tell=lambda s: s.add("guide_decided", 30, role="physio", decision="cap", cap=2, unit="days"))
    assert days_per_week(case, walk, at.on) == 2
    free, walk, at = _well()
    assert days_per_week(free, walk, at.on) == 3
    assert days_per_week(free, replace(walk, after=After(days_per_week=5)), at.on) == 5


# ---- what holds a step


def test_each_hold_on_a_step_has_its_own_code() -> None:
    case, walk, at = _well()

    def held(one: Callable[[Walk, Day], tuple[Walk, Day]]) -> tuple[str, ...]:
        return holds_on_step(case, *one(walk, at))

    ups = (_on(TODAY - 6), _on(TODAY - 1))
    assert held(_walk(ups=ups)) == ("stage_ups_per_7_days",)
    assert held(_walk(ups=ups[1:])) == ()
    assert held(_walk(ups=(_on(TODAY - 7), _on(TODAY - 1)))) == ()
    assert held(_walk(ups=ups, after=After())) == ()
    assert held(_flags(screened_on=None)) == ("screening_old",)
    assert held(_flags(screened_on=_on(TODAY - 28))) == ()
    assert held(_flags(screened_on=_on(TODAY - 29))) == ("screening_old",)
    assert held(_flags(new_spot=True)) == ("screening_old",)
    assert held(_flags(amber_on=_on(TODAY))) == ("screening_again",)
    assert held(_flags(unsure=PENDING)) == ("flag_unsure",)
    assert held(_flags(watches=(replace(SORE, pain=0),))) == ("other_spot",)
    assert held(_flags(pending=PENDING)) == ("flag_question",)
    assert held(_walk(response=None)) == ("last_response",)
    assert held(_walk(response=Response(_on(31), "repeat", 0, ()))) == ("last_response",)


@pytest.mark.parametrize(
    ("tell", "codes"),
    [
        (lambda s: s.check(TODAY, energy=2), ("sleep_energy",)),
        (lambda s: s.check(TODAY - 7, ill="fever"), ("after_fever",)),
        (lambda s: s.checks(TODAY - 6, TODAY, pain_morning=1), ("week_trend",)),
    ],
)
def test_what_is_told_holds_the_step(tell: Told, codes: tuple[str, ...]) -> None:
    assert holds_on_step(*_well(tell=tell)) == codes


def test_slow_tissue_goes_one_step_a_week_and_other_tissue_two() -> None:
    case, walk, _ = _well()
    assert ups_allowed(case, walk) == 2
    assert walk.steps is not None
    assert ups_allowed(case, replace(walk, steps=replace(walk.steps, ladder="gentle_start"))) == 1
    assert ups_allowed(case, replace(walk, steps=None)) == 2
    for injury, steps in (("bsi_fibula", 1), ("mtss", 1)):
        other, walking, _ = _well(injury)
        assert ups_allowed(other, walking) == steps


def test_a_step_up_moves_one_and_keeps_its_day() -> None:
    case, walk, at = _well()
    old = (_on(TODAY - 60), _on(TODAY - 59))
    made = step_up(case, replace(walk, ups=old), at)
    assert (made.index, made.clean, made.gained_on, made.ups) == (5, 0, _on(TODAY), (_on(TODAY - 59), _on(TODAY)))
    assert made.response == Response(_on(TODAY), "go_on", 1, ())
    assert made.after is None


def test_no_step_up_without_its_clean_sessions_or_while_held() -> None:
    case, walk, at = _well()
    for held in (
        replace(walk, clean=1),
        replace(walk, steps=None),
        replace(walk, phase="strengthen"),
        replace(walk, response=None),
    ):
        assert step_up(case, held, at) is held
    back = replace(walk, phase="keep_running")
    assert step_up(case, back, at).index == 5


def test_beyond_the_last_step_lies_the_road_after_thirty_minutes() -> None:
    case, walk, at = _well()
    assert walk.steps is not None
    last = len(walk.steps.stages) - 1
    made = step_up(case, replace(walk, index=last), at)
    assert (made.index, made.clean, made.gained_on, made.reached_30_on) == (last, 0, _on(TODAY), _on(TODAY))
    assert made.after is not None
    assert made.ups == (_on(TODAY),)
    assert made.response == Response(_on(TODAY), "go_on", 1, ())
    before = step_up(case, replace(walk, index=last - 1), at)
    assert (before.index, before.after, before.reached_30_on) == (last, None, None)


def test_more_load_on_an_exercise_holds_running_for_a_week() -> None:
    def raised(first: int, then: int) -> bool:
        story = Story("pfp")
        for day, load in ((first, 10), (then, 12)):
            story.add("session_done", day, kind="strength", minutes=20, exercises=[
                {"id": "step_down", "sets": 3, "reps": 8, "load_kg": load}])  # fmt: skip
        case = case_of(story, TODAY)
        return strength_raised(case, case.today)

    assert raised(20, TODAY)
    assert raised(20, TODAY - 6)
    assert not raised(20, TODAY - 7)


# ---- a run that is told but not counted yet


def test_a_run_of_yesterday_keeps_its_day_and_its_place_in_the_week_before_it_is_counted() -> None:
    case, walk, at = _well(tell=lambda s: s.run(TODAY - 1, 6))
    assert blockers(case, walk, at) == ("day_between_runs",)
    two = replace(walk, ran=(ran(_on(TODAY - 5), 6), ran(_on(TODAY - 3), 6)))
    assert blockers(case, two, at) == ("day_between_runs", "running_days")


def test_a_run_of_today_is_in_its_own_way_only_once_it_is_counted() -> None:
    case, walk, at = _well(tell=lambda s: s.run(TODAY, 6))
    assert blockers(case, walk, at) == ()
    two = replace(walk, ran=(ran(_on(TODAY - 5), 6), ran(_on(TODAY - 3), 6)))
    assert blockers(case, two, at) == ()


def test_the_last_of_the_days_asked_for_counts_whoever_tells_of_it() -> None:
    case, walk, _ = _well()
    counted = replace(walk, ran=(ran(_on(32), 6), ran(_on(33), 6), ran(_on(36), 6), ran(_on(37), 6)))
    assert running_days(case, counted, _on(33), _on(36)) == {_on(33), _on(36)}


def test_after_the_return_one_day_of_running_two_days_ago_is_no_row_of_two() -> None:
    case, walk, at = _well()
    back = replace(walk, phase="keep_running", after=After(days_per_week=6))
    assert blockers(case, replace(back, ran=(ran(_on(TODAY - 2), 6),)), at) == ()


def test_the_onset_is_no_run_where_none_is_known() -> None:
    case, walk, at = _well()
    never = replace(walk, ran=(), last_before=case.onset)
    first = replace(at, on=_on(1))
    assert "day_between_runs" not in blockers(case, never, first)
    assert "day_between_runs" in blockers(case, replace(never, last_before=_on(1)), replace(at, on=_on(2)))


@pytest.mark.parametrize(("first", "waits"), [(TODAY, False), (TODAY + 1, True), (TODAY - 1, False)])
def test_a_look_that_lets_a_pregnant_runner_run_from_a_day_counts_from_that_day(first: int, waits: bool) -> None:
    story = Story("pfp")
    story.add("profile_set", 10, pregnant_or_postpartum=True)
    day = _on(first).isoformat()
    story.add("cleared", 30, role="physio", seen_by="physio", flags=["rf_pregnant"], not_before=day)
    case = case_of(story, TODAY)
    assert pregnant_unseen(case, case.today) is waits
