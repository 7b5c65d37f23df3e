"""Faster or harder running: pace, the share of fast distance, and the share of time with a high heart rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from opbouw.history.days import Run
from opbouw.history.detectors.change import ranked_outside, share_outside
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param

Signal = tuple[float, Finding]


def speed(past: Past) -> Clue:
    """Middle pace and the share of fast distance, the last four weeks against the eight before; whole runs only."""
    recent, before = _alike(past.recent(), past.before())
    least = param("speed_min_runs")
    if len(recent) < least["recent"] or len(before) < least["before"]:
        return CANNOT_SEE
    dates: dict[str, Value] = {"from": past.onset - timedelta(param("recent_days")), "to": past.onset - timedelta(1)}
    paces = [_by_share(recent, before, dates), _by_pace(recent, before, dates)]
    hearts = _by_heart(recent, before, dates)
    signals = [*paces, *hearts]
    found = tuple(finding for strength, finding in signals if strength)
    against = tuple(finding for strength, finding in signals if not strength)
    # pace and its share are one signal seen twice; the heart is another
    by_pace, by_heart = max(strength for strength, _ in paces), sum(strength for strength, _ in hearts)
    return Clue(1 - (1 - by_pace) * (1 - by_heart), found, against)


def _alike(recent: Sequence[Run], before: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Runs with a pace on the road; on any surface where those are too few."""
    least = param("speed_min_runs")
    for surfaces in (("road",), ("road", "treadmill", "trail")):
        now, then = ([r for r in _paced(runs) if r.surface in surfaces] for runs in (recent, before))
        if len(now) >= least["recent"] and len(then) >= least["before"]:
            break
    return now, then


def _paced(runs: Sequence[Run]) -> list[Run]:
    long_enough = (run for run in runs if run.minutes is not None and run.minutes >= param("speed_min_run_minutes"))
    return [run for run in long_enough if run.pace_s_per_km is not None]


def _pace(run: Run) -> float:
    return run.pace_s_per_km or 0.0


def _by_share(recent: Sequence[Run], before: Sequence[Run], dates: dict[str, Value]) -> Signal:
    fast = median(map(_pace, before)) * float(param("speed_fast_fraction"))
    then, now = _share_under(before, fast), _share_under(recent, fast)
    sure = share_outside(then, now, len(recent), len(before)) if now > then else 0.0
    strength = float(on_line(param("speed_share_strength"), now - then)) * sure
    numbers: dict[str, Value] = {"then_pct": round(then * 100), "now_pct": round(now * 100), "fast_pace": round(fast)}
    return strength, Finding("speed_share" if strength else "speed_share_same", dates | numbers)


def _share_under(runs: Sequence[Run], fast: float) -> float:
    return sum(run.km or 0 for run in runs if _pace(run) <= fast) / sum(run.km or 0 for run in runs)


def _by_pace(recent: Sequence[Run], before: Sequence[Run], dates: dict[str, Value]) -> Signal:
    then, now = median(map(_pace, before)), median(map(_pace, recent))
    sure = ranked_outside(list(map(_pace, before)), list(map(_pace, recent))) if now < then else 0.0
    strength = float(on_line(param("speed_pace_strength"), 1 - now / then)) * sure
    numbers: dict[str, Value] = {"then_pace": round(then), "now_pace": round(now)}
    return strength, Finding("speed_pace" if strength else "speed_pace_same", dates | numbers)


def _by_heart(recent: Sequence[Run], before: Sequence[Run], dates: dict[str, Value]) -> list[Signal]:
    """Runs with a heart rate well above the earlier middle; heat raises it too, so it speaks only for, and less."""
    now, then = ([r.heart_rate_bpm for r in runs if r.heart_rate_bpm is not None] for runs in (recent, before))
    least = param("speed_min_runs")
    if len(now) < least["recent"] or len(then) < least["before"]:
        return []
    high = median(then) * float(param("speed_high_heart"))
    was, is_now = (sum(bpm >= high for bpm in beats) / len(beats) for beats in (then, now))
    sure = share_outside(was, is_now, len(now), len(then)) if is_now > was else 0.0
    strength = float(on_line(param("speed_heart_strength"), is_now - was)) * sure
    numbers: dict[str, Value] = {"then_pct": round(was * 100), "now_pct": round(is_now * 100), "bpm": round(high)}
    return [(strength, Finding("speed_heart", dates | numbers))] if strength else []
