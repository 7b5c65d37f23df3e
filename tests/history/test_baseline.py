from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opbouw.history import baseline
from opbouw.history.baseline import easy_pace
from opbouw.history.days import Run, runs_before, weeks_before
from tests.history.making import ONSET, Fact, run, steady


def test_an_archive_without_runs_has_no_old_level() -> None:
    assert baseline([], ONSET) is None
    assert baseline([run(3, 20, 60, sport="cycle")], ONSET) is None


def test_the_usual_week_is_the_median_and_the_peak_the_mean_of_the_last_four() -> None:
    # weeks back 0..5: 40, 50, 30, 20, 10, 60 km in one run each
    facts = [run(7 * back + 2, km) for back, km in enumerate([40, 50, 30, 20, 10, 60])]
    found = baseline(facts, ONSET)
    assert found is not None
    assert found.weekly_km == 35.0  # sorted 10 20 30 | 40 50 60
    assert found.peak_weekly_km == 35.0  # (40 + 50 + 30 + 20) / 4
    assert found.longest_km == 60.0
    assert found.weeks_used == 6
    assert found.source == "archive"


def test_the_day_before_onset_counts_and_the_day_of_onset_does_not() -> None:
    found = baseline([run(1, 10), run(0, 30), run(-1, 30)], ONSET)
    assert found is not None
    assert (found.weekly_km, found.longest_km) == (10.0, 10.0)


def test_a_rest_week_between_running_weeks_is_a_zero_week() -> None:
    # the last day of week 2 and the first of week 0 are 13 days apart: no lay-off
    found = baseline([run(3, 10), run(15, 10)], ONSET)
    assert found is not None
    assert found.weeks_used == 3
    assert found.peak_weekly_km == 6.7  # (10 + 0 + 10) / 3


def test_weeks_inside_a_pause_are_not_usual_training() -> None:
    # runs 3 and 31 days before: weeks 1, 2 and 3 lie in a pause of 28 days
    found = baseline([run(3, 10), run(31, 20)], ONSET)
    assert found is not None
    assert found.weeks_used == 2
    assert found.weekly_km == 15.0


def test_weeks_before_the_archive_begins_have_no_data() -> None:
    found = baseline(steady(3), ONSET)
    assert found is not None
    assert found.weeks_used == 3
    assert found.weekly_km == 30.0


def test_a_runner_whose_last_run_is_years_ago_has_no_old_level() -> None:
    assert baseline([run(900, 10), run(903, 10)], ONSET) is None


def test_only_twelve_weeks_are_looked_at() -> None:
    found = baseline([*steady(12), run(84 + 1, 40)], ONSET)
    assert found is not None
    assert found.longest_km == 10.0


def test_two_files_on_one_day_are_one_running_day() -> None:
    found = baseline([run(2, 2, tag="a"), run(2, 8, tag="b"), run(4, 5)], ONSET)
    assert found is not None
    assert found.weekly_runs == 2
    assert found.weekly_km == 15.0


@pytest.mark.parametrize(
    "wrong",
    [
        run(2, 101, 600),
        run(2, 10, 24.9),  # 2:29 per km
        run(2, 10, 120.1),  # over 12:00 per km
        run(2, 0, 0),
        run(2, math.nan, math.nan),
        run(2, None, -5),
    ],
    ids=["too far", "too fast", "too slow", "zero", "not a number", "negative"],
)
def test_a_value_that_cannot_be_a_run_changes_nothing(wrong: Fact) -> None:
    assert baseline([*steady(4), wrong], ONSET) == baseline(steady(4), ONSET)


def test_a_treadmill_run_without_distance_counts_in_minutes_and_not_as_zero_kilometres() -> None:
    found = baseline([run(2, None, 40, sport="treadmill")], ONSET)
    assert found is not None
    assert found.weekly_km is None
    assert found.longest_km is None
    assert found.easy_pace_s_per_km is None
    assert (found.weekly_minutes, found.longest_min) == (40.0, 40.0)
    assert found.to_event_data() == {"weekly_runs": 1, "weeks_used": 1, "source": "archive"}


