"""A warning sign stops everything; the only ways out are a professional's word and, the same day, a real mistake."""

from datetime import timedelta
from typing import Any

import pytest

from opbouw.core.flags import questions_for
from opbouw.evidence import tables
from opbouw.web.daily.models import PhoneNumbers
from opbouw.web.store.models import Runner
from tests.web.daily.conftest import RunnerWith, Runs, checked_in, today

pytestmark = pytest.mark.django_db
FLAGS = questions_for(tables.injuries["achilles_midportion"], "achilles")
SEEN = {"seen_by": "doctor", "scope": ["movement", "strength"], "seen_name": "Dr. Vos"}


def answers(but: dict[str, str] | None = None) -> dict[str, str]:
    """All questions of the region with no, with exceptions."""
    return {**dict.fromkeys(FLAGS, "no"), **(but or {})}


def say_yes(runner: Runs, flag: str = "rf_night_pain", days_ago: int = 0) -> None:
    """A sign answered with yes."""
    runner.write("screened", days_ago, answers=answers({flag: "yes"}), why="asked")


def test_questions_are_asked_in_order_of_urgency_and_nothing_is_chosen(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/check-in", checked_in("night"))
    text = runner.text("/signs")
    assert " checked" not in text
    assert text.index("rf_dvt") < text.index('name="rf_night_pain"')


def test_all_no_goes_to_today_and_a_yes_to_the_stop(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/check-in", checked_in("night"))
    assert runner.send("/signs", answers())["Location"] == "/today"
    assert runner.facts("screened")[-1]["why"] == "asked"
    assert runner.send("/signs", answers({"rf_night_pain": "yes"}))["Location"] == "/stop"
    assert runner.client.get("/today")["Location"] == "/stop"


def test_a_question_left_open_is_asked_again(runner_with: RunnerWith) -> None:
    runner = runner_with()
    form = answers()
    form.pop("rf_night_pain")
    response = runner.send("/signs", form)
    assert response.status_code == 422
    assert "Answer yes, no or don&#x27;t know." in response.content.decode()
    assert len(runner.facts("screened")) == 1


@pytest.mark.parametrize(
    ("flag", "heading", "first"),
    [
        ("rf_chest", "Call 112 now", "tel:112"),
        ("rf_dvt", "Have it looked at today", "Call 112 at once"),
        ("rf_night_pain", "No running, first have it looked at", "Stop. Have it looked at"),
    ],
)
def test_each_urgency_has_its_own_head_and_first_thing(
    runner_with: RunnerWith, flag: str, heading: str, first: str
) -> None:
    runner = runner_with()
    say_yes(runner, flag)
    text = runner.text("/stop")
    assert f"<h1>{heading}" in text
    assert text.index(first) < text.index("What you do now")


def test_in_an_emergency_calling_comes_first_and_nobody_is_sent_for_a_walk(runner_with: RunnerWith) -> None:
    runner = runner_with()
    say_yes(runner, "rf_chest")
    steps = runner.text("/stop").split('aria-label="What you do now"')[1].split("</ol>")[0]
    order = ("Call 112", "Do not run, jump or walk to test it", "Take the letter along")
    assert sorted(order, key=steps.index) == list(order)
    assert "Walking is fine" not in steps


def test_the_same_left_open_many_times_is_said_once_with_the_way_to_the_first(runner_with: RunnerWith) -> None:
    runner = runner_with()
    text = runner.send("/signs", {}).content.decode()
    summary = text.split('id="errors"')[1].split("</div>")[0]
    assert summary.count("Answer yes, no or don&#x27;t know.") == 1
    assert summary.count("<a ") == 1
    first = summary.split('<a href="#')[1].split('"')[0]
    assert f'id="{first}"' in text


def test_the_stop_has_a_call_button_a_letter_and_no_way_to_close_it(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner_row = Runner.objects.get(account=runner.account)
    PhoneNumbers.objects.create(runner=runner_row, doctor="020 123 4567", doctor_name="Dr. Vos")
    say_yes(runner)
    main = runner.text("/stop").split("<main")[1].split('<footer class="foot"')[0]
    assert 'href="tel:020 123 4567"' in main
    assert "Why can I not dismiss this?" in main
    assert "Letter for doctor or physio" in main
    assert "<button" not in main


def test_every_other_page_carries_the_red_strip(runner_with: RunnerWith) -> None:
    runner = runner_with()
    say_yes(runner)
    for path in ("/plan", "/why", "/gate", "/causes", "/history", "/settings", "/sessions/new"):
        assert "There is a warning sign: no running." in runner.text(path), path
    assert runner.client.get("/tests/heel_raise_single")["Location"] == "/stop"


def test_no_condition_is_named_as_the_cause(runner_with: RunnerWith) -> None:
    runner = runner_with()
    say_yes(runner)
    assert "tumour" not in runner.text("/stop").lower()


def test_while_a_sign_stands_the_week_stands_still(runner_with: RunnerWith) -> None:
    runner = runner_with()
    say_yes(runner)
    assert "Your plan stands still until somebody has looked." in runner.text("/plan")


def test_a_clearance_says_who_when_and_what_and_opens_what_was_allowed(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    say_yes(runner)
    assert runner.send("/clearance", {**SEEN, "seen_on": today().isoformat()})["Location"] == "/today"
    said = runner.facts("cleared")[0]
    assert (said["seen_by"], said["flags"], said["reported_by"]) == ("doctor", ["rf_night_pain"], "runner")
    assert said["injury"] == "achilles_midportion"
    assert runner.day().stopped is False
    assert runner.day().decision["running_allowed"] is False


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seen_by": "physio"}, "only a doctor&#x27;s word counts"),
        ({"scope": []}, "Choose what fits."),
        ({"seen_on": ""}, "Choose the date of the visit"),
        ({"seen_on": "2999-01-01"}, "Choose a date, not later than today."),
        ({"seen_on": "2020-01-01"}, "Choose the date of a visit after you reported this"),
        ({"max_run_min": "-5"}, "Write a number from 0 to 600"),
        ({"scope": ["flying"]}, "Choose what fits."),
    ],
)
def test_a_word_that_does_not_count_opens_nothing(runner_with: RunnerWith, change: dict[str, Any], words: str) -> None:
    runner = runner_with(opened=4)
    say_yes(runner)
    response = runner.send("/clearance", {**SEEN, "seen_on": today().isoformat(), **change})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert runner.day().stopped is True


def test_chest_complaints_wait_for_a_doctor_and_for_nobody_less(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=3)
    runner.calm(1, ill="chest")
    runner.write("screened", answers=dict.fromkeys(tables.red_flags, "no"), why="asked")
    runner.calm()
    assert "You had symptoms in the chest." in runner.text("/today")
    form = {"seen_by": "physio", "seen_on": today().isoformat(), "scope": ["running"]}
    response = runner.send("/clearance?about=review", form)
    assert response.status_code == 422
    assert "only a doctor" in response.content.decode()
    assert runner.send("/clearance?about=review", {**form, "seen_by": "doctor"})["Location"] == "/today"
    assert runner.day().decision["see"] is None


def test_a_mistake_the_same_day_closes_the_sign_and_the_day_waits(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    say_yes(runner)
    assert "I made a mistake in an answer" in runner.text("/stop")
    assert runner.send("/signs?why=mistake", answers())["Location"] == "/today"
    assert [one["why"] for one in runner.facts("screened")] == ["first", "asked", "mistake"]
    assert runner.day().stopped is False
    assert runner.day().decision["verdict"] == "wait"


def test_a_mistake_with_any_yes_stays_a_stop(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    say_yes(runner)
    assert runner.send("/signs?why=mistake", answers({"rf_dvt": "yes"}))["Location"] == "/stop"
    assert runner.day().stopped is True


def test_the_next_day_it_is_no_mistake_any_more(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    say_yes(runner, days_ago=1)
    assert "I made a mistake in an answer" not in runner.text("/stop")
    assert runner.client.get("/signs?why=mistake")["Location"] == "/stop"
    assert runner.send("/signs?why=mistake", answers())["Location"] == "/stop"
    assert runner.day().stopped is True


def test_the_same_sign_is_not_taken_back_twice_in_a_fortnight(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=20)
    say_yes(runner, days_ago=5)
    runner.write("screened", 5, answers=answers(), why="mistake")
    say_yes(runner)
    assert "I made a mistake in an answer" not in runner.text("/stop")


def test_without_a_sign_there_is_no_stop_page(runner_with: RunnerWith) -> None:
    assert runner_with().client.get("/stop")["Location"] == "/today"


def test_the_letter_tells_only_what_was_told(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm(pain_daily=4)
    runner.ran(2, run_minutes=12, minutes=20)
    text = runner.text("/letter")
    assert "daily things 4" in text
    assert "unknown, unknown, unknown, 12 min of running a week" in text  # the last run before it was 13 days ago
    assert "Not a diagnosis" in text


def test_a_visit_long_ago_counts_for_an_injury_without_signs(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    on = (today() - timedelta(days=2)).isoformat()
    assert runner.send("/clearance", {**SEEN, "seen_by": "physio", "seen_on": on})["Location"] == "/today"
