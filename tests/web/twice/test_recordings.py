"""The page of recordings: what is taken as one, from which, and the runner's word about it, there and back."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opbouw.activities import write_fit, write_gpx
from opbouw.web.accounts.models import Account
from opbouw.web.activities.services import give, read_again
from opbouw.web.background.work import work_now
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.erasure import erase_everything
from opbouw.web.store.imported import imported_data
from opbouw.web.store.models import Runner
from opbouw.web.twice.models import PairSaid
from tests.activities.making import START, ten_minutes
from tests.web.conftest import ClientOf, first_facts

pytestmark = pytest.mark.django_db


def upload(account: Account, **files: bytes) -> list[str]:
    """Files of this runner, read; the ids of their activities by name of the file."""
    runner = Runner.objects.get(account=account)
    give(runner, [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()])
    work_now()
    rows = selectors.activities_of(account).order_by("upload__name")
    return [str(row.activity_id) for row in rows]


@pytest.fixture
def twice(owner: Account) -> list[str]:
    """One run as a phone wrote it and as a watch did: phone.gpx, watch.fit."""
    columns = {name: values for name, values in ten_minutes().columns.items() if name in {"time_s", "lat", "lon"}}
    phone = ten_minutes(columns=columns, heart_rate_bpm=None, cadence_spm=None)
    return upload(owner, phone_gpx=write_gpx(phone), watch_fit=write_fit(ten_minutes()))


def page(client: Client) -> str:
    """The page in words."""
    return str(client.get("/recordings").content.decode())


def say(client: Client, pair: list[str], verdict: str) -> Any:
    """Press one of the two buttons."""
    return client.post(f"/recordings/{pair[0]}/{pair[1]}", {"verdict": verdict})


def test_the_page_says_what_was_taken_as_one_and_what_comes_from_where(twice: list[str], browser: Client) -> None:
    text = page(browser)
    assert "at the same time" in text
    assert "phone.gpx" in text
    assert "watch.fit" in text
    assert "only this one tells it" in text
    assert "These are two" in text


def test_without_recordings_the_page_says_so(browser: Client) -> None:
    assert "Nothing was recorded twice." in page(browser)


def test_kept_as_two_they_count_twice_and_taken_back_once_again(
    twice: list[str], owner: Account, browser: Client
) -> None:
    before = selectors.history_of(owner)
    assert len(before) == 1
    assert say(browser, twice, "two").status_code == 302
    assert len(selectors.history_of(owner)) == 2
    assert "Kept as two by you" in page(browser)
    say(browser, twice, "one")
    assert selectors.history_of(owner) == before
    assert not PairSaid.objects.exists()


def test_two_that_nothing_shows_to_be_one_are_offered_and_become_one(owner: Account, browser: Client) -> None:
    log = b"Sport,Date,Distance (km),Time\nRun,2026-03-02,5,0:30:00\nRun,2026-03-02,5,0:30:00\n"
    ids = upload(owner, log_csv=log)
    assert len(selectors.history_of(owner)) == 2
    assert "Perhaps one" in page(browser)
    say(browser, ids, "one")
    assert len(selectors.history_of(owner)) == 1
    assert "you said so" in page(browser)
    say(browser, ids, "two")
    assert len(selectors.history_of(owner)) == 2
    assert [row.verdict for row in PairSaid.objects.all()] == ["apart"]


def test_one_kept_apart_from_three_is_alone_and_the_others_stay_one(owner: Account, browser: Client) -> None:
    third = ten_minutes(start=START.replace(second=20), device="third")
    ids = upload(owner, a_fit=write_fit(ten_minutes()), b_gpx=write_gpx(ten_minutes()), c_fit=write_fit(third))
    assert len(selectors.history_of(owner)) == 1
    say(browser, ids[:2], "two")
    assert len(selectors.history_of(owner)) == 2
    assert PairSaid.objects.count() == 2


def test_the_word_stays_when_the_files_are_read_again(twice: list[str], owner: Account, browser: Client) -> None:
    say(browser, twice, "two")
    read_again(Runner.objects.get(account=owner).imports.values_list("pk", flat=True))
    work_now()
    assert len(selectors.history_of(owner)) == 2


def test_the_log_of_the_injury_follows(twice: list[str], owner: Account, browser: Client) -> None:
    (one,) = selectors.history_of(owner)
    imported = {"type": "activity_imported", "on": "2026-03-02", "data": imported_data(one)}
    facts = [
        {"id": str(uuid.uuid4()), **fact}
        for fact in [*first_facts(onset_on="2026-03-20", last_run_on="2026-03-20"), imported]
    ]
    episode = services.open_episode(actor_for(owner), uuid.uuid4(), facts)
    say(browser, twice, "two")
    rows = selectors.event_rows_of(owner, episode).filter(type="activity_imported")
    assert {row.data["id"] for row in rows} == set(twice)
    assert {row.on_date for row in rows} == {date(2026, 3, 2)}
    say(browser, twice, "one")
    (taken_back,) = selectors.event_rows_of(owner, episode).filter(type="withdrawn")
    assert taken_back.data["reason"] == "recorded twice"


@pytest.mark.parametrize("verdict", ["", "three"])
def test_another_verdict_is_refused(twice: list[str], browser: Client, verdict: str) -> None:
    assert say(browser, twice, verdict).status_code == 400


def test_a_recording_with_itself_or_of_nobody_is_not_found(twice: list[str], browser: Client) -> None:
    assert say(browser, [twice[0], twice[0]], "two").status_code == 404
    assert say(browser, [twice[0], str(uuid.uuid4())], "two").status_code == 404


def test_erasing_everything_erases_the_word_too(twice: list[str], owner: Account, browser: Client) -> None:
    say(browser, twice, "two")
    erase_everything(owner)
    assert not PairSaid.objects.exists()


def test_the_page_is_in_dutch_for_who_reads_dutch(twice: list[str], owner: Account, client_of: ClientOf) -> None:
    text = page(client_of(owner, **{"accept-language": "nl"}))
    assert "Dubbel opgenomen" in text
    assert "Dit zijn er twee" in text
