"""The same activity recorded twice (phone and watch, or a file and its table row) counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from opbouw.activities.grouping import Said, grouped
from opbouw.activities.likeness import sizes_alike, sports_agree
from opbouw.activities.merging import Known, Merged, as_said, merged
from opbouw.activities.model import Activity, ActivityFacts


def merged_views(found: Iterable[Known], said: Said | None = None) -> list[Merged[Known]]:
    """Each activity once in the order of time, with its recordings and which of them each field is from.

    What the runner said (`said`) goes before what is seen; taking it back gives what was there before.
    """
    said = said or Said()
    return [as_said(merged(group), said.sports) for group in grouped(found, said)]


def merge_duplicates(activities: Iterable[Activity], said: Said | None = None) -> list[Activity]:
    """The activities in time order, each once. Of several recordings the best gives each field."""
    return [view.activity for view in merged_views(activities, said)]


def merge_facts(found: Iterable[ActivityFacts], said: Said | None = None) -> list[ActivityFacts]:
    """The same for facts without samples."""
    return [view.activity for view in merged_views(found, said)]


def grouped_facts(
    found: Iterable[ActivityFacts], said: Said | None = None
) -> list[tuple[ActivityFacts, frozenset[str]]]:
    """The same with, beside each, the ids of all its recordings."""
    return [(view.activity, frozenset(one.id for one in view.recordings)) for view in merged_views(found, said)]


def perhaps_one(views: Sequence[Merged[Known]]) -> list[tuple[Known, Known]]:
    """Activities of one day that are alike in size and were not taken as one: only the runner can tell."""
    by_day: dict[date, list[Merged[Known]]] = {}
    for view in views:
        if view.activity.local_date is not None:
            by_day.setdefault(view.activity.local_date, []).append(view)
    return [
        (a.activity, b.activity)
        for members in by_day.values()
        for a, b in combinations(members, 2)
        if sports_agree(a.activity.sport, b.activity.sport) and sizes_alike(a.activity, b.activity)
    ]
