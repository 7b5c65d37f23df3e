"""Today gives one answer, in each of its states; the week and the reasons follow from the same decision."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from opbouw.web.accounts.models import Account
from opbouw.web.daily import card, screening
from opbouw.web.store import selectors
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs, today

pytestmark = pytest.mark.django_db
Change = Callable[[dict[str, Any]], dict[str, Any]]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REASON = {"params": {}, "text": "Because of a test.", "source_ids": [], "grade": "derived"}


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Change what the engine decides, for states that take weeks to reach."""
    real = selectors.decision_for

    def change(by: Change) -> None:
        monkeypatch.setattr(selectors, "decision_for", lambda *asked: by(real(*asked)))

    return change


def state(runner: Runs) -> str:
    """The state Today is in; the page itself is asked too, so that it never breaks."""
    runner.text("/today")
    return card.state_of(runner.day()).name


def reasoned(code: str, **more: Any) -> Change:
    """A decision with one more reason."""
    return lambda made: {**made, **more, "reasons": [{**REASON, "code": code}, *made["reasons"]]}


def test_without_an_injury_today_is_the_start(owner: Account, client_of: ClientOf) -> None:
    assert client_of(owner).get("/today")["Location"] == "/"


def test_the_first_day_has_a_tile_and_begins_with_the_check_in(runner_with: RunnerWith) -> None:
    runner = runner_with()
    text = runner.text("/today")
    assert state(runner) == "first"
    assert "First listen, then run." in text
    assert "Begin with the check-in" in text


