"""Lives that once broke a rule, kept as they were found."""

from itertools import pairwise
from typing import Any

from opbouw.core.decision import Decision
from opbouw.core.programme import steps_for
from tests.core.cases import case_of
from tests.core.making import Story, codes
from tests.properties.making import beginning
from tests.scenarios.faithful import Faithful
from tests.scenarios.story import planned_run


def test_a_morning_written_down_three_days_late_does_not_free_the_next_run() -> None:
    runner = Faithful("calf_strain_gastroc")
    lived = runner.live(30, lambda one: one.phase == "rebuild")
    story, day = runner.story, len(lived.days) - 1
    story.check(day + 1, late=3)
    story.checks(day + 2, day + 4)
    assert not story.decide(day + 4).running_allowed
    story.check(
        day + 5,
        for_session=next(e.id for e in reversed(story.events) if e.type == "session_done" and e.data.kind == "run"),
    )
    assert story.decide(day + 5).running_allowed


def test_a_step_that_was_held_is_not_given_on_a_day_without_a_morning() -> None:
    """Clean sessions in, the step held for its seven days: it came on a day on which nobody had told anything."""
    runner = Faithful("gluteal_tendinopathy")
    lived = runner.live(120, _clean_and_held).days
    story, day = runner.story, (lived[-1].on - runner.story.onset).days
    assert _clean_and_held(lived[-1])
    later = [story.decide(day + n).stage for n in range(2, 9)]
    assert {one.n for one in later if one is not None} == {lived[-1].stage.n if lived[-1].stage else 0}
    story.check(day + 9)
    told = story.decide(day + 9)
    assert told.stage is not None


def _clean_and_held(decision: Decision) -> bool:
    stage = decision.stage
    return stage is not None and stage.n > 1 and stage.clean >= stage.needed


def test_a_step_back_from_thirty_minutes_never_gives_a_longer_run() -> None:
    """A sore morning took the runner off the long and short runs of a week: 29 minutes in place of 13."""
    minutes = []
    for pain in (0, 2):
        events, day = beginning("plantar_fasciopathy", "30_minutes")
        story = Story("plantar_fasciopathy", events[0].data.onset_on)
        story.events = list(events)
        story.check(day + 1, pain_morning=pain)
        story.checks(day + 2, day + 3)
        minutes.append([planned_run(story.decide(later)) for later in range(day + 1, day + 8)])
    assert all(sore <= calm for calm, sore in zip(*minutes, strict=True))


def test_as_long_as_bone_is_not_ruled_out_a_session_is_short_rather_than_filled_from_elsewhere() -> None:
    """Two of three exercises left after a dislike: a property asked for a third, which no list of the injury has."""
    story = Story("plantar_fasciopathy", named_by="trainer", severity="niggle", last_run_on="2026-02-13")
    story.screen(52)
    for day, daily, morning in ((52, 3, 3), (53, 2, 3), (54, 2, 3), (62, 1, 2), (63, 1, 2), (64, 1, 2), (66, 0, 2)):
        story.check(day, pain_daily=daily, pain_morning=morning)
    story.add("availability_set", 67, equipment=[], dislikes=["calf_stretch_bent", "heel_iso_two"])
    made = story.decide(67)
    sessions = [{one.id for one in session.exercises} for session in made.week if session.kind == "strength"]
    assert "bone_suspected" in codes(made)
    assert sessions
    assert all(one == {"toe_yoga", "soleus_seated"} for one in sessions), sessions


def test_where_one_of_three_light_exercises_hurts_a_session_keeps_the_two_others() -> None:
    """Level one of this injury has three, and no other of that level is for its place: nothing harder fills the gap."""
    story = Story("plantar_fasciopathy", spot="foot_plantar", pain_starts_min=25, last_run_on="2026-02-18")
    story.screen(63)
    story.checks(64, 68)
    sore = [{"id": "heel_iso_two", "sets": 3, "reps": 3, "load_kg": 5, "pain": 8}]
    story.add("session_done", 76, kind="strength", minutes=20, exercises=sore)
    sessions = [{one.id for one in each.exercises} for each in story.decide(77).week if each.kind == "strength"]
    assert sessions
    assert all(one == {"toe_yoga", "soleus_seated"} for one in sessions), sessions


def test_a_run_against_a_bone_stop_that_hurts_is_the_second_time() -> None:
    """It counted as the same stop: a painful hop test, which kept the stop standing, spared the runner a doctor."""
    for pain in (0, 1):
        story, day = _bone_rebuilding()
        story.run(day, 0.5, pain_during=1, pain_course="builds_up")
        story.checks(day + 1, day + 3)
        story.add("tested", day + 3, test="hop_in_place", value=15, side="right", pain=pain)
        story.run(day + 3, 0.5)
        story.check(day + 4, pain_morning=1)
        seen = story.decide(day + 4)
        assert "bone_second_stop" in codes(seen), (pain, codes(seen))
        assert seen.open_flags == ("rf_focal_bone",)


