"""One exercise as it is shown: its dose, which leg first, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import accumulate
from math import ceil

from opbouw.core.decision import Dose
from opbouw.core.grown import Grown
from opbouw.core.sides import ONE_SIDED
from opbouw.evidence import tables
from opbouw.evidence.rows import Exercise

# Derived: seconds of one repetition where the table gives a word for the tempo, and seconds of rest around a set.
REP_S = {"fast": 1, "run": 60}
REST_S = 45  # between sets with both legs; with one leg at a time the other leg's set is the rest
CHANGE_S = 30  # to the next exercise
FEWEST_SETS = 1
ENOUGH = 3
STRENGTHENING = 3  # the phase column of the exercise table


def dose_of(row: Exercise, grown: Grown, first: str | None) -> Dose:
    """The dose with the leg to begin with, where the exercise trains one at a time."""
    side = first if row.id in ONE_SIDED else None
    return Dose(row.id, "both", grown.sets, grown.reps, grown.hold_s, grown.load_kg, row.tempo_down_hold_up, side)


def minutes_of(doses: Iterable[Dose]) -> float:
    """Whole minutes for exercises in a row, rests included."""
    return float(ceil(sum(_seconds(dose) for dose in doses) / 60))


def _seconds(dose: Dose) -> float:
    row = tables.exercises[dose.id]
    sets = dose.sets or 1
    one = (dose.reps or 1) * _rep_seconds(row, dose)
    if dose.id in ONE_SIDED:
        return CHANGE_S + 2 * sets * one
    return CHANGE_S + sets * one + (sets - 1) * (REST_S if row.phase == STRENGTHENING else 0)


def _rep_seconds(row: Exercise, dose: Dose) -> float:
    if row.tempo_down_hold_up == "hold":
        return dose.hold_s or 1
    return _tempo_s(row.tempo_down_hold_up)


@cache
def _tempo_s(tempo: str) -> float:
    return REP_S[tempo] if tempo in REP_S else sum(int(part) for part in tempo.split("-"))


def shortened(doses: tuple[Dose, ...], room_min: float) -> tuple[Dose, ...]:
    """As many exercises as fit the minutes; with little time three with fewer sets; none when that is too long."""
    seconds = list(accumulate(_seconds(dose) for dose in doses))
    fit = sum(ceil(one / 60) <= room_min for one in seconds)
    if fit >= min(ENOUGH, len(doses)):
        return doses[:fit]
    few = doses[:ENOUGH]
    while any((dose.sets or 1) > FEWEST_SETS for dose in few):
        few = tuple(replace(dose, sets=max(FEWEST_SETS, (dose.sets or 1) - 1)) for dose in few)
        if minutes_of(few) <= room_min:
            return few
    return ()
