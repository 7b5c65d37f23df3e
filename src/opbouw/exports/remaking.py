"""Stored decisions made again from the log: the same rules must say the same, other rules may say what they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from opbouw.core.decide import decide, decide_day
from opbouw.core.decision import RULES_VERSION
from opbouw.core.events import Event
from opbouw.core.fold import Fold
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
    follows = _Follows(log)
    for shown in record:
        now = follows.decide(shown)
        if now is None:
            yield Remade(shown, "other_log")
            continue
        same = hash_of_answer(now) == hash_of_answer(shown.decision)
        other = shown.rules_version != RULES_VERSION
        changes = differences(shown.decision, now, same_day=True)
        status: Status = "other_rules" if other else "same" if same else "differs"
        yield Remade(shown, status, kind_of_change(shown.decision, now), tuple(changes))


class _Follows:
    """A log told to the fold as far as each stored decision saw it: they come in the order in which they were shown."""

    def __init__(self, log: Sequence[Event]) -> None:
        self._log, self._fold, self._told = log, Fold(), 0

    def decide(self, shown: Shown) -> dict[str, Any] | None:
        """The decision of a day on what the stored one saw; None where the log does not hold that."""
        day = date.fromisoformat(shown.on)
        if hash_of_log(self._log[: shown.events]) == shown.events_sha256:
            if shown.events < self._told:
                self._fold, self._told = Fold(), 0
            self._fold.tell(self._log[self._told : shown.events])
            self._told = shown.events
            return decision_to_dict(decide_day(self._fold, day))
        until = datetime.fromisoformat(shown.shown_at)
        by_then = [event for event in self._log if event.recorded_at <= until]
        if hash_of_log(by_then) == shown.events_sha256:
            return decision_to_dict(decide(by_then, day))
        return None
