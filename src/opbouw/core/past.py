"""Looking back over the work that is no run: which sessions there were, and how the body took them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from opbouw.core.case import Case
from opbouw.core.diary import Work
from opbouw.core.events import CheckedIn, Event
from opbouw.core.pain import usual_morning
from opbouw.core.walk import Day, Walk
from opbouw.evidence import tables

WEEK = 7
SORE_SPOT_DAYS = WEEK  # derived: a spot that spoke up stays spared for a week, as a sore way of training does


def works(case: Case, first: date, last: date, *kinds: str) -> list[Work]:
    """Sessions of some kinds (all where none is named) from ``first`` to ``last``, oldest first."""
    found = case.diary.work.between(first, last)
    return [work for work in found if work.data.kind in kinds] if kinds else found


def days_with(case: Case, first: date, last: date, *kinds: str) -> set[date]:
    """Days from ``first`` to ``last`` with a session of some kinds."""
    return {work.on for work in works(case, first, last, *kinds)}


def trained_on(case: Case, first: date, last: date) -> set[date]:
    """Days from ``first`` to ``last`` with any training: runs and other work; tests are no training."""
    other = {work.on for work in works(case, first, last) if work.data.kind != "test"}
    return other | {run.on for run in case.diary.runs.between(first, last)}


def bad_morning(case: Case, walk: Walk, at: Day, day: date) -> bool:
    """Whether a morning was above the injury's limit or well above the usual one (model_params strength_step_back)."""
    said = case.diary.answers.get(day)
    if day > at.on or said is None or not said.pain_morning:
        return False
    over = int(tables.param("morning_bad_points_over_usual").value)
    usual = walk.usual if walk.usual is not None else usual_morning(case.diary, day)
    return said.pain_morning > at.limits.morning or said.pain_morning >= usual + over


def usual_again(case: Case, walk: Walk, at: Day, day: date) -> bool:
    """Whether a morning is known, told in time, and as usual; unknown is not."""
    said = case.diary.timely.get(day)
    if day > at.on or said is None or said.pain_morning is None:
        return False
    usual = walk.usual if walk.usual is not None else usual_morning(case.diary, day) if said.pain_morning else 0.0
    return said.pain_morning <= usual + at.limits.tolerance and not bad_morning(case, walk, at, day)


def sore_spots(case: Case, at: Day) -> frozenset[str]:
    """The spot of the injury, every spot told sore in the last week, and those that are followed."""
    start = case.log.start.spot
    found = {one.spot for one in at.flags.watches} | ({start} if start else set())
    for event in _checks(case, at.on - timedelta(days=SORE_SPOT_DAYS - 1), at.on):
        data: CheckedIn = event.data
        found |= {one.spot for one in data.other_spots or () if (one.pain or 0) > 0}
        if data.spot is not None:
            found.add(data.spot)
    return frozenset(found)


def _checks(case: Case, first: date, last: date) -> Iterable[Event]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (event for day in days for event in case.log.by_day.get(day, ()) if event.type == "checked_in")
