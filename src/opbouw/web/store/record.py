"""The record of decisions: kept when the runner is shown one, with what new rules changed; never changed afterwards."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from opbouw.exports.comparing import differences, kind_of_change
from opbouw.exports.record import hash_of_events, pack
from opbouw.web.accounts.models import Account
from opbouw.web.store import selectors
from opbouw.web.store.decided import Made, kept, make
from opbouw.web.store.models import DecisionRow, Episode


def keep_shown(account: Account, episode: Episode, today: date, newest: int | None = None) -> None:
    """Keep today's decision as the runner is shown it now; one that says the same as the last of the day is kept once.

    The example runner is for looking: nothing is kept.

    :param newest: the number of the last event, by who asked for it a moment ago.
    """
    if account.is_example:
        return
    made = selectors.made_for(account, episode, today, newest)
    mark = (selectors.name_of(episode), today, made.events_sha256, made.rules_version)
    selectors.KEPT.get(mark, lambda: _keep(account, episode, today, made))


def _keep(account: Account, episode: Episode, today: date, made: Made) -> None:
    last = selectors.decisions_of(account, episode).last()
    if last is not None and _says_the_same(last, made, today):
        return
    change = _rules_change(account, last, made) if last is not None else None
    with transaction.atomic():
        # Two pages asked for at once show the same: the second adds nothing.
        DecisionRow.objects.bulk_create([_row(episode, made, today, change)], ignore_conflicts=True)


def _says_the_same(last: DecisionRow, made: Made, today: date) -> bool:
    known = (last.on_date, last.rules_version, last.output_sha256)
    return known == (today, made.rules_version, made.sha256)


def _row(episode: Episode, made: Made, today: date, change: dict[str, Any] | None) -> DecisionRow:
    return DecisionRow(
        episode=episode,
        on_date=today,
        shown_at=timezone.now(),
        events=made.events,
        events_sha256=made.events_sha256,
        rules_version=made.rules_version,
        output=pack({"decision": made.answer, "texts": made.texts}),
        output_sha256=made.sha256,
        rules_change=change,
    )


def _rules_change(account: Account, last: DecisionRow, made: Made) -> dict[str, Any] | None:
    """What other rules make of the last decision that was shown, on exactly what that one saw; None for the same rules.

    The difference is that of the rules alone: the day and the answers are the same.
    """
    if last.rules_version == made.rules_version:
        return None
    rows = selectors.event_rows_of(account, last.episode).order_by("seq")
    saw = list(rows.values_list("original", flat=True)[: last.events])
    change: dict[str, Any] = {"from": last.rules_version, "on": last.on_date.isoformat(), "kind": None, "changes": []}
    if hash_of_events(saw) != last.events_sha256:
        return change
    was, now = kept(last).answer, make(saw, last.on_date).answer
    return change | {"kind": kind_of_change(was, now), "changes": differences(was, now, same_day=True)}
