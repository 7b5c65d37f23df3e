"""Decisions are kept as they were shown; other rules decide from the next day and say what they changed."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from opbouw.core.decision import RULES_VERSION
from opbouw.exports.record import hash_of_answer, hash_of_log, pack
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.actors import actor_for
from opbouw.web.store.decided import kept, make
from opbouw.web.store.models import DecisionRow, Episode
from opbouw.web.store.services import append_events, erase_episode, open_episode
from tests.web.conftest import ClientOf, EpisodeOf, first_facts

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OLD = "2025.4+000000000000"
CALM = {"pain_rest": 0, "pain_daily": 0, "pain_morning": 0, "swelling": "none", "limping": False, "ill": "none"}
Shape = Callable[[dict[str, Any]], dict[str, Any]]


def begun_yesterday(account: Account) -> Episode:
    """An episode that was opened yesterday."""
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    facts = [{**fact, "on": yesterday} for fact in first_facts()]
    return open_episode(actor_for(account), uuid.uuid4(), facts)


def newest() -> DecisionRow:
    """The decision that was kept last."""
    row = DecisionRow.objects.last()
    assert row is not None
    return row


def change_of_rules() -> dict[str, Any]:
    """What the newest decision keeps of changed rules."""
    found = newest().rules_change
    assert isinstance(found, dict)
    return found


def check_in(account: Account, episode: Episode, **said: Any) -> None:
    """A calm check-in of today, with exceptions."""
    fact = {"type": "checked_in", "on": timezone.localdate().isoformat(), "data": {**CALM, **said}}
    append_events(actor_for(account), episode, [fact])


def shown_by_old_rules(account: Account, episode: Episode, days_ago: int = 0, by: Shape = lambda made: made) -> None:
    """What other rules showed of the log as it is now: the decision of today's rules, changed by hand."""
    on = timezone.localdate() - timedelta(days=days_ago)
    originals = list(selectors.event_rows_of(account, episode).values_list("original", flat=True))
    made = make(originals, on)
    answer = {**by({**made.answer}), "rules_version": OLD}
    DecisionRow.objects.create(
        episode=episode,
        on_date=on,
        shown_at=timezone.now(),
        events=made.events,
        events_sha256=made.events_sha256,
        rules_version=OLD,
        output=pack({"decision": answer, "texts": made.texts}),
        output_sha256=hash_of_answer(answer),
    )


