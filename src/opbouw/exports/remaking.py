"""Stored decisions made again from the log: the same rules must say the same, other rules may say what they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from opbouw.core.decide import decide
from opbouw.core.decision import RULES_VERSION
from opbouw.core.events import Event
from opbouw.core.serialize import decision_to_dict
from opbouw.exports.comparing import Kind, differences, kind_of_change
from opbouw.exports.record import Shown, hash_of_answer, hash_of_log

Status = Literal["same", "differs", "other_rules", "other_log"]


@dataclass(frozen=True, slots=True)
class Remade:
    """A stored decision beside the one made now. ``other_log``: the log does not hold what the stored one saw."""

    shown: Shown
    status: Status
    kind: Kind | None = None
    changes: tuple[dict[str, Any], ...] = ()


def remake(log: Sequence[Event], record: Iterable[Shown]) -> Iterator[Remade]:
    """Make every stored decision again on exactly the events it saw.

    :param log: the whole log, in the order in which it was kept.
    """
    for shown in record:
        saw = _saw(log, shown)
        if saw is None:
            yield Remade(shown, "other_log")
            continue
        now = decision_to_dict(decide(saw, date.fromisoformat(shown.on)))
        same = hash_of_answer(now) == hash_of_answer(shown.decision)
        other = shown.rules_version != RULES_VERSION
        changes = differences(shown.decision, now, same_day=True)
        status: Status = "other_rules" if other else "same" if same else "differs"
        yield Remade(shown, status, kind_of_change(shown.decision, now), tuple(changes))


def _saw(log: Sequence[Event], shown: Shown) -> Sequence[Event] | None:
    """The events a stored decision saw: the first so many, or those written down by then where the order was lost."""
    first = log[: shown.events]
    if hash_of_log(first) == shown.events_sha256:
        return first
    until = datetime.fromisoformat(shown.shown_at)
    by_then = [event for event in log if event.recorded_at <= until]
    return by_then if hash_of_log(by_then) == shown.events_sha256 else None
