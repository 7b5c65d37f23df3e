"""The example runner: opened by anyone at the door, always until today, and only looked at."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.actors import actor_for
from opbouw.web.store.example import open_example
from opbouw.web.store.models import Episode, EventRow
from opbouw.web.store.problems import ExampleReadOnlyError
from opbouw.web.store.services import append_events

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def example_log() -> list[dict[str, object]]:
    """The log of the example runner for a day, made once: making it asks the engine for every day."""
    from opbouw.demo import events

    return events(DAY)


@pytest.fixture
def example(example_log: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> Account:
    """The example runner with the log of that day."""
    monkeypatch.setattr("opbouw.web.store.example.events", lambda _today: example_log)
    return open_example(DAY, "en")


def test_the_door_logs_a_visitor_in_as_the_example(example: Account, client: Client) -> None:
    client.post("/example")
    assert client.session["_auth_user_id"] == str(example.pk)


def test_nobody_logs_in_to_the_example_with_a_password(example: Account) -> None:
    assert not example.has_usable_password()
    assert example.is_example
    assert not example.is_owner


def test_the_log_is_kept_as_it_was_made(example: Account, example_log: list[dict[str, object]]) -> None:
    episode = selectors.current_episode(example)
    assert episode is not None
    assert [event.id for event in selectors.events_of(example, episode)] == [fact["id"] for fact in example_log]


def test_opening_it_again_the_same_day_changes_nothing(example: Account) -> None:
    before = list(EventRow.objects.values_list("seq", flat=True))
    assert open_example(DAY, "nl") == example
    assert list(EventRow.objects.values_list("seq", flat=True)) == before


def test_the_next_day_it_is_made_anew(example: Account) -> None:
    before = set(EventRow.objects.values_list("seq", flat=True))
    open_example(DAY + timedelta(days=1), "en")
    after = set(EventRow.objects.values_list("seq", flat=True))
    assert len(after) == len(before)
    assert not before & after
    assert Episode.objects.count() == 1


def test_nothing_is_added_to_its_log(example: Account) -> None:
    episode = selectors.current_episode(example)
    assert episode is not None
    fact = {"type": "checked_in", "on": timezone.localdate().isoformat(), "data": {"pain_rest": 9}}
    with pytest.raises(ExampleReadOnlyError):
        append_events(actor_for(example), episode, [fact])


def test_a_form_sent_as_the_example_is_answered_with_a_sentence(example: Account) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(example)
    response = client.post("/start/welcome", {"understood": "on", "adult": "yes"}, follow=True)
    assert "so nothing was kept." in response.content.decode()


def test_the_example_is_no_way_into_the_household(example: Account) -> None:
    client = Client()
    client.force_login(example)
    assert client.get("/people").status_code == 403


def test_an_own_injury_begins_with_an_own_account_also_for_who_looked_around(example: Account) -> None:
    client = Client()
    client.force_login(example)
    assert client.get("/start")["Location"] == "/account/new"


def test_a_person_with_the_name_of_the_example_keeps_it(example: Account) -> None:
    assert example.name != "Sanne"
    assert Account.objects.create_account("Sanne", "three calm words").pk != example.pk
