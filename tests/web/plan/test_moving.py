"""A session on another day: every day says yes or why not, the week that follows, and the way back."""

from datetime import date, timedelta
from typing import Any

import pytest

from opbouw.core.moving import choices
from opbouw.web.plan import moving
from tests.web.daily.conftest import Runs, today
from tests.web.plan.conftest import plain, words_of

pytestmark = pytest.mark.django_db


def planned(runner: Runs, kind: str, at_least: int = 1) -> dict[str, Any]:
    """The first planned session of a kind, from so many days ahead."""
    first = (today() + timedelta(days=at_least)).isoformat()
    return next(dict(one) for one in runner.day().sessions() if one["kind"] == kind and one["on"] >= first)


def open_days(runner: Runs, session: dict[str, Any]) -> list[date]:
    """The days the planner says yes to, and on which the week becomes another one."""
    on = date.fromisoformat(session["on"])
    found = choices([runner.day().events], today(), session["kind"], on)
    now = [one["id"] for one in runner.day().sessions()]
    return [one.day for one in found if one.open and [planned.id for planned in one.week] != now]


def test_every_other_day_of_the_week_says_yes_or_why_not(weeks_on: Runs) -> None:
    weeks_on.calm()
    run = planned(weeks_on, "run")
    options = moving.options_for(weeks_on.day(), run)
    assert len(options) == 6
    assert run["on"] not in {one.on.isoformat() for one in options}
    html = weeks_on.text(f"/plan/sessions/{run['id']}/move")
    free = open_days(weeks_on, run)
    assert html.count('name="to"') == len(free) > 0
    for one in options:
        assert (one.on in free) is (one.why_not == "")
        assert one.why_not in plain(html)
        assert bool(one.shifts) is (one.on in free)
        assert {shift.kind for shift in one.shifts} <= {"run"}
        assert "run" not in {shift.kind for shift in one.others}


def test_a_day_on_which_the_same_already_stands_is_not_offered(weeks_on: Runs) -> None:
    weeks_on.calm()
    runs = [one for one in weeks_on.day().sessions() if one["kind"] == "run"]
    options = {one.on.isoformat(): one for one in moving.options_for(weeks_on.day(), runs[1])}
    assert options[runs[0]["on"]].why_not == "There is one already; nothing would change."


def test_moving_a_run_is_one_fact_and_the_plan_shows_it_there(weeks_on: Runs) -> None:
    weeks_on.calm()
    run = planned(weeks_on, "run")
    to = open_days(weeks_on, run)[0]
    answer = weeks_on.send(f"/plan/sessions/{run['id']}/move", {"to": to.isoformat()})
    assert answer["Location"] == "/plan#week"
    assert weeks_on.facts("session_moved") == [{"kind": "run", "from_on": run["on"], "to_on": to.isoformat()}]
    assert to.isoformat() in {one["on"] for one in weeks_on.day().sessions() if one["kind"] == "run"}
    text = words_of(weeks_on)
    assert "Moved to" in text
    assert "and there it stands now." in text


def test_the_same_form_sent_twice_moves_once(weeks_on: Runs) -> None:
    weeks_on.calm()
    run = planned(weeks_on, "run")
    form = {"to": open_days(weeks_on, run)[0].isoformat(), "key": "08697658-7c50-4b48-8879-9324e4209faa"}
    for _time in range(2):
        assert weeks_on.send(f"/plan/sessions/{run['id']}/move", form).status_code == 302
    assert len(weeks_on.facts("session_moved")) == 1


