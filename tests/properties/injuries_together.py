"""Several injuries at once: the answer for all is at least as careful as that for each alone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from opbouw.core.decision import Decision, Refusal
from opbouw.core.together import VERDICT_ORDER, decide_all
from tests.properties.breaking import Log, holds, more
from tests.properties.following import answer, known_by
from tests.properties.lives import FIRST_SEED, POOL, STRIDE, Life, lived
from tests.properties.registry import proved


def other_log(data: st.DataObject, life: Life, day: date) -> Log:
    """Another injury of the same runner that began on the same day."""
    seed = FIRST_SEED + STRIDE * data.draw(st.integers(0, POOL - 1))
    whole = known_by(lived(seed)[0], day)
    return whole if whole[0].episode != life.log[0].episode else ()


def joined(life: Life, data: st.DataObject) -> tuple[list[Log], date]:
    """Two or three injuries, and a day."""
    day = life.today - timedelta(days=data.draw(st.integers(0, 15)))
    others = [other_log(data, life, day) for _ in range(data.draw(st.integers(1, 2)))]
    different = {log[0].episode: log for log in others if log}
    return [known_by(life.log, day), *different.values()], day


def wrong_together(logs: list[Log], day: date) -> str | None:
    """What the answer for all gives beyond that for each."""
    alone = [answer(log, day) for log in logs]
    together = decide_all(logs, day)
    decided = [one for one in alone if isinstance(one, Decision)]
    for one, all_ in zip(alone, together, strict=True):
        if isinstance(one, Refusal) or isinstance(all_, Refusal):
            continue
        wrong = more(all_, one)
        if wrong is not None:
            return f"{one.injury}: {wrong}"
        worst = min((other.verdict for other in decided), key=VERDICT_ORDER.index)
        if len(logs) > 1 and VERDICT_ORDER.index(all_.verdict) > VERDICT_ORDER.index(worst):
            return f"{all_.verdict}, the most careful is {worst}"
        if len(decided) < len(alone) and all_.running_allowed:
            return "running is allowed beside an injury that is refused"
    backward = tuple(reversed(decide_all(logs[::-1], day)))
    verdicts = [(one.verdict, one.running_allowed) for one in together if isinstance(one, Decision)]
    other = [(one.verdict, one.running_allowed) for one in backward if isinstance(one, Decision)]
    return None if verdicts == other else f"another order, another answer: {verdicts} and {other}"


@proved("several injuries together are as careful as each alone, whatever their order")
def at_least_as_careful(life: Life, data: st.DataObject) -> None:
    logs, day = joined(life, data)
    holds(logs[0], lambda log: wrong_together([log, *logs[1:]], day))
