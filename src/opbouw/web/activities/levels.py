"""The old level of the plan beside what the archive says: set by a runner who agrees, and it goes with its archive."""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from opbouw.activities import merge_facts
from opbouw.core.events import BaselineSet, Event, parse_event
from opbouw.core.log import LogRefused, read_log
from opbouw.history import baseline
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.actors import actor_for
from opbouw.web.store.models import Episode
from opbouw.web.store.services import append_events
from opbouw.web.twice.said import said_by

Fact = Mapping[str, Any]
Level = dict[str, Any]
_SAY_A_LEVEL = ("episode_opened", "baseline_set", "corrected", "withdrawn")
SHOWN = ("weekly_km", "peak_weekly_km", "weekly_runs", "longest_km", "easy_pace_s_per_km")


def of(events: Sequence[Event], today: date) -> Level | None:
    """The old level that a log has now, by the fields that are shown; None where it has none."""
    try:
        found = read_log(events, today).merged(BaselineSet)
    except LogRefused:
        return None
    said = {name: getattr(found, name) for name in SHOWN} if found else {}
    return {name: value for name, value in said.items() if value is not None} or None


def found(episode: Episode, today: date, gone: Collection[str] = ()) -> Level | None:
    """The level in the archive before the onset, as the data of an event; without the activities that are gone."""
    account = episode.runner.account
    try:
        onset = read_log(selectors.events_of(account, episode), today).start.onset_on
    except LogRefused:
        return None
    left = merge_facts((one for one in selectors.recordings_of(account) if one.id not in gone), said_by(account.pk))
    level = baseline(left, onset)
    return level.to_event_data() if level else None


def now(account: Account, episode: Episode) -> Level | None:
    """The old level that the plan of an injury reckons with; only the events that can say so are read."""
    rows = selectors.event_rows_of(account, episode).filter(type__in=_SAY_A_LEVEL)
    events = [parse_event(json.loads(text)) for text in rows.values_list("original", flat=True)]
    return of(events, selectors.today_for(account))


def differs(level: Level, other: Level | None) -> bool:
    """Whether a level says something else than another one, in what it says."""
    return any(level[name] != (other or {}).get(name) for name in SHOWN if name in level)


def accept(account: Account, episode: Episode) -> None:
    """Have the plan reckon with the level of the archive."""
    today = selectors.today_for(account)
    level = found(episode, today)
    if level and differs(level, now(account, episode)):
        append_events(actor_for(account), episode, [{"type": "baseline_set", "on": today.isoformat(), "data": level}])


def without(episode: Episode, batch: UUID, gone: Collection[str], today: date) -> list[Fact]:
    """What a log is told when these activities go: a level that came from the archive goes too.

    :param batch: the import that is taken back; it gives the facts their ids.
    """
    try:
        log = read_log(selectors.events_of(episode.runner.account, episode), today)
    except LogRefused:
        return []
    from_archive = [event for event, data in log.of(BaselineSet) if data.source == "archive"]
    data = found(episode, today, gone) if from_archive and gone else None
    if not from_archive or not gone or data == _data(from_archive[-1]):
        return []
    facts = [
        _fact(uuid.uuid5(batch, f"level:{event.id}"), "withdrawn", today, {"event": event.id}) for event in from_archive
    ]
    return [*facts, _fact(uuid.uuid5(batch, f"level:{episode.pk}"), "baseline_set", today, data)] if data else facts


def _fact(name: UUID, kind: str, on: date, data: Mapping[str, Any]) -> Fact:
    return {"id": str(name), "type": kind, "on": on.isoformat(), "data": data}


def _data(event: Event) -> Level:
    said = {name: getattr(event.data, name) for name in (*SHOWN, "weeks_used", "source")}
    return {name: value for name, value in said.items() if value is not None}
