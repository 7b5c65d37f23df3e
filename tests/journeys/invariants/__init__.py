"""What must hold on every day of every life, read from the log beside the core (engine.md, must hold for every input).

Each check looks at one decision, the one of the day before, and what was told by then. It shares no code with the
engine but its tables, so that a slip in the engine is no slip here. Names begin with the number of the invariant.
"""

from __future__ import annotations

from opbouw.core.decision import Decision, Refusal
from tests.journeys.invariants import answers, numbers, rest, shape, signs, steps, words
from tests.journeys.invariants.seen import Answer, Check, Seen
from tests.journeys.told import Told

MODULES = (numbers, signs, answers, steps, rest, words, shape)
CHECKS: tuple[Check, ...] = tuple(check for module in MODULES for check in module.CHECKS)


def breaches(previous: Answer | None, decision: Answer, told: Told) -> tuple[str, ...]:
    """What a day breaks, in words; empty when all holds.

    :param previous: the decision of the day before, or None on the first day.
    :param told: what was told by the end of the day, or by the moment of the decision.
    """
    if isinstance(decision, Refusal):
        return () if decision.reasons else ("a refusal without a reason",)
    seen = Seen(previous if isinstance(previous, Decision) else None, decision, told)
    return tuple(f"{check.__name__}: {what}" for check in CHECKS for what in check(seen))
