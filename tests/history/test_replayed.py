"""What three real runners did, decided day by day: no gap invented, and nothing planned that the plan itself forbids.

The recordings are real; what the runners felt is known only for runner C, from the words that were kept. Expected
breaks, runs and caps are worked out by hand from the tables, apart from the product's own reader.
"""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from opbouw.activities import ActivityFacts
from tests.history.replaying import (
    BACK_WITHIN_DAYS,
    CALF_ONSET,
    DAYS_AFTER,
    INJURIES,
    TABLES,
    TOLD_BY_C,
    Replayed,
    above_cap,
    break_of,
    breaks_in,
    calf_of_c,
    read_table,
)

pytestmark = pytest.mark.shared
RACE = date(2022, 11, 6)
Break = tuple[str, str, int]

BREAKS: dict[str, list[Break]] = {
    "C": [
        ("2020-09-03", "2020-09-17", 14),
        ("2021-07-06", "2021-07-27", 21),
        ("2021-09-28", "2021-10-19", 21),
        ("2021-12-25", "2022-02-03", 40),
        ("2022-02-19", "2022-03-21", 30),
        ("2022-08-24", "2022-09-20", 27),
    ],
    "D": [
        ("2015-12-13", "2015-12-31", 18),
        ("2015-12-31", "2016-01-16", 16),
        ("2017-02-24", "2017-03-11", 15),
        ("2017-03-11", "2017-03-25", 14),
        ("2017-05-06", "2017-05-23", 17),
        ("2018-01-01", "2018-01-20", 19),
        ("2019-11-04", "2019-11-18", 14),
        ("2020-01-21", "2020-03-21", 60),
    ],
    "E": [
        ("2019-10-10", "2019-12-20", 71),
        ("2019-12-30", "2020-01-18", 19),
        ("2020-01-31", "2020-02-21", 21),
        ("2020-02-23", "2020-03-08", 14),
        ("2020-03-21", "2020-04-04", 14),
        ("2020-04-04", "2020-05-20", 46),
        ("2020-07-13", "2020-08-01", 19),
        ("2020-08-20", "2020-09-12", 23),
        ("2020-09-12", "2020-10-12", 30),
        ("2021-05-05", "2021-05-30", 25),
        ("2021-06-18", "2021-10-02", 106),
        ("2021-10-02", "2022-02-12", 133),
        ("2022-02-23", "2022-03-21", 26),
        ("2022-05-09", "2022-06-05", 27),
        ("2022-12-01", "2022-12-19", 18),
        ("2023-02-06", "2023-03-10", 32),
        ("2023-05-01", "2023-07-26", 86),
        ("2024-11-03", "2025-02-09", 98),
    ],
}
# Days whose only rows called Run are no running; without them the table by itself gives the breaks above.
NO_RUNNING = {
    "C": {"2022-09-19"},  # 1.58 km in 20 minutes; the label says a walk on a treadmill, and the first run a day later
    "D": set[str](),
    "E": {
        "2019-09-18",  # 213 m in 32 seconds, the first row
        "2020-07-24",  # 6.3 km in 128 minutes and 6.5 km in 161
        "2023-05-29",  # 10.0 km in 233 minutes
        "2024-12-11",  # 126 m in 21 minutes
    },
}
# Runner C's runs from the onset on, counted in the table: 8 in September, 16 in October, 3 in November.
REAL_OF_C = {
    9: [19, 20, 22, 23, 25, 27, 28, 30],
    10: [2, 4, 6, 8, 9, 11, 13, 15, 16, 18, 20, 22, 23, 27, 28, 30],
    11: [2, 5, 6],
}
# Longer than a tenth above the longest of 30 days: 35.5 after 20.2; 126.7 after 36.9; 152.5 after 126.7; 182.9 after
# 152.5; 204.5 after 182.9; 249.5 after 204.5. Until 22 September the long runs before the strain still count.
ABOVE_CAP_OF_C = [date(2022, 9, 25), *(date(2022, 10, day) for day in (2, 9, 16, 23)), RACE]


