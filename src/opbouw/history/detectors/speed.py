"""Faster running: pace and the share of fast distance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from opbouw.history.days import Run
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


def speed(past: Past) -> Clue:
    """Middle pace and the share of fast distance, the last four weeks against the eight before; whole runs only."""
    recent, before = _paced(past.recent()), _paced(past.before())
    least = param("speed_min_runs")
    if len(recent) < least["recent"] or len(before) < least["before"]:
        return CANNOT_SEE
    then, now = median(p for _, p in before), median(p for _, p in recent)
    fast = then * param("speed_fast_fraction")
    share_then, share_now = _share_under(before, fast), _share_under(recent, fast)
    by_share = on_line(param("speed_share_strength"), share_now - share_then)
    by_pace = on_line(param("speed_pace_strength"), 1 - now / then)
    dates: dict[str, Value] = {"from": past.onset - timedelta(param("recent_days")), "to": past.onset - timedelta(1)}
    pace = Finding(
        "speed_pace" if by_pace else "speed_pace_same", dates | {"then_pace": round(then), "now_pace": round(now)}
    )
    share_numbers = {"then_pct": round(share_then * 100), "now_pct": round(share_now * 100), "fast_pace": round(fast)}
    share = Finding("speed_share" if by_share else "speed_share_same", dates | share_numbers)
    found = tuple(f for f, s in ((share, by_share), (pace, by_pace)) if s)
    against = tuple(f for f, s in ((share, by_share), (pace, by_pace)) if not s)
    return Clue(max(by_share, by_pace), found, against)


def _paced(runs: Sequence[Run]) -> list[tuple[Run, float]]:
    long_enough = (run for run in runs if run.minutes is not None and run.minutes >= param("speed_min_run_minutes"))
    return [(run, pace) for run in long_enough if (pace := run.pace_s_per_km) is not None]


def _share_under(paced: Sequence[tuple[Run, float]], fast: float) -> float:
    total = sum(run.km or 0 for run, _ in paced)
    return sum(run.km or 0 for run, pace in paced if pace <= fast) / total
