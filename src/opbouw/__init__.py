"""Brings an injured runner responsibly back to running: events and a day in, one decision out.

This is the whole public library. Everything else in the package may change without notice.

>>> from datetime import date
>>> import opbouw
>>> opbouw.decide([], date(2026, 3, 2)).kind
'refusal'
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opbouw.activities.model import Activity, ActivityError
    from opbouw.core.decision import Decision, Refusal
    from opbouw.core.events import Event

__all__ = [
    "Activity",
    "ActivityError",
    "Decision",
    "Event",
    "Refusal",
    "decide",
    "read_activity",
    "read_events",
    "write_events",
]

# Loaded when first asked for, so that `import opbouw` stays quick: numpy and the readers come with an activity only.
_HOME = {
    "Activity": "opbouw.activities.model",
    "ActivityError": "opbouw.activities.model",
    "Decision": "opbouw.core.decision",
    "Event": "opbouw.core.events",
    "Refusal": "opbouw.core.decision",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'opbouw' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])


def decide(events: Iterable[Event], today: date) -> Decision | Refusal:
    """The answer for one day of one episode: what to do, how much, and why.

    :param events: the log of one episode, as ``read_events`` gives it; any order, copies allowed.
    :param today: the runner's local date. No fact about a later day may be in the log.
    :returns: a ``Decision`` (``kind == "decision"``), or a ``Refusal`` when nothing can be decided: no episode, an
        unknown injury, a runner under 18, two episodes in one log, facts that contradict each other.
    :raises TypeError: for anything that is no ``Event`` or no date.

    >>> from datetime import date
    >>> log = read_events([
    ...     '{"id": "11111111-1111-4111-8111-111111111111", "episode": "22222222-2222-4222-8222-222222222222",'
    ...     ' "type": "episode_opened", "on": "2026-03-02", "recorded_at": "2026-03-02T08:00:00+01:00",'
    ...     ' "by": {"role": "runner"}, "v": 1,'
    ...     ' "data": {"injury": "achilles_midportion", "onset_on": "2026-03-01", "severity": "limits_running"}}'
    ... ])
    >>> answer = decide(log, date(2026, 3, 2))
    >>> answer.kind, answer.phase, answer.running_allowed
    ('decision', 'rest', False)
    """
    from opbouw.core.decide import decide as decide_for
    from opbouw.exports.logs import checked

    if isinstance(today, datetime) or not isinstance(today, date):
        raise TypeError(f"today is {type(today).__name__}; give the runner's local date, as datetime.date")
    return decide_for([checked(event) for event in events], today)


def read_activity(source: bytes | str | Path) -> Activity:
    """The one activity in a FIT, TCX or GPX file (gzip and zip allowed), from its bytes or its path.

    What was not recorded is ``None``; ``columns`` holds the samples as numpy arrays, NaN where one is missing.

    :raises ActivityError: when there is none, or more than one; says what it is and what to do.

    >>> point = '<trkpt lat="52.09" lon="5.12"><time>2026-03-02T07:%02d:00Z</time></trkpt>'
    >>> track = "".join(point % minute for minute in range(30))
    >>> gpx = f'<gpx version="1.1"><trk><type>running</type><trkseg>{track}</trkseg></trk></gpx>'
    >>> run = read_activity(gpx.encode())
    >>> run.sport, run.seconds, run.columns["time_s"][-1].item()
    ('run', 1740.0, 1740.0)
    """
    from opbouw.activities import read_activity as read

    return read(source)


def read_events(source: str | Path | IO[Any] | Iterable[str]) -> list[Event]:
    """The events of a log in JSON Lines, given as a path, an open file or lines; blank lines are skipped.

    :raises ValueError: for a line that is no event, naming the line, the field and what it must hold.
    :raises OSError: when the file cannot be opened.

    >>> read_events(["", '{"type": "checked_in"}'])
    Traceback (most recent call last):
    ...
    opbouw.core.serialize.LineError: line 2: on is missing; add it
    """
    from opbouw.exports.logs import read_log

    return read_log(source)


def write_events(events: Iterable[Event], target: str | Path | IO[Any]) -> None:
    """Write events as JSON Lines to a path or an open file; a path is written whole or not at all.

    Fields that Opbouw does not know and that came in go out again.

    :raises TypeError: for anything that is no ``Event``, before a byte is written.
    :raises OSError: when the file cannot be written.

    >>> from io import StringIO
    >>> log = read_events([
    ...     '{"id": "11111111-1111-4111-8111-111111111111", "episode": "22222222-2222-4222-8222-222222222222",'
    ...     ' "type": "episode_closed", "on": "2026-03-02", "recorded_at": "2026-03-02T08:00:00+01:00",'
    ...     ' "by": {"role": "runner"}, "v": 1, "data": {"outcome": "back"}}'
    ... ])
    >>> written = StringIO()
    >>> write_events(log, written)
    >>> read_events(written.getvalue().splitlines()) == log
    True
    """
    from opbouw.exports.logs import write_log

    write_log(events, target)
