"""What changed in the plan: from the decisions as they were shown, with was, becomes and why."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from opbouw.exports.record import hash_of_answer, pack
from opbouw.web.accounts.models import Account
from opbouw.web.plan import changed
from opbouw.web.store import selectors
from opbouw.web.store.example import open_example
from opbouw.web.store.models import DecisionRow
from tests.web.conftest import ClientOf
from tests.web.daily.conftest import RunnerWith, Runs, today
from tests.web.plan.conftest import plain, words_of

pytestmark = pytest.mark.django_db


def shown(runner: Runs, days_ago: int, part: int = 0, **more: Any) -> None:
    """A decision as it was shown on an earlier day: that of now, changed by hand."""
    on = today() - timedelta(days=days_ago)
    made = selectors.made_for(runner.account, runner.episode, today())
    answer = {**made.answer, "on": on.isoformat(), **more}
    texts = {lang: [one["text"] for one in said["reasons"]] for lang, said in made.told.items()}
    DecisionRow.objects.create(
        episode=runner.episode,
        on_date=on,
        shown_at=timezone.now() - timedelta(days=days_ago),
        events=part,
        events_sha256=f"{days_ago}-{part}",
        rules_version=made.rules_version,
        output=pack({"decision": answer, "texts": texts}),
        output_sha256=hash_of_answer(answer),
    )


def test_a_day_on_which_the_step_changed_tells_both_steps_with_their_blocks(weeks_on: Runs) -> None:
    stage = selectors.made_for(weeks_on.account, weeks_on.episode, today()).answer["stage"]
    shown(weeks_on, 3, stage={**stage, "n": 6})
    shown(weeks_on, 2, stage={**stage, "n": 7})
    shown(weeks_on, 1, stage={**stage, "n": 7})
    (one,) = changed.changes(weeks_on.day(), today() - timedelta(days=1)).changes
    assert one.on == today() - timedelta(days=2)
    (row,) = one.rows
    assert row["was"].startswith("6: ")
    assert row["now"].replace("\u00a0", " ") == "7: 4 × 5 min, 1 min walking between"
    assert one.why != ()


def test_of_several_decisions_of_a_day_the_last_counts(weeks_on: Runs) -> None:
    shown(weeks_on, 3)
    shown(weeks_on, 2, part=1, verdict="stop")
    shown(weeks_on, 2, part=2)
    assert changed.changes(weeks_on.day(), today() - timedelta(days=1)).changes == ()


def test_waiting_for_an_answer_is_no_change_and_a_step_back_is(weeks_on: Runs) -> None:
    shown(weeks_on, 4, verdict="go_on")
    shown(weeks_on, 3, verdict="wait")
    shown(weeks_on, 2, verdict="go_on")
    shown(weeks_on, 1, verdict="step_back")
    (one,) = changed.changes(weeks_on.day(), today() - timedelta(days=1)).changes
    assert one.on == today() - timedelta(days=1)
    assert one.rows == ({"what": "Verdict", "was": "Go on", "now": "Step back"},)


def test_four_weeks_stand_on_a_page_and_the_day_before_them_is_compared_with(weeks_on: Runs) -> None:
    shown(weeks_on, 35, phase="strengthen")
    shown(weeks_on, 20, phase="rebuild")
    page = changed.changes(weeks_on.day(), today())
    assert page.first == today() - timedelta(days=27)
    assert page.older == today() - timedelta(days=28)
    assert page.newer is None
    assert [one.on for one in page.changes] == [today() - timedelta(days=20)]
    older = changed.changes(weeks_on.day(), page.older)
    assert older.changes == ()
    assert older.newer == today()


def test_the_page_says_it_in_words_with_a_way_to_everything_behind(weeks_on: Runs) -> None:
    shown(weeks_on, 3, phase="strengthen")
    shown(weeks_on, 2, phase="rebuild")
    html = weeks_on.text("/plan/changes")
    assert "Was Strengthening Becomes Rebuilding" in plain(html)
    assert f'href="/why/{today() - timedelta(days=2)}"' in html
    assert "These days were not kept." not in html


def test_without_a_change_it_says_so(runner_with: RunnerWith) -> None:
    assert "Nothing changed in these weeks." in words_of(runner_with(opened=2), "/plan/changes")


def test_a_date_that_is_none_is_not_found_and_one_outside_is_brought_inside(runner_with: RunnerWith) -> None:
    runner = runner_with(opened=2)
    assert runner.client.get("/plan/changes?until=soon").status_code == 404
    for text in ("1999-01-01", "2999-01-01"):
        assert runner.client.get(f"/plan/changes?until={text}").status_code == 200


def test_the_days_of_the_example_are_made_again_and_said_to_be(db: None, client_of: ClientOf) -> None:
    account: Account = open_example(today(), "en")
    html = client_of(account).get("/plan/changes").content.decode()
    assert "These days were not kept." in html
    assert html.count('class="card changed-day"') > 0
    first = date.fromisoformat(html.split('href="/why/')[1][:10])
    assert today() - timedelta(days=27) <= first <= today()
