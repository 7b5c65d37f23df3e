"""The player gets today's session as data, opens only for what may be done today, and its count is what is kept."""

import json
from typing import Any

import pytest

from opbouw.core.fitting import easier_forms
from opbouw.evidence import tables
from opbouw.web.daily.forms.counted import MOST_ROWS, Bouts, Played
from opbouw.web.player import work
from opbouw.web.player.segments import segments, spoken_time, steady
from tests.web.daily.conftest import RunnerWith, Runs, today
from tests.web.daily.test_sessions import planned

pytestmark = pytest.mark.django_db
PLAYED = {"how": "shorter", "pain_during": "1", "effort_rpe": "3", "signs": ["none"]}
BOUTS = [("walk", 300), ("run", 300), ("walk", 60), ("run", 200)]  # 8.33 minutes of running, 14.33 in all


def interval(kind: str, seconds: int, reps: int = 1) -> dict[str, Any]:
    """One part of a plan."""
    return {"kind": kind, "seconds": seconds, "reps": reps}


def sent(bouts: list[tuple[str, int]]) -> str:
    """Bouts as the player sends them."""
    return json.dumps([{"kind": kind, "seconds": seconds} for kind, seconds in bouts])


def test_the_blocks_stand_in_the_order_to_do_them_and_walks_in_a_row_are_one() -> None:
    plan = [interval("walk", 300), interval("run", 60, 2), interval("walk", 90, 2), interval("walk", 300)]
    found = segments({"kind": "run", "intervals": plan})
    assert [(one.kind, one.seconds, one.nth) for one in found] == [
        ("walk", 300, 0),
        ("run", 60, 1),
        ("walk", 90, 1),
        ("run", 60, 2),
        ("walk", 390, 2),
    ]
    assert [one.runs for one in found] == [2] * 5


def test_runs_without_a_walk_between_stay_apart_and_a_session_without_running_has_no_blocks() -> None:
    plan = [interval("run", 600), interval("run", 30, 2)]
    assert [one.seconds for one in segments({"kind": "run", "intervals": plan})] == [600, 30, 30]
    assert segments({"kind": "run", "intervals": [interval("walk", 600)]}) == ()
    assert segments({"kind": "cross", "intervals": []}) == ()


@pytest.mark.parametrize(
    ("seconds", "words"), [(60, "1 minute"), (120, "2 minutes"), (45, "45 seconds"), (61, "1 minute 1 second")]
)
def test_the_voice_says_times_in_words(seconds: int, words: str) -> None:
    assert spoken_time(seconds) == words


def test_the_page_of_todays_run_carries_its_blocks_its_limit_and_the_form(weeks_on: Runs) -> None:
    run = planned(weeks_on, "run")
    page = weeks_on.text(f"/sessions/{run['id']}/play")
    for part in segments(run):
        assert f'data-kind="{part.kind}" data-seconds="{part.seconds}"' in page
    assert f'data-pain-limit="{run["pain_limit"]}"' in page
    assert f'action="/sessions/new?planned={run["id"]}"' in page
    assert "data-queue" in page


def test_today_and_the_session_lead_to_the_player(weeks_on: Runs) -> None:
    link = f'href="/sessions/{planned(weeks_on, "run")["id"]}/play"'
    assert link in weeks_on.text("/today")
    assert link in weeks_on.text(f"/sessions/{planned(weeks_on, 'run')['id']}")


def test_a_session_of_another_day_and_one_that_is_done_have_no_player(weeks_on: Runs) -> None:
    later = next(one for one in weeks_on.day().sessions() if one["on"] > today().isoformat())
    answer = weeks_on.client.get(f"/sessions/{later['id']}/play")
    assert (answer.status_code, answer["Location"]) == (302, f"/sessions/{later['id']}")
    run = planned(weeks_on, "run")
    weeks_on.send(f"/sessions/new?planned={run['id']}", {**PLAYED, "how": "as_planned"})
    assert weeks_on.client.get(f"/sessions/{run['id']}/play").status_code == 302


def test_before_the_check_in_there_is_no_player(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=1)
    first = runner.day().sessions()[0]
    assert runner.day().asks("check_in")
    assert runner.client.get(f"/sessions/{first['id']}/play").status_code == 302


def test_a_stop_leads_from_the_player_to_the_stop_page(weeks_on: Runs) -> None:
    run = planned(weeks_on, "run")
    weeks_on.write("screened", answers={"rf_night_pain": "yes"}, why="asked")
    assert weeks_on.client.get(f"/sessions/{run['id']}/play")["Location"] == "/stop"


def test_what_the_player_counted_is_kept_to_the_second(weeks_on: Runs) -> None:
    form = {**PLAYED, "run_minutes": "8.3", "minutes": "14.3", "bouts": sent(BOUTS)}
    weeks_on.send(f"/sessions/new?planned={planned(weeks_on, 'run')['id']}", form)
    kept = weeks_on.facts("session_done")[-1]
    assert kept["intervals"] == [{"kind": kind, "seconds": seconds} for kind, seconds in BOUTS]
    assert kept["run_minutes"] == 500 / 60


def test_minutes_changed_by_hand_after_the_player_win_over_its_count(weeks_on: Runs) -> None:
    form = {**PLAYED, "run_minutes": "6", "minutes": "14", "bouts": sent(BOUTS)}
    weeks_on.send(f"/sessions/new?planned={planned(weeks_on, 'run')['id']}", form)
    kept = weeks_on.facts("session_done")[-1]
    assert kept["run_minutes"] == 6
    assert "intervals" not in kept


