"""Progress in its states: too little told, a stop, a goal on the edge, what was told last."""

from typing import Any

import pytest
from django.utils import translation

from opbouw.web.progress import outlook
from tests.web.daily.conftest import RunnerWith, Runs, today
from tests.web.progress.reading import read

pytestmark = pytest.mark.django_db
CHARTS = ("c-two", "c-pain", "c-load")


def test_in_the_first_days_the_page_says_from_when_there_is_something_to_draw(runner_with: RunnerWith) -> None:
    page = read(runner_with(opened=3).text("/progress"))
    assert "Too little data yet. From" in page.cards["c-few"].text
    assert not set(CHARTS) & set(page.cards)


def test_from_the_fourteenth_day_it_draws(runner_with: RunnerWith) -> None:
    page = read(runner_with(opened=14).text("/progress"))
    assert set(CHARTS) <= set(page.cards)
    assert "c-few" not in page.cards


def test_during_a_stop_there_is_no_forecast_and_no_answer_about_the_goal(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=20)
    runner.write("goal_set", 0, kind="race", distance_km=10, on=f"{today().year + 2}-06-01")
    assert "No study proves" in runner.text("/progress")
    runner.write("screened", 0, answers={"rf_achilles_rupture": "yes"}, why="asked")
    page = read(runner.text("/progress"))
    assert "At the moment no forecast." in page.cards["c-back"].text
    assert page.cards["c-back"].shapes == []
    assert "Too early to say." in page.cards["c-goal"].text
    assert "What does fit" not in page.cards["c-goal"].text


def test_a_locked_injury_has_no_forecast_before_a_doctor_has_looked(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=20, injury="bsi_femoral_neck", spot="groin", named_by="doctor")
    assert "At the moment no forecast." in runner.text("/progress")


def test_without_a_goal_the_page_asks_for_one(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=20)
    assert "You have not named a goal" in runner.text("/progress")


def test_a_goal_that_does_not_fit_gets_two_that_do(weeks_on: Runs) -> None:
    text = " ".join(read(weeks_on.text("/progress")).cards["c-goal"].text.split())
    assert "Not feasible within your limits. The earliest your limits allow is" in text
    assert "10 km, easyfrom" in text
    assert "5 km, easyon" in text


@pytest.mark.parametrize(
    ("verdict", "look"), [("feasible", "go"), ("tight", "repeat"), ("not_feasible", "back"), ("unknown", "wait")]
)
def test_only_a_goal_that_fits_is_green(verdict: str, look: str) -> None:
    goal: dict[str, Any] = {
        "kind": "30_minutes", "on": "2026-12-01", "verdict": verdict, "earliest_on": None,
        "alternatives": [], "distance_km": None,
    }  # fmt: skip
    decision = {"goal": goal, "open_flags": [], "locked": False, "verdict": "go_on"}
    with translation.override("en"):
        told = outlook.goal_answer(decision, today(), "en")
    assert told is not None
    assert told["look"] == look


def test_what_was_told_last_can_be_changed_from_here(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=20)
    said = runner.calm(1, pain_morning=2)
    page = runner.text("/progress")
    assert f"/history/{said}" in page
    assert 'href="/history"' in page


def test_the_page_is_whole_in_dutch(weeks_on: Runs) -> None:
    page = weeks_on.client.get("/progress", headers={"accept-language": "nl"}).content.decode()
    for text in ("Je conditie loopt voor op je pees", "de valkuil", "schatting", "Wanneer ben je terug?", "vuistregel"):
        assert text in page


def test_progress_is_a_tab(weeks_on: Runs) -> None:
    assert 'href="/progress"' in weeks_on.text("/today")
