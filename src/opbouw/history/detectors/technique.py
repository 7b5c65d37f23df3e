"""What a watch says about how someone runs: rhythm, time on the ground, left and right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

from opbouw.history.days import Run
from opbouw.history.detectors.change import Change, changed
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param

Measure = Callable[[Run], float | None]


def cadence(past: Past) -> Clue:
    """Steps a minute at the same speed, up or down, the last four weeks against the eight before."""
    level = _at_same_speed(past, lambda run: run.cadence_spm)
    if level is None:
        return CANNOT_SEE
    numbers: dict[str, Value] = {"then": round(level.then), "now": round(level.now)}
    strength = float(on_line(param("cadence_strength"), abs(level.rise))) * level.sure
    if strength == 0:
        return Clue(against=(Finding("cadence_same", numbers),))
    return Clue(strength, (Finding("cadence_up" if level.now > level.then else "cadence_down", numbers),))


def ground_contact(past: Past) -> Clue:
    """Milliseconds on the ground for each step at the same speed; only longer counts."""
    level = _at_same_speed(past, lambda run: run.ground_contact_ms)
    if level is None:
        return CANNOT_SEE
    numbers: dict[str, Value] = {"then": round(level.then), "now": round(level.now)}
    strength = float(on_line(param("ground_contact_strength"), level.rise)) * level.sure
    return Clue(strength, (Finding("contact_longer", numbers),)) if strength else _not(Finding("contact_same", numbers))


def asymmetry(past: Past) -> Clue:
    """The left share of ground contact: how much further from the middle than before."""
    recent, before = (_known(runs, lambda run: run.balance_left_pct) for runs in (past.recent(), past.before()))
    level = changed(before, recent, float(param("asymmetry_least_spread")))
    if level is None:
        return CANNOT_SEE
    shift = abs(level.now - level.then)
    further = max(abs(level.now - 50) - abs(level.then - 50), shift * float(param("asymmetry_inward")))
    numbers: dict[str, Value] = {"then": round(level.then, 1), "now": round(level.now, 1)}
    strength = float(on_line(param("asymmetry_strength"), further)) * level.sure
    found = Finding("balance_shifted" if strength else "balance_same", numbers)
    return Clue(strength, (found,)) if strength else _not(found)


def _not(finding: Finding) -> Clue:
    return Clue(against=(finding,))


def _known(runs: Sequence[Run], measure: Measure) -> list[float]:
    return [value for run in runs if (value := measure(run)) is not None]


def _at_same_speed(past: Past, measure: Measure) -> Change | None:
    """A measure with the effect of speed taken out, as all the runner's own earlier runs show that effect.

    The levels are those of the two windows; what speed does to the step is the runner's own, and the more runs tell of
    it, the less one odd week bends it.
    """
    recent, before = (_with_speed(runs, measure) for runs in (past.recent(), past.before()))
    slope, middle = _line(_with_speed(past.earlier(), measure))
    level = [value - slope * (speed - middle) for speed, value in before]
    now = [value - slope * (speed - middle) for speed, value in recent]
    return changed(level, now, float(param("technique_least_spread")) * fmean(level)) if level else None


def _with_speed(runs: Sequence[Run], measure: Measure) -> list[tuple[float, float]]:
    """Speed (m/s) and the measure; trails are left out, for the ground sets the step there."""
    return [
        (1000 / pace, value)
        for run in runs
        if run.surface != "trail" and (value := measure(run)) is not None and (pace := run.pace_s_per_km)
    ]


def _line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope of the measure on speed and the mean speed; no slope with too few runs or one speed."""
    if len(points) < param("change_min_runs")["before"]:
        return 0.0, 0.0
    middle, level = fmean(speed for speed, _ in points), fmean(value for _, value in points)
    wide = sum((speed - middle) ** 2 for speed, _ in points)
    return (sum((s - middle) * (v - level) for s, v in points) / wide if wide > 0 else 0.0), middle
