"""The check-in writes what was told, nothing more; bad numbers are named; a second tap changes nothing."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from opbouw.web.accounts.models import Account
from opbouw.web.store.models import EventRow, Runner
from tests.web.daily.conftest import RunnerWith, checked_in, today

pytestmark = pytest.mark.django_db


def test_nothing_is_chosen_beforehand(runner_with: RunnerWith) -> None:
    assert " checked" not in runner_with().text("/check-in")


def test_none_of_this_writes_every_sign_as_absent(runner_with: RunnerWith) -> None:
    runner = runner_with()
    response = runner.send("/check-in", checked_in("none", pain=1))
    assert response["Location"] == "/today"
    assert runner.facts("checked_in") == [
        {
            "pain_rest": 1,
            "pain_daily": 1,
            "pain_morning": 1,
            "swelling": "none",
            "limping": False,
            "night_pain": False,
            "ill": "none",
            "new_spot": False,
            "spot": "achilles",
        }
    ]


def test_the_moment_is_kept_in_the_runners_own_zone(
    runner_with: RunnerWith, owner: Account, clock_at: Callable[[str], None]
) -> None:
    clock_at("2026-08-24 15:00+00:00")  # the same day in both zones
    Runner.objects.filter(account=owner).update(time_zone="America/Los_Angeles")
    runner = runner_with()
    runner.send("/check-in", checked_in())
    row = EventRow.objects.get(type="checked_in")
    assert '-08:00"' in row.original or '-07:00"' in row.original


@pytest.mark.parametrize(
    ("sign", "field", "value"),
    [("limping", "limping", True), ("swelling", "swelling", "more"), ("night", "night_pain", True)],
)
def test_a_sign_is_written_as_what_it_is(runner_with: RunnerWith, sign: str, field: str, value: object) -> None:
    runner = runner_with()
    runner.send("/check-in", checked_in(sign))
    assert runner.facts("checked_in")[0][field] == value


def test_a_sign_beside_none_of_this_counts(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/check-in", checked_in("none", "limping"))
    assert runner.facts("checked_in")[0]["limping"] is True


def test_a_swelling_that_was_there_is_asked_whether_it_grew(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm(1, swelling="same")
    assert runner.send("/check-in", checked_in("swelling")).status_code == 422
    runner.send("/check-in", checked_in("swelling", swelling="same"))
    assert runner.facts("checked_in")[-1]["swelling"] == "same"


def test_being_ill_asks_what_kind_and_writes_it(runner_with: RunnerWith) -> None:
    runner = runner_with()
    response = runner.send("/check-in", checked_in("ill"))
    assert response.status_code == 422
    assert "Choose what kind of ill" in response.content.decode()
    runner.send("/check-in", checked_in("ill", ill="fever"))
    assert runner.facts("checked_in")[0]["ill"] == "fever"


@pytest.mark.parametrize("value", ["11", "-1", "NaN", "2,5", "", "2.5", "abc", "1e400"])
def test_a_pain_that_is_no_number_from_0_to_10_is_refused_in_words(runner_with: RunnerWith, value: str) -> None:
    runner = runner_with()
    response = runner.send("/check-in", {**checked_in(), "pain_rest": value})
    assert response.status_code == 422
    assert "Choose a number from 0 to 10" in response.content.decode()
    assert runner.facts("checked_in") == []


def test_what_was_chosen_stays_chosen_after_an_error(runner_with: RunnerWith) -> None:
    response = runner_with().send("/check-in", {"pain_rest": "3", "signs": ["none"]})
    text = response.content.decode()
    assert 'name="pain_rest" value="3" checked' in text
    assert "<title>Error:" in text.replace("\n", " ")


def test_an_unknown_sign_is_refused(runner_with: RunnerWith) -> None:
    assert runner_with().send("/check-in", checked_in("flying")).status_code == 422


def test_the_same_form_sent_twice_is_kept_once(runner_with: RunnerWith) -> None:
    runner = runner_with()
    form = checked_in(key=str(uuid.uuid4()))
    assert [runner.send("/check-in", form)["Location"] for _time in range(2)] == ["/today", "/today"]
    assert len(runner.facts("checked_in")) == 1


def test_a_form_without_a_key_is_kept_too(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/check-in", checked_in(key="not a key"))
    assert len(runner.facts("checked_in")) == 1


def test_same_as_yesterday_shows_and_copies_the_three_numbers_and_still_asks_the_choice(
    runner_with: RunnerWith,
) -> None:
    runner = runner_with(opened=3)
    runner.calm(1, pain_rest=1, pain_daily=2, pain_morning=3)
    assert "Same as yesterday: 1, 2, 3" in runner.text("/check-in")
    assert runner.send("/check-in", {"same": "1"}).status_code == 422
    runner.send("/check-in", {"same": "1", "signs": ["none"]})
    said = runner.facts("checked_in")[-1]
    assert (said["pain_rest"], said["pain_daily"], said["pain_morning"]) == (1, 2, 3)


@pytest.mark.parametrize(
    "yesterday", [{"limping": True}, {"night_pain": True}, {"swelling": "same"}, {"ill": "unwell"}, {"new_spot": True}]
)
def test_a_day_with_a_sign_is_not_copied(runner_with: RunnerWith, yesterday: dict[str, object]) -> None:
    runner = runner_with(opened=3)
    runner.calm(1, **yesterday)
    assert "Same as yesterday" not in runner.text("/check-in")
    assert runner.send("/check-in", {"same": "1", "signs": ["none"]}).status_code == 422


def test_a_yesterday_without_an_answer_is_not_copied(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm(2)
    assert "Same as yesterday" not in runner.text("/check-in")


def test_the_morning_after_a_run_is_the_answer_to_that_run(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    run = runner.ran(1)
    page = runner.text("/check-in")
    assert "The morning after your run" in page
    assert "How many minutes were you stiff?" in page
    assert "Same as yesterday" not in page
    runner.send("/check-in", checked_in(stiffness_min="15"))
    said = runner.facts("checked_in")[-1]
    assert (said["for_session"], said["stiffness_min"]) == (run, 15)


def test_the_morning_after_alone_says_a_number_of_that_run_and_nothing_of_signs(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    run, key = runner.ran(1), str(uuid.uuid4())
    page = runner.text("/check-in/morning")
    assert " checked" not in page
    assert "How many minutes were you stiff?" in page
    sent = runner.send("/check-in/morning", {"pain_morning": "2", "key": key})
    assert (sent.status_code, sent["Location"]) == (302, "/today")
    assert runner.facts("checked_in") == [{"pain_morning": 2, "spot": "achilles", "for_session": run}]
    runner.send("/check-in/morning", {"pain_morning": "2", "key": key})
    assert len(runner.facts("checked_in")) == 1, "sent twice it is kept once"
    assert runner.client.get("/check-in/morning")["Location"] == "/today", "nothing waits for it any more"


def test_the_morning_after_alone_takes_minutes_of_stiffness(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.ran(1)
    runner.send("/check-in/morning", {"pain_morning": "0", "stiffness_min": "30"})
    said = runner.facts("checked_in")[-1]
    assert (said["pain_morning"], said["stiffness_min"]) == (0, 30)


def test_a_morning_without_a_number_is_refused_in_words_and_keeps_nothing(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.ran(1)
    sent = runner.send("/check-in/morning", {})
    assert sent.status_code == 422
    assert "Choose a number from 0 to 10." in sent.content.decode()
    assert runner.facts("checked_in") == []


def test_a_morning_that_waited_on_the_phone_is_kept_for_its_own_day(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    run = runner.ran(2)
    sent = runner.send(f"/check-in/morning?on={(today() - timedelta(days=1)).isoformat()}", {"pain_morning": "1"})
    assert sent["Location"] == "/history"
    assert runner.facts("checked_in")[-1]["for_session"] == run


def test_after_the_morning_the_check_in_asks_the_rest_and_copies_the_rest(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm(1, pain_rest=1, pain_daily=2, pain_morning=6)
    runner.ran(1)
    runner.send("/check-in/morning", {"pain_morning": "2"})
    page = runner.text("/check-in")
    assert 'name="pain_morning"' not in page
    assert "You told this day already" not in page
    assert "Same as yesterday: 1, 2" in page
    runner.send("/check-in", {"same": "1", "signs": ["none"]})
    said = runner.facts("checked_in")[-1]
    assert (said["pain_rest"], said["pain_daily"], said.get("pain_morning")) == (1, 2, None)
    page = runner.text("/check-in")
    assert 'name="pain_morning"' in page, "a whole day asks all again; the more careful counts"
    assert "You told this day already" in page


def test_stiffness_is_asked_of_tendon_and_fascia_only_and_only_after_a_run(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    assert "stiff" not in runner.text("/check-in").lower()
    knee = runner_with(opened=3, injury="pfp", spot="knee_anterior")
    knee.ran(1)
    assert "stiff" not in knee.text("/check-in").lower()


def test_pain_at_night_goes_to_the_questions_before_any_answer(runner_with: RunnerWith) -> None:
    runner = runner_with()
    assert runner.send("/check-in", checked_in("night"))["Location"] == "/signs"
    assert "First a few questions" in runner.text("/today")


def test_something_new_asks_where_and_then_the_questions_of_that_place(runner_with: RunnerWith) -> None:
    runner = runner_with()
    assert runner.send("/check-in", checked_in("new"))["Location"] == "/check-in/new"
    assert "First a few questions" in runner.text("/today")
    response = runner.send("/check-in/new", {"spot": "groin", "pain": "4"})
    assert response["Location"] == "/signs"
    assert runner.facts("checked_in")[-1]["other_spots"] == [{"spot": "groin", "pain": 4}]
    assert 'name="rf_bone_groin"' in runner.text("/signs")


@pytest.mark.parametrize("form", [{"spot": "", "pain": "4"}, {"spot": "elbow", "pain": "4"}, {"spot": "groin"}])
def test_a_new_place_without_place_or_pain_is_refused(runner_with: RunnerWith, form: dict[str, str]) -> None:
    assert runner_with().send("/check-in/new", form).status_code == 422


def test_a_missed_day_can_be_filled_in_later(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=5)
    day = (today() - timedelta(days=2)).isoformat()
    assert runner.send(f"/check-in?on={day}", checked_in())["Location"] == "/history"
    assert EventRow.objects.get(type="checked_in").on_date.isoformat() == day


@pytest.mark.parametrize("days", [1, -30, -400])
def test_a_day_ahead_or_long_ago_is_not_filled_in(runner_with: RunnerWith, days: int) -> None:
    runner = runner_with(opened=60)
    runner.send(f"/check-in?on={(today() + timedelta(days=days)).isoformat()}", checked_in())
    assert EventRow.objects.get(type="checked_in").on_date == timezone.localdate()
