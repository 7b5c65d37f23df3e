"""The log of an injury follows the archive: what came in is added, what was taken out is withdrawn, nothing changes."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from opbouw.activities import ActivityFacts, grouped_facts
from opbouw.core.events import ActivityImported, EpisodeClosed, parse_data
from opbouw.core.fields import EventError
from opbouw.core.log import LogRefused, read_log
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.imported import imported_data
from opbouw.web.store.models import ActivityRow, Episode, Runner
from opbouw.web.twice.said import said_by

Fact = dict[str, Any]


def imported(episode_id: UUID, one: ActivityFacts, time: int = 1) -> Fact:
    """The event of an activity in a log; its id stays the same for the same activity and time it is added."""
    name = f"activity:{one.id}" if time == 1 else f"activity:{one.id}:{time}"
    return {
        "id": str(uuid.uuid5(episode_id, name)),
        "type": "activity_imported",
        "on": one.local_date.isoformat() if one.local_date else "",
        "data": imported_data(one),
    }


def bring_up_to_date(runner: Runner) -> None:
    """Add to each open injury the activities that its log does not count yet; done twice, they are there once."""
    today = selectors.today_for(runner.account)
    groups = [
        (best, ids)
        for best, ids in selectors.grouped_of(runner.account)
        if best.local_date is not None and best.local_date <= today
    ]
    for episode in runner.episodes.all():
        fresh = list(_missing(runner, episode, groups))
        if fresh:
            services.append_events(actor_for(runner.account), episode, fresh)


def _missing(
    runner: Runner, episode: Episode, groups: Iterable[tuple[ActivityFacts, frozenset[str]]]
) -> Iterator[Fact]:
    events = selectors.events_of(runner.account, episode)
    try:
        log = read_log(events, selectors.today_for(runner.account))
    except LogRefused:
        return
    if log.of(EpisodeClosed):
        return
    # What was taken back late still counts: added again, it would count twice.
    counted = {data.id or event.id for event, data in log.of(ActivityImported)}
    told = Counter(event.data.id for event in events if event.type == "activity_imported")
    for best, ids in groups:
        fact = imported(episode.pk, best, told[best.id] + 1)
        if not ids & counted and _fits(fact):
            yield fact


def _fits(fact: Fact) -> bool:
    """Whether a log can take it: one odd activity never keeps the others out."""
    try:
        parse_data(fact["type"], fact["data"])
    except EventError:
        return False
    return True


def withdrawals(runner: Runner, rows: "QuerySet[ActivityRow]") -> dict[Episode, list[Fact]]:
    """What would be withdrawn from each log when these rows go: activities of which no other recording is left."""
    lost = _lost(runner, rows)
    today = selectors.today_for(runner.account).isoformat()
    return (
        {episode: list(_withdrawn(runner, episode, lost, today)) for episode in runner.episodes.all()} if lost else {}
    )


def _lost(runner: Runner, rows: "QuerySet[ActivityRow]") -> set[str]:
    """The ids of these that nothing else recorded; another recording is of the same day, or of one beside it."""
    gone = {str(one) for one in rows.values_list("activity_id", flat=True)}
    others = ActivityRow.objects.filter(runner=runner).exclude(pk__in=rows.values("pk"))
    if not others.exists():
        return gone
    days = set(rows.values_list("local_date", flat=True))
    near = {day + timedelta(days=beside) for day in days if day is not None for beside in (-1, 0, 1)}
    facts = [one for one in selectors.recordings_of(runner.account) if one.id in gone or one.local_date in near]
    groups = grouped_facts(facts, said_by(runner.account_id))
    return {one for _best, ids in groups if ids <= gone for one in ids}


def _withdrawn(runner: Runner, episode: Episode, lost: set[str], today: str) -> Iterator[Fact]:
    events = selectors.events_of(runner.account, episode)
    already = {event.data.event for event in events if event.type == "withdrawn"}
    for event in events:
        if event.type == "activity_imported" and event.data.id in lost and event.id not in already:
            name = str(uuid.uuid5(UUID(event.id), "withdrawn"))
            yield {"id": name, "type": "withdrawn", "on": today, "data": {"event": event.id}}


def take_out(runner: Runner, rows: "QuerySet[ActivityRow]") -> None:
    """Remove these activities from the archive, and withdraw from the logs what nothing else recorded."""
    for episode, facts in withdrawals(runner, rows).items():
        if facts:
            services.append_events(actor_for(runner.account), episode, facts)
    rows.delete()
