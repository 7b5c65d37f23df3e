"""Better readers read again what older ones read: by themselves, once, behind other work, and the logs follow."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django_tasks_db.models import DBTaskResult

from opbouw.activities import Activity, FileReport, import_paths
from opbouw.core.events import ActivityImported
from opbouw.core.log import read_log
from opbouw.web.accounts.models import Account
from opbouw.web.activities import reading, services, undoing
from opbouw.web.activities.models import Import
from opbouw.web.background import keeper
from opbouw.web.background.work import work_now
from opbouw.web.store import selectors
from opbouw.web.store.models import ActivityRow, Episode, EventRow, Runner
from tests.web.conftest import EpisodeOf
from tests.web.test_imports import days_ago
from tests.web.test_uploads import file, give, gpx

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(owner: Account, episode_of: EpisodeOf) -> Episode:
    """An injury that has begun."""
    return episode_of(owner)


def better(monkeypatch: pytest.MonkeyPatch, **now: Any) -> None:
    """Readers that find these values in every activity."""

    def found(*args: Any) -> Iterator[FileReport]:
        for report in import_paths(*args):
            yield replace(report, activities=tuple(other(one) for one in report.activities))

    def other(one: Activity) -> Activity:
        return replace(one, **{name: value(one) if callable(value) else value for name, value in now.items()})

    monkeypatch.setattr(reading, "import_paths", found)


def upgrade() -> int:
    """Start the server after an upgrade: what was read before was read by older readers."""
    Import.objects.update(reader=1)
    ActivityRow.objects.update(reader=1)
    count = services.read_older()
    work_now()
    return count


def told(owner: Account, episode: Episode) -> list[tuple[int, int]]:
    """The runs that a log counts: how many days ago, and metres of climb."""
    log = read_log(selectors.events_of(owner, episode), selectors.today_for(owner))
    return sorted(
        ((days_ago(0) - event.on).days, round(data.ascent_m or 0)) for event, data in log.of(ActivityImported)
    )


def kinds() -> dict[str, int]:
    """How many events of each kind about activities there are."""
    names = ("activity_imported", "corrected", "withdrawn")
    return {name: EventRow.objects.filter(type=name).count() for name in names}


def test_after_an_upgrade_what_older_readers_read_is_queued_once_and_behind_everything(runner: Runner) -> None:
    give(runner, [file("a.gpx", gpx(days_ago(20)))])
    Import.objects.update(reader=1)
    assert (services.read_older(), services.read_older()) == (1, 0)
    new = services.give(runner, [file("b.gpx", gpx(days_ago(10)))])
    assert [row.pk for row in DBTaskResult.objects.ready()[:1]] == [new.task_id]
    work_now()
    assert services.read_older() == 0


def test_what_the_readers_of_now_read_or_a_runner_stopped_or_took_back_is_left(runner: Runner) -> None:
    give(runner, [file("a.gpx", gpx(days_ago(20)))])
    stopped = services.give(runner, [file("b.gpx", gpx(days_ago(10)))])
    services.cancel(stopped)
    back = give(runner, [file("c.gpx", gpx(days_ago(5)))])
    undoing.undo(back)
    assert services.read_older() == 0
    Import.objects.filter(pk__in=[stopped.pk, back.pk]).update(reader=1)
    assert services.read_older() == 0


def test_where_nothing_reads_differently_the_log_stays_as_it_is_and_the_page_says_so(
    runner: Runner, episode: Episode, browser: Client
) -> None:
    batch = give(runner, [file("a.gpx", gpx(days_ago(1))), file("b.gpx", gpx(days_ago(20)))])
    before = kinds()
    assert upgrade() == 1
    assert (kinds(), ActivityRow.objects.count()) == (before, 2)
    page = browser.get(f"/settings/archive/{batch.pk}").content.decode()
    assert "Opbouw has become better at reading" in page
    assert "Nothing became different." in page


def test_a_summary_that_reads_differently_is_corrected_in_the_log_and_said(
    owner: Account, runner: Runner, episode: Episode, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(runner, [file("a.gpx", gpx(days_ago(1))), file("b.gpx", gpx(days_ago(20)))])
    better(monkeypatch, ascent_m=120.0)
    upgrade()
    assert kinds() == {"activity_imported": 2, "corrected": 2, "withdrawn": 0}
    # Of the older one the first version stays beside it: that is how the core keeps an edit from loosening.
    assert told(owner, episode) == [(1, 120), (20, 0), (20, 120)]
    page = browser.get("/settings/archive").content.decode()
    assert "2 activities say something else now: metres of climb." in page
    assert "Your plan was decided again with 2 corrected activities." in page


def test_corrected_twice_the_last_reading_holds_and_the_same_again_adds_nothing(
    owner: Account, runner: Runner, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(runner, [file("a.gpx", gpx(days_ago(1)))])
    for climb, corrections in ((120.0, 1), (80.0, 2), (80.0, 2), (120.0, 3)):
        better(monkeypatch, ascent_m=climb)
        upgrade()
        assert (kinds()["corrected"], told(owner, episode)) == (corrections, [(1, round(climb))])


def test_a_better_place_in_the_file_alone_is_no_correction(
    runner: Runner, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(runner, [file("a.gpx", gpx(days_ago(1)))])
    better(monkeypatch, device="A better name")
    upgrade()
    assert kinds()["corrected"] == 0


def test_a_run_of_another_day_moves_when_it_is_recent_and_stays_when_it_is_not(
    owner: Account, runner: Runner, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(runner, [file("a.gpx", gpx(days_ago(1))), file("b.gpx", gpx(days_ago(20)))])
    better(
        monkeypatch,
        local_date=lambda one: one.local_date - timedelta(days=1),
        start=lambda one: one.start - timedelta(days=1),
    )
    upgrade()
    assert told(owner, episode) == [(2, 0), (20, 0)]
    assert kinds() == {"activity_imported": 3, "corrected": 0, "withdrawn": 1}


def test_a_reading_that_finds_an_activity_no_more_takes_it_out(
    owner: Account, runner: Runner, episode: Episode, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = give(runner, [file("a.gpx", gpx(days_ago(1))), file("b.gpx", gpx(days_ago(2)))])
    monkeypatch.setattr(reading, "import_paths", lambda *args: list(import_paths(*args))[:1])
    upgrade()
    assert ActivityRow.objects.count() == 1
    assert kinds()["withdrawn"] == 1
    assert "1 activity is not found any more." in browser.get(f"/settings/archive/{batch.pk}").content.decode()


def test_the_server_and_a_worker_of_its_own_look_back_when_they_start(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(runner, [file("a.gpx", gpx(days_ago(20)))])
    Import.objects.update(reader=1)
    keeper.look_back()
    assert Import.objects.get().state == "waiting"

    def broken() -> int:
        raise DatabaseError

    monkeypatch.setattr(services, "read_older", broken)
    keeper.look_back()  # what cannot be looked at now keeps no server from starting
