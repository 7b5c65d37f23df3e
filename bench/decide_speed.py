"""How long decisions take: `python bench/decide_speed.py`.

The log is that of the example runner, lived day by day, and after that a check-in every day, a run every other day,
strength work twice a week, cross-training twice a week and a screening every four weeks. Three figures:

- a fold from nothing, by length of the log: it must be linear, so the time for an event stays the same;
- a decision on a folded log of ten years, on each day of its last year, with the events of that day told;
- a replay of a year: every day's decision on what was recorded by its end.
"""

from __future__ import annotations

import gc
import time
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles
from typing import Any

from opbouw.core.decide import decide_day
from opbouw.core.events import Event, parse_event
from opbouw.core.fold import Fold
from opbouw.demo import events as example

START = date(2016, 3, 2)
CALM = {"pain_rest": 0, "pain_daily": 0, "pain_morning": 0, "stiffness_min": 0, "ill": "none", "sleep_h": 7.5}
RUN = {"kind": "run", "run_minutes": 30, "minutes": 40, "effort_rpe": 3, "pain_during": 0, "pain_after": 0}
RIDE = {"kind": "cross", "modality": "cycling", "minutes": 45, "effort_rpe": 3, "pain_during": 0, "pain_after": 0}
LIFTS = [
    {"id": name, "side": side, "sets": 3, "reps": 12, "load_kg": 5, "pain": 0}
    for name in ("heel_one_load", "soleus_bent_load")
    for side in ("left", "right")
]
STRENGTH = {"kind": "strength", "minutes": 20, "effort_rpe": 5, "pain_during": 0, "pain_after": 0, "exercises": LIFTS}
YEARS = (1, 2, 5, 10)
REPEATS = 3


def long_log(days: int) -> list[Event]:
    """The example's log and then daily events for so many days."""
    made = example(START)
    episode = made[0]["episode"]
    first = next(one["data"] for one in made if one["type"] == "screened")
    for number in range(days):
        on = START + timedelta(days=number)
        made += (_event(episode, kind, on, data) for kind, data in lived(number, first))
    return [parse_event(one) for one in made]


def lived(number: int, first: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What happened on a day, by its number: kinds of facts with their data."""
    yield "checked_in", CALM
    if number % 28 == 0:
        yield "screened", {"answers": dict.fromkeys(first["answers"], "no"), "why": "asked"}
    if number % 2:
        yield "session_done", RUN
    elif number % 7 in (2, 4):
        yield "session_done", RIDE
    if number % 7 in (1, 5):
        yield "session_done", STRENGTH


def _event(episode: str, kind: str, on: date, data: Mapping[str, object]) -> dict[str, object]:
    return {
        "id": str(uuid.uuid5(uuid.UUID(episode), f"{kind}:{on}:{data.get('kind')}")),
        "episode": episode,
        "type": kind,
        "on": on.isoformat(),
        "recorded_at": datetime(on.year, on.month, on.day, 8, tzinfo=UTC).isoformat(),
        "by": {"role": "runner"},
        "v": 1,
        "data": data,
    }


def _by_day(log: list[Event]) -> dict[date, list[Event]]:
    found: dict[date, list[Event]] = {}
    for event in log:
        found.setdefault(max(event.on, event.recorded_at.date()), []).append(event)
    return found


def _decide(fold: Fold, today: date, told: list[Event]) -> float:
    begin = time.perf_counter()
    fold.tell(told)
    answer = decide_day(fold, today)
    spent = (time.perf_counter() - begin) * 1000
    if answer.kind != "decision":
        raise SystemExit(f"{today}: {', '.join(reason.code for reason in answer.reasons)}")
    return spent


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def from_nothing() -> None:
    """A fold of the whole log and one decision, by length."""
    print(f"{'a fold from nothing':<32}{'events':>8}{'ms':>9}{'us an event':>13}")
    for years in YEARS:
        log, today = long_log(365 * years), START + timedelta(days=365 * years)
        spent = median(_decide(Fold(), today, log) for _ in range(REPEATS))
        print(f"{f'{years} years':<32}{len(log):>8}{spent:>9.0f}{spent * 1000 / len(log):>13.1f}")


def day_by_day() -> None:
    """A decision a day over the last of ten years, and over a first year."""
    print(f"{'a decision a day':<32}{'days':>8}{'median':>9}{'99 % ms':>9}{'all s':>8}")
    log, last = long_log(3650), START + timedelta(days=3650)
    by_day, begun = _by_day(log), last - timedelta(days=365)
    fold = Fold([event for event in log if event.on < begun])
    _decide(fold, begun - timedelta(days=1), [])
    _print("the tenth year", [_decide(fold, day, by_day.get(day, [])) for day in _days(begun, last)])
    first = min(by_day)
    runs = []
    for _ in range(REPEATS):
        fold = Fold()
        runs.append([_decide(fold, day, by_day.get(day, [])) for day in _days(first, first + timedelta(days=364))])
    _print("replay of a year", sorted(runs, key=sum)[len(runs) // 2])


def _print(name: str, spent: list[float]) -> None:
    p99 = quantiles(spent, n=100)[-1]
    print(f"{name:<32}{len(spent):>8}{median(spent):>9.2f}{p99:>9.2f}{sum(spent) / 1000:>8.2f}")


def main() -> None:
    """Print the three figures."""
    gc.freeze()
    from_nothing()
    day_by_day()


if __name__ == "__main__":
    main()
