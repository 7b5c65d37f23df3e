"""The facts of the report, row by row as worked out by hand from a small story."""

from datetime import date, timedelta

from opbouw.core.events import EpisodeOpened
from opbouw.core.journey import walk_on
from opbouw.core.log import read_log
from opbouw.exports.letter import walked
from opbouw.exports.report import PAIN_DAYS
from opbouw.exports.report_changes import changes_of
from tests.exports.letters import ONSET, achilles
from tests.exports.reports import back, facts_on


def on(day: int) -> date:
    return ONSET + timedelta(days=day)


def test_the_six_facts_are_those_of_the_last_seven_days() -> None:
    six = facts_on(back(), 20).six
    # Days 14 to 20: runs of 12 and 14 minutes with pain 2 and 6; mornings 1; strength on day 15 alone.
    assert six.run_minutes == 26
    assert not six.more
    assert six.worst_during == 6
    assert six.worst_morning == 1
    assert six.strength == 1


def test_what_nobody_told_is_none_and_not_nought() -> None:
    story = achilles()
    six = facts_on(story, 3).six
    assert six.worst_during is None
    assert six.worst_morning is None
    assert six.measured is None
    assert six.run_minutes == 0


def test_a_test_of_both_sides_is_told_by_side() -> None:
    story = achilles()
    story.add("tested", 1, test="heel_raise_single", value=21, side="left", pain=0)
    story.add("tested", 2, test="heel_raise_single", value=16, side="right", pain=1)
    measured = facts_on(story, 4).six.measured
    assert measured is not None
    assert (measured.test, measured.on, measured.left, measured.right) == ("heel_raise_single", on(2), 21, 16)


def test_the_chart_has_a_day_for_each_day_and_at_most_four_weeks() -> None:
    assert len(facts_on(back(), 20).pain) == 21
    days = facts_on(back(), 40).pain
    assert len(days) == PAIN_DAYS == 28
    assert (days[0].on, days[-1].on) == (on(13), on(40))


def test_a_day_of_the_chart_has_its_own_numbers_and_gaps_stay_gaps() -> None:
    days = {one.on: one for one in facts_on(back(), 22).pain}
    assert (days[on(15)].minutes, days[on(15)].during, days[on(15)].morning) == (12, 2, 1)
    assert (days[on(14)].minutes, days[on(14)].during) == (None, None)
    assert days[on(22)].morning is None
    # Achilles, bone asked and answered: 2 by its pain model, 5 by both.
    assert (days[on(20)].progress, days[on(20)].hold) == (2, 5)


def test_sessions_stand_newest_first_with_what_followed() -> None:
    found = facts_on(back(), 20).sessions
    assert [(one.on, one.kind) for one in found] == [
        (on(18), "run"),
        (on(15), "run"),
        (on(15), "strength"),
        (on(13), "strength"),
        (on(13), "cross"),
        (on(12), "run"),
    ]
    hurt = found[0]
    assert (hurt.run_minutes, hurt.during, hurt.after, hurt.morning) == (14, 6, 4, 1)
    assert hurt.verdict == "step_back"
    assert hurt.signs == ("sharp",)


def test_sessions_of_more_than_four_weeks_ago_are_left_out() -> None:
    assert [one.on for one in facts_on(back(), 42).sessions] == [on(18), on(15), on(15)]


def test_a_gate_tells_when_it_was_passed_and_what_is_open() -> None:
    story = achilles(severity="niggle", last_run_on="2026-02-25")
    story.checks(0, 4)
    gates = facts_on(story, 4).gates
    assert [(one.start, one.state) for one in gates] == [
        ("rest", "passed"),
        ("loosen", "here"),
        ("strengthen", "later"),
        ("rebuild", "later"),
    ]
    # Rest pain is asked for two days in a row, night pain and swelling for three: day 2.
    assert gates[0].on == on(2)
    assert gates[1].missing == ("ls_min_days",)
    assert gates[1].met == gates[1].total - 1


def test_who_set_a_limit_is_told_with_the_day() -> None:
    facts = facts_on(back(), 20)
    assert [(day, role, word.cap) for day, role, word in facts.guides] == [(on(5), "trainer", 12)]
    assert [(day, data.seen_name) for day, data in facts.seen] == [(on(2), "M. de Wit")]
    assert all(one.role is None for one in facts.limits if one.limit.winner not in ("guide", "clearance"))


def test_only_limits_that_made_a_number_smaller_are_told() -> None:
    facts = facts_on(back(), 20)
    assert facts.limits
    assert all(one.limit.value < one.limit.original for one in facts.limits)


def test_the_runners_word_stands_beside_a_clue_and_the_day_it_was_looked_into() -> None:
    story = achilles()
    story.add("causes_reviewed", 2, outcome="found", factors=["shoes"])
    story.add("cause_judged", 2, factor="strength_deficit", verdict="suspected")
    story.add("cause_judged", 3, factor="strength_deficit", verdict="confirmed")
    facts = facts_on(story, 4)
    assert facts.judged == (("strength_deficit", "confirmed"),)
    assert facts.reviewed is not None
    assert facts.reviewed[0] == on(2)


def test_each_move_of_the_plan_is_told_with_its_day_and_its_reason() -> None:
    story = achilles(severity="niggle", last_run_on="2026-02-25")
    story.checks(0, 6)
    story.screen(6, rf_night_pain="yes")
    changes = facts_on(story, 6).changes
    assert [one.on for one in changes] == [on(6), on(5), on(2)]
    assert changes[0].what[0] == ("flags", [], ["rf_night_pain"])
    assert changes[0].code == "flag_open"
    assert changes[1].what == (("phase", "loosen", "strengthen"),)
    assert changes[2].what[0] == ("phase", "rest", "loosen")


def test_only_the_newest_changes_are_told_and_the_rest_counted() -> None:
    story = achilles(severity="niggle", last_run_on="2026-02-25")
    story.checks(0, 6)
    days = walked(read_log(story.told_by(6), story.on(6)))
    shown, earlier = changes_of(days, most=1)
    assert [one.on for one in shown] == [on(5)]
    assert earlier == 1


def test_another_injury_of_the_runner_is_named() -> None:
    other = EpisodeOpened(injury="hamstring_strain", onset_on=date(2026, 1, 10))
    assert facts_on(achilles(), 1, [other]).others == (other,)


def test_the_report_of_a_day_stays_the_same_when_days_are_walked_one_by_one() -> None:
    story = back()
    log = read_log(story.told_by(20), story.on(20))
    days = walked(log)
    again = days[:10]
    walk_on(days[-1].case, again, story.on(20))
    assert changes_of(again) == changes_of(days)


def test_a_stop_stands_in_the_report_with_its_letter() -> None:
    story = achilles()
    story.screen(3, rf_dvt="yes")
    facts = facts_on(story, 3)
    assert facts.letter.see is not None
    assert facts.letter.see.how_soon == "same_day"
    assert facts.letter.decision.verdict == "stop"
