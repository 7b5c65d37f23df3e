"""Shorter nights and a higher heart rate at rest."""

from __future__ import annotations

from datetime import timedelta

from opbouw.history.beside import Night
from opbouw.history.detectors.change import Change, changed
from opbouw.history.detectors.past import Past
from opbouw.history.finding import CANNOT_SEE, Clue, Finding, Value
from opbouw.history.params import on_line, param


def sleep_energy(past: Past) -> Clue:
    """Hours of sleep and beats at rest of the last two weeks before onset, against the eight weeks before those."""
    split = past.onset - timedelta(param("sleep_recent_days"))
    begin = split - timedelta(param("before_days"))
    recent = [night for night in past.beside.nights if night.on > split]
    before = [night for night in past.beside.nights if begin < night.on <= split]
    hours, beats = _hours(before, recent), _beats(before, recent)
    if hours is None and beats is None:
        return CANNOT_SEE
    found: list[Finding] = []
    against: list[Finding] = []
    strengths = [0.0]
    for level, fall, code in ((hours, -1, "sleep"), (beats, 1, "resting")):
        if level is None:
            continue
        strength = float(on_line(param(f"{code}_strength"), fall * (level.now - level.then))) * level.sure
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
