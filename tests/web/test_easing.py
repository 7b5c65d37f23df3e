"""Runs that go out of an archive never allow more on that day: what would waits until the next one."""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opbouw import demo
from opbouw.activities import ColumnMapping, look_at
from opbouw.core.events import ActivityImported
from opbouw.core.log import read_log
from opbouw.exports.comparing import planned
from opbouw.web.accounts.models import Account
from opbouw.web.activities import columns, easing, undoing
from opbouw.web.activities.models import Import
from opbouw.web.background.work import work_now
from opbouw.web.store import selectors, services
from opbouw.web.store.models import ActivityRow, Episode, EventRow, Runner
from tests.web.conftest import ClientOf
from tests.web.test_uploads import file, give, gpx

pytestmark = pytest.mark.django_db
ClockAt = Callable[[str], None]
TODAY, NIGHT, TOMORROW = "2026-11-23 10:00+01:00", "2026-11-24 00:01+01:00", "2026-11-24 08:00+01:00"


@cache
def six_weeks(today: date) -> list[dict[str, Any]]:
    """The log of the example runner, with an old level of its own telling."""
    log = json.dumps(demo.events(today)).replace('"source": "archive"', '"source": "typed"')
    found: list[dict[str, Any]] = json.loads(log)
    return found


@pytest.fixture
def runner(owner: Account, clock_at: ClockAt) -> Runner:
    """Somebody six weeks on, for whom a run of 20 minutes is planned today."""
    clock_at(TODAY)
    found = Runner.objects.get(account=owner)
    services.load_log(found, six_weeks(timezone.localdate()))
    return found


def advice(runner: Runner) -> Mapping[str, Any]:
    """Today's advice as it is shown."""
    account = runner.account
    return selectors.made_for(account, episode(runner), selectors.today_for(account)).answer


def episode(runner: Runner) -> Episode:
    """The injury of the runner."""
    found: Episode = runner.episodes.get()
    return found


def run_of(days_ago: int) -> Any:
    """A run of half an hour."""
    return file("run.gpx", gpx(timezone.localdate() - timedelta(days=days_ago)))


def imported() -> EventRow:
    """The first run that was given."""
    return EventRow.objects.filter(type="activity_imported", recorded_at__gte=TODAY).earliest("seq")


def withdrawn() -> int:
    """How often it was taken back."""
    return EventRow.objects.filter(type="withdrawn", data__event=str(imported().event_id)).count()


@pytest.mark.parametrize("days_ago", [0, 1, 2])
def test_taken_back_a_run_of_these_days_counts_until_tomorrow(runner: Runner, clock_at: ClockAt, days_ago: int) -> None:
    alone = advice(runner)
    assert planned(alone)["run_today"] == 20
    batch = give(runner, [run_of(days_ago)])
    with_it = advice(runner)
    assert planned(with_it)["run_today"] == 0
    assert undoing.undo(batch)
    assert (advice(runner), withdrawn()) == (with_it, 0)
    clock_at(NIGHT)
    work_now()
    assert (withdrawn(), Import.objects.get().waiting) == (1, [])
    # Said yesterday it was in time, also for a run that is three days old by now.
    log = read_log(selectors.events_of(runner.account, episode(runner)), timezone.localdate())
    assert str(imported().event_id) not in {event.id for event, _data in log.of(ActivityImported)}


def test_the_page_says_beforehand_that_more_is_allowed_only_tomorrow(
    runner: Runner, owner: Account, client_of: ClientOf
) -> None:
    batch, client = give(runner, [run_of(1)]), client_of(owner)
    page = client.get(f"/settings/archive/{batch.pk}/take-back").content.decode()
    assert "Without it today would allow more. That begins tomorrow" in page
    assert "advice stays as it is." in page
    answer = client.post(f"/settings/archive/{batch.pk}/take-back", follow=True).content.decode()
    assert "from tomorrow your plan is decided without it" in answer


def test_what_allows_nothing_more_is_taken_back_at_once(runner: Runner) -> None:
    batch = give(runner, [run_of(20)])
    assert not undoing.undo(batch)
    assert (withdrawn(), Import.objects.get().waiting, DBTaskResult.objects.ready().count()) == (1, [], 0)


