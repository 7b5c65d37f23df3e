"""Doses grow by two good sessions in a row, and go back on pain, a bad morning and silence."""

from datetime import timedelta
from typing import Any

import pytest

from opbouw.core.case import read_case
from opbouw.core.grown import Grown, Growth, after_gap, growth, less, most_load, on_grid, shown, start_of
from opbouw.core.journey import walk_the_road
from opbouw.core.log import read_log
from opbouw.core.strengthen import load_may_rise
from opbouw.evidence import tables
from tests.core.cases import case_of, rebuilding
from tests.core.making import Story
from tests.properties.making import story_until

HEEL = tables.exercises["heel_one_load"]  # 4 x 8, to be loaded
HOLD = tables.exercises["heel_iso_two"]  # 5 x 45 s


def _lifted(*days: int, load: float | None = None, reps: int = 20, last: int | None = None, **said: Any) -> Story:
    """Strength on some days, more repetitions than any dose, with calm mornings."""
    story = Story("achilles_midportion", severity="limits_running", named_by="physio", spot="achilles", side="left")
    story.screen(0)
    story.checks(0, last if last is not None else max(days, default=0) + 1)
    for day in days:
        _lift(story, day, load=load, reps=reps, **said)
    return story


def _lift(
    story: Story, day: int, *, load: float | None = None, reps: int = 20, pain: float | None = 0, **said: Any
) -> None:
    done = {"id": HEEL.id, "sets": 4, "reps": reps, "load_kg": load, "pain": pain}
    hold = {"id": HOLD.id, "sets": 5, "hold_s": 90, "pain": pain}
    exercises = [{key: value for key, value in one.items() if value is not None} for one in (done, hold)]
    story.add("session_done", day, kind="strength", minutes=20, exercises=exercises, **said)


def _grown(story: Story, day: int) -> Growth:
    journey = walk_the_road(read_case(read_log(story.told_by(day), story.on(day))))
    return growth(journey.strength, journey.case, journey.walk, journey.at)


def _heel(story: Story, day: int) -> Grown:
    return _grown(story, day).exercises[HEEL.id]


def test_two_good_sessions_add_two_repetitions_or_five_seconds() -> None:
    story = _lifted(0, 2)
    assert (_heel(story, 1).reps, _heel(story, 3).reps) == (8, 10)
    assert _grown(story, 3).exercises[HOLD.id].hold_s == 50


def test_repetitions_stop_two_raises_above_the_table() -> None:
    story = _lifted(*range(0, 24, 2))
    assert _heel(story, 24).reps == 8 + 2 * 2
    assert _grown(story, 24).exercises[HOLD.id].hold_s == 45 + 2 * 5


def test_the_morning_after_has_to_be_told_before_a_session_counts() -> None:
    story = _lifted(0, 2, last=2)
    assert _heel(story, 3).reps == 8
    story.check(3)
    assert _heel(story, 3).reps == 10


def test_fewer_repetitions_than_the_dose_do_not_count() -> None:
    assert _heel(_lifted(0, 2, 4, 6, reps=7), 7).reps == 8


def test_repetitions_that_were_not_told_do_not_count() -> None:
    story = _lifted()
    for day in (0, 2, 4):
        story.add("session_done", day, kind="strength", exercises=[{"id": HEEL.id, "sets": 4, "pain": 0}])
    story.checks(1, 5)
    assert _heel(story, 5).reps == 8


def test_pain_that_was_not_told_does_not_count() -> None:
    assert _heel(_lifted(0, 2, pain=None), 3).reps == 8


def test_pain_within_the_hold_limit_repeats_the_dose() -> None:
    story = _lifted(0, 2)  # Achilles: progress at 2, hold at 5
    _lift(story, 4, pain=4)
    story.check(5)
    assert (_heel(story, 5).reps, _heel(story, 5).good) == (10, 0)


def test_pain_above_the_limit_takes_ten_percent_off() -> None:
    story = _lifted(0, 2, 4, 6)
    assert _heel(story, 7).reps == 12
    _lift(story, 8, pain=6)
    assert _heel(story, 8).reps == 10  # 12 x 0.9 = 10.8


def test_pain_with_a_load_takes_ten_percent_off_the_load() -> None:
    story = _lifted(0, load=20, last=1)
    _lift(story, 2, load=20, pain=6)
    assert _heel(story, 2).load_kg == 18


