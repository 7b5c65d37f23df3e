"""What goes out of a log with an import may be a load less: where that would allow more today, it counts from tomorrow.

The runner ran what was recorded until somebody says otherwise; on the day that is said, the more careful of the two
advices holds. The facts wait with their import, and are told with the moment at which they were said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from opbouw.core.decide import decide
from opbouw.core.events import Event, parse_event
from opbouw.core.serialize import decision_to_dict
from opbouw.exports.comparing import kind_of_change
from opbouw.web.activities.models import Import
from opbouw.web.background.queue import Ticket, hold
from opbouw.web.store import selectors
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import ActivityRow, Episode, Runner
from opbouw.web.store.services import append_events

Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Split:
    """The facts that can be told today, and those that wait until tomorrow."""

    now: tuple[Fact, ...]
    later: tuple[Fact, ...]


def split(episode: Episode, groups: Iterable[Sequence[Fact]], today: date) -> Split:
    """Each group of facts is told today, unless today's advice would be less careful in anything by it."""
    account, wanted = episode.runner.account, [tuple(group) for group in groups if group]
    if not wanted:
        return Split((), ())
    events, was = selectors.events_of(account, episode), selectors.made_for(account, episode, today).answer
    now: tuple[Fact, ...] = ()
    later: tuple[Fact, ...] = ()
    for group in wanted:
        becomes = decision_to_dict(decide([*events, *as_events(episode, (*now, *group))], today))
        if kind_of_change(was, becomes) == "less_careful":
            later += group
        else:
            now += group
    return Split(now, later)


def as_events(episode: Episode, facts: Iterable[Fact]) -> list[Event]:
    """Facts as the events they would be when they were told now."""
    now = timezone.now().isoformat()
    whole = {"episode": str(episode.pk), "recorded_at": now, "v": 1, "by": {"role": "runner"}}
    return [parse_event({**whole, **fact}) for fact in facts]


def wait(batch: Import, later: Mapping[Episode, Sequence[Fact]], today: date) -> datetime | None:
    """Keep with an import what is told tomorrow; the moment at which that begins, None where nothing waits."""
    said = timezone.now()
    facts = [(episode, fact) for episode, group in later.items() for fact in group]
    batch.waiting = [
        {"episode": str(episode.pk), "fact": {**fact, "recorded_at": (said + timedelta(microseconds=at)).isoformat()}}
        for at, (episode, fact) in enumerate(facts)
    ]
    midnight = datetime.combine(today + timedelta(days=1), time(), ZoneInfo(batch.runner.time_zone))
    return midnight if facts else None


def tell_waiting(import_id: UUID, ticket: Ticket) -> None:
    """Tell the logs what waited with an import. Raises `SupersededError` when another worker does it by now."""
    with transaction.atomic():
        hold(ticket)
        batch = Import.objects.select_related("runner__account").filter(pk=import_id).first()
        if batch is not None:
            tell_due(batch.runner)


def tell_due(runner: Runner) -> None:
    """Tell the logs of a runner everything that waited until today."""
    today = selectors.today_for(runner.account).isoformat()
    with transaction.atomic():
        for batch in Import.objects.select_for_update().filter(runner=runner).exclude(waiting=[]):
            due = [one for one in batch.waiting if one["fact"]["on"] < today]
            for episode in runner.episodes.filter(pk__in={one["episode"] for one in due}):
                facts = [one["fact"] for one in due if one["episode"] == str(episode.pk)]
                append_events(actor_for(runner.account), episode, _still_wanted(episode, facts))
            batch.waiting = [one for one in batch.waiting if one not in due]
            batch.save(update_fields=["waiting"])


def _still_wanted(episode: Episode, facts: Sequence[Fact]) -> list[Fact]:
    """Without what takes back an activity that was given again since."""
    account = episode.runner.account
    here = {str(one) for one in ActivityRow.objects.filter(runner=episode.runner).values_list("activity_id", flat=True)}
    back = {
        event.id
        for event in selectors.events_of(account, episode)
        if event.type == "activity_imported" and event.data.id in here
    }
    return [fact for fact in facts if fact["data"].get("event") not in back]
