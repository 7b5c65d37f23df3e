"""Taking a whole import back: what goes, what stays, what the plan makes of it; and doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from opbouw.core.decide import decide
from opbouw.core.serialize import decision_to_dict
from opbouw.exports.comparing import differences
from opbouw.web.activities import easing, levels, logged, services
from opbouw.web.activities.models import Import, Line, Part
from opbouw.web.activities.tasks import remembered_as_kept, tell_waiting
from opbouw.web.store import selectors, uploads
from opbouw.web.store.models import ActivityRow, Episode, Upload

Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking an import back comes to; `was` and `becomes` are the level of the plan, None where it has none.

    `stay` is the number of activities that keep counting for the advice: the core takes back what was done only
    within two days. `changes` are the differences of today's advice; what would allow more waits until `tomorrow`.
    """

    files: int
    activities: int
    left: int
    stay: int
    was: dict[str, Any] | None
    becomes: dict[str, Any] | None
    changes: list[dict[str, Any]]
    tomorrow: bool


def outcome(batch: Import) -> Outcome:
    """What would become other; nothing is written."""
    rows = _rows(batch)
    account, today = batch.runner.account, selectors.today_for(batch.runner.account)
    facts = logged.withdrawals(batch.runner, rows)
    episode = selectors.current_episode(account)
    was = becomes = None
    changes: list[dict[str, Any]] = []
    stay, tomorrow = 0, False
    if episode is not None:
        events = selectors.events_of(account, episode)
        level = levels.without(episode, batch.pk, _ids(rows), today)
        late, timely = easing.by_age(episode, facts.get(episode, []), today)
        found = easing.split(episode, (level, timely), today)
        stay, tomorrow = len(late), bool(found.later)
        was = becomes = levels.now(account, episode)
        becomes = levels.of([*events, *easing.as_events(episode, level)], today) if level else was
        changes = _changes(episode, found.now, today)
    left = selectors.activities_of(account).count() - rows.count()
    return Outcome(batch.read, rows.count(), left, stay, was, becomes, changes, tomorrow)


def undo(batch: Import) -> bool:
    """Take an import back: its files, what was read from them, and what the logs have from it, by events of their own.

    What would allow more today is told to the logs tomorrow; gives whether anything waits so. What another import gave
    as well stays. Files that were known elsewhere only because of this one are read there.
    """
    with remembered_as_kept(), transaction.atomic():
        found = Import.objects.select_for_update().select_related("runner__account").get(pk=batch.pk)
        if found.undone_at is not None:
            return False
        rows, alone = _rows(found), list(_alone(found))
        hashes = set(rows.values_list("file_hash", flat=True))
        taken = found.lines.filter(status="taken").values_list("file_hash", flat=True)
        hashes |= {one for one in taken if one}
        today = selectors.today_for(found.runner.account)
        gone = _ids(rows)
        due = easing.take_out(found, rows, lambda episode: levels.without(episode, found.pk, gone, today))
        found.lines.all().delete()
        found.parts.all().delete()
        for upload in alone:
            uploads.forget(upload)
        found.undone_at = timezone.now()
        found.finished_at = found.finished_at or found.undone_at
        found.save(update_fields=["undone_at", "finished_at"])
        if due is not None:
            tell_waiting.using(run_after=due).enqueue(str(found.pk))
        known = Line.objects.filter(batch__runner=found.runner, status="known", file_hash__in=hashes)
        services.read_again(known.exclude(batch__finished_at=None).values_list("batch_id", flat=True).distinct())
        return due is not None


def _alone(batch: Import) -> "list[Upload]":
    """The uploads that no other standing import gave."""
    others = Part.objects.filter(batch__undone_at=None).exclude(batch=batch)
    own = Upload.objects.filter(parts__batch=batch).distinct()
    return list(own.exclude(pk__in=others.values("upload_id")))


def _rows(batch: Import) -> "QuerySet[ActivityRow]":
    return ActivityRow.objects.filter(upload__in=[upload.pk for upload in _alone(batch)])


def _ids(rows: "QuerySet[ActivityRow]") -> set[str]:
    return {str(one) for one in rows.values_list("activity_id", flat=True)}


def _changes(episode: Episode, facts: Sequence[Fact], today: date) -> list[dict[str, Any]]:
    """What today's advice would change by these facts."""
    account = episode.runner.account
    was = selectors.made_for(account, episode, today).answer
    if not facts or was["kind"] != "decision":
        return []
    events = [*selectors.events_of(account, episode), *easing.as_events(episode, facts)]
    now = decision_to_dict(decide(events, today))
    return differences(was, now, same_day=True) if now["kind"] == "decision" else []