def test_as_planned_keeps_the_blocks_of_the_plan(weeks_on: Runs) -> None:
    run = planned(weeks_on, "run")
    weeks_on.send(f"/sessions/new?planned={run['id']}", {**PLAYED, "how": "as_planned", "bouts": sent(BOUTS)})
    assert weeks_on.facts("session_done")[-1]["intervals"] == [dict(one) for one in run["intervals"]]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "no list",
        "{}",
        "[1]",
        '[{"kind": "fly", "seconds": 3}]',
        '[{"kind": "run"}]',
        '[{"kind": "run", "seconds": true}]',
        '[{"kind": "run", "seconds": -1}]',
        '[{"kind": "run", "seconds": NaN}]',
        '[{"kind": "run", "seconds": 1e400}]',
        '[{"kind": "run", "seconds": 90000}]',
        json.dumps([{"kind": "run", "seconds": 1}] * (MOST_ROWS + 1)),
        "[" * 20_000,
    ],
)
def test_a_count_that_cannot_be_read_is_as_good_as_none(value: str) -> None:
    assert Bouts(required=False).clean(value) == ""


def test_the_page_of_todays_strength_carries_each_dose_with_its_sides_tempo_and_rest(weeks_on: Runs) -> None:
    session = planned(weeks_on, "strength")
    page = weeks_on.text(f"/sessions/{session['id']}/play")
    shown = work.exercises(weeks_on.day(), session)
    assert [(one.sets, one.reps) for one in shown] == [(one["sets"], one["reps"]) for one in session["exercises"]]
    heel = next(one for one in shown if one.id == "heel_one_slow")
    assert (heel.sides, heel.tempo, heel.rest_s) == (("left", "right"), (3, 0, 3), 45)
    assert f'data-id="{heel.id}"' in page
    assert 'data-sides="left right"' in page
    assert 'data-tempo="3 0 3"' in page


def test_an_easier_form_is_one_of_the_table_that_fits_today_and_never_has_more_sets(weeks_on: Runs) -> None:
    session = planned(weeks_on, "strength")
    doses = {one["id"]: one for one in session["exercises"]}
    found = work.easier_doses(weeks_on.day(), session)
    assert found
    for name, easier in found.items():
        assert easier["id"] in easier_forms(name)
        assert easier["sets"] <= doses[name]["sets"]
        assert "achilles_midportion" not in tables.exercises[easier["id"]].contraindicated_injuries


def played(weeks_on: Runs, rows: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    """What is kept of exercises a player told, with the first two ticked."""
    session = planned(weeks_on, "strength")
    first, second, *_rest = (one["id"] for one in session["exercises"])
    form = {"how": "shorter", "pain_during": "1", "effort_rpe": "3", f"did_{first}": "on", f"did_{second}": "on"}
    weeks_on.send(f"/sessions/new?planned={session['id']}", {**form, "played": json.dumps(rows), **more})
    kept: list[dict[str, Any]] = weeks_on.facts("session_done")[-1]["exercises"]
    return kept


def test_sets_of_a_player_are_kept_with_the_easier_form_and_never_above_the_plan(weeks_on: Runs) -> None:
    doses = planned(weeks_on, "strength")["exercises"][:2]
    first, second = (one["id"] for one in doses)
    easier = easier_forms(first)[0]
    rows = [
        {"for": first, "id": first, "side": "both", "sets": 9, "reps": 500},
        {"for": first, "id": easier, "side": "left", "sets": 1, "reps": 10},
        {"for": second, "id": "side_plank", "side": "both", "sets": 1, "reps": 3},
    ]
    kept = played(weeks_on, rows, **{f"pain_{first}": "2", f"much_{second}": "5"})
    assert kept == [
        {"id": first, "side": "both", "sets": doses[0]["sets"], "reps": doses[0]["reps"], "pain": 2},
        {"id": easier, "side": "left", "sets": 1, "reps": 10, "pain": 2},
        {"id": second, "side": "both", "sets": doses[1]["sets"], "reps": 5},
    ]


def test_an_exercise_that_was_unticked_after_the_player_is_not_kept(weeks_on: Runs) -> None:
    third = [one["id"] for one in planned(weeks_on, "strength")["exercises"]][2]
    kept = played(weeks_on, [{"for": third, "id": third, "side": "both", "sets": 1, "reps": 4}])
    assert third not in [one["id"] for one in kept]


@pytest.mark.parametrize(
    "change", [{"side": "up"}, {"sets": -1}, {"sets": 1.5}, {"sets": True}, {"reps": 501}, {"id": 3}, {"for": None}]
)
def test_a_set_that_cannot_be_is_as_good_as_none(change: dict[str, Any]) -> None:
    row = {"for": "clam", "id": "clam", "side": "left", "sets": 1, "reps": 3}
    assert Played(required=False).clean(json.dumps([row])) == [row]
    assert Played(required=False).clean(json.dumps([{**row, **change}])) == ""


def test_a_ride_has_a_player_with_one_block_its_effort_and_the_form_of_a_ride(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    ride = planned(runner, "cross")
    page = runner.text(f"/sessions/{ride['id']}/play")
    assert f'data-kind="walk" data-seconds="{ride["minutes"] * 60:.0f}"' in page
    assert f"effort at most {ride['rpe_max']} of 10" in page
    assert 'name="minutes"' in page
    assert 'name="run_minutes"' not in page
    assert f'href="/sessions/{ride["id"]}/play"' in runner.text("/today")


def test_a_walk_without_minutes_has_no_player() -> None:
    assert steady({"kind": "walk", "minutes": None}) == ()
    assert steady({"kind": "run", "minutes": 20}) == ()
