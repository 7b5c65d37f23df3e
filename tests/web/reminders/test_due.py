"""At most one reminder a day, never at quiet hours, never beside a warning sign, and silence after the second try."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from opbouw.demo.log import events
from opbouw.web.accounts.models import Account
from opbouw.web.reminders.due import Went, due, is_quiet
from opbouw.web.reminders.models import Choice
from opbouw.web.store import services
from opbouw.web.store.models import Runner
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs, nothing_remembered, runner_with, today

__all__ = ["nothing_remembered", "runner_with"]  # fixtures of the daily pages
pytestmark = pytest.mark.django_db
ClockAt = Callable[[str], None]


def at(text: str) -> datetime:
    """A moment of that Tuesday, as the runner's clock has it."""
    return timezone.make_aware(datetime.fromisoformat(f"2026-11-24T{text}"))


def wants(**more: Any) -> Choice:
    """Somebody who wants reminders, with the usual choices."""
    return Choice(is_on=True, **more)


@pytest.fixture
def morning_after(clock_at: ClockAt, owner: Account, client_of: ClientOf) -> Runs:
    """The Tuesday after a run that has no morning answer yet."""
    clock_at("2026-11-23 18:00+01:00")
    runner = Runs(owner, services.load_log(Runner.objects.get(account=owner), events(today())), client_of(owner))
    run = next(one for one in runner.day().decision["today"] if one["kind"] == "run")
    runner.write("session_done", kind="run", minutes=34, run_minutes=20, pain_during=0, effort_rpe=3, planned=run["id"])
    clock_at("2026-11-24 08:00+01:00")
    return runner


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_run_past_midnight(moment: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(moment), time(21), time(7)) is quiet


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    assert is_quiet(time(13), time(12), time(14))
    assert not is_quiet(time(14), time(12), time(14))
    assert not is_quiet(time(12), time(12), time(12))


def test_the_morning_after_a_run_is_asked(morning_after: Runs) -> None:
    assert due(morning_after.day(), wants(), [], at("08:00")) == "morning"


def test_nothing_comes_to_who_did_not_switch_it_on(morning_after: Runs) -> None:
    assert due(morning_after.day(), Choice(), [], at("08:00")) is None


@pytest.mark.parametrize(
    ("moment", "kind"), [("06:59", None), ("07:00", "morning"), ("20:59", "morning"), ("21:00", None)]
)
def test_nothing_comes_at_quiet_hours(morning_after: Runs, moment: str, kind: str | None) -> None:
    assert due(morning_after.day(), wants(), [], at(moment)) == kind


@pytest.mark.parametrize(("moment", "kind"), [("10:59", None), ("11:00", "morning")])
def test_the_morning_question_comes_once_more_after_three_hours(
    morning_after: Runs, moment: str, kind: str | None
) -> None:
    assert due(morning_after.day(), wants(), [Went("morning", at("08:00"))], at(moment)) == kind


def test_after_the_second_time_the_day_is_over(morning_after: Runs) -> None:
    sent = [Went("morning", at("08:00")), Went("morning", at("11:00"))]
    assert due(morning_after.day(), wants(session=True), sent, at("18:00")) is None


def test_an_answered_morning_is_not_asked_again(morning_after: Runs) -> None:
    run = morning_after.day().waiting_run
    assert run is not None
    morning_after.calm(for_session=run.id)
    assert due(morning_after.day(), wants(), [Went("morning", at("08:00"))], at("12:00")) is None
    assert due(morning_after.day(), wants(), [], at("12:00")) is None


def test_who_leaves_the_morning_out_is_not_asked(morning_after: Runs) -> None:
    assert due(morning_after.day(), wants(morning=False), [], at("08:00")) is None


@pytest.mark.parametrize(("moment", "kind"), [("08:59", None), ("09:00", "session")])
def test_what_is_planned_is_only_told_to_who_asked_for_it(morning_after: Runs, moment: str, kind: str | None) -> None:
    assert morning_after.day().decision["today"]
    assert due(morning_after.day(), wants(morning=False, session=True), [], at(moment)) == kind


def test_another_reminder_does_not_follow_on_the_same_day(morning_after: Runs) -> None:
    assert due(morning_after.day(), wants(session=True), [Went("session", at("09:00"))], at("15:00")) is None


@pytest.mark.parametrize(
    ("days", "kind"), [(3, None), (4, "silent_4"), (9, "silent_4"), (10, "silent_10"), (30, "silent_10")]
)
def test_after_four_and_ten_silent_days_one_line(runner_with: RunnerWith, days: int, kind: str | None) -> None:
    runner = runner_with(opened=days)
    now = timezone.localtime().replace(hour=12, minute=0)
    assert due(runner.day(), wants(), [], now) == kind
    assert due(runner.day(), wants(silence=False), [], now) is None


def test_the_same_line_does_not_come_twice_and_after_ten_days_nothing(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=12)
    now = timezone.localtime().replace(hour=12, minute=0)
    four, ten = Went("silent_4", now - timedelta(days=8)), Went("silent_10", now - timedelta(days=2))
    assert due(runner.day(), wants(), [four], now) == "silent_10"
    assert due(runner.day(), wants(), [four, ten], now) is None


def test_while_a_warning_sign_stands_no_reminder_comes(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=6)
    runner.write("screened", 5, answers={"rf_night_pain": "yes"}, why="asked")
    now = timezone.localtime().replace(hour=12, minute=0)
    assert runner.day().stopped
    assert due(runner.day(), wants(session=True), [], now) is None
