"""The page behind "Why this?": proposal, limits, gate and rules; earlier days; and what other rules changed."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from opbouw import words
from opbouw.core.decision import RULES_VERSION
from opbouw.exports.record import hash_of_answer, pack
from opbouw.web.store import selectors
from opbouw.web.store.decided import make
from opbouw.web.store.models import DecisionRow
from tests.web.daily.conftest import RunnerWith, Runs, today

pytestmark = pytest.mark.django_db
OLD = "2025.4+000000000000"


def plain(html: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def shown_before(runner: Runs, days_ago: int, **changed: Any) -> None:
    """What other rules showed of that day: the decision of the rules of now, changed by hand."""
    on = today() - timedelta(days=days_ago)
    rows = selectors.event_rows_of(runner.account, runner.episode).filter(on_date__lte=on)
    made = make(list(rows.values_list("original", flat=True)), on)
    answer = {**made.answer, **changed, "rules_version": OLD}
    DecisionRow.objects.create(
        episode=runner.episode,
        on_date=on,
        shown_at=timezone.now() - timedelta(days=days_ago),
        events=made.events,
        events_sha256=made.events_sha256,
        rules_version=OLD,
        output=pack({"decision": answer, "texts": made.texts}),
        output_sha256=hash_of_answer(answer),
    )


def test_the_first_reason_is_the_answer_and_the_others_follow_in_order_of_weight(weeks_on: Runs) -> None:
    weeks_on.calm()
    html, reasons = weeks_on.text("/why"), weeks_on.day().decision["reasons"]
    text = plain(html)
    assert f'<h2 id="first" class="first">{reasons[0]["text"]}</h2>' in unescape(html)
    places = [text.index(" ".join(one["text"].split())) for one in reasons]
    assert places == sorted(places)


def test_every_limit_shows_the_proposal_what_counts_and_what_was_looked_at(weeks_on: Runs) -> None:
    weeks_on.calm()
    html, limits = weeks_on.text("/why"), weeks_on.day().decision["limits"]
    assert limits != []
    assert html.count('<li class="was">') == len(limits)
    assert html.count('<li class="wins">') == sum(one["winner"] is not None for one in limits)
    assert html.count('<li class="other">') == sum(len(one["others"]) for one in limits)
    for one in limits:
        assert plain(words.amount(one["value"], one["unit"], "en")) in plain(html)


def test_every_reason_limit_and_point_of_a_gate_ahead_has_its_rule(weeks_on: Runs) -> None:
    weeks_on.calm()
    html, decision = weeks_on.text("/why"), weeks_on.day().decision
    bounds = sum(len(one["others"]) + (one["winner"] is not None) for one in decision["limits"])
    ahead = [one for one in decision["gates"] if one["from"] in ("rebuild", "keep_running")]
    points = sum(len(one["criteria"]) for one in ahead)
    assert html.count('<details class="rule"') == len(decision["reasons"]) + bounds + points
    assert 'href="https://doi.org/10.' in html


def test_before_running_the_page_has_a_gate_and_no_limits(runner_with: RunnerWith) -> None:
    text = plain(runner_with().text("/why"))
    assert "The gate to “Loosening”" in text
    assert "points met" in text


def test_an_earlier_day_is_shown_as_it_was_kept(weeks_on: Runs) -> None:
    shown_before(weeks_on, 3, verdict="wait")
    on = today() - timedelta(days=3)
    text = plain(weeks_on.text(f"/why/{on}"))
    assert "Why that, then?" in text
    assert "Waiting" in text
    assert f"Rules {OLD}." in text


def test_an_earlier_day_of_which_nothing_was_kept_is_made_again_and_says_so(weeks_on: Runs) -> None:
    text = plain(weeks_on.text(f"/why/{today() - timedelta(days=3)}"))
    assert "This day was not kept. It is made again here, by the rules of now" in text
    assert f"Rules {RULES_VERSION}." in text


def test_each_decision_of_a_day_stays_readable(weeks_on: Runs) -> None:
    on = today() - timedelta(days=3)
    shown_before(weeks_on, 3, verdict="wait")
    weeks_on.write("checked_in", 3, pain_rest=1)
    shown_before(weeks_on, 3, verdict="repeat")
    assert "Repeat" in plain(weeks_on.text(f"/why/{on}")).split("How this came about")[0]
    first = plain(weeks_on.text(f"/why/{on}?shown=1")).split("How this came about")[0]
    assert "Waiting" in first
    assert "Repeat" not in first.split("From the proposal")[0]


@pytest.mark.parametrize("on", ["2020-01-01", "not-a-day", "2999-01-01"])
def test_a_day_outside_the_injury_is_not_there(weeks_on: Runs, on: str) -> None:
    assert weeks_on.client.get(f"/why/{on}").status_code == 404


def test_the_day_of_today_has_one_address(weeks_on: Runs) -> None:
    assert weeks_on.client.get(f"/why/{today()}")["Location"] == "/why"


def test_an_id_that_only_older_rules_knew_is_still_readable(weeks_on: Runs) -> None:
    gone = {"code": "rule_of_old", "params": {}, "source_ids": ["derived"], "grade": "derived"}
    limit = {"id": "steps_of_old", "unit": "min", "original": 9.0, "value": 5.0, "winner": "cap_of_old", "others": []}
    on = today() - timedelta(days=3)
    rows = selectors.event_rows_of(weeks_on.account, weeks_on.episode).filter(on_date__lte=on)
    made = make(list(rows.values_list("original", flat=True)), on)
    answer = {**made.answer, "reasons": [gone], "limits": [limit], "rules_version": OLD}
    DecisionRow.objects.create(
        episode=weeks_on.episode,
        on_date=on,
        shown_at=timezone.now(),
        events=made.events,
        events_sha256=made.events_sha256,
        rules_version=OLD,
        output=pack({"decision": answer, "texts": {"nl": ["Een oude zin."], "en": ["A sentence of old."]}}),
        output_sha256=hash_of_answer(answer),
    )
    text = plain(weeks_on.text(f"/why/{on}"))
    assert "A sentence of old." in text
    assert "steps_of_old: 5 min" in text
    assert "because: cap_of_old" in text


def test_other_rules_are_told_on_today_and_on_the_page_behind_it_with_was_and_becomes(weeks_on: Runs) -> None:
    weeks_on.calm()
    shown_before(weeks_on, 1, verdict="stop")
    for path in ("/today", "/why"):
        text = plain(weeks_on.text(path))
        assert "The rules were updated" in text
        assert "Verdict Was Stop, have it seen Becomes" in text
    assert "The rules were updated" in plain(weeks_on.text("/today"))


def test_other_rules_that_change_nothing_are_told_behind_today_only(weeks_on: Runs) -> None:
    weeks_on.calm()
    shown_before(weeks_on, 1)
    assert "The rules were updated" not in plain(weeks_on.text("/today"))
    assert "The rules were updated For you nothing changes." in plain(weeks_on.text("/why"))


def test_what_was_seen_today_holds_until_tomorrow_when_new_rules_are_looser(weeks_on: Runs) -> None:
    weeks_on.calm()
    shown_before(weeks_on, 0, verdict="wait", running_allowed=False, today=[], week=[], limits=[], stage=None)
    text = plain(weeks_on.text("/why"))
    assert "Today what you saw still holds; the new rules decide from tomorrow." in text
    assert f"Rules {OLD}." in text


def test_the_history_leads_to_the_decision_of_a_day(weeks_on: Runs) -> None:
    on = today() - timedelta(days=1)
    assert f'href="/why/{on}"' in weeks_on.text("/history")
