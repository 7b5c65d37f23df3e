"""The log is append-only in the database itself, on SQLite and on PostgreSQL."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from opbouw.web.accounts.models import Account
from opbouw.web.store.models import Episode, Erasure, EventRow
from opbouw.web.store.services import erase_episode
from tests.web.conftest import EpisodeOf

pytestmark = pytest.mark.database


def row(episode: Episode, **changes: Any) -> EventRow:
    """An event row that keeps every rule, with changes."""
    now = timezone.now()
    values: dict[str, Any] = {"event_id": uuid.uuid4(), "episode": episode, "type": "checked_in", "on_date": now.date()}
    values |= {"recorded_at": now, "by_role": "runner", "by_id": "account-1", "v": 1, "data": {}, "original": "{}"}
    return EventRow(**(values | changes))


def refused(sql: str) -> None:
    """The database refuses this by itself; foreign keys waiting for the end of the test would get in the way."""
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def remove_past_the_erasure() -> None:
    """Remove episodes by hand; the foreign keys of their events are looked at now and not at the end of the test."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_episode")
    connection.check_constraints()


def test_an_event_cannot_be_changed(owner: Account, episode_of: EpisodeOf) -> None:
    episode_of(owner)
    refused("UPDATE store_eventrow SET on_date = '2020-01-01'")


def test_an_event_cannot_be_removed(owner: Account, episode_of: EpisodeOf) -> None:
    episode_of(owner)
    before = EventRow.objects.count()
    refused("DELETE FROM store_eventrow")
    assert EventRow.objects.count() == before > 0


def test_an_erasure_opens_only_its_own_episode(owner: Account, other: Account, episode_of: EpisodeOf) -> None:
    mine, theirs = episode_of(owner), episode_of(other)
    Erasure.objects.create(episode=mine)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EventRow.objects.filter(episode=theirs).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EventRow.objects.filter(episode=mine).update(v=2)


def test_erasing_an_episode_leaves_nothing_of_it_and_all_of_the_others(
    owner: Account, other: Account, episode_of: EpisodeOf
) -> None:
    mine, theirs = episode_of(owner), episode_of(other)
    gone = mine.pk
    erase_episode(mine)
    assert not EventRow.objects.filter(episode_id=gone).exists()
    assert not Episode.objects.filter(pk=gone).exists()
    assert not Erasure.objects.exists()
    assert EventRow.objects.filter(episode=theirs).count() == 3


def test_an_episode_with_events_cannot_be_removed_past_the_erasure(owner: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        remove_past_the_erasure()
    assert Episode.objects.filter(pk=episode.pk).exists()


def test_an_id_is_kept_once(owner: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    known = EventRow.objects.values_list("event_id", flat=True).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(episode, event_id=known).save()


@pytest.mark.parametrize("changes", [{"type": ""}, {"by_role": "stranger"}, {"v": 0}, {"original": ""}])
def test_a_row_that_makes_no_sense_is_refused(changes: dict[str, Any], owner: Account, episode_of: EpisodeOf) -> None:
    episode = episode_of(owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(episode, **changes).save()


def test_a_row_that_keeps_the_rules_is_taken(owner: Account, episode_of: EpisodeOf) -> None:
    row(episode_of(owner)).save()
    assert EventRow.objects.count() == 4


def test_the_log_cannot_be_emptied_at_once(owner: Account, episode_of: EpisodeOf) -> None:
    episode_of(owner)
    refused(
        "TRUNCATE store_eventrow" if connection.vendor == "postgresql" else "DELETE FROM store_eventrow WHERE 1 = 1"
    )
