"""The history in one view and its parts, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from opbouw.history import Layoff, baseline, load_every_day, overview, returns
from opbouw.history.beside import Beside, Night, Worn
from opbouw.history.daily import MEASURES, REGIONS
from opbouw.history.days import runs_before
from opbouw.history.overview import paces
from opbouw.history.returns import Which
from tests.history.archives import Recording
from tests.history.making import ONSET, Fact, run, steady


def day(before: int) -> date:
    return ONSET - timedelta(before)


def test_a_day_without_an_activity_is_zero_and_one_whose_length_nobody_knows_is_not() -> None:
    facts = [run(4, 10, 60), Fact("x", day(2), "run", 8000, None), run(1, 5, 40, sport="walk")]
    first, empty, unknown, walk = load_every_day(facts, ONSET)
    assert first.impact_min == {"achilles": 60, "patellofemoral": 60, "other": 60}
    assert (empty.impact_min, empty.fitness_au, empty.unknown) == (dict.fromkeys(REGIONS, 0), 0, 0)
    assert (unknown.impact_min, unknown.fitness_au, unknown.run_min, unknown.unknown) == (None, None, None, 1)
    # walking: half for the Achilles, 0.17 for the knee cap, 0.4 in all; effort 2 at a third of the minutes
    assert walk.impact_min == pytest.approx({"achilles": 20, "patellofemoral": 6.8, "other": 16})
    assert walk.fitness_au == pytest.approx(40 * 0.33 * 2)


def test_where_some_of_a_day_is_known_the_sum_holds_that_and_counts_the_rest() -> None:
    (found,) = load_every_day([run(1, 10, 60), Fact("x", day(1), "cycle", 20_000, None)], ONSET)
    assert (found.run_min, found.fitness_au, found.unknown) == (60, 180, 1)


def test_steps_and_climb_are_known_only_when_every_run_of_the_day_tells_them() -> None:
    one = Recording("a", day(1), "run", 3000, 10_000, cadence_spm=170, ascent_m=50)
    assert load_every_day([one], ONSET)[0].steps == 8500
    assert load_every_day([one], ONSET)[0].ascent_m == 50
    both = load_every_day([one, replace(one, id="b", cadence_spm=None, ascent_m=None)], ONSET)[0]
    assert (both.steps, both.ascent_m) == (None, None)


def test_no_day_before_the_archive_begins_is_told_of() -> None:
    assert load_every_day([], ONSET) == ()
    assert [one.on for one in load_every_day([run(3, 5)], ONSET)] == [day(3), day(2), day(1)]


def test_every_measure_has_a_unit_a_source_and_a_grade() -> None:
    assert [one for one in MEASURES.values() if not (one.unit and one.source_ids and one.grade)] == []
    assert MEASURES["impact_achilles"].grade == "derived"


@pytest.mark.parametrize("odd", [0, 120])
def test_one_odd_week_does_not_move_the_usual_week(odd: int) -> None:
    weeks = [replace(one, distance_m=10_000 + 100 * number) for number, one in enumerate(steady(12))]
    plain = baseline(weeks, ONSET)
    strange = [one for one in weeks if not 36 <= (ONSET - (one.local_date or ONSET)).days <= 42]
    strange += [run(40, odd, 500)] if odd else []
    found = baseline(strange, ONSET)
    assert plain is not None
    assert found is not None
    assert abs((found.weekly_km or 0) - (plain.weekly_km or 0)) <= 0.5


def test_paces_go_by_heart_rate_where_most_runs_have_one() -> None:
    made = [
        Recording(str(n), day(n + 1), "run", (400 - 10 * n) * 10, 10_000, heart_rate_bpm=130 + n) for n in range(12)
    ]
    found = paces(runs_before(made, ONSET))
    # 400 to 350, 340 to 310, 300 and 290
    assert [(one.effort, one.s_per_km, one.runs, one.by) for one in found] == [
        ("easy", 375, 6, "heart"),
        ("steady", 325, 4, "heart"),
        ("hard", 295, 2, "heart"),
    ]
    without = paces(runs_before([replace(one, heart_rate_bpm=None) for one in made], ONSET))
    assert [(one.s_per_km, one.by) for one in without] == [(375, "pace"), (325, "pace"), (295, "pace")]
    assert paces(runs_before(made[:5], ONSET)) == ()


def test_a_whole_view_of_a_steady_runner() -> None:
    shoes = (Worn(day(80), "Blue", 10), Worn(day(3), "Blue", 12), Worn(day(60), "Red", 5))
    found = overview([*steady(20), run(49, 21)], ONSET, Beside(shoes, (), (("Blue", 100.0),)))
    assert found.level is not None
    assert (found.level.weekly_km, found.days_a_week, found.streak_days) == (30, 3.1, 2)
    assert (found.longest[0].on, found.longest[0].km) == (day(49), 21)
    assert found.longest_30_days is not None
    assert found.longest_30_days.km == 10
    assert [(one.name, one.km, one.age_days) for one in found.shoes] == [("Blue", 122, 80), ("Red", 5, 60)]
    assert found.breaks == ()
    assert (found.hills, [one.code for one in found.unknown]) == (
        None,
        ["unknown_heart", "unknown_cadence", "unknown_climb", "unknown_nights"],
    )


def test_an_empty_archive_is_an_empty_view() -> None:
    found = overview([], ONSET, Beside(nights=(Night(day(3), 7),)))
    assert (found.runs, found.level, found.longest, found.paces, found.days_a_week) == (0, None, (), (), None)
    assert [one.code for one in found.unknown] == ["unknown_shoes"]


def test_nothing_after_the_day_counts() -> None:
    before = overview(steady(12), ONSET)
    assert overview([*steady(12), run(0, 40), run(-3, 40)], ONSET) == before


def paused(**more: Any) -> list[Fact]:
    """Thirty kilometres a week for ten weeks, thirty days off, and six weeks of one run of 15 km."""
    later = [run(7 * week + 7, 15) for week in range(6)]
    first = 7 * 5 + 7 + 30
    return [*(run(first + 7 * week + 2 * i, 10) for week in range(10) for i in range(3)), *later]


def test_a_return_is_told_in_shares_of_the_eight_weeks_before() -> None:
    (found,) = returns(runs_before(paused(), ONSET), ONSET)
    assert found.gap == Layoff(day(72), day(42), 30)
    assert found.before_km == 30
    assert found.weeks == (0.5,) * 6  # six weeks are over before onset
    assert (found.weeks_to_level, found.next_pause) == (None, None)


def test_a_return_that_broke_off_names_the_next_pause() -> None:
    broken = [one for one in paused() if not 10 <= (ONSET - (one.local_date or ONSET)).days <= 30]
    (found, _second) = returns(runs_before(broken, ONSET), ONSET)
    assert found.next_pause == Layoff(day(35), day(7), 28)


def test_a_week_with_a_run_of_unknown_distance_is_not_known() -> None:
    facts = [replace(one, distance_m=None) if one.local_date == day(35) else one for one in paused()]
    (found,) = returns(runs_before(facts, ONSET), ONSET)
    assert found.weeks == (0.5, None, 0.5, 0.5, 0.5, 0.5)


def test_which_returns_count_can_be_asked_more_strictly() -> None:
    runs = runs_before(paused(), ONSET)
    assert returns(runs, ONSET, Which(least_days=31)) == []
    assert returns(runs, ONSET, Which(least_km=30.1)) == []
    short = runs[9:]  # seven weeks before the pause
    assert returns(short, ONSET) == []
    assert returns(short, ONSET, Which(reaching_back=False))[0].before_km == 210 / 8
    # without the last run, 10 km of the first of the eight weeks stand in its place or are missing
    assert returns(runs, ONSET, Which(with_last_run=False))[0].before_km == 30