def test_a_second_time_at_rest_is_sent_on_however_much_it_hurts() -> None:
    """Pain of 3 was a second time; pain of 5 went back to loosening instead, and asked for nobody."""
    for pain, phase in ((3, "rebuild"), (5, "loosen")):
        story, day = _bone_rebuilding()
        story.run(day, 0.5, pain_during=1)
        story.checks(day + 1, day + 9)
        for side in ("left", "right"):
            story.add("tested", day + 6, test="hop_in_place", value=15, side=side, pain=0)
        story.check(day + 10, pain_rest=pain)
        seen = story.decide(day + 10)
        assert seen.phase == phase
        assert "bone_second_stop" in codes(seen), (pain, codes(seen))
        assert seen.open_flags == ("rf_focal_bone",)


def test_two_runs_that_hurt_bone_before_rebuilding_are_sent_on_as_well() -> None:
    """Only runs while rebuilding counted: who was held back in strengthening could hurt the bone again and again."""
    story = Story("bsi_tibia_posteromedial", side="right", named_by="physio")
    story.screen(0)
    story.checks(0, 20)
    story.run(10, 2, pain_during=1)
    assert "rf_focal_bone" not in story.decide(11).open_flags
    assert "screening_due" in codes(story.decide(11)), "a bone that hurt asks the warning signs again"
    story.run(17, 2, pain_during=1)
    assert "bone_second_stop" in codes(story.decide(17))
    story.run(19, 2, pain_during=2)
    assert story.decide(19).open_flags == ("rf_focal_bone",), "one sign, however often"


def _bone_rebuilding() -> tuple[Story, int]:
    runner = Faithful("bsi_tibia_posteromedial")
    lived = runner.live(250, lambda one: one.phase == "rebuild" and bool(one.running_allowed))
    return runner.story, len(lived.days) - 1


def test_the_treadmill_that_carries_keeps_the_days_between_runs_of_the_ladder() -> None:
    """More pain in a test held rebuilding back, and gave a session on the treadmill a day before a run could come."""
    story = Story("achilles_insertional", spot="heel", side="left", severity="niggle", named_by="doctor")
    story.screen(46)
    story.checks(46, 60)
    scope = ["movement", "strength", "impact", "running"]
    allowed: dict[str, Any] = {"scope": scope, "modalities": ["alterg"], "body_weight_pct_max": 60}
    story.add("cleared", 50, seen_by="doctor", flags=[], injury="achilles_insertional", **allowed)
    on_treadmill = [one.on for one in story.decide(60).week if one.modality == "alterg"]
    assert len(on_treadmill) >= 2
    apart = {(later - first).days for first, later in pairwise(on_treadmill)}
    assert min(apart) > steps_for(case_of(story, 60), "gentle_start").min_rest_days == 2


def test_a_run_told_in_time_undoes_the_silence_that_seemed_to_be() -> None:
    """Two stages were given back at once: rightly so, for they were lost by a silence that there was not."""
    runner = Faithful("achilles_midportion")
    lived = runner.live(250, lambda one: one.stage is not None and one.stage.n >= 4)
    story, (last, _) = runner.story, lived.ran[-1]
    day = (last - story.onset).days + 15
    story.checks(len(lived.days), day)
    before, silent = story.decide(day - 1).stage, story.decide(day)
    assert before is not None
    assert silent.stage is not None
    assert ("silence_two_back" in codes(silent), silent.stage.n) == (True, before.n - 2)
    story.run(day - 1, 1, late=2)
    story.check(day + 1)
    told = story.decide(day + 1)
    assert told.stage is not None
    assert (told.stage.n, told.stage.clean) == (before.n, before.clean)


def test_a_run_told_late_takes_no_question_about_bone_away() -> None:
    """Pain that rises over three runs asks to rule bone out and allows none until then; a late word broke the row."""
    found = []
    for told_late in (False, True):
        story = Story("plantar_fasciopathy", spot="heel", side="left", named_by="self")
        story.screen(0)
        for day, pain in ((2, 0), (4, 1), (6, 2)):
            story.run(day, 5, pain_during=pain)
        if told_late:
            story.run(5, 5, pain_during=1, late=3)
        story.checks(1, 8)
        found.append({one.id for one in story.decide(8).questions if one.about == "screening"})
    assert found[0] == found[1] == {"rf_night_pain", "rf_focal_bone", "rf_previous_bsi", "rf_reds"}
