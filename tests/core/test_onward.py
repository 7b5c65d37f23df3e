"""Through a gate and into rebuilding: what the gate is asked with, what keeps it shut, and how the ladder begins."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from opbouw.core.case import Case
from opbouw.core.flags import Pending
from opbouw.core.gates import gate_is_open
from opbouw.core.onward import holds_on_step, standing, step_up, through_gate
from opbouw.core.walk import After, Day, Response, Walk
from tests.core.cases import case_of, ran, rebuilding
from tests.core.making import Story

DAY = 20
TESTED = {"single_leg_squat": 12, "step_down": 12, "stairs_painfree": 0, "knee_and_pelvis_steady": 1}


def _ready(*, signed: bool = True, last: int = DAY, **opened: Any) -> Story:
    """A kneecap that may begin to rebuild on day 20: by signature, or by results of its own."""
    story = Story("pfp", **{"side": "left", "severity": "limits_running", "named_by": "physio"} | opened)
    story.add("profile_set", 0, years_running=5)
    story.add("baseline_set", 0, weekly_runs=3, weekly_km=30, longest_km=12, easy_pace_s_per_km=360)
    story.screen(DAY - 2)
    story.checks(0, 3, pain_morning=2, stiffness_min=20)
    story.checks(4, last, pain_morning=1, stiffness_min=5)
    story.test(DAY - 2, "walk_brisk_30", 45)
    story.add("guide_decided", DAY - 1, role="doctor", decision="sign", gate="sr_cause")
    if signed:
        story.add("guide_decided", DAY - 1, role="physio", decision="sign", gate="strengthen_rebuild")
    else:
        for name, value in TESTED.items():
            story.test(DAY - 2, name, value, sides=name in ("single_leg_squat", "step_down"))
    return story


def _strong(story: Story | None = None, phase: str = "strengthen", **more: Any) -> tuple[Case, Walk, Day]:
    """The walk of a story on day 20, in strengthening since the onset."""
    case = case_of(story or _ready(), DAY)
    walk, at = rebuilding(case, "knee_short_bouts")
    began = case.onset
    before: dict[str, Any] = {"phase": phase, "since": began, "tests_from": began, "steps": None, "rebuild_on": None}
    still: dict[str, Any] = {"usual": None, "first_done": False, "ran": (), "response": None, "step_backs": ()}
    return case, replace(walk, **before | still | more), at


def _began(story: Story | None = None, **more: Any) -> Walk:
    case, walk, at = _strong(story, **more)
    made = through_gate(case, walk, at)
    assert made.phase == "rebuild"
    return made


# ---- what a gate is asked with


def test_a_gate_is_asked_with_the_whole_state() -> None:
    story = _ready()
    case, walk, at = _strong(story, step_backs=(story.on(9),), ran=(ran(story.on(12), 6),))
    walk = replace(walk, since=story.on(3), tests_from=story.on(5))
    at = replace(at, open_flags=("rf_chest",))
    found = standing(case, walk, at)
    assert (found.day, found.phase_since, found.tests_from) == (story.on(20), story.on(3), story.on(5))
    assert (found.last_run_on, found.step_backs) == (story.on(12), (story.on(9),))
    assert (found.limits, found.allowed) == (at.limits, at.allowed)
    assert found.flags == replace(at.flags, open=("rf_chest",))
    assert found.days_at_goal == 0


def test_a_gate_is_asked_with_the_usual_morning_that_was_fixed_and_before_that_with_todays() -> None:
    """The median of mornings of 1 is 1; one fixed at 0 or at 3 stays what it is."""
    case, walk, at = _strong()
    assert standing(case, walk, at).usual == 1
    assert standing(case, replace(walk, usual=0.0), at).usual == 0
    assert standing(case, replace(walk, usual=3.0), at).usual == 3


def test_a_gate_is_asked_how_long_the_goal_was_held() -> None:
    """Goal 30 minutes: three runs of 30 in seven days hold it for a week, six in fourteen for two."""
    story = _ready()
    story.add("goal_set", 0, kind="30_minutes")
    case, walk, at = _strong(story)
    goal = replace(walk, phase="rebuild", after=After())
    runs = tuple(ran(story.on(day), 30) for day in (8, 10, 12, 15, 17, 19))
    assert standing(case, replace(goal, ran=runs[3:]), at).days_at_goal == 7
    assert standing(case, replace(goal, ran=runs), at).days_at_goal == 14


# ---- what keeps a gate shut


def test_an_open_gate_leads_one_phase_on() -> None:
    case, walk, at = _strong(phase="rest", phase_back_code="limping", since=Story("pfp").on(1))
    made = through_gate(case, walk, at)
    assert made == replace(walk, phase="loosen", since=at.on, phase_back_code=None)
    made = through_gate(case, replace(walk, phase="loosen"), at)
    assert made == replace(walk, phase="strengthen", since=at.on, phase_back_code=None)


def test_after_the_last_phase_there_is_no_gate() -> None:
    case, walk, at = _strong(phase="keep_running")
    assert through_gate(case, walk, at) is walk


def _flags(**changed: Any) -> Callable[[Walk, Day], tuple[Walk, Day]]:
    return lambda walk, at: (walk, replace(at, flags=replace(at.flags, **changed)))


def _waits(walk: Walk, at: Day) -> tuple[Walk, Day]:
    story = _ready()
    story.run(DAY - 1, 5)
    return replace(walk, waiting=tuple(case_of(story, DAY).diary.runs)), at


@pytest.mark.parametrize(
    "shut",
    [
        lambda walk, at: (walk, replace(at, open_flags=("rf_dvt",))),
        lambda walk, at: (walk, replace(at, locked=True)),
        _flags(pending=(Pending("rf_dvt", Story("pfp").on(DAY)),)),
        lambda walk, at: (replace(walk, bone_stopped=True), at),
        _flags(new_spot=True),
        _flags(mistake_on=Story("pfp").on(DAY)),
        _waits,
    ],
)
@pytest.mark.parametrize("phase", ["rest", "strengthen"])
def test_each_thing_alone_keeps_a_gate_shut(shut: Callable[[Walk, Day], tuple[Walk, Day]], phase: str) -> None:
    case, walk, at = _strong(phase=phase)
    held, today = shut(walk, at)
    assert through_gate(case, held, today) is held


def test_a_slip_of_the_thumb_of_yesterday_keeps_no_gate_shut() -> None:
    case, walk, at = _strong()
    yesterday = replace(at, flags=replace(at.flags, mistake_on=Story("pfp").on(DAY - 1)))
    assert through_gate(case, walk, yesterday).phase == "rebuild"


@pytest.mark.parametrize(("day", "phase"), [(DAY, "strengthen"), (DAY - 1, "rebuild")])
def test_on_the_day_of_a_clearance_no_gate_is_passed(day: int, phase: str) -> None:
    story = _ready()
    story.add("cleared", day, role="physio", seen_by="physio", flags=["rf_dvt"])
    assert through_gate(*_strong(story)).phase == phase


def test_a_gate_that_is_not_open_is_not_passed() -> None:
    story = _ready()
    story.check(DAY, swelling="more")
    case, walk, at = _strong(story)
    assert through_gate(case, walk, at) is walk


def test_not_knowing_keeps_only_the_gate_to_running_shut() -> None:
    unsure = _flags(unsure=(Pending("rf_night_pain", Story("pfp").on(DAY)),))
    case, walk, at = _strong()
    held, today = unsure(walk, at)
    assert through_gate(case, held, today) is held
    loosening = replace(walk, phase="loosen")
    assert through_gate(case, loosening, today).phase == "strengthen"


@pytest.mark.parametrize(
    ("before", "yesterday", "today", "passes"),
    [(1, 1, 1, True), (1, None, 1, True), (1, 1, None, True), (1, None, None, False)],
)
def test_the_morning_of_today_or_yesterday_is_told_before_anything_goes_forward(
    before: float | None, yesterday: float | None, today: float | None, passes: bool
) -> None:
    """The first gate asks for no morning itself: it is open, and still nothing goes forward without one."""
    story = _ready(last=DAY - 3)
    for day, morning in ((DAY - 2, before), (DAY - 1, yesterday), (DAY, today)):
        story.check(day, pain_morning=morning)
    case, walk, at = _strong(story, phase="rest")
    assert gate_is_open(case, "rest_loosen", standing(case, walk, at))
    assert through_gate(case, walk, at).phase == ("loosen" if passes else "rest")
    assert ("check_in_old" in holds_on_step(case, walk, at)) is not passes


def test_a_morning_written_down_late_lets_nothing_go_forward() -> None:
    story = Story("pfp")
    story.screen(DAY - 6)
    story.check(DAY - 4, late=4)
    case, walk, at = _strong(story, phase="rest")
    for day in (DAY - 4, DAY - 3):
        assert "check_in_old" in holds_on_step(case, walk, replace(at, on=story.on(day)))


# ---- the first day of rebuilding


def test_rebuilding_begins_whole() -> None:
    story = _ready()
    before: dict[str, Any] = {"clean": 2, "first_done": True, "after": After(), "phase_back_code": "limping"}
    response = Response(story.on(DAY), "repeat", 0, ())
    made = _began(story, **before, response=response, runs_since=story.on(5))
    assert made.steps is not None
    assert (made.steps.ladder, made.steps.clean_needed, made.steps.min_rest_days) == ("knee_short_bouts", 2, 1)
    assert (made.since, made.rebuild_on, made.gained_on, made.off_from) == (*(story.on(DAY),) * 3, story.onset)
    assert (made.clean, made.first_done, made.after, made.response) == (0, False, None, None)
    assert (made.first_done, made.runs_since, made.phase_back_code) == (False, None, None)
    assert made.index == 0


def test_on_results_of_their_own_the_ladder_begins_a_step_higher_than_on_a_signature() -> None:
    """entry_run_min_max: 20 days off, limits running: 9 minutes, the second step; signed one band on: the first."""
    assert _began(_ready(signed=False)).index == 1
    assert _began(_ready(signed=True)).index == 0


def test_who_rebuilds_again_begins_at_the_first_step_and_keeps_the_day_of_the_last_step_gained() -> None:
    story = _ready(signed=False)
    made = _began(story, rebuild_on=story.on(2), gained_on=story.on(9))
    assert (made.index, made.gained_on, made.rebuild_on) == (0, story.on(9), story.on(DAY))


def test_the_usual_morning_is_fixed_as_rebuilding_begins_and_may_only_fall() -> None:
    """Mornings of 1 and 5 minutes stiff: the medians are 1 and 5."""
    first = _began()
    assert (first.usual, first.usual_stiffness) == (1, 5)
    lower = _began(usual=0.5, usual_stiffness=2.0)
    assert (lower.usual, lower.usual_stiffness) == (0.5, 2)
    higher = _began(usual=3.0, usual_stiffness=30.0)
    assert (higher.usual, higher.usual_stiffness) == (1, 5)


@pytest.mark.parametrize(
    ("runs", "years", "ladder"), [(3, 5, "knee_short_bouts"), (1, 5, "gentle_start"), (3, 0.5, "gentle_start")]
)
def test_a_short_running_past_begins_on_the_gentle_ladder(runs: int, years: float, ladder: str) -> None:
    story = _ready()
    story.add("profile_set", 1, years_running=years)
    story.add("baseline_set", 1, weekly_runs=runs)
    steps = _began(story).steps
    assert steps is not None
    assert steps.ladder == ladder


def test_the_days_off_count_from_the_last_run() -> None:
    """A last run of 84 days ago keeps the ladder of the injury, one of 85 days ago asks the gentle one."""
    for days, ladder in ((84, "knee_short_bouts"), (85, "gentle_start")):
        story = _ready()
        steps = _began(story, last_before=story.on(DAY - days)).steps
        assert steps is not None
        assert steps.ladder == ladder


# ---- a step up


def _rebuilds(story: Story, ladder: str = "knee_short_bouts", **more: Any) -> tuple[Case, Walk, Day]:
    case = case_of(story, DAY)
    walk, at = rebuilding(case, ladder, [ran(story.on(10), 6)], 4, clean=2)
    still: dict[str, Any] = {"response": Response(story.on(11), "go_on", 0, ()), "step_backs": (), "ups": ()}
    return case, replace(walk, **still | {"waiting": ()} | more), at


def test_a_step_up_is_told_without_what_an_earlier_answer_said() -> None:
    story = _ready()
    earlier = Response(story.on(11), "go_on", 0, (), None, "early_warning")
    case, walk, at = _rebuilds(story, response=earlier)
    assert step_up(case, walk, at).response == Response(story.on(DAY), "go_on", 1, ())


def test_what_holds_a_step_holds_the_road_after_thirty_minutes_too() -> None:
    """Bone gets its pace back after two clean sessions; with a question that waits it does not."""
    story = Story("bsi_fibula", severity="limits_running", named_by="physio")
    story.screen(DAY - 2)
    story.checks(0, DAY)
    case, walk, at = _rebuilds(story, "bone_slow", after=After(clean=2), reached_30_on=story.on(0))
    made = step_up(case, walk, at)
    assert made.after is not None
    assert made.after.pace_step == 1
    held = replace(at, flags=replace(at.flags, pending=(Pending("rf_dvt", at.on),)))
    assert step_up(case, walk, held) is walk


def test_more_load_on_an_exercise_and_a_run_that_waits_hold_a_step() -> None:
    story = _ready()
    for day, load in ((10, 10), (DAY - 1, 12)):
        story.add("session_done", day, kind="strength", minutes=20, exercises=[
            {"id": "step_down", "sets": 3, "reps": 8, "load_kg": load}])  # fmt: skip
    assert holds_on_step(*_rebuilds(story)) == ("strength_raised",)
    ran_yesterday = _ready()
    ran_yesterday.run(DAY - 1, 5)
    waiting = tuple(case_of(ran_yesterday, DAY).diary.runs)
    assert holds_on_step(*_rebuilds(_ready(), waiting=waiting)) == ("morning_missing",)
