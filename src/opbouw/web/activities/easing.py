"""Activities that go out of an archive may be a load less: where that would allow more today, it counts from tomorrow.

The runner ran what was recorded until somebody says otherwise; on the day that is said, the more careful advice of the
two holds. The facts wait with their import, and are told with the moment at which they were said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from opbouw.core.decide import decide
from opbouw.core.events import Event, parse_event
from opbouw.core.log import LATE_AFTER_DAYS
from opbouw.core.serialize import decision_to_dict
from opbouw.exports.comparing import kind_of_change
from opbouw.web.activities import logged
from opbouw.web.activities.models import Import
from opbouw.web.background.queue import Ticket, hold
from opbouw.web.store import selectors
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import ActivityRow, Episode, Runner
from opbouw.web.store.services import append_events

Fact = Mapping[str, Any]
Also = Callable[[Episode], Sequence[Fact]]


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
    return [parse_event({"id": str(uuid4()), **whole, **fact}) for fact in facts]


def take_out(batch: Import, rows: "QuerySet[ActivityRow]", more: Also = lambda _episode: ()) -> datetime | None:
    """Remove these activities from the archive, and withdraw from the logs what nothing else recorded.

    :param more: what else a log is told.
    :returns: when the logs are to be told of what waits; None where nothing does.
    """
    runner, today = batch.runner, selectors.today_for(batch.runner.account)
    tell_due(runner)
    batch.refresh_from_db(fields=["waiting"])
    gone = sorted(str(one) for one in rows.values_list("activity_id", flat=True))
    facts = logged.withdrawals(runner, rows)
    waiting: list[dict[str, Any]] = []
    for episode in runner.episodes.all():
        late, timely = by_age(episode, facts.get(episode, []), today)
        found = split(episode, (more(episode), timely), today)
        if told := [*late, *found.now]:
            append_events(actor_for(runner.account), episode, told)
        waiting += [{"episode": str(episode.pk), "fact": fact, "gone": gone} for fact in _said_now(found.later)]
    rows.delete()
    batch.waiting = [*batch.waiting, *waiting]
    batch.save(update_fields=["waiting"])
    return midnight(runner) if waiting else None


def midnight(runner: Runner) -> datetime:
    """When the next day of this runner begins."""
    tomorrow = selectors.today_for(runner.account) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), ZoneInfo(runner.time_zone))


def by_age(episode: Episode, facts: Sequence[Fact], today: date) -> tuple[list[Fact], list[Fact]]:
    """Withdrawals of what is older than two days, which keeps counting, and those of what is not."""
    events = selectors.events_of(episode.runner.account, episode)
    late = {event.id for event in events if (today - event.on).days > LATE_AFTER_DAYS}
    return (
        [fact for fact in facts if fact["data"]["event"] in late],
        [fact for fact in facts if fact["data"]["event"] not in late],
    )


def _said_now(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts with this moment, each a microsecond later than the one before."""
    now = timezone.now()
    for at, fact in enumerate(facts):
        yield {**fact, "recorded_at": (now + timedelta(microseconds=at)).isoformat()}


def tell_waiting(import_id: UUID, ticket: Ticket) -> datetime | None:
    """Tell the logs what waited with an import. Raises `SupersededError` when another worker does it by now.

    :returns: when to come again, where the day is not over for the runner yet; None where nothing waits.
    """
    with transaction.atomic():
        hold(ticket)
        batch = Import.objects.select_related("runner__account").filter(pk=import_id).first()
        if batch is None:
            return None
        tell_due(batch.runner)
        batch.refresh_from_db(fields=["waiting"])
        return midnight(batch.runner) if batch.waiting else None


def tell_named(runner: Runner, ids: Set[str]) -> bool:
    """Tell the logs what the runner calls these activities, where that allows no more today; whether any waits."""
    today, waits = selectors.today_for(runner.account), False
    for episode, facts in logged.corrections(runner, ids, logged.NAMED).items():
        found = split(episode, [facts], today)
        append_events(actor_for(runner.account), episode, found.now)
        waits = waits or bool(found.later)
    return waits


def tell_named_late(runner_id: int, ids: Set[str], ticket: Ticket) -> None:
    """Tell the logs, the day after, what the archive calls these activities now."""
    with transaction.atomic():
        hold(ticket)
        runner = Runner.objects.select_for_update().filter(pk=runner_id).first()
        for episode, facts in (logged.corrections(runner, ids, logged.NAMED) if runner else {}).items():
            append_events(actor_for(episode.runner.account), episode, facts)


def tell_due(runner: Runner) -> None:
    """Tell the logs of a runner everything that waited until today."""
    today = selectors.today_for(runner.account).isoformat()
    with transaction.atomic():
        for batch in Import.objects.select_for_update().filter(runner=runner).exclude(waiting=[]):
            due = [one for one in batch.waiting if one["fact"]["on"] < today]
            for episode in runner.episodes.filter(pk__in={one["episode"] for one in due}):
                told = [one for one in due if one["episode"] == str(episode.pk)]
                append_events(actor_for(runner.account), episode, list(_still_wanted(episode, told)))
            batch.waiting = [one for one in batch.waiting if one not in due]
            batch.save(update_fields=["waiting"])


def _still_wanted(episode: Episode, waited: Iterable[Mapping[str, Any]]) -> Iterator[Fact]:
    """The facts that still hold: not told in another way, and not about activities that were given again since."""
    account = episode.runner.account
    here = {str(one) for one in ActivityRow.objects.filter(runner=episode.runner).values_list("activity_id", flat=True)}
    events = selectors.events_of(account, episode)
    told, runs = {one.id for one in events}, {one.id: one.data.id for one in events if one.type == "activity_imported"}
    for one in waited:
        fact = one["fact"]
        run = runs.get(fact["data"].get("event", ""))  # a level is about every activity that went with it
        if fact.get("id") not in told and here.isdisjoint([run] if run else one.get("gone", ())):
            yield fact
