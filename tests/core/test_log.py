"""What a log must be before anything is decided: one episode, no contradictions, nothing from the future."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Refusal
from opbouw.core.diary import read_diary
from opbouw.core.events import parse_event
from opbouw.core.log import read_log
from opbouw.core.together import decide_all
from tests.core.making import EPISODE, Story, codes, event_dict


def _refused(story: Story, day: int = 5) -> tuple[str, dict[str, Any]]:
    answer = story.answer(day)
    assert isinstance(answer, Refusal)
    return answer.reasons[0].code, dict(answer.reasons[0].params)


def test_no_events_are_no_episode() -> None:
    answer = decide([], date(2026, 3, 2))
    assert isinstance(answer, Refusal)
    assert codes(answer) == ["no_episode"]


def test_events_without_an_opening_are_no_episode() -> None:
    story = Story("pfp")
    story.check(0)
    answer = decide(story.events[1:], story.on(1))
    assert codes(answer) == ["no_episode"]


def test_an_unknown_injury_names_near_matches() -> None:
    code, params = _refused(Story("achiles_midportion"))
    assert code == "unknown_injury"
    assert "achilles_midportion" in params["near"]


def test_an_unknown_spot_is_refused() -> None:
    assert _refused(Story("pfp", spot="kneee_anterior"))[0] == "unknown_spot"


@pytest.mark.parametrize(
    ("birth_year", "refused"), [(2012, True), (2009, True), (2008, True), (2007, False), (1980, False)]
)
def test_under_eighteen_is_refused_with_whom_to_see(birth_year: int, refused: bool) -> None:
    story = Story("pfp")
    story.add("profile_set", 0, birth_year=birth_year)
    answer = story.answer(1)
    assert isinstance(answer, Refusal) is refused
    if isinstance(answer, Refusal):
        assert codes(answer) == ["under_18"]
        assert answer.see is not None


def test_two_openings_that_differ_are_refused_and_the_same_twice_is_not() -> None:
    story = Story("pfp", side="left")
    story.add("episode_opened", 1, injury="pfp", onset_on="2026-03-02", side="left")
    assert isinstance(story.answer(1), Decision)
    story.add("episode_opened", 1, injury="itbs", onset_on="2026-03-02", side="left")
    assert _refused(story)[0] == "two_openings"


def test_one_id_with_two_contents_is_refused() -> None:
    story = Story("pfp")
    story.check(1)
    story.events.append(replace(story.events[-1], on=story.on(2)))
    assert _refused(story)[0] == "same_id_differs"


def test_a_last_run_years_before_the_onset_is_refused() -> None:
    assert _refused(Story("pfp", last_run_on="2022-03-02"))[0] == "last_run_long_before"


def test_an_onset_or_last_run_in_the_future_is_refused() -> None:
    late = parse_event(event_dict(0, "episode_opened", date(2026, 3, 1), {"injury": "pfp", "onset_on": "2026-03-09"}))
    assert codes(decide([late], date(2026, 3, 5))) == ["onset_in_future"]
    run = parse_event(
        event_dict(
            0,
            "episode_opened",
            date(2026, 3, 1),
            {"injury": "pfp", "onset_on": "2026-03-01", "last_run_on": "2026-03-09"},
        )
    )
    assert codes(decide([run], date(2026, 3, 5))) == ["last_run_in_future"]


# ---- corrections


def test_a_correction_the_same_day_replaces_the_answer() -> None:
    story = Story("pfp", severity="niggle")
    story.screen(0)
    wrong = story.check(0, pain_rest=9)
    story.add("corrected", 0, event=wrong, data={"pain_rest": 1, "night_pain": False, "swelling": "none"})
    gate = {one.id: one for gate in story.decide(0).gates for one in gate.criteria}
    story.check(1, pain_rest=1)
    gate = {one.id: one for gate in story.decide(1).gates for one in gate.criteria}
    assert gate["rl_rest_pain"].value == 1


def test_a_correction_made_late_can_only_make_it_sorer() -> None:
    story = Story("pfp", severity="niggle")
    sore = story.check(0, pain_rest=9)
    story.check(1)
    story.add("corrected", 6, event=sore, data={"pain_rest": 0})
    story.check(6)
    assert read_diary(read_log(story.events, story.on(6))).answers[story.on(0)].pain_rest == 9


def test_a_withdrawn_run_the_same_day_is_gone() -> None:
    story = Story("pfp", severity="niggle")
    run = story.run(1, 20)
    story.add("withdrawn", 1, event=run)
    story.check(2)
    assert "run_not_allowed" not in codes(story.decide(2))


def test_withdrawing_or_correcting_a_yes_does_not_close_a_sign() -> None:
    story = Story("pfp")
    yes = story.screen(0, rf_chest="yes")
    story.add("withdrawn", 0, event=yes)
    assert story.decide(0).open_flags == ("rf_chest",)
    story.add("corrected", 0, event=yes, data={"answers": {"rf_chest": "no"}})
    assert story.decide(0).open_flags == ("rf_chest",)


def test_a_correction_that_cannot_be_read_is_refused_by_name() -> None:
    story = Story("pfp")
    check = story.check(0)
    story.add("corrected", 0, event=check, data={"pain_rest": 11})
    code, params = _refused(story)
    assert code == "bad_correction"
    assert "pain_rest" in params["field"]


# ---- a run told and recorded


@pytest.mark.parametrize(
    ("told", "seconds", "runs"),
    [(30, 1800, 1), (30, 2100, 1), (30, 2160, 1), (30, 2340, 2), (60, 4320, 1), (4, 540, 1), (4, 600, 2)],
)
def test_the_watch_and_the_runner_mean_one_run_within_a_fifth_or_five_minutes(
    told: float, seconds: float, runs: int
) -> None:
    """30 and 36 min: 6 apart, a fifth of 36 is 7.2: one. 30 and 39: 9 apart, 7.8: two."""
    story = Story("pfp")
    story.run(1, told)
    story.add("activity_imported", 1, sport="run", seconds=seconds)
    found = read_diary(read_log(story.events, story.on(1))).runs
    assert len(found) == runs
    if runs == 1:
        assert found[0].minutes == max(told, seconds / 60)


def test_a_run_before_the_onset_is_history_and_no_run_of_the_episode() -> None:
    story = Story("pfp")
    story.add("activity_imported", -3, sport="run", seconds=3600)
    assert story.decide(1).phase == "rest"
    assert "run_not_allowed" not in codes(story.decide(1))


# ---- several injuries


def test_two_injuries_take_the_most_careful_verdict_and_run_only_together() -> None:
    knee, chest = Story("pfp", severity="niggle"), Story("achilles_midportion")
    other = "7c1f8a8e-1111-4b7e-9a53-0d8c6a4b1f10"
    chest.screen(0, rf_chest="yes")
    chest.events = [
        replace(one, episode=other, id=one.id[:-4] + "ffff"[: 4 - len(str(n))] + str(n))
        for n, one in enumerate(chest.events)
    ]
    knee.screen(0)
    both = decide_all([knee.events, chest.events], knee.on(1))
    assert [one.verdict for one in both if isinstance(one, Decision)] == ["stop", "stop"]
    assert not any(one.running_allowed for one in both if isinstance(one, Decision))
    assert {one.episode for one in both if isinstance(one, Decision)} == {EPISODE, other}


def test_the_same_dates_weeks_later_give_the_same_answer_weeks_later() -> None:
    spring, later = Story("mtss", "2026-03-02", severity="niggle"), Story("mtss", "2026-03-16", severity="niggle")
    for story in (spring, later):
        story.screen(0)
        story.checks(0, 8)
        story.run(4, 10)
    one, other = spring.decide(8), later.decide(8)
    assert (one.phase, one.verdict, one.running_allowed) == (other.phase, other.verdict, other.running_allowed)
    assert [s.on + timedelta(days=14) for s in one.week] == [s.on for s in other.week]
    assert [s.minutes for s in one.week] == [s.minutes for s in other.week]


# ---- what is told twice, taken back, or written down later


def test_what_is_told_twice_changes_nothing_the_second_time() -> None:
    story = Story("pfp")
    check = story.check(0, pain_rest=4)
    story.add("corrected", 0, event=check, data={"pain_rest": 2})
    log = read_log(story.events, story.on(0))
    before = log.events
    assert [one.data.pain_rest for one in before if one.type == "checked_in"] == [2]
    assert log.tell(story.events) == []
    assert log.events == before


def test_a_second_correction_takes_away_what_the_first_one_said() -> None:
    story = Story("pfp")
    check = story.check(0, pain_rest=4)
    story.add("corrected", 0, event=check, data={"pain_rest": 2})
    log = read_log(story.events, story.on(0))
    story.add("corrected", 0, event=check, data={"pain_rest": 3})
    changed = log.tell(story.events[-1:])
    assert sorted(one.data.pain_rest for one in changed if one.type == "checked_in") == [2, 3]
    assert [one.data.pain_rest for one in log.events if one.type == "checked_in"] == [3]


def test_a_correction_of_a_sign_leaves_the_first_answer_where_it_stands() -> None:
    story = Story("pfp")
    first = story.screen(0, rf_chest="unknown")
    log = read_log(story.events, story.on(0))
    story.add("corrected", 0, event=first, data={"answers": {"rf_chest": "no"}})
    changed = log.tell(story.events[-1:])
    screened = [one.data.answers["rf_chest"] for one in log.events if one.type == "screened"]
    assert sorted(screened) == ["no", "unknown"]
    assert [one.data.answers["rf_chest"] for one in changed if one.type == "screened"] == ["no"]


def test_an_opening_is_corrected_and_never_taken_back() -> None:
    story = Story("pfp", severity="niggle")
    story.add("withdrawn", 0, event=story.events[0].id)
    assert read_log(story.events, story.on(0)).start.severity == "niggle"


def _opening_corrected(day: int, injury: str = "pfp", was: str = "pfp", **said: Any) -> Story:
    story = Story(was, severity="niggle", last_run_on="2026-02-20")
    data = {"injury": injury, "onset_on": "2026-03-02", **said}
    story.add("corrected", day, event=story.events[0].id, data=data)
    return story


def test_an_opening_corrected_in_time_is_what_the_correction_says() -> None:
    story = _opening_corrected(1, severity="niggle", onset_on="2026-03-01", last_run_on="2026-02-18")
    start = read_log(story.events, story.on(1)).start
    assert (start.onset_on, start.last_run_on) == (date(2026, 3, 1), date(2026, 2, 18))


def test_an_opening_corrected_late_only_gets_more_careful() -> None:
    """An earlier onset and last run would shorten the days that are left; the later of each stays."""
    story = _opening_corrected(
        5, severity="cannot_bear", onset_on="2026-02-25", last_run_on="2026-02-18", recurrence=True
    )
    start = read_log(story.events, story.on(5)).start
    assert (start.onset_on, start.last_run_on) == (date(2026, 3, 2), date(2026, 2, 20))
    assert (start.severity, start.recurrence) == ("cannot_bear", True)


def test_another_injury_is_another_episode_once_it_is_late_or_the_first_was_locked() -> None:
    assert isinstance(_opening_corrected(1, "itbs").answer(1), Decision)
    assert _refused(_opening_corrected(5, "itbs"), 5) == (
        "other_injury",
        {"id": _opening_corrected(5, "itbs").events[-1].id, "injury": "pfp"},
    )
    assert _refused(_opening_corrected(1, "pfp", was="bsi_navicular"), 1)[0] == "other_injury"


def test_a_clearance_counts_from_the_day_it_was_written_down() -> None:
    story = Story("pfp")
    story.add("cleared", 1, late=2, seen_by="physio", seen_on="2026-03-03")
    counted = next(one for one in read_log(story.events, story.on(3)).events if one.type == "cleared")
    assert counted.on == story.on(3)


@pytest.mark.parametrize(("days", "refused"), [(7305, False), (7306, True)])
def test_an_onset_more_than_twenty_years_before_is_a_slip_of_the_pen(days: int, refused: bool) -> None:
    """Twenty years with their five leap days are 7305 days."""
    opened = date(2026, 3, 2)
    data = {"injury": "pfp", "onset_on": (opened - timedelta(days=days)).isoformat()}
    answer = decide([parse_event(event_dict(0, "episode_opened", opened, data))], opened)
    assert (codes(answer) == ["onset_long_before"]) is refused
