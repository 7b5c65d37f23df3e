"""The history shows every fact; numbers can be changed for fourteen days and the first version stays."""

import uuid

import pytest

from opbouw.web.accounts.models import Account
from tests.web.daily.conftest import RunnerWith, Runs

pytestmark = pytest.mark.django_db


def test_every_fact_stands_under_its_day_with_its_words(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm(1, pain_daily=3)
    runner.ran(1, pain_during=2)
    text = runner.text("/history")
    assert "rest 0, daily 3, morning 0" in text
    assert "Running, 10" in text
    assert "pain 2, effort 3" in text
    assert "all answered with no" in text


def test_a_changed_pain_replaces_the_number_and_leaves_the_first_version_visible(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    event = runner.calm(1, pain_daily=3)
    form = {"pain_rest": "0", "pain_daily": "5", "pain_morning": "0", "reason": "Typing mistake"}
    assert runner.send(f"/history/{event}", form)["Location"] == "/history"
    text = runner.text("/history")
    assert "rest 0, daily 5, morning 0" in text
    assert "rest 0, daily 3, morning 0" in text
    assert "Typing mistake" in text
    said = runner.facts("corrected")[0]
    assert said["event"] == event
    assert said["data"]["pain_daily"] == 5
    assert said["data"]["swelling"] == "none"


def test_a_second_change_builds_on_the_first(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    event = runner.ran(1)
    first = {
        "minutes": "20",
        "run_minutes": "12",
        "effort_rpe": "3",
        "pain_during": "0",
        "distance_km": "",
        "pain_after": "",
    }
    runner.send(f"/history/{event}", first)
    runner.send(f"/history/{event}", {**first, "pain_during": "4"})
    last = runner.facts("corrected")[-1]["data"]
    assert (last["run_minutes"], last["pain_during"]) == (12, 4)
    assert runner.day().diary.runs[0].pain_during == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pain_daily": "11"}, "Write a number from 0 to 10"),
        ({"pain_daily": "NaN"}, "Write a number, such as"),
        ({"pain_daily": ""}, "what was told cannot become unknown"),
        ({"stiffness_min": "-5"}, "Write a number from 0 to 1440"),
    ],
)
def test_an_impossible_change_is_refused_in_words(runner_with: RunnerWith, change: dict[str, str], words: str) -> None:
    runner = runner_with(opened=4)
    event = runner.calm(1)
    form = {"pain_rest": "0", "pain_daily": "0", "pain_morning": "0", **change}
    response = runner.send(f"/history/{event}", form)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert runner.facts("corrected") == []


def test_a_fact_taken_back_stays_visible(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    event = runner.ran(1)
    assert runner.send(f"/history/{event}/take-back", {"reason": "Not me"})["Location"] == "/history"
    assert runner.facts("withdrawn") == [{"event": event, "reason": "Not me"}]
    assert "taken back" in runner.text("/history")
    assert not runner.day().diary.runs
    assert runner.client.get(f"/history/{event}").status_code == 404


def test_taking_back_twice_is_kept_once(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    event = runner.ran(1)
    form = {"key": str(uuid.uuid4())}
    for _time in range(2):
        assert runner.send(f"/history/{event}/take-back", form)["Location"] == "/history"
    assert len(runner.facts("withdrawn")) == 1


def test_after_fourteen_days_nothing_changes_any_more(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=20)
    inside, outside = runner.calm(14), runner.calm(15)
    assert runner.client.get(f"/history/{inside}").status_code == 200
    assert runner.client.get(f"/history/{outside}").status_code == 404
    assert runner.client.get(f"/history/{outside}/take-back").status_code == 404


def test_answers_to_warning_signs_cannot_be_changed_or_taken_back(runner_with: RunnerWith) -> None:
    runner = runner_with()
    screened = next(event.id for event in runner.day().events if event.type == "screened")
    assert runner.client.get(f"/history/{screened}").status_code == 404
    assert runner.client.get(f"/history/{screened}/take-back").status_code == 404


def test_another_runners_fact_is_not_found(runner_with: RunnerWith, other: Account) -> None:
    mine = runner_with(opened=4)
    event = mine.calm(1)
    theirs = runner_with(opened=4, account=other)
    assert theirs.client.get(f"/history/{event}").status_code == 404
    assert theirs.send(f"/history/{event}/take-back", {}).status_code == 404


def test_another_runners_key_does_not_hide_or_change_anything(runner_with: RunnerWith, other: Account) -> None:
    mine = runner_with(opened=4)
    event = mine.calm(1)
    theirs = runner_with(opened=4, account=other)
    form = {"pain_rest": "5", "pain_daily": "5", "pain_morning": "5", "signs": ["none"], "key": event}
    theirs.send("/check-in", form)
    assert mine.facts("checked_in")[0]["pain_rest"] == 0


def test_a_long_history_has_pages(weeks_on: Runs) -> None:
    assert "?page=2" in weeks_on.text("/history")
    assert "Newer" in weeks_on.text("/history?page=2")
    assert weeks_on.client.get("/history?page=nothing").status_code == 200


def test_missing_days_can_be_filled_in_from_the_history(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm(1)
    assert "No check-in on:" in runner.text("/history")
