"""The plan: the road, phases with their gates, this week and the next, the steps, and what professionals said."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opbouw.core.ladder import steps_of
from opbouw.evidence import tables
from opbouw.web.accounts.models import Account
from opbouw.web.plan import guided, passed, phases, steps, week
from opbouw.web.store import services
from opbouw.web.store.models import Runner
from opbouw.web.ui import say
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs, today
from tests.web.plan.conftest import part, plain, words_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MOST_BYTES = 14 * 1024


def guide(runner: Runs, role: str, days_ago: int, **data: Any) -> None:
    """A word of a professional, as another Opbouw may have sent it along."""
    on = today() - timedelta(days=days_ago)
    fact = {
        "id": str(uuid.uuid4()),
        "episode": str(runner.episode.pk),
        "type": "guide_decided",
        "on": on.isoformat(),
        "recorded_at": f"{on}T12:00:00+01:00",
        "by": {"role": role, "id": "somebody"},
        "v": 1,
        "data": data,
    }
    services.load_log(Runner.objects.get(account=runner.account), [fact])


def test_the_old_addresses_lead_to_the_plan(weeks_on: Runs) -> None:
    assert weeks_on.client.get("/road")["Location"] == "/plan"
    assert weeks_on.client.get("/week")["Location"] == "/plan#week"


def test_without_an_injury_the_plan_is_the_start(owner: Account, client_of: ClientOf) -> None:
    assert client_of(owner).get("/plan")["Location"] == "/"


def test_on_the_first_day_it_shows_all_phases_why_and_the_way_to_today(runner_with: RunnerWith) -> None:
    html = runner_with().text("/plan")
    for name in say.PHASES:
        assert f"<h3>{say.phase_word(name)}" in html
    assert '<details open class="gap-s"><summary>' in html
    assert "To today" in html
    assert 'aria-label="Five stops. You are at Rest from running, stop 1 of 5."' in html


def test_the_phase_of_now_shows_what_is_needed_and_what_to_do_about_it(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    gate = next(one for one in runner.day().decision["gates"] if one["from"] == "rest")
    now = part(runner.text("/plan"), '<li class="phase now">', "</ol>")
    here, met = now.split('<details class="met">')
    assert here.count('<li class="no">') + here.count('<li class="unk">') == sum(
        one["status"] != "met" for one in gate["criteria"]
    )
    assert part(met, "<ul", "</ul>").count('<li class="yes">') == sum(
        one["status"] == "met" for one in gate["criteria"]
    )
    assert "The check-in tells this" in plain(here)


def test_a_point_that_is_not_measured_leads_to_its_test_and_says_how_long_it_takes(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=30)
    for back in range(29, -1, -1):
        runner.calm(back)
    assert runner.day().decision["phase"] == "strengthen"
    html = runner.text("/plan")
    assert 'href="/tests/walk_brisk_30"' in html
    assert "Takes half an hour." in plain(html)
    assert "Takes a few minutes." in plain(html)
    assert '<li class="unk">' in html


def test_phases_behind_are_one_line_with_their_days(weeks_on: Runs) -> None:
    html = weeks_on.text("/plan")
    behind = passed.passed(weeks_on.day())
    since = date.fromisoformat(weeks_on.day().decision["phase_since"])
    assert list(behind) == ["rest", "loosen", "strengthen"]
    assert behind["strengthen"][1] == since - timedelta(days=1)
    assert behind["loosen"][0] == behind["rest"][1] + timedelta(days=1)
    assert html.count('<li class="phase past">') == 3
    assert html.count(">done, ") == 3


def test_a_phase_to_come_shows_a_range_and_what_opens_it(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    runner.calm()
    ahead = part(runner.text("/plan"), '<li class="phase next">', "</ol>")
    assert "Opens when the points above are met." in plain(ahead)
    assert "Ends between" in plain(ahead)
    labels = [one["id"] for one in runner.day().decision["gates"][1]["criteria"] if one["blocking"]]
    assert f"What opens this gate: {len(labels)} points" in plain(ahead)
    assert tables.criteria[labels[0]].label_en in plain(ahead)


def test_an_end_on_a_single_day_is_not_told_as_a_range() -> None:
    one = {
        "phase": "rest",
        "from": "2026-11-01",
        "to_low": "2026-11-25",
        "to_mid": "2026-11-25",
        "to_high": "2026-11-25",
    }
    assert phases.span(one) == {"from": date(2026, 11, 1)}
    assert phases.span({**one, "to_high": "2026-12-01"})["to_high"] == date(2026, 12, 1)


def test_two_days_name_their_month_once() -> None:
    assert phases.between(date(2026, 9, 13), date(2026, 9, 15)) == "13 to 15 September"
    assert phases.between(date(2026, 9, 19), date(2026, 10, 11)) == "19 September to 11 October"
    assert phases.between(date(2026, 9, 19), date(2026, 9, 19)) == "19 September"


def test_the_steps_are_a_table_with_the_one_of_now_marked(weeks_on: Runs) -> None:
    stage = weeks_on.day().decision["stage"]
    found = steps.steps(weeks_on.day())
    assert found is not None
    assert len(found.rows) == stage["of"] == len(steps_of(stage["ladder"]))
    assert [row.n for row in found.rows if row.state == "now"] == [stage["n"]]
    assert [row.n for row in found.rows if row.state == "done"] == list(range(1, stage["n"]))
    html = weeks_on.text("/plan")
    assert f'<tr class="now"><th scope="row">{stage["n"]}, now</th>' in html
    assert "These would be your steps" not in html


def test_before_running_the_steps_are_those_that_would_hold_today(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=4)
    found = steps.steps(runner.day())
    assert found is not None
    assert {row.state for row in found.rows} == {"ahead"}
    assert "These would be your steps if you could start today." in words_of(runner)


def test_a_step_is_told_with_its_walks() -> None:
    stage = steps_of("tendon_lower_leg")[6]
    assert steps.blocks(stage.bouts).replace("\u00a0", " ") == "4 × 5 min, 1 min walking between"


def test_this_week_shows_what_was_done_and_what_is_planned(weeks_on: Runs) -> None:
    weeks_on.write("session_done", 2, kind="cross", modality="cycling", minutes=33)
    found = week.this_week(weeks_on.day())
    assert found.number == 48
    assert [one.on.day for one in found.days] == [23, 24, 25, 26, 27, 28, 29]
    assert [one.state for one in found.days] == ["past", "past", "today", "ahead", "ahead", "ahead", "ahead"]
    assert any("33" in work.title for work in found.days[0].work)
    assert all(work.session is None for one in found.days[:2] for work in one.work)
    planned = [work.session["id"] for one in found.days[2:] for work in one.work if work.session]
    assert planned == [one["id"] for one in weeks_on.day().sessions() if one["on"] <= "2026-11-29"]


def test_what_was_done_today_stands_beside_what_is_still_open(weeks_on: Runs) -> None:
    before = weeks_on.day().decision["today"]
    weeks_on.write("session_done", 0, kind="mobility", minutes=11)
    row = week.this_week(weeks_on.day()).days[2]
    assert "11" in row.work[0].title
    assert row.work[0].session is None
    assert len(row.work) == 1 + sum(one["kind"] != "mobility" for one in before)


def test_days_before_the_injury_was_told_are_left_out(runner_with: RunnerWith) -> None:
    found = week.this_week(runner_with(opened=1).day())
    assert [one.on.day for one in found.days] == [24, 25, 26, 27, 28, 29]


def test_the_next_week_tells_its_planned_days_and_what_it_depends_on(weeks_on: Runs) -> None:
    found, stage = week.next_week(weeks_on.day()), weeks_on.day().decision["stage"]
    assert found.number == 49
    assert [one.on.isoformat() for one in found.days] == ["2026-11-30", "2026-12-01"]
    text = found.rest.replace("\u00a0", " ")
    assert "From Wednesday on the days are set one by one, seven days ahead." in text
    assert f"comes step {stage['n'] + 1}: " in text or f"step {stage['n'] + 1} comes: " in text
    assert f"it stays step {stage['n']} or one lower." in text


def test_before_running_the_next_week_promises_no_running(runner_with: RunnerWith) -> None:
    found = week.next_week(runner_with(opened=4).day())
    assert "Running comes back when its gate opens, and not before." in found.rest


def test_every_planned_session_leads_to_its_page(weeks_on: Runs) -> None:
    html = weeks_on.text("/plan")
    for one in weeks_on.day().sessions():
        assert f'href="/sessions/{one["id"]}"' in html


def test_the_pages_to_fit_the_plan_are_linked_with_what_is_set(weeks_on: Runs) -> None:
    weeks_on.write("availability_set", weekdays={"mon": 30, "thu": 45}, modalities=["swimming"], equipment=[])
    html = weeks_on.text("/plan")
    for path in ("/settings/days", "/settings/away", "/check-in", "/sessions/new", "/plan/along", "/plan/changes"):
        assert f'href="{path}"' in html
    assert "Mon 30, Thu 45 min. Swimming" in plain(html)


def test_a_changed_week_stands_on_top_with_was_and_becomes(weeks_on: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    from opbouw.web.store import selectors

    real = selectors.decision_for
    proposal = {
        "id": "08697658-7c50-5b48-b879-9324e4209faa",
        "was": {"n": 7, "run_minutes": 20.0},
        "becomes": {"n": 6, "run_minutes": 18.0},
        "reasons": [],
    }
    monkeypatch.setattr(selectors, "decision_for", lambda *asked: {**real(*asked), "proposal": proposal})
    text = words_of(weeks_on)
    assert text.index("Was planned step 7, 20 min of running") < text.index("Becomes step 6, 18 min of running")
    assert text.index("Agree, change it") < text.index("The road")


def test_a_limit_of_a_professional_stands_there_with_who_and_when(weeks_on: Runs) -> None:
    guide(
        weeks_on, "physio", 3, decision="cap", cap=15, unit="min", until="2026-12-09", reason="First see how it goes."
    )
    text = words_of(weeks_on)
    assert "At most 15 minutes of running a session." in text
    assert "Physio, 22 November 2026, until 9 December: First see how it goes." in text


def test_a_newer_limit_replaces_the_older_one_and_one_that_is_over_is_gone(weeks_on: Runs) -> None:
    guide(weeks_on, "physio", 3, decision="cap", cap=15, unit="min")
    guide(weeks_on, "physio", 2, decision="cap", cap=12, unit="min")
    guide(weeks_on, "trainer", 9, decision="cap", cap=2, unit="runs", until="2026-11-20")
    found = guided.guided(weeks_on.day())
    assert [one.what for one in found.limits] == ["At most 12 minutes of running a session."]


def test_what_a_visit_allows_is_a_limit_with_the_name_that_was_told(weeks_on: Runs) -> None:
    weeks_on.write("cleared", 2, seen_by="doctor", seen_name="Els Bakker", seen_on="2026-11-20", max_run_min=10)
    text = words_of(weeks_on)
    assert "At most 10 minutes of running a session. Els Bakker, 20 November 2026" in text


def test_a_hold_says_who_holds_what_and_why(weeks_on: Runs) -> None:
    guide(weeks_on, "physio", 1, decision="hold", reason="Wait for Friday.")
    text = words_of(weeks_on)
    assert "On hold No running. Physio, 24 November 2026: Wait for Friday." in text


def test_a_signed_gate_names_who_when_and_why(weeks_on: Runs) -> None:
    guide(weeks_on, "physio", 45, decision="sign", gate="strengthen_rebuild", reason="The ankle is strong enough.")
    text = words_of(weeks_on)
    assert "Gate signed by Physio on 11 October. The ankle is strong enough." in text


def test_a_warning_sign_leaves_no_week_and_no_gate(weeks_on: Runs) -> None:
    weeks_on.write("screened", 0, answers={"rf_night_pain": "yes"}, why="asked")
    html = weeks_on.text("/plan")
    assert "stop-strip" in html
    assert "Your plan stands still until somebody has looked." in html
    assert "Still needed for" not in html
    assert 'class="week"' not in html
    assert "/plan/along" not in html


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_light_and_asks_little_of_the_database(weeks_on: Runs, lang: str, client_of: ClientOf) -> None:
    client = client_of(weeks_on.account, **{"accept-language": lang, "accept-encoding": "gzip"})
    client.get("/plan")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get("/plan")
    assert len(queries) <= MOST_QUERIES
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= MOST_BYTES


def test_the_pages_behind_it_ask_as_little(weeks_on: Runs) -> None:
    run = next(one for one in weeks_on.day().sessions() if one["kind"] == "run")
    for path in ("/plan/changes", "/plan/along", f"/plan/sessions/{run['id']}/move"):
        weeks_on.text(path)
        with CaptureQueriesContext(connection) as queries:
            weeks_on.text(path)
        assert len(queries) <= MOST_QUERIES, path