def test_without_a_check_in_the_plan_is_visible_and_the_button_says_check_in_first(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm(1)
    text = runner.text("/today")
    assert state(runner) == "check_in"
    assert "Check in first" in text
    assert "Yesterday:" in text
    assert "Done as planned" not in text


def test_after_the_check_in_there_is_one_verdict_with_dose_facts_and_reasons(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    tomorrow = WEEKDAYS[(today().weekday() + 1) % 7]
    free = {day: 60 for day in WEEKDAYS if day != tomorrow}  # the day off is tomorrow, so today has work
    runner.write("availability_set", weekdays=free, modalities=["cycling"], equipment=[])
    runner.calm()
    text = runner.text("/today")
    assert state(runner) == "go"
    assert text.count('class="verdict ') == 1
    assert 'class="dose"' in text
    assert text.count("<dt>") == 3
    assert "Why this?" in text
    assert "Done as planned" in text


def test_the_morning_after_a_run_asks_its_one_question_first(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.ran(1)
    assert state(runner) == "morning"
    text = runner.text("/today")
    assert "One question about your last run" in text
    assert 'action="/check-in/morning"' in text


def test_the_morning_told_by_itself_asks_for_the_rest_only_where_something_is_planned(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.ran(1)
    runner.write("availability_set", weekdays=dict.fromkeys(WEEKDAYS, 60), modalities=["cycling"], equipment=[])
    runner.send("/check-in/morning", {"pain_morning": "1"})
    assert state(runner) == "check_in"
    assert "Your morning is saved" in runner.text("/today")
    assert "Start the session" not in runner.text("/today")
    runner.write("availability_set", weekdays=dict.fromkeys(WEEKDAYS, 0), modalities=[], equipment=[])
    assert state(runner) == "rest_day"
    assert 'href="/check-in"' in runner.text("/today"), "the rest of the check-in is still asked"


def test_after_a_run_the_day_is_done_and_tomorrow_asks_one_question(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    runner.ran()
    text = runner.text("/today")
    assert state(runner) == "done"
    assert "One question tomorrow morning." in text
    assert "Running, 10" in text


def test_what_is_left_after_a_run_is_named_before_its_button(weeks_on: Runs, decided: Callable[[Change], None]) -> None:
    weeks_on.calm()
    weeks_on.ran()
    left = {"id": "s", "kind": "strength", "minutes": 24, "exercises": [{}] * 4, "pain_limit": 2}
    decided(lambda made: {**made, "today": [{"id": "r", "kind": "run", "minutes": 30}, left]})
    made = card.card_of(weeks_on.day())
    assert made.state == "done"
    assert made.dose.replace("\xa0", " ") == "Today strength: 4 exercises, 24 min"


def test_a_day_without_time_is_a_rest_day_with_a_tile(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    days = dict.fromkeys(WEEKDAYS, 60) | {WEEKDAYS[today().weekday()]: 0}
    runner.write("availability_set", weekdays=days, modalities=["cycling"], equipment=["band"])
    runner.calm()
    assert state(runner) == "rest_day"
    assert "That is training too." in runner.text("/today")


def test_ill_is_a_pause_without_a_session(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm(ill="unwell")
    text = runner.text("/today")
    assert state(runner) == "ill"
    assert "Nothing has to be caught up later." in text
    assert "Done as planned" not in text


def test_days_away_are_a_pause(weeks_on: Runs) -> None:
    days = {"from": today().isoformat(), "to": (today() + timedelta(days=3)).isoformat(), "why": "holiday"}
    weeks_on.calm()
    weeks_on.write("away_set", 0, **days)
    assert state(weeks_on) == "away"


def test_a_run_only_the_watch_knows_is_asked_about(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    event = runner.write("activity_imported", 0, sport="run", seconds=1500, distance_m=4000)
    runner.calm()
    text = runner.text("/today")
    assert state(runner) == "tell_run"
    assert f"/sessions/new?activity={event}" in text


def test_a_locked_injury_waits_for_a_doctor_and_says_so(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4, injury="bsi_femoral_neck", spot="groin", named_by="doctor")
    runner.calm()
    assert state(runner) == "clearance"
    assert "Waiting for a doctor" in runner.text("/today")


def test_a_sign_taken_back_leaves_the_day_waiting(weeks_on: Runs) -> None:
    weeks_on.calm()
    flags = dict.fromkeys(screening.region_questions(weeks_on.day()), "no")
    weeks_on.write("screened", 0, answers={**flags, "rf_night_pain": "yes"}, why="asked")
    weeks_on.write("screened", 0, answers=flags, why="mistake")
    assert state(weeks_on) == "mistake"


def test_a_flare_counts_the_days_and_says_that_it_is_no_new_start(weeks_on: Runs) -> None:
    weeks_on.ran(1, pain_during=6, gait_changed=True)
    weeks_on.calm(pain_morning=5, pain_daily=3)
    text = weeks_on.text("/today")
    assert state(weeks_on) == "flare"
    assert "You are not starting over." in text
    assert "Running comes back on" in text
    assert "A painkiller masks what your body says" in text
    assert '<h2 class="dose">No running for 2 more days</h2>' in text
    assert text.count("Around your run of") == 1


@pytest.mark.parametrize(
    ("code", "params", "dose"),
    [
        ("rest_after_step_back", {"until": 1}, "No running until tomorrow"),
        ("rest_after_step_back", {"until": 3}, "No running for 3 more days"),
        ("mornings_not_usual", {"count": 2}, "No running until your mornings are calm again"),
    ],
)
def test_a_flare_without_a_session_says_how_long_there_is_no_running(
    runner_with: RunnerWith, decided: Callable[[Change], None], code: str, params: dict[str, Any], dose: str
) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    if "until" in params:
        params = {"until": (today() + timedelta(days=params["until"])).isoformat()}
    reasons = [{**REASON, "code": code, "params": params}]
    decided(lambda made: {**made, "verdict": "step_back", "today": [], "reasons": reasons})
    made = card.card_of(runner.day())
    assert (made.state, made.dose) == ("flare", dose)


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [("go_on", "Today is a rest day."), ("repeat", "The same step once more; that is part of it.")],
)
def test_a_rest_day_keeps_the_words_of_a_verdict_that_is_not_go_on(
    runner_with: RunnerWith, decided: Callable[[Change], None], verdict: str, sentence: str
) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    decided(lambda made: {**made, "verdict": verdict, "phase": "rebuild", "today": [], "reasons": []})
    made = card.card_of(runner.day())
    assert (made.state, made.sentence) == ("rest_day", sentence)


def test_on_the_last_step_there_is_no_next_one(runner_with: RunnerWith, decided: Callable[[Change], None]) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    decided(lambda made: {**made, "stage": {"n": 13, "of": 13, "clean": 1, "needed": 2}})
    assert card.position(runner.day())["step"] == "Step 13 of 13."


def test_weeks_without_a_step_ask_to_have_it_looked_at(
    runner_with: RunnerWith, decided: Callable[[Change], None]
) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    decided(reasoned("review", verdict="wait", see={"who": "physio_or_doctor", "how_soon": "when_convenient"}))
    assert state(runner) == "review"
    assert "Time to have it looked at" in runner.text("/today")


def test_keep_running_shows_the_week(runner_with: RunnerWith, decided: Callable[[Change], None]) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    decided(lambda made: {**made, "phase": "keep_running", "gates": []})
    assert "an eye on early signs" in runner.text("/today")


@pytest.mark.parametrize(
    ("verdict", "word", "mark"),
    [("repeat", "Repeat", "repeat"), ("step_back", "Step back", "back"), ("stop", "Stop, have it seen", "stop")],
)
def test_each_verdict_has_its_word_and_its_mark(
    runner_with: RunnerWith, decided: Callable[[Change], None], verdict: str, word: str, mark: str
) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    decided(lambda made: {**made, "verdict": verdict})
    text = runner.text("/today")
    assert f'<b id="verdict">{word}' in text
    assert f"#m-{mark}" in text


def test_a_proposal_shows_was_and_becomes_and_can_be_answered(
    runner_with: RunnerWith, decided: Callable[[Change], None]
) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    proposal = {
        "id": "11111111-1111-4111-8111-111111111111",
        "was": {"n": 5, "run_minutes": 15.0},
        "becomes": {"n": 4, "run_minutes": 12.0},
        "reasons": [],
    }
    decided(lambda made: {**made, "proposal": proposal})
    text = runner.text("/today").replace("\xa0", " ")
    assert "step 5, 15 min of running" in text
    assert "step 4, 12 min of running" in text
    runner.client.post("/proposal", {"proposal": proposal["id"], "answer": "less"})
    assert runner.facts("proposal_answered") == [{"proposal": proposal["id"], "answer": "less"}]


def test_an_answer_can_be_taken_back_within_a_day(runner_with: RunnerWith, decided: Callable[[Change], None]) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    name = "11111111-1111-4111-8111-111111111111"
    decided(lambda made: {**made, "proposal": {"id": name, "was": None, "becomes": None, "reasons": []}})
    runner.client.post("/proposal", {"proposal": name, "answer": "agree"})
    decided(lambda made: {**made, "proposal": None})
    assert "Undo" in runner.text("/today")
    runner.client.post("/proposal", {"proposal": name, "answer": "undo"})
    assert [one["answer"] for one in runner.facts("proposal_answered")] == ["agree", "undo"]
    assert "Undo" not in runner.text("/today")
    runner.client.post("/proposal", {"proposal": name, "answer": "undo"})
    assert len(runner.facts("proposal_answered")) == 2


def test_an_answer_to_another_proposal_is_not_kept(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.client.post("/proposal", {"proposal": "something", "answer": "agree"})
    assert runner.facts("proposal_answered") == []


def test_the_example_weeks_show_the_step_and_what_the_next_one_needs(weeks_on: Runs) -> None:
    weeks_on.calm()
    text = weeks_on.text("/today")
    assert "phase 4 of 5" in text
    assert "Step " in text
    assert "What opens the gate" in text


def test_a_log_that_cannot_be_decided_is_said_in_words(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.write("profile_set", birth_year=today().year - 15)
    text = runner.text("/today")
    assert "We cannot give an answer today" in text


@pytest.mark.parametrize(
    "path", ["/today", "/check-in", "/plan", "/why", "/gate", "/causes", "/history", "/settings", "/letter", "/signs"]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_exists_in_both_languages(runner_with: RunnerWith, path: str, language: str) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    response = runner.client.get(path, headers={"accept-language": language})
    text = response.content.decode()
    assert f'<html lang="{language}"' in text
    assert "<style" not in text
    assert " style=" not in text
    assert "<script>" not in text