def plain_days(shared: Path, runner: str) -> list[date]:
    """Days with a row called Run, by the place of the column alone."""
    table = shared / "data" / "activities" / "tables" / TABLES[runner]
    packed = table.suffix == ".gz"
    with (gzip.open if packed else open)(table, "rt", newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines))[1:]
    at, kind, shape = (1, 4, "%Y/%m/%d") if packed else (1, 3, "%b %d, %Y, %I:%M:%S %p")
    found = {datetime.strptime(row[at], shape).replace(tzinfo=UTC).date() for row in rows if row[kind] == "Run"}
    return sorted(found)


@pytest.fixture(scope="module")
def archives(shared: Path) -> dict[str, list[ActivityFacts]]:
    """The tables by the product's importer."""
    return {runner: read_table(shared, runner) for runner in TABLES}


@pytest.fixture(scope="module")
def runner_c(archives: dict[str, list[ActivityFacts]]) -> list[ActivityFacts]:
    """Runner C's activities."""
    return archives["C"]


@pytest.fixture(scope="module")
def silent_c(runner_c: list[ActivityFacts]) -> Replayed:
    """Runner C with what the labels say, and no other answer."""
    return calf_of_c(runner_c, said=TOLD_BY_C).live(DAYS_AFTER)


@pytest.fixture(scope="module")
def calm_c(runner_c: list[ActivityFacts]) -> Replayed:
    """Runner C's real runs, with every answer given and none of them a complaint."""
    return calf_of_c(runner_c, calm=True).live(DAYS_AFTER)


@pytest.fixture(scope="module")
def followed_c(runner_c: list[ActivityFacts]) -> Replayed:
    """Runner C's calf with the plan followed from the first day."""
    return calf_of_c(runner_c, follow=True).live(BACK_WITHIN_DAYS, stop_at_30=True)


@pytest.mark.parametrize("runner", TABLES)
def test_the_breaks_are_those_of_the_table_none_invented_and_none_missed(
    shared: Path, archives: dict[str, list[ActivityFacts]], runner: str
) -> None:
    found = [(str(gap.last_run), str(gap.next_run), gap.days) for gap in breaks_in(archives[runner])]
    days = [day for day in plain_days(shared, runner) if str(day) not in NO_RUNNING[runner]]
    plain = [(str(a), str(b), (b - a).days) for a, b in pairwise(days) if (b - a).days >= 14]
    assert found == plain == BREAKS[runner]


def test_the_pauses_that_runner_c_tells_of_are_among_the_breaks(shared: Path) -> None:
    labels = shared / "data" / "activities" / "tables" / "runner-c-annotations.csv"
    with labels.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    starts = [row["date"] for row in rows if row["event"] in ("pause_start", "injury")]
    returns = [row["date"] for row in rows if row["event"] == "return"]
    found = {last: first for last, first, _ in BREAKS["C"]}
    assert [found[start] for start in starts] == returns


def test_runner_c_without_answers_rests_on_every_day_and_is_never_clean(silent_c: Replayed) -> None:
    assert len(silent_c.evenings) == DAYS_AFTER + 1
    assert silent_c.broken == []
    assert silent_c.may_run_on == []
    assert {one.phase for one in silent_c.evenings} == {"rest"}
    assert {one.verdict for one in silent_c.evenings} == {"wait"}
    assert {one.kind for day in silent_c.evenings for one in day.week} <= {"cross", "walk", "mobility", "strength"}


def test_every_real_run_of_runner_c_is_asked_about_or_was_told(silent_c: Replayed) -> None:
    assert [one.on for one in silent_c.real] == [
        date(2022, month, day) for month, days in REAL_OF_C.items() for day in days
    ]
    told = {on for on, kind, data, sport in TOLD_BY_C if kind == "session_done" and sport == "run"}
    asked = {
        one.on
        for one in silent_c.real
        for day in silent_c.evenings
        if day.on == one.on and any(q.id == "pain_during" and q.about == one.id for q in day.questions)
    }
    assert asked == {one.on for one in silent_c.real} - told
    first = next(day for day in silent_c.evenings if day.on == date(2022, 9, 19))
    assert ("run_not_allowed", "2022-09-19") in [(one.code, one.params.get("on")) for one in first.reasons]