def test_a_run_of_unknown_distance_adds_no_kilometres_and_is_said_to_be_there() -> None:
    found = baseline([run(2, 8, 48), run(4, None, 40, sport="treadmill")], ONSET)
    assert found is not None
    assert (found.weekly_km, found.without_km) == (8.0, 1)
    assert "without_km" not in found.to_event_data()
    none_has = baseline([run(2, None, 40)], ONSET)
    assert none_has is not None
    assert none_has.without_km == 0  # then no kilometres are shown to be less than there were


def test_of_a_session_with_walking_in_it_the_kilometres_that_were_run_count() -> None:
    # 4 km in 40 minutes, of which 20 minutes and 2.6 km were run; beside it a run of 5 km with a stop at a crossing.
    walked = replace(run(2, 4, 40), run_s=20 * 60.0, run_m=2_600.0)
    stopped = replace(run(4, 5, 30), run_s=29 * 60.0, run_m=4_900.0)
    found = baseline([walked, stopped], ONSET)
    assert found is not None
    assert (found.weekly_km, found.longest_km, found.walked_between) == (7.6, 5.0, 1)
    assert found.weekly_minutes == 49.0
    assert "walked_between" not in found.to_event_data()


@pytest.mark.parametrize(("metres", "km"), [(None, 4.0), (9_000.0, 4.0), (0.0, 0.0), (math.nan, 4.0)])
def test_kilometres_that_nothing_tells_apart_are_those_of_the_whole_session(metres: float | None, km: float) -> None:
    found = baseline([replace(run(2, 4, 40), run_s=20 * 60.0, run_m=metres)], ONSET)
    assert found is not None
    assert found.weekly_km == km


def test_the_easy_pace_is_the_middle_of_the_slower_half() -> None:
    day = date(2026, 2, 1)
    # paces 300, 330, 350, 360 s/km over half an hour and more; slower half 350, 360
    runs = [Run(day, str(pace), 10.0, pace * 10 / 60) for pace in (300, 330, 350, 360)]
    assert easy_pace(runs) == 355


def test_a_short_run_says_nothing_about_the_easy_pace() -> None:
    assert easy_pace([Run(date(2026, 2, 1), "short", 4.0, 20.0)]) is None


def test_without_a_local_day_the_utc_day_of_the_start_is_used() -> None:
    from datetime import UTC, datetime

    fact = Fact("a", None, distance_m=5000, seconds=1800, start=datetime(2026, 2, 20, 9, tzinfo=UTC))
    assert [r.on for r in runs_before([fact], ONSET)] == [date(2026, 2, 20)]


def test_a_run_without_any_date_is_left_out() -> None:
    assert runs_before([Fact("a", None, distance_m=5000, seconds=1800)], ONSET) == ()


def test_a_week_is_seven_days_ending_the_day_before_onset() -> None:
    newest = weeks_before(steady(2), ONSET, 12)[0]
    assert newest.first == ONSET - timedelta(7)
    assert [r.on for r in newest.runs] == [ONSET - timedelta(d) for d in (5, 3, 1)]


facts_of_any_kind = st.lists(
    st.builds(
        run,
        st.integers(1, 120),
        st.floats(0.5, 40, allow_nan=False),
        st.none(),
        st.sampled_from(["run", "trail", "treadmill", "cycle"]),
        st.integers(0, 9).map(str),
    ),
    max_size=25,
)


@given(facts_of_any_kind, st.randoms(use_true_random=False))
def test_the_order_of_the_archive_does_not_matter(facts: list[Fact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert baseline(shuffled, ONSET) == baseline(facts, ONSET)


@given(facts_of_any_kind, st.integers(0, 60), st.floats(1, 40))
def test_a_run_from_onset_on_changes_nothing(facts: list[Fact], after: int, km: float) -> None:
    assert baseline([*facts, run(-after, km)], ONSET) == baseline(facts, ONSET)


@given(facts_of_any_kind)
def test_the_same_file_twice_counts_once(facts: list[Fact]) -> None:
    assert baseline([*facts, *facts], ONSET) == baseline(facts, ONSET)
