"""The runner's word about two recordings: kept in one transaction, and the log of the injury follows it."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from opbouw.core.events import ActivityImported, Event, Withdrawn
from opbouw.core.log import read_log
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors, services
from opbouw.web.store.actors import actor_for
from opbouw.web.store.imported import imported_data
from opbouw.web.store.models import Runner
from opbouw.web.twice.models import PairSaid
from opbouw.web.twice.selectors import groups_of


def say_two(account: Account, first: uuid.UUID, second: uuid.UUID) -> bool:
    """Keep the second recording apart from the first and from all that was taken as one with it.

    False when the account has no such recordings.
    """
    return _say(account, first, second, apart=True)


def say_one(account: Account, first: uuid.UUID, second: uuid.UUID) -> bool:
    """Take two recordings as one: what kept them apart is taken back; if that is not enough, they are told one."""
    return _say(account, first, second, apart=False)


def _say(account: Account, first: uuid.UUID, second: uuid.UUID, *, apart: bool) -> bool:
    with transaction.atomic():
        runner = Runner.objects.select_for_update().filter(account=account).first()
        ids = {str(first), str(second)}
        if runner is None or len(ids) != 2 or not ids <= {one.id for one in selectors.recordings_of(account)}:
            return False
        before = groups_of(account)
        if apart:
            _part(runner, str(second), before[str(first)] - {str(second)})
        else:
            _join(runner, account, str(first), str(second), before)
        after = groups_of(account)
        bring_log_along(account, before[str(first)] | before[str(second)] | after[str(first)] | after[str(second)])
    return True


def _part(runner: Runner, one: str, others: Iterable[str]) -> None:
    for other in others:
        first, second = _in_order(one, other)
        PairSaid.objects.update_or_create(runner=runner, first=first, second=second, defaults={"verdict": "apart"})


def _join(runner: Runner, account: Account, one: str, other: str, groups: dict[str, frozenset[str]]) -> None:
    for a in groups[one]:
        for b in groups[other]:
            first, second = _in_order(a, b)
            PairSaid.objects.filter(runner=runner, first=first, second=second, verdict="apart").delete()
    if other not in groups_of(account)[one]:
        first, second = _in_order(one, other)
        PairSaid.objects.update_or_create(runner=runner, first=first, second=second, defaults={"verdict": "together"})


def _in_order(one: str, other: str) -> tuple[uuid.UUID, uuid.UUID]:
    first, second = sorted((uuid.UUID(one), uuid.UUID(other)))
    return first, second


def bring_log_along(account: Account, touched: frozenset[str]) -> None:
    """The log of the present injury with what now counts; what no longer does is taken back in words.

    The core decides what a taking back does: what is older than two days it keeps, so that no edit can loosen a plan.
    """
    episode = selectors.current_episode(account)
    events = selectors.events_of(account, episode) if episode is not None else []
    if episode is None or not any(event.type == "activity_imported" for event in events):
        return
    today = selectors.today_for(account)
    logged = _logged(events, today)
    taken_back = {event.data.event for event in events if isinstance(event.data, Withdrawn)}
    counted = {one.id: one for one in selectors.history_of(account)}
    facts = [_back(logged[name], today) for name in sorted(touched & logged.keys() - counted.keys())]
    facts += [
        {"type": "activity_imported", "on": day.isoformat(), "data": imported_data(counted[name])}
        for name in sorted(touched & counted.keys() - logged.keys())
        if (day := counted[name].local_date) is not None and day <= today
    ]
    fresh = [fact for fact in facts if fact["data"].get("event") not in taken_back]
    services.append_events(actor_for(account), episode, fresh)


def _logged(events: Iterable[Event], today: date) -> dict[str, Event]:
    """The imported activities that count, by the id of the activity."""
    found = read_log(events, today).by_type.get("activity_imported", ())
    return {event.data.id: event for event in found if isinstance(event.data, ActivityImported) and event.data.id}


def _back(event: Event, today: date) -> dict[str, Any]:
    return {"type": "withdrawn", "on": today.isoformat(), "data": {"event": event.id, "reason": "recorded twice"}}
