"""Reading what was recorded twice, for the page and for what the runner says."""

from collections.abc import Sequence
from dataclasses import dataclass

from opbouw.activities import ActivityFacts, Merged, merged_views, perhaps_one
from opbouw.web.store import selectors
from opbouw.web.store.models import ActivityRow
from opbouw.web.store.selectors import Asker
from opbouw.web.twice.said import said_by

Pair = tuple[ActivityFacts, ActivityFacts]
MOST_PERHAPS = 20


@dataclass(frozen=True, slots=True)
class Recordings:
    """What was taken as one, what the runner keeps apart, and what only the runner can tell; the newest first."""

    together: tuple[Merged[ActivityFacts], ...]
    apart: tuple[Pair, ...]
    perhaps: tuple[Pair, ...]


def recordings_for(account: Asker) -> Recordings:
    """Every activity of this account with more than one recording, and the pairs beside them."""
    found, said = selectors.recordings_of(account), said_by(account.pk)
    views = merged_views(found, said)
    by_id = {one.id: one for one in found}
    apart = [tuple(by_id[name] for name in sorted(pair)) for pair in said.apart if pair <= by_id.keys()]
    told = [(pair[0], pair[1]) for pair in apart if len(pair) == 2]
    perhaps = [pair for pair in perhaps_one(views) if frozenset(one.id for one in pair) not in said.apart]
    return Recordings(
        tuple(view for view in reversed(views) if len(view.recordings) > 1),
        tuple(_newest(told)),
        tuple(_newest(perhaps)[:MOST_PERHAPS]),
    )


def groups_of(account: Asker) -> dict[str, frozenset[str]]:
    """Each recording with all that are taken as one with it, itself among them."""
    views = merged_views(selectors.recordings_of(account), said_by(account.pk))
    groups = [frozenset(one.id for one in view.recordings) for view in views]
    return {name: group for group in groups for name in group}


def file_names(account: Asker) -> dict[str, str]:
    """The name of the file each activity came from."""
    rows = ActivityRow.objects.filter(runner__account_id=account.pk) if account.pk else ActivityRow.objects.none()
    return {str(activity): name for activity, name in rows.values_list("activity_id", "upload__name")}


def _newest(pairs: Sequence[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (str(pair[0].local_date or ""), pair[0].id, pair[1].id), reverse=True)
