"""The runner's own day of each activity, where the file itself does not say it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

import numpy as np

from opbouw.activities.model import Activity
from opbouw.activities.sanitize import estimated_offset_s


def with_local_dates(activities: Iterable[Activity], zone: tzinfo | None = None) -> list[Activity]:
    """The same activities, in the same order, with `local_date` as good as it can be known.

    A file that states its own offset keeps its date. Otherwise the runner's `zone` decides when given; without it the
    place (longitude) does, and an activity without a place takes the offset of the one nearest in time that has one.
    """
    given = list(activities)
    known = sorted(
        (activity.start, offset)
        for activity in given
        if activity.start is not None and (offset := _own_offset(activity)) is not None
    )
    return [_dated(activity, known, zone) for activity in given]


def _own_offset(activity: Activity) -> int | None:
    if activity.utc_offset_s is not None or "lon" not in activity.columns:
        return activity.utc_offset_s
    lon = activity.columns["lon"]
    return estimated_offset_s(float(lon[np.isfinite(lon)][0]))


def _dated(activity: Activity, known: list[tuple[datetime, int]], zone: tzinfo | None) -> Activity:
    if activity.start is None or activity.utc_offset_s is not None:
        return activity
    if zone is not None:
        return replace(activity, local_date=activity.start.astimezone(zone).date())
    offset = _own_offset(activity)
    if offset is None:
        offset = _nearest_offset(activity.start, known)
    return replace(activity, local_date=(activity.start + timedelta(seconds=offset)).date())


def _nearest_offset(start: datetime, known: list[tuple[datetime, int]]) -> int:
    if not known:
        return 0
    place = bisect_left(known, (start, 0))
    around = known[max(place - 1, 0) : place + 1]
    return min(around, key=lambda pair: abs(pair[0] - start))[1]
