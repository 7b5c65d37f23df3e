"""Shorter nights, a higher heart rate at rest, and less variability of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta

from opbouw.history.beside import Night
from opbouw.history.detectors.change import Change, changed
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param

# How much worse it is, in the unit of the points of each.
WORSE: Mapping[str, Callable[[Change], float]] = {
    "sleep": lambda level: level.then - level.now,
    "resting": lambda level: level.now - level.then,
    "hrv": lambda level: -level.rise,
}


def sleep_energy(past: Past) -> Clue:
    """Sleep, beats at rest and variability of the last two weeks before onset, against the eight weeks before those."""
    split = past.onset - timedelta(param("sleep_recent_days"))
    begin = split - timedelta(param("before_days"))
    recent = [night for night in past.beside.nights if night.on > split]
    before = [night for night in past.beside.nights if begin < night.on <= split]
    levels = {
        "sleep": _hours(before, recent),
        "resting": _beats(before, recent),
        "hrv": _variability(before, recent),
    }
    known = {code: level for code, level in levels.items() if level is not None}
    if not known:
        return CANNOT_SEE
    found: list[Finding] = []
    against: list[Finding] = []
    strengths = [0.0]
    for code, level in known.items():
        strength = float(on_line(param(f"{code}_strength"), WORSE[code](level))) * level.sure
        numbers: dict[str, Value] = {"then": round(level.then, 1), "now": round(level.now, 1)}
        (found if strength else against).append(Finding(f"{code}_worse" if strength else f"{code}_same", numbers))
        strengths.append(strength)
    return Clue(max(strengths), tuple(found), tuple(against))


def _hours(before: list[Night], recent: list[Night]) -> Change | None:
    then, now = ([night.sleep_h for night in part if night.sleep_h is not None] for part in (before, recent))
    return changed(then, now, float(param("sleep_least_spread_h")))


def _beats(before: list[Night], recent: list[Night]) -> Change | None:
    then, now = ([night.resting_bpm for night in part if night.resting_bpm is not None] for part in (before, recent))
    return changed(then, now, float(param("resting_least_spread_bpm")))


def _variability(before: list[Night], recent: list[Night]) -> Change | None:
    """By the kind most nights have: another watch may count in another way, and the two cannot be compared."""
    kinds = Counter(night.hrv_kind for night in (*before, *recent) if night.hrv_ms is not None)
    kind = max(kinds, key=lambda one: (kinds[one], one or ""), default=None)
    then, now = (
        [night.hrv_ms for night in part if night.hrv_ms is not None and night.hrv_kind == kind]
        for part in (before, recent)
    )
    return changed(then, now, float(param("hrv_least_spread_ms")))
