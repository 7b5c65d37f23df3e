"""Facts become events in one transaction, once, in the name of who is logged in."""

import json
import uuid
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opbouw.core.events import parse_event
from opbouw.core.fields import EventError
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Episode, EventRow
from opbouw.web.store.problems import DifferentContentError, NotYoursError
from opbouw.web.store.services import append_events, open_episode
from tests.web.conftest import EpisodeOf, first_facts


def check_in(**data: Any) -> dict[str, Any]:
    """One check-in of today."""
    return {"type": "checked_in", "on": timezone.localdate().isoformat(), "data": {"pain_rest": 1, **data}}


def test_a_fact_is_kept_with_who_wrote_it_and_when(owner: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    (event,) = append_events(actor_for(owner), episode, [check_in()])
    row = EventRow.objects.get(event_id=event.id)
    assert (row.by_role, row.by_id, row.v) == ("runner", f"account-{owner.pk}", 1)
    assert row.data == {"pain_rest": 1}
    assert abs((timezone.now() - row.recorded_at).total_seconds()) < 60


def test_the_role_comes_from_the_log_in_and_not_from_the_fact(owner: Account, episode_of: EpisodeOf) -> None:
    forged = {**check_in(), "by": {"role": "doctor", "id": "dr-who"}, "episode": str(uuid.uuid4())}
    (event,) = append_events(actor_for(owner), episode_of(owner), [forged])
    assert (event.by.role, event.by.id) == ("runner", f"account-{owner.pk}")


def test_the_exact_text_is_kept_and_reads_back_as_the_same_event(owner: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    (event,) = append_events(actor_for(owner), episode, [check_in(note="ochtendstijf, één kant")])
    row = EventRow.objects.get(event_id=event.id)
    assert parse_event(json.loads(row.original)) == event
    assert "één kant" in row.original


def test_the_same_fact_sent_twice_is_kept_once(owner: Account, episode_of: EpisodeOf) -> None:
    episode, fact = episode_of(owner), {**check_in(), "id": str(uuid.uuid4())}
    before = EventRow.objects.count()
    for _ in range(2):
        append_events(actor_for(owner), episode, [fact])
    append_events(actor_for(owner), episode, [fact, fact])
    assert EventRow.objects.count() == before + 1


def test_another_content_under_a_known_id_is_refused(owner: Account, episode_of: EpisodeOf) -> None:
    episode, fact = episode_of(owner), {**check_in(), "id": str(uuid.uuid4())}
    append_events(actor_for(owner), episode, [fact])
    with pytest.raises(DifferentContentError):
        append_events(actor_for(owner), episode, [{**fact, "data": {"pain_rest": 2}}])
    assert EventRow.objects.get(event_id=fact["id"]).data == {"pain_rest": 1}


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"type": "checked_in", "data": {"pain_rest": 11}}, "pain_rest"),
        ({"type": "checked_in", "data": {"pain_rest": float("nan")}}, "pain_rest"),
        ({"type": "session_done", "data": {"kind": "run", "minutes": -5}}, "minutes"),
        ({"type": "no_such_type", "data": {}}, "type"),
        ({"type": "screened", "data": {"answers": {"rf_chest_pain": "yes"}}}, "answers"),
    ],
)
def test_a_bad_fact_is_refused_by_name_and_nothing_is_written(
    bad: dict[str, Any], field: str, owner: Account, episode_of: EpisodeOf
) -> None:
    episode = episode_of(owner)
    before = EventRow.objects.count()
    with pytest.raises(EventError) as caught:
        append_events(actor_for(owner), episode, [check_in(), {**bad, "on": "2026-11-20"}])
    assert field in caught.value.field
    assert EventRow.objects.count() == before


def test_nobody_writes_in_the_episode_of_another(owner: Account, other: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    with pytest.raises(NotYoursError):
        append_events(actor_for(other), episode, [check_in()])


def test_opening_an_episode_is_all_or_nothing(owner: Account) -> None:
    facts = [*first_facts(), {"type": "no_such_type", "on": "2026-11-20", "data": {}}]
    with pytest.raises(EventError):
        open_episode(actor_for(owner), uuid.uuid4(), facts)
    assert not Episode.objects.exists()
    assert not EventRow.objects.exists()


def test_somebody_elses_episode_reads_as_empty(owner: Account, other: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    assert len(selectors.events_of(owner, episode)) == 3
    assert selectors.events_of(other, episode) == []
    assert list(selectors.episodes_of(other)) == []


def test_a_decision_is_made_from_the_kept_events(owner: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    decision = selectors.decision_for(owner, episode, timezone.localdate(), "nl")
    assert decision["kind"] == "decision"
    assert decision["phase"] == "rest"
    assert decision["running_allowed"] is False
    assert all(reason["text"] for reason in decision["reasons"])
    assert date.fromisoformat(str(decision["on"])) == timezone.localdate()


def test_one_at_a_time_writes_in_a_log(owner: Account, episode_of: EpisodeOf) -> None:
    """Two at once could be seen out of order, and who follows the log by number would miss the one that came later."""
    episode = episode_of(owner)
    with CaptureQueriesContext(connection) as asked:
        append_events(actor_for(owner), episode, [check_in()])
    told = [one["sql"] for one in asked]
    held = next(n for n, sql in enumerate(told) if 'FROM "store_episode"' in sql and episode.pk.hex[:8] in sql)
    written = next(n for n, sql in enumerate(told) if sql.startswith('INSERT INTO "store_eventrow"'))
    assert held < written
    assert ("FOR UPDATE" in told[held]) is (connection.vendor == "postgresql")
