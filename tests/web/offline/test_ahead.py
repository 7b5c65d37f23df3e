"""What may stand without signal is decided beforehand by the core, and is never more than the plan that was shown."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from opbouw.core.decide import decide
from opbouw.core.serialize import decision_to_dict
from opbouw.demo.log import events
from opbouw.web.accounts.models import Account
from opbouw.web.offline.ahead import Allowed, allowed, no_more, standing
from opbouw.web.store import services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Runner
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import CALM, RunnerWith, Runs, nothing_remembered, runner_with, today, weeks_on

__all__ = ["nothing_remembered", "runner_with", "weeks_on"]  # fixtures of the daily pages
pytestmark = pytest.mark.django_db
ClockAt = Callable[[str], None]

RUN: dict[str, Any] = {
    "id": "a",
    "kind": "run",
    "modality": None,
    "minutes": 24.0,
    "run_minutes": 12.0,
    "rpe_max": 4,
    "pain_limit": 3,
    "intensity": "easy",
    "intervals": [{"kind": "run", "seconds": 120, "reps": 6}, {"kind": "walk", "seconds": 120, "reps": 6}],
    "exercises": [],
}
STRENGTH: dict[str, Any] = {
    "id": "b",
    "kind": "strength",
    "exercises": [{"id": "heel_raise", "side": "left", "sets": 3, "reps": 10, "hold_s": None, "load_kg": None}],
}


def told(running_allowed: bool = True, **more: Any) -> dict[str, Any]:
    """A decision with this run today."""
    return {"kind": "decision", "today": [RUN | more], "running_allowed": running_allowed, "open_flags": []}


def test_of_two_doses_the_lesser_one_stands() -> None:
    shorter = RUN | {"minutes": 20.0, "run_minutes": 10.0}
    assert standing([RUN], told(minutes=20.0, run_minutes=10.0)) == (shorter,)
    assert standing([shorter], told()) == (shorter,)


def test_doses_that_are_each_more_in_something_do_not_stand() -> None:
    assert standing([RUN], told(minutes=30.0, run_minutes=10.0)) == ()


@pytest.mark.parametrize(
    "more",
    [
        {"run_minutes": 12.5},
        {"rpe_max": 5},
        {"pain_limit": 4},
        {"intensity": "steady"},
        {"intensity": None},
        {"minutes": None},
        {"intervals": [{"kind": "run", "seconds": 240, "reps": 3}]},
        {"kind": "walk"},
        {"exercises": STRENGTH["exercises"]},
    ],
)
def test_more_in_any_respect_or_unknown_is_more(more: dict[str, Any]) -> None:
    assert no_more(RUN, RUN)
    assert not no_more(RUN | more, RUN)


@pytest.mark.parametrize(
    ("dose", "is_no_more"),
    [({"reps": 8}, True), ({"sets": 4}, False), ({"load_kg": 2}, False), ({"side": "right"}, False)],
)
def test_an_exercise_is_compared_by_its_dose_and_side(dose: dict[str, Any], is_no_more: bool) -> None:
    changed = STRENGTH | {"exercises": [STRENGTH["exercises"][0] | dose]}
    assert no_more(changed, STRENGTH) is is_no_more


@pytest.mark.parametrize("change", [{"running_allowed": False}, {"id": "another"}])
def test_a_run_the_core_does_not_have_does_not_stand(change: dict[str, Any]) -> None:
    assert standing([RUN], told(**change)) == ()


def test_nothing_stands_beside_an_open_sign_or_a_refusal() -> None:
    assert standing([RUN], told() | {"open_flags": ["rf_night_pain"]}) == ()
    assert standing([RUN], {"kind": "refusal"}) == ()


@pytest.fixture
def monday(clock_at: ClockAt, owner: Account, client_of: ClientOf) -> Runs:
    """The example runner's log as somebody's own, on a Monday with a run and strength."""
    clock_at("2026-11-23 08:00+01:00")
    episode = services.load_log(Runner.objects.get(account=owner), events(today()))
    return Runs(owner, episode, client_of(owner))


@pytest.fixture
def evening(monday: Runs) -> Runs:
    """The same Monday after both were done; on the Tuesday cross-training is planned."""
    for one in monday.day().decision["today"]:
        monday.write("session_done", kind=one["kind"], minutes=20, pain_during=0, effort_rpe=3, planned=one["id"])
    return monday


def later(runner: Runs, on: str, **said: Any) -> list[Any]:
    """The sessions the core gives on a day after this check-in came in that morning."""
    fact = {"type": "checked_in", "on": on, "recorded_at": f"{on}T08:00:00+01:00", "data": {**CALM, **said}}
    services.append_events(actor_for(runner.account), runner.episode, [fact])
    return list(decision_to_dict(decide(runner.day().events, date.fromisoformat(on)))["today"])


def planned_on(runner: Runs, on: str) -> list[Any]:
    """What the plan that is shown has on a day."""
    return [one for one in runner.day().sessions() if one["on"] == on]


def test_the_plan_of_today_stands_with_the_pains_the_core_takes_and_never_above_the_limit(monday: Runs) -> None:
    planned = planned_on(monday, "2026-11-23")
    assert [one["kind"] for one in planned] == ["run", "strength"]
    found = allowed(monday.day(), today())
    assert [one["id"] for one in found.sessions] == [one["id"] for one in planned]
    assert all(no_more(one, shown) for one, shown in zip(found.sessions, planned, strict=True))
    pains = [int(pain) for pain in found.calm["pain_morning"]]
    assert pains == list(range(len(pains)))
    assert 0 in pains
    assert max(pains) <= min(one["pain_limit"] for one in planned)
    assert found.calm["signs"] == ("none",)


def test_the_plan_of_tomorrow_stands_when_today_went_as_planned(evening: Runs) -> None:
    planned = planned_on(evening, "2026-11-24")
    found = allowed(evening.day(), date(2026, 11, 24))
    assert [one["id"] for one in found.sessions] == [one["id"] for one in planned] != []
    assert all(no_more(one, shown) for one, shown in zip(found.sessions, planned, strict=True))


def test_a_run_that_only_moves_to_tomorrow_because_it_was_not_told_is_not_offered(monday: Runs) -> None:
    found = allowed(monday.day(), date(2026, 11, 24))
    assert "run" not in [one["kind"] for one in planned_on(monday, "2026-11-24")]
    assert "run" in [one["kind"] for one in later(monday, "2026-11-24")]
    assert "run" not in [one["kind"] for one in found.sessions]


def test_a_calm_answer_that_comes_later_gives_at_least_what_stood(evening: Runs) -> None:
    stood = allowed(evening.day(), date(2026, 11, 24)).sessions
    given = {one["id"]: one for one in later(evening, "2026-11-24")}
    assert stood
    assert all(no_more(one, given[one["id"]]) for one in stood)


def test_the_first_pain_that_is_not_calm_would_have_changed_the_day_or_is_above_the_limit(monday: Runs) -> None:
    found = allowed(monday.day(), today())
    above = max(int(pain) for pain in found.calm["pain_morning"]) + 1
    limit = min(one["pain_limit"] for one in found.sessions)
    given = {"kind": "decision", "running_allowed": True, "open_flags": []}
    given["today"] = later(monday, "2026-11-23", **dict.fromkeys(("pain_rest", "pain_daily", "pain_morning"), above))
    assert above > limit or standing(found.sessions, given) != found.sessions


def test_while_a_warning_sign_stands_nothing_does(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm()
    runner.write("screened", answers={"rf_night_pain": "yes"}, why="asked")
    assert runner.day().stopped
    assert allowed(runner.day(), today()).sessions == ()
    assert allowed(runner.day(), today() + timedelta(days=1)) == Allowed(today() + timedelta(days=1))


def test_asking_beforehand_changes_nothing_in_the_log(weeks_on: Runs) -> None:
    before = decision_to_dict(decide(weeks_on.day().events, today()))
    allowed(weeks_on.day(), today())
    allowed(weeks_on.day(), today() + timedelta(days=1))
    assert decision_to_dict(decide(weeks_on.day().events, today())) == before
    assert weeks_on.day().decision["verdict"] == before["verdict"]


@pytest.mark.parametrize(("pain", "same"), [(0, ("1",)), (9, ())])
def test_same_as_yesterday_is_calm_only_when_the_numbers_it_copies_are(
    evening: Runs, clock_at: ClockAt, pain: int, same: tuple[str, ...]
) -> None:
    evening.calm(pain_rest=pain)
    clock_at("2026-11-24 08:00+01:00")
    found = allowed(evening.day(), today())
    assert found.calm.get("same", ()) == same


def test_after_the_morning_was_told_by_itself_a_check_in_is_whole_without_it(evening: Runs, clock_at: ClockAt) -> None:
    clock_at("2026-11-24 08:00+01:00")
    assert allowed(evening.day(), today()).needs[0] == ("pain_rest", "pain_daily", "pain_morning", "signs")
    evening.client.post("/check-in/morning", {"pain_morning": "0"})
    assert allowed(evening.day(), today()).needs[0] == ("pain_rest", "pain_daily", "signs")
    tomorrow = allowed(evening.day(), today() + timedelta(days=1))
    assert tomorrow.needs[0] == ("pain_rest", "pain_daily", "pain_morning", "signs")
