"""Several injuries at once: the answer for all is at least as careful as that for each alone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from opbouw.core.decide import decide
from opbouw.core.decision import Decision, Refusal
from opbouw.core.together import VERDICT_ORDER, decide_all
from tests.journeys.invariants import Seen, avoided_work_is_out, locked_work
from tests.journeys.told import Told
from tests.properties.breaking import Log, holds, known_by, more
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
    alone = [decide(log, day) for log in logs]
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
    return None


@proved("several injuries together are at least as careful as each alone")
def at_least_as_careful(life: Life, data: st.DataObject) -> None:
    logs, day = joined(life, data)
    holds(logs[0], lambda log: wrong_together([log, *logs[1:]], day))


@proved("the week for several injuries suits every one of them")
def suits_all(life: Life, data: st.DataObject) -> None:
    logs, day = joined(life, data)

    def check(log: Log) -> str | None:
        all_logs = [log, *logs[1:]]
        together = [one for one in decide_all(all_logs, day) if isinstance(one, Decision)]
        for mine in together:
            for theirs, told in zip(together, all_logs, strict=False):
                if len(together) == len(all_logs) and theirs.injury == told[0].data.injury:
                    seen = Seen(None, _with_week_of(theirs, mine), Told(told))
                    for wrong in (*avoided_work_is_out(seen), *locked_work(seen)):
                        return f"work for {mine.injury} beside {theirs.injury}: {wrong}"
        return None

    holds(logs[0], check)


def _with_week_of(one: Decision, other: Decision) -> Decision:
    from dataclasses import replace

    return replace(one, week=other.week, today=other.today)


@proved("the order of several injuries changes no answer")
def order_of_injuries(life: Life, data: st.DataObject) -> None:
    logs, day = joined(life, data)

    def check(log: Log) -> str | None:
        all_logs = [log, *logs[1:]]
        forward = decide_all(all_logs, day)
        backward = tuple(reversed(decide_all(all_logs[::-1], day)))
        return None if forward == backward else "another order, another answer"

    holds(logs[0], check)