def test_a_move_is_undone_with_one_tap_and_a_second_tap_changes_nothing(weeks_on: Runs) -> None:
    weeks_on.calm()
    before = [(one["on"], one["kind"]) for one in weeks_on.day().sessions()]
    run = planned(weeks_on, "run")
    weeks_on.send(f"/plan/sessions/{run['id']}/move", {"to": open_days(weeks_on, run)[0].isoformat()})
    (moved,) = moving.moves_ahead(weeks_on.day())
    path = f"/plan/moves/{moved.event}/undo"
    assert f'action="{path}"' in weeks_on.text("/plan")
    assert weeks_on.client.get(path).status_code == 302
    assert moving.moves_ahead(weeks_on.day()) == [moved]
    for _time in range(2):
        assert weeks_on.client.post(path)["Location"] == "/plan#week"
    assert len(weeks_on.facts("withdrawn")) == 1
    assert [(one["on"], one["kind"]) for one in weeks_on.day().sessions()] == before


def test_a_day_that_does_not_work_is_refused_and_nothing_is_written(weeks_on: Runs) -> None:
    weeks_on.calm()
    run = planned(weeks_on, "run")
    free = {one.isoformat() for one in open_days(weeks_on, run)}
    days = [(today() + timedelta(days=n)).isoformat() for n in range(7)]
    for to in (next(day for day in days if day not in free), "2026-12-25", "soon", ""):
        answer = weeks_on.send(f"/plan/sessions/{run['id']}/move", {"to": to})
        assert answer.status_code == 422
        assert "That day does not work any more." in answer.content.decode()
    assert weeks_on.facts("session_moved") == []


def test_what_was_done_and_what_is_not_planned_cannot_be_moved(weeks_on: Runs) -> None:
    other = "08697658-7c50-4b48-8879-9324e4209faa"
    assert weeks_on.client.get(f"/plan/sessions/{other}/move").status_code == 404
    session = weeks_on.day().decision["today"][0]
    assert weeks_on.client.get(f"/plan/sessions/{session['id']}/move").status_code == 200
    weeks_on.write("session_done", 0, kind=session["kind"], minutes=20, planned=session["id"])
    assert weeks_on.client.get(f"/plan/sessions/{session['id']}/move").status_code == 404
    assert f"/plan/sessions/{session['id']}/move" not in weeks_on.text(f"/sessions/{session['id']}")


def test_a_stop_leaves_nothing_to_move(weeks_on: Runs) -> None:
    run = planned(weeks_on, "run")
    weeks_on.write("screened", 0, answers={"rf_night_pain": "yes"}, why="asked")
    assert weeks_on.client.get(f"/plan/sessions/{run['id']}/move")["Location"] == "/stop"


def test_strength_moves_too(weeks_on: Runs) -> None:
    weeks_on.calm()
    found = [one for one in weeks_on.day().sessions() if one["kind"] == "strength"]
    session, free = next((dict(one), days) for one in found if (days := open_days(weeks_on, dict(one))))
    weeks_on.send(f"/plan/sessions/{session['id']}/move", {"to": free[-1].isoformat()})
    assert weeks_on.facts("session_moved")[0]["kind"] == "strength"
    assert free[-1].isoformat() in {one["on"] for one in weeks_on.day().sessions() if one["kind"] == "strength"}


def test_the_session_and_the_week_lead_to_another_day(weeks_on: Runs) -> None:
    run = planned(weeks_on, "run")
    link = f'href="/plan/sessions/{run["id"]}/move"'
    assert link in weeks_on.text(f"/sessions/{run['id']}")
    assert link in weeks_on.text("/plan")


def test_a_shift_tells_what_becomes_other_and_leaves_the_rest_out() -> None:
    def ride(on: str, minutes: int = 30) -> dict[str, Any]:
        return {"kind": "cross", "modality": "cycling", "on": on, "minutes": minutes, "intervals": [], "exercises": []}

    was = [ride("2026-11-26"), ride("2026-11-28")]
    becomes = [ride("2026-11-26"), ride("2026-11-29", 40)]
    (shift,) = moving.shifts(was, becomes)
    assert shift.title.replace("\u00a0", " ") == "Cycling, 30 min becomes Cycling, 40 min"
    assert (shift.was, shift.becomes) == ("Saturday", "Sunday")
    (gone,) = moving.shifts(was, becomes[:1])
    assert (gone.was, gone.becomes) == ("Saturday", "")
