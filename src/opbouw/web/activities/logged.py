"""The log of an injury follows the archive: what came in is added, what was taken out is withdrawn, nothing changes."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from opbouw.activities import ActivityFacts, grouped_facts
from opbouw.core.events import ActivityImported, EpisodeClosed, Event, event_to_dict, parse_data
from opbouw.core.fields import EventError
from opbouw.core.log import LATE_AFTER_DAYS, LogRefused, read_log
from opbouw.web.activities.keeping import TOLD, differs
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.imported import imported_data
from opbouw.web.store.models import ActivityRow, Episode, Runner
from opbouw.web.twice.said import said_by

Fact = dict[str, Any]
READ_AGAIN = "read again"
NAMED = "named by the runner"


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
    episodes = list(runner.episodes.all())
    if not episodes:
        return
    today = selectors.today_for(runner.account)
    groups = [
        (best, ids)
        for best, ids in selectors.grouped_of(runner.account)
        if best.local_date is not None and best.local_date <= today
    ]
    for episode in episodes:
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


def correct(runner: Runner, rows: "QuerySet[ActivityRow]") -> int:
    """Correct in each log what these activities say differently now; the number of corrections.

    The core decides what a correction does: of what is older than two days it keeps both versions and reckons with the
    larger, so that nothing becomes easier by a better reader.
    """
    if not runner.episodes.exists():
        return 0
    number = 0
    for episode, facts in corrections(runner, {str(one) for one in rows.values_list("activity_id", flat=True)}).items():
        services.append_events(actor_for(runner.account), episode, facts)
        number += sum(fact["type"] != "activity_imported" for fact in facts)
    return number


def corrections(runner: Runner, ids: Set[str], why: str = READ_AGAIN) -> dict[Episode, list[Fact]]:
    """What each log is to be told of these activities, because it says something else of them than the archive."""
    now = {name: best for best, group in selectors.grouped_of(runner.account) if group & ids for name in group}
    found = {episode: list(_corrections(runner, episode, now, why)) for episode in runner.episodes.all()}
    return {episode: facts for episode, facts in found.items() if facts}


def _corrections(runner: Runner, episode: Episode, now: Mapping[str, ActivityFacts], why: str) -> Iterator[Fact]:
    today = selectors.today_for(runner.account)
    try:
        log = read_log(selectors.events_of(runner.account, episode), today)
    except LogRefused:
        return
    if log.of(EpisodeClosed):
        return
    latest = {event.id: event for event, _data in sorted(log.of(ActivityImported), key=lambda one: one[0].recorded_at)}
    for event in latest.values():
        best = now.get(event.data.id)
        if best is None or best.local_date is None or best.local_date > today:
            continue
        wanted = {**imported_data(best), "id": event.data.id}
        if not _fits({"type": "activity_imported", "data": wanted}):
            continue
        if best.local_date != event.on:
            yield from _moved(event, wanted, best.local_date, today)
        elif _says_other(event_to_dict(event)["data"], wanted):
            data = {"event": event.id, "data": wanted, "reason": why}
            yield {"type": "corrected", "on": today.isoformat(), "data": data}


def _moved(event: Event, wanted: Fact, day: date, today: date) -> Iterator[Fact]:
    """An activity of another day than the log has it on. What is older than two days stays where it was: taken back
    it would still count, and then count twice."""
    if (today - event.on).days > LATE_AFTER_DAYS:
        return
    yield {"type": "withdrawn", "on": today.isoformat(), "data": {"event": event.id, "reason": READ_AGAIN}}
    yield {"type": "activity_imported", "on": day.isoformat(), "data": wanted}


def _says_other(was: Fact, now: Fact) -> bool:
    """Whether the summary of an activity changed, and not only where it came from."""
    names = (was.keys() | now.keys()) & set(TOLD)
    return any(differs(was.get(name), now.get(name)) for name in names if name != "start")


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
