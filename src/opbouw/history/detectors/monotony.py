"""Always the same run: no shorter and longer ones taking turns."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median, pstdev

from opbouw.history.days import Run
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param

FEW_BLOCKS = 2


def monotony(past: Past) -> Clue:
    """How much runs differ in length in the last four weeks, against the four-week blocks of the year before."""
    now = _variety(past.recent())
    days, year = int(param("recent_days")), int(param("year_days"))
    starts = range(days, year, days)
    blocks = [variety for start in starts if (variety := _variety(past.between(start + days, start + 1))) is not None]
    if now is None or len(blocks) < FEW_BLOCKS:
        return CANNOT_SEE
    usual = median(blocks)
    numbers: dict[str, Value] = {"now_pct": round(now * 100), "then_pct": round(usual * 100)}
    same = float(on_line(param("monotony_strength"), now))
    if same == 0:
        return Clue(against=(Finding("monotony_varied", numbers),))
    less = float(on_line(param("monotony_drop"), 1 - now / usual)) if usual else 0.0
    if less == 0:
        return Clue(against=(Finding("monotony_always", numbers),))
    size = median(run.km or 0 for run in past.recent())
    return Clue(same * less, (Finding("monotony_same", numbers | {"size": round(size, 1)}),))


def _variety(runs: Sequence[Run]) -> float | None:
    """The spread of distances as a share of their mean; None with too few runs."""
    sizes = [run.km for run in runs if run.km is not None]
    return pstdev(sizes) / fmean(sizes) if len(sizes) >= param("monotony_min_runs") else None