def test_the_illness_that_runner_c_tells_of_holds_running_until_it_is_told_to_be_over(silent_c: Replayed) -> None:
    ill = [day.on for day in silent_c.evenings if any(one.code == "ill" for one in day.reasons)]
    # told on the 9th; well again on the 17th, and one whole day after that without symptoms
    assert (ill[0], ill[-1]) == (date(2022, 9, 9), date(2022, 9, 17))


@pytest.mark.parametrize("replay", ["silent_c", "calm_c", "followed_c"])
def test_the_marathon_is_called_not_feasible_on_every_day_before_it(
    replay: str, request: pytest.FixtureRequest
) -> None:
    lived: Replayed = request.getfixturevalue(replay)
    goals = [one.goal for one in lived.evenings if one.on < RACE]
    assert {goal.verdict for goal in goals if goal} == {"not_feasible"}
    assert len(goals) == sum(goal is not None for goal in goals)
    # ten percent a week from 30 minutes to the four hours of a marathon alone take over twenty weeks
    assert all((goal.earliest_on - CALF_ONSET).days > 140 for goal in goals if goal and goal.earliest_on)


def test_runner_c_with_calm_answers_runs_too_soon_and_too_long_and_is_told(calm_c: Replayed) -> None:
    assert calm_c.broken == []
    assert len(calm_c.real) == 27
    assert calm_c.in_plan == []
    named = named_runs(calm_c)
    assert [one.on for one in calm_c.real if one.on not in named] == []
    assert_nothing_is_clean(calm_c)


def test_runner_c_by_the_session_cap_alone(runner_c: list[ActivityFacts], calm_c: Replayed) -> None:
    above = [one.on for one in above_cap(runner_c, calm_c.real)]
    assert above == ABOVE_CAP_OF_C


def test_runner_c_who_follows_the_plan_runs_30_minutes_before_the_race(followed_c: Replayed) -> None:
    assert followed_c.broken == []
    first, thirty = followed_c.may_run_on[0], followed_c.thirty_on
    # 5 run-free days, daily pain calm on 3 days, and a day to look into strength
    assert (first - CALF_ONSET).days >= 8
    assert first == followed_c.real[0].on
    assert thirty is not None
    assert first < thirty < RACE
    assert all(one.allowed and one.minutes <= one.plan_min for one in followed_c.real)
    assert followed_c.real[0].minutes <= 10
    assert all((b.on - a.on).days >= 2 for a, b in pairwise(followed_c.real))


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("runner", ["D", "E"])
def test_the_weeks_after_each_break_plan_nothing_that_is_not_allowed(
    archives: dict[str, list[ActivityFacts]], runner: str, part: int
) -> None:
    """Each break as if an injury began on its first day; by turns without an answer and with every answer calm."""
    archive = archives[runner]
    injury, calm = INJURIES[part % 2], part >= 2
    for gap in breaks_in(archive)[part::4]:
        lived = break_of(archive, gap, injury, calm=calm).live(DAYS_AFTER)
        assert lived.broken == []
        assert len(lived.evenings) == DAYS_AFTER + 1
        assert_nothing_is_clean(lived)
        assert lived.in_plan == []
        if not calm:
            assert {one.phase for one in lived.evenings} == {"rest"}
            assert lived.may_run_on == []
            assert {one.on for one in lived.real[:1]} <= named_runs(lived)
        else:
            assert {one.on for one in lived.real if one.on < lived.evenings[-1].on} - named_runs(lived) == set()


def named_runs(lived: Replayed) -> set[date]:
    """Days of runs that a decision names as not allowed, or as more than the plan gave."""
    named: set[date] = set()
    for day in (*lived.mornings, *lived.evenings):
        for one in day.reasons:
            if one.code in ("run_not_allowed", "run_without_leave", "run_did_not_count"):
                named.add(date.fromisoformat(one.params["on"]))
    return named


def assert_nothing_is_clean(lived: Replayed) -> None:
    """No real run brought a clean session, a step, or minutes to build on."""
    stages = [day.stage for day in lived.evenings if day.stage]
    assert {(one.clean, one.last_tolerated_run_min) for one in stages} <= {(0, None)}
    assert all(day.stage_change <= 0 for day in lived.evenings)
