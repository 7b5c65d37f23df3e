"""What is open leads to the page that answers it, and the sore side can be told later."""

from typing import Any

import pytest

from opbouw.web.daily import asked
from tests.web.daily.conftest import RunnerWith, Runs

pytestmark = pytest.mark.django_db


def rows(runner: Runs, *questions: tuple[str, Any, str], state: str = "") -> dict[str, asked.Asked]:
    """The list for these questions (id, about, what waits), by key."""
    day = runner.day()
    due = day.today.isoformat()
    open_ones = [{"id": name, "about": about, "due": due, "waits_for": waits} for name, about, waits in questions]
    day.decision = {**day.decision, "questions": open_ones}
    return {row.key: row for row in asked.open_questions(day, state)}


@pytest.mark.parametrize(
    ("question", "url"),
    [
        (("check_in", None, "gate"), "/check-in"),
        (("other_spot", "knee_anterior", "stage_up"), "/check-in"),
        (("screening", "achilles", "running"), "/signs"),
        (("rf_night_pain", "screening", "running"), "/signs"),
        (("availability", None, "week"), "/settings/days"),
        (("side", None, "gate"), "/settings/side"),
        (("causes", None, "gate"), "/causes"),
        (("signature", "sr_heel_other", "gate"), "/letter"),
        (("clearance", "review", "running"), "/clearance?about=review"),
        (("clearance", "rf_pregnant", "running"), "/clearance?about=rf_pregnant"),
        (("hop_in_place", "bone_stop", "running"), "/tests/hop_in_place"),
        (("hop_in_place", "bone", "pain_limits"), "/tests"),
    ],
)
def test_each_question_has_words_and_a_page_that_opens(
    runner_with: RunnerWith, question: tuple[str, Any, str], url: str
) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    (row,) = rows(runner, question).values()
    assert row.url == url
    assert row.title
    assert runner.client.get(url).status_code == 200


def test_many_warning_signs_are_one_line_and_many_checks_too(runner_with: RunnerWith) -> None:
    found = rows(
        runner_with(opened=4),
        ("rf_night_pain", "screening", "running"),
        ("rf_chest", "screening", "running"),
        ("walk_brisk_30", "a", "gate"),
        ("heel_raise_single", "b", "gate"),
    )
    assert list(found) == ["signs", "gate"]
    assert found["gate"].title == "2 short checks for the gate"


def test_what_the_main_button_asks_is_not_asked_twice(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    assert rows(runner, ("check_in", None, "gate"), state="check_in") == {}
    found = rows(runner, ("clearance", "review", "running"), ("clearance", "rf_pregnant", "running"), state="review")
    assert list(found) == ["clearance:rf_pregnant"]


def test_tomorrows_question_is_not_open_today(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    runner.ran(0)
    assert runner.day().asks("morning_after")
    assert "check_in" not in {row.key for row in asked.open_questions(runner.day())}


def test_the_side_is_a_correction_of_the_opening_and_nothing_else_of_it_changes(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4, side="both")
    before = runner.day().start
    assert runner.send("/settings/side", {"side": "left"})["Location"] == "/settings"
    after = runner.day().start
    assert (before.side, after.side) == ("both", "left")
    assert (after.injury, after.spot, after.onset_on) == (before.injury, before.spot, before.onset_on)
    assert [one["event"] for one in runner.facts("corrected")] == [runner.day().log.opened.id]


def test_without_a_chosen_side_nothing_is_kept(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4, side="both")
    assert runner.send("/settings/side", {"side": "middle"}).status_code == 422
    assert runner.facts("corrected") == []


def test_a_word_about_less_than_running_does_not_answer_for_a_pregnancy(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.write("profile_set", 4, pregnant_or_postpartum=True)
    runner.calm()
    assert "clearance:rf_pregnant" in {row.key for row in asked.open_questions(runner.day())}
    on = runner.day().today.isoformat()
    form = {"seen_by": "doctor", "seen_on": on, "scope": ["movement"]}
    runner.send("/clearance?about=rf_pregnant", form)
    assert "clearance:rf_pregnant" in {row.key for row in asked.open_questions(runner.day())}
    runner.send("/clearance?about=rf_pregnant", {**form, "scope": ["movement", "running"]})
    assert runner.facts("cleared")[-1]["flags"] == ["rf_pregnant"]
    assert "clearance:rf_pregnant" not in {row.key for row in asked.open_questions(runner.day())}


def test_the_strip_stands_on_pages_with_and_without_bars_but_not_on_the_stop_itself(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.write("screened", 0, answers={"rf_night_pain": "yes"}, why="asked")
    for path in ("/plan", "/history", "/settings", "/clearance", "/check-in", "/gate", "/"):
        assert "stop-strip" in runner.text(path), path
    assert "stop-strip" not in runner.text("/stop")
    assert "Rest day" not in runner.text("/plan")
