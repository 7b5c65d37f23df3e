"""What a property says when it breaks: the log, the day, and a check that can be asked again of a shorter log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from opbouw.core.decision import PHASES, Decision, Refusal
from opbouw.core.events import Event
from tests.core.making import codes
from tests.properties.following import answer, known_by
from tests.scenarios.story import planned_run

Log = tuple[Event, ...]
Check = Callable[[Log], str | None]


class Broken(AssertionError):
    """A log that breaks a property."""

    def __init__(self, what: str, log: Log, check: Check) -> None:
        self.what, self.log, self.check = what, log, check
        told = "\n".join(f"{one.on} {one.recorded_at.date()} {one.by.role} {one.type} {one.data}" for one in log[-20:])
        super().__init__(f"{what}\nthe last of {len(log)} events:\n{told}")


def holds(log: Log, check: Check) -> None:
    """Fail with the log when a check finds something wrong in it."""
    wrong = check(log)
    if wrong is not None:
        raise Broken(wrong, log, check)


def _fits_better(one: Decision, other: Decision) -> bool:
    """Whether a lower step only fills the minutes of a day better: its bouts are shorter than those of the higher."""
    low, high = one.stage, other.stage
    if low is None or high is None or low.ladder != high.ladder or low.n >= high.n:
        return False
    proposed = max((limit.original for limit in other.limits if limit.id == "run_minutes"), default=0.0)
    return planned_run(one) <= proposed


def _no_room(one: Decision) -> bool:
    """Whether nothing but the minutes that are left keeps a run out today: too few for the step's own bout."""
    winners = {limit.id: limit.winner for limit in one.limits}
    return winners.get("running_today") in {winners.get("run_minutes"), None} and "run_minutes" in winners


def gives_more(one: Log, other: Log, day: date) -> str | None:
    """How a log gives more running on a day than another; None when it does not, or when either is refused."""
    careful, free = answer(known_by(one, day), day), answer(known_by(other, day), day)
    if isinstance(careful, Refusal) or isinstance(free, Refusal):
        return None
    wrong = more(careful, free)
    return None if wrong is None else f"{day}: {wrong}"


def more(one: Decision, other: Decision) -> str | None:
    """How one decision gives more running, a phase further, or a later stop than another of the same day."""
    if "third_flare" in codes(other) and one.see is not None and not one.running_allowed:
        return None  # flares count while running is rebuilt: who was sent back before that has none to count
    if one.running_allowed and not other.running_allowed and not (_no_room(other) and _fits_better(one, other)):
        return f"running is allowed; the other: {codes(other)[:5]}"
    if planned_run(one) > planned_run(other) and not _fits_better(one, other):
        return f"{planned_run(one)} minutes, the other {planned_run(other)}: {codes(other)[:5]}"
    if set(other.open_flags) - set(one.open_flags):
        return f"open signs {one.open_flags}, the other {other.open_flags}"
    if PHASES.index(one.phase) > PHASES.index(other.phase):
        return f"phase {one.phase}, the other {other.phase}: {codes(other)[:5]}"
    return None
