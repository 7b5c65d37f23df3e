"""How long a decision takes: `python bench/decide_speed.py` prints events, median and 99th percentile by length of log.

The log is that of the example runner, lived day by day, and after that a check-in every day and a run every other day.
"""

from __future__ import annotations

import time
import uuid
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles

from opbouw.core.decide import decide
from opbouw.core.events import Event, parse_event
from opbouw.demo import events as example

START = date(2016, 3, 2)
CALM = {"pain_rest": 0, "pain_daily": 0, "pain_morning": 0, "stiffness_min": 0, "ill": "none", "sleep_h": 7.5}
RUN = {"kind": "run", "run_minutes": 30, "minutes": 40, "effort_rpe": 3, "pain_during": 0, "pain_after": 0}
REPEATS = {"six weeks into the return": (0, 200), "a year": (365, 50), "ten years": (3650, 3)}


def long_log(days: int) -> list[Event]:
    """The example's log and then daily events for so many days."""
    made = example(START)
    episode = made[0]["episode"]
    for number in range(days):
        on = START + timedelta(days=number)
        made.append(_event(episode, "checked_in", on, CALM))
        if number % 2:
            made.append(_event(episode, "session_done", on, RUN))
    return [parse_event(one) for one in made]


def _event(episode: str, kind: str, on: date, data: dict[str, object]) -> dict[str, object]:
    return {
        "id": str(uuid.uuid5(uuid.UUID(episode), f"{kind}:{on}")),
        "episode": episode,
        "type": kind,
        "on": on.isoformat(),
        "recorded_at": datetime(on.year, on.month, on.day, 8, tzinfo=UTC).isoformat(),
        "by": {"role": "runner"},
        "v": 1,
        "data": data,
    }


def main() -> None:
    """Print a row for each length of log, and one for the replay of a year."""
    print(f"{'log':<30}{'events':>8}{'median ms':>11}{'99 % ms':>9}")
    for name, (days, repeats) in REPEATS.items():
        log = long_log(days)
        today = START + timedelta(days=days)
        spent = [_timed(log, today) for _ in range(repeats)]
        print(f"{name:<30}{len(log):>8}{median(spent):>11.1f}{quantiles(spent, n=100)[-1]:>9.1f}")
    log = long_log(365)
    by_day = [START + timedelta(days=number) for number in range(0, 365, 5)]
    spent = [_timed([event for event in log if event.recorded_at.date() <= day], day) for day in by_day]
    print(f"{'replay of a year, a day':<30}{len(log):>8}{median(spent):>11.1f}{quantiles(spent, n=100)[-1]:>9.1f}")


def _timed(log: list[Event], today: date) -> float:
    begin = time.perf_counter()
    answer = decide(log, today)
    spent = (time.perf_counter() - begin) * 1000
    if answer.kind != "decision":
        raise SystemExit(f"{today}: {', '.join(reason.code for reason in answer.reasons)}")
    return spent


if __name__ == "__main__":
    main()
