"""The shortest log that still breaks: leave out halves, quarters, single events, as long as it goes on breaking."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from opbouw.core.events import Event

Log = tuple[Event, ...]
LONGEST_S = 60.0


def shrunk(log: Log, breaks: Callable[[Log], bool], longest_s: float = LONGEST_S) -> Log:
    """A part of the log that still breaks, with no single event to spare unless the time is up."""
    until, size = monotonic() + longest_s, max(1, len(log) // 2)
    while True:
        smaller = _without_a_part(log, breaks, size, until)
        if monotonic() > until:
            return smaller
        if len(smaller) == len(log) and size == 1:
            return log
        log, size = smaller, size if len(smaller) < len(log) else max(1, size // 2)


def _without_a_part(log: Log, breaks: Callable[[Log], bool], size: int, until: float) -> Log:
    start = len(log) - size
    while start > -size and monotonic() <= until:
        rest = log[: max(0, start)] + log[start + size :]
        if rest and breaks(rest):
            log = rest
        start -= size
    return log


def still(check: Callable[[Log], str | None]) -> Callable[[Log], bool]:
    """Whether a check still finds something; a log that cannot be asked does not count."""

    def breaks(log: Log) -> bool:
        try:
            return check(log) is not None
        except (LookupError, AssertionError, StopIteration):
            return False

    return breaks
