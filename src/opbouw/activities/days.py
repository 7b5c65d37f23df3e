"""The runner's own day of each activity, where the file itself does not say it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

import numpy as np

from opbouw.activities.model import Activity
from opbouw.activities.sanitize import estimated_offset_s

# No place on earth keeps a clock further from its sun than this: a place within it may lie in the runner's own zone.
MOST_FROM_THE_SUN = timedelta(hours=3)
# A recording without a place was made where the runner was that day, not where he was last month.
ON_THE_SAME_JOURNEY = timedelta(days=1)
Known = list[tuple[datetime, int]]


def with_local_dates(activities: Iterable[Activity], zone: tzinfo | None = None) -> list[Activity]:
    """The same activities, in the same order, with `local_date` as good as it can be known.

    A file that states its own offset keeps its date. Otherwise the place decides: one that can lie in the runner's
    `zone` takes that, which knows of summer time, and one far from it the offset of its longitude. An activity without
    a place takes the offset of one within a day that has one, then the `zone`, then that of the nearest in time.
    """
    given = list(activities)
    known = sorted(
        (activity.start, offset)
        for activity in given
        if activity.start is not None and (offset := _own_offset(activity, zone)) is not None
    )
    return [_dated(activity, known, zone) for activity in given]


def _own_offset(activity: Activity, zone: tzinfo | None) -> int | None:
    """Seconds ahead of UTC by the file, else by the place; None where neither tells."""
    if activity.utc_offset_s is not None or "lon" not in activity.columns or activity.start is None:
        return activity.utc_offset_s
    lon = activity.columns["lon"]
    there = estimated_offset_s(float(lon[np.isfinite(lon)][0]))
    home = _offset_in(zone, activity.start)
    return there if home is None or _is_far(there, home) else home


def _offset_in(zone: tzinfo | None, at: datetime) -> int | None:
    offset = at.astimezone(zone).utcoffset() if zone is not None else None
    return None if offset is None else int(offset.total_seconds())


def _dated(activity: Activity, known: Known, zone: tzinfo | None) -> Activity:
    if activity.start is None or activity.utc_offset_s is not None:
        return activity
    offset = _own_offset(activity, zone)
    if offset is None:
        offset = _offset_near(activity.start, known, zone)
    return replace(activity, local_date=(activity.start + timedelta(seconds=offset)).date())


def _offset_near(start: datetime, known: Known, zone: tzinfo | None) -> int:
    """The offset where the runner was: abroad by a recording of that day, at home by the zone."""
    place = bisect_left(known, (start, 0))
    at, offset = min(known[max(place - 1, 0) : place + 1], key=lambda pair: abs(pair[0] - start), default=(start, None))
    home = _offset_in(zone, start)
    if home is None or offset is None:
        return home or offset or 0
    # Nearer to the time of home it may be a file that writes UTC; the zone knows when the clocks changed since.
    abroad = _is_far(offset, home) and abs(at - start) <= ON_THE_SAME_JOURNEY
    return offset if abroad else home


def _is_far(offset: int, home: int) -> bool:
    return abs(offset - home) > MOST_FROM_THE_SUN.total_seconds()
