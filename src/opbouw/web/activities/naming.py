"""The runner's word about what an activity was: kept beside the archive, and the logs follow it.

The file and what was read from it stay as they are, so the word can be taken back, and holds when files are read again.
"""

from uuid import UUID

from django.db import transaction

from opbouw.activities.model import SPORTS
from opbouw.web.accounts.models import Account
from opbouw.web.activities import easing, levels
from opbouw.web.activities.models import Import
from opbouw.web.activities.tasks import name_late, remembered_as_kept
from opbouw.web.store import selectors
from opbouw.web.store.models import Runner
from opbouw.web.twice.models import SportSaid
from opbouw.web.twice.selectors import groups_of
from opbouw.web.twice.services import bring_log_along


class NoSuchActivityError(Exception):
    """The account has no such activity."""


def name(account: Account, activity: UUID, sport: str | None) -> bool:
    """Keep what an activity was, in all its recordings; without a sport the files decide again.

    :returns: whether a log is told of it only tomorrow, because today it would allow more.
    """
    if sport is not None and sport not in SPORTS:
        raise ValueError(sport)
    with remembered_as_kept(), transaction.atomic():
        runner = Runner.objects.select_for_update().filter(account=account).first()
        before = groups_of(account).get(str(activity))
        if runner is None or before is None:
            raise NoSuchActivityError
        for one in before:
            if sport is None:
                SportSaid.objects.filter(runner=runner, activity=one).delete()
            else:
                SportSaid.objects.update_or_create(runner=runner, activity=one, defaults={"sport": sport})
        touched = before | groups_of(account)[str(activity)]
        bring_log_along(account, touched)
        waits = easing.tell_named(runner, touched)
        if waits:
            name_late.using(run_after=easing.midnight(runner)).enqueue(runner.pk, sorted(touched))
        _keep_level(account)
    return waits


def _keep_level(account: Account) -> None:
    """The old level that the archive says now, where the newest import tells it."""
    episode = selectors.current_episode(account)
    newest = Import.objects.filter(runner__account=account).first()
    if episode is not None and newest is not None and newest.finished_at is not None:
        newest.level = levels.found(episode, selectors.today_for(account))
        newest.save(update_fields=["level"])
