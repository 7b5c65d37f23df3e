"""Invariants 1, 4, 5, 8, 11, 12 and 15 on any two days in a row of any life, by the checks of the journeys."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from hypothesis import strategies as st

from opbouw.core.decision import Decision
from tests.journeys.invariants import CHECKS
from tests.journeys.invariants.seen import Seen
from tests.journeys.told import Told
from tests.properties.breaking import Log, holds
from tests.properties.following import answer, known_by
from tests.properties.lives import Life
from tests.properties.registry import proved

SENTENCES = {
    "1": "nothing exceeds a hard limit",
    "3": "an unknown answer gives no run and no leave to go on",
    "4": "an open sign stops everything and names whom to see",
    "5": "forward at most one phase and one step, never too early",
    "8": "every limited number names its winner",
    "11": "every reason, question and limit is a known code with words",
    "12": "runs lie 48 hours apart and outside the rest days",
    "14": "the caps of guides hold",
    "15": "signs and locks open by what names them alone",
    "": "a week is a week that can be done",
}
BY_INVARIANT: dict[str, list[int]] = defaultdict(list)
for _n, _check in enumerate(CHECKS):
    _number = (_check.__doc__ or "").partition(":")[0].partition(",")[0]
    BY_INVARIANT[_number if _number.isdigit() else ""].append(_n)


def found(log: Log, life: Life, back: int, checks: list[int]) -> str | None:
    """What two days in a row break of some invariant."""
    today = life.today - timedelta(days=back)
    yesterday = today - timedelta(days=1)
    known = known_by(log, today)
    before, now = answer(known_by(log, yesterday), yesterday), answer(known, today)
    if not isinstance(now, Decision):
        return None if now.reasons else "a refusal without a reason"
    seen = Seen(before if isinstance(before, Decision) else None, now, Told(known))
    return next((f"{today} {CHECKS[n].__name__}: {what}" for n in checks for what in CHECKS[n](seen)), None)


for _number, _sentence in SENTENCES.items():

    def _body(life: Life, data: st.DataObject, checks: list[int] = BY_INVARIANT[_number]) -> None:
        back = data.draw(st.integers(0, 12))
        holds(life.log, lambda log: found(log, life, back, checks))

    proved(_sentence)(_body)
