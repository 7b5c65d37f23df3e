"""Reminders on pages and on their way, and the calendar behind its private address."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django.fixtures import Settings

from opbouw.web.accounts.models import Account
from opbouw.web.environment import Vapid
from opbouw.web.reminders import push, services
from opbouw.web.reminders.models import Browser, CalendarAddress, Choice, Sent
from opbouw.web.reminders.push import Outcome, new_key
from opbouw.web.reminders.texts import all_texts, text_of
from opbouw.web.store.models import Runner
from tests.web.conftest import PASSWORD, ClientOf, Logged
from tests.web.daily.conftest import RunnerWith, Runs, nothing_remembered, runner_with, weeks_on

__all__ = ["nothing_remembered", "runner_with", "weeks_on"]  # fixtures of the daily pages
pytestmark = pytest.mark.django_db
ENDPOINT = "https://fcm.googleapis.com/fcm/send/secret-of-a-browser"
HEALTH = ("pain", "run", "achilles", "strength", "stop", "pijn", "loop", "kracht", "pees")


@pytest.fixture
def with_key(settings: Settings) -> None:
    """A server whose host set reminders up."""
    settings.VAPID = Vapid(new_key(), "mailto:host@example.org")


@pytest.fixture
def silent(runner_with: RunnerWith, with_key: None) -> Runs:
    """Somebody who said nothing for five days, wants reminders, and has no quiet hours."""
    runner = runner_with(opened=5)
    kept = Runner.objects.get(account=runner.account)
    services.add_browser(kept, ENDPOINT)
    moment = timezone.localtime().time()
    Choice.objects.create(runner=kept, is_on=True, quiet_from=moment, quiet_until=moment)
    return runner


def test_without_a_key_the_page_says_so_and_nothing_is_offered(weeks_on: Runs, settings: Settings) -> None:
    settings.VAPID = None
    assert "This server sends no reminders" in weeks_on.text(reverse("reminders"))
    assert "A reminder now and then?" not in weeks_on.text("/today")
    with pytest.raises(CommandError, match="OPBOUW_VAPID_KEY"):
        call_command("remind")


def test_a_runner_is_asked_once_and_a_no_is_kept(weeks_on: Runs, with_key: None) -> None:
    assert "A reminder now and then?" in weeks_on.text("/today")
    response = weeks_on.client.post(reverse("reminders_switch"), {"from": "today"})
    assert response["Location"] == "/today"
    assert "A reminder now and then?" not in weeks_on.text("/today")
    assert Choice.objects.get().is_on is False


def test_every_text_is_shown_beforehand_and_says_nothing_of_the_body(weeks_on: Runs, with_key: None) -> None:
    page = weeks_on.text(reverse("reminders"))
    for text in all_texts():
        assert text in page
        assert not [word for word in HEALTH if word in text.casefold()]


def test_a_browser_is_kept_and_switches_reminders_on(weeks_on: Runs, with_key: None) -> None:
    for _time in range(2):
        assert weeks_on.client.post(reverse("reminders_browser"), {"endpoint": ENDPOINT}).json() == {"kept": True}
    assert Browser.objects.get().endpoint == ENDPOINT
    assert Choice.objects.get().is_on


def test_an_address_elsewhere_is_refused(weeks_on: Runs, with_key: None) -> None:
    response = weeks_on.client.post(reverse("reminders_browser"), {"endpoint": "https://10.0.0.1/x"})
    assert response.status_code == 422
    assert not Browser.objects.exists()


def test_a_browser_belongs_to_who_used_it_last(
    weeks_on: Runs, other: Account, client_of: ClientOf, with_key: None
) -> None:
    weeks_on.client.post(reverse("reminders_browser"), {"endpoint": ENDPOINT})
    client_of(other).post(reverse("reminders_browser"), {"endpoint": ENDPOINT})
    assert Browser.objects.get().runner.account == other


def test_a_browser_of_somebody_else_cannot_be_dropped(weeks_on: Runs, other: Account, client_of: ClientOf) -> None:
    weeks_on.client.post(reverse("reminders_browser"), {"endpoint": ENDPOINT})
    client_of(other).post(reverse("reminders_browser"), {"endpoint": ENDPOINT, "gone": "1"})
    assert Browser.objects.exists()
    weeks_on.client.post(reverse("reminders_browser"), {"endpoint": ENDPOINT, "gone": "1"})
    assert not Browser.objects.exists()


def test_switching_off_forgets_every_browser(silent: Runs) -> None:
    silent.client.post(reverse("reminders_switch"))
    assert not Browser.objects.exists()
    assert Choice.objects.get().is_on is False


def test_the_choices_are_kept_and_a_time_that_is_none_is_refused(weeks_on: Runs, with_key: None) -> None:
    form = {"session": "on", "quiet_from": "22:30", "quiet_until": "08:00"}
    assert weeks_on.client.post(reverse("reminders"), form).status_code == 302
    kept = Choice.objects.get()
    assert (kept.is_on, kept.morning, kept.session, kept.silence) == (False, False, True, False)
    assert kept.quiet_from.isoformat() == "22:30:00"
    wrong = weeks_on.client.post(reverse("reminders"), {**form, "quiet_from": "late"})
    assert wrong.status_code == 422
    assert "Write a time, such as 21:00." in wrong.content.decode()


def test_a_reminder_goes_once_a_day_however_often_the_timer_runs(silent: Runs) -> None:
    called: list[str] = []

    def wake(endpoint: str) -> Outcome:
        called.append(endpoint)
        return Outcome.SENT

    assert [services.send_due(wake)["sent"] for _time in range(3)] == [1, 0, 0]
    assert called == [ENDPOINT]
    assert Sent.objects.get().kind == "silent_4"


def test_a_reminder_that_failed_is_not_tried_again_that_day(silent: Runs) -> None:
    assert services.send_due(lambda _endpoint: Outcome.LATER) == {"later": 1}
    assert services.send_due(lambda _endpoint: Outcome.SENT) == {}


def test_a_browser_that_is_gone_is_forgotten(silent: Runs) -> None:
    assert services.send_due(lambda _endpoint: Outcome.GONE) == {"gone": 1}
    assert not Browser.objects.exists()


def test_the_timer_says_how_many_and_logs_no_address(
    silent: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], logged: Logged
) -> None:
    monkeypatch.setattr(push, "wake", lambda _signing, _endpoint: Outcome.SENT)
    call_command("remind")
    said = capsys.readouterr().out
    assert said == "1 sent, 0 failed, 0 browsers gone.\n"
    assert "secret-of-a-browser" not in logged()


def test_a_woken_browser_gets_the_text_of_today_in_the_language_of_the_runner(silent: Runs) -> None:
    Runner.objects.filter(account=silent.account).update(language="nl")
    services.send_due(lambda _endpoint: Outcome.SENT)
    told = silent.client.get(reverse("reminders_text")).json()
    assert told == {"title": "Opbouw", "body": "Je schema wacht op je", "url": "/today"}


def test_without_a_reminder_the_least_is_said(weeks_on: Runs) -> None:
    assert weeks_on.client.get(reverse("reminders_text")).json()["body"] == "Opbouw has a question"
    assert text_of(None).url == "/today"


def test_a_test_is_sent_at_once_shown_once_and_counts_for_nothing(
    silent: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "wake", lambda _signing, _endpoint: Outcome.SENT)
    silent.client.post(reverse("reminders_test"))
    bodies = [silent.client.get(reverse("reminders_text")).json()["body"] for _time in range(2)]
    assert bodies == ["This is what a reminder looks like", "Opbouw has a question"]
    assert not Sent.objects.exists()


def test_a_test_that_cannot_be_sent_says_what_to_do(weeks_on: Runs, with_key: None) -> None:
    weeks_on.client.post(reverse("reminders_test"))
    assert "Switch reminders on again on this phone" in weeks_on.text(reverse("reminders"))


def feed_of(runner: Runs) -> str:
    """The path of a fresh calendar."""
    runner.client.post(reverse("calendar_address"), {"do": "renew"})
    page = runner.text(reverse("calendar_address"))
    return page.split('value="http://testserver')[1].split('"')[0]


def test_the_calendar_has_the_days_of_the_week_and_not_what_they_are_for(weeks_on: Runs) -> None:
    body = Client().get(feed_of(weeks_on))
    assert body["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(body.content).walk("VEVENT")
    planned = weeks_on.day().sessions()
    assert [str(one["UID"]) for one in found] == [f"{one['id']}@opbouw" for one in planned] != []
    assert [one.decoded("DTSTART").isoformat() for one in found] == [one["on"] for one in planned]
    titles = {str(one["SUMMARY"]) for one in found}
    assert all(title.startswith("Opbouw") for title in titles)
    text = body.content.decode().casefold().replace("opbouw", "")
    assert not [word for word in HEALTH if word in text]


def test_a_renewed_address_makes_the_old_one_dead_at_once(weeks_on: Runs) -> None:
    old = feed_of(weeks_on)
    new = feed_of(weeks_on)
    assert old != new
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    weeks_on.client.post(reverse("calendar_address"), {"do": "stop"})
    assert Client().get(new).status_code == 404


def test_a_guessed_address_opens_nothing(weeks_on: Runs) -> None:
    path = feed_of(weeks_on)
    name, token = path.removeprefix("/calendar/").removesuffix(".ics").split("/")
    changed = "0" if token[0] != "0" else "1"
    assert Client().get(f"/calendar/{name}/{changed}{token[1:]}.ics").status_code == 404
    assert len(token) == 40


def test_while_a_warning_sign_stands_the_calendar_is_empty(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    path = feed_of(runner)
    runner.write("screened", answers={"rf_night_pain": "yes"}, why="asked")
    assert Calendar.from_ical(Client().get(path).content).walk("VEVENT") == []


def test_deleting_everything_takes_reminders_and_calendar_along(silent: Runs) -> None:
    path = feed_of(silent)
    services.send_due(lambda _endpoint: Outcome.SENT)
    assert silent.client.post(reverse("delete_all"), {"word": "delete", "password": PASSWORD}).status_code == 302
    counts: dict[str, Any] = {
        model.__name__: model.objects.count() for model in (Choice, Browser, Sent, CalendarAddress)
    }
    assert counts == {"Choice": 0, "Browser": 0, "Sent": 0, "CalendarAddress": 0}
    assert Client().get(path).status_code == 404
