"""Settings are facts like others; data can be taken along and deleted, with a typed word and the password."""

import json
from datetime import timedelta

import pytest

from opbouw.core.events import parse_event
from opbouw.web.accounts.models import Account
from opbouw.web.daily.models import PhoneNumbers
from opbouw.web.store.models import Episode, EventRow, Runner
from tests.web.conftest import PASSWORD, ClientOf
from tests.web.daily.conftest import RunnerWith, today

pytestmark = pytest.mark.django_db


def test_language_and_colours_can_be_chosen(runner_with: RunnerWith) -> None:
    text = runner_with().text("/settings")
    assert 'name="language" value="nl"' in text
    assert 'name="theme" value="dark"' in text


def test_days_and_means_are_shown_as_they_were_and_kept_as_a_fact(runner_with: RunnerWith) -> None:
    runner = runner_with()
    assert 'value="45"' in runner.text("/settings/days")
    form = {"minutes_mon": "30", "minutes_thu": "40", "modalities": ["swimming"], "equipment": ["mat"]}
    assert runner.send("/settings/days", form)["Location"] == "/plan"
    said = runner.facts("availability_set")[-1]
    assert said["weekdays"] == {"mon": 30, "tue": 0, "wed": 0, "thu": 40, "fri": 0, "sat": 0, "sun": 0}
    assert (said["modalities"], said["equipment"]) == (["swimming"], ["mat"])


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("/settings/days", {}, "Give at least one day some minutes."),
        ("/settings/days", {"minutes_mon": "-5"}, "Write a number from 0 to 600"),
        ("/settings/days", {"minutes_mon": "30", "modalities": ["flying"]}, "flying"),
        ("/settings/goal", {}, "Choose one of these."),
        ("/settings/goal", {"kind": "race"}, "Fill in the distance of the race."),
        ("/settings/goal", {"kind": "race", "distance_km": "10", "by": "2001-01-01"}, "Choose a date from today"),
        ("/settings/profile", {"birth_year": "2030"}, "Write a number from"),
        ("/settings/profile", {"height_cm": "NaN"}, "Write a number, such as"),
        ("/settings/away", {"why": "holiday"}, "Choose a date, such as 24-08-2026."),
        ("/settings/away", {"why": "holiday", "first": "2026-02-30", "last": "2026-03-01"}, "Choose a date, such as"),
        ("/settings/numbers", {"emergency": "call me"}, "Write a phone number"),
        ("/settings/numbers", {"emergency": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    runner_with: RunnerWith, path: str, form: dict[str, str], words: str
) -> None:
    runner = runner_with()
    before = EventRow.objects.count()
    response = runner.send(path, form)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert EventRow.objects.count() == before


def test_a_goal_is_kept_and_shown_again(runner_with: RunnerWith) -> None:
    runner = runner_with()
    by = (today() + timedelta(days=200)).isoformat()
    runner.send("/settings/goal", {"kind": "race", "distance_km": "10,5", "by": by})
    assert runner.facts("goal_set") == [{"kind": "race", "on": by, "distance_km": 10.5}]
    assert 'value="10.5"' in runner.text("/settings/goal")


def test_a_few_words_about_you_are_kept_and_the_open_ones_stay_unknown(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/settings/profile", {"birth_year": "1985", "sex": ""})
    assert runner.facts("profile_set") == [{"birth_year": 1985}]
    runner.send("/settings/profile", {})
    assert len(runner.facts("profile_set")) == 1


def test_days_away_are_kept(runner_with: RunnerWith) -> None:
    runner = runner_with()
    first, last = today().isoformat(), (today() + timedelta(days=6)).isoformat()
    runner.send("/settings/away", {"why": "holiday", "first": first, "last": last})
    assert runner.facts("away_set") == [{"from": first, "to": last, "why": "holiday"}]
    bad = runner.send("/settings/away", {"why": "holiday", "first": last, "last": first})
    assert "Choose a last day on or after the first" in bad.content.decode()


def test_phone_numbers_stay_out_of_the_log(runner_with: RunnerWith) -> None:
    runner = runner_with()
    before = EventRow.objects.count()
    runner.client.post("/settings/numbers", {"doctor_name": "Dr. Vos", "doctor": "020 123 4567", "emergency": "112"})
    assert PhoneNumbers.objects.get().doctor == "020 123 4567"
    assert EventRow.objects.count() == before


def test_the_download_is_one_readable_fact_a_line_and_all_of_them(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm(1)
    response = runner.client.get("/settings/download")
    lines = response.content.decode().splitlines()
    assert "attachment" in response["Content-Disposition"]
    assert [parse_event(json.loads(line)).id for line in lines] == [event.id for event in runner.day().events]


@pytest.mark.parametrize(
    "form",
    [{}, {"word": "delete"}, {"word": "remove", "password": PASSWORD}, {"word": "delete", "password": "wrong words"}],
)
def test_without_the_word_and_the_password_nothing_is_deleted(runner_with: RunnerWith, form: dict[str, str]) -> None:
    runner = runner_with()
    assert runner.client.post("/settings/delete", form).status_code == 422
    assert Episode.objects.exists()


def test_with_word_and_password_everything_of_this_runner_goes_and_nothing_of_others(
    runner_with: RunnerWith, other: Account
) -> None:
    runner, theirs = runner_with(), runner_with(account=other)
    PhoneNumbers.objects.create(runner=Runner.objects.get(account=runner.account), doctor="020 123 4567")
    response = runner.client.post("/settings/delete", {"word": " Delete ", "password": PASSWORD})
    assert response["Location"] == "/"
    assert list(Episode.objects.all()) == [theirs.episode]
    assert EventRow.objects.filter(episode=runner.episode).count() == 0
    assert not PhoneNumbers.objects.exists()
    assert Account.objects.filter(pk=runner.account.pk).exists()


def test_somebody_without_an_injury_has_settings_without_a_plan(owner: Account, client_of: ClientOf) -> None:
    text = client_of(owner).get("/settings").content.decode()
    assert "Days and equipment" not in text
    assert "Phone numbers" in text