def test_a_bad_morning_takes_ten_percent_off() -> None:
    story = _lifted(0, load=20, last=0)
    story.check(1, pain_morning=4)
    assert _heel(story, 1).load_kg == 18


def test_at_the_top_of_the_repetitions_the_load_goes_up_five_percent_and_the_repetitions_begin_again() -> None:
    story = _lifted(0, 2, 4, 6, 8, 10, load=20)
    known = _heel(story, 11)
    assert (known.reps, known.more_load_due) == (12, True)
    dose = shown(HEEL, known, story.on(12), more_load=True)
    assert (dose.load_kg, dose.reps) == (21, 8)
    held = shown(HEEL, known, story.on(12), more_load=False)
    assert (held.load_kg, held.reps) == (20, 12)


def test_a_load_above_what_a_week_may_add_counts_for_ten_percent() -> None:
    story = _lifted(0, load=20, last=8)
    _lift(story, 2, load=40)
    assert _heel(story, 3).load_kg == 22


def test_without_a_load_told_no_load_is_shown() -> None:
    known = _heel(_lifted(*range(0, 24, 2)), 24)
    assert (known.load_kg, known.more_load_due) == (None, False)


@pytest.mark.parametrize(
    ("days", "sets", "reps"),
    [(7, 4, 10), (8, 3, 10), (14, 3, 10), (15, 4, 8), (28, 4, 8), (29, 4, 5)],
    # one set less from 8 days, 80 percent from 15, half from 29: 10 x 0.8 = 8, 10 x 0.5 = 5
)
def test_silence_lowers_the_dose(days: int, sets: int, reps: int) -> None:
    story = Story("achilles_midportion")
    known = Grown(4, 10, None, None, story.on(0))
    dose = shown(HEEL, known, story.on(days), more_load=True)
    assert (dose.sets, dose.reps) == (sets, reps)


def test_after_a_gap_the_load_is_lowered_and_not_the_repetitions() -> None:
    known = Grown(4, 10, None, 20.0, Story("pfp").on(0))
    assert (after_gap(known, 20).load_kg, after_gap(known, 20).reps) == (16, 10)
    assert after_gap(known, 40).load_kg == 10


def test_a_dose_never_falls_below_one() -> None:
    known = Grown(1, 1, None, None, Story("pfp").on(0))
    assert less(known, 0.5).reps == 1


def test_a_load_is_rounded_down_to_a_quarter_of_a_kilo() -> None:
    assert [on_grid(value) for value in (10.0, 10.24, 10.5, 0.2)] == [10, 10, 10.5, 0]


def test_the_week_counts_from_the_load_of_seven_days_ago() -> None:
    on = Story("pfp").on
    known = Grown(4, 8, None, 22.0, on(9), loads=((on(0), 20.0), (on(8), 22.0)))
    assert most_load(known, on(9)) == pytest.approx(22)  # 20 kg a week ago and ten percent
    assert most_load(known, on(15)) == pytest.approx(24.2)


def test_jumps_keep_the_dose_of_the_table() -> None:
    story = _lifted()
    for day in (0, 2, 4):
        done = [{"id": "hop_spring", "sets": 3, "reps": 30, "pain": 0}]
        story.add("session_done", day, kind="strength", exercises=done)
    story.checks(1, 5)
    assert _grown(story, 5).exercises["hop_spring"].reps == tables.exercises["hop_spring"].reps


# ---- levels


WHOLE = ("heel_one_load", "heel_iso_two", "soleus_seated")


def _strong(*days: int, names: tuple[str, ...] = WHOLE, quiet: int = 0, **said: Any) -> tuple[Story, int]:
    """Strength on days after the phase of strengthening began, each exercise with more than its dose."""
    story, first = story_until("achilles_midportion", "strengthen")
    story.checks(first + 1, first + max(days) + 1)
    for day in days:
        _whole(story, first + day, names, **said)
    return story, first


def _whole(story: Story, day: int, names: tuple[str, ...] = WHOLE, pain: float = 0, **said: Any) -> None:
    done = [{"id": name, "sets": 9, "reps": 90, "hold_s": 90, "pain": pain} for name in names]
    story.add("session_done", day, kind="strength", minutes=30, exercises=done, **said)


def _level(told: tuple[Story, int], day: int) -> int:
    story, first = told
    return _grown(story, first + day).level


DAYS = (1, 4, 7, 10, 13, 16)


def test_six_good_sessions_over_two_weeks_are_a_level() -> None:
    assert _level(_strong(*DAYS[:5]), 15) == 1
    assert _level(_strong(*DAYS), 17) == 2


