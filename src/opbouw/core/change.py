"""What a change to a week already shown leaves of the next run until it is answered, and after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from opbouw.core.limits import Bound
from opbouw.core.walk import Change, Walk

SHOWN_DAYS = 7  # a week is shown; after it the change is the plan


def is_open(change: Change | None, day: date) -> bool:
    """Whether a change still asks for an answer: a larger run until it has one, a smaller one for the week shown."""
    if change is None or change.answer is not None:
        return False
    return change.hold_min is not None or (day - change.on).days < SHOWN_DAYS


def held_minutes(change: Change | None, day: date) -> float | None:
    """The smaller run that still holds: until a larger one is agreed to, and for the week shown where it was not."""
    if change is None or change.answer == "agree":
        return None
    return change.hold_min if change.answer is None or (day - change.on).days < SHOWN_DAYS else None


def bounds_of_change(walk: Walk, day: date) -> Iterator[Bound]:
    """What an answer, or its lack, leaves of the next run."""
    held = held_minutes(walk.change, day)
    if held is not None:
        yield Bound("as_shown", held)
    yield from (Bound("even_less", one.minutes) for one in walk.less if day < one.until)
