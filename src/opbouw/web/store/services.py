"""Writing to the store. Each function is one transaction: all of it happens, or nothing does."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from opbouw.core.events import Event, event_to_dict, parse_event
from opbouw.exports.unheard import heard
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.actors import Actor
from opbouw.web.store.models import DecisionRow, Episode, Erasure, EventRow, Runner
from opbouw.web.store.problems import DifferentContentError, ExampleReadOnlyError, NotYoursError


def append_events(actor: Actor, episode: Episode, facts: Sequence[Mapping[str, Any]]) -> list[Event]:
    """Add facts to the log of an episode and return them as events, in the order given.

    A fact is the JSON object of the contract; `id`, `recorded_at` and `v` are filled in when absent, `episode` and `by`
    always. The same id with the same content is fine and adds nothing, so a repeated request is harmless.
    Raises `EventError` for a fact that breaks the contract, `DifferentContentError` for an id used for something else,
    `NotYoursError` for another runner's episode, `ExampleReadOnlyError` for the example runner.
    """
    _may_write(actor, episode)
    now = timezone.now()
    # A microsecond apart: of facts written down together, the log knows which came first.
    moments = (now + timedelta(microseconds=number) for number in range(len(facts)))
    events = [heard(parse_event(_complete(fact, actor, episode, at))) for fact, at in zip(facts, moments, strict=True)]
    with transaction.atomic():
        _write(episode, events)
    return events


def open_episode(actor: Actor, episode_id: uuid.UUID, facts: Sequence[Mapping[str, Any]]) -> Episode:
    """Make an episode with its first events, in one transaction; doing it twice gives the same episode once."""
    with transaction.atomic():
        runner = Runner.objects.select_for_update().get(account_id=actor.account_id)
        episode, _ = Episode.objects.get_or_create(id=episode_id, defaults={"runner": runner})
        append_events(actor, episode, facts)
    return episode


def load_log(runner: Runner, facts: Iterable[Mapping[str, Any]]) -> Episode:
    """Keep a whole log as it is, with who wrote each event: for the example runner and for a restored archive."""
    events = [parse_event(fact) for fact in facts]
    with transaction.atomic():
        episode, _ = Episode.objects.get_or_create(id=uuid.UUID(events[0].episode), defaults={"runner": runner})
        if episode.runner_id != runner.pk:
            raise NotYoursError("this episode is kept for another runner")
        _write(episode, events)
    return episode


def erase_episode(episode: Episode) -> None:
    """Remove an episode, its events and its decisions for good. Whoever calls this has asked for a confirmation."""
    with transaction.atomic():
        Erasure.objects.create(episode=episode)
        DecisionRow.objects.filter(episode=episode).delete()
        EventRow.objects.filter(episode=episode).delete()
        Erasure.objects.filter(episode=episode).delete()
        episode.delete()
        transaction.on_commit(selectors.forget_decisions)


def _may_write(actor: Actor, episode: Episode) -> None:
    account = Account.objects.get(pk=actor.account_id)
    if account.is_example:
        raise ExampleReadOnlyError("the example runner is for looking")
    if episode.runner.account_id != actor.account_id:
        raise NotYoursError("this episode belongs to another runner")


def _complete(fact: Mapping[str, Any], actor: Actor, episode: Episode, now: datetime) -> dict[str, Any]:
    role = "import" if fact.get("type") == "activity_imported" else actor.role
    filled = {"id": str(uuid.uuid4()), "recorded_at": now.isoformat(), "v": 1, **fact}
    return {**filled, "episode": str(episode.pk), "by": {"role": role, "id": actor.by_id}}


def _write(episode: Episode, events: Sequence[Event]) -> None:
    # One writer a log, until its transaction ends: numbers of a log are seen in order, and who follows it misses none.
    list(Episode.objects.select_for_update().filter(pk=episode.pk))
    kept = {
        str(row.event_id): row
        for start in range(0, len(events), 500)
        for row in EventRow.objects.filter(event_id__in=[event.id for event in events[start : start + 500]])
    }
    fresh: dict[str, EventRow] = {}
    for event in events:
        row = _row(episode, event)
        known = kept.get(event.id) or fresh.get(event.id)
        if known is None:
            fresh[event.id] = row
        elif not _same(known, row):
            raise DifferentContentError(event.id)
    EventRow.objects.bulk_create(fresh.values(), batch_size=500)


def _row(episode: Episode, event: Event) -> EventRow:
    shape = event_to_dict(event)
    return EventRow(
        event_id=uuid.UUID(event.id),
        episode=episode,
        type=event.type,
        on_date=event.on,
        recorded_at=event.recorded_at,
        by_role=event.by.role,
        by_id=event.by.id or "",
        v=event.v,
        data=shape["data"],
        original=json.dumps(shape, ensure_ascii=False, separators=(",", ":")),
    )


def _same(kept: EventRow, fresh: EventRow) -> bool:
    """The moment of writing may differ between two tries of one request; everything else is the fact itself."""
    return all(
        getattr(kept, name) == getattr(fresh, name)
        for name in ("episode_id", "type", "on_date", "by_role", "by_id", "v", "data")
    )
