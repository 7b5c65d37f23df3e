from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from opbouw.core.decide import decide
from opbouw.core.decision import Decision
from opbouw.core.events import Event, parse_event
from opbouw.demo import archive, events
from opbouw.demo.files import recordings
from opbouw.demo.story import onset_of

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.xdist_group("example")  # her days are lived and decided once


@cache
def log(today: date = TODAY) -> tuple[dict[str, Any], ...]:
    return tuple(events(today))


@cache
def facts(today: date = TODAY) -> tuple[Event, ...]:
    return tuple(parse_event(row) for row in log(today))


def decision(day: date, today: date = TODAY) -> Decision:
    """What the engine says on a day, on the facts written down by the end of it."""
    found = decide([fact for fact in facts(today) if fact.recorded_at.date() <= day], day)
    assert isinstance(found, Decision)
    return found


@cache
def replay() -> dict[date, Decision]:
    start = onset_of(TODAY) + timedelta(1)
    days = [start + timedelta(n) for n in range((TODAY - start).days + 1)]
    return {day: decision(day) for day in days}


def of_type(kind: str) -> list[dict[str, Any]]:
    return [row for row in log() if row["type"] == kind]


def runs() -> list[dict[str, Any]]:
    return [row for row in of_type("session_done") if row["data"].get("run_minutes")]


def test_the_log_is_the_same_every_time_and_every_id_is_its_own() -> None:
    assert list(log()) == events(TODAY)
    assert len({row["id"] for row in log()}) == len(log())
    assert len({row["episode"] for row in log()}) == 1


def test_every_fact_is_one_the_contract_knows() -> None:
    assert len(facts()) == len(log())
    assert {fact.v for fact in facts()} == {1}


def test_today_has_a_check_in_and_nothing_else_yet() -> None:
    assert max(row["on"] for row in log()) == TODAY.isoformat()
    assert {row["type"] for row in log() if row["on"] == TODAY.isoformat()} <= {"checked_in", "screened"}
    assert max(row["recorded_at"][:10] for row in log()) == TODAY.isoformat()


def test_the_imported_activities_are_the_files_of_the_archive() -> None:
    assert [row["data"]["file_hash"] for row in of_type("activity_imported")] == [
        made.facts.file_hash for made in recordings(TODAY)
    ]
    assert len(archive(TODAY)) == len(of_type("activity_imported"))


def test_no_warning_sign_was_ever_answered_yes() -> None:
    assert {answer for row in of_type("screened") for answer in row["data"]["answers"].values()} == {"no"}


def test_today_she_is_six_weeks_into_the_return_and_halfway_the_ladder() -> None:
    today = decision(TODAY)
    assert today.phase == "rebuild"
    assert today.stage is not None
    assert 4 <= today.stage.n <= 9
    assert today.stage.of == 13
    first = date.fromisoformat(runs()[0]["on"])
    assert 38 <= (TODAY - first).days <= 45


def test_today_has_a_sensible_answer() -> None:
    today = decision(TODAY)
    assert today.verdict in ("go_on", "repeat")
    assert not today.open_flags
    assert today.today
    assert today.baseline is not None
    assert today.baseline.longest_km == 26.0


def test_her_goal_is_answered_honestly_with_what_is_feasible() -> None:
    goal = decision(TODAY).goal
    assert goal is not None
    assert goal.verdict == "not_feasible"
    assert len(goal.alternatives) == 2


def test_she_never_ran_before_running_was_allowed() -> None:
    for number, row in enumerate(log()):
        if row["data"].get("run_minutes"):
            before = decide(facts()[:number], date.fromisoformat(row["on"]))
            assert isinstance(before, Decision)
            assert before.running_allowed, row["on"]
            assert row["data"]["planned"] in {session.id for session in before.today}


def test_the_phases_come_one_by_one_and_never_go_back() -> None:
    order = ["rest", "loosen", "strengthen", "rebuild"]
    phases = [found.phase for found in replay().values()]
    assert sorted(phases, key=order.index) == phases
    assert set(phases) == set(order)


def test_every_run_has_two_days_between_and_its_morning_answer() -> None:
    days = [date.fromisoformat(row["on"]) for row in runs()]
    assert min((b - a).days for a, b in pairwise(days)) == 3
    answered = {row["data"].get("for_session") for row in of_type("checked_in")}
    assert [row["id"] for row in runs() if row["id"] not in answered and row["on"] != days[-1].isoformat()] == []


def test_one_run_was_a_bit_much_and_was_repeated() -> None:
    (amber,) = [row for row in runs() if row["data"]["pain_during"] == 4]
    after = date.fromisoformat(amber["on"]) + timedelta(1)
    assert replay()[after].verdict == "repeat"


def test_the_road_was_walked_without_a_step_back_or_a_stop() -> None:
    assert {found.verdict for found in replay().values()} <= {"go_on", "repeat", "wait"}


@pytest.mark.parametrize("later", [1, 4, 6])
def test_whatever_the_day_of_the_week_the_story_ends_in_the_same_place(later: int) -> None:
    day = TODAY + timedelta(later)
    here, there = decision(TODAY), decision(day, day)
    assert there.phase == here.phase
    assert there.stage is not None
    assert 4 <= there.stage.n <= 9
    assert there.verdict in ("go_on", "repeat")
    assert there.today
