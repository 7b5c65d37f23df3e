"""What an activity was, by the runner's word: there and back, for twins, after reading again, in history and log."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opbouw.activities import write_fit, write_gpx
from opbouw.core.events import ActivityImported
from opbouw.core.log import read_log
from opbouw.web.accounts.models import Account
from opbouw.web.activities.services import read_again
from opbouw.web.background.work import work_now
from opbouw.web.store import selectors
from opbouw.web.store.erasure import erase_everything
from opbouw.web.store.models import ActivityRow, Episode, Runner, Upload
from opbouw.web.twice.models import SportSaid
from tests.activities.making import ten_minutes
from tests.web.conftest import EpisodeOf
from tests.web.test_uploads import file, give, gpx

pytestmark = pytest.mark.django_db
ClockAt = Callable[[str], None]
MORNING = "2026-11-23 10:00+01:00"


def nameless(day: date = date(2026, 3, 2)) -> bytes:
    """A run of half an hour in a file that names no sport."""
    return gpx(day).replace(b"<type>running</type>", b"")


def only(account: Account) -> str:
    """The id of the one activity there is."""
    (one,) = selectors.history_of(account)
    return one.id


def call(client: Client, activity: str, sport: str) -> int:
    """Choose what it was, and press the button."""
    return int(client.post(f"/activities/{activity}/sport", {"sport": sport}).status_code)


def sports(account: Account) -> list[str]:
    """What counts, by what it is called."""
    return [one.sport for one in selectors.history_of(account)]


def logged(account: Account, episode: Episode) -> list[str | None]:
    """What the log of an injury counts, by what it is called."""
    log = read_log(selectors.events_of(account, episode), selectors.today_for(account))
    return [data.sport for _event, data in log.of(ActivityImported)]


def test_a_file_that_names_no_sport_is_a_run_when_the_runner_says_so_and_back(
    owner: Account, runner: Runner, browser: Client
) -> None:
    batch = give(runner, [file("a.gpx", nameless())])
    before = selectors.history_of(owner)
    one = only(owner)
    assert f'href="/activities/{one}"' in browser.get(f"/settings/archive/{batch.pk}").content.decode()
    assert f'href="/activities/{one}"' in browser.get("/activities").content.decode()
    assert call(browser, one, "run") == 302
    (run,) = selectors.history_of(owner)
    assert (run.id, run.sport, run.seconds) == (one, "run", 1_800.0)
    assert "You said what this was." in browser.get(f"/activities/{one}").content.decode()
    assert Upload.objects.get().sha256
    assert ActivityRow.objects.get().sport == "other"
    browser.post(f"/activities/{one}/sport", {"do": "forget"})
    assert selectors.history_of(owner) == before
    assert not SportSaid.objects.exists()


def test_of_a_run_walk_session_without_a_sport_only_the_running_counts(
    owner: Account, runner: Runner, browser: Client
) -> None:
    give(runner, [file("a.gpx", write_gpx(ten_minutes(sport="other")))])
    call(browser, only(owner), "run")
    (run,) = selectors.history_of(owner)
    assert run.run_s == pytest.approx(600, abs=5)


def test_the_word_stays_when_the_files_are_read_again(owner: Account, runner: Runner, browser: Client) -> None:
    batch = give(runner, [file("a.gpx", nameless())])
    call(browser, only(owner), "run")
    read_again([batch.pk], "reader")
    work_now()
    assert sports(owner) == ["run"]


def test_a_word_about_an_activity_of_two_devices_is_about_both(owner: Account, runner: Runner, browser: Client) -> None:
    give(runner, [file("phone.gpx", write_gpx(ten_minutes())), file("watch.fit", write_fit(ten_minutes()))])
    assert call(browser, only(owner), "cycle") == 302
    assert sports(owner) == ["cycle"]
    assert SportSaid.objects.count() == 2
    assert "you said so" in browser.get("/recordings").content.decode()
    browser.post(f"/activities/{only(owner)}/sport", {"do": "forget"})
    assert sports(owner) == ["run"]


def test_the_log_of_the_injury_follows_at_once_where_it_allows_no_more(
    owner: Account, runner: Runner, browser: Client, episode_of: EpisodeOf, clock_at: ClockAt
) -> None:
    clock_at(MORNING)
    episode = episode_of(owner)
    give(runner, [file("a.gpx", nameless(timezone.localdate() - timedelta(days=1)))])
    assert logged(owner, episode) == ["other"]
    call(browser, only(owner), "run")
    assert logged(owner, episode) == ["run"]
    (word,) = selectors.event_rows_of(owner, episode).filter(type="corrected")
    assert word.data["reason"] == "named by the runner"


def test_what_would_allow_more_today_is_told_tomorrow(
    owner: Account,
    runner: Runner,
    browser: Client,
    episode_of: EpisodeOf,
    clock_at: ClockAt,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock_at(MORNING)
    episode = episode_of(owner)
    give(runner, [file("b.gpx", gpx(timezone.localdate() - timedelta(days=1)))])
    monkeypatch.setattr("opbouw.web.activities.easing.kind_of_change", lambda _was, _becomes: "less_careful")
    call(browser, only(owner), "cycle")
    assert (sports(owner), logged(owner, episode)) == (["cycle"], ["run"])
    assert "from tomorrow" in browser.get(f"/activities/{only(owner)}").content.decode()
    work_now()
    assert logged(owner, episode) == ["run"]
    clock_at("2026-11-24 00:01+01:00")
    work_now()
    assert logged(owner, episode) == ["cycle"]


def test_a_kind_that_does_not_exist_and_an_activity_of_nobody_are_refused(
    owner: Account, runner: Runner, browser: Client
) -> None:
    give(runner, [file("a.gpx", nameless())])
    assert call(browser, only(owner), "chess") == 400
    assert call(browser, str(uuid.uuid4()), "run") == 404
    assert browser.get(f"/activities/{uuid.uuid4()}").status_code == 404
    assert browser.get(f"/activities/{only(owner)}/sport").status_code == 405


def test_erasing_everything_erases_the_word_too(owner: Account, runner: Runner, browser: Client) -> None:
    give(runner, [file("a.gpx", nameless())])
    call(browser, only(owner), "run")
    erase_everything(owner)
    assert not SportSaid.objects.exists()