def test_a_decision_is_kept_with_what_it_saw_when_it_is_shown(
    owner: Account, client_of: ClientOf, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    client_of(owner).get("/today")
    row = DecisionRow.objects.get()
    answer = kept(row).answer
    assert (row.on_date, row.events, row.rules_version) == (timezone.localdate(), 3, RULES_VERSION)
    assert row.events_sha256 == hash_of_log(selectors.events_of(owner, episode))
    assert {"before_limits", "limits", "reasons", "gates"} <= set(answer)
    assert answer["on"] == timezone.localdate().isoformat()
    assert row.shown_at <= timezone.now()
    assert row.rules_change is None


def test_a_decision_is_kept_once_a_change(owner: Account, client_of: ClientOf, episode_of: EpisodeOf) -> None:
    episode, client = episode_of(owner), client_of(owner)
    for path in ("/today", "/why", "/plan", "/today"):
        client.get(path)
    assert DecisionRow.objects.count() == 1
    check_in(owner, episode, pain_rest=7)
    assert DecisionRow.objects.count() == 1
    client.get("/today")
    first, second = DecisionRow.objects.all()
    assert (first.events, second.events) == (3, 4)
    assert first.output_sha256 != second.output_sha256


def test_sending_a_form_shows_nothing_and_keeps_nothing(
    owner: Account, client_of: ClientOf, episode_of: EpisodeOf
) -> None:
    episode_of(owner)
    client_of(owner).post("/check-in", {})
    assert not DecisionRow.objects.exists()


def test_the_example_runner_is_for_looking(client_of: ClientOf, db: None) -> None:
    client = client_of(None)
    client.post("/example")
    assert client.get("/today", follow=True).status_code == 200
    assert not DecisionRow.objects.exists()


def test_nobody_reads_the_decisions_of_another(
    owner: Account, other: Account, client_of: ClientOf, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    client_of(owner).get("/today")
    assert selectors.decisions_of(owner, episode).count() == 1
    assert selectors.decisions_of(other, episode).count() == 0


@pytest.mark.parametrize("statement", ["UPDATE store_decisionrow SET events = 0", "DELETE FROM store_decisionrow"])
def test_a_kept_decision_cannot_be_changed_or_removed(
    owner: Account, client_of: ClientOf, episode_of: EpisodeOf, statement: str
) -> None:
    episode_of(owner)
    client_of(owner).get("/today")
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_erasure_takes_the_decisions_along(
    owner: Account, other: Account, client_of: ClientOf, episode_of: EpisodeOf
) -> None:
    mine, theirs = episode_of(owner), episode_of(other)
    client_of(owner).get("/today")
    client_of(other).get("/today")
    erase_episode(mine)
    assert [row.episode_id for row in DecisionRow.objects.all()] == [theirs.pk]


def test_one_decision_is_kept_for_what_it_saw(owner: Account, client_of: ClientOf, episode_of: EpisodeOf) -> None:
    episode_of(owner)
    client_of(owner).get("/today")
    row = DecisionRow.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def allows_a_run(made: dict[str, Any]) -> dict[str, Any]:
    """Looser rules: running allowed, where those of now hold it."""
    return {**made, "verdict": "go_on", "running_allowed": True}


def says_stop(made: dict[str, Any]) -> dict[str, Any]:
    """Stricter rules: a stop, where those of now only wait."""
    return {**made, "verdict": "stop"}


def test_stricter_rules_hold_at_once(owner: Account, client_of: ClientOf, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    shown_by_old_rules(owner, episode, by=allows_a_run)
    decision = selectors.decision_for(owner, episode, timezone.localdate())
    assert (decision["rules_version"], decision["running_allowed"]) == (RULES_VERSION, False)
    client_of(owner).get("/today")
    change = change_of_rules()
    assert change["from"] == OLD
    assert change["kind"] == "more_careful"
    assert change["changes"] == [{"what": "running_allowed", "was": True, "now": False}]


def test_looser_rules_wait_for_the_next_day(owner: Account, client_of: ClientOf, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    shown_by_old_rules(owner, episode, by=says_stop)
    decision = selectors.decision_for(owner, episode, timezone.localdate(), "nl")
    assert (decision["rules_version"], decision["verdict"]) == (OLD, "stop")
    assert all(one["text"] for one in decision["reasons"])
    client_of(owner).get("/today")
    assert DecisionRow.objects.count() == 1


def test_rules_that_say_the_same_need_not_wait(owner: Account, client_of: ClientOf, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    shown_by_old_rules(owner, episode)
    assert selectors.decision_for(owner, episode, timezone.localdate())["rules_version"] == RULES_VERSION
    client_of(owner).get("/today")
    assert change_of_rules()["kind"] == "same"


def test_a_new_answer_is_decided_by_the_rules_of_now(owner: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    shown_by_old_rules(owner, episode, by=says_stop)
    check_in(owner, episode)
    assert selectors.decision_for(owner, episode, timezone.localdate())["rules_version"] == RULES_VERSION


def test_the_next_day_is_decided_by_other_rules_and_keeps_what_they_changed(
    owner: Account, client_of: ClientOf
) -> None:
    episode = begun_yesterday(owner)
    shown_by_old_rules(owner, episode, days_ago=1, by=says_stop)
    client_of(owner).get("/today")
    row, change = newest(), change_of_rules()
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert row.rules_version == RULES_VERSION
    assert change["on"] == yesterday
    assert change["kind"] == "less_careful"
    assert change["changes"] == [{"what": "verdict", "was": "stop", "now": "go_on"}]


def test_rules_that_change_nothing_for_this_runner_say_so(owner: Account, client_of: ClientOf) -> None:
    episode = begun_yesterday(owner)
    shown_by_old_rules(owner, episode, days_ago=1)
    client_of(owner).get("/today")
    change = change_of_rules()
    assert (change["kind"], change["changes"]) == ("same", [])


def test_an_old_decision_keeps_its_sentences(owner: Account, client_of: ClientOf, episode_of: EpisodeOf) -> None:
    episode_of(owner)
    client_of(owner).get("/today")
    made = kept(DecisionRow.objects.get())
    for lang in ("nl", "en"):
        assert [one["text"] for one in made.told[lang]["reasons"]] == made.texts[lang]
        assert all(made.texts[lang])
