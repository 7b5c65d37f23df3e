"""Events and decisions as JSON: one object a line in, plain objects out, and their schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from opbouw.core.decision import Decision, Gate, Refusal, RoadStretch
from opbouw.core.events import Event, event_to_dict, parse_event
from opbouw.core.fields import EventError

RENAMED = {Gate: {"start": "from"}, RoadStretch: {"start": "from"}}
PLAIN = (str, int, float)
MAX_LINE = 1_000_000


class LineError(ValueError):
    """A line of an event log that cannot be taken; says which line and why."""

    def __init__(self, line: int, problem: str, code: str = "bad_line") -> None:
        self.line, self.problem, self.code = line, problem, code
        super().__init__(f"line {line}: {problem}")


def to_plain(value: Any) -> Any:
    """A value of the contract as plain JSON; dates as ISO, unknown as null."""
    if value is None or isinstance(value, PLAIN):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {told: to_plain(getattr(value, name)) for name, told in _names(type(value))}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(one) for key, one in value.items()}
    return [to_plain(one) for one in value]


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes of a type, each with its name in the contract."""
    renamed = RENAMED.get(kind, {})
    return tuple((one.name, renamed.get(one.name, one.name)) for one in fields(kind))


def decision_to_dict(answer: Decision | Refusal) -> dict[str, Any]:
    """A decision or refusal in the shape of the contract; a reason's ``text`` is filled where words are known."""
    made: dict[str, Any] = to_plain(answer)
    for one in made["reasons"]:
        one["text"] = None
    return made


def dump_event(event: Event) -> str:
    """One event as one line of JSON."""
    return json.dumps(event_to_dict(event), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def load_events(lines: Iterable[str]) -> Iterator[Event]:
    """Events of a JSON Lines log, blank lines skipped.

    :raises LineError: naming the line, the field and what it must hold.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        yield load_event(line, number)


def load_event(line: str, number: int = 1) -> Event:
    """One event of a log.

    :raises LineError: naming the line, the field and what it must hold.
    """
    if len(line) > MAX_LINE:
        raise LineError(number, f"the line is longer than {MAX_LINE} characters; split the log into one event a line")
    try:
        raw = json.loads(line, object_pairs_hook=_no_twice)
    except (ValueError, RecursionError) as problem:
        raise LineError(number, f"this is no JSON object ({problem}); write one event a line", "bad_json") from None
    try:
        return parse_event(raw)
    except EventError as problem:
        raise LineError(number, str(problem), problem.code) from None


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"{key!r} stands twice in one object")
        made[key] = value
    return made