def test_a_run_that_a_new_reading_finds_no_more_counts_until_tomorrow(runner: Runner, clock_at: ClockAt) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    table = f"Type,Date,Distance,Time\nRun,{yesterday} 08:00:00,5.0,00:45:00\n".encode()
    give(runner, [file("log.csv", table)])
    columns.tell(runner, look_at(table).key, ColumnMapping({"sport": 0, "date": 1, "distance": 2, "seconds": 3}))
    work_now()
    assert planned(advice(runner))["run_today"] == 0
    columns.take_back(runner, look_at(table).key)
    work_now()
    assert (ActivityRow.objects.count(), withdrawn(), planned(advice(runner))["run_today"]) == (0, 0, 0)
    clock_at(NIGHT)
    work_now()
    assert withdrawn() == 1


def test_given_again_on_the_same_day_a_run_stays(runner: Runner, clock_at: ClockAt) -> None:
    undoing.undo(give(runner, [run_of(1)]))
    give(runner, [run_of(1)])
    assert planned(advice(runner))["run_today"] == 0
    clock_at(NIGHT)
    work_now()
    assert withdrawn() == 0
    assert EventRow.objects.filter(type="activity_imported", recorded_at__gte=TODAY).count() == 1


def test_what_waited_is_told_before_the_next_reading_when_no_worker_was_there_at_night(
    runner: Runner, clock_at: ClockAt
) -> None:
    undoing.undo(give(runner, [run_of(1)]))
    DBTaskResult.objects.all().delete()
    easing.tell_due(runner)
    assert withdrawn() == 0
    clock_at(TOMORROW)
    give(runner, [file("other.gpx", gpx(timezone.localdate() - timedelta(days=30)))])
    assert withdrawn() == 1


def test_only_the_facts_that_allow_more_wait(runner: Runner) -> None:
    give(runner, [run_of(1)])
    today = timezone.localdate()
    told = imported()
    facts = [
        {"type": "checked_in", "on": today.isoformat(), "data": {"sleep_h": 7.5}},
        {"type": "withdrawn", "on": today.isoformat(), "data": {"event": str(told.event_id)}},
    ]
    harmless, easier = ({**one, "id": str(uuid.UUID(int=at))} for at, one in enumerate(facts, start=1))
    found = easing.split(episode(runner), [[easier], [harmless]], today)
    assert (found.now, found.later) == ((harmless,), (easier,))
    assert easing.split(episode(runner), [[], []], today) == easing.Split((), ())


def test_lost_again_on_the_next_day_it_is_told_once_and_imports_go_on(runner: Runner, clock_at: ClockAt) -> None:
    undoing.undo(give(runner, [run_of(1)]))
    again = give(runner, [file("again.gpx", gpx(timezone.localdate() - timedelta(days=1)))])
    DBTaskResult.objects.all().delete()  # nobody worked at night
    clock_at(TOMORROW)
    undoing.undo(again)
    other = give(runner, [file("other.gpx", gpx(timezone.localdate() - timedelta(days=30)))])
    other.refresh_from_db()
    assert other.finished_at is not None
    clock_at("2026-11-25 08:00+01:00")
    easing.tell_due(runner)
    assert withdrawn() == 1


def test_a_level_that_waited_stays_when_what_it_came_from_is_given_again(runner: Runner, clock_at: ClockAt) -> None:
    batch, today = give(runner, [run_of(1)]), timezone.localdate().isoformat()
    level = {"id": str(uuid.uuid4()), "type": "baseline_set", "on": today, "data": {"weekly_km": 60}}
    here = str(ActivityRow.objects.get().activity_id)
    Import.objects.filter(pk=batch.pk).update(
        waiting=[{"episode": str(episode(runner).pk), "fact": level, "gone": [here]}]
    )
    clock_at(TOMORROW)
    easing.tell_due(runner)
    assert (Import.objects.get().waiting, EventRow.objects.filter(data__weekly_km=60).count()) == ([], 0)


def test_where_the_day_became_longer_what_waits_is_told_when_it_is_over(runner: Runner, clock_at: ClockAt) -> None:
    undoing.undo(give(runner, [run_of(1)]))
    Runner.objects.filter(pk=runner.pk).update(time_zone="America/New_York")
    clock_at(NIGHT)
    work_now()
    assert withdrawn() == 0
    clock_at("2026-11-24 06:30+01:00")
    work_now()
    assert withdrawn() == 1