def test_six_sessions_in_ten_days_are_not_enough() -> None:
    assert _level(_strong(1, 3, 5, 7, 9, 11), 12) == 1


def test_two_exercises_make_no_session_towards_a_level() -> None:
    assert _level(_strong(*DAYS, names=WHOLE[:2]), 17) == 1
    assert _level(_strong(*DAYS, names=(*WHOLE[:2], "calf_wall_straight")), 17) == 1, "loosening is no strength"
    assert _level(_strong(*DAYS, names=(*WHOLE[:2], "unheard_of")), 17) == 1


def test_twice_on_one_day_is_one_session_towards_a_level_and_towards_a_dose() -> None:
    story, first = _strong(*DAYS[:5])
    _whole(story, first + DAYS[4])
    assert _level((story, first), 15) == 1
    once = _lifted(0)
    _lift(once, 0)
    assert _heel(once, 1).reps == 8


def test_strength_in_rest_gains_no_level() -> None:
    story = _lifted(last=17)
    for day in DAYS:
        _whole(story, day)
    assert _grown(story, 17).level == 1


def test_strength_under_a_lock_grows_neither_level_nor_dose() -> None:
    story = Story("bsi_tibia_posteromedial", severity="limits_running", named_by="doctor", spot="shin_medial")
    story.screen(0)
    story.checks(0, 17)
    for day in DAYS:
        _whole(story, day)
    grown = _grown(story, 17)
    assert grown.level == 1
    assert grown.exercises["heel_iso_two"].hold_s == HOLD.hold_s


def test_two_sore_sessions_in_two_weeks_are_a_level_down() -> None:
    story, first = _strong(*DAYS)
    story.checks(first + 18, first + 23)
    _whole(story, first + 19, pain=6)
    assert _level((story, first), 19) == 2
    _whole(story, first + 22, pain=6)
    down = _grown(story, first + 22)
    assert (down.level, down.level_down_on) == (1, story.on(first + 22))


def test_four_silent_weeks_are_a_level_down_and_the_weeks_count_anew() -> None:
    told = _strong(*DAYS)
    story, first = told
    assert _level(told, 16 + 28) == 2
    assert _level(told, 16 + 29) == 1
    assert _grown(story, first + 16 + 28).first is not None
    assert _grown(story, first + 16 + 29).first is None
    _whole(story, first + 50)
    assert _grown(story, first + 50).first == story.on(first + 50)


def test_a_session_written_down_late_only_takes_away() -> None:
    story = _lifted(0, last=9)
    story.add("session_done", 2, kind="strength", late=5, exercises=[{"id": HEEL.id, "sets": 4, "reps": 20, "pain": 0}])
    assert _heel(story, 8).reps == 8
    story.add("session_done", 4, kind="strength", late=5, exercises=[{"id": HEEL.id, "sets": 4, "reps": 20, "pain": 7}])
    assert _heel(story, 9).reps == 7  # 8 x 0.9 = 7.2


def test_work_of_which_no_morning_is_told_never_gains_a_level_however_long_it_goes_on() -> None:
    story = Story("achilles_midportion", severity="limits_running", named_by="physio", spot="achilles")
    story.screen(0)
    for day in range(0, 200, 7):
        _lift(story, day)
    assert _grown(story, 197).level == 1


# ---- not both in a week


def test_after_a_step_up_of_running_weights_wait_a_week() -> None:
    case = case_of(_lifted(0), 20)
    walk, at = rebuilding(case, "tendon_lower_leg", ups=(case.today - timedelta(days=6),))
    assert not load_may_rise(case, walk, at, Growth())
    walk, at = rebuilding(case, "tendon_lower_leg", ups=(case.today - timedelta(days=7),))
    assert load_may_rise(case, walk, at, Growth())


def test_while_rebuilding_weights_go_up_every_other_week() -> None:
    case = case_of(_lifted(0), 20)
    walk, at = rebuilding(case, "tendon_lower_leg")
    assert not load_may_rise(case, walk, at, Growth(load_raised_on=case.today - timedelta(days=13)))
    assert load_may_rise(case, walk, at, Growth(load_raised_on=case.today - timedelta(days=14)))


def test_the_first_dose_is_that_of_the_table() -> None:
    first = start_of(HEEL, Story("pfp").on(0))
    assert (first.sets, first.reps, first.load_kg) == (4, 8, None)
