"""Sessions are told in a few taps: as planned, shorter, longer or not at all; impossible numbers are named."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from opbouw.evidence import tables
from opbouw.web.daily import wording
from opbouw.web.daily.forms.session import may_hold_weight
from tests.web.daily.conftest import RunnerWith, Runs, today

pytestmark = pytest.mark.django_db
RUN = {"run_minutes": "10", "minutes": "15", "pain_during": "1", "effort_rpe": "3", "signs": ["none"]}


def planned(runner: Runs, kind: str) -> dict[str, Any]:
    """The first planned session of this kind."""
    return dict(next(one for one in runner.day().sessions() if one["kind"] == kind))


def test_a_run_is_written_with_what_the_body_said(runner_with: RunnerWith) -> None:
    runner = runner_with()
    form = {
        **RUN,
        "signs": ["gait", "painkiller"],
        "pain_after": "2",
        "pain_course": "warms_up",
        "pain_starts_min": "7,5",
    }
    assert runner.send("/sessions/new?kind=run", form)["Location"] == "/today"
    assert runner.facts("session_done") == [
        {
            "kind": "run",
            "minutes": 15.0,
            "run_minutes": 10.0,
            "pain_during": 1,
            "effort_rpe": 3,
            "pain_after": 2,
            "pain_course": "warms_up",
            "pain_starts_min": 7.5,
            "gait_changed": True,
            "sharp_pain": False,
            "stopped_early": False,
            "painkiller_8h": True,
        }
    ]


@pytest.mark.parametrize(
    ("answer", "minutes"), [("0", 0), ("60", 60), ("240", 240), ("1440", 1440), ("2880", 2880), ("2881", 2881)]
)
def test_how_long_until_it_settled_is_written_in_minutes(runner_with: RunnerWith, answer: str, minutes: int) -> None:
    runner = runner_with()
    runner.send("/sessions/new?kind=run", {**RUN, "settled_min": answer})
    assert runner.facts("session_done")[0]["settled_min"] == minutes


def test_a_pain_that_has_not_settled_yet_is_not_known(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/sessions/new?kind=run", {**RUN, "settled_min": "not_yet"})
    assert "settled_min" not in runner.facts("session_done")[0]


@pytest.mark.parametrize("change", [{"settled_min": "60"}, {"pain_starts_min": "5"}])
def test_no_pain_that_began_or_settled_is_asked_again(runner_with: RunnerWith, change: dict[str, str]) -> None:
    runner = runner_with()
    response = runner.send("/sessions/new?kind=run", {**RUN, "pain_during": "0", **change})
    assert response.status_code == 422
    assert "You told no pain" in response.content.decode()
    assert runner.facts("session_done") == []


def test_pain_only_afterwards_may_settle_and_has_no_beginning(runner_with: RunnerWith) -> None:
    runner = runner_with()
    only_after = {**RUN, "pain_during": "0", "pain_after": "2", "pain_course": "after_only", "settled_min": "240"}
    assert runner.send("/sessions/new?kind=run", {**only_after, "pain_starts_min": "5"}).status_code == 422
    assert runner.send("/sessions/new?kind=run", only_after)["Location"] == "/today"
    assert runner.facts("session_done")[0]["settled_min"] == 240


def test_what_is_asked_only_with_pain_may_stay_open(runner_with: RunnerWith) -> None:
    page = runner_with().text("/sessions/new?kind=run")
    assert page.index('class="card stack felt"') > page.index('name="pain_during"')
    assert 'name="settled_min"' in page
    assert 'name="settled_min"' not in runner_with().text("/sessions/new?kind=walk")


def test_numbers_may_have_a_comma(runner_with: RunnerWith) -> None:
    runner = runner_with()
    runner.send("/sessions/new?kind=run", {**RUN, "minutes": "12,5"})
    assert runner.facts("session_done")[0]["minutes"] == 12.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"minutes": "-5"}, "Write a number from 0 to 1440 min."),
        ({"minutes": "NaN"}, "Write a number, such as 12 or 7.5."),
        ({"minutes": "1441"}, "Write a number from 0 to 1440 min."),
        ({"run_minutes": ""}, "Fill in the minutes of running."),
        ({"run_minutes": "20"}, "Running cannot take longer than the whole."),
        ({"pain_during": "11"}, "Choose a number from 0 to 10."),
        ({"pain_during": ""}, "Choose a number from 0 to 10."),
        ({"effort_rpe": "ten"}, "Choose a number from 0 to 10."),
        ({"signs": []}, "Choose what fits."),
        ({"pain_course": "sideways"}, "Choose one of these."),
        ({"distance_km": "501"}, "Write a number from 0 to 500"),
        ({"on": "2999-01-01"}, "Choose a date, not later than today."),
        ({"on": "1999-01-01"}, "Choose a date, not before"),
        ({"on": "yesterday"}, "Choose a date, such as"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_not_kept(
    runner_with: RunnerWith, change: dict[str, Any], words: str
) -> None:
    runner = runner_with(opened=20)
    response = runner.send("/sessions/new?kind=run", {**RUN, **change})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert runner.facts("session_done") == []


def test_bad_numbers_are_named_in_dutch_too(runner_with: RunnerWith) -> None:
    runner = runner_with()
    response = runner.client.post("/sessions/new?kind=run", {**RUN, "minutes": "-5"}, headers={"accept-language": "nl"})
    assert "Vul een getal in van 0 tot en met 1440 min." in response.content.decode().replace("\xa0", " ")


def test_a_planned_session_as_planned_takes_the_numbers_of_the_plan(weeks_on: Runs) -> None:
    weeks_on.calm()
    session = planned(weeks_on, "run")
    path = f"/sessions/new?planned={session['id']}&how=as_planned"
    assert 'value="as_planned" id="id_how_0" checked' in weeks_on.text(path)
    form = {"how": "as_planned", "pain_during": "0", "effort_rpe": "3", "signs": ["none"]}
    assert weeks_on.send(path, form)["Location"] == "/today"
    said = weeks_on.facts("session_done")[-1]
    assert (said["planned"], said["minutes"], said["run_minutes"]) == (
        session["id"],
        session["minutes"],
        session["run_minutes"],
    )
    assert [one["seconds"] for one in said["intervals"]] == [one["seconds"] for one in session["intervals"]]


def test_shorter_asks_for_the_minutes(weeks_on: Runs) -> None:
    weeks_on.calm()
    path = f"/sessions/new?planned={planned(weeks_on, 'run')['id']}"
    form = {"how": "shorter", "pain_during": "0", "effort_rpe": "3", "signs": ["none"]}
    before = len(weeks_on.facts("session_done"))
    assert weeks_on.send(path, form).status_code == 422
    assert weeks_on.send(path, {**form, "run_minutes": "6", "minutes": "15"})["Location"] == "/today"
    assert weeks_on.facts("session_done")[before:][0]["run_minutes"] == 6


def test_not_done_writes_nothing_and_says_that_it_is_fine(weeks_on: Runs) -> None:
    before = len(weeks_on.facts("session_done"))
    weeks_on.client.post(f"/sessions/{weeks_on.day().sessions()[0]['id']}/not-done")
    assert len(weeks_on.facts("session_done")) == before
    assert "catching up is not needed" in weeks_on.text("/today")


def test_strength_as_planned_is_every_exercise_with_its_dose(weeks_on: Runs) -> None:
    weeks_on.calm()
    session = planned(weeks_on, "strength")
    form = {"how": "as_planned", "pain_during": "0", "effort_rpe": "5"}
    weeks_on.send(f"/sessions/new?planned={session['id']}", form)
    said = weeks_on.facts("session_done")[-1]
    assert [one["id"] for one in said["exercises"]] == [one["id"] for one in session["exercises"]]
    assert {one["pain"] for one in said["exercises"]} == {0}


def test_strength_in_part_keeps_what_was_ticked_and_its_pain(weeks_on: Runs) -> None:
    weeks_on.calm()
    session = planned(weeks_on, "strength")
    first = session["exercises"][0]["id"]
    form = {"how": "shorter", "pain_during": "3", "effort_rpe": "5", f"did_{first}": "on", f"pain_{first}": "3"}
    weeks_on.send(f"/sessions/new?planned={session['id']}", form)
    said = weeks_on.facts("session_done")[-1]["exercises"]
    assert [(one["id"], one["pain"]) for one in said] == [(first, 3)]


def test_strength_with_fewer_repetitions_and_a_weight_is_told_so(weeks_on: Runs) -> None:
    weeks_on.calm()
    session = planned(weeks_on, "strength")
    counted = next(one for one in session["exercises"] if one["reps"] and may_hold_weight(one["id"]))
    name = counted["id"]
    form = {"how": "shorter", "pain_during": "0", "effort_rpe": "5"}
    typed = {f"did_{name}": "on", f"much_{name}": "7", f"kg_{name}": "2,5"}
    weeks_on.send(f"/sessions/new?planned={session['id']}", form | typed)
    said = weeks_on.facts("session_done")[-1]["exercises"]
    assert [(one["id"], one["reps"], one["load_kg"]) for one in said] == [(name, 7, 2.5)]
    assert said[0]["sets"] == counted["sets"]


def test_as_planned_may_be_with_a_weight_and_stays_the_plans_repetitions(weeks_on: Runs) -> None:
    weeks_on.calm()
    session = planned(weeks_on, "strength")
    counted = next(one for one in session["exercises"] if one["reps"] and may_hold_weight(one["id"]))
    form = {"how": "as_planned", "pain_during": "0", "effort_rpe": "5"}
    typed = {f"much_{counted['id']}": "1", f"kg_{counted['id']}": "4"}
    weeks_on.send(f"/sessions/new?planned={session['id']}", form | typed)
    said = {one["id"]: one for one in weeks_on.facts("session_done")[-1]["exercises"]}
    assert (said[counted["id"]]["reps"], said[counted["id"]]["load_kg"]) == (counted["reps"], 4)


def test_a_weight_that_is_no_number_is_asked_again_and_shown(weeks_on: Runs) -> None:
    weeks_on.calm()
    session = planned(weeks_on, "strength")
    name = next(one["id"] for one in session["exercises"] if may_hold_weight(one["id"]))
    form = {"how": "as_planned", "pain_during": "0", "effort_rpe": "5", f"kg_{name}": "heavy"}
    response = weeks_on.send(f"/sessions/new?planned={session['id']}", form)
    assert response.status_code == 422
    assert "Write a number" in response.content.decode()


def test_no_weight_is_asked_for_a_jump_or_for_loosening() -> None:
    assert may_hold_weight("heel_one_load")
    assert not may_hold_weight("ankle_pumps")
    assert not may_hold_weight(next(row.id for row in tables.exercises.values() if row.impact > 0))
    assert not may_hold_weight("an exercise of another edition")


def test_strength_without_any_exercise_is_asked_again(weeks_on: Runs) -> None:
    weeks_on.calm()
    form = {"how": "shorter", "pain_during": "0", "effort_rpe": "5"}
    response = weeks_on.send(f"/sessions/new?planned={planned(weeks_on, 'strength')['id']}", form)
    assert response.status_code == 422
    assert "Tick at least one exercise" in response.content.decode()


def test_cross_training_says_which_sport(runner_with: RunnerWith) -> None:
    runner = runner_with()
    form = {"minutes": "30", "pain_during": "0", "effort_rpe": "3"}
    assert runner.send("/sessions/new?kind=cross", form).status_code == 422
    runner.send("/sessions/new?kind=cross", {**form, "sport": "swimming"})
    assert runner.facts("session_done")[0]["modality"] == "swimming"


@pytest.mark.parametrize("kind", ["walk", "strength", "mobility"])
def test_other_work_without_a_plan_is_told_in_minutes(runner_with: RunnerWith, kind: str) -> None:
    runner = runner_with()
    form = {"minutes": "20", "pain_during": "0", "effort_rpe": "2"}
    assert runner.send(f"/sessions/new?kind={kind}", form)["Location"] == "/today"
    assert runner.facts("session_done")[0]["kind"] == kind


def test_a_recorded_run_is_told_with_its_own_day_and_joined_to_the_watch(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    event = runner.write("activity_imported", 1, sport="run", seconds=1500, distance_m=4000)
    page = runner.text(f"/sessions/new?activity={event}")
    assert 'value="25"' in page
    on = (today() - timedelta(days=1)).isoformat()
    runner.send(f"/sessions/new?activity={event}", {**RUN, "run_minutes": "25", "minutes": "25", "on": on})
    assert runner.facts("session_done")[0]["activity"] == event
    assert len(runner.day().diary.runs) == 1


def test_the_same_session_sent_twice_is_kept_once(weeks_on: Runs) -> None:
    weeks_on.calm()
    before = len(weeks_on.facts("session_done"))
    path = f"/sessions/new?planned={planned(weeks_on, 'strength')['id']}"
    form = {"how": "as_planned", "pain_during": "0", "effort_rpe": "5", "key": str(uuid.uuid4())}
    for _time in range(2):
        assert weeks_on.send(path, form)["Location"] == "/today"
    assert len(weeks_on.facts("session_done")) == before + 1


def test_without_a_kind_the_kinds_are_shown(runner_with: RunnerWith) -> None:
    assert "?kind=cross" in runner_with().text("/sessions/new")


def test_a_session_page_shows_blocks_and_the_pain_rule(weeks_on: Runs) -> None:
    weeks_on.calm()
    text = weeks_on.text(f"/sessions/{planned(weeks_on, 'run')['id']}")
    assert "walking" in text
    assert "Pain at most" in text


def test_a_session_that_is_not_planned_is_not_found(weeks_on: Runs) -> None:
    assert weeks_on.client.get(f"/sessions/{uuid.uuid4()}").status_code == 404
    assert weeks_on.client.get("/sessions/nothing").status_code == 404


def test_the_dose_says_which_leg_begins() -> None:
    assert wording.dose({"sets": 3, "reps": 12, "first_side": "left"}).endswith(", left first")
    assert "first" not in wording.dose({"sets": 3, "reps": 12, "first_side": None})
